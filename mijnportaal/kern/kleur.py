"""Colour arithmetic in OKLCH, where equal steps look equal: ramps with a guaranteed contrast from one brand colour.

The conversion is Björn Ottosson's Oklab; contrast is that of WCAG 2.2 (relative luminance).
"""

import math
from dataclasses import dataclass, replace

WIT = "#ffffff"
TEKST_CONTRAST = 4.5

# Lightness of the four tints, and which part of the brand colour's chroma each keeps.
TINTEN: dict[int, tuple[float, float]] = {50: (0.983, 0.14), 100: (0.958, 0.26), 200: (0.918, 0.45), 300: (0.845, 0.72)}
MAX_CHROMA_TINT = 0.19
# A little above 4.5, so that rounding to eight bits cannot take it below.
CONTRAST_500 = 5.5
CONTRAST_400 = 4.55
STAP = 0.005


@dataclass(frozen=True)
class Oklch:
    """A colour as lightness (0 to 1), chroma (0 to about 0.4) and hue (radians)."""

    licht: float
    chroma: float
    tint: float


def naar_oklch(hexkleur: str) -> Oklch:
    """Return the colour of a #rrggbb."""
    rood, groen, blauw = _lineair(hexkleur)
    lang = math.cbrt(0.4122214708 * rood + 0.5363325363 * groen + 0.0514459929 * blauw)
    midden = math.cbrt(0.2119034982 * rood + 0.6806995451 * groen + 0.1073969566 * blauw)
    kort = math.cbrt(0.0883024619 * rood + 0.2817188376 * groen + 0.6299787005 * blauw)
    licht = 0.2104542553 * lang + 0.7936177850 * midden - 0.0040720468 * kort
    a = 1.9779984951 * lang - 2.4285922050 * midden + 0.4505937099 * kort
    b = 0.0259040371 * lang + 0.7827717662 * midden - 0.8086757660 * kort
    return Oklch(licht, math.hypot(a, b), math.atan2(b, a))


def naar_hex(kleur: Oklch) -> str:
    """Return #rrggbb, with less chroma where the colour falls outside what a screen can show."""
    while kleur.chroma > 0.0005 and not all(-0.0005 <= deel <= 1.0005 for deel in _rgb(kleur)):
        kleur = replace(kleur, chroma=kleur.chroma * 0.96)
    return "#" + "".join(f"{round(_gamma(deel) * 255):02x}" for deel in _rgb(kleur))


def contrast(een: str, ander: str) -> float:
    """Return the contrast ratio of two colours: 1 (equal) to 21 (black on white)."""
    licht, donker = sorted((_luminantie(een), _luminantie(ander)), reverse=True)
    return (licht + 0.05) / (donker + 0.05)


def trap(merk: str) -> dict[int, str]:
    """Return eight steps around a brand colour, which becomes step 500 (darker when white text would not show).

    Guaranteed: 400 to 700 reach 4.5:1 on white, 400 and 500 on 100, and 600 on 200.
    """
    kleur = naar_oklch(merk)
    tinten = {
        stap: naar_hex(Oklch(licht, min(kleur.chroma, MAX_CHROMA_TINT) * deel, kleur.tint))
        for stap, (licht, deel) in TINTEN.items()
    }
    basis = _donker_genoeg(kleur, {WIT: CONTRAST_500, tinten[100]: TEKST_CONTRAST})
    lichter = _donker_genoeg(
        replace(basis, licht=min(basis.licht + 0.09, 0.62)), {WIT: CONTRAST_400, tinten[100]: TEKST_CONTRAST}
    )
    donker = replace(basis, licht=max(basis.licht * 0.78, 0.22), chroma=basis.chroma * 0.92)
    donkerst = replace(basis, licht=max(basis.licht * 0.52, 0.16), chroma=basis.chroma * 0.7)
    return {
        **tinten,
        400: naar_hex(lichter),
        500: merk.lower() if basis == kleur else naar_hex(basis),
        600: naar_hex(_donker_genoeg(donker, {tinten[200]: TEKST_CONTRAST})),
        700: naar_hex(donkerst),
    }


def _donker_genoeg(kleur: Oklch, eisen: dict[str, float]) -> Oklch:
    """Return the colour, darkened until it has the asked contrast with each background."""
    while any(contrast(naar_hex(kleur), achtergrond) < eis for achtergrond, eis in eisen.items()):
        kleur = replace(kleur, licht=kleur.licht - STAP)
    return kleur


def _lineair(hexkleur: str) -> tuple[float, float, float]:
    delen = [int(hexkleur[begin : begin + 2], 16) / 255 for begin in (1, 3, 5)]
    rood, groen, blauw = (deel / 12.92 if deel <= 0.04045 else ((deel + 0.055) / 1.055) ** 2.4 for deel in delen)
    return rood, groen, blauw


def _gamma(deel: float) -> float:
    deel = min(max(deel, 0.0), 1.0)
    return 12.92 * deel if deel <= 0.0031308 else 1.055 * deel ** (1 / 2.4) - 0.055


def _rgb(kleur: Oklch) -> tuple[float, float, float]:
    """Return linear red, green and blue, which may lie outside 0 to 1."""
    a, b = kleur.chroma * math.cos(kleur.tint), kleur.chroma * math.sin(kleur.tint)
    lang = (kleur.licht + 0.3963377774 * a + 0.2158037573 * b) ** 3
    midden = (kleur.licht - 0.1055613458 * a - 0.0638541728 * b) ** 3
    kort = (kleur.licht - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * lang - 3.3077115913 * midden + 0.2309699292 * kort,
        -1.2684380046 * lang + 2.6097574011 * midden - 0.3413193965 * kort,
        -0.0041960863 * lang - 0.7034186147 * midden + 1.7076147010 * kort,
    )


def _luminantie(hexkleur: str) -> float:
    rood, groen, blauw = _lineair(hexkleur)
    return 0.2126 * rood + 0.7152 * groen + 0.0722 * blauw
