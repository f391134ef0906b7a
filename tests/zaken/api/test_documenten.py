"""The Documenten API: documents come in, are read, change under a lock, and really go."""

import uuid
from pathlib import Path
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from mijnportaal.kern.opslag import ScanStatus
from tests import fabrieken
from tests.zaken.api.documentwereld import (
    DOCUMENTEN,
    HOST,
    INHOUD,
    Systeem,
    adres_van,
    base64_van,
    fouten,
    gegevens,
    rij,
)
from zaken.models import (
    Gebeurtenis,
    Informatieobject,
    Informatieobjecttype,
    Informatieobjectversie,
    Objectinformatieobject,
    Vertrouwelijkheid,
    Verwijdering,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opslag")]


@pytest.fixture
def soort(db: None) -> Informatieobjecttype:
    """A published type of document."""
    return fabrieken.informatieobjecttype("Brief", Vertrouwelijkheid.ZAAKVERTROUWELIJK)


@pytest.fixture
def systeem(db: None) -> Systeem:
    """A system that may do everything."""
    fabrieken.maak_applicatie("proef", alles=True)
    return Systeem()


def inhoud_van(antwoord: Any) -> bytes:
    """Return the whole body; the test client closes the file after it."""
    return b"".join(antwoord.streaming_content)


# Coming in


def test_document_is_registered_and_answered_in_full(systeem: Systeem, soort: Informatieobjecttype) -> None:
    antwoord = systeem.post(DOCUMENTEN, gegevens(soort, trefwoorden=["bouw", "brief"]))

    assert antwoord.status_code == 201
    document = antwoord.json()
    url = document["url"]
    assert antwoord["Location"] == url
    assert antwoord["API-version"].startswith("1.")
    assert document.pop("identificatie").startswith("DOC-")
    assert document.pop("beginRegistratie").endswith("Z")
    assert document == {
        "url": url,
        "bronorganisatie": "517439943",
        "creatiedatum": "2026-03-01",
        "titel": "Brief aan bewoners",
        "vertrouwelijkheidaanduiding": "zaakvertrouwelijk",
        "auteur": "Amira Benali",
        "status": "",
        "formaat": "application/pdf",
        "taal": "nld",
        "versie": 1,
        "bestandsnaam": "brief.pdf",
        "inhoud": f"{url}/download?versie=1",
        "bestandsomvang": len(INHOUD),
        "link": "",
        "beschrijving": "",
        "ontvangstdatum": None,
        "verzenddatum": None,
        "indicatieGebruiksrecht": None,
        "verschijningsvorm": "",
        "ondertekening": {"soort": "", "datum": None},
        "integriteit": {"algoritme": "", "waarde": "", "datum": None},
        "informatieobjecttype": adres_van(soort),
        "locked": False,
        "bestandsdelen": [],
        "trefwoorden": ["bouw", "brief"],
        "lock": "",
    }
    assert inhoud_van(systeem.get(document["inhoud"])) == INHOUD


def test_groups_and_texts_come_back_as_they_were_given(systeem: Systeem, soort: Informatieobjecttype) -> None:
    velden = {
        "identificatie": "D-1",
        "status": "definitief",
        "link": "https://example.nl/brief",
        "beschrijving": "Over de straat",
        "verzenddatum": "2026-03-02",
        "verschijningsvorm": "brief",
        "indicatieGebruiksrecht": False,
        "ondertekening": {"soort": "digitaal", "datum": "2026-03-02"},
        "integriteit": {"algoritme": "md5", "waarde": "27c3a009", "datum": "2026-03-01"},
        "vertrouwelijkheidaanduiding": "openbaar",
    }

    document = systeem.maak(soort, **velden)

    assert {naam: document[naam] for naam in velden} == velden
    assert systeem.get(document["url"]).json() == {naam: w for naam, w in document.items() if naam != "lock"}


@pytest.mark.parametrize("leeg", [None, {"soort": "", "datum": None}])
def test_empty_group_is_no_group(systeem: Systeem, soort: Informatieobjecttype, leeg: object) -> None:
    document = systeem.maak(soort, ondertekening=leeg)

    assert document["ondertekening"] == {"soort": "", "datum": None}
    assert rij(document).ondertekening is None


def test_null_is_empty_for_an_optional_text(systeem: Systeem, soort: Informatieobjecttype) -> None:
    document = systeem.maak(soort, beschrijving=None, link=None, formaat=None, bestandsnaam=None, status=None)

    assert [document[naam] for naam in ("beschrijving", "link", "formaat", "bestandsnaam", "status")] == [""] * 5


def test_every_fault_of_a_body_is_told_at_once(systeem: Systeem, soort: Informatieobjecttype) -> None:
    fout = systeem.post(
        DOCUMENTEN,
        gegevens(
            soort,
            titel=...,
            auteur="a" * 201,
            taal="nl",
            status="klaar",
            creatiedatum="gisteren",
            bronorganisatie="123456789",
            inhoud="geen base64!",
            bestandsomvang=-1,
            ondertekening={"soort": "pen", "datum": "2026-01-01"},
            trefwoorden=["x" * 101],
        ),
    )

    assert fouten(fout) == {
        "titel": "required",
        "auteur": "max_length",
        "taal": "min_length",
        "status": "invalid_choice",
        "creatiedatum": "invalid",
        "bronorganisatie": "invalid",
        "inhoud": "invalid",
        "bestandsomvang": "min_value",
        "ondertekening.soort": "invalid_choice",
        "trefwoorden.0": "max_length",
    }
    assert not Informatieobject.objects.exists()


@pytest.mark.eis("drc-001")
def test_type_must_exist_here_and_be_published(systeem: Systeem, soort: Informatieobjecttype) -> None:
    concept = Informatieobjecttype.objects.create(
        catalogus=soort.catalogus,
        omschrijving="Nog niet",
        vertrouwelijkheidaanduiding=Vertrouwelijkheid.OPENBAAR,
        concept=True,
    )

    def code(adres: str) -> str:
        return fouten(systeem.post(DOCUMENTEN, gegevens(soort, informatieobjecttype=adres)))["informatieobjecttype"]

    assert code(adres_van(concept)) == "not-published"
    assert code(f"{HOST}/catalogi/api/v1/informatieobjecttypen/{uuid.uuid4()}") == "bad-url"
    assert code(f"{HOST}/catalogi/api/v1/catalogussen/{soort.catalogus.uuid}") == "invalid-resource"
    assert code("https://elders.example/informatieobjecttypen/1") == "invalid-resource"
    assert code("geen adres") == "bad-url"


@pytest.mark.eis("drc-005")
@pytest.mark.parametrize("status", ["in_bewerking", "ter_vaststelling"])
def test_what_came_in_is_no_draft(systeem: Systeem, soort: Informatieobjecttype, status: str) -> None:
    antwoord = systeem.post(DOCUMENTEN, gegevens(soort, ontvangstdatum="2026-03-01", status=status))

    assert fouten(antwoord) == {"status": "invalid_for_received"}
    assert systeem.maak(soort, ontvangstdatum="2026-03-01", status="definitief")["ontvangstdatum"] == "2026-03-01"


@pytest.mark.eis("drc-005")
def test_document_is_received_or_sent_not_both(systeem: Systeem, soort: Informatieobjecttype) -> None:
    antwoord = systeem.post(DOCUMENTEN, gegevens(soort, ontvangstdatum="2026-03-01", verzenddatum="2026-03-01"))

    assert fouten(antwoord) == {"verzenddatum": "ontvangen-en-verzonden"}


@pytest.mark.eis("drc-006")
def test_indication_is_not_set_to_true_by_hand(systeem: Systeem, soort: Informatieobjecttype) -> None:
    antwoord = systeem.post(DOCUMENTEN, gegevens(soort, indicatieGebruiksrecht=True))

    assert fouten(antwoord) == {"indicatieGebruiksrecht": "missing-gebruiksrechten"}


@pytest.mark.eis("drc-007")
@pytest.mark.parametrize(
    ("gegeven", "verwacht"), [(..., "zaakvertrouwelijk"), ("", "zaakvertrouwelijk"), ("geheim", "geheim")]
)
def test_confidentiality_is_given_or_follows_from_the_type(
    systeem: Systeem, soort: Informatieobjecttype, gegeven: object, verwacht: str
) -> None:
    document = systeem.maak(soort, vertrouwelijkheidaanduiding=gegeven)

    assert document["vertrouwelijkheidaanduiding"] == verwacht
    assert systeem.werk_bij(document["url"], titel="Anders").json()["vertrouwelijkheidaanduiding"] == verwacht


def test_identification_is_unique_within_the_organisation(systeem: Systeem, soort: Informatieobjecttype) -> None:
    systeem.maak(soort, identificatie="D-1")

    dubbel = systeem.post(DOCUMENTEN, gegevens(soort, identificatie="D-1"))

    assert fouten(dubbel) == {"identificatie": "identificatie-niet-uniek"}
    assert systeem.maak(soort, identificatie="D-1", bronorganisatie="111222333")["identificatie"] == "D-1"


@pytest.mark.parametrize(
    ("velden", "inhoud", "omvang"),
    [
        ({"bestandsomvang": ...}, INHOUD, len(INHOUD)),
        ({"bestandsomvang": None}, INHOUD, len(INHOUD)),
        ({"inhoud": None, "bestandsomvang": 0}, b"", 0),
        ({"inhoud": "", "bestandsomvang": 0}, b"", 0),
        ({"inhoud": ..., "bestandsomvang": ...}, None, None),
        ({"inhoud": None, "bestandsomvang": None}, None, None),
    ],
)
def test_size_and_content_belong_together(
    systeem: Systeem, soort: Informatieobjecttype, velden: dict[str, Any], inhoud: bytes | None, omvang: int | None
) -> None:
    document = systeem.maak(soort, **velden)

    assert document["bestandsomvang"] == omvang
    assert document["locked"] is False
    if inhoud is None:
        assert document["inhoud"] is None
        assert systeem.get(f"{document['url']}/download").status_code == 404
    else:
        assert inhoud_van(systeem.get(document["inhoud"])) == inhoud


def test_size_that_is_not_the_size_of_the_content_is_refused(
    systeem: Systeem, soort: Informatieobjecttype, opslag: Path
) -> None:
    antwoord = systeem.post(DOCUMENTEN, gegevens(soort, bestandsomvang=3))

    assert fouten(antwoord) == {"nonFieldErrors": "file-size"}
    assert not [pad for pad in opslag.rglob("*") if pad.is_file()]


@pytest.mark.parametrize(
    ("lichaam", "code"),
    [
        (b'{"inhoud": "QUJD", "inhoud": "QUJD"}', "parse_error"),
        (b'{"inhoud": "QUJD"', "parse_error"),
        (b"[" * 5000, "parse_error"),
        (b'{"titel": "\\u0000"}', "parse_error"),
        (b'["inhoud"]', "invalid"),
        (b"null", "invalid"),
    ],
)
def test_broken_body_is_refused(systeem: Systeem, soort: Informatieobjecttype, lichaam: bytes, code: str) -> None:
    antwoord = systeem.post(DOCUMENTEN, lichaam)

    assert antwoord.status_code == 400
    assert antwoord.json()["code"] == code


def test_body_of_another_kind_is_refused(systeem: Systeem) -> None:
    antwoord = systeem.vraag("POST", DOCUMENTEN, b"titel=x", content_type="application/x-www-form-urlencoded")

    assert antwoord.status_code == 415


def test_same_content_is_stored_once(systeem: Systeem, soort: Informatieobjecttype, opslag: Path) -> None:
    for titel in ("een", "twee"):
        systeem.maak(soort, titel=titel)

    assert len([pad for pad in opslag.rglob("*") if pad.is_file()]) == 1


# Reading


def test_list_is_filtered_and_costs_a_fixed_number_of_queries(
    systeem: Systeem, soort: Informatieobjecttype, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    namen = [
        systeem.maak(soort, identificatie=f"D-{nummer}", trefwoorden=["alle", f"t{nummer}"]) for nummer in range(4)
    ]

    with django_assert_num_queries(3):
        lijst = systeem.get(DOCUMENTEN).json()
    assert lijst["count"] == 4
    assert [deel["identificatie"] for deel in lijst["results"]] == ["D-3", "D-2", "D-1", "D-0"]
    assert "lock" not in lijst["results"][0]
    assert lijst["results"][3] == {naam: waarde for naam, waarde in namen[0].items() if naam != "lock"}

    def gevonden(vraag: str) -> list[str]:
        return [deel["identificatie"] for deel in systeem.get(f"{DOCUMENTEN}?{vraag}").json()["results"]]

    assert gevonden("identificatie=D-2") == ["D-2"]
    assert gevonden("bronorganisatie=517439943&identificatie=D-1") == ["D-1"]
    assert gevonden("bronorganisatie=111222333") == []
    assert gevonden("trefwoorden=alle,t3") == ["D-3"]
    assert gevonden("trefwoorden=t1,t3") == []
    assert fouten(systeem.get(f"{DOCUMENTEN}?kleur=rood")) == {"nonFieldErrors": "unknown-parameters"}


def test_detail_has_an_etag_and_costs_a_fixed_number_of_queries(
    systeem: Systeem, soort: Informatieobjecttype, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    url = systeem.maak(soort)["url"]

    with django_assert_num_queries(3):
        antwoord = systeem.get(url)
    etag = antwoord["ETag"]
    assert systeem.get(url, If_None_Match=etag).status_code == 304
    hoofd = systeem.vraag("HEAD", url)
    assert (hoofd.status_code, hoofd["ETag"], hoofd.content) == (200, etag, b"")
    systeem.werk_bij(url, titel="Anders")
    assert systeem.get(url, If_None_Match=etag).status_code == 200


def test_unknown_document_is_not_found(systeem: Systeem) -> None:
    assert systeem.get(f"{DOCUMENTEN}/{uuid.uuid4()}").status_code == 404


@pytest.mark.eis("drc-011")
@pytest.mark.eis("drc-012")
def test_type_is_shown_with_the_document(
    systeem: Systeem, soort: Informatieobjecttype, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    url = systeem.maak(soort)["url"]

    with django_assert_num_queries(4):
        een = systeem.get(f"{url}?expand=informatieobjecttype").json()
    with django_assert_num_queries(5):
        lijst = systeem.get(f"{DOCUMENTEN}?expand=informatieobjecttype.catalogus").json()["results"][0]

    assert een["_expand"]["informatieobjecttype"]["omschrijving"] == "Brief"
    catalogus = lijst["_expand"]["informatieobjecttype"]["_expand"]["catalogus"]
    assert catalogus["url"].endswith(str(soort.catalogus.uuid))


@pytest.mark.eis("drc-013")
@pytest.mark.eis("drc-014")
def test_unknown_path_is_no_expansion(systeem: Systeem, soort: Informatieobjecttype) -> None:
    url = systeem.maak(soort)["url"]

    assert fouten(systeem.get(f"{url}?expand=zaken")) == {"expand": "invalid_choice"}
    assert fouten(systeem.get(f"{DOCUMENTEN}?expand=informatieobjecttype.niets")) == {"expand": "invalid_choice"}


def test_search_by_uuid_shows_pages_and_follows_relations(systeem: Systeem, soort: Informatieobjecttype) -> None:
    een, _twee, drie = (systeem.maak(soort, identificatie=f"D-{nummer}") for nummer in (1, 2, 3))
    uuids = [document["url"].rpartition("/")[2] for document in (een, drie)]

    antwoord = systeem.post(f"{DOCUMENTEN}/_zoek", {"uuid__in": uuids, "expand": "informatieobjecttype"})

    assert antwoord.status_code == 200
    assert [deel["identificatie"] for deel in antwoord.json()["results"]] == ["D-3", "D-1"]
    assert antwoord.json()["results"][0]["_expand"]["informatieobjecttype"]["omschrijving"] == "Brief"
    assert systeem.post(f"{DOCUMENTEN}/_zoek", {"uuid__in": uuids, "identificatie": "D-1"}).json()["count"] == 1
    assert fouten(systeem.post(f"{DOCUMENTEN}/_zoek", {})) == {"nonFieldErrors": "empty_search_body"}
    assert fouten(systeem.post(f"{DOCUMENTEN}/_zoek", {"uuid__in": ["x"]})) == {"uuid__in.0": "invalid"}
    assert systeem.get(f"{DOCUMENTEN}/_zoek").status_code == 405


# Versions


def test_every_change_is_a_version_and_the_old_ones_stay(systeem: Systeem, soort: Informatieobjecttype) -> None:
    with time_machine.travel("2026-03-01T10:00:00Z", tick=False):
        url = systeem.maak(soort, titel="Eerste")["url"]
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False):
        tweede = systeem.werk_bij(url, titel="Tweede", inhoud=base64_van(b"nieuw"), bestandsomvang=5).json()

    assert (tweede["versie"], tweede["titel"], tweede["locked"]) == (2, "Tweede", True)
    assert systeem.get(url).json()["versie"] == 2
    eerste = systeem.get(f"{url}?versie=1").json()
    assert (eerste["versie"], eerste["titel"], eerste["bestandsomvang"]) == (1, "Eerste", len(INHOUD))
    assert eerste["beginRegistratie"] == "2026-03-01T10:00:00Z"
    assert eerste["url"] == url
    assert eerste["informatieobjecttype"] == adres_van(soort)
    assert inhoud_van(systeem.get(eerste["inhoud"])) == INHOUD
    assert inhoud_van(systeem.get(f"{url}/download")) == b"nieuw"

    assert systeem.get(f"{url}?registratieOp=2026-03-01T12:00:00Z").json()["versie"] == 1
    assert systeem.get(f"{url}?registratieOp=2026-03-02T12:00:00Z").json()["versie"] == 2
    assert inhoud_van(systeem.get(f"{url}/download?registratieOp=2026-03-01T12:00:00Z")) == INHOUD
    assert systeem.get(f"{url}?registratieOp=2025-01-01T00:00:00Z").status_code == 404
    assert systeem.get(f"{url}?versie=3").status_code == 404
    assert fouten(systeem.get(f"{url}?versie=een")) == {"versie": "invalid"}
    assert fouten(systeem.get(f"{url}?registratieOp=gisteren")) == {"registratieOp": "invalid"}


def test_put_forgets_what_it_leaves_out(systeem: Systeem, soort: Informatieobjecttype) -> None:
    document = systeem.maak(soort, beschrijving="Lang", trefwoorden=["x"], vertrouwelijkheidaanduiding="geheim")
    slot = systeem.vergrendel(document["url"])

    antwoord = systeem.vraag(
        "PUT", document["url"], gegevens(soort, titel="Heel anders", inhoud=..., bestandsomvang=..., lock=slot)
    )

    assert antwoord.status_code == 200
    nieuw = antwoord.json()
    assert (nieuw["titel"], nieuw["beschrijving"], nieuw["trefwoorden"], nieuw["inhoud"]) == (
        "Heel anders",
        "",
        [],
        None,
    )
    assert nieuw["identificatie"] == document["identificatie"]
    assert nieuw["vertrouwelijkheidaanduiding"] == "geheim"


def test_patch_keeps_the_file_unless_another_comes(systeem: Systeem, soort: Informatieobjecttype) -> None:
    url = systeem.maak(soort)["url"]

    gehouden = systeem.werk_bij(url, titel="Anders").json()
    assert inhoud_van(systeem.get(gehouden["inhoud"])) == INHOUD

    slot = systeem.vergrendel(url)
    te_groot = systeem.vraag("PATCH", url, {"lock": slot, "bestandsomvang": 3})
    zonder_omvang = systeem.vraag("PATCH", url, {"lock": slot, "inhoud": base64_van(b"abc")})
    assert fouten(te_groot) == fouten(zonder_omvang) == {"nonFieldErrors": "file-size"}
    goed = systeem.vraag("PATCH", url, {"lock": slot, "inhoud": base64_van(b"abc"), "bestandsomvang": 3})
    assert inhoud_van(systeem.get(goed.json()["inhoud"])) == b"abc"


# Locks


@pytest.mark.eis("drc-009")
def test_lock_gives_a_key_that_is_different_each_time(systeem: Systeem, soort: Informatieobjecttype) -> None:
    url = systeem.maak(soort)["url"]

    sleutels = set()
    for _keer in range(3):
        sleutels.add(systeem.vergrendel(url))
        assert systeem.get(url).json()["locked"] is True
        assert fouten(systeem.post(f"{url}/lock")) == {"nonFieldErrors": "existing-lock"}
        assert systeem.post(f"{url}/unlock", {"lock": rij({"url": url}).slot}).status_code == 204
        assert systeem.get(url).json()["locked"] is False
    assert len(sleutels) == 3
    assert all(len(sleutel) == 32 for sleutel in sleutels)


@pytest.mark.eis("drc-009")
@pytest.mark.eis("drc-010")
def test_change_needs_the_right_key(systeem: Systeem, soort: Informatieobjecttype) -> None:
    url = systeem.maak(soort)["url"]
    assert fouten(systeem.vraag("PATCH", url, {"titel": "x"})) == {"nonFieldErrors": "unlocked"}

    slot = systeem.vergrendel(url)

    assert fouten(systeem.vraag("PATCH", url, {"titel": "x"})) == {"nonFieldErrors": "missing-lock-id"}
    assert fouten(systeem.vraag("PUT", url, gegevens(soort))) == {"lock": "required"}
    verkeerd = systeem.vraag("PATCH", url, {"titel": "x", "lock": "0" * 32})
    assert fouten(verkeerd) == {"nonFieldErrors": "incorrect-lock-id"}
    assert systeem.vraag("PATCH", url, {"titel": "x", "lock": slot}).status_code == 200


@pytest.mark.eis("drc-009")
def test_unlocking_needs_the_key_or_the_forced_scope_without_one(soort: Informatieobjecttype) -> None:
    gewoon = fabrieken.maak_applicatie("gewoon")
    fabrieken.machtig(gewoon, "documenten.lezen", "documenten.aanmaken", "documenten.lock", informatieobjecttype=soort)
    baas = fabrieken.maak_applicatie("baas")
    fabrieken.machtig(baas, "documenten.geforceerd-unlock", informatieobjecttype=soort)
    url = Systeem("gewoon").maak(soort)["url"]
    Systeem("gewoon").vergrendel(url)

    assert fouten(Systeem("gewoon").post(f"{url}/unlock", {"lock": "0" * 32})) == {
        "nonFieldErrors": "incorrect-lock-id"
    }
    assert fouten(Systeem("gewoon").post(f"{url}/unlock")) == {"nonFieldErrors": "incorrect-lock-id"}
    assert fouten(Systeem("baas").post(f"{url}/unlock", {"lock": "0" * 32})) == {"nonFieldErrors": "incorrect-lock-id"}
    assert fouten(Systeem("baas").post(f"{url}/unlock", {"lock": 5})) == {"lock": "invalid"}
    assert Systeem("baas").post(f"{url}/unlock").status_code == 204


@pytest.mark.eis("drc-010")
def test_finished_document_changes_only_by_force(systeem: Systeem, soort: Informatieobjecttype) -> None:
    gewoon = fabrieken.maak_applicatie("gewoon")
    fabrieken.machtig(gewoon, "documenten.lezen", "documenten.bijwerken", informatieobjecttype=soort)
    url = systeem.maak(soort, status="definitief")["url"]
    slot = systeem.vergrendel(url)

    geweigerd = Systeem("gewoon").vraag("PATCH", url, {"titel": "x", "lock": slot})

    assert fouten(geweigerd) == {"nonFieldErrors": "modify-status-definitief"}
    assert systeem.vraag("PATCH", url, {"titel": "x", "lock": slot}).status_code == 200


# Deleting


@pytest.mark.eis("drc-008")
def test_deleting_takes_everything_of_the_document(systeem: Systeem, soort: Informatieobjecttype, opslag: Path) -> None:
    document = systeem.maak(soort)
    systeem.werk_bij(document["url"], inhoud=base64_van(b"abc"), bestandsomvang=3)
    recht = {
        "informatieobject": document["url"],
        "startdatum": "2026-03-01T00:00:00Z",
        "omschrijvingVoorwaarden": "Alleen intern",
    }
    assert systeem.post("/documenten/api/v1/gebruiksrechten", recht).status_code == 201
    uuid_ = rij(document).uuid

    assert systeem.vraag("DELETE", document["url"]).status_code == 204

    assert not Informatieobject.objects.filter(uuid=uuid_).exists()
    assert not Informatieobjectversie.objects.exists()
    assert not Gebeurtenis.objects.filter(hoofdobject=uuid_).exists()
    assert Verwijdering.objects.get(uuid=uuid_).door_naam
    assert systeem.get(document["url"]).status_code == 404
    assert systeem.get(f"{document['url']}/audittrail").status_code == 404


@pytest.mark.eis("drc-008")
@pytest.mark.django_db(transaction=True)
def test_file_goes_with_the_last_document_that_has_it(
    systeem: Systeem, soort: Informatieobjecttype, opslag: Path
) -> None:
    een, twee = (systeem.maak(soort)["url"] for _nummer in range(2))

    def aantal() -> int:
        return len([pad for pad in opslag.rglob("*") if pad.is_file()])

    systeem.vraag("DELETE", een)
    assert aantal() == 1
    systeem.vraag("DELETE", twee)
    assert aantal() == 0


@pytest.mark.eis("drc-008")
def test_document_that_belongs_to_something_stays(systeem: Systeem, soort: Informatieobjecttype) -> None:
    document = systeem.maak(soort)
    Objectinformatieobject.objects.create(
        informatieobject=rij(document), object_url="https://elders.example/zaken/1", objecttype="zaak"
    )

    assert fouten(systeem.vraag("DELETE", document["url"])) == {"nonFieldErrors": "pending-relations"}


@pytest.mark.eis("drc-008")
def test_locked_document_stays(systeem: Systeem, soort: Informatieobjecttype) -> None:
    document = systeem.maak(soort)
    systeem.vergrendel(document["url"])

    assert fouten(systeem.vraag("DELETE", document["url"])) == {"nonFieldErrors": "destroy-locked"}


# Downloads


def test_download_is_streamed_in_parts_and_costs_a_fixed_number_of_queries(
    systeem: Systeem, soort: Informatieobjecttype, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    url = systeem.maak(soort)["url"]

    with django_assert_num_queries(2):
        geheel = systeem.get(f"{url}/download")
    assert geheel["Content-Type"] == "application/octet-stream"
    assert geheel["Content-Disposition"] == 'attachment; filename="brief.pdf"'
    assert geheel["Content-Length"] == str(len(INHOUD))
    assert geheel["API-version"]
    assert inhoud_van(geheel) == INHOUD

    deel = systeem.get(f"{url}/download", Range="bytes=2-4")
    assert (deel.status_code, deel["Content-Range"]) == (206, f"bytes 2-4/{len(INHOUD)}")
    assert inhoud_van(deel) == INHOUD[2:5]
    assert systeem.get(f"{url}/download", Range="bytes=999-").status_code == 416
    assert systeem.get(f"{url}/download", If_None_Match=geheel["ETag"]).status_code == 304
    hoofd = systeem.vraag("HEAD", f"{url}/download")
    assert (hoofd.status_code, hoofd["Content-Length"]) == (200, str(len(INHOUD)))
    assert inhoud_van(hoofd) == b""


@pytest.mark.eis("S-17")
@pytest.mark.parametrize("stand", [ScanStatus.IN_QUARANTAINE, ScanStatus.BESMET])
def test_file_in_quarantine_is_not_handed_out(systeem: Systeem, soort: Informatieobjecttype, stand: ScanStatus) -> None:
    document = systeem.maak(soort)
    Informatieobjectversie.objects.update(scanstatus=stand)

    assert systeem.get(f"{document['url']}/download").status_code == 403
    assert systeem.get(document["url"]).status_code == 200
    systeem.werk_bij(document["url"], titel="Zelfde bestand")
    assert systeem.get(f"{document['url']}/download").status_code == 403


# Rights


def test_client_sees_only_documents_of_its_types_up_to_its_level(soort: Informatieobjecttype) -> None:
    fabrieken.maak_applicatie("baas", alles=True)
    beperkt = fabrieken.maak_applicatie("beperkt")
    fabrieken.machtig(
        beperkt,
        "documenten.lezen",
        "documenten.aanmaken",
        informatieobjecttype=soort,
        tot_en_met=Vertrouwelijkheid.ZAAKVERTROUWELIJK,
    )
    anders = fabrieken.informatieobjecttype("Rapport")
    mag, te_geheim, andere_soort = (
        Systeem("baas").maak(soort),
        Systeem("baas").maak(soort, vertrouwelijkheidaanduiding="geheim"),
        Systeem("baas").maak(anders),
    )
    systeem = Systeem("beperkt")

    assert [deel["url"] for deel in systeem.get(DOCUMENTEN).json()["results"]] == [mag["url"]]
    uuids = [document["url"].rpartition("/")[2] for document in (mag, te_geheim, andere_soort)]
    assert systeem.post(f"{DOCUMENTEN}/_zoek", {"uuid__in": uuids}).json()["count"] == 1
    assert systeem.get(mag["url"]).status_code == 200
    for verboden in (te_geheim, andere_soort):
        assert systeem.get(verboden["url"]).status_code == 403
        assert systeem.get(f"{verboden['url']}/download").status_code == 403
        assert systeem.get(f"{verboden['url']}/audittrail").status_code == 403
    assert systeem.post(DOCUMENTEN, gegevens(anders)).status_code == 403
    assert systeem.post(DOCUMENTEN, gegevens(soort, vertrouwelijkheidaanduiding="geheim")).status_code == 403
    assert systeem.post(DOCUMENTEN, gegevens(soort)).status_code == 201


@pytest.mark.parametrize(
    ("methode", "staart"), [("POST", "/lock"), ("POST", "/unlock"), ("PATCH", ""), ("PUT", ""), ("DELETE", "")]
)
def test_reading_is_not_writing(soort: Informatieobjecttype, methode: str, staart: str) -> None:
    fabrieken.maak_applicatie("baas", alles=True)
    fabrieken.machtig(fabrieken.maak_applicatie("lezer"), "documenten.lezen", informatieobjecttype=soort)
    url = Systeem("baas").maak(soort)["url"]

    assert Systeem("lezer").vraag(methode, f"{url}{staart}", {}).status_code == 403


def test_without_token_nothing_opens(systeem: Systeem, soort: Informatieobjecttype) -> None:
    url = systeem.maak(soort)["url"].removeprefix(HOST)

    for adres in (url, f"{url}/download", DOCUMENTEN):
        antwoord = systeem.client.get(adres)
        assert (antwoord.status_code, antwoord.json()["code"]) == (403, "not_authenticated")


# Trail


def test_trail_tells_what_changed_and_who_did_it(systeem: Systeem, soort: Informatieobjecttype) -> None:
    document = systeem.maak(soort, titel="Eerste")
    systeem.werk_bij(document["url"], titel="Tweede")

    regels = systeem.get(f"{document['url']}/audittrail").json()

    assert [(regel["actie"], regel["resource"]) for regel in regels] == [
        ("create", "enkelvoudiginformatieobject"),
        ("partial_update", "enkelvoudiginformatieobject"),
    ]
    assert regels[0]["hoofdObject"] == regels[0]["resourceUrl"] == document["url"]
    assert regels[1]["wijzigingen"]["oud"]["titel"] == "Eerste"
    assert regels[1]["wijzigingen"]["nieuw"]["titel"] == "Tweede"
    assert systeem.get(f"{document['url']}/audittrail/{regels[0]['uuid']}").json() == regels[0]
