"""The selectielijst as facts: complete, found by every address that means a row, and honest about odd rows."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pytest_django import Settings

from mijnportaal.kern.kalender import Duur
from zaken import selectielijst
from zaken.archivering import Archiefregel, beletsels_regel
from zaken.selectielijst import Archiefvoorstel, Keuzereden, Procestermijn, lijsten

BRON = Path(__file__).resolve().parents[3] / "shared" / "standaarden" / "archief" / "selectielijst"


@pytest.fixture(autouse=True)
def eigen_namen(settings: Settings) -> None:
    """Let us be known under a name and a name with a port."""
    settings.ZGW_EIGEN_HOSTS = ["testserver", "testserver:8443"]


def _bron(jaar: int) -> dict[str, Any]:
    """Return an edition of the selectielijst as the shared texts have it."""
    bestand = BRON / f"selectielijst_gemeenten_{jaar}.json"
    if not bestand.exists():
        pytest.skip(f"../shared is absent: {bestand.name} cannot be compared with our rows")
    gegevens: dict[str, Any] = json.loads(bestand.read_text(encoding="utf-8"))
    return gegevens


def _plat(tekst: str | None) -> str:
    return re.sub(r"\s+", " ", tekst or "").strip()


@pytest.mark.parametrize(("jaar", "procestypen", "resultaten"), [(2017, 29, 305), (2020, 29, 346)])
def test_each_edition_is_complete(jaar: int, procestypen: int, resultaten: int) -> None:
    rijen = lijsten()
    assert [type_.nummer for type_ in rijen.procestypen.values() if type_.jaar == jaar] == [*range(1, procestypen + 1)]
    assert sum(rij.procestype.jaar == jaar for rij in rijen.resultaten.values()) == resultaten


@pytest.mark.parametrize("jaar", [2017, 2020])
def test_process_types_say_what_the_source_says(jaar: int) -> None:
    for bron in _bron(jaar)["procestypen"]:
        rij = lijsten().procestype_op_nummer[jaar, bron["nummer"]]
        for veld in ("naam", "omschrijving", "toelichting", "procesobject"):
            assert getattr(rij, veld) == _plat(bron[veld]), (jaar, rij.nummer, veld)
        assert str(rij.uuid) == bron.get("uuid", str(rij.uuid))


@pytest.mark.parametrize("jaar", [2017, 2020])
def test_results_say_what_the_source_says(jaar: int) -> None:
    for bron in _bron(jaar)["resultaten"]:
        rij = selectielijst.resultaat_op_nummer(jaar, bron["nummer"])
        assert rij is not None, bron["nummer"]
        assert rij.procestype.nummer == bron["procestype"]
        assert rij.is_generiek is (bron["soort"] == "generiek")
        assert str(rij.uuid) == bron.get("uuid", str(rij.uuid))
        for veld in ("naam", "omschrijving", "herkomst", "toelichting", "waardering", "procestermijn", "bewaartermijn"):
            assert getattr(rij, veld) == _plat(bron.get(veld)), (jaar, rij.nummer, veld)
        assert rij.voorwaarde == _plat(bron.get("bewaartermijnVoorwaarde"))
        assert len(rij.taakgebieden) == len(bron.get("taakgebieden") or [])


def test_every_uuid_points_at_one_row() -> None:
    rijen = lijsten()
    sleutels = [
        *rijen.procestypen, *rijen.resultaten, *rijen.resultaattypeomschrijvingen, *rijen.communicatiekanalen,
        *rijen.elders,
    ]  # fmt: skip
    assert len(sleutels) == len(set(sleutels)) == 58 + 651 + 39 + 12 + 58


def test_texts_fit_the_fields_of_the_api() -> None:
    rijen = lijsten()
    assert all(len(rij.omschrijving) <= 20 for rij in rijen.resultaattypeomschrijvingen.values())
    assert all(0 < len(rij.definitie) <= 255 for rij in rijen.resultaattypeomschrijvingen.values())
    assert all(len(rij.naam) <= 20 and len(rij.omschrijving) <= 200 for rij in rijen.communicatiekanalen.values())
    for rij in rijen.resultaten.values():
        assert len(rij.naam) <= 40
        assert len(rij.omschrijving) <= 150
        assert len(rij.procestermijn_opmerking) <= 20
        assert rij.procestermijn in ("", *Procestermijn)
        if rij.bewaartermijn:
            Duur.van_iso(rij.bewaartermijn)  # raises when it is no duration


@pytest.mark.parametrize(
    "wortel",
    [
        "http://testserver/referentielijsten/api/v1",
        "https://testserver:8443/referentielijsten/api/v1",
        "https://selectielijst.openzaak.nl/api/v1",
        "https://referentielijsten-api.vng.cloud/api/v1",
        "https://referentielijsten.roxit.nl/api/v1",
    ],
)
def test_a_row_is_found_by_our_address_and_by_that_of_the_public_api(wortel: str) -> None:
    resultaat = selectielijst.resultaat_op_nummer(2017, "1.1")
    assert resultaat is not None
    assert selectielijst.resultaat_van(f"{wortel}/resultaten/{resultaat.uuid}") is resultaat
    assert selectielijst.procestype_van(f"{wortel}/procestypen/{resultaat.procestype.uuid}") is resultaat.procestype
    for omschrijving in lijsten().resultaattypeomschrijvingen.values():
        adres = f"{wortel}/resultaattypeomschrijvingen/{omschrijving.uuid}"
        assert selectielijst.resultaattypeomschrijving_van(adres) is omschrijving
    for kanaal in lijsten().communicatiekanalen.values():
        assert selectielijst.communicatiekanaal_van(f"{wortel}/communicatiekanalen/{kanaal.uuid}") is kanaal


@pytest.mark.parametrize(
    ("uuid", "jaar", "nummer"),
    [
        ("e1b73b12-b2f6-4c4e-8929-94f84dd2a57d", 2017, 1),
        ("aa8aa2fd-b9c6-4e34-9a6c-58a677f60ea0", 2020, 1),
        ("b594c8d1-ea6a-4bcd-a6aa-2c7a8ad3fe5b", 2020, 1),
        ("1d49c68f-33da-4774-bc33-46d460bdd8b5", 2020, 29),
    ],
)
def test_uuids_of_public_installations_mean_our_row(uuid: str, jaar: int, nummer: int) -> None:
    procestype = selectielijst.procestype_van(f"https://selectielijst.openzaak.nl/api/v1/procestypen/{uuid}")
    assert procestype is not None
    assert (procestype.jaar, procestype.nummer) == (jaar, nummer)


@pytest.mark.parametrize(
    "adres",
    [
        "",
        "geen adres",
        "https://elders.example/referentielijsten/api/v1/resultaten/cc5ae4e3-a9e6-4386-bcee-46be4986a829",
        "https://elders@testserver/referentielijsten/api/v1/resultaten/cc5ae4e3-a9e6-4386-bcee-46be4986a829",
        "ftp://testserver/referentielijsten/api/v1/resultaten/cc5ae4e3-a9e6-4386-bcee-46be4986a829",
        "http://testserver/catalogi/api/v1/resultaten/cc5ae4e3-a9e6-4386-bcee-46be4986a829",
        "http://testserver/referentielijsten/api/v1/procestypen/cc5ae4e3-a9e6-4386-bcee-46be4986a829",
        "http://testserver/referentielijsten/api/v1/resultaten/1234",
        "http://testserver/referentielijsten/api/v1/resultaten/00000000-0000-4000-8000-000000000000",
    ],
)
@pytest.mark.parametrize(
    "zoek",
    [
        selectielijst.resultaat_van,
        selectielijst.resultaattypeomschrijving_van,
        selectielijst.communicatiekanaal_van,
    ],
)
def test_any_other_address_is_no_row(zoek: Callable[[str], object], adres: str) -> None:
    assert zoek(adres) is None


def test_a_row_of_another_register_is_known_by_year_and_number() -> None:
    procestype = selectielijst.herken_procestype({"url": "https://elders.example/p/1", "jaar": 2020, "nummer": 8})
    assert procestype is lijsten().procestype_op_nummer[2020, 8]
    resultaat = selectielijst.herken_resultaat({"volledigNummer": "8.1.7"}, 2020)
    assert resultaat is selectielijst.resultaat_op_nummer(2020, "8.1.7")
    assert selectielijst.herken_procestype({"jaar": "2020", "nummer": 8}) is None
    assert selectielijst.herken_procestype({"jaar": 2020, "nummer": 30}) is None
    assert selectielijst.herken_resultaat({"nummer": 1}, 2020) is None


@pytest.mark.eis("ztc-002")
@pytest.mark.parametrize(
    ("jaar", "nummer", "voorstel"),
    [
        (2020, "1.1", Archiefvoorstel("vernietigen", "P10Y", "afgehandeld")),
        (2020, "1.1.1", Archiefvoorstel("blijvend_bewaren", "", "afgehandeld")),
        (2020, "2.1", Archiefvoorstel("vernietigen", "P10Y", "")),  # as long as the policy holds
        (2020, "5.1.6", Archiefvoorstel("vernietigen", "P1Y", "")),  # a date set during the process
    ],
)
def test_a_row_gives_the_defaults_of_a_resultaattype(jaar: int, nummer: str, voorstel: Archiefvoorstel) -> None:
    resultaat = selectielijst.resultaat_op_nummer(jaar, nummer)
    assert resultaat is not None
    assert resultaat.keuze_nodig is None
    assert resultaat.voorstel == voorstel


@pytest.mark.parametrize(
    ("jaar", "nummer", "reden", "nominatie"),
    [
        (2020, "7.1.20", Keuzereden.VERVALLEN, ""),
        (2020, "19.1.13", Keuzereden.VERVALLEN, ""),
        (2017, "22.1.2", Keuzereden.UITZONDERING, ""),
        (2020, "22.1.3", Keuzereden.UITZONDERING, ""),
        (2017, "7.1.20", Keuzereden.VOORWAARDE, "vernietigen"),
        (2020, "19.1.19", Keuzereden.VOORWAARDE, "vernietigen"),
        (2020, "12.1.4", Keuzereden.ZONDER_PROCESTERMIJN, "vernietigen"),
    ],
)
def test_an_odd_row_asks_for_a_choice_by_a_person(jaar: int, nummer: str, reden: Keuzereden, nominatie: str) -> None:
    resultaat = selectielijst.resultaat_op_nummer(jaar, nummer)
    assert resultaat is not None
    assert resultaat.keuze_nodig is reden
    assert resultaat.voorstel == Archiefvoorstel(nominatie, "", "")


def test_only_the_known_odd_rows_ask_for_a_choice() -> None:
    odd = [(rij.procestype.jaar, rij.nummer) for rij in lijsten().resultaten.values() if rij.keuze_nodig]
    assert odd == [
        (2017, "7.1.20"), (2017, "12.1.4"), (2017, "22.1.2"), (2017, "22.1.3"),
        (2020, "7.1.20"), (2020, "12.1.4"), (2020, "19.1.13"), (2020, "19.1.19"), (2020, "22.1.2"), (2020, "22.1.3"),
    ]  # fmt: skip


def test_a_complete_proposal_is_an_archive_rule_without_faults() -> None:
    for rij in lijsten().resultaten.values():
        if rij.voorstel.afleidingswijze:
            regel = Archiefregel(rij.voorstel.afleidingswijze, rij.voorstel.archiefnominatie)
            assert not beletsels_regel(regel), rij.nummer


def test_unknown_uuid_gives_nothing() -> None:
    assert selectielijst.procestype(UUID(int=0)) is None
    assert selectielijst.resultaat(UUID(int=0)) is None
