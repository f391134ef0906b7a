"""PDF files are what they say they are: archive and accessible, with our fonts, and deaf to the outside."""

import re
import socket
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from mijnportaal.kern.drukken import druk_af
from mijnportaal.kern.gemeente import gemeente
from mijnportaal.kern.opslag import BewaardBestand
from mijnportaal.kern.pdf import maak_pdf, warm_op

ONTVANGEN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CONTEXT = {
    "kenmerk": "7f0c",
    "zaaknummer": "Z-2026-0000001",
    "ontvangen_op": ONTVANGEN,
    "stappen": [
        {
            "titel": "De melding",
            "antwoorden": [
                {"vraag": "Wat is er aan de hand?", "antwoord": "De lamp\nis <b>stuk</b>."},
                {"vraag": "Sinds wanneer?", "antwoord": ""},
            ],
        },
        {"titel": "Zonder antwoorden", "antwoorden": []},
    ],
    "bijlagen": [BewaardBestand("pad", 12_345, "ab" * 32, "image/jpeg", "foto van de lamp.jpg")],
}


def formulier(taal: str = "nl") -> bytes:
    return maak_pdf("pdf/formulier.html", CONTEXT, titel="Melding openbare ruimte", taal=taal, gemaakt_op=ONTVANGEN)


def uitgepakt(pdf: bytes) -> bytes:
    """Return the file with its compressed streams unpacked, so that its structure can be searched."""
    delen = [pdf]
    for stroom in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            delen.append(zlib.decompress(stroom[1]))
        except zlib.error:
            continue
    return b"\n".join(delen)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return formulier()


@pytest.mark.eis("N-14")
def test_the_file_declares_that_it_can_be_kept_and_read_aloud(pdf: bytes) -> None:
    xmp = pdf[pdf.index(b"<x:xmpmeta") : pdf.index(b"</x:xmpmeta>") + len(b"</x:xmpmeta>")]
    verklaringen = [dict(element.attrib) for element in ElementTree.fromstring(xmp).iter()]  # noqa: S314  # ours
    a, ua = "{http://www.aiim.org/pdfa/ns/id/}", "{http://www.aiim.org/pdfua/ns/id/}"

    assert pdf.startswith(b"%PDF-1.7")
    assert any(v.get(f"{a}part") == "2" and v.get(f"{a}conformance") == "A" for v in verklaringen)
    assert any(v.get(f"{ua}part") == "1" for v in verklaringen)
    assert xmp.count(b"<rdf:RDF") == 1
    assert b"2026-03-02T" in xmp


@pytest.mark.eis("W-15")
@pytest.mark.parametrize(
    "deel", [rb"/StructTreeRoot", rb"/Marked true", rb"/DisplayDocTitle true", rb"/Lang \(nl\)", rb"/OutputIntents"]
)
def test_the_file_is_tagged_titled_and_has_a_language(pdf: bytes, deel: bytes) -> None:
    assert re.search(deel, uitgepakt(pdf))


@pytest.mark.eis("W-15")
@pytest.mark.parametrize("tag", [b"H1", b"H2", b"P", b"Table", b"TR", b"TH", b"TD"])
def test_headings_and_tables_are_tagged_as_such(pdf: bytes, tag: bytes) -> None:
    assert re.search(rb"/S /%s\b" % tag, uitgepakt(pdf))


def test_every_font_is_inside_the_file(pdf: bytes) -> None:
    tekst = uitgepakt(pdf)
    beschrijvingen = re.findall(rb"<<[^<>]*/Type /FontDescriptor[^<>]*>>", tekst)

    assert beschrijvingen
    assert all(b"/FontFile" in beschrijving for beschrijving in beschrijvingen)


def test_the_language_of_the_reader_is_the_language_of_the_file() -> None:
    assert re.search(rb"/Lang \(en\)", uitgepakt(formulier(taal="en")))


@pytest.mark.eis("N-14")
def test_every_answer_and_every_fingerprint_stands_in_the_page() -> None:
    vast = {"titel": "Melding", "taal": "nl", "gemaakt_op": ONTVANGEN, "gemeente": gemeente()}
    html = render_to_string("pdf/formulier.html", {**CONTEXT, **vast})

    for verwacht in (
        "Z-2026-0000001",
        "2 maart 2026, 10:30",
        "Wat is er aan de hand?",
        "De lamp<br>is &lt;b&gt;stuk&lt;/b&gt;.",
        "Niet ingevuld",
        "foto van de lamp.jpg",
        "ab" * 32,
    ):
        assert verwacht in html
    assert "Zonder antwoorden" not in html


@pytest.mark.eis("S-24")
def test_printing_reads_no_file_and_calls_nobody(tmp_path: Path) -> None:
    geheim = tmp_path / "geheim.txt"
    geheim.write_text("dit mag niemand lezen")
    with socket.create_server(("127.0.0.1", 0)) as luisteraar:
        luisteraar.setblocking(False)
        adres = f"http://127.0.0.1:{luisteraar.getsockname()[1]}/"
        html = f"""<html lang="nl"><head><title>x</title>
            <link rel="stylesheet" href="{adres}a.css"><link rel="attachment" href="{geheim.as_uri()}">
            <style>@import url({adres}b.css); body {{ background: url({adres}c.png) }}</style></head>
            <body><img alt="x" src="{adres}d.png"><img alt="x" src="{geheim.as_uri()}">
            <object data="{adres}e.svg">x</object><img alt="x" src="//127.0.0.1/f.png">
            <svg xmlns="http://www.w3.org/2000/svg"><image href="{adres}g.png"/></svg></body></html>"""

        pdf = druk_af(html, taal="nl")

        with pytest.raises(BlockingIOError):
            luisteraar.accept()
    assert b"dit mag niemand lezen" not in uitgepakt(pdf)


def test_several_threads_print_at_the_same_time() -> None:
    warm_op()
    with ThreadPoolExecutor(4) as draden:
        paginas = list(draden.map(lambda _nummer: formulier(), range(8)))

    assert all(pagina.endswith(b"%%EOF\n") for pagina in paginas)
    assert len({len(pagina) // 100 for pagina in paginas}) == 1
