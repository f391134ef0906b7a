"""Large files that come in parts (bestandsdelen)."""

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from pytest_django import Settings

from tests import fabrieken
from tests.fabrieken import jwt_kop
from tests.zaken.api.documentwereld import HOST, INHOUD, Systeem, base64_van, fouten, rij
from zaken.models import Bestandsdeel, Informatieobjecttype

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opslag")]
GROOT = os.urandom(2500)


@pytest.fixture
def soort(db: None) -> Informatieobjecttype:
    """A published type of document."""
    return fabrieken.informatieobjecttype("Tekening")


@pytest.fixture
def systeem(db: None, settings: Settings) -> Systeem:
    """A system that may do everything; a part is a thousand bytes."""
    settings.DOCUMENTEN_DEELOMVANG = 1000
    fabrieken.maak_applicatie("proef", alles=True)
    return Systeem()


def lever_aan(systeem: Systeem, deel: dict[str, Any], inhoud: bytes | None, lock: str | None) -> Any:
    """Return the response to the PUT of a part, as a form."""
    velden: dict[str, Any] = {} if lock is None else {"lock": lock}
    if inhoud is not None:
        velden["inhoud"] = SimpleUploadedFile("deel", inhoud)
    return systeem.client.put(
        deel["url"].removeprefix(HOST),
        encode_multipart(BOUNDARY, velden),
        content_type=MULTIPART_CONTENT,
        **jwt_kop(systeem.client_id),
    )


def groot_document(systeem: Systeem, soort: Informatieobjecttype) -> dict[str, Any]:
    return systeem.maak(soort, inhoud=None, bestandsomvang=len(GROOT))


def stuk(nummer: int) -> bytes:
    return GROOT[nummer * 1000 : (nummer + 1) * 1000]


def test_document_without_content_gets_places_for_parts_and_a_lock(
    systeem: Systeem, soort: Informatieobjecttype
) -> None:
    document = groot_document(systeem, soort)

    assert document["locked"] is True
    assert len(document["lock"]) == 32
    assert document["inhoud"] is None
    assert document["bestandsomvang"] == 2500
    delen = document["bestandsdelen"]
    assert [(deel["volgnummer"], deel["omvang"], deel["voltooid"]) for deel in delen] == [
        (1, 1000, False),
        (2, 1000, False),
        (3, 500, False),
    ]
    assert {deel["lock"] for deel in delen} == {document["lock"]}
    assert systeem.get(document["url"]).json()["bestandsdelen"] == delen


def test_parts_become_the_file_when_the_document_is_unlocked(
    systeem: Systeem, soort: Informatieobjecttype, opslag: Path
) -> None:
    document = groot_document(systeem, soort)
    for nummer in (2, 0, 1):
        antwoord = lever_aan(systeem, document["bestandsdelen"][nummer], stuk(nummer), document["lock"])
        assert antwoord.status_code == 200, antwoord.content
        assert antwoord.json() == {**document["bestandsdelen"][nummer], "voltooid": True}
    assert systeem.get(document["url"]).json()["inhoud"] is None

    assert systeem.post(f"{document['url']}/unlock", {"lock": document["lock"]}).status_code == 204

    klaar = systeem.get(document["url"]).json()
    assert (klaar["locked"], klaar["bestandsdelen"], klaar["versie"]) == (False, [], 1)
    assert b"".join(systeem.get(klaar["inhoud"]).streaming_content) == GROOT
    assert rij(document).versies.get().sha256 == hashlib.sha256(GROOT).hexdigest()


def test_part_that_is_sent_again_replaces_the_first(systeem: Systeem, soort: Informatieobjecttype) -> None:
    document = groot_document(systeem, soort)
    for nummer in range(3):
        lever_aan(systeem, document["bestandsdelen"][nummer], bytes(len(stuk(nummer))), document["lock"])
        lever_aan(systeem, document["bestandsdelen"][nummer], stuk(nummer), document["lock"])
    systeem.post(f"{document['url']}/unlock", {"lock": document["lock"]})

    assert b"".join(systeem.get(f"{document['url']}/download").streaming_content) == GROOT


def test_document_stays_locked_until_every_part_is_there(systeem: Systeem, soort: Informatieobjecttype) -> None:
    document = groot_document(systeem, soort)
    lever_aan(systeem, document["bestandsdelen"][0], stuk(0), document["lock"])

    antwoord = systeem.post(f"{document['url']}/unlock", {"lock": document["lock"]})

    assert fouten(antwoord) == {"nonFieldErrors": "incomplete-upload"}
    assert systeem.get(document["url"]).json()["locked"] is True


