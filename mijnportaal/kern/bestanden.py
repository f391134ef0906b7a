"""Which files a resident may hand in: the name, the declared kind and the content have to agree (S-16).

What a file is, is decided here from its content. Nothing that the browser said about it is used afterwards.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO
from zipfile import BadZipFile, ZipFile
from zlib import error as UitpakFout

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

MB = 1_000_000
MAX_NAAM = 150
MAX_BEELDPUNTEN = 100 * MB
# A document is a zip file. Unpacked it may not be a bomb, and its list of parts may not be one either.
MAX_UITGEPAKT = 250 * MB
MAX_ONDERDELEN = 5_000
# What browsers send when they do not know the kind; common for ODF on a machine without an office suite.
ONBEKEND = frozenset({"", "application/octet-stream", "binary/octet-stream"})

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."


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


@dataclass(frozen=True)
class Bestandsregels:
    """What one upload field accepts."""

    soorten: tuple[Bestandssoort, ...]
    max_omvang: int
    max_aantal: int

    @property
    def accept(self) -> str:
        """Return the value of the `accept` attribute of a file field."""
        return ",".join(f".{extensie}" for soort in self.soorten for extensie in soort.extensies)

    @property
    def uitleg(self) -> str:
        """Return the sentence that says, before the upload and at a refusal, what is allowed (Awb 2:13)."""
        namen = get_text_list([soort.naam for soort in self.soorten], _("of"))
        return _("U kunt een bestand toevoegen van het soort %(namen)s, tot %(omvang)d MB per bestand.") % {
            "namen": namen,
            "omvang": self.max_omvang // MB,
        }


def controleer_bestand(upload: "UploadedFile[bytes]", regels: Bestandsregels) -> Bestandssoort:
    """Return the kind of an uploaded file, or raise the reason why it is refused and what is allowed."""
    if not upload.size:
        raise _weigering(_("Het bestand is leeg."), regels, "bestand-leeg")
    if upload.size > regels.max_omvang:
        raise _weigering(_("Het bestand is te groot."), regels, "bestand-te-groot")
    extensie = _extensie(upload.name or "")
    soort = next((soort for soort in regels.soorten if extensie in soort.extensies), None)
    if soort is None:
        raise _weigering(_("Dit soort bestand kunnen wij niet aannemen."), regels, "bestand-verkeerde-soort")
    if not soort.past_bij(upload.content_type or "") or not _herkent(soort, upload):
        reden = _("Het bestand is geen goed %(soort)s-bestand, ook al heet het zo.") % {"soort": soort.naam}
        raise _weigering(reden, regels, "bestand-inhoud-klopt-niet")
    return soort


def herken(bestand: "File[bytes]") -> str:
    """Return the MIME type of a stored or uploaded file by its content; unknown content is just bytes."""
    extensie = _extensie(bestand.name or "")
    gevonden = (s for s in SOORTEN if extensie in s.extensies and _herkent(s, bestand))
    return next((soort.mimetype for soort in gevonden), "application/octet-stream")


def schone_naam(naam: str) -> str:
    """Return the name for people: no folder, no invisible or control characters, not too long."""
    kaal = naam.replace("\\", "/").rpartition("/")[2]
    # Cf holds the right-to-left override that makes "gpj.exe" look like "exe.jpg".
    zichtbaar = "".join(teken for teken in kaal if unicodedata.category(teken) not in {"Cc", "Cf", "Cs", "Zl", "Zp"})
    pad = PurePath(unicodedata.normalize("NFC", " ".join(zichtbaar.split())).strip(". ") or "bestand")
    return pad.stem[: MAX_NAAM - len(pad.suffix)] + pad.suffix if len(pad.suffix) <= 10 else pad.name[:MAX_NAAM]


def _extensie(naam: str) -> str:
    return PurePath(schone_naam(naam)).suffix.lower().removeprefix(".")


def _weigering(reden: str, regels: Bestandsregels, code: str) -> ValidationError:
    return ValidationError(f"{reden} {regels.uitleg}", code=code)


def _herkent(soort: Bestandssoort, bestand: "File[bytes]") -> bool:
    """Tell whether the content is of this kind; the file is read from its start and put back there."""
    bestand.seek(0)
    try:
        return soort.herkent(bestand)
    finally:
        bestand.seek(0)


def _is_pdf(bestand: IO[bytes]) -> bool:
    return bestand.read(5) == b"%PDF-"


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


def _is_pakket(hoort_erin: Callable[[ZipFile], bool]) -> Callable[[IO[bytes]], bool]:
    def herkent(bestand: IO[bytes]) -> bool:
        if bestand.read(4) != b"PK\x03\x04":
            return False
        try:
            with ZipFile(bestand) as zip_:
                return _is_veilig(zip_) and hoort_erin(zip_)
        except (BadZipFile, UitpakFout, EOFError, KeyError, NotImplementedError, OSError, RuntimeError, ValueError):
            return False

    return herkent


def _is_veilig(zip_: ZipFile) -> bool:
    """Tell whether a document unpacks to a normal size, without a password and without macros."""
    delen = zip_.infolist()
    return (
        len(delen) <= MAX_ONDERDELEN
        and sum(deel.file_size for deel in delen) <= MAX_UITGEPAKT
        and not any(deel.flag_bits & 0x1 for deel in delen)
        and not any(deel.filename.lower().endswith("vbaproject.bin") for deel in delen)
    )


def _is_ooxml(hoofddeel: str) -> Callable[[IO[bytes]], bool]:
    return _is_pakket(lambda zip_: {"[Content_Types].xml", hoofddeel} <= set(zip_.namelist()))


def _is_odf(mimetype: str) -> Callable[[IO[bytes]], bool]:
    def hoort_erin(zip_: ZipFile) -> bool:
        with zip_.open("mimetype") as deel:  # never longer than the type itself, whatever its size says
            return deel.read(len(mimetype) + 1).decode("ascii", "replace") == mimetype

    return _is_pakket(hoort_erin)


_ZIP = frozenset({"application/zip", "application/x-zip-compressed"})
PDF = Bestandssoort("PDF", "application/pdf", ("pdf",), _is_pdf, frozenset({"application/x-pdf"}))
JPG = Bestandssoort(
    "JPG", "image/jpeg", ("jpg", "jpeg"), _is_afbeelding("JPEG"), frozenset({"image/jpg", "image/pjpeg"})
)
PNG = Bestandssoort("PNG", "image/png", ("png",), _is_afbeelding("PNG"), frozenset({"image/x-png"}))
ODT = Bestandssoort("ODT", f"{ODF}text", ("odt",), _is_odf(f"{ODF}text"), _ZIP)
ODS = Bestandssoort("ODS", f"{ODF}spreadsheet", ("ods",), _is_odf(f"{ODF}spreadsheet"), _ZIP)
DOCX = Bestandssoort("DOCX", f"{OOXML}wordprocessingml.document", ("docx",), _is_ooxml("word/document.xml"), _ZIP)
XLSX = Bestandssoort("XLSX", f"{OOXML}spreadsheetml.sheet", ("xlsx",), _is_ooxml("xl/workbook.xml"), _ZIP)
SOORTEN = (PDF, JPG, PNG, ODT, ODS, DOCX, XLSX)

FOTO = Bestandsregels(soorten=(JPG, PNG), max_omvang=15 * MB, max_aantal=5)
DOCUMENT = Bestandsregels(soorten=SOORTEN, max_omvang=25 * MB, max_aantal=10)
