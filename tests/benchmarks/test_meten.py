"""The measurement: its set-up works on the site of today, and what it prints can be read."""

import importlib
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from zaken.models import Zaak

WORTEL = Path(__file__).resolve().parents[2]
# Asked of the database for one page, however many zaken there are (ontwerp.md, section 8).
HOOGSTENS = 22


@pytest.fixture
def opstelling(db: None) -> ModuleType:
    """The module that fills and logs in; importing it sets Django up once more, so not before a test needs it."""
    return importlib.import_module("benchmarks.opstelling")


def test_every_page_that_is_measured_answers_with_few_queries(opstelling: ModuleType) -> None:
    gegevens = opstelling.main(zaken=60, concepten=1)
    assert gegevens["zaken"] == Zaak.objects.count() == 61
    assert len(gegevens["versturen"]["adressen"]) == 1
    te_veel = {pagina["naam"]: pagina["queries"] for pagina in gegevens["paginas"] if pagina["queries"] > HOOGSTENS}
    assert te_veel == {}
    assert len(gegevens["paginas"]) == 4


def test_the_outcome_is_a_table() -> None:
    """In a process of its own, because `meet` chooses its database when it is imported."""
    programma = """
from benchmarks.meet import Meting, tabel
print(tabel([Meting({"naam": "Werkvoorraad", "queries": 4, "budget": 150}, [10.0] * 19 + [90.0], 7.4)]))
"""
    klaar = subprocess.run([sys.executable, "-c", programma], cwd=WORTEL, capture_output=True, text=True, check=True)
    regels = klaar.stdout.splitlines()
    assert regels[0] == "| wat | queries | mediaan | p95 | budget p95 | rekentijd |"
    assert regels[2].startswith("| Werkvoorraad | 4 | 10 ms | 8")
    assert regels[2].endswith("| 150 ms | 7 ms |")
