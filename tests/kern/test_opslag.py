import hashlib
import os
import tracemalloc
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import HttpResponseBase
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import Settings

from formulieren.models import Bijlage, Inzending
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.opslag import (
    BewaardBestand,
    Opvang,
    ScanStatus,
    beginstatus,
    bewaar,
    bewaard,
    download_antwoord,
    lees,
    mag_open,
    onderweg,
    verwijder,
    wezen,
)
from mijnportaal.kern.tasks import ruim_opslag_op
from tests.formulierfabriek import budgetconcept, budgetformulier
from tests.kern.bestanden import PDF_BYTES, afbeelding, upload
from zaken.models import Zaaktypeversie


def download(bestand: BewaardBestand, *, naam: str = "", inline: bool = False, **koppen: str) -> HttpResponseBase:
    return download_antwoord(
        pad=bestand.pad,
        naam=naam or bestand.naam,
        mimetype=bestand.mimetype,
        omvang=bestand.omvang,
        sha256=bestand.sha256,
        verzoek=RequestFactory().get("/", headers={naam.replace("_", "-"): waarde for naam, waarde in koppen.items()}),
        inline=inline,
    )


def inhoud(antwoord: HttpResponseBase) -> bytes:
    """Return the whole body and close the file, as a server does."""
    gelezen = b"".join(iter(antwoord))
    antwoord.close()
    return gelezen


@pytest.mark.eis("S-19")
def test_a_file_is_stored_under_its_sha256(opslag: Path) -> None:
    foto = afbeelding()

    bestand = bewaar(upload("../../mijn foto.jpg", foto, "text/html"))

    assert bestand.omvang == len(foto)
    assert bestand.sha256 == hashlib.sha256(foto).hexdigest()
    assert bestand.mimetype == "image/jpeg"
    assert bestand.naam == "mijn foto.jpg"
    assert bestand.pad == f"{bestand.sha256[:2]}/{bestand.sha256}"
    assert (opslag / bestand.pad).read_bytes() == foto
    assert b"".join(lees(bestand.pad)) == foto


@pytest.mark.eis("S-18")
def test_content_of_no_known_kind_is_only_bytes(opslag: Path) -> None:
    assert bewaar(ContentFile(b"<script>", name="foto.jpg")).mimetype == "application/octet-stream"


@pytest.mark.django_db
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
    gebruikt, wees, jong = (bewaar(upload(f"{n}.pdf", PDF_BYTES + bytes([n]))).pad for n in range(3))
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


@pytest.fixture
def concept(budgettype: Zaaktypeversie, inwoner: Gebruiker) -> Inzending:
    """A draft that files can belong to."""
    return budgetconcept(budgetformulier(budgettype), inwoner)


def bestanden_in(map_: Path) -> set[str]:
    return {str(pad.relative_to(map_)) for pad in map_.rglob("*") if pad.is_file()}


def bijlage(inzending: Inzending, bestand: BewaardBestand) -> Bijlage:
    """Return a row that points to the file."""
    return Bijlage.objects.create(
        inzending=inzending,
        vraag=inzending.uuid,
        pad=bestand.pad,
        naam=bestand.naam,
        omvang=bestand.omvang,
        mimetype=bestand.mimetype,
        sha256=bestand.sha256,
        scanstatus=beginstatus(),
    )


def test_the_same_content_is_stored_once(opslag: Path) -> None:
    een, twee = (bewaar(upload(naam, PDF_BYTES)) for naam in ("een.pdf", "twee.pdf"))

    assert een.pad == twee.pad
    assert (een.naam, twee.naam) == ("een.pdf", "twee.pdf")
    assert bestanden_in(opslag) == {een.pad}


@pytest.mark.django_db
def test_a_file_goes_only_with_the_last_row_that_points_to_it(opslag: Path, concept: Inzending) -> None:
    vooraf = bestanden_in(opslag)
    bestand = bewaar(upload("a.pdf", PDF_BYTES))
    rijen = [bijlage(concept, bestand) for _ in range(2)]

    verwijder(bestand.pad)
    rijen[0].delete()
    verwijder(bestand.pad)
    assert bestanden_in(opslag) - vooraf == {bestand.pad}

    rijen[1].delete()
    verwijder(bestand.pad)
    assert bestanden_in(opslag) == vooraf


@pytest.mark.django_db
def test_content_that_was_removed_while_it_came_in_again_is_put_back(opslag: Path) -> None:
    """Another request removes the last row with this content after ours found the file, before ours has its row."""
    inhoud_ = os.urandom(1_000_000)
    eerder = bewaar(ContentFile(inhoud_, name="a.bin"))
    with bewaard([ContentFile(inhoud_, name="b.bin")]) as (bestand,):
        verwijder(eerder.pad)
        assert not (opslag / bestand.pad).exists()

    assert (opslag / bestand.pad).read_bytes() == inhoud_
    assert bestanden_in(opslag) == {bestand.pad}


