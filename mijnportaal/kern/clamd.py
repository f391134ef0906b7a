"""Ask clamd, the daemon of ClamAV, about a file: the INSTREAM conversation of its protocol (man clamd).

Written here because it is one conversation, and the clients on PyPI take the name of a file where ours may be in S3.
"""

import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

WACHT_OP_VERBINDING = 5.0  # seconds
POORT = 3310
MAX_ANTWOORD = 4096
# clamd names these as a virus, but they say that it gave up: too large, too deep, or locked with a password.
OPGEGEVEN = ("Heuristics.Limits.Exceeded", "Heuristics.Encrypted")


class ScannerOnbereikbaar(Exception):
    """Nobody looked at the file: no clamd, or it stopped halfway. Later it may work."""


class NietTeControleren(Exception):
    """The scanner answered that it cannot look into this file; asking again does not help."""


@dataclass(frozen=True)
class Scanner:
    """Where clamd listens, and how long one file may take, in seconds."""

    familie: socket.AddressFamily
    adres: str | tuple[str, int]
    seconden: float

    @classmethod
    def van_url(cls, url: str, seconden: float) -> "Scanner":
        """Return the scanner at `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`."""
        delen = urlsplit(url)
        if delen.scheme == "tcp" and delen.hostname:
            familie = socket.AF_INET6 if ":" in delen.hostname else socket.AF_INET
            return cls(familie, (delen.hostname, delen.port or POORT), seconden)
        if delen.scheme == "unix" and delen.path.startswith("/"):
            return cls(socket.AF_UNIX, delen.path, seconden)
        raise ValueError(f"{url} is geen adres van clamd.")

    def leeft(self) -> bool:
        """Tell whether the scanner answers."""
        try:
            with self._gesprek() as lijn:
                lijn.sendall(b"zPING\0")
                return _antwoord(lijn) == "PONG"
        except (OSError, ScannerOnbereikbaar):
            return False

    def controleer(self, blokken: Iterable[bytes]) -> str:
        """Return the name of the virus in this content, or an empty string; memory use does not grow with it."""
        try:
            with self._gesprek() as lijn:
                self._stuur(lijn, blokken)
                return _uitslag(_antwoord(lijn))
        except OSError as fout:
            raise ScannerOnbereikbaar(repr(fout)) from fout

    def _stuur(self, lijn: socket.socket, blokken: Iterable[bytes]) -> None:
        einde = time.monotonic() + self.seconden
        try:
            lijn.sendall(b"zINSTREAM\0")
            for blok in blokken:
                if blok:  # an empty piece is how the conversation ends
                    lijn.sendall(len(blok).to_bytes(4, "big") + blok)
                if time.monotonic() > einde:
                    raise ScannerOnbereikbaar("het versturen duurt te lang")
            lijn.sendall(bytes(4))
        except (BrokenPipeError, ConnectionResetError):
            pass  # clamd stops listening when the file is too large; its answer says so

    @contextmanager
    def _gesprek(self) -> Iterator[socket.socket]:
        with closing(socket.socket(self.familie, socket.SOCK_STREAM)) as lijn:
            lijn.settimeout(WACHT_OP_VERBINDING)
            lijn.connect(self.adres)
            lijn.settimeout(self.seconden)
            yield lijn


def scanner() -> Scanner | None:
    """Return the scanner of this site, or nothing when none was set up."""
    url = settings.CLAMD_URL
    return Scanner.van_url(url, settings.CLAMD_SECONDEN) if url else None


def _antwoord(lijn: socket.socket) -> str:
    """Return what clamd says, up to the zero byte."""
    gelezen = bytearray()
    while not gelezen.endswith(b"\0") and len(gelezen) < MAX_ANTWOORD:
        deel = lijn.recv(MAX_ANTWOORD)
        if not deel:
            break
        gelezen += deel
    if not gelezen.endswith(b"\0"):
        raise ScannerOnbereikbaar("geen heel antwoord")
    return gelezen[:-1].decode("utf-8", "replace")


def _uitslag(antwoord: str) -> str:
    """Return the name of the virus in "stream: NAME FOUND"; "stream: OK" has none."""
    tekst = antwoord.removeprefix("stream: ")
    if tekst == "OK":
        return ""
    naam, _spatie, oordeel = tekst.rpartition(" ")
    if oordeel == "FOUND" and not naam.startswith(OPGEGEVEN):
        return naam
    if oordeel in {"FOUND", "ERROR"}:
        raise NietTeControleren(tekst)
    raise ScannerOnbereikbaar(f"onbekend antwoord: {tekst[:200]}")
