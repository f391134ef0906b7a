"""Talk HTTP with a source: within a time, at most twice, and not again just after it failed.

A page that needs three sources must not wait for three time-outs. So a conversation ends on the clock whatever hangs
(name server, handshake, an answer in drops), and a source that failed is left alone for some seconds.
"""

import json
import logging
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TeLaat
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import urllib3
from django.conf import settings

logger = logging.getLogger("mijnportaal.bronnen")

Json = Any
LANGSTE_ANTWOORD = 2 * 1024 * 1024
# Conversations at the same time per source and process: more would only wait for the same stone.
TEGELIJK = 8
PROBEER_OPNIEUW = frozenset({HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT})
# A 404 of the handelsregister that means "not now" (IPD1002, IPD1003): no reason to say that a company does not exist.
EVEN_NIET = (b"IPD1002", b"IPD1003")
# The source understood us and says no: asking others later makes no sense, and it is not down.
WEIGERING = frozenset(range(400, 500)) - {HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS}

_einde: ContextVar[float | None] = ContextVar("einde", default=None)


class BronStoring(Exception):
    """The source gave no answer that we can use; the text is one word that says why, and holds no data."""


@dataclass(frozen=True)
class Dienst:
    """Where a source is and how it lets us in."""

    naam: str
    adres: str
    koppen: tuple[tuple[str, str], ...] = ()
    certificaat: str = ""
    certificaatsleutel: str = ""
    ca: str = ""


@dataclass(frozen=True)
class Vraag:
    """One question to a source."""

    methode: str
    pad: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    lichaam: Json = None
    koppen: Mapping[str, str] = field(default_factory=dict)


@dataclass
class _Toestand:
    """What this process remembers of a source: when it may be asked again, and who is asking."""

    werkers: ThreadPoolExecutor
    verbindingen: urllib3.PoolManager
    dicht_tot: float = 0.0


@contextmanager
def geduld(seconden: float) -> Iterator[None]:
    """Let everything that is asked inside take no longer than this together."""
    penning = _einde.set(min(time.monotonic() + seconden, _einde.get() or float("inf")))
    try:
        yield
    finally:
        _einde.reset(penning)


def stel(dienst: Dienst, vraag: Vraag) -> Json | None:
    """Return the answer to this question, or nothing when what was asked for does not exist (404)."""
    toestand = _toestand(dienst)
    begin = time.monotonic()
    if begin < toestand.dicht_tot:
        raise BronStoring("pauze")
    if (rest := _rest(begin)) <= 0:
        raise BronStoring("tijd-op")
    try:
        return _wacht_op(toestand.werkers.submit(_spreek, toestand, dienst, vraag, begin + rest), rest)
    except BronStoring as storing:
        _meld(dienst, toestand, str(storing), time.monotonic() - begin)
        raise


def vergeet_storingen() -> None:
    """Ask every source again (for tests that switch one off and on)."""
    _toestand.cache_clear()


def _rest(nu: float) -> float:
    einde = _einde.get()
    langste = float(settings.BRON_SECONDEN)
    return langste if einde is None else min(langste, einde - nu)


def _wacht_op(toekomst: "Future[Json | None]", rest: float) -> Json | None:
    try:
        return toekomst.result(timeout=rest + 0.05)  # a little more, so that the reason comes from inside
    except TeLaat:
        toekomst.cancel()
        raise BronStoring("geen-antwoord-op-tijd") from None


def _spreek(toestand: _Toestand, dienst: Dienst, vraag: Vraag, einde: float) -> Json | None:
    """Ask, and once more when the first time was bad luck and there is time left."""
    try:
        return _vraag_eens(toestand, dienst, vraag, einde)
    except _Pech as pech:
        if einde - time.monotonic() < float(settings.BRON_SECONDEN) / 3:
            raise BronStoring(pech.reden) from None
    try:
        return _vraag_eens(toestand, dienst, vraag, einde)
    except _Pech as pech:
        raise BronStoring(pech.reden) from None


