"""A file on its way past the virus scanner: with a real clamd, through the door that people and systems use (S-17)."""

import os
from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.opslag import ScanStatus
from mijnportaal.kern.scan import DICHT, STORINGEN
from mijnportaal.kern.tasks import scan_achterstand, scan_bestand
from mijnportaal.notificaties.models import Bericht
from tests import fabrieken
from tests.fabrieken import maak_zaak
from tests.kern.bestanden import PDF_BYTES
from tests.kern.clamd import EICAR, MAX_STROOM, Clamd, clamd_op_tcp
from tests.portaalclient import PortaalClient, maak_wachtrij_leeg, werk_taken_af
from tests.zaken.api.documentwereld import DOCUMENTEN, Systeem, gegevens
from zaken.models import Informatieobjectversie, Richting, Taak, Vertrouwelijkheid, Zaak, Zaaktypeversie

pytestmark = [pytest.mark.eis("S-17"), pytest.mark.django_db, pytest.mark.usefixtures("opslag")]

BESMET = PDF_BYTES.replace(b"%%EOF", EICAR + b"\n%%EOF")


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clamd]:
    with clamd_op_tcp(tmp_path_factory.mktemp("clamd")) as clamd:
        yield clamd


@pytest.fixture
def clamd(daemon: Clamd, settings: Settings) -> Clamd:
    """The scanner of this site, running."""
    if daemon.proces is None:
        daemon.start()
    cache.clear()
    settings.CLAMD_URL, settings.CLAMD_SECONDEN = daemon.url, 20
    return daemon


@pytest.fixture
def zaak(meldingtype: Zaaktypeversie, inwoner: Gebruiker) -> Zaak:
    return maak_zaak(meldingtype, van=inwoner)


def voeg_toe(
    client: PortaalClient, zaak: Zaak, inhoud: bytes, naam: str = "brief.pdf", soort: str = "Foto"
) -> Informatieobjectversie:
    """Return what becomes of a file that the logged-in employee adds to the zaak."""
    gekozen = zaak.zaaktypeversie.informatieobjecttypen.get(informatieobjecttype__omschrijving=soort).uuid
    gegevens = {
        "bestanden": SimpleUploadedFile(naam, inhoud, "application/pdf"),
        "soort": str(gekozen),
        "zichtbaar_voor_inwoner": "on",
    }
    antwoord = client.post(reverse("behandeling:document_toevoegen", args=[zaak.uuid]), gegevens)
    assert antwoord.status_code == 302, antwoord.content.decode()
    return Informatieobjectversie.objects.latest("pk")


def pagina(client: PortaalClient, zaak: Zaak) -> str:
    return str(client.get(reverse("behandeling:zaak", args=[zaak.uuid])).content.decode())


def download(client: PortaalClient, versie: Informatieobjectversie) -> int:
    """Return how the site answers to who wants to open the file."""
    document = versie.informatieobject.zaken.get()
    antwoord = client.get(reverse("behandeling:document", args=[document.uuid]))
    b"".join(antwoord)  # a file that was read to its end is closed
    return int(antwoord.status_code)


def test_clean_file_is_looked_at_at_once_and_opens(
    client: PortaalClient, behandelaar: Gebruiker, zaak: Zaak, clamd: Clamd
) -> None:
    versie = voeg_toe(client.log_in(behandelaar), zaak, PDF_BYTES)

    assert versie.scanstatus == ScanStatus.SCHOON
    assert download(client, versie) == 200
    assert scan_achterstand() == 0


