"""Which files a resident may hand in: the name, the declared kind and the content have to agree (S-16).

What a file is, is decided here from its content. Nothing that the browser said about it is used afterwards.
"""

from mijnportaal.kern.bestanden.aannemen import controleer_bestand, neem_aan
from mijnportaal.kern.bestanden.namen import MAX_NAAM, extensie_van, schone_naam
from mijnportaal.kern.bestanden.regels import DOCUMENT, FOTO, MB, Bestandsregels
from mijnportaal.kern.bestanden.soorten import (
    DOCX,
    HEIC,
    JPG,
    ODS,
    ODT,
    PDF,
    PNG,
    SOORTEN,
    XLSX,
    Bestandssoort,
    herken,
)

__all__ = [
    "DOCUMENT",
    "DOCX",
    "FOTO",
    "HEIC",
    "JPG",
    "MAX_NAAM",
    "MB",
    "ODS",
    "ODT",
    "PDF",
    "PNG",
    "SOORTEN",
    "XLSX",
    "Bestandsregels",
    "Bestandssoort",
    "controleer_bestand",
    "extensie_van",
    "herken",
    "neem_aan",
    "schone_naam",
]
