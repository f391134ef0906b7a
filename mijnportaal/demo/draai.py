"""Runs the demo in the foreground until Ctrl-C: website, worker, beat, mailbox, identity provider and registries."""

import argparse
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from mijnportaal import ingebed
from mijnportaal.demo.processen import MERKTEKEN, NODE, WORTEL, Proces, ruim_op, stop_alle
from mijnportaal.kern.checks import pango_is_er
from mijnportaal.opzet import afdruk, stap

BIN = Path(sys.executable).parent
VAR_MAP = Path(os.environ.get("VAR_MAP", WORTEL / "var")).resolve()
LOGMAP = VAR_MAP / "log"


class DemoFout(RuntimeError):
    """The demo cannot start or go on; the text says why."""


def meld(tekst: str) -> None:
    print(tekst, flush=True)


def is_vrij(poort: int) -> bool:
    """Tell whether a server can listen on this port of this machine."""
    with socket.socket() as proef:
        proef.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            proef.bind(("127.0.0.1", poort))
        except OSError:
            return False
    return True


def vrije_poort() -> int:
    with socket.socket() as proef:
        proef.bind(("127.0.0.1", 0))
        return int(proef.getsockname()[1])


def eigen_poorten(bestand: Path) -> dict[str, int]:
    """Return the ports of the helpers: those of last time, kept in this file, where they are still free."""
    vorige = json.loads(bestand.read_text()) if bestand.exists() else {}
    poorten = {naam: vorige.get(naam, 0) for naam in ("smtp", "idp", "bronnen", "betalen")}
    poorten = {naam: poort if poort and is_vrij(poort) else vrije_poort() for naam, poort in poorten.items()}
    bestand.write_text(json.dumps(poorten))
    return poorten


def omgeving(poort: int, poorten: dict[str, int]) -> dict[str, str]:
    """Return the environment that all programs of the demo share."""
    return {
        **os.environ,
        "PATH": f"{BIN}:{os.environ.get('PATH', os.defpath)}",
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "mijnportaal.settings.dev",
        "VAR_MAP": str(VAR_MAP),
        "SITE_URL": f"http://127.0.0.1:{poort}",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(poorten["smtp"]),
        "IDP_POORT": str(poorten["idp"]),
        "BETAAL_POORT": str(poorten.get("betalen", 0)),
        "BRONNEN_POORT": str(poorten.get("bronnen", 0)),
        MERKTEKEN: str(VAR_MAP),
    }


def hulpen(env: dict[str, str]) -> list[Proces]:
    """Return the programs that need no database: the mailbox, and those that stand in for services of others."""
    postvak = ["-m", "mijnportaal.demo.postvak", "--poort", env["EMAIL_PORT"], "--map", str(VAR_MAP / "postvak")]
    bronnen = ["-m", "mijnportaal.bronnen.proefserver", "--poort", env["BRONNEN_POORT"]]
    betalen = ["-m", "mijnportaal.demo.betaalloket", "--poort", env["BETAAL_POORT"]]
    return [
        Proces("postvak", [sys.executable, *postvak], env, LOGMAP / "postvak.log"),
        Proces("idp", [str(NODE), "mijnportaal/demo/idp.mjs"], env, LOGMAP / "idp.log"),
        Proces("bronnen", [sys.executable, *bronnen], env, LOGMAP / "bronnen.log"),
        Proces("betalen", [sys.executable, *betalen], env, LOGMAP / "betalen.log"),
    ]


def website(poort: int, env: dict[str, str]) -> Proces:
    opdracht = [
        str(BIN / "gunicorn"), "--worker-class", "mijnportaal.webserver.Werker", "--workers", "2", "--threads", "8",
        "--bind", f"127.0.0.1:{poort}", "--graceful-timeout", "5", "--no-control-socket",
        "mijnportaal.wsgi:application",
    ]  # fmt: skip
    return Proces("web", opdracht, env, LOGMAP / "web.log")


def werkers(env: dict[str, str]) -> list[Proces]:
    """Return the Celery worker and beat, as separate processes like in production."""
    celery = [sys.executable, "-m", "celery", "--app", "mijnportaal"]
    rooster = VAR_MAP / "beat-rooster"
    return [
        Proces("worker", [*celery, "worker", "--concurrency", "2", "--loglevel", "INFO"], env, LOGMAP / "worker.log"),
        Proces("beat", [*celery, "beat", "--pidfile", "", "--schedule", str(rooster)], env, LOGMAP / "beat.log"),
    ]


