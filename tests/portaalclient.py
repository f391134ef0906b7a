"""A browser without a screen that behaves as production does around a request."""

import logging
import re
from collections.abc import Callable
from functools import cache
from queue import Empty
from typing import Any

from celery import current_app
from django.db import connection
from django.test import Client

from mijnportaal.accounts.aanmelding import Niveau
from mijnportaal.accounts.models import Gebruiker
from tests.bsnzoeker import noteer
from tests.inloggen import meld_aan

SCHRIJFT = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE|SELECT nextval)\s*\(?\W*(\w+)", re.IGNORECASE)
# What a GET may write: that someone looked (AVG), that a message was opened (Awb 2:25), and the session itself.
BIJHOUDEN = {"accounts_inzage", "notificaties_bericht", "django_session"}
# The identity provider sends people back with a GET.
TERUG_VAN_INLOGGEN = "/inloggen/"


def alleen_lezen(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """Refuse a statement that changes something (S-13); for `connection.execute_wrapper`."""
    schrijft = SCHRIJFT.match(sql)
    assert not schrijft or schrijft[1].lower() in BIJHOUDEN, f"GET schrijft: {sql[:200]}"
    return execute(sql, params, many, context)


def werk_taken_af() -> int:
    """Commit what the test did, and run what waits in the queue as a worker would; return how many tasks that were.

    Call it after services that a test calls itself; after a request of the client it has happened already.
    """
    aantal = 0
    while True:
        _voer_uit_na_commit()
        gedaan = _leeg_wachtrij()
        if not gedaan:
            return aantal
        aantal += gedaan


def _voer_uit_na_commit() -> None:
    """Run what waits for the commit that a test in a transaction never does; a rollback took its own away."""
    while connection.run_on_commit:
        wachtend, connection.run_on_commit = connection.run_on_commit, []
        for regel in wachtend:
            regel[1]()


def maak_wachtrij_leeg() -> None:
    """Throw away what an earlier test left in the queue."""
    with current_app.connection_for_read() as verbinding:
        verbinding.SimpleQueue("celery").clear()


@cache
def _ken_alle_taken() -> None:
    """Import what a worker knows at its start; Celery sets Django up anew then, which takes pytest's handlers away."""
    handlers = logging.getLogger().handlers[:]
    current_app.loader.import_default_modules()
    logging.getLogger().handlers[:] = handlers


def _leeg_wachtrij() -> int:
    gedaan = 0
    _ken_alle_taken()
    with current_app.connection_for_read() as verbinding:
        rij = verbinding.SimpleQueue("celery")
        while True:
            try:
                bericht = rij.get_nowait()
            except Empty:
                rij.close()
                return gedaan
            bericht.ack()
            noteer("taak", f"{bericht.headers} {bericht.body!r}")
            args, kwargs, _keten = bericht.payload
            current_app.tasks[bericht.headers["task"]].apply(args=args, kwargs=kwargs, throw=True)
            gedaan += 1


class PortaalClient(Client):
    """Holds a GET to reading, and after a POST commits and lets the worker do its tasks."""

    def request(self, **request: Any) -> Any:
        """Do one request, with everything that follows from it."""
        self._noteer(request)
        if request.get("REQUEST_METHOD") in {"GET", "HEAD"} and not self._komt_van_inloggen(request):
            with connection.execute_wrapper(alleen_lezen):
                antwoord = super().request(**request)
        else:
            antwoord = super().request(**request)
            werk_taken_af()
        noteer("redirect", antwoord.headers.get("Location", ""))
        return antwoord

    # The answer has more than the annotations of Django's client know: context, url, streamed content.
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """Return the answer to a GET."""
        return super().get(*args, **kwargs)

    def post(self, *args: Any, **kwargs: Any) -> Any:
        """Return the answer to a POST."""
        return super().post(*args, **kwargs)

    def log_in(self, gebruiker: Gebruiker, niveau: Niveau = Niveau.SUBSTANTIEEL) -> "PortaalClient":
        """Return this browser with someone logged in."""
        self.logout()
        meld_aan(self, gebruiker, niveau=niveau)
        return self

    def _komt_van_inloggen(self, request: dict[str, Any]) -> bool:
        return str(request.get("PATH_INFO", "")).startswith(TERUG_VAN_INLOGGEN)

    def _noteer(self, request: dict[str, Any]) -> None:
        noteer("url", " ".join(str(request.get(naam, "")) for naam in ("PATH_INFO", "QUERY_STRING", "HTTP_REFERER")))
