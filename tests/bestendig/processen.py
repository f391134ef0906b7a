"""Processes of ours beside the test, and the locks with which the test stops them where it wants."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.core.files.storage import default_storage
from django.db import connection

from mijnportaal.demo.draai import vrije_poort
from mijnportaal.demo.processen import WORTEL
from tests.notificaties.processen import wacht_tot

NAAM = "bestendig"  # under this name PostgreSQL knows the connections of a started process


def omgeving(*, smtp: int = 0, broker: str = "") -> dict[str, str]:
    """Return the environment of a process on the database and the files of this test."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.bestendig.instellingen",
        "TESTDATABASE": str(connection.settings_dict["NAME"]),
        "OPSLAG": default_storage.path(""),
        "EMAIL_PORT": str(smtp or vrije_poort()),
        # Where nothing was said of a broker, there is none.
        "REDIS_URL": broker or f"redis://127.0.0.1:{vrije_poort()}/0",
        "PGAPPNAME": NAAM,
    }


def start(*opdracht: str, omgeving: dict[str, str]) -> subprocess.Popen[str]:
    """Start a Python module in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", *opdracht],
        cwd=WORTEL,
        env=omgeving,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


@contextmanager
def lopend(*opdracht: str, omgeving: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Give a running program, and end it and its children afterwards."""
    with start(*opdracht, omgeving=omgeving) as proces:
        try:
            yield proces
        finally:
            stop(proces)


def stop(proces: subprocess.Popen[str]) -> None:
    """Ask the program to stop; take it down when it does not."""
    proces.terminate()
    try:
        proces.wait(timeout=8)
    except subprocess.TimeoutExpired:
        os.killpg(proces.pid, signal.SIGKILL)
        proces.wait()


def dood(proces: subprocess.Popen[str]) -> None:
    """Kill the process as the kernel does when memory is full."""
    proces.kill()
    assert proces.wait(timeout=10) == -signal.SIGKILL
    proces.communicate()


@contextmanager
def slot(sql: str) -> Iterator[None]:
    """Hold what this statement locks, in a transaction of its own, until the block ends."""
    with verbinding() as ander, ander.transaction():
        ander.execute(sql)
        yield


@contextmanager
def verbinding() -> Iterator[psycopg.Connection[Any]]:
    """Give a connection to the test database that the pool knows nothing of."""
    gegevens = connection.settings_dict
    with psycopg.connect(
        host=gegevens["HOST"], port=gegevens["PORT"], dbname=gegevens["NAME"], user=gegevens["USER"], autocommit=True
    ) as ander:
        yield ander


def wacht_tot_het_staat_op(deel: str, *kinderen: subprocess.Popen[str], aantal: int = 1) -> None:
    """Wait until so many connections wait for a lock with this in their statement, while the processes live."""
    vraag = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ILIKE %s"
    )
    with verbinding() as ander:

        def staat_daar() -> bool:
            for kind in kinderen:
                assert kind.poll() is None, f"Het proces is gestopt: {kind.communicate()[0]}"
            return (ander.execute(vraag, [f"%{deel}%"]).fetchone() or (0,))[0] >= aantal

        wacht_tot(staat_daar)


def wacht_tot_het_weg_is() -> None:
    """Wait until PostgreSQL has noticed that the killed process is gone."""
    vraag = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = %s"
    with verbinding() as ander:
        wacht_tot(lambda: not (ander.execute(vraag, [NAAM]).fetchone() or (0,))[0])


def verbreek() -> None:
    """Let PostgreSQL end the connections of started processes, but not those of the tests beside this one."""
    vraag = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name = %s"
    )
    with verbinding() as ander:
        ander.execute(vraag, [NAAM])


def bestanden_in(map_: Path) -> set[str]:
    """Return the paths of all stored files, as rows name them."""
    return {str(pad.relative_to(map_)) for pad in map_.rglob("*") if pad.is_file()}
