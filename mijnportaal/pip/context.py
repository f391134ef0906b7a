"""What every page knows: who we are, where you can go, and how it looks."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from mijnportaal.kern.gemeente import gemeente
from mijnportaal.kern.thema import thema_url


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
        "navigatie": navigatie(request),
        "demo": settings.DEMO,
        "thema_url": thema_url(),
        "taal_keuzes": settings.LANGUAGES,
    }


def navigatie(request: HttpRequest) -> list[Navigatiepunt]:
    """Return the menu of whoever is logged in."""
    return []
