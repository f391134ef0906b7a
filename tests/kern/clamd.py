"""A real clamd on loopback, with signatures of our own: those of ClamAV are 300 MB and have to be fetched."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mijnportaal.demo.draai import vrije_poort
from mijnportaal.kern.clamd import Scanner
from tests.notificaties.processen import wacht_tot

# The test file that every scanner knows and that does nothing (eicar.org); in two pieces, so that this file is not one.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
HANDTEKENING = f"Eicar-Test-Signature:0:*:{EICAR[27:63].hex()}\n"
# Over this clamd says that it did not look.
MAX_STROOM = 8_000_000


@dataclass
class Clamd:
    """A clamd that can be stopped and started again at the same address."""

    map_: Path
    url: str
    proces: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.proces = subprocess.Popen(
            [str(shutil.which("clamd", path=f"{os.environ['PATH']}:/usr/sbin")), "-c", str(self.map_ / "clamd.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wacht_tot(Scanner.van_url(self.url, 5).leeft)

    def dood(self) -> None:
        """Take it away, as a machine that goes down does."""
        if self.proces is not None:
            self.proces.send_signal(signal.SIGKILL)
            self.proces.wait(timeout=10)
            self.proces = None
        (self.map_ / "clamd.sock").unlink(missing_ok=True)


def _richt_in(map_: Path, *luistert: str) -> None:
    (map_ / "handtekeningen").mkdir(parents=True)
    (map_ / "handtekeningen" / "eigen.ndb").write_text(HANDTEKENING)
    regels = [
        "Foreground yes",
        f"DatabaseDirectory {map_ / 'handtekeningen'}",
        f"TemporaryDirectory {map_}",
        f"StreamMaxLength {MAX_STROOM}",
        "AlertExceedsMax yes",
        *luistert,
    ]
    (map_ / "clamd.conf").write_text("\n".join(regels) + "\n")


@contextmanager
def clamd_op_tcp(map_: Path) -> Iterator[Clamd]:
    """Give a clamd that listens on loopback."""
    poort = vrije_poort()
    _richt_in(map_, "TCPAddr 127.0.0.1", f"TCPSocket {poort}")
    yield from _lopend(Clamd(map_, f"tcp://127.0.0.1:{poort}"))


@contextmanager
def clamd_op_unix(map_: Path) -> Iterator[Clamd]:
    """Give a clamd that listens on a socket in the file system."""
    _richt_in(map_, f"LocalSocket {map_ / 'clamd.sock'}")
    yield from _lopend(Clamd(map_, f"unix://{map_ / 'clamd.sock'}"))


def _lopend(clamd: Clamd) -> Iterator[Clamd]:
    clamd.start()
    try:
        yield clamd
    finally:
        clamd.dood()
