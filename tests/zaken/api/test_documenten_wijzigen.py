"""Documents over the API change under a lock, keep their versions, and really go."""

from pathlib import Path

import pytest
import time_machine

from tests import fabrieken
from tests.zaken.api.documentwereld import (
    INHOUD,
    Systeem,
    adres_van,
    base64_van,
    fouten,
    gegevens,
    inhoud_van,
    rij,
)
from zaken.models import (
    Gebeurtenis,
    Informatieobject,
    Informatieobjecttype,
    Informatieobjectversie,
    Objectinformatieobject,
    Verwijdering,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opslag")]


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
def test_finished_document_changes_under_its_lock_too(systeem: Systeem, soort: Informatieobjecttype) -> None:
    """Version 1.4 of the standard dropped the rule that refused it."""
    url = systeem.maak(soort, status="definitief")["url"]

    assert systeem.werk_bij(url, titel="Anders").json()["versie"] == 2


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
