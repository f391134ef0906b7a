"""The real identity provider of the demo, a lying one, and visitors."""

import os
import socket
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from mijnportaal.demo.processen import NODE, WORTEL
from mijnportaal.settings.inloggen import SOORTEN, inlogdiensten
from tests.accounts.bezoeker import Bezoeker
from tests.accounts.vervalser import Vervalser


@pytest.fixture(scope="session")
def idp_adres() -> Iterator[str]:
    """Return the address of the demo's identity provider, which runs as long as the tests."""
    poort = _vrije_poort()
    proces = subprocess.Popen(
        [str(NODE), "mijnportaal/demo/idp.mjs"],
        cwd=WORTEL,
        env={**os.environ, "IDP_POORT": str(poort), "SITE_URL": "http://testserver"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert proces.stdout
    regel = proces.stdout.readline()
    assert regel.startswith("Klaar: "), regel
    yield f"http://127.0.0.1:{poort}"
    proces.terminate()
    proces.wait()
    proces.stdout.close()


@pytest.fixture
def idp(idp_adres: str, settings: Settings) -> str:
    """Let every means of login use the demo's identity provider."""
    _gebruik(settings, idp_adres)
    return idp_adres


@pytest.fixture
def bezoeker(db: None, idp: str, client: Client) -> Bezoeker:
    """Return a visitor who has not logged in."""
    return Bezoeker(client)


@pytest.fixture(scope="session")
def vervalser_van_de_run() -> Iterator[Vervalser]:
    """Return the lying provider; making its keys takes longer than a test."""
    vervalser = Vervalser()
    yield vervalser
    vervalser.stop()


@pytest.fixture
def vervalser(db: None, settings: Settings, vervalser_van_de_run: Vervalser) -> Vervalser:
    """Let every means of login use a provider that says what the test wants."""
    vervalser_van_de_run.begin_opnieuw()
    _gebruik(settings, vervalser_van_de_run.uitgever)
    return vervalser_van_de_run


def _vrije_poort() -> int:
    with socket.socket() as luisteraar:
        luisteraar.bind(("127.0.0.1", 0))
        poort: int = luisteraar.getsockname()[1]
    return poort


def _gebruik(settings: Settings, uitgever: str) -> None:
    waarden: dict[str, Any] = {}
    for middel in SOORTEN:
        waarden[f"INLOG_{middel.upper()}_ISSUER"] = uitgever
        waarden[f"INLOG_{middel.upper()}_CLIENT_ID"] = f"portaal-{middel}"
        waarden[f"INLOG_{middel.upper()}_SECRET"] = "demonstratie-alleen-op-deze-machine"
    settings.SOCIALACCOUNT_PROVIDERS = {"nl_oidc": {"APPS": inlogdiensten(waarden)}}
