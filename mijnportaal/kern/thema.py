"""The look of a municipality: one token file in kern/themas, made into a small style sheet of CSS variables.

A municipality chooses its brand colours; readable contrast is calculated, not hoped for. The colours that carry a
meaning (green, red, orange, blue, yellow) are the same everywhere: a status looks the same in each municipality.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from mijnportaal.kern.kleur import TEKST_CONTRAST, contrast, trap

THEMA_MAP = Path(__file__).resolve().parent / "themas"

MERKKLEUREN = {"primair": "#17538f", "secundair": "#0a6b66", "neutraal": "#465265"}
VASTE_KLEUREN = {"groen": "#17692f", "rood": "#b3261e", "oranje": "#964400", "blauw": "#17538f", "geel": "#6b5900"}

HEXKLEUR = re.compile(r"#[0-9a-fA-F]{6}")
LENGTE = re.compile(r"\d{1,2}px")
LETTERTYPE = re.compile(r"[\w \"',-]{1,200}")
TOKENS = {
    "kop-achtergrond": HEXKLEUR,
    "kop-kleur": HEXKLEUR,
    "kop-lijn": HEXKLEUR,
    "logo-kleur": HEXKLEUR,
    "held-achtergrond": HEXKLEUR,
    "held-kleur": HEXKLEUR,
    "voet-achtergrond": HEXKLEUR,
    "voet-kleur": HEXKLEUR,
    "radius": LENGTE,
    "radius-klein": LENGTE,
    "font": LETTERTYPE,
    "font-kop": LETTERTYPE,
}
# Text and its background: when a theme sets one of the two, it sets both, and they must be readable together.
TEKSTPAREN = (
    ("kop-kleur", "kop-achtergrond"),
    ("held-kleur", "held-achtergrond"),
    ("voet-kleur", "voet-achtergrond"),
)


class ThemaFout(ValueError):
    """A token file says something that cannot be used; the message says what."""


@dataclass(frozen=True)
class Thema:
    """One municipality's look; `versie` changes with every change of the style sheet."""

    naam: str
    titel: str
    css: str
    versie: str
    logo: str = ""


@lru_cache(maxsize=32)
def thema(naam: str) -> Thema:
    """Return the theme of kern/themas/<naam>.json."""
    bestand = THEMA_MAP / f"{naam}.json"
    if not re.fullmatch(r"[a-z0-9-]+", naam) or not bestand.is_file():
        raise ThemaFout(f"Er is geen thema '{naam}'.")
    return maak_thema(naam, json.loads(bestand.read_text(encoding="utf-8")))


def maak_thema(naam: str, gegevens: dict[str, Any]) -> Thema:
    """Return the theme that a token file describes."""
    css = thema_css(gegevens.get("kleuren", {}), gegevens.get("tokens", {}))
    versie = hashlib.sha256(css.encode()).hexdigest()[:12]
    return Thema(naam, gegevens.get("titel", naam), css, versie, gegevens.get("logo", ""))


def thema_css(kleuren: dict[str, str], tokens: dict[str, str]) -> str:
    """Return the style sheet: eight steps of every colour, and the tokens that differ from the bundle's."""
    _controleer(kleuren, dict.fromkeys(MERKKLEUREN, HEXKLEUR))
    _controleer(tokens, TOKENS)
    _controleer_contrast(tokens)
    regels = [
        f"--mo-{kleur}-{stap}:{waarde}"
        for kleur, merk in {**MERKKLEUREN, **kleuren, **VASTE_KLEUREN}.items()
        for stap, waarde in trap(merk).items()
    ]
    regels += [f"--mo-{token}:{waarde}" for token, waarde in tokens.items()]
    return ":root{" + ";".join(regels) + "}"


def thema_url() -> str:
    """Return the address of this municipality's style sheet; it can be cached for ever."""
    gekozen = thema(settings.THEMA)
    return reverse("thema", kwargs={"naam": gekozen.naam, "versie": gekozen.versie})


def _controleer(waarden: dict[str, str], vormen: dict[str, re.Pattern[str]]) -> None:
    """Refuse an unknown name and a value that could carry more than itself into the style sheet."""
    for naam, waarde in waarden.items():
        if naam not in vormen:
            raise ThemaFout(f"Het thema kent '{naam}' niet. Wel: {', '.join(vormen)}.")
        if not vormen[naam].fullmatch(waarde):
            raise ThemaFout(f"De waarde van '{naam}' is niet goed: {waarde}")


def _controleer_contrast(tokens: dict[str, str]) -> None:
    for tekst, achtergrond in TEKSTPAREN:
        if tekst not in tokens and achtergrond not in tokens:
            continue
        if tekst not in tokens or achtergrond not in tokens:
            raise ThemaFout(f"Geef '{tekst}' en '{achtergrond}' samen op.")
        verhouding = contrast(tokens[tekst], tokens[achtergrond])
        if verhouding < TEKST_CONTRAST:
            raise ThemaFout(f"'{tekst}' is niet leesbaar op '{achtergrond}': {verhouding:.2f}, nodig is 4,5.")
