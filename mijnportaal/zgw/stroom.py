"""Read a JSON body that carries a file: the file goes straight to where it is kept, the rest to the strict parser.

A document comes as base64 in the key `inhoud` at the top of the body. The text of that one value is decoded while it
comes in and never stands in memory; the body that is left, with `""` in its place, is read by the parser of every
other body. So what is refused there is refused here: this file only finds where the value begins and ends.
"""

import binascii
import json
import re
from collections.abc import Callable
from enum import Enum
from typing import Any, Protocol

from django.utils.translation import gettext as _

from mijnportaal.zgw.fouten import onleesbaar
from mijnportaal.zgw.lichaam import ontleed

BLOK = 256 * 1024
# What a document says about itself, without its content.
MAX_OVERIG = 256 * 1024
_STRUCTUUR = re.compile(rb'["{}\[\],:]')
_AANHALING_OF_SCHUIN = re.compile(rb'["\\]')
_AANHALING = b'"'
_UNICODE = re.compile(rb"\\u([0-9a-fA-F]{4})")
_HALVE_ESCAPE = re.compile(rb"\\(?:u[0-9a-fA-F]{0,3})?\Z")
_LANGSTE_HALVE = 5
# How serializers write `/`, `+` and `=`, and the line breaks of MIME, which mean nothing in base64.
_GEWONE_ESCAPES = ((b"\\/", b"/"), (b"\\n", b""), (b"\\r", b""), (b"\\u002B", b"+"), (b"\\u002b", b"+"))


class Bron(Protocol):
    """Where the body comes from: a request, or a file."""

    def read(self, omvang: int, /) -> bytes: ...


class Doel(Protocol):
    """Where the content of the file goes to."""

    def write(self, blok: bytes, /) -> object: ...


class Inhoud(Enum):
    """What stands in the place of the file: it has come in, or it was not base64."""

    ONTVANGEN = "ontvangen"
    ONGELDIG = "ongeldig"


def lees_met_inhoud(bron: Bron, doel: Doel, *, sleutel: str = "inhoud") -> Any:
    """Return the body as `lichaam` reads it, with an `Inhoud` in the place of the file, whose bytes are in `doel`.

    Absent, null, empty or no string at all: then the value stays what it is, and the serializer judges it.
    """
    lezer = _Lezer(bron, doel, sleutel)
    gegevens = ontleed(lezer.lees())
    if lezer.inhoud and isinstance(gegevens, dict):
        gegevens[sleutel] = lezer.inhoud
    return gegevens


