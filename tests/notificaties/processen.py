"""Starts other processes of ours on the database of this test."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

WORTEL = Path(__file__).resolve().parents[2]


def omgeving(*, poort: int = 0, broker: str = "") -> dict[str, str]:
    """Return the environment of a process with this SMTP port and this broker."""
    extra = {
        "DJANGO_SETTINGS_MODULE": "tests.notificaties.kind_settings",
        "TESTDATABASE": str(connection.settings_dict["NAME"]),
        "EMAIL_PORT": str(poort),
    }
    return {**os.environ, **extra, **({"REDIS_URL": broker} if broker else {})}


@contextmanager
def proces(*opdracht: str, omgeving: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Give a running process of ours, and make sure that it is gone afterwards, whatever the test does."""
    with subprocess.Popen(
        [sys.executable, *opdracht], cwd=WORTEL, env=omgeving, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as loopt:
        try:
            yield loopt
        finally:
            loopt.terminate()
            try:
                loopt.wait(timeout=20)
            except subprocess.TimeoutExpired:
                loopt.kill()


def laat_doen(proces: subprocess.Popen[str], opdracht: str) -> float:
    """Let a process that runs `kind.luister` do one thing; return the seconds that it took."""
    assert proces.stdin
    assert proces.stdout
    proces.stdin.write(f"{opdracht}\n")
    proces.stdin.flush()
    return float(proces.stdout.readline())


def kind(functie: str, *argumenten: object) -> list[str]:
    """Return the command that lets another process call this function of `tests.notificaties.kind`."""
    code = f"import django; django.setup(); from tests.notificaties import kind; kind.{functie}(*{argumenten!r})"
    return ["-c", code]


def celery(*woorden: str) -> list[str]:
    """Return a Celery command of our application."""
    return ["-m", "celery", "-A", "mijnportaal", *woorden]


def wacht_tot(voorwaarde: Callable[[], object], seconden: float = 120) -> None:
    """Wait until something is so; fail when that takes too long."""
    einde = time.monotonic() + seconden
    while not voorwaarde():
        if time.monotonic() > einde:
            pytest.fail(f"Na {seconden} seconden nog niet.")
        time.sleep(0.05)
