"""Documents that are zip files: what has to be in them, and what they may unpack to."""

import zlib
from collections.abc import Callable
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

# Unpacked a document may not be a bomb, and its list of parts may not be one either.
MAX_UITGEPAKT = 250_000_000
MAX_ONDERDELEN = 5_000
HAP = 64 * 1024
# The fixed part of what stands before each part in the file.
LOKALE_KOP = 30
KAPOT = (BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError, RuntimeError, ValueError)


def is_ooxml(hoofddeel: str) -> Callable[[IO[bytes]], bool]:
    """Return the test for a document of Microsoft Office with this main part."""
    return _is_pakket(lambda zip_: {"[Content_Types].xml", hoofddeel} <= set(zip_.namelist()))


def is_odf(mimetype: str) -> Callable[[IO[bytes]], bool]:
    """Return the test for an open document of this type."""

    def hoort_erin(zip_: ZipFile) -> bool:
        with zip_.open("mimetype") as deel:  # never longer than the type itself, whatever its size says
            return deel.read(len(mimetype) + 1).decode("ascii", "replace") == mimetype

    return _is_pakket(hoort_erin)


def is_bom(bestand: IO[bytes]) -> bool:
    """Tell whether a zip file unpacks to much more than it says or than anybody needs."""
    try:
        with ZipFile(bestand) as zip_:
            delen = zip_.infolist()
            return (
                len(delen) > MAX_ONDERDELEN
                or sum(deel.file_size for deel in delen) > MAX_UITGEPAKT
                or _overlapt(zip_, delen)
                or not all(_zegt_de_waarheid(bestand, deel) for deel in delen)
            )
    except KAPOT:
        return False


def _is_pakket(hoort_erin: Callable[[ZipFile], bool]) -> Callable[[IO[bytes]], bool]:
    def herkent(bestand: IO[bytes]) -> bool:
        if bestand.read(4) != b"PK\x03\x04":
            return False
        try:
            with ZipFile(bestand) as zip_:
                return _is_veilig(zip_) and hoort_erin(zip_)
        except KAPOT:
            return False

    return herkent


def _is_veilig(zip_: ZipFile) -> bool:
    """Tell whether a document has no password, no macros, and parts that every program can unpack."""
    delen = zip_.infolist()
    return (
        len(delen) <= MAX_ONDERDELEN
        and not any(deel.flag_bits & 0x1 for deel in delen)
        and not any(deel.filename.lower().endswith("vbaproject.bin") for deel in delen)
        and all(deel.compress_type in {ZIP_STORED, ZIP_DEFLATED} for deel in delen)
    )


def _overlapt(zip_: ZipFile, delen: list[ZipInfo]) -> bool:
    """Tell whether parts share bytes: the trick with which ten megabytes unpack to petabytes."""
    einde = 0
    for deel in sorted(delen, key=lambda deel: deel.header_offset):
        if deel.header_offset < einde:
            return True
        einde = deel.header_offset + LOKALE_KOP + deel.compress_size
    return einde > zip_.start_dir


def _zegt_de_waarheid(bestand: IO[bytes], deel: ZipInfo) -> bool:
    """Tell whether a part is as large as it says: Python believes that number, other programs unpack on."""
    if deel.compress_type != ZIP_DEFLATED:
        return deel.compress_size == deel.file_size
    bestand.seek(deel.header_offset)
    kop = bestand.read(LOKALE_KOP)
    bestand.seek(int.from_bytes(kop[26:28], "little") + int.from_bytes(kop[28:30], "little"), 1)
    uitpakker, over, binnen = zlib.decompressobj(-zlib.MAX_WBITS), deel.compress_size, deel.file_size
    while binnen >= 0 and not uitpakker.eof:
        blok = uitpakker.unconsumed_tail
        if not blok:
            blok = bestand.read(min(HAP, over))
            over -= len(blok)
        if not blok:
            break
        binnen -= len(uitpakker.decompress(blok, 16 * HAP))
    return binnen >= 0
