"""The worker of the web server: gunicorn keeps the processes, waitress speaks HTTP (docs/besluiten/0001-webserver.md).

Waitress receives a whole request before a thread takes it, and sends a response after the thread has left it, so a
resident on a bad line keeps nobody else waiting. A file goes from the disk to the line inside the kernel.
"""

import os
import time
from dataclasses import dataclass
from typing import Any

from gunicorn.workers.base import Worker
from waitress import create_server, wasyncore
from waitress.buffers import ReadOnlyFileBasedBuffer
from waitress.channel import HTTPChannel
from waitress.task import WSGITask

# Twenty photos of 10 MB with room to spare; more is refused before it is received.
GROOTSTE_VERZOEK = 256 * 1024 * 1024
# So much is taken from one line at a time: a document comes in a handful of turns, not in hundreds.
HAP = 256 * 1024
# An answer up to this size is sent in one piece.
SAMEN = 64 * 1024
# So much of one file goes out before the other lines have their turn.
BEURT = 4 * 1024 * 1024


@dataclass(frozen=True)
class Stuk:
    """A piece of a file on disk that has not been read."""

    bestand: int
    begin: int
    omvang: int


class Bestandsbuffer(ReadOnlyFileBasedBuffer):
    """A file that waits to be sent; when it is a real one, it is never read here."""

    def __init__(self, file: Any, block_size: int = BEURT) -> None:
        super().__init__(file, block_size)
        try:
            self._nummer: int | None = file.fileno()
        except (AttributeError, OSError):  # from S3, or in memory
            self._nummer = None

    def get(self, numbytes: int = -1, skip: bool = False) -> Any:
        """Return what goes out next."""
        if self._nummer is None or skip:
            return super().get(numbytes, skip)
        # A part of a file counts from where it begins in the whole.
        return Stuk(self._nummer, getattr(self.file, "begin", 0) + self.file.tell(), min(self.remain, BEURT))


class Taak(WSGITask):
    """A request for the application, which can hand over a file."""

    wrote_header: bool

    def get_environment(self) -> dict[str, Any]:
        """Return the WSGI environment."""
        omgeving: dict[str, Any] = super().get_environment()
        omgeving["wsgi.file_wrapper"] = Bestandsbuffer
        return omgeving

    def write(self, data: bytes) -> None:
        """Send what comes first together with the headers: one packet for an ordinary answer instead of two."""
        if self.request.command == "HEAD":
            super().write(b"")
            self.chunked_response = False  # nothing follows, so no end of it either
            return
        if self.wrote_header or not 0 < len(data) <= SAMEN or len(data) != self.content_length or not self.has_body:
            super().write(data)
            return
        self.wrote_header = True
        self.content_bytes_written = len(data)
        self.channel.write_soon(self.build_response_header() + data)


class Lijn(HTTPChannel):
    """A connection with a browser or an application."""

    task_class = Taak
    _tegoed = BEURT

    def send(self, data: Any, do_close: bool = True) -> int:
        """Send bytes, or have the kernel send a piece of a file; return how much went."""
        if not isinstance(data, Stuk):
            return int(super().send(data, do_close))
        if self._tegoed <= 0:
            return 0
        try:
            verstuurd = os.sendfile(self.socket.fileno(), data.bestand, data.begin, min(data.omvang, self._tegoed))
        except BlockingIOError:
            return 0
        except ConnectionError:
            if do_close:
                self.handle_close()
            return 0
        if not verstuurd:  # the file is shorter than was promised, so the rest never comes
            self.will_close = True
        self._tegoed -= verstuurd
        return verstuurd

    def _flush_some(self, do_close: bool = True) -> bool:
        self._tegoed = BEURT
        return bool(super()._flush_some(do_close))


class Werker(Worker):
    """One process: one thread for all the lines, `--threads` threads for the requests that are complete."""

    def run(self) -> None:
        """Serve until gunicorn asks to stop, then finish what was begun."""
        self.kaart: dict[int, Any] = {}
        create_server(
            self.wsgi,
            map=self.kaart,
            sockets=[luisteraar.sock for luisteraar in self.sockets],
            threads=self.cfg.threads,
            connection_limit=self.cfg.worker_connections,
            max_request_body_size=GROOTSTE_VERZOEK,
            recv_bytes=HAP,
            ident=None,
            **self._proxy(),
        )
        for luisteraar in self._luisteraars():
            luisteraar.channel_class = Lijn
        while self.alive and os.getppid() == self.ppid:
            self._ronde(1.0)
        self._rond_af()

    def _ronde(self, seconden: float) -> None:
        self.notify()
        wasyncore.loop(timeout=seconden, map=self.kaart, use_poll=True, count=1)

    def _luisteraars(self) -> list[Any]:
        return [deel for deel in self.kaart.values() if deel.accepting]

    def _rond_af(self) -> None:
        """Take no new connections, and wait for the requests under way."""
        for luisteraar in self._luisteraars():
            wasyncore.dispatcher.close(luisteraar)
        einde = time.monotonic() + self.cfg.graceful_timeout
        while self._bezig() and time.monotonic() < einde:
            self._ronde(0.1)

    def _bezig(self) -> bool:
        lijnen = [deel for deel in self.kaart.values() if isinstance(deel, HTTPChannel)]
        return any(lijn.request or lijn.requests or lijn.total_outbufs_len for lijn in lijnen)

    def _proxy(self) -> dict[str, object]:
        """Return what to believe of a proxy; the settings read the same variable."""
        if os.environ.get("ACHTER_PROXY", "").lower() not in {"1", "on", "true", "yes"}:
            return {"clear_untrusted_proxy_headers": True}
        return {
            "trusted_proxy": "*",
            "trusted_proxy_count": 1,
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
            "clear_untrusted_proxy_headers": True,
        }
