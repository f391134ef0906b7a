"""What the forms do when other apps tell something."""

from typing import Any

from django.dispatch import receiver

from formulieren.afspraken.boeken import bevestig
from formulieren.betalen.indiening import verwerk_indiening
from formulieren.dossier import Dossier
from formulieren.models import Inzending
from formulieren.signalen import ingediend
from zaken.models import Zaak
from zaken.signalen import zaak_wordt_verwijderd


@receiver(zaak_wordt_verwijderd)
def verwijder_inzending(sender: object, *, zaak: Zaak, **kwargs: Any) -> None:
    """Delete what was filled in along with the zaak that came from it; its files go when no row points to them."""
    Inzending.objects.filter(zaak=zaak).delete()


@receiver(ingediend)
def verwerk_betaling(sender: object, *, inzending: Inzending, zaak: Zaak, dossier: Dossier, **kwargs: Any) -> None:
    """Make what was paid, or has to be paid, part of the zaak; without the money there is no zaak."""
    verwerk_indiening(inzending, zaak, dossier)


@receiver(ingediend)
def bevestig_afspraken(sender: object, *, inzending: Inzending, zaak: Zaak, dossier: Dossier, **kwargs: Any) -> None:
    """Confirm the appointments that the form made, in the transaction that makes the zaak."""
    if any(vraag.type == "afspraak" for vraag in dossier.definitie.vragen()):
        gekozen = [gesteld for _stap, gesteld in dossier.alles_gesteld() if gesteld.vraag.type == "afspraak"]
        bevestig(inzending, zaak, {g.plek for g in gekozen if not g.component.is_leeg(g.staat.waarde)})
