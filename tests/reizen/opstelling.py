"""The whole site as `make demo` starts it, with data of its own: nothing in it is a stand-in."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from mijnportaal import ingebed
from mijnportaal.demo.draai import vrije_poort
from mijnportaal.demo.postvak import Mail, lees_postvak
from mijnportaal.demo.processen import WORTEL

# What a run leaves behind and the next one must not find; the static files may stay.
GEBRUIKT = ("postgres", "valkey", "opslag", "postvak", "log")
GEDULD = 30.0


class Opstelling:
    """The demo in a folder of its own: website, worker, beat, mailbox, identity provider, database and broker."""

    def __init__(self, var_map: Path) -> None:
        self.var_map = var_map
        self.poort = vrije_poort()
        self._proces: subprocess.Popen[str] | None = None

    @property
    def adres(self) -> str:
        return f"http://127.0.0.1:{self.poort}"

    @property
    def eigen_adressen(self) -> tuple[str, str]:
        """Return the two addresses that a page may use: the site and the identity provider."""
        poorten = json.loads((self.var_map / "demo-poorten.json").read_text())
        return self.adres, f"http://127.0.0.1:{poorten['idp']}"

    def start(self) -> None:
        """Start with an empty municipality that is filled anew, and wait until it answers."""
        ingebed.stop(self.var_map)
        for naam in GEBRUIKT:
            shutil.rmtree(self.var_map / naam, ignore_errors=True)
        self._proces = subprocess.Popen(
            [sys.executable, "-m", "mijnportaal.demo.draai", "--poort", str(self.poort)],
            cwd=WORTEL,
            env=self.omgeving(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        assert self._proces.stdout
        gezegd = []
        for regel in self._proces.stdout:
            gezegd.append(regel)
            if regel.startswith("Klaar: "):
                return
        raise AssertionError("De demo start niet:\n" + "".join(gezegd))

    def stop(self) -> None:
        """Stop everything, as Ctrl-C does."""
        if not self._proces:
            return
        self._proces.terminate()
        self._proces.communicate(timeout=GEDULD)

    def logs(self) -> list[Path]:
        """Return what the programs wrote down."""
        return sorted((self.var_map / "log").glob("*.log"))

    def mail(self, aan: str, onderwerp: str) -> Mail:
        """Return the newest mail to this address with these words in its subject, as soon as it is there."""
        tot = time.monotonic() + GEDULD
        while time.monotonic() < tot:
            for mail in lees_postvak(self.var_map / "postvak", aan=aan):
                if onderwerp.lower() in mail.onderwerp.lower():
                    return mail
            time.sleep(0.2)
        onderwerpen = [mail.onderwerp for mail in lees_postvak(self.var_map / "postvak", aan=aan)]
        raise AssertionError(f"Geen mail aan {aan} over {onderwerp!r}; wel: {onderwerpen}")

    def omgeving(self) -> dict[str, str]:
        """Return the environment in which the site runs, for a program beside it."""
        eigen = {naam: waarde for naam, waarde in os.environ.items() if naam not in {"DATABASE_URL", "REDIS_URL"}}
        return {
            **eigen,
            "DJANGO_SETTINGS_MODULE": "mijnportaal.settings.dev",
            "VAR_MAP": str(self.var_map),
            "INGEBED_SNEL": "1",
        }
