"""What every page knows: who we are, where you can go, and how it looks."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from mijnportaal.accounts.aanmelding import Aanmelding
from mijnportaal.accounts.models import Gebruiker, Profiel
from mijnportaal.kern.gemeente import gemeente
from mijnportaal.kern.thema import thema_url
from mijnportaal.pip.toegang import berichten_voor
from zaken.toegang import taken_voor


@dataclass(frozen=True)
class Navigatiepunt:
    """One line of the menu; `aantal` is what waits there for you."""

    titel: str
    url: str
    icoon: str = ""
    aantal: int = 0
    huidig: bool = False


def portaal(request: HttpRequest) -> dict[str, Any]:
    """Return the variables of every template."""
    return {
        "gemeente": gemeente(),
        # Lazy: a page without a menu does not count what is in it.
        "navigatie": SimpleLazyObject(lambda: navigatie(request)),
        "demo": settings.DEMO,
        "thema_url": thema_url(),
        "taal_keuzes": settings.LANGUAGES,
    }


def navigatie(request: HttpRequest) -> list[Navigatiepunt]:
    """Return the menu of whoever is logged in; nothing for a visitor, and nothing when the login cannot be read."""
    aanmelding: Aanmelding | None = getattr(request, "aanmelding", None)
    gebruiker = aanmelding.gebruiker if aanmelding else None
    if gebruiker is None:
        return []
    punten = _menu_medewerker(gebruiker) if gebruiker.is_medewerker else _menu_inwoner(gebruiker)
    huidig = _huidig(request.path, [url for _titel, url, _icoon, _aantal in punten])
    return [Navigatiepunt(titel, url, icoon, aantal, url == huidig) for titel, url, icoon, aantal in punten]


def _huidig(pad: str, urls: list[str]) -> str:
    """Return the menu address that this page is under: the longest one that its path begins with."""
    return max((url for url in urls if pad.startswith(url)), key=len, default="")


def _menu_inwoner(gebruiker: Gebruiker) -> list[tuple[str, str, str, int]]:
    taken = taken_voor(gebruiker).open().count()
    ongelezen = berichten_voor(gebruiker).filter(gelezen_op=None).count()
    return [
        (_("Overzicht"), reverse("pip:overzicht"), "home", 0),
        (_("Mijn zaken"), reverse("pip:zaken"), "folders", 0),
        (_("Mijn taken"), reverse("pip:taken"), "checklist", taken),
        (_("Berichten"), reverse("pip:berichten"), "mail", ongelezen),
    ]


def _menu_medewerker(gebruiker: Gebruiker) -> list[tuple[str, str, str, int]]:
    menu = [
        ({Profiel.BEHANDELAAR, Profiel.COORDINATOR}, _("Werkvoorraad"), "behandeling:werkvoorraad", "list-check"),
        ({Profiel.KCC}, _("Klantcontact"), "klantcontact:zoeken", "headset"),
        ({Profiel.ARCHIEF}, _("Archief"), "archief:overzicht", "archive"),
        ({Profiel.FUNCTIONEEL_BEHEER}, _("Beheer"), "admin:index", "settings"),
    ]
    return [
        (titel, reverse(naam), icoon, 0)
        for profielen, titel, naam, icoon in menu
        if gebruiker.heeft_profiel(*profielen)
    ]
