from zipfile import ZIP_BZIP2, ZIP_DEFLATED

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from mijnportaal.kern.bestanden import (
    DOCUMENT,
    FOTO,
    JPG,
    MAX_NAAM,
    Bestandsregels,
    controleer_bestand,
    herken,
    schone_naam,
)
from tests.kern.bestanden import GOEDE_BESTANDEN, PDF_BYTES, afbeelding, docx, odf, pakket, upload

MET_AFWIJKENDE_PAKKING = pakket({"[Content_Types].xml": b"", "word/document.xml": bytes(900)}, ZIP_BZIP2)


def weigering(bestand: "UploadedFile[bytes]", regels: Bestandsregels = DOCUMENT) -> ValidationError:
    with pytest.raises(ValidationError) as fout:
        controleer_bestand(bestand, regels)
    assert regels.uitleg in fout.value.messages[0]
    return fout.value


@pytest.mark.eis("N-11")
@pytest.mark.parametrize("naam", GOEDE_BESTANDEN)
def test_each_allowed_kind_is_accepted_and_recognised(naam: str) -> None:
    inhoud, mimetype = GOEDE_BESTANDEN[naam]

    assert controleer_bestand(upload(naam, inhoud, mimetype), DOCUMENT).mimetype == mimetype
    assert herken(upload(naam, inhoud, "text/html")) == mimetype


@pytest.mark.eis("N-11")
@pytest.mark.parametrize("naam", GOEDE_BESTANDEN)
def test_a_browser_that_does_not_know_the_kind_is_believed_on_content(naam: str) -> None:
    assert controleer_bestand(upload(naam, GOEDE_BESTANDEN[naam][0], "application/octet-stream"), DOCUMENT).naam


@pytest.mark.eis("S-16")
@pytest.mark.parametrize(
    ("naam", "inhoud", "mimetype", "code"),
    [
        pytest.param("leeg.pdf", b"", "application/pdf", "bestand-leeg", id="leeg"),
        pytest.param("groot.pdf", b"%PDF-" + bytes(25_000_000), "application/pdf", "bestand-te-groot", id="te groot"),
        pytest.param("pagina.html", b"<html>", "text/html", "bestand-verkeerde-soort", id="html"),
        pytest.param("logo.svg", b"<svg/>", "image/svg+xml", "bestand-verkeerde-soort", id="svg"),
        pytest.param("foto.webp", b"RIFF\0\0\0\0WEBP", "image/webp", "bestand-verkeerde-soort", id="webp"),
        pytest.param("aanvraag", PDF_BYTES, "application/pdf", "bestand-verkeerde-soort", id="zonder extensie"),
        pytest.param("foto.jpg.exe", afbeelding(), "image/jpeg", "bestand-verkeerde-soort", id="dubbele extensie"),
        pytest.param("foto\u202egpj.exe", afbeelding(), "image/jpeg", "bestand-verkeerde-soort", id="omgekeerde naam"),
        pytest.param("virus.pdf", b"MZ" + bytes(90), "application/pdf", "bestand-inhoud-klopt-niet", id="exe als pdf"),
        pytest.param("foto.jpg", afbeelding("PNG"), "image/jpeg", "bestand-inhoud-klopt-niet", id="png als jpg"),
        pytest.param("foto.jpg", afbeelding(), "text/html", "bestand-inhoud-klopt-niet", id="type klopt niet"),
        pytest.param("a.pdf", b"<html>%PDF-1.7", "application/pdf", "bestand-inhoud-klopt-niet", id="html met pdf"),
        pytest.param("foto.png", b"\x89PNG\r\n\x1a\n<b>", "image/png", "bestand-inhoud-klopt-niet", id="kapotte png"),
        pytest.param("foto.jpg", b"\xff\xd8\xff<script>", "image/jpeg", "bestand-inhoud-klopt-niet", id="kapotte jpg"),
        pytest.param("b.docx", pakket({"a.txt": b""}), "", "bestand-inhoud-klopt-niet", id="zip als docx"),
        pytest.param("b.xlsx", docx(), "", "bestand-inhoud-klopt-niet", id="docx als xlsx"),
        pytest.param("b.odt", odf("text/plain"), "", "bestand-inhoud-klopt-niet", id="ander pakket als odt"),
        pytest.param("b.docx", b"PK\x03\x04" + bytes(40), "", "bestand-inhoud-klopt-niet", id="halve zip"),
        pytest.param("b.docx", docx(**{"word/vbaProject.bin": b"x"}), "", "bestand-inhoud-klopt-niet", id="macro"),
        pytest.param("a.pdf", PDF_BYTES + pakket({"A.class": b"x"}), "", "bestand-dubbel", id="pdf en jar"),
        pytest.param("a.pdf", PDF_BYTES + bytes(9000), "", "bestand-dubbel", id="pdf met staart"),
        pytest.param("a.pdf", PDF_BYTES[:-7], "", "bestand-dubbel", id="halve pdf"),
        pytest.param("a.pdf", PDF_BYTES[:9] + b"<HTML><body>" + PDF_BYTES[9:], "", "bestand-dubbel", id="pdf en html"),
        pytest.param("a.pdf", b"%PDF-1.4\n<?php x" + PDF_BYTES, "", "bestand-dubbel", id="pdf en php"),
        pytest.param("a.pdf", b"/*" + PDF_BYTES, "", "bestand-inhoud-klopt-niet", id="js en pdf"),
        pytest.param("b.docx", docx(**{"%PDF-1.7": b"x"}), "", "bestand-dubbel", id="docx en pdf"),
        pytest.param("b.docx", MET_AFWIJKENDE_PAKKING, "", "bestand-inhoud-klopt-niet", id="onbekende pakking"),
    ],
)
def test_a_bad_file_is_refused_with_the_reason_and_what_is_allowed(
    naam: str, inhoud: bytes, mimetype: str, code: str
) -> None:
    assert weigering(upload(naam, inhoud, mimetype)).code == code


