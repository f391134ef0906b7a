"""The Documenten API: documents come in, and are read."""

import uuid
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.zaken.api.documentwereld import (
    DOCUMENTEN,
    HOST,
    INHOUD,
    Systeem,
    adres_van,
    fouten,
    gegevens,
    inhoud_van,
    rij,
)
from zaken.models import (
    Informatieobject,
    Informatieobjecttype,
    Vertrouwelijkheid,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opslag")]


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

    with django_assert_num_queries(2):
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

    with django_assert_num_queries(3):
        een = systeem.get(f"{url}?expand=informatieobjecttype").json()
    with django_assert_num_queries(4):
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
    lijst = systeem.post(f"{DOCUMENTEN}/_zoek", {"uuid__in": uuids, "expand": ["informatieobjecttype"]})
    assert lijst.json() == antwoord.json()
    assert fouten(systeem.post(f"{DOCUMENTEN}/_zoek", {"uuid__in": uuids, "expand": [1]})) == {"expand": "invalid"}
    assert systeem.post(f"{DOCUMENTEN}/_zoek", {"uuid__in": uuids, "identificatie": "D-1"}).json()["count"] == 1
    assert fouten(systeem.post(f"{DOCUMENTEN}/_zoek", {})) == {"nonFieldErrors": "empty_search_body"}
    assert fouten(systeem.post(f"{DOCUMENTEN}/_zoek", {"uuid__in": ["x"]})) == {"uuid__in.0": "invalid"}
    assert systeem.get(f"{DOCUMENTEN}/_zoek").status_code == 405
