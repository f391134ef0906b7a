"""The command that proves that nobody changed what happened to a zaak."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests import fabrieken
from zaken.models import Zaak, Zaaktypeversie

pytestmark = pytest.mark.eis("S-34")
VERVALS = "UPDATE zaken_gebeurtenis SET door_naam = 'een ander' WHERE zaak_id = %s"


@pytest.fixture
def zaken(meldingtype: Zaaktypeversie) -> list[Zaak]:
    """Three zaken with a whole chain."""
    return [fabrieken.maak_zaak(meldingtype) for _nummer in range(3)]


def controleer(*argumenten: str) -> str:
    uitvoer = StringIO()
    call_command("controleer_keten", *argumenten, stdout=uitvoer)
    return uitvoer.getvalue()


def wijzig(sql: str, *parameters: int) -> None:
    """Change the trail as only the owner of the database can."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE zaken_gebeurtenis DISABLE TRIGGER zaken_gebeurtenis_onveranderlijk")
        cursor.execute(sql, parameters)
        cursor.execute("ALTER TABLE zaken_gebeurtenis ENABLE TRIGGER zaken_gebeurtenis_onveranderlijk")


def test_whole_chains_pass_with_a_fingerprint_that_can_be_kept(zaken: list[Zaak]) -> None:
    uitvoer = controleer("--alles")
    assert uitvoer.startswith("3 ketens gecontroleerd, 0 verbroken.")
    assert re.search(r"^Vingerafdruk: [0-9a-f]{64}$", uitvoer, re.MULTILINE)
    assert controleer("--alles") == uitvoer


def test_a_changed_row_is_named_and_ends_in_failure(zaken: list[Zaak]) -> None:
    wijzig(VERVALS, zaken[1].pk)
    uitvoer = StringIO()
    with pytest.raises(CommandError) as fout:
        call_command("controleer_keten", "--alles", stdout=uitvoer)
    assert fout.value.returncode == 1
    regel = f"{zaken[1].identificatie}: verbroken bij gebeurtenis 1 (geregistreerd)."
    assert [r for r in uitvoer.getvalue().splitlines() if "verbroken bij" in r] == [regel]


def test_only_the_named_zaken_are_checked(zaken: list[Zaak]) -> None:
    wijzig(VERVALS, zaken[1].pk)
    assert controleer(zaken[0].identificatie, zaken[2].identificatie).startswith("2 ketens gecontroleerd, 0 verbroken.")


def test_a_chain_that_was_taken_away_is_missed(zaken: list[Zaak]) -> None:
    met_alles = controleer("--alles")
    wijzig("DELETE FROM zaken_verwerking")
    wijzig("DELETE FROM zaken_gebeurtenis WHERE zaak_id = %s", zaken[2].pk)
    uitvoer = StringIO()
    with pytest.raises(CommandError):
        call_command("controleer_keten", "--alles", stdout=uitvoer)
    assert f"{zaken[2].identificatie}: heeft geen enkele gebeurtenis." in uitvoer.getvalue()
    assert uitvoer.getvalue().splitlines()[-1] != met_alles.splitlines()[-1]


def test_it_asks_what_to_check(zaken: list[Zaak]) -> None:
    with pytest.raises(CommandError, match="kies --alles"):
        controleer()
    with pytest.raises(CommandError, match="kies --alles"):
        controleer("--alles", zaken[0].identificatie)
    with pytest.raises(CommandError, match="2020-0000001"):
        controleer("2020-0000001")
