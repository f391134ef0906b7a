"""Every case of the shared calculation file, and every sequence in which something changes after closing."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from zaken.archivering import (
    VERPLICHT,
    AndereZaak,
    Archiefregel,
    Archiefuitkomst,
    Besluitdatums,
    Objectgegevens,
    Zaakfeiten,
    beletsels_regel,
    bereken,
    is_aan_de_beurt,
    lees_datum,
)

BESTAND = Path(__file__).resolve().parents[3] / "shared/standaarden/archief/regels/archieftermijn_testgevallen.json"
d = date.fromisoformat


@cache
def gevallen(soort: str) -> dict[str, Any]:
    """Return the shared cases by id; the file stands beside the project, not in it."""
    if not BESTAND.exists():
        pytest.fail(f"Het bestand met rekengevallen ontbreekt: {BESTAND}", pytrace=False)
    return {geval["id"]: geval for geval in json.loads(BESTAND.read_text())[soort]}


def namen(soort: str) -> list[str]:
    """Return the ids to run; without the file one test remains, which fails and says so."""
    return list(gevallen(soort)) if BESTAND.exists() else ["het-bestand-ontbreekt"]


def regel_van(resultaattype: dict[str, Any]) -> Archiefregel:
    return Archiefregel(**{naam: waarde or "" for naam, waarde in resultaattype.items()})


def datum(tekst: str | None) -> date | None:
    return d(tekst) if tekst else None


def feiten_van(zaak: dict[str, Any]) -> Zaakfeiten:
    einde = datum(zaak.get("einddatum"))
    return Zaakfeiten(
        einddatum=lees_datum(zaak["eindstatus"]) if "eindstatus" in zaak else einde,
        startdatum_bewaartermijn=datum(zaak.get("startdatumBewaartermijn")),
        archiefnominatie=zaak.get("archiefnominatie", ""),
        eigenschappen={e["naam"]: e["waarde"] for e in zaak.get("eigenschappen", [])},
        hoofdzaak=AndereZaak(datum(zaak["hoofdzaak"]["einddatum"])) if "hoofdzaak" in zaak else None,
        gerelateerd=[AndereZaak(datum(z["einddatum"])) for z in zaak.get("relevanteAndereZaken", [])],
        besluiten=[Besluitdatums(d(b["ingangsdatum"]), datum(b.get("vervaldatum"))) for b in zaak.get("besluiten", [])],
        zaakobjecten=[Objectgegevens(o["objecttype"], o["object"]) for o in zaak.get("zaakobjecten", [])],
    )


@pytest.mark.parametrize("naam", namen("gevallen"))
def test_each_case_of_the_calculation_file(naam: str) -> None:
    geval = gevallen("gevallen")[naam]
    regel, feiten, verwacht = regel_van(geval["resultaattype"]), feiten_van(geval["zaak"]), geval["verwacht"]
    if "fout" in verwacht:
        with pytest.raises(ValidationError) as fout:
            bereken(regel, feiten)
        assert fout.value.code == verwacht["fout"].replace("_", "-")
        return

    uitkomst = bereken(regel, feiten)

    assert uitkomst.archiefnominatie == (verwacht["archiefnominatie"] or "")
    assert uitkomst.brondatum == datum(verwacht["brondatum"])
    assert uitkomst.archiefactiedatum == datum(verwacht["archiefactiedatum"])
    assert uitkomst.uitleg.endswith(".")


def besluit_op(*dagen: str) -> Callable[[Zaakfeiten], Zaakfeiten]:
    return lambda feiten: replace(feiten, besluiten=[Besluitdatums(d(dag)) for dag in dagen])


def eigenschap(waarde: str) -> Callable[[Zaakfeiten], Zaakfeiten]:
    return lambda feiten: replace(feiten, eigenschappen={"einde": waarde})


def einddatum(dag: str | None) -> Callable[[Zaakfeiten], Zaakfeiten]:
    return lambda feiten: replace(feiten, einddatum=datum(dag))


def zonder_wijziging(feiten: Zaakfeiten) -> Zaakfeiten:
    return feiten


# What each step of a sequence changes; the first step is the closing itself.
STAPPEN: dict[str, list[Callable[[Zaakfeiten], Zaakfeiten]]] = {
    "besluit_toegevoegd": [besluit_op("2022-01-05", "2022-03-01"), besluit_op("2022-01-05")],
    "eigenschap_later_gevuld": [eigenschap("2024-11-30"), eigenschap("2025-01-31")],
    "hoofdzaak_sluit_later": [lambda feiten: replace(feiten, hoofdzaak=AndereZaak(d("2022-06-30")))],
    "heropenen": [einddatum(None), einddatum("2023-02-01")],
    "resultaat_gewijzigd": [zonder_wijziging],
    "handmatige_datum_niet_overschrijven": [
        lambda feiten: replace(feiten, startdatum_bewaartermijn=d("2024-06-01")),
        eigenschap("2026-01-01"),
    ],
}


@pytest.mark.parametrize("naam", namen("herberekening"))
def test_each_sequence_of_changes_after_closing(naam: str) -> None:
    geval = gevallen("herberekening")[naam]
    regel, feiten = regel_van(geval["resultaattype"]), feiten_van(geval["stappen"][0]["zaak"])

    for stap, wijzig in zip(geval["stappen"], [zonder_wijziging, *STAPPEN[naam]], strict=True):
        if stap["actie"].startswith("resultaat vervangen"):
            regel = replace(regel, archiefactietermijn="P10Y", archiefnominatie="blijvend_bewaren")
        feiten = wijzig(feiten)
        uitkomst = bereken(regel, feiten)
        assert uitkomst.archiefactiedatum == datum(stap["verwacht_archiefactiedatum"]), stap["actie"]
        if "verwacht_archiefnominatie" in stap:
            assert uitkomst.archiefnominatie == (stap["verwacht_archiefnominatie"] or "")


def test_the_explanation_reads_as_a_letter() -> None:
    uitkomst = bereken(Archiefregel("afgehandeld", "vernietigen", "P1Y6M"), Zaakfeiten(d("2023-08-31")))

    assert uitkomst == Archiefuitkomst(
        "vernietigen",
        d("2023-08-31"),
        d("2025-02-28"),
        "De zaak is afgehandeld op 31 augustus 2023."
        " De zaak wordt 1 jaar en 6 maanden later vernietigd: op 28 februari 2025.",
    )


def test_what_is_kept_for_ever_is_transferred() -> None:
    uitkomst = bereken(Archiefregel("afgehandeld", "blijvend_bewaren", "P10Y"), Zaakfeiten(d("2020-03-15")))

    assert uitkomst.uitleg.endswith("10 jaar later overgebracht naar het archief: op 15 maart 2030.")


@pytest.mark.parametrize(
    ("regel", "code"),
    [
        (Archiefregel("afgehandeld", "vernietigen", "vijf jaar"), "archiefactietermijn-ongeldig"),
        (Archiefregel("termijn", "vernietigen", "P5Y", procestermijn="P"), "procestermijn-ongeldig"),
    ],
)
def test_a_duration_that_is_none_stops_the_closing(regel: Archiefregel, code: str) -> None:
    with pytest.raises(ValidationError) as fout:
        bereken(regel, Zaakfeiten(d("2020-03-15")))
    assert fout.value.code == code


def test_action_is_possible_on_the_day_itself() -> None:
    assert is_aan_de_beurt(d("2026-01-01"), vandaag=d("2026-01-01"))
    assert not is_aan_de_beurt(d("2026-01-01"), vandaag=d("2025-12-31"))
    assert not is_aan_de_beurt(None, vandaag=d("2026-01-01"))


@pytest.mark.parametrize("wijze", VERPLICHT)
def test_a_rule_has_exactly_the_parameters_of_its_kind(wijze: str) -> None:
    goed = Archiefregel(wijze, "vernietigen", "P5Y", **dict.fromkeys(VERPLICHT[wijze], "P1Y"))
    alles = replace(goed, datumkenmerk="P1Y", objecttype="P1Y", registratie="P1Y", procestermijn="P1Y")
    niets = replace(goed, datumkenmerk="", objecttype="", registratie="", procestermijn="")

    assert beletsels_regel(goed) == []
    assert len(beletsels_regel(alles)) == 4 - len(VERPLICHT[wijze])
    assert {reden.code for reden in beletsels_regel(niets)} == {f"{naam}-verplicht" for naam in VERPLICHT[wijze]}


def test_the_parameters_are_those_of_the_shared_table() -> None:
    tabel = json.loads((BESTAND.parent / "afleidingswijzen.json").read_text())["afleidingswijzen"]

    assert {rij["code"]: set(rij["verplichte_parameters"]) for rij in tabel} == VERPLICHT


@pytest.mark.parametrize(
    ("waarde", "verwacht"),
    [
        ("2024-11-30", "2024-11-30"),
        ("20241130", "2024-11-30"),
        ("20241130153000", "2024-11-30"),
        ("2024-11-30T15:30:00", "2024-11-30"),
        ("2024-12-31T23:30:00Z", "2025-01-01"),
        ("2024-06-30T23:30:00+02:00", "2024-06-30"),
    ],
)
def test_a_date_is_read_in_each_way_that_zgw_writes_it(waarde: str, verwacht: str) -> None:
    assert lees_datum(waarde) == d(verwacht)


@pytest.mark.parametrize("fout", ["", "2024", "30-11-2024", "2024-W48-6", "20241131", "20241130250000"])
def test_what_is_no_date_is_refused(fout: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # the message is of the standard library and says nothing
        lees_datum(fout)


@given(einde=st.dates(d("2000-01-01"), d("2100-01-01")), jaren=st.integers(0, 110))
def test_nothing_is_ever_destroyed_before_its_term_has_passed(einde: date, jaren: int) -> None:
    uitkomst = bereken(Archiefregel("afgehandeld", "vernietigen", f"P{jaren}Y"), Zaakfeiten(einde))

    assert uitkomst.archiefactiedatum
    assert uitkomst.archiefactiedatum.year == einde.year + jaren
    assert not is_aan_de_beurt(uitkomst.archiefactiedatum, einde) or jaren == 0
