import hashlib
import os
import tracemalloc
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import FileResponse
from django.utils import timezone
from pytest_django import Settings

from mijnportaal.kern.opslag import (
    BewaardBestand,
    ScanStatus,
    beginstatus,
    bewaar,
    download_antwoord,
    lees,
    mag_open,
    verwijder,
    wezen,
)
from tests.kern.bestanden import PDF_BYTES, afbeelding, upload


def download(bestand: BewaardBestand, *, naam: str = "", inline: bool = False) -> FileResponse:
    return download_antwoord(
        pad=bestand.pad, naam=naam or bestand.naam, mimetype=bestand.mimetype, omvang=bestand.omvang, inline=inline
    )


def inhoud(antwoord: FileResponse) -> bytes:
    """Return the whole body and close the file, as a server does."""
    gelezen = b"".join(antwoord)
    antwoord.close()
    return gelezen


@pytest.mark.eis("S-19")
def test_a_file_is_stored_under_a_made_up_path_with_its_sha256(opslag: Path) -> None:
    foto = afbeelding()

    bestand = bewaar(upload("../../mijn foto.jpg", foto, "text/html"))

    assert bestand.omvang == len(foto)
    assert bestand.sha256 == hashlib.sha256(foto).hexdigest()
    assert bestand.mimetype == "image/jpeg"
    assert bestand.naam == "mijn foto.jpg"
    assert "foto" not in bestand.pad
    assert (opslag / bestand.pad).read_bytes() == foto
    assert b"".join(lees(bestand.pad)) == foto


@pytest.mark.eis("S-18")
def test_content_of_no_known_kind_is_only_bytes(opslag: Path) -> None:
    assert bewaar(ContentFile(b"<script>", name="foto.jpg")).mimetype == "application/octet-stream"


def test_a_removed_file_is_gone_and_removing_twice_is_no_error(opslag: Path) -> None:
    bestand = bewaar(upload("a.pdf", PDF_BYTES))

    verwijder(bestand.pad)
    verwijder(bestand.pad)

    assert not (opslag / bestand.pad).exists()


@pytest.mark.django_db
def test_memory_stays_flat_for_a_large_file(opslag: Path) -> None:
    omvang = 50_000_000
    groot = TemporaryUploadedFile("groot.pdf", "application/pdf", omvang, None)
    groot.write(b"%PDF-1.7")
    groot.truncate(omvang)

    tracemalloc.start()
    bestand = bewaar(groot)
    groot.close()
    som = hashlib.sha256()
    antwoord = download(bestand)
    for blok in antwoord:
        som.update(blok)
    antwoord.close()
    piek = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert bestand.omvang == omvang
    assert som.hexdigest() == bestand.sha256
    assert piek < 2_000_000


@pytest.mark.eis("R-2")
def test_only_old_files_without_a_row_are_orphans(opslag: Path) -> None:
    gebruikt, wees, jong = (bewaar(upload(f"{n}.pdf", PDF_BYTES)).pad for n in range(3))
    eergisteren = (timezone.now() - timedelta(days=2)).timestamp()
    for pad in (gebruikt, wees):
        os.utime(opslag / pad, (eergisteren, eergisteren))

    assert list(wezen({gebruikt})) == [wees]
    assert (opslag / jong).exists()


@pytest.mark.eis("S-17")
def test_without_a_scanner_a_file_opens_and_says_so(settings: Settings) -> None:
    settings.CLAMD_URL = ""

    assert beginstatus() == ScanStatus.GEEN_SCANNER
    assert mag_open(beginstatus())


@pytest.mark.eis("S-17")
def test_with_a_scanner_a_file_opens_only_when_it_is_clean(settings: Settings) -> None:
    settings.CLAMD_URL = "tcp://clamd:3310"

    assert beginstatus() == ScanStatus.IN_QUARANTAINE
    assert {status for status in ScanStatus if mag_open(status)} == {ScanStatus.GEEN_SCANNER, ScanStatus.SCHOON}


@pytest.mark.eis("S-18")
@pytest.mark.eis("S-37")
@pytest.mark.django_db
def test_a_download_is_saved_not_shown_and_not_cached(opslag: Path) -> None:
    bestand = bewaar(ContentFile(b"<script>alert(1)</script>", name="pagina.html"))

    antwoord = download(bestand, inline=True)

    assert antwoord["Content-Type"] == "application/octet-stream"
    assert antwoord["Content-Disposition"] == 'attachment; filename="pagina.html"'
    assert antwoord["X-Content-Type-Options"] == "nosniff"
    assert antwoord["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert antwoord["Cache-Control"] == "no-store, private"
    assert antwoord["Content-Length"] == "25"
    assert inhoud(antwoord) == b"<script>alert(1)</script>"


@pytest.mark.eis("S-18")
@pytest.mark.parametrize(("inline", "wijze"), [(True, "inline"), (False, "attachment")])
@pytest.mark.django_db
def test_a_picture_is_shown_only_when_asked(opslag: Path, inline: bool, wijze: str) -> None:
    antwoord = download(bewaar(upload("foto.jpg", afbeelding())), inline=inline)

    assert antwoord["Content-Disposition"].startswith(wijze)
    assert "sandbox" in antwoord["Content-Security-Policy"]
    antwoord.close()


@pytest.mark.eis("S-18")
@pytest.mark.django_db
def test_a_name_with_accents_and_quotes_travels_whole(opslag: Path) -> None:
    antwoord = download(bewaar(upload("a.pdf", PDF_BYTES)), naam='café "bon"\r\nX: 1.pdf')

    assert antwoord["Content-Disposition"] == "attachment; filename*=utf-8''caf%C3%A9%20%22bon%22X%3A%201.pdf"
    antwoord.close()
