"""The printing itself: WeasyPrint with our fonts, and with no way to the network or to a file (S-24).

Only `kern.pdf` imports this module, at the first PDF: loading WeasyPrint takes a second, and few processes print.
"""

import atexit
import threading
from functools import cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from weasyprint import CSS, HTML, URLFetcher
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcherResponse

# In this order: a character is drawn with the first font that has it.
SCHRIFTEN = ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese")
LETTERMAP = settings.BASIS_MAP / "frontend" / "dist" / "portaal" / "woff2"
ADRES = "lettertype:"

# WeasyPrint declares one standard; a document that keeps two has to say so, and PDF/A wants the word "pdfuaid"
# explained where it is used (ISO 19005-2, 6.6.2.3.3).
UA_IN_XMP = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""

# Pango's fonts may be used by one thread at a time; layout is Python, so a second thread would gain nothing.
_slot = threading.Lock()


def druk_af(html: str, *, taal: str) -> bytes:
    """Return the PDF/A-2a and PDF/UA-1 of a page of HTML."""
    with _slot:
        pdf: bytes = HTML(string=html, url_fetcher=Ophaler()).write_pdf(
            stylesheets=[stijl(taal)],
            font_config=letters(),
            pdf_variant="pdf/a-2a",
            pdf_tags=True,
            finisher=_maak_af,
        )
    return pdf


def _maak_af(document: object, pdf: Any) -> None:
    """Declare PDF/UA too, and leave the metadata readable without unpacking.

    PRONOM tools, by which an e-depot recognises a format, look for the words "pdfaid" in the file itself.
    """
    for object_ in pdf.objects:
        if getattr(object_, "extra", {}).get("Type") == "/Metadata":
            object_.stream = [deel.replace(b"</rdf:RDF>", UA_IN_XMP + b"</rdf:RDF>") for deel in object_.stream]
            object_.compress = False


class Ophaler(URLFetcher):  # type: ignore[misc]  # the package has no types
    """The only door of the renderer: our fonts."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return a font of ours, and refuse everything else."""
        naam = url.removeprefix(ADRES)
        if not url.startswith(ADRES) or naam not in lettertypen():
            raise ValueError("Een PDF haalt niets op.")
        return URLFetcherResponse(url, lettertypen()[naam], {"Content-Type": "font/woff2"})


@cache
def lettertypen() -> dict[str, bytes]:
    """Return our fonts by name; none before the front end is built, and then a font of the system is used."""
    bestanden = (LETTERMAP / f"source-sans-3-{schrift}-wght-normal.woff2" for schrift in SCHRIFTEN)
    return {bestand.stem: bestand.read_bytes() for bestand in bestanden if bestand.exists()}


@cache
def letters() -> FontConfiguration:
    """Return the fonts of this process, unpacked once in a temporary folder."""
    # The folder goes with the object; at the very end of Python that is too late.
    atexit.register(letters.cache_clear)
    return FontConfiguration()


@cache
def stijl(taal: str) -> CSS:
    """Return the style sheet with its words in this language."""
    with translation.override(taal):
        woorden = {"lettertypen": [ADRES + naam for naam in lettertypen()], "pagina": _("Pagina"), "van": _("van")}
        tekst = render_to_string("pdf/pdf.css", woorden)
    return CSS(string=tekst, url_fetcher=Ophaler(), font_config=letters())