@pytest.mark.eis("S-16")
def test_a_document_that_unpacks_to_a_bomb_is_refused() -> None:
    bom = docx(**{f"word/media/{nummer}": bytes(50_000_000) for nummer in range(6)})

    assert len(bom) < 1_000_000
    assert weigering(upload("brief.docx", bom)).code == "bestand-bom"


@pytest.mark.eis("S-16")
def test_a_document_that_lies_about_its_size_is_refused() -> None:
    """Python stops at the size that stands in the list of parts; what opens the document later does not."""
    bom = bytearray(docx(**{"word/groot.xml": bytes(30_000_000)}))
    for plaats in (
        plaats for plaats in range(len(bom)) if bom[plaats : plaats + 4] == (30_000_000).to_bytes(4, "little")
    ):
        bom[plaats : plaats + 4] = (100).to_bytes(4, "little")

    assert weigering(upload("brief.docx", bytes(bom))).code == "bestand-bom"


@pytest.mark.eis("S-16")
def test_parts_that_share_their_bytes_are_a_bomb() -> None:
    goed = docx(**{"word/a.xml": bytes(50_000), "word/b.xml": bytes(50_000)})
    lijst = goed.rindex(b"PK\x01\x02")  # of b, the last in the list of parts; it now points to a
    bom = goed[: lijst + 42] + (goed.index(b"word/a.xml") - 30).to_bytes(4, "little") + goed[lijst + 46 :]

    assert weigering(upload("brief.docx", bom)).code == "bestand-bom"


@pytest.mark.eis("S-16")
def test_a_document_that_cannot_be_unpacked_is_refused() -> None:
    kapot = bytearray(pakket({"mimetype": b"application/vnd.oasis.opendocument.text"}, ZIP_DEFLATED))
    begin = 30 + len("mimetype")  # after the header of the first part
    kapot[begin : begin + 4] = b"\xff" * 4

    assert weigering(upload("brief.odt", bytes(kapot))).code == "bestand-inhoud-klopt-niet"


@pytest.mark.eis("S-16")
def test_a_document_with_thousands_of_parts_is_refused() -> None:
    bom = docx(**{f"word/{nummer}": b"" for nummer in range(6000)})

    assert weigering(upload("brief.docx", bom)).code in {"bestand-bom", "bestand-inhoud-klopt-niet"}


@pytest.mark.eis("S-16")
def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    png = afbeelding("PNG")
    # The size stands in the header; Pillow checks its CRC only when it decodes.
    bom = png[:16] + (30_000).to_bytes(4, "big") * 2 + png[24:]

    assert weigering(upload("foto.png", bom), FOTO).code == "bestand-inhoud-klopt-niet"


@pytest.mark.eis("S-16")
def test_a_field_for_photos_refuses_a_pdf() -> None:
    fout = weigering(upload("aanvraag.pdf", PDF_BYTES, "application/pdf"), FOTO)

    assert "JPG, PNG of HEIC" in fout.messages[0]
    assert "15 MB" in fout.messages[0]


def test_the_file_field_offers_exactly_what_is_accepted() -> None:
    assert FOTO.accept == ".jpg,.jpeg,.png,.heic,.heif"


def test_checking_leaves_the_file_at_its_start() -> None:
    bestand = upload("foto.jpg", afbeelding(), "image/jpeg")

    assert controleer_bestand(bestand, FOTO) is JPG
    assert bestand.read(2) == b"\xff\xd8"


@pytest.mark.eis("S-19")
@pytest.mark.parametrize(
    ("gegeven", "verwacht"),
    [
        ("foto.jpg", "foto.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Jan\\brief.docx", "brief.docx"),
        ("bon\r\nSet-Cookie: a.pdf", "bonSet-Cookie: a.pdf"),
        ("factuur \u202efdp.exe", "factuur fdp.exe"),
        ("cafe\u0301  bon.pdf", "café bon.pdf"),
        ("...", "bestand"),
        ("", "bestand"),
    ],
)
def test_a_name_is_made_safe_to_show(gegeven: str, verwacht: str) -> None:
    assert schone_naam(gegeven) == verwacht


def test_a_long_name_keeps_its_extension() -> None:
    naam = schone_naam("a" * 400 + ".pdf")

    assert len(naam) == MAX_NAAM
    assert naam.endswith("a.pdf")
