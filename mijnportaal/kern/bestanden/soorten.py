"""The kinds of file that we know: what they are called, and how their content is recognised."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from django.core.files import File
from PIL import Image, UnidentifiedImageError

from mijnportaal.kern.bestanden.namen import extensie_van
from mijnportaal.kern.bestanden.pakket import is_odf, is_ooxml

MAX_BEELDPUNTEN = 100_000_000
# What browsers send when they do not know the kind; common for ODF on a machine without an office suite.
ONBEKEND = frozenset({"", "application/octet-stream", "binary/octet-stream"})

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
# The first word of what a telephone calls HEIC: a still picture, coded with HEVC.
HEIC_MERKEN = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


@dataclass(frozen=True)
class Bestandssoort:
    """One kind of file: what it is called, what a browser may say that it is, and how its content is recognised."""

    naam: str
    mimetype: str
    extensies: tuple[str, ...]
    herkent: Callable[[IO[bytes]], bool]
    andere_mimetypes: frozenset[str] = frozenset()

    def past_bij(self, opgegeven: str) -> bool:
        """Tell whether this kind can have been sent with the declared MIME type."""
        kaal = opgegeven.partition(";")[0].strip().lower()
        return kaal in {self.mimetype, *self.andere_mimetypes, *ONBEKEND}

    def is_soort_van(self, bestand: "File[bytes]") -> bool:
        """Tell whether the content is of this kind; the file is read from its start and put back there."""
        bestand.seek(0)
        try:
            return self.herkent(bestand)
        finally:
            bestand.seek(0)


def herken(bestand: "File[bytes]") -> str:
    """Return the MIME type of a stored or uploaded file by its content; unknown content is just bytes."""
    extensie = extensie_van(bestand.name or "")
    gevonden = (soort for soort in SOORTEN if extensie in soort.extensies and soort.is_soort_van(bestand))
    return next((soort.mimetype for soort in gevonden), "application/octet-stream")


def _is_pdf(bestand: IO[bytes]) -> bool:
    return bestand.read(5) == b"%PDF-"


def _is_heic(bestand: IO[bytes]) -> bool:
    """Tell whether it begins as a HEIC photo; what is behind that, only the process that converts it looks at."""
    begin = bestand.read(32)
    return begin[4:8] == b"ftyp" and begin[8:12] in HEIC_MERKEN


def _is_afbeelding(formaat: str) -> Callable[[IO[bytes]], bool]:
    def herkent(bestand: IO[bytes]) -> bool:
        try:
            # Reads the header only. Naming the one format keeps Pillow's other forty decoders out of reach.
            with Image.open(bestand, formats=[formaat]) as beeld:
                return beeld.width * beeld.height <= MAX_BEELDPUNTEN
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
            return False
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            return False

    return herkent


_ZIP = frozenset({"application/zip", "application/x-zip-compressed"})
PDF = Bestandssoort("PDF", "application/pdf", ("pdf",), _is_pdf, frozenset({"application/x-pdf"}))
JPG = Bestandssoort(
    "JPG", "image/jpeg", ("jpg", "jpeg"), _is_afbeelding("JPEG"), frozenset({"image/jpg", "image/pjpeg"})
)
PNG = Bestandssoort("PNG", "image/png", ("png",), _is_afbeelding("PNG"), frozenset({"image/x-png"}))
HEIC = Bestandssoort(
    "HEIC",
    "image/heic",
    ("heic", "heif"),
    _is_heic,
    frozenset({"image/heif", "image/heic-sequence", "image/heif-sequence"}),
)
ODT = Bestandssoort("ODT", f"{ODF}text", ("odt",), is_odf(f"{ODF}text"), _ZIP)
ODS = Bestandssoort("ODS", f"{ODF}spreadsheet", ("ods",), is_odf(f"{ODF}spreadsheet"), _ZIP)
DOCX = Bestandssoort("DOCX", f"{OOXML}wordprocessingml.document", ("docx",), is_ooxml("word/document.xml"), _ZIP)
XLSX = Bestandssoort("XLSX", f"{OOXML}spreadsheetml.sheet", ("xlsx",), is_ooxml("xl/workbook.xml"), _ZIP)
SOORTEN = (PDF, JPG, PNG, HEIC, ODT, ODS, DOCX, XLSX)
PAKKETTEN = (ODT, ODS, DOCX, XLSX)
