"""Files that are two things at once: a picture that is also a program, a PDF that is also a web page (S-16).

Each program that opens such a file sees something else in it, and so do a virus scanner and a browser.
"""

import os
import re
from typing import IO
from zipfile import BadZipFile, ZipFile, is_zipfile

BEGIN = 1024
# Where readers of PDF look for the end, with room for what careless programs leave behind it.
EINDE_PDF = 4096
# What a browser that guesses would take for a page, and a server that runs scripts for one of those.
PAGINA = re.compile(rb"<\s*(!doctype\s+html|html|head|body|script|iframe|svg|object|embed|\?php)\b", re.IGNORECASE)


def is_ook_iets_anders(bestand: IO[bytes], *, pdf: bool = False, pakket: bool = False) -> bool:
    """Tell whether a file of a known kind is something else as well."""
    begin = bestand.read(BEGIN)
    if pakket:
        return b"%PDF-" in begin
    return bool(PAGINA.search(begin)) or _bevat_zip(bestand) or (not _eindigt_als_pdf(bestand) if pdf else _pdf(begin))


def _pdf(begin: bytes) -> bool:
    return b"%PDF-" in begin


def _bevat_zip(bestand: IO[bytes]) -> bool:
    """Tell whether a program that unpacks, such as Java, finds files in it; those look from the end."""
    bestand.seek(0)
    if not is_zipfile(bestand):
        return False
    try:
        with ZipFile(bestand) as zip_:
            return bool(zip_.infolist())
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return False  # four bytes that happened to be there


def _eindigt_als_pdf(bestand: IO[bytes]) -> bool:
    omvang = bestand.seek(0, os.SEEK_END)
    bestand.seek(max(0, omvang - EINDE_PDF))
    return b"%%EOF" in bestand.read()
