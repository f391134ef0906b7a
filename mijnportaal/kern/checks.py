"""System checks: what must be right before the site may start."""

import ctypes
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured, ValidationError

from mijnportaal.kern.clamd import scanner
from mijnportaal.kern.identificatie import controleer_rsin
from mijnportaal.kern.thema import thema
from mijnportaal.kern.versleuteling import lees_sleutel

# "testserver" is the name that Django's own test runner adds; it is no address on any network.
EIGEN_MACHINE = frozenset({"localhost", ".localhost", "127.0.0.1", "[::1]", "::1", "testserver"})
KORTSTE_GEHEIM = 32
INSTALLEER_PANGO = "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@register
def demo_blijft_thuis(**_opties: Any) -> list[CheckMessage]:
    """Refuse the demo, with its page of test persons, on an address that others can reach."""
    demo = settings.DEMO or "mijnportaal.demo" in settings.INSTALLED_APPS
    vreemd = sorted(set(settings.ALLOWED_HOSTS) - EIGEN_MACHINE)
    if not demo or not vreemd:
        return []
    return [Error(f"De demo mag alleen op deze machine draaien, niet op {', '.join(vreemd)}.", id="mijnportaal.E001")]


@register
def geheimen_zijn_gezet(**_opties: Any) -> list[CheckMessage]:
    """Refuse to start without the secrets and the RSIN that every zaak needs."""
    regels: list[tuple[str, str, Callable[[], bool]]] = [
        ("E002", "SECRET_KEY ontbreekt of is korter dan 32 tekens.", lambda: _lang_genoeg("SECRET_KEY")),
        ("E003", "VERSLEUTELSLEUTELS moet regels 'id:base64 van 32 bytes' hebben.", _sleutels_goed),
        ("E004", "ZOEKSLEUTEL ontbreekt of is korter dan 32 tekens.", lambda: _lang_genoeg("ZOEKSLEUTEL")),
        ("E005", "GEMEENTE_RSIN is geen geldig RSIN.", _rsin_goed),
    ]
    return [Error(tekst, id=f"mijnportaal.{nummer}") for nummer, tekst, goed in regels if not goed()]


@register
def pango_is_er(**_opties: Any) -> list[CheckMessage]:
    """Say in one line what to install when WeasyPrint cannot make a PDF."""
    if all(_is_te_laden(naam) for naam in ("pango-1.0", "pangoft2-1.0")):
        return []
    return [Error(f"Voor PDF's is Pango nodig. Installeer het met: {INSTALLEER_PANGO}", id="mijnportaal.E006")]


@register
def thema_klopt(**_opties: Any) -> list[CheckMessage]:
    """Refuse a theme that does not exist, cannot be read on screen, or names a logo that is not there."""
    try:
        gekozen = thema(settings.THEMA)
    except ValueError as fout:
        return [Error(f"THEMA: {fout}", id="mijnportaal.E007")]
    if gekozen.logo and not finders.find(gekozen.logo):
        return [Error(f"THEMA: het logo {gekozen.logo} staat niet bij de statische bestanden.", id="mijnportaal.E007")]
    return []


@register
def scanner_klopt(**_opties: Any) -> list[CheckMessage]:
    """Refuse an address of the virus scanner that cannot be one: every file would stay in quarantine."""
    try:
        scanner()
    except ValueError as fout:
        return [Error(f"CLAMD_URL: {fout} Gebruik tcp://host:3310 of unix:///pad.", id="mijnportaal.E008")]
    return []


@register
def bronnen_zijn_besloten(**_opties: Any) -> list[CheckMessage]:
    """Refuse a base registry without TLS: what we ask it and what it says is about people."""
    if settings.DEMO:
        return []
    open_ = sorted(naam for naam, bron in settings.BRONNEN.items() if bron["adres"].startswith("http://"))
    tekst = "Het adres van %s begint niet met https://."
    return [Error(tekst % f"{naam.upper()}_ADRES", id="mijnportaal.E009") for naam in open_]


def _lang_genoeg(naam: str) -> bool:
    try:
        return len(getattr(settings, naam)) >= KORTSTE_GEHEIM
    except ImproperlyConfigured:  # Django's own answer to an empty SECRET_KEY
        return False


def _sleutels_goed() -> bool:
    try:
        namen = [lees_sleutel(regel)[0] for regel in settings.VERSLEUTELSLEUTELS]
    except ImproperlyConfigured:
        return False
    return bool(namen) and len(namen) == len(set(namen))


def _rsin_goed() -> bool:
    rsin = str(settings.GEMEENTE_RSIN)
    try:
        return controleer_rsin(rsin) == rsin
    except ValidationError:
        return False


def _is_te_laden(naam: str) -> bool:
    """Tell whether the loader finds a library; importing WeasyPrint to ask would cost every command a second."""
    for bestand in (f"lib{naam}.so.0", f"lib{naam}.dylib"):
        try:
            ctypes.CDLL(bestand)
        except OSError:
            continue
        return True
    return False
