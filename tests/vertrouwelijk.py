"""Fails the whole run when a BSN was written where it must never stand (S-30, S-32).

Everything that leaves the application during the run goes into files: log records with their extra fields and
tracebacks, mails, messages in the portal, requested addresses, task arguments, and what started processes print.
When the run is over, one process reads them all.
"""

import logging
import os
import shutil
import tempfile
from typing import Any

import pytest

from tests.bsnzoeker import OMGEVING, lees_alles, noteer, verzamelmap

STANDAARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
GEVONDEN = pytest.StashKey[list[str]]()


class Meelezer(logging.Handler):
    """Writes every log record down as a collector would get it: message, extra fields, traceback."""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record."""
        extra = {naam: waarde for naam, waarde in vars(record).items() if naam not in STANDAARD}
        fout = logging.Formatter().formatException(record.exc_info) if record.exc_info else ""
        noteer("log", f"{record.name} {record.getMessage()} {extra!r} {fout}")


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder in the process that leads the run; its workers and their children find it in the environment."""
    if not _is_werker(config):
        os.environ[OMGEVING] = tempfile.mkdtemp(prefix="vertrouwelijk-")
    meelezer = Meelezer()
    # The second does not pass its records on to the first.
    for naam in ("", "django.server"):
        logging.getLogger(naam).addHandler(meelezer)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Read everything, and fail the run that passed all its tests but showed a BSN."""
    if _is_werker(session.config):
        return
    session.config.stash[GEVONDEN] = gevonden = list(lees_alles(verzamelmap()))
    if gevonden:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say where a BSN was seen; keep the files only then."""
    if _is_werker(config):
        return
    gevonden = config.stash.get(GEVONDEN, [])
    if not gevonden:
        shutil.rmtree(verzamelmap(), ignore_errors=True)
        return
    terminalreporter.section("BSN op een plek waar dat niet mag")
    terminalreporter.line(f"De regels staan in {verzamelmap()}.")
    for zin in gevonden[:50]:
        terminalreporter.line(zin)


def _is_werker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")