def test_forced_unlock_gives_up_on_the_parts(systeem: Systeem, soort: Informatieobjecttype) -> None:
    document = groot_document(systeem, soort)
    lever_aan(systeem, document["bestandsdelen"][0], stuk(0), document["lock"])

    assert systeem.post(f"{document['url']}/unlock").status_code == 204

    nu = systeem.get(document["url"]).json()
    assert (nu["locked"], nu["bestandsdelen"], nu["inhoud"], nu["bestandsomvang"]) == (False, [], None, None)
    assert not Bestandsdeel.objects.exists()


def test_part_needs_the_right_size_and_the_right_key(systeem: Systeem, soort: Informatieobjecttype) -> None:
    document = groot_document(systeem, soort)
    deel = document["bestandsdelen"][0]

    assert fouten(lever_aan(systeem, deel, b"kort", document["lock"])) == {"nonFieldErrors": "file-size"}
    assert fouten(lever_aan(systeem, deel, stuk(0), "0" * 32)) == {"nonFieldErrors": "incorrect-lock-id"}
    assert fouten(lever_aan(systeem, deel, stuk(0), None)) == {"lock": "required"}
    assert fouten(lever_aan(systeem, deel, None, document["lock"])) == {"inhoud": "required"}
    assert systeem.vraag("PUT", deel["url"], {"lock": document["lock"]}).status_code == 415
    kapot = systeem.vraag("PUT", deel["url"], b"x", content_type="multipart/form-data")
    assert (kapot.status_code, kapot.json()["code"]) == (400, "parse_error")
    assert systeem.get(deel["url"]).status_code == 405
    assert not Bestandsdeel.objects.exclude(pad="").exists()


@pytest.mark.django_db(transaction=True)
def test_nothing_of_the_parts_is_left_behind(systeem: Systeem, soort: Informatieobjecttype, opslag: Path) -> None:
    document = groot_document(systeem, soort)
    for nummer in range(3):
        lever_aan(systeem, document["bestandsdelen"][nummer], stuk(nummer), document["lock"])
    lever_aan(systeem, document["bestandsdelen"][0], b"te kort", document["lock"])
    systeem.post(f"{document['url']}/unlock", {"lock": document["lock"]})

    assert [pad.read_bytes() for pad in opslag.rglob("*") if pad.is_file()] == [GROOT]


def test_new_version_can_come_in_parts_too(systeem: Systeem, soort: Informatieobjecttype) -> None:
    url = systeem.maak(soort)["url"]
    slot = systeem.vergrendel(url)

    nieuw = systeem.vraag("PATCH", url, {"lock": slot, "inhoud": None, "bestandsomvang": len(GROOT)}).json()
    for nummer, deel in enumerate(nieuw["bestandsdelen"]):
        assert lever_aan(systeem, deel, stuk(nummer), slot).status_code == 200
    assert systeem.post(f"{url}/unlock", {"lock": slot}).status_code == 204

    assert b"".join(systeem.get(f"{url}/download").streaming_content) == GROOT
    assert b"".join(systeem.get(f"{url}/download?versie=1").streaming_content) == INHOUD


def test_content_that_comes_after_all_makes_the_parts_needless(systeem: Systeem, soort: Informatieobjecttype) -> None:
    document = groot_document(systeem, soort)

    antwoord = systeem.vraag(
        "PATCH", document["url"], {"lock": document["lock"], "inhoud": base64_van(b"abc"), "bestandsomvang": 3}
    )

    assert antwoord.json()["bestandsdelen"] == []
    assert systeem.post(f"{document['url']}/unlock", {"lock": document["lock"]}).status_code == 204


def test_part_of_a_document_that_a_client_may_not_change(systeem: Systeem, soort: Informatieobjecttype) -> None:
    fabrieken.machtig(fabrieken.maak_applicatie("lezer"), "documenten.lezen", informatieobjecttype=soort)
    anders = fabrieken.informatieobjecttype("Rapport")
    fabrieken.machtig(fabrieken.maak_applicatie("ander"), "documenten.bijwerken", informatieobjecttype=anders)
    document = groot_document(systeem, soort)

    for client_id in ("lezer", "ander"):
        antwoord = lever_aan(Systeem(client_id), document["bestandsdelen"][0], stuk(0), document["lock"])
        assert antwoord.status_code == 403
