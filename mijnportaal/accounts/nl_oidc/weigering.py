"""Why a login did not succeed, and what the visitor reads then."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Reden(StrEnum):
    """The reason; the value stands in the security log."""

    GEANNULEERD = "geannuleerd"
    VERLOPEN = "verlopen"
    ONBEREIKBAAR = "onbereikbaar"
    TOKEN = "token"  # noqa: S105  (a reason, not a password)
    NIVEAU = "niveau-te-laag"
    NIVEAU_ONBEKEND = "niveau-onbekend"
    NUMMER = "nummer-ongeldig"
    BEPERKT = "bevoegdheid-beperkt"
    GEEN_ACCOUNT = "geen-account"
    AL_GEKOPPELD = "al-gekoppeld"
    NIET_ACTIEF = "niet-actief"


class Geweigerd(Exception):
    """The login stops here; the visitor gets the page of the reason."""

    def __init__(self, reden: Reden, identiteit: str = "") -> None:
        super().__init__(reden)
        self.reden = reden
        self.identiteit = identiteit


@dataclass(frozen=True, slots=True)
class Uitleg:
    """What the page says."""

    titel: "_StrPromise"
    tekst: "_StrPromise"
    status: int = 403
    opnieuw: bool = False


_MISLUKT = Uitleg(
    _("Inloggen is niet gelukt"),
    _("Er ging iets mis bij het inloggen. U bent niet ingelogd. Probeer het opnieuw."),
    opnieuw=True,
)
_GEEN_TOEGANG = Uitleg(
    _("U hebt geen toegang"),
    _("Uw account is bij ons niet bekend of hoort niet bij dit portaal. Vraag uw functioneel beheerder om toegang."),
)

UITLEG: dict[Reden, Uitleg] = {
    Reden.GEANNULEERD: Uitleg(
        _("U bent gestopt met inloggen"),
        _("U hebt het inloggen geannuleerd. U bent niet ingelogd. U kunt het opnieuw proberen."),
        status=200,
        opnieuw=True,
    ),
    Reden.VERLOPEN: Uitleg(
        _("Deze inlogpoging is verlopen"),
        _("Het inloggen duurde te lang of is al gebruikt. U bent niet ingelogd. Probeer het opnieuw."),
        status=400,
        opnieuw=True,
    ),
    Reden.ONBEREIKBAAR: Uitleg(
        _("Inloggen lukt nu niet"),
        _("De inlogdienst heeft een storing. Probeer het later opnieuw. Kunt u niet wachten? Bel ons of kom langs."),
        status=503,
        opnieuw=True,
    ),
    Reden.TOKEN: _MISLUKT,
    Reden.NIVEAU_ONBEKEND: _MISLUKT,
    Reden.NIVEAU: Uitleg(
        _("Log in op een hoger niveau"),
        _("U hebt ingelogd op een niveau dat voor deze pagina te laag is. Log in op het gevraagde niveau of hoger."),
        opnieuw=True,
    ),
    Reden.NUMMER: Uitleg(
        _("Inloggen is niet gelukt"),
        _("De inlogdienst stuurde een nummer dat wij niet kunnen gebruiken. U bent niet ingelogd. Bel ons."),
    ),
    Reden.BEPERKT: Uitleg(
        _("Zo kunt u hier nog niet inloggen"),
        _("U logde in namens iemand anders of voor één vestiging. Dat kan in dit portaal nog niet. Bel ons."),
    ),
    Reden.GEEN_ACCOUNT: _GEEN_TOEGANG,
    Reden.AL_GEKOPPELD: _GEEN_TOEGANG,
    Reden.NIET_ACTIEF: Uitleg(
        _("Uw account is uitgezet"),
        _("U kunt met dit account niet meer inloggen. Vragen? Bel ons of kom langs."),
    ),
}
