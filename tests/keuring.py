"""Runs every check and every test, shows the time that each takes, and leaves nothing running."""

import fcntl
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from mijnportaal import ingebed
from mijnportaal.demo.processen import MERKTEKEN, WORTEL, ruim_op
from mijnportaal.kern.checks import pango_is_er

BIN = Path(sys.executable).parent
VAR_MAP = WORTEL / "var" / "keuring"
CHROMIUM = ["chromium"]
CLAMD = ["clamav-daemon"]
PANGO = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
SLOTREGEL = re.compile(r"\b\d+ (passed|failed|errors?|skipped|deselected)\b.* in [\d.]+s")


@dataclass
class Stap:
    """One check: what it is called, what runs, and how it ended."""

    naam: str
    opdracht: list[str]
    omgeving: Mapping[str, str] = field(default_factory=dict)
    geslaagd: bool = False
    duur: float = 0.0
    slotregel: str = ""

    def doe(self, omgeving: Mapping[str, str]) -> None:
        """Run the check and show its output as it comes."""
        print(f"\n━━━ {self.naam} ━━━", flush=True)
        begin = time.monotonic()
        with subprocess.Popen(
            self.opdracht,
            cwd=WORTEL,
            env={**omgeving, **self.omgeving},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as proces:
            for regel in proces.stdout or ():
                print(regel, end="", flush=True)
                self.slotregel = regel.strip() if SLOTREGEL.search(regel) else self.slotregel
        self.geslaagd, self.duur = proces.returncode == 0, time.monotonic() - begin
        print(f"{self.naam}: {'goed' if self.geslaagd else 'NIET GOED'}, {self.duur:.1f} s", flush=True)


def omgeving() -> dict[str, str]:
    """Return the environment of the checks: servers of their own, never those of the environment."""
    return {
        **{naam: waarde for naam, waarde in os.environ.items() if naam not in {"DATABASE_URL", "REDIS_URL"}},
        "PATH": f"{BIN}:{os.environ.get('PATH', os.defpath)}",
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "mijnportaal.settings.test",
        "VAR_MAP": str(VAR_MAP),
        "INGEBED_SNEL": "1",
        MERKTEKEN: str(VAR_MAP),
    }


# Types and settings need no server, only something that looks like an address.
ZONDER_SERVERS = {"DATABASE_URL": "postgres://geen/geen", "REDIS_URL": "redis://geen"}


def productie() -> dict[str, str]:
    """Return an environment that production could have."""
    return {
        **ZONDER_SERVERS,
        "DJANGO_SETTINGS_MODULE": "mijnportaal.settings.base",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "VERSLEUTELSLEUTELS": f"proef:{b64encode(secrets.token_bytes(32)).decode()}",
        "ZOEKSLEUTEL": b64encode(secrets.token_bytes(32)).decode(),
        "ALLOWED_HOSTS": "mijn.example.nl",
        "GEMEENTE_RSIN": "002564440",
    }


def stappen() -> list[Stap]:
    """Return the checks in the order in which they run: the quick ones first."""
    manage = [sys.executable, "manage.py"]
    pytest = [sys.executable, "-m", "pytest", "--color=no", "-rs", "--durations=15", "--durations-min=1"]
    return [
        Stap("Ruff: regels", [str(BIN / "ruff"), "check", "."]),
        Stap("Ruff: opmaak", [str(BIN / "ruff"), "format", "--check", "."]),
        Stap("djLint: templates", [str(BIN / "djlint"), "templates", "--lint", "--quiet"]),
        Stap("Mypy: types", [str(BIN / "mypy")], ZONDER_SERVERS),
        Stap("Import-linter: lagen", [str(BIN / "lint-imports")]),
        Stap("Vertalingen volledig", [sys.executable, "-m", "mijnportaal.vertalingen", "controleer"]),
        Stap("Migraties volledig", [*manage, "makemigrations", "--check", "--dry-run"]),
        Stap("Instellingen van productie", [*manage, "check", "--deploy", "--fail-level", "WARNING"], productie()),
        Stap("Tests", [*pytest, "-n", "2", "-m", "not reis"]),
        Stap("Reizen in de browser", [*pytest, "-m", "reis", "tests/reizen"]),
    ]


def ontbrekend() -> list[str]:
    """Return the system packages that are missing here."""
    chromium = [] if shutil.which("chromium") else CHROMIUM
    # Debian puts a daemon where the path of a person does not look.
    clamd = [] if shutil.which("clamd", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin") else CLAMD
    return [*chromium, *clamd, *(PANGO if pango_is_er() else [])]


def installeer(pakketten: list[str]) -> bool:
    """Install system packages as root, or say how; tell whether they are there now."""
    opdracht = ["apt-get", "install", "-y", "--no-install-recommends", *pakketten]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(f"Voor deze tests ontbreekt: {' '.join(pakketten)}. Installeer dat als root met:", file=sys.stderr)
        print(f"  apt-get update && {' '.join(opdracht)}", file=sys.stderr)
        return False
    print(f"Installeren: {' '.join(pakketten)} …", flush=True)
    omgeving_apt = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for deel in (["apt-get", "update", "-q"], opdracht):
        klaar = subprocess.run(
            deel, env=omgeving_apt, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if klaar.returncode:
            print(f"{klaar.stdout}{klaar.stderr}\n{' '.join(deel)} is niet gelukt.", file=sys.stderr)
            return False
    return True


def verslag(gedaan: list[Stap]) -> None:
    """Show where the time went, and end with pytest's own words."""
    print("\n━━━ Waar de tijd blijft ━━━")
    for stap in gedaan:
        print(f"{stap.duur:7.1f} s  {'goed     ' if stap.geslaagd else 'NIET GOED'}  {stap.naam}")
    print(f"{sum(stap.duur for stap in gedaan):7.1f} s  samen")
    for stap in gedaan:
        if stap.slotregel:
            print(f"{stap.naam}: {stap.slotregel}")


def breek_af(_teken: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main() -> int:
    """Run all checks, also after one that fails; return 0 when every one of them passed."""
    for teken in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(teken, breek_af)
    if (pakketten := ontbrekend()) and not installeer(pakketten):
        return 1
    VAR_MAP.mkdir(parents=True, exist_ok=True)
    alles, gedaan = stappen(), []
    with (VAR_MAP / ".keuring.slot").open("w") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)  # two runs would share one test database
        try:
            for stap in alles:
                stap.doe(omgeving())
                gedaan.append(stap)
        except KeyboardInterrupt:
            print("\nAfgebroken.", file=sys.stderr)
        finally:
            ruim_op(str(VAR_MAP))
            for map_ in (VAR_MAP, *VAR_MAP.glob("reizen*")):
                ingebed.stop(map_)
    verslag(gedaan)
    return 0 if len(gedaan) == len(alles) and all(stap.geslaagd for stap in gedaan) else 1


if __name__ == "__main__":
    sys.exit(main())
