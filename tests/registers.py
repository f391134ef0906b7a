"""The base registries of the demo as a process of their own, for whatever test needs them; connected on request."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from pytest_django import Settings

from mijnportaal.bronnen.verbinding import vergeet_storingen
from mijnportaal.demo.processen import WORTEL
from mijnportaal.settings.bronnen import bronnen

PADEN = {"BRP": "/brp", "KVK": "/kvk/api", "BAG": "/bag"}
SLEUTEL = "demonstratie-alleen-op-deze-machine"


@dataclass(frozen=True)
class Registers:
    """The running registers."""

    adres: str

    def zet(self, **standen: str) -> None:
        """Make registers "goed", "stuk" or "traag", and begin to count anew."""
        self._stand(json.dumps(standen).encode())
        vergeet_storingen()

    def gevraagd(self, bron: str) -> int:
        """Return how often a register was asked since the last `zet`."""
        aantal: int = self._stand(None)["gevraagd"].get(bron, 0)
        return aantal

    def instellingen(self) -> dict[str, dict[str, Any]]:
        """Return the settings that connect them."""
        return bronnen(
            {
                f"{bron}_{naam}": waarde
                for bron, pad in PADEN.items()
                for naam, waarde in {"ADRES": self.adres + pad, "SLEUTEL": SLEUTEL}.items()
            }
        )

    def _stand(self, lichaam: bytes | None) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.adres}/proef/stand", data=lichaam, timeout=10) as antwoord:
            stand: dict[str, Any] = json.load(antwoord)
        return stand


@pytest.fixture(scope="session")
def registers_van_de_run() -> Iterator[Registers]:
    """The process, as long as the tests run."""
    opdracht = [sys.executable, "-m", "mijnportaal.bronnen.proefserver", "--poort", "0"]
    with subprocess.Popen(opdracht, cwd=WORTEL, stdout=subprocess.PIPE, text=True) as proces:
        assert proces.stdout
        regel = proces.stdout.readline()
        assert regel.startswith("Klaar: "), regel
        yield Registers(regel.removeprefix("Klaar: ").strip())
        proces.terminate()


@pytest.fixture
def registers(registers_van_de_run: Registers, settings: Settings) -> Registers:
    """All three registers in good health, connected, and nothing remembered of before."""
    registers_van_de_run.zet(brp="goed", kvk="goed", bag="goed")
    settings.BRONNEN = registers_van_de_run.instellingen()
    settings.BRON_SECONDEN, settings.BRON_PAUZE = 0.6, 30.0
    cache.clear()
    return registers_van_de_run
