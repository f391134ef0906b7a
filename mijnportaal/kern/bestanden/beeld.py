"""Photos without what the camera and other programs wrote in them; the picture itself stays as it was, bit for bit.

A JPG and a PNG are rows of pieces. The pieces that make the picture are copied; place, time, owner, thumbnails, and
whatever was glued behind the picture stay out. That also takes away the second file in a picture that is two.
"""

import mmap
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from PIL import Image

BLOK = 256 * 1024
ORIENTATIE = 0x0112
# The end of coded picture data: an FF that is neither data (00), a restart (D0-D7) nor filling (FF).
MERK = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
SOI, EOI, SOS = 0xD8, 0xD9, 0xDA
# Frames, tables and restarts, without which there is no picture; not the C8 that nobody uses.
BEELD = frozenset({*range(0xC0, 0xC8), *range(0xC9, 0xD0), 0xDB, 0xDC, 0xDD, 0xDE, 0xDF})
# The pieces of a PNG that say what it looks like; no text, no time, no Exif, no animation.
PNG_BEELD = frozenset(
    {
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"cICP",
        b"sBIT",
        b"pHYs",
        b"bKGD",
    }
)
PNG_KOP = b"\x89PNG\r\n\x1a\n"


class KapotBeeld(Exception):
    """The pieces of the picture do not fit."""


def kale_jpeg(bron: IO[bytes], doel: IO[bytes], *, plaats_bewaren: bool = False) -> None:
    """Write the JPG without anything but its picture; it stays the right way up."""
    draai = _orientatie(bron)
    with _inhoud(bron) as inhoud:
        doel.write(b"\xff\xd8")
        if draai and not plaats_bewaren:
            doel.write(_alleen_draai(draai))
        for stuk in _stukken(inhoud, plaats_bewaren=plaats_bewaren):
            _schrijf(doel, inhoud, stuk)
        doel.write(b"\xff\xd9")


def kale_png(bron: IO[bytes], doel: IO[bytes], *, plaats_bewaren: bool = False) -> None:
    """Write the PNG without anything but its picture."""
    bewaar = PNG_BEELD | {b"eXIf"} if plaats_bewaren else PNG_BEELD
    with _inhoud(bron) as inhoud:
        doel.write(PNG_KOP)
        plaats, naam = len(PNG_KOP), b""
        while naam != b"IEND":
            kop = inhoud[plaats : plaats + 8]
            naam, einde = kop[4:], plaats + 12 + int.from_bytes(kop[:4], "big")
            if len(kop) < 8 or einde > len(inhoud):
                raise KapotBeeld
            if naam in bewaar:
                _schrijf(doel, inhoud, slice(plaats, einde))
            plaats = einde


def _schrijf(doel: IO[bytes], inhoud: mmap.mmap | bytes, stuk: slice) -> None:
    for plaats in range(stuk.start, stuk.stop, BLOK):
        doel.write(inhoud[plaats : min(plaats + BLOK, stuk.stop)])


def _stukken(inhoud: mmap.mmap | bytes, *, plaats_bewaren: bool) -> Iterator[slice]:
    """Return the pieces of a JPG to keep, up to the end of the picture."""
    plaats, gezien = 2, False
    while (merk := _merk(inhoud, plaats, gezien=gezien)) != EOI:
        einde = plaats + 2 + int.from_bytes(inhoud[plaats + 2 : plaats + 4], "big")
        if einde < plaats + 4 or einde > len(inhoud):
            raise KapotBeeld
        if merk == SOS:
            gezien, gevonden = True, MERK.search(inhoud, einde)
            # A camera that was switched off leaves out the end; the picture up to there is good.
            einde = gevonden.start() if gevonden else len(inhoud)
        if merk == SOS or _hoort_erbij(merk, inhoud[plaats + 4 : plaats + 18], plaats_bewaren=plaats_bewaren):
            yield slice(plaats, einde)
        plaats = einde
    if not gezien:
        raise KapotBeeld


def _merk(inhoud: mmap.mmap | bytes, plaats: int, *, gezien: bool) -> int:
    """Return which piece begins here."""
    kop = inhoud[plaats : plaats + 2]
    if len(kop) == 2 and kop[0] == 0xFF:
        return kop[1]
    if gezien and plaats >= len(inhoud):
        return EOI
    raise KapotBeeld


def _hoort_erbij(merk: int, begin: bytes, *, plaats_bewaren: bool) -> bool:
    if merk in BEELD:
        return True
    namen = {
        0xE0: (b"JFIF\0",),
        0xE1: (b"Exif\0",) if plaats_bewaren else (),
        0xE2: (b"ICC_PROFILE\0",),
        0xEE: (b"Adobe",),
    }
    return begin.startswith(namen.get(merk, ()))


def _orientatie(bron: IO[bytes]) -> int:
    """Return how the photo has to be turned to stand upright, or 0 when it does."""
    bron.seek(0)
    try:
        with Image.open(bron, formats=["JPEG"]) as beeld:
            draai = int(beeld.getexif().get(ORIENTATIE, 1))
    except Exception:  # Exif is written by every program in its own way; without it the photo is still a photo
        return 0
    return draai if 2 <= draai <= 8 else 0


def _alleen_draai(draai: int) -> bytes:
    """Return an Exif piece that says which way is up, and nothing else."""
    tiff = b"II*\0\x08\0\0\0" + b"\x01\0" + b"\x12\x01\x03\0\x01\0\0\0" + bytes([draai, 0, 0, 0]) + bytes(4)
    inhoud = b"Exif\0\0" + tiff
    return b"\xff\xe1" + (len(inhoud) + 2).to_bytes(2, "big") + inhoud


@contextmanager
def _inhoud(bron: IO[bytes]) -> Iterator[mmap.mmap | bytes]:
    """Give the content to look in: from the disk as it is needed, or as it is when it is in memory."""
    bron.seek(0)
    try:
        nummer = bron.fileno()
    except (AttributeError, OSError):
        yield bron.read()
        return
    bron.flush()
    with mmap.mmap(nummer, 0, access=mmap.ACCESS_READ) as inhoud:
        yield inhoud
