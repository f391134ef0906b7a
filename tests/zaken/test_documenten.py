"""The acts on a document as services: finished, signed, and safe when several act at once."""

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from typing import TypeVar

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, connections
from django.urls import reverse
from django.utils import timezone

from mijnportaal.accounts.actoren import Naamloos
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.opslag import BewaardBestand, bewaar, bewaard
from tests import fabrieken
from tests.fabrieken import RSIN
from tests.portaalclient import PortaalClient
from zaken.gebeurtenissen import eerste_breuk
from zaken.models import Gebeurtenis, Informatieobject, Informatieobjectversie, Zaaktypeversie
from zaken.services.documenten import (
    Documentgegevens,
    gegevens_van,
    maak_definitief,
    maak_document,
    onderteken,
    ontgrendel_document,
    vergrendel_document,
    verwijder_document,
    werk_document_bij,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opslag")]
DOOR = Naamloos.SYSTEEM
VANDAAG = datetime.date(2026, 3, 2)
T = TypeVar("T")


def bestand(inhoud: bytes = b"brief") -> BewaardBestand:
    return bewaar(ContentFile(inhoud, name="brief.txt"))


def _gegevens() -> Documentgegevens:
    return Documentgegevens(
        informatieobjecttype=fabrieken.informatieobjecttype("Brief"),
        bronorganisatie=RSIN,
        creatiedatum=VANDAAG,
        titel="Brief",
        auteur="Amira Benali",
        taal="nld",
        bestandsnaam="brief.txt",
    )


def document(**velden: object) -> Informatieobject:
    return maak_document(replace(_gegevens(), **velden), inhoud=bestand(), door=DOOR)  # type: ignore[arg-type]


def codes(fout: pytest.ExceptionInfo[ValidationError]) -> set[str | None]:
    return {reden.code for reden in fout.value.error_list}


def tegelijk(*handelingen: Callable[[], T]) -> list[T | Exception]:
    """Return what each act gave or raised, all of them begun at the same moment."""
    start = Barrier(len(handelingen))

    def doe(handeling: Callable[[], T]) -> T | Exception:
        start.wait(10)
        try:
            return handeling()
        except (ValidationError, Informatieobject.DoesNotExist) as fout:
            return fout
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(handelingen)) as draden:
        return list(draden.map(doe, handelingen))


def test_finishing_makes_a_version_with_the_same_file() -> None:
    brief = document(status="in_bewerking")

    maak_definitief(brief, door=DOOR)

    brief.refresh_from_db()
    een, twee = brief.versies.order_by("versie")
    assert brief.status == "definitief"
    assert (een.pad, een.sha256, een.omvang) == (twee.pad, twee.sha256, twee.omvang)
    assert een.gegevens["status"] == "in_bewerking"
    assert gegevens_van(brief).bestandsnaam == "brief.txt"


def test_finished_document_is_not_finished_again() -> None:
    brief = maak_definitief(document(), door=DOOR)

    with pytest.raises(ValidationError) as fout:
        maak_definitief(brief, door=DOOR)

    assert codes(fout) == {"document-definitief"}


def test_draft_has_nothing_to_sign() -> None:
    brief = document(status="ter_vaststelling")

    with pytest.raises(ValidationError) as fout:
        onderteken(brief, soort="digitaal", datum=VANDAAG, door=DOOR)
    assert codes(fout) == {"document-niet-definitief"}

    brief = onderteken(maak_definitief(brief, door=DOOR), soort="digitaal", datum=VANDAAG, door=DOOR)
    assert brief.ondertekening == {"soort": "digitaal", "datum": "2026-03-02"}
    assert brief.versies.count() == 3


@pytest.mark.eis("drc-009")
def test_nobody_changes_what_another_works_on() -> None:
    brief = document(status="in_bewerking")
    vergrendel_document(brief, door=DOOR)

    with pytest.raises(ValidationError) as definitief:
        maak_definitief(brief, door=DOOR)
    with pytest.raises(ValidationError) as ondertekend:
        onderteken(brief, soort="analoog", datum=VANDAAG, door=DOOR)

    assert "informatieobject-locked" in codes(definitief) & codes(ondertekend)


def test_every_reason_is_given_at_once() -> None:
    brief = document(status="definitief")
    vergrendel_document(brief, door=DOOR)
    slecht = replace(gegevens_van(brief), ontvangstdatum=VANDAAG, status="in_bewerking", indicatie_gebruiksrecht=True)

    with pytest.raises(ValidationError) as fout:
        werk_document_bij(brief, replace(slecht, omvang=99), inhoud=bestand(), slot="fout", door=DOOR)

    assert codes(fout) == {
        "invalid_for_received",
        "missing-gebruiksrechten",
        "file-size",
        "incorrect-lock-id",
    }


