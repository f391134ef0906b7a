"""What the register does when other apps tell something."""

from typing import Any

from django.dispatch import receiver

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.accounts.signalen import aangemeld
from zaken.services.betrokkenen import koppel_identiteit


@receiver(aangemeld)
def koppel_bij_aanmelding(
    sender: object, *, gebruiker: Gebruiker, soort: str, nummer: str, naam: str, **kwargs: Any
) -> None:
    """Tie the account to the person or company with this number, in the transaction of the login."""
    koppel_identiteit(gebruiker, soort=soort, nummer=nummer, naam=naam)