def manage(env: dict[str, str], *opdracht: str) -> None:
    """Run a command of manage.py; on failure show what it said."""
    klaar = subprocess.run(
        [sys.executable, "manage.py", *opdracht],
        cwd=WORTEL,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    with (LOGMAP / "manage.log").open("a") as log:
        log.write(klaar.stdout)
    if klaar.returncode:
        raise DemoFout(f"manage.py {opdracht[0]} is niet gelukt:\n{klaar.stdout[-3000:]}")


def zet_klaar(env: dict[str, str]) -> None:
    """Bring database and static files up to date."""
    bronnen = [WORTEL / "requirements" / "basis.txt", WORTEL / "mijnportaal" / "settings" / "base.py"]
    for map_ in (WORTEL / "static", WORTEL / "frontend" / "dist"):
        bronnen += [pad for pad in map_.rglob("*") if pad.is_file()]
    stap(
        "Statische bestanden",
        VAR_MAP / "static" / ".stempel",
        afdruk(bronnen),
        lambda: manage(env, "collectstatic", "--no-input", "--clear"),
    )
    manage(env, "demo_klaarzetten")


def antwoordt(adres: str) -> bool:
    """Tell whether the home page is really served."""
    try:
        with urllib.request.urlopen(adres, timeout=5) as antwoord:  # noqa: S310 (our own address)
            return bool(antwoord.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def wacht_op(web: Proces, adres: str) -> None:
    einde = time.monotonic() + 60
    while not antwoordt(adres):
        if web.code is not None or time.monotonic() > einde:
            regels = web.log.read_text(errors="replace")[-3000:]
            raise DemoFout(f"De website antwoordt niet op {adres}. Einde van {web.log}:\n{regels}")
        time.sleep(0.1)


def bewaak(web: Proces, overige: list[Proces]) -> None:
    """Watch the processes until the website ends, or whoever started us is gone."""
    ouder = os.getppid()
    while os.getppid() == ouder:
        if web.code is not None:
            raise DemoFout(f"De website is gestopt (code {web.code}). Zie {web.log}.")
        for proces in overige:
            if melding := proces.bewaak():
                meld(melding)
        herstel_servers()
        time.sleep(0.5)


def eigen_servers() -> dict[str, Callable[[Path], object]]:
    """Return how to start the embedded servers that this demo uses."""
    servers: dict[str, tuple[str, Callable[[Path], object]]] = {
        "PostgreSQL": ("DATABASE_URL", ingebed.postgres),
        "Valkey": ("REDIS_URL", ingebed.valkey),
    }
    return {naam: start for naam, (variabele, start) in servers.items() if variabele not in os.environ}


def start_servers() -> None:
    for start in eigen_servers().values():
        start(VAR_MAP)


def herstel_servers() -> None:
    """Start an embedded server again that was killed."""
    staat = ingebed.status(VAR_MAP)
    for naam, start in eigen_servers().items():
        if not staat[naam]:
            meld(f"{naam} is gestopt en start opnieuw. Zie {VAR_MAP}.")
            start(VAR_MAP)


def controleer(poort: int) -> None:
    """Refuse to begin where it cannot end well."""
    for fout in pango_is_er():
        raise DemoFout(str(fout.msg))
    if achter := ruim_op(str(VAR_MAP)):
        meld(f"{achter} processen van een vorige demo opgeruimd.")
    if not is_vrij(poort):
        raise DemoFout(f"Poort {poort} is bezet. Kies een andere, bijvoorbeeld: make demo POORT={poort + 1}")


def begin_logs() -> None:
    LOGMAP.mkdir(parents=True, exist_ok=True)
    for log in LOGMAP.glob("*.log"):
        log.write_bytes(b"")


def alleen_ik() -> TextIO:
    """Return the lock of this checkout's demo, held as long as it stays open."""
    VAR_MAP.mkdir(parents=True, exist_ok=True)
    slot = (VAR_MAP / ".demo.slot").open("w")
    try:
        fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as fout:
        raise DemoFout("De demo draait al in deze map. Stop die eerst met Ctrl-C.") from fout
    return slot


def draai(poort: int, processen: list[Proces]) -> None:
    """Set everything up and keep it running; `processen` receives what was started."""
    controleer(poort)
    begin_logs()
    env = omgeving(poort, eigen_poorten(VAR_MAP / "demo-poorten.json"))
    start_servers()
    processen += hulpen(env)
    for proces in processen:
        proces.start()
    zet_klaar(env)
    web = website(poort, env)
    later = werkers(env)
    overige = [*processen, *later]
    for proces in [web, *later]:
        processen.append(proces)
        proces.start()
    adres = f"http://127.0.0.1:{poort}/"
    wacht_op(web, adres)
    meld(f"Klaar: {adres}")
    meld("Stoppen: Ctrl-C")
    bewaak(web, overige)


def main(argumenten: list[str]) -> int:
    """Run the demo; return 0 when it was stopped on request."""
    ontleder = argparse.ArgumentParser(description=__doc__)
    ontleder.add_argument("--poort", type=int, default=8000)
    poort = ontleder.parse_args(argumenten).poort
    for teken in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(teken, signal.default_int_handler)
    processen: list[Proces] = []
    try:
        slot = alleen_ik()
    except DemoFout as fout:
        print(fout, file=sys.stderr)
        return 1
    with slot:
        try:
            draai(poort, processen)
        except KeyboardInterrupt:
            pass
        except (DemoFout, ingebed.IngebedFout) as fout:
            print(fout, file=sys.stderr)
            return 1
        finally:
            for teken in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(teken, signal.SIG_IGN)
            stop_alle(processen, str(VAR_MAP))
            ingebed.stop(VAR_MAP)
            meld("Gestopt.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