def test_trail_of_a_document_is_a_chain() -> None:
    brief = document()
    slot = vergrendel_document(brief, door=DOOR)
    werk_document_bij(
        brief, replace(gegevens_van(brief), titel="Anders"), inhoud=None, behoud_inhoud=True, slot=slot, door=DOOR
    )
    ontgrendel_document(brief, slot=slot, door=DOOR)

    keten = Gebeurtenis.objects.filter(hoofdobject=brief.uuid).order_by("volgnummer")
    soort = Gebeurtenis.Soort
    assert [gebeurtenis.soort for gebeurtenis in keten] == [
        soort.DOCUMENT_TOEGEVOEGD,
        soort.DOCUMENT_VERGRENDELD,
        soort.DOCUMENT_GEWIJZIGD,
        soort.DOCUMENT_ONTGRENDELD,
    ]
    assert eerste_breuk(keten) is None
    assert slot not in str(list(keten.values("gegevens", "mutaties")))


@pytest.mark.eis("drc-009")
@pytest.mark.django_db(transaction=True)
def test_one_of_many_gets_the_lock() -> None:
    brief = document()

    uitkomsten = tegelijk(*[lambda: vergrendel_document(brief, door=DOOR)] * 4)

    sleutels = [uitkomst for uitkomst in uitkomsten if isinstance(uitkomst, str)]
    assert len(sleutels) == 1
    brief.refresh_from_db()
    assert brief.slot == sleutels[0]


@pytest.mark.django_db(transaction=True)
def test_changes_at_the_same_time_become_versions_after_each_other() -> None:
    brief = document()
    slot = vergrendel_document(brief, door=DOOR)

    def wijzig(titel: str) -> Callable[[], Informatieobject]:
        gegevens = replace(gegevens_van(brief), titel=titel)
        return lambda: werk_document_bij(
            brief, gegevens, inhoud=None, behoud_inhoud=True, slot=slot, door=Naamloos.SYSTEEM
        )

    uitkomsten = tegelijk(*(wijzig(f"Titel {nummer}") for nummer in range(4)))

    assert all(isinstance(uitkomst, Informatieobject) for uitkomst in uitkomsten)
    assert sorted(brief.versies.values_list("versie", flat=True)) == [1, 2, 3, 4, 5]
    assert eerste_breuk(Gebeurtenis.objects.filter(hoofdobject=brief.uuid).order_by("volgnummer")) is None


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_on_the_row_two_changes_would_be_the_same_version() -> None:
    """The control: what the test above guards against does happen to who does not wait."""
    brief = document()
    start = Barrier(2)

    def schrijf() -> str:
        laatste = brief.versies.latest("versie")
        start.wait(10)
        laatste.pk, laatste.uuid, laatste.versie = None, None, laatste.versie + 1  # type: ignore[assignment]
        try:
            laatste.save(force_insert=True)
        except IntegrityError:
            return "botst"
        finally:
            connections.close_all()
        return "goed"

    with ThreadPoolExecutor(2) as draden:
        assert sorted(draden.map(lambda _nummer: schrijf(), range(2))) != ["goed", "goed"]


@pytest.mark.eis("drc-008")
@pytest.mark.django_db(transaction=True)
def test_content_that_comes_in_while_its_last_document_goes_is_there_afterwards(opslag: Path) -> None:
    """Four of one content come while four go; whatever the order, every document that is there has its file."""
    inhoud = bytes(300_000)

    def voeg_toe() -> str:
        with bewaard([ContentFile(inhoud, name="zelfde.bin")]) as (nieuw,):
            return str(maak_document(_gegevens(), inhoud=nieuw, door=DOOR).uuid)

    for _ronde in range(3):
        oud = [Informatieobject.objects.get(uuid=voeg_toe()) for _nummer in range(4)]

        def verwijder(weg: Informatieobject) -> Callable[[], str]:
            return lambda: str(verwijder_document(weg, door=DOOR))

        tegelijk(*(verwijder(weg) for weg in oud), *[voeg_toe] * 4)
        for versie in Informatieobjectversie.objects.filter(omvang=300_000):
            assert (opslag / versie.pad).read_bytes() == inhoud


@pytest.mark.parametrize("waar", ["elders", "nog onderweg"])
def test_document_without_a_file_here_is_listed_and_does_not_open(
    client: PortaalClient, meldingtype: Zaaktypeversie, behandelaar: Gebruiker, inwoner: Gebruiker, waar: str
) -> None:
    zaak = fabrieken.maak_zaak(meldingtype, van=inwoner)
    if waar == "elders":
        brief = Informatieobject.objects.create(
            informatieobjecttype=_gegevens().informatieobjecttype,
            titel="Brief van elders",
            vertrouwelijkheidaanduiding=1,
            creatiedatum=VANDAAG,
            elders_url="https://elders.example/enkelvoudiginformatieobjecten/1",
        )
    else:
        brief = maak_document(replace(_gegevens(), titel="Brief van elders", omvang=99), inhoud=None, door=DOOR)
    bij_zaak = zaak.documenten.create(
        informatieobject=brief, registratiedatum=timezone.now(), zichtbaar_voor_inwoner=True
    )

    for wie, pagina, document_ in (
        (behandelaar, "behandeling:zaak", "behandeling:document"),
        (inwoner, "pip:zaak", "pip:document"),
    ):
        client.log_in(wie)
        antwoord = client.get(reverse(pagina, args=[zaak.uuid]))
        assert "Brief van elders" in antwoord.content.decode()
        assert client.get(reverse(document_, args=[bij_zaak.uuid])).status_code == 404
