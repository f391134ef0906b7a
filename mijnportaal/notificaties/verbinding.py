"""Post to an address that someone else gave us: only where that is safe, within a time, and without detours.

The address is looked up once and the connection goes to what was looked up, so that a name cannot lead to one place
when it is checked and to another when it is used. Redirects are answers like any other, not roads to follow.
"""

import ipaddress
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

VERBINDEN = 5.0  # seconds, for each of at most ADRESSEN addresses
ADRESSEN = 3
LANGSTE = 60.0
ANTWOORD = 65_536  # bytes of an answer that nobody reads

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class GeenAntwoord(Exception):
    """The receiver gave no HTTP answer; the text says why, and holds no address."""


@dataclass(frozen=True)
class Doel:
    """Where a request goes: the name for the receiver, the addresses for the network."""

    https: bool
    host: str
    poort: int
    pad: str
    adressen: tuple[str, ...]


def post(url: str, *, inhoud: bytes, koppen: Mapping[str, str]) -> int:
    """Post this and return the status code of the answer."""
    doel = bepaal_doel(url)
    verbinding = _Verbinding(doel)
    wekker = Timer(_tijd(), verbinding.breek_af)
    wekker.daemon = True
    wekker.start()
    try:
        verbinding.request("POST", doel.pad, body=inhoud, headers={**koppen, "Connection": "close"})
        antwoord = verbinding.getresponse()
        with suppress(OSError, HTTPException):  # the code has come: what follows changes nothing
            antwoord.read(ANTWOORD)
        return antwoord.status
    except (OSError, HTTPException, ValueError) as fout:
        raise GeenAntwoord("geen-antwoord-op-tijd" if verbinding.te_laat else _reden(fout)) from fout
    finally:
        wekker.cancel()
        verbinding.close()


def bepaal_doel(url: str) -> Doel:
    """Return where this URL leads, if we may go there."""
    try:
        delen = urlsplit(url)
        https, poort = delen.scheme == "https", delen.port
        host = (delen.hostname or "").encode("idna").decode()
    except ValueError as fout:
        raise GeenAntwoord("adres-ongeldig") from fout
    if not host or delen.username is not None or not (https or (delen.scheme == "http" and settings.CALLBACK_HTTP)):
        raise GeenAntwoord("adres-niet-toegestaan")
    poort = poort or (443 if https else 80)
    return Doel(https, host, poort, _pad(delen), _zoek_op(host, poort))


def _pad(delen: SplitResult) -> str:
    return (delen.path or "/") + (f"?{delen.query}" if delen.query else "")


def _zoek_op(host: str, poort: int) -> tuple[str, ...]:
    """Return the addresses of this host; one that is not allowed spoils them all."""
    try:
        regels = socket.getaddrinfo(host, poort, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fout:
        raise GeenAntwoord("naam-onbekend") from fout
    adressen = tuple(dict.fromkeys(str(regel[4][0]) for regel in regels))
    if not adressen or not all(_mag(host, ipaddress.ip_address(adres.partition("%")[0])) for adres in adressen):
        raise GeenAntwoord("adres-niet-toegestaan")
    return adressen[:ADRESSEN]


def _mag(host: str, adres: Ip) -> bool:
    """Tell whether a receiver may live here: on the public internet, or inside where the setting allows it."""
    namen, netten = _uitzonderingen(tuple(settings.CALLBACK_INTERN))
    return host.lower() in namen or any(adres in net for net in netten) or all(map(_is_openbaar, _lagen(adres)))


def _is_openbaar(adres: Ip) -> bool:
    return adres.is_global and not adres.is_multicast


def _lagen(adres: Ip) -> list[Ip]:
    """Return the address and the IPv4 address that is wrapped in it, because a gateway may unwrap it."""
    if isinstance(adres, ipaddress.IPv4Address):
        return [adres]
    binnen = [adres.ipv4_mapped, adres.sixtofour, *(adres.teredo or ())]
    if adres in NAT64:
        binnen.append(ipaddress.IPv4Address(adres.packed[-4:]))
    if adres.ipv4_mapped:
        return [adres.ipv4_mapped]
    return [adres, *filter(None, binnen)]


@cache
def _uitzonderingen(
    regels: tuple[str, ...],
) -> tuple[frozenset[str], tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]]:
    """Return the host names and the networks of the setting."""
    namen, netten = set(), []
    for regel in regels:
        try:
            netten.append(ipaddress.ip_network(regel))
        except ValueError:
            namen.add(regel.lower())
    return frozenset(namen), tuple(netten)


def _tijd() -> float:
    """Return the seconds for a whole conversation; a claim lasts longer than the longest."""
    return min(float(settings.CALLBACK_SECONDEN), LANGSTE)


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


class _Verbinding(HTTPConnection):
    """A connection to addresses that were looked up before, under the name that the receiver knows itself by."""

    def __init__(self, doel: Doel) -> None:
        self.default_port = 443 if doel.https else 80
        super().__init__(doel.host, doel.poort, timeout=_tijd())
        self.doel = doel
        self.te_laat = False

    def connect(self) -> None:
        """Connect to the first address that answers."""
        self.sock = self._open()
        if self.doel.https:
            # The handshake after the assignment: `breek_af` must be able to end it.
            self.sock = _tls().wrap_socket(self.sock, server_hostname=self.doel.host, do_handshake_on_connect=False)
            self.sock.do_handshake()

    def _open(self) -> socket.socket:
        fout: OSError = OSError("geen adres")
        for adres in self.doel.adressen:
            try:
                sock = socket.create_connection((adres, self.doel.poort), timeout=VERBINDEN)
            except OSError as nieuwe_fout:
                fout = nieuwe_fout
            else:
                sock.settimeout(_tijd())
                return sock
        raise fout

    def breek_af(self) -> None:
        """End a conversation that takes too long: whoever waits for it sees it break."""
        self.te_laat = True
        if self.sock is not None:
            with suppress(OSError):
                # Of the plain class: that of TLS would first say goodbye, and wait for the answer.
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


REDENEN: dict[type, str] = {
    TimeoutError: "geen-antwoord-op-tijd",
    ConnectionRefusedError: "verbinding-geweigerd",
    ConnectionError: "verbinding-verbroken",
    ssl.SSLCertVerificationError: "certificaat-ongeldig",
    ssl.SSLError: "tls-fout",
    HTTPException: "geen-http-antwoord",
}


def _reden(fout: Exception) -> str:
    """Return in one word what went wrong; the sentence of the error may hold an address."""
    return next((REDENEN[soort] for soort in type(fout).__mro__ if soort in REDENEN), type(fout).__name__)
