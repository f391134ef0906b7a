"""What the forms do when other apps tell something."""

from typing import Any

from django.dispatch import receiver

from formulieren.afspraken.boeken import bevestig
from formulieren.betalen.indiening import verwerk_indiening
from formulieren.dossier import Dossier
from formulieren.models import Inzending
from formulieren.prefill import natrekken
from formulieren.rollen import leg_rollen_vast
from formulieren.services.nasturen import bewaar_handtekeningen, vraag_wat_later_komt
from formulieren.signalen import ingediend
from zaken.models import Zaak
from zaken.services import wachtpunten
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


@receiver(ingediend)
def trek_gegevens_na(sender: object, *, inzending: Inzending, zaak: Zaak, dossier: Dossier, **kwargs: Any) -> None:
    """Look up later what a register was silent about (R.C17)."""
    natrekken.begin(inzending, zaak, dossier)


@receiver(ingediend)
def schrijf_rollen(sender: object, *, inzending: Inzending, zaak: Zaak, dossier: Dossier, **kwargs: Any) -> None:
    """Write who else the form names as a role of the zaak."""
    leg_rollen_vast(inzending, zaak, dossier)


@receiver(ingediend)
def vraag_wat_ontbreekt(sender: object, *, inzending: Inzending, zaak: Zaak, dossier: Dossier, **kwargs: Any) -> None:
    """Keep drawn signatures, and ask for the files that may come later (R.C30)."""
    bewaar_handtekeningen(zaak, dossier)
    vraag_wat_later_komt(zaak, dossier)


wachtpunten.meld_aan(natrekken.beletsels)
