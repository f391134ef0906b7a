import base64
import secrets

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from mijnportaal.settings.bronnen import bronnen

SLEUTEL = base64.b64encode(secrets.token_bytes(32)).decode()


def nummers() -> set[str]:
    """Return the ids of our own errors."""
    gevonden = {str(melding.id) for melding in run_checks()}
    return {nummer.removeprefix("mijnportaal.") for nummer in gevonden if nummer.startswith("mijnportaal.E00")}


@pytest.fixture(autouse=True)
def productie(settings: Settings) -> None:
    """Settings with which the site may start."""
    settings.DEMO = False
    settings.INSTALLED_APPS = [app for app in settings.INSTALLED_APPS if app != "mijnportaal.demo"]
    settings.ALLOWED_HOSTS = ["mijn.example.nl"]
    settings.SECRET_KEY = settings.ZOEKSLEUTEL = secrets.token_hex()
    settings.VERSLEUTELSLEUTELS = [f"2026:{SLEUTEL}"]
    settings.GEMEENTE_RSIN = "002564440"


def test_a_complete_configuration_may_start() -> None:
    assert nummers() == set()


@pytest.mark.eis("S-39")
@pytest.mark.parametrize("host", ["mijn.example.nl", "*", ".example.nl", "192.168.1.5"])
def test_the_demo_cannot_be_reached_from_elsewhere(settings: Settings, host: str) -> None:
    settings.ALLOWED_HOSTS = ["localhost", host]

    settings.DEMO = True
    assert nummers() == {"E001"}

    settings.DEMO = False
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "mijnportaal.demo"]
    assert nummers() == {"E001"}


@pytest.mark.eis("S-39")
def test_the_demo_may_run_on_this_machine(settings: Settings) -> None:
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

    assert nummers() == set()


@pytest.mark.parametrize(
    ("naam", "waarde", "nummer"),
    [
        ("SECRET_KEY", "", "E002"),
        ("SECRET_KEY", "kort", "E002"),
        ("VERSLEUTELSLEUTELS", [], "E003"),
        ("VERSLEUTELSLEUTELS", ["2026:kort"], "E003"),
        ("VERSLEUTELSLEUTELS", [f"2026:{SLEUTEL}", f"2026:{SLEUTEL}"], "E003"),
        ("ZOEKSLEUTEL", "", "E004"),
        ("ZOEKSLEUTEL", "kort", "E004"),
        ("GEMEENTE_RSIN", "", "E005"),
        ("GEMEENTE_RSIN", "002564441", "E005"),
    ],
)
def test_a_missing_or_weak_secret_stops_the_start(settings: Settings, naam: str, waarde: object, nummer: str) -> None:
    setattr(settings, naam, waarde)

    assert nummers() == {nummer}


@pytest.mark.eis("U/WA.05")
def test_a_base_registry_is_asked_over_tls_only(settings: Settings) -> None:
    settings.BRONNEN = bronnen({"BRP_ADRES": "http://brp.example/haalcentraal/api/brp"})
    assert nummers() == {"E009"}

    settings.BRONNEN = bronnen({"BRP_ADRES": "https://brp.example/haalcentraal/api/brp"})
    assert nummers() == set()
