"""What stands on the page of a payment: how far it is, what somebody can do, and what happens next."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from formulieren.betalen.vragen import uiterlijk
from formulieren.models import Betaling
from zaken.berichtteksten import datum_in_woorden

Status = Betaling.Status


@dataclass(frozen=True)
class Betaalpagina:
    """One payment as its page tells it; `knoppen` are (name, words) of what can be done, the first one is the usual."""

    betaling: Betaling
    titel: str
    zinnen: list[str]
    knoppen: list[tuple[str, str]]
    vervolg_url: str = ""

    @property
    def soort(self) -> str:
        """Return how the outcome is to be shown."""
        return {Status.MISLUKT: "waarschuwing", Status.BETAALD: "ok"}.get(Status(self.betaling.status), "info")


def betaalpagina(betaling: Betaling, *, vervolg_url: str = "") -> Betaalpagina:
    """Return the page of a payment as it stands now."""
    wijzig = [("wijzig", _("Antwoorden veranderen"))] if betaling.wanneer == Betaling.Wanneer.VOOR else []
    match betaling.status:
        case Status.OPEN:
            titel, zinnen = _("Betalen"), [_wat_er_gebeurt(betaling), _hoe()]
            knoppen = [("betaal", _("Naar de betaalpagina")), *wijzig]
        case Status.GESTART:
            titel, zinnen = _("Is het betalen gelukt?"), [_nog_niet_gehoord(), _wat_er_gebeurt(betaling)]
            knoppen = [("kijk", _("Bekijk de uitkomst")), ("betaal", _("Verder met betalen")), *wijzig]
        case Status.MISLUKT:
            titel, zinnen = _("Het betalen is niet gelukt"), [_niet_ontvangen(), _wat_er_gebeurt(betaling)]
            knoppen = [("betaal", _("Probeer het opnieuw")), *wijzig]
        case Status.VERLOPEN:
            titel, knoppen = _("Deze betaling is verlopen"), []
            zinnen = [_("U kunt deze betaling niet meer doen. U hoeft nu niets te betalen.")]
        case Status.BETAALD:
            titel, zinnen, knoppen = _("Uw betaling is binnen"), [_na_betaling(betaling)], []
        case _:
            titel, knoppen = _("U krijgt geld terug"), []
            zinnen = [_("Het geld staat binnen 10 werkdagen op uw rekening. U hoeft niets te doen.")]
    return Betaalpagina(betaling, titel, zinnen, knoppen, vervolg_url)


def _wat_er_gebeurt(betaling: Betaling) -> str:
    if betaling.wanneer == Betaling.Wanneer.VOOR:
        return _("Zodra u heeft betaald, versturen wij uw antwoorden. U krijgt dan meteen een zaaknummer.")
    if dag := uiterlijk(betaling):
        return _("Betaal uiterlijk %(dag)s.") % {"dag": datum_in_woorden(dag)}
    return _("Uw aanvraag is al bij ons. Betalen kan nu nog apart.")


def _hoe() -> str:
    return _("U betaalt op de pagina van onze betaaldienst. Daarna komt u hier terug.")


def _nog_niet_gehoord() -> str:
    return _(
        "U bent naar de betaalpagina geweest. Wij vragen nu na of uw betaling binnen is. Dat duurt meestal"
        " een paar seconden."
    )


def _niet_ontvangen() -> str:
    return _("Wij hebben geen geld ontvangen. Uw antwoorden zijn bewaard.")


def _na_betaling(betaling: Betaling) -> str:
    if betaling.zaak_id:
        return _("Bedankt. U hoeft niets meer te doen.")
    return _(
        "Wij maken nu uw zaak. Dat duurt meestal een paar seconden. Kijk zo nog eens op deze pagina. U hoeft niet"
        " nog een keer te betalen."
    )
