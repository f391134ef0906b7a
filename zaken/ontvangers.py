"""What the register does when other apps tell something."""

from typing import Any

from django.dispatch import receiver

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.accounts.signalen import aangemeld
from mijnportaal.kern.signalen import virus_gevonden
from zaken.models import Informatieobjectversie
from zaken.services.betrokkenen import koppel_identiteit
from zaken.services.documenten.besmet import vraag_opnieuw


@receiver(aangemeld)
def koppel_bij_aanmelding(
    sender: object, *, gebruiker: Gebruiker, soort: str, nummer: str, naam: str, **kwargs: Any
) -> None:
    """Tie the account to the person or company with this number, in the transaction of the login."""
    koppel_identiteit(gebruiker, soort=soort, nummer=nummer, naam=naam)


@receiver(virus_gevonden, sender=Informatieobjectversie)
def vraag_besmette_bestanden_opnieuw(sender: object, *, rijen: list[Informatieobjectversie], **kwargs: Any) -> None:
    """Ask residents for a file of theirs that held a virus, in the transaction that says so."""
    for versie in rijen:
        vraag_opnieuw(versie)
