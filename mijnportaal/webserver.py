"""The worker of the web server: gunicorn keeps the processes, waitress speaks HTTP (docs/besluiten/0001-webserver.md).

Waitress receives a whole request before a thread takes it, and sends a response after the thread has left it, so a
resident on a bad line keeps nobody else waiting.
"""

import os
import time
from typing import Any

from gunicorn.workers.base import Worker
from waitress import create_server, wasyncore
from waitress.channel import HTTPChannel

# Twenty photos of 10 MB with room to spare; more is refused before it is received.
GROOTSTE_VERZOEK = 256 * 1024 * 1024


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
            ident=None,
            **self._proxy(),
        )
        while self.alive and os.getppid() == self.ppid:
            self._ronde(1.0)
        self._rond_af()

    def _ronde(self, seconden: float) -> None:
        self.notify()
        wasyncore.loop(timeout=seconden, map=self.kaart, use_poll=True, count=1)

    def _rond_af(self) -> None:
        """Take no new connections, and wait for the requests under way."""
        for luisteraar in [deel for deel in self.kaart.values() if deel.accepting]:
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