def test_infected_file_is_removed_and_who_handed_it_in_is_asked_for_another(
    client: PortaalClient,
    behandelaar: Gebruiker,
    zaak: Zaak,
    clamd: Clamd,
    opslag: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    versie = voeg_toe(client.log_in(behandelaar), zaak, BESMET)

    assert versie.scanstatus == ScanStatus.BESMET
    assert not (opslag / versie.pad).exists()
    assert download(client, versie) == 403
    assert "In dit bestand zit een virus." in pagina(client, zaak)
    (regel,) = [regel for regel in caplog.messages if "virus_gevonden" in regel]
    assert f"sha256={versie.sha256}" in regel
    assert "Eicar-Test-Signature" in regel
    assert "brief.pdf" not in regel
    taak = Taak.objects.get(zaak=zaak)
    assert (taak.voor, taak.soort, taak.status) == (Taak.Voor.INWONER, Taak.Soort.AANLEVEREN, Taak.Status.OPEN)
    assert "In uw bestand brief.pdf zit een virus." in taak.toelichting
    assert taak.uiterlijk_op >= timezone.localdate() + timedelta(days=14)
    assert Bericht.objects.filter(kanaal=Bericht.Kanaal.PORTAAL, tekst__contains="virus").count() == 1


def test_infected_file_of_our_own_asks_nobody(
    client: PortaalClient, behandelaar: Gebruiker, zaak: Zaak, clamd: Clamd
) -> None:
    voeg_toe(client.log_in(behandelaar), zaak, BESMET, soort="Resultaatfoto")

    assert Informatieobjectversie.objects.get().informatieobject.richting == Richting.UITGAAND
    assert not Taak.objects.exists()


def test_scanner_that_is_down_only_makes_a_file_wait(
    client: PortaalClient, behandelaar: Gebruiker, zaak: Zaak, clamd: Clamd, caplog: pytest.LogCaptureFixture
) -> None:
    clamd.dood()
    schoon = voeg_toe(client.log_in(behandelaar), zaak, PDF_BYTES)
    besmet = voeg_toe(client, zaak, BESMET)

    assert {schoon.scanstatus, besmet.scanstatus} == {ScanStatus.IN_QUARANTAINE}
    assert download(client, schoon) == download(client, besmet) == 403
    assert "Wij controleren dit bestand nog op virussen." in pagina(client, zaak)
    # After a failure nobody asks for a while, and after the next one twice as long.
    assert scan_achterstand() == 0
    assert [regel.pauze for regel in caplog.records if hasattr(regel, "pauze")] == [20]
    cache.delete(DICHT)
    assert scan_achterstand() == 0
    assert [regel.pauze for regel in caplog.records if hasattr(regel, "pauze")] == [20, 40]

    clamd.start()
    cache.delete(DICHT)
    assert scan_achterstand() == 2
    werk_taken_af()

    schoon.refresh_from_db()
    besmet.refresh_from_db()
    assert (schoon.scanstatus, besmet.scanstatus) == (ScanStatus.SCHOON, ScanStatus.BESMET)
    assert download(client, schoon) == 200
    assert cache.get(STORINGEN) is None


def test_same_file_is_offered_once_and_again_when_a_worker_lost_it(
    client: PortaalClient, behandelaar: Gebruiker, zaak: Zaak, clamd: Clamd
) -> None:
    versie = voeg_toe(client.log_in(behandelaar), zaak, PDF_BYTES)
    Informatieobjectversie.objects.update(scanstatus=ScanStatus.IN_QUARANTAINE)

    assert (scan_achterstand(), scan_achterstand()) == (1, 0)
    maak_wachtrij_leeg()
    cache.delete(f"scan:aangeboden:{versie.pad}")
    assert scan_achterstand() == 1
    assert scan_bestand(versie.pad) == scan_bestand(versie.pad) == "schoon"


def test_what_the_scanner_cannot_look_into_stays_closed_and_is_not_asked_all_day(
    client: PortaalClient, behandelaar: Gebruiker, zaak: Zaak, clamd: Clamd, caplog: pytest.LogCaptureFixture
) -> None:
    groot = PDF_BYTES.replace(b"trailer", os.urandom(MAX_STROOM).replace(b"%", b" ") + b"trailer")
    versie = voeg_toe(client.log_in(behandelaar), zaak, groot)

    assert versie.scanstatus == ScanStatus.IN_QUARANTAINE
    assert download(client, versie) == 403
    assert scan_achterstand() == 0
    assert caplog.messages.count("bestand niet op virussen te controleren") == 1


def test_answer_holds_for_every_row_with_that_content(
    client: PortaalClient, behandelaar: Gebruiker, zaak: Zaak, clamd: Clamd, settings: Settings
) -> None:
    settings.CLAMD_URL = ""
    eerder = voeg_toe(client.log_in(behandelaar), zaak, BESMET, "eerder.pdf")
    assert eerder.scanstatus == ScanStatus.GEEN_SCANNER
    settings.CLAMD_URL = clamd.url
    voeg_toe(client, zaak, BESMET, "later.pdf")

    assert set(Informatieobjectversie.objects.values_list("scanstatus", flat=True)) == {ScanStatus.BESMET}


def test_file_that_was_removed_as_infected_while_its_next_row_was_written_is_infected(
    client: PortaalClient, behandelaar: Gebruiker, zaak: Zaak, clamd: Clamd
) -> None:
    eerste, tweede = (voeg_toe(client.log_in(behandelaar), zaak, BESMET, naam) for naam in ("een.pdf", "twee.pdf"))
    Informatieobjectversie.objects.filter(pk=tweede.pk).update(scanstatus=ScanStatus.IN_QUARANTAINE)

    assert scan_bestand(eerste.pad) == "besmet"
    tweede.refresh_from_db()
    assert tweede.scanstatus == ScanStatus.BESMET


def test_document_of_another_system_is_looked_at_too(clamd: Clamd) -> None:
    soort = fabrieken.informatieobjecttype("Brief", Vertrouwelijkheid.ZAAKVERTROUWELIJK)
    fabrieken.maak_applicatie("proef", alles=True)
    systeem = Systeem()

    goed = systeem.post(DOCUMENTEN, gegevens(soort))
    kwaad = systeem.post(DOCUMENTEN, gegevens(soort, inhoud=b64encode(EICAR).decode(), bestandsomvang=len(EICAR)))
    werk_taken_af()

    antwoord = systeem.get(goed.json()["inhoud"])
    assert antwoord.status_code == 200
    b"".join(antwoord)
    assert systeem.get(kwaad.json()["inhoud"]).status_code == 403