@pytest.mark.django_db
def test_refused_files_are_gone_unless_someone_else_has_them(opslag: Path, concept: Inzending) -> None:
    van_een_ander = bewaar(upload("a.pdf", PDF_BYTES))
    bijlage(concept, van_een_ander)
    vooraf = bestanden_in(opslag)

    with pytest.raises(ValidationError), bewaard([upload("b.pdf", PDF_BYTES), upload("c.jpg", afbeelding())]):
        raise ValidationError("nee")

    assert bestanden_in(opslag) == vooraf


@pytest.mark.eis("R-2")
@pytest.mark.django_db
def test_sweep_removes_what_no_row_points_to(opslag: Path, concept: Inzending) -> None:
    gebruikt, wees, jong = (bewaar(upload(f"{n}.pdf", PDF_BYTES + bytes([n]))) for n in range(3))
    bijlage(concept, gebruikt)
    half = opslag / "_tijdelijk" / "half"
    half.write_bytes(b"half")
    vooraf = bestanden_in(opslag)
    eergisteren = (timezone.now() - timedelta(days=2)).timestamp()
    for pad in (opslag / gebruikt.pad, opslag / wees.pad, half):
        os.utime(pad, (eergisteren, eergisteren))

    assert ruim_opslag_op() == 2
    assert vooraf - bestanden_in(opslag) == {wees.pad, "_tijdelijk/half"}
    assert (opslag / jong.pad).exists()


def test_what_came_in_but_was_not_kept_leaves_nothing(opslag: Path) -> None:
    with onderweg() as opvangen:
        opvangen.append(Opvang())
        opvangen[0].write(b"half")

    assert bestanden_in(opslag) == set()


@pytest.mark.parametrize(
    ("bereik", "deel"),
    [
        ("bytes=0-4", slice(0, 5)),
        ("bytes=10-", slice(10, None)),
        ("bytes=-7", slice(-7, None)),
        ("bytes=5-999999", slice(5, None)),
        ("bytes=-999999", slice(None)),
    ],
)
@pytest.mark.django_db
def test_a_part_of_a_file_can_be_asked_for(opslag: Path, bereik: str, deel: slice) -> None:
    bestand = bewaar(upload("a.pdf", PDF_BYTES))

    antwoord = download(bestand, Range=bereik)

    verwacht = PDF_BYTES[deel]
    begin = PDF_BYTES.index(verwacht)
    assert antwoord.status_code == 206
    assert antwoord["Content-Range"] == f"bytes {begin}-{begin + len(verwacht) - 1}/{len(PDF_BYTES)}"
    assert antwoord["Content-Length"] == str(len(verwacht))
    assert inhoud(antwoord) == verwacht


@pytest.mark.parametrize("bereik", ["bytes=0-1,3-4", "regels=1-2", "bytes=5-2", "bytes=-", "bytes=a-b", "onzin"])
@pytest.mark.django_db
def test_a_range_that_cannot_be_followed_gives_the_whole_file(opslag: Path, bereik: str) -> None:
    antwoord = download(bewaar(upload("a.pdf", PDF_BYTES)), Range=bereik)

    assert antwoord.status_code == 200
    assert antwoord["Accept-Ranges"] == "bytes"
    assert inhoud(antwoord) == PDF_BYTES


@pytest.mark.parametrize("bereik", ["bytes=100000-", "bytes=100000-100001", "bytes=-0"])
@pytest.mark.django_db
def test_a_range_outside_the_file_is_refused(opslag: Path, bereik: str) -> None:
    antwoord = download(bewaar(upload("a.pdf", PDF_BYTES)), Range=bereik)

    assert antwoord.status_code == 416
    assert antwoord["Content-Range"] == f"bytes */{len(PDF_BYTES)}"


@pytest.mark.django_db
def test_who_continues_another_file_gets_this_one_whole(opslag: Path) -> None:
    bestand = bewaar(upload("a.pdf", PDF_BYTES))

    hetzelfde = download(bestand, Range="bytes=2-", If_Range=f'"{bestand.sha256}"')
    een_ander = download(bestand, Range="bytes=2-", If_Range='"een-ander"')

    assert (hetzelfde.status_code, een_ander.status_code) == (206, 200)
    assert hetzelfde["ETag"] == een_ander["ETag"] == f'"{bestand.sha256}"'
    assert inhoud(een_ander) == PDF_BYTES
    hetzelfde.close()


@pytest.mark.django_db
def test_who_has_the_file_already_does_not_get_it_again(opslag: Path) -> None:
    bestand = bewaar(upload("a.pdf", PDF_BYTES))

    antwoord = download(bestand, If_None_Match=f'"x", W/"{bestand.sha256}"')

    assert antwoord.status_code == 304
    assert not inhoud(antwoord)


@pytest.mark.eis("S-18")
@pytest.mark.parametrize("mimetype", ["text/html\r\nX-Kwaad: ja", "", "geen soort"])
@pytest.mark.django_db
def test_a_kind_that_is_no_kind_is_sent_as_bytes(opslag: Path, mimetype: str) -> None:
    bestand = bewaar(upload("a.pdf", PDF_BYTES))

    antwoord = download_antwoord(pad=bestand.pad, naam="a", mimetype=mimetype, omvang=bestand.omvang)

    assert antwoord["Content-Type"] == "application/octet-stream"
    antwoord.close()