class _Lezer:
    def __init__(self, bron: Bron, doel: Doel, sleutel: str) -> None:
        self._bron, self._doel, self._sleutel = bron, doel, sleutel
        self._blok, self._plek = b"", 0
        self._overig = bytearray()
        self.inhoud: Inhoud | None = None

    def lees(self) -> bytes:
        """Return the body without the text of the file."""
        diepte, in_object, op_sleutel, sleutel = 0, False, False, ""
        while teken := self._tot(_STRUCTUUR, self._onthoud):
            self._onthoud(teken)
            if teken == b'"':
                if diepte == 1 and in_object and op_sleutel:
                    sleutel = self._tekst()
                elif diepte == 1 and in_object and sleutel == self._sleutel:
                    self._ontvang()
                else:
                    self._tekst()
            elif teken in b"{[":
                diepte += 1
                if diepte == 1:
                    in_object = op_sleutel = teken == b"{"
            elif teken in b"}]":
                diepte -= 1
            elif diepte == 1:
                op_sleutel = teken == b","
        return bytes(self._overig)

    def _tot(self, patroon: re.Pattern[bytes] | bytes, neem: Callable[[bytes], None]) -> bytes:
        """Return the next byte that the pattern looks for, after handing over all that stands before it."""
        while True:
            gevonden = _eerste(patroon, self._blok, self._plek)
            einde = len(self._blok) if gevonden < 0 else gevonden
            if einde > self._plek:
                neem(self._blok[self._plek : einde])
            self._plek = einde + 1
            if gevonden >= 0:
                return self._blok[gevonden : gevonden + 1]
            self._blok, self._plek = self._bron.read(BLOK), 0
            if not self._blok:
                return b""

    def _onthoud(self, deel: bytes) -> None:
        self._overig += deel
        if len(self._overig) > MAX_OVERIG:
            raise onleesbaar(_("Het bericht is te groot, ook zonder de inhoud van het document."))

    def _tekst(self) -> str:
        """Return the string that begins here, which stays in the body; empty when it is not one."""
        begin = len(self._overig)
        while (teken := self._tot(_AANHALING_OF_SCHUIN, self._onthoud)) == b"\\":
            self._onthoud(teken + self._byte())
        self._onthoud(teken)
        try:
            return str(json.loads(b'"' + self._overig[begin:]))
        except ValueError:  # the strict parser says what is wrong
            return ""

    def _byte(self) -> bytes:
        if self._plek >= len(self._blok):
            self._blok, self._plek = self._bron.read(BLOK), 0
        self._plek += 1
        return self._blok[self._plek - 1 : self._plek]

    def _ontvang(self) -> None:
        """Decode the string that begins here into `doel`; in the body it becomes an empty one."""
        base64 = _Base64(self._doel)
        self._onthoud(self._tot(_AANHALING, base64.neem))
        if base64.rond_af():
            self.inhoud = Inhoud.ONTVANGEN
        elif not base64.leeg:
            self.inhoud = Inhoud.ONGELDIG


def _eerste(patroon: re.Pattern[bytes] | bytes, blok: bytes, plek: int) -> int:
    """Return where the pattern stands first from here, -1 for nowhere; for one byte that goes fifty times as fast."""
    if isinstance(patroon, bytes):
        return blok.find(patroon, plek)
    gevonden = patroon.search(blok, plek)
    return gevonden.start() if gevonden else -1


class _Base64:
    """Base64 in a JSON string, decoded piece by piece; what comes after a fault is passed over."""

    def __init__(self, doel: Doel) -> None:
        self._doel = doel
        self._rest = b""
        self._halve_escape = b""
        self._afgesloten = False
        self._goed = True
        self.leeg = True

    def neem(self, deel: bytes) -> None:
        self.leeg = False
        if not self._goed:
            return
        deel = self._rest + self._zonder_escapes(self._halve_escape + deel)
        heel = len(deel) - len(deel) % 4
        self._rest = deel[heel:]
        self._decodeer(deel[:heel])

    def rond_af(self) -> bool:
        """Return whether it was base64 to the last character, and more than nothing."""
        return self._goed and not self.leeg and not self._rest and not self._halve_escape

    def _decodeer(self, tekst: bytes) -> None:
        if not tekst:
            return
        try:
            blok = binascii.a2b_base64(tekst, strict_mode=True)
        except binascii.Error:
            self._goed = False
            return
        self._goed = not self._afgesloten
        self._afgesloten = tekst.endswith(b"=")
        self._doel.write(blok)

    def _zonder_escapes(self, deel: bytes) -> bytes:
        """Return the characters that the JSON string stands for; an escape that is cut in two waits for the rest."""
        self._halve_escape = b""
        if b"\\" not in deel:
            return deel
        if half := _HALVE_ESCAPE.search(deel, max(0, len(deel) - _LANGSTE_HALVE)):
            self._halve_escape, deel = half.group(), deel[: half.start()]
        for geschreven, bedoeld in _GEWONE_ESCAPES:
            if b"\\" in deel:
                deel = deel.replace(geschreven, bedoeld)
        # A backslash that is left is no base64, and will be refused as such.
        return _UNICODE.sub(lambda gevonden: chr(int(gevonden[1], 16)).encode("utf-8", "replace"), deel)