class _Pech(Exception):
    """The question failed in a way that may pass."""

    def __init__(self, reden: str) -> None:
        super().__init__(reden)
        self.reden = reden


def _vraag_eens(toestand: _Toestand, dienst: Dienst, vraag: Vraag, einde: float) -> Json | None:
    rest = max(0.01, einde - time.monotonic())
    try:
        antwoord = toestand.verbindingen.request(
            vraag.methode,
            f"{dienst.adres.rstrip('/')}{vraag.pad}{_zoekdeel(vraag.parameters)}",
            body=None if vraag.lichaam is None else json.dumps(vraag.lichaam).encode(),
            headers={**dict(dienst.koppen), **_soort(vraag), **vraag.koppen},
            timeout=urllib3.Timeout(connect=min(rest, float(settings.BRON_VERBINDEN)), read=rest),
            retries=False,
            redirect=False,
            preload_content=False,
        )
        try:
            return _lees(antwoord, einde)
        finally:
            # What was not read to its end cannot carry a next question.
            antwoord.close() if antwoord.length_remaining else antwoord.release_conn()
    except urllib3.exceptions.TimeoutError:
        raise BronStoring("geen-antwoord-op-tijd") from None
    except urllib3.exceptions.SSLError:
        raise BronStoring("tls-fout") from None
    except (urllib3.exceptions.HTTPError, OSError):
        raise _Pech("niet-te-bereiken") from None


def _zoekdeel(parameters: Mapping[str, str]) -> str:
    return f"?{urlencode(parameters)}" if parameters else ""


def _soort(vraag: Vraag) -> dict[str, str]:
    soorten = {"Accept": "application/json"}
    # With the charset: gateways before the BRP refuse a body without it.
    return soorten if vraag.lichaam is None else {**soorten, "Content-Type": "application/json; charset=utf-8"}


def _lees(antwoord: urllib3.BaseHTTPResponse, einde: float) -> Json | None:
    """Return the JSON of an answer, up to a size and a time."""
    if antwoord.status == HTTPStatus.NOT_FOUND:
        inhoud = antwoord.read(64 * 1024)
        if any(code in inhoud for code in EVEN_NIET):
            raise BronStoring("even-niet")
        return None
    if antwoord.status in PROBEER_OPNIEUW:
        raise _Pech(f"status-{antwoord.status}")
    if antwoord.status != HTTPStatus.OK:
        raise BronStoring(f"status-{antwoord.status}")
    inhoud = b""
    for blok in antwoord.stream(64 * 1024):
        inhoud += blok
        if len(inhoud) > LANGSTE_ANTWOORD:
            raise BronStoring("antwoord-te-groot")
        if time.monotonic() > einde:
            raise BronStoring("geen-antwoord-op-tijd")
    try:
        return json.loads(inhoud)
    except (ValueError, RecursionError):
        raise BronStoring("geen-json") from None


def _meld(dienst: Dienst, toestand: _Toestand, reden: str, seconden: float) -> None:
    """Write one line that a watcher can count, and leave the source alone for a while unless it answered."""
    if reden.removeprefix("status-") not in {str(code) for code in WEIGERING}:
        toestand.dicht_tot = time.monotonic() + float(settings.BRON_PAUZE)
    logger.warning(
        "bron=%s reden=%s ms=%.0f", dienst.naam, reden, seconden * 1000, extra={"bron": dienst.naam, "reden": reden}
    )


@cache
def _toestand(dienst: Dienst) -> _Toestand:
    tls: dict[str, Any] = {
        "cert_file": dienst.certificaat,
        "key_file": dienst.certificaatsleutel,
        "ca_certs": dienst.ca,
    }
    return _Toestand(
        werkers=ThreadPoolExecutor(TEGELIJK, thread_name_prefix=f"bron-{dienst.naam}"),
        verbindingen=urllib3.PoolManager(
            num_pools=1, maxsize=TEGELIJK, **{naam: pad for naam, pad in tls.items() if pad}
        ),
    )
