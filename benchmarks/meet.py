"""Measure the pages that people wait for, through the production web server, and print a table.

    make benchmark ZAKEN=100000

Everything stays on this machine: own database and broker under var/benchmark, kept so that a second run starts at once.
"""

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

WORTEL = Path(__file__).resolve().parent.parent
VAR_MAP = Path(os.environ.get("VAR_MAP", WORTEL / "var" / "benchmark")).resolve()
# The programs of the demo read it when they are imported.
os.environ["VAR_MAP"] = str(VAR_MAP)

from mijnportaal import ingebed
from mijnportaal.demo.draai import LOGMAP, omgeving, vrije_poort, wacht_op, website
from mijnportaal.demo.processen import stop_alle

AANLOOP = 3
TOKEN = "a" * 32  # the same in cookie and form: that is what the CSRF check compares


@dataclass(frozen=True)
class Meting:
    """The times of one kind of request in milliseconds; `rekentijd` is what the web server computed for each."""

    wat: dict[str, Any]
    tijden: list[float]
    rekentijd: float


def stel_op(env: dict[str, str], zaken: int, keer: int) -> dict[str, Any]:
    """Return what there is to measure."""
    for opdracht in (
        ["manage.py", "collectstatic", "--no-input", "-v0"],
        ["-m", "benchmarks.opstelling", str(zaken), str(keer)],
    ):
        klaar = subprocess.run([sys.executable, *opdracht], cwd=WORTEL, env=env, stdout=subprocess.PIPE, check=True)
    gegevens: dict[str, Any] = json.loads(klaar.stdout)
    return gegevens


def klok(doe: Callable[[], http.client.HTTPResponse], verwacht: int) -> float:
    """Return the milliseconds until the last byte of an answer."""
    begin = time.perf_counter()
    antwoord = doe()
    antwoord.read()
    duur = (time.perf_counter() - begin) * 1000
    if antwoord.status != verwacht:
        raise SystemExit(f"Antwoord {antwoord.status} in plaats van {verwacht}.")
    return duur


def haal(poort: int, pad: str, koppen: dict[str, str], inhoud: str | None = None) -> http.client.HTTPResponse:
    """Return the answer to one request on a connection of its own."""
    verbinding = http.client.HTTPConnection("127.0.0.1", poort, timeout=60)
    verbinding.request("POST" if inhoud is not None else "GET", pad, inhoud, koppen)
    return verbinding.getresponse()


def rekentijd(poort: int) -> float:
    """Return the milliseconds of processor time that the web server on this port has used."""
    seconden = 0.0
    for proces in Path("/proc").glob("[0-9]*"):
        try:
            if f"127.0.0.1:{poort}\0" in (proces / "cmdline").read_text():
                velden = (proces / "stat").read_text().rpartition(")")[2].split()
                seconden += (int(velden[11]) + int(velden[12])) / os.sysconf("SC_CLK_TCK")
        except OSError:  # it ended while we looked
            continue
    return seconden * 1000


def meet(poort: int, wat: dict[str, Any], doen: Sequence[Callable[[], float]]) -> Meting:
    """Return the times of these requests after a few that only warm up."""
    for doe in doen[:AANLOOP]:
        doe()
    begin = rekentijd(poort)
    tijden = [doe() for doe in doen[AANLOOP:]]
    return Meting(wat, tijden, (rekentijd(poort) - begin) / len(tijden))


def meet_paginas(poort: int, opstelling: dict[str, Any], keer: int) -> list[Meting]:
    """Return what each page takes."""
    metingen = []
    for pagina in opstelling["paginas"]:
        koppen = {"Cookie": f"{opstelling['cookie']}={pagina['sessie']}"}
        haal_pagina = partial(haal, poort, pagina["pad"], koppen)
        metingen.append(meet(poort, pagina, [partial(klok, haal_pagina, 200)] * (AANLOOP + keer)))
    return metingen


def meet_versturen(poort: int, opstelling: dict[str, Any]) -> Meting:
    """Return what sending takes, each time with a draft of its own."""
    versturen = opstelling["versturen"]
    koppen = {
        "Cookie": f"{opstelling['cookie']}={versturen['sessie']}; {opstelling['csrf']}={TOKEN}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    inhoud = f"csrfmiddlewaretoken={TOKEN}&naar_waarheid=on"
    verstuur = [partial(haal, poort, adres, koppen, inhoud) for adres in versturen["adressen"]]
    return meet(poort, versturen, [partial(klok, doe, 302) for doe in verstuur])


def tabel(metingen: list[Meting]) -> str:
    """Return the outcome as a Markdown table."""
    regels = ["| wat | queries | mediaan | p95 | budget p95 | rekentijd |", "|---|--:|--:|--:|--:|--:|"]
    for meting in metingen:
        wat, p95 = meting.wat, statistics.quantiles(meting.tijden, n=20)[18]
        cijfers = (
            f"{statistics.median(meting.tijden):.0f} ms | {p95:.0f} ms | {wat['budget']} ms | {meting.rekentijd:.0f} ms"
        )
        regels.append(f"| {wat['naam']} | {wat['queries']} | {cijfers} |")
    return "\n".join(regels)


def main(argumenten: list[str]) -> None:
    """Fill, start, measure, stop."""
    ontleder = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ontleder.add_argument("--zaken", type=int, default=100_000)
    ontleder.add_argument("--keer", type=int, default=40)
    opties = ontleder.parse_args(argumenten)
    LOGMAP.mkdir(parents=True, exist_ok=True)
    poort = vrije_poort()
    env = {**omgeving(poort, {"smtp": vrije_poort(), "idp": vrije_poort()}), "LOGNIVEAU": "WARNING"}
    web = website(poort, env)
    try:
        ingebed.postgres(VAR_MAP)
        ingebed.valkey(VAR_MAP)
        opstelling = stel_op(env, opties.zaken, AANLOOP + opties.keer // 2)
        web.start()
        wacht_op(web, f"http://127.0.0.1:{poort}/")
        metingen = [*meet_paginas(poort, opstelling, opties.keer), meet_versturen(poort, opstelling)]
        print(f"Register van {opstelling['zaken']} zaken, één bezoeker tegelijk, {opties.keer} metingen per pagina.\n")
        print(tabel(metingen))
    finally:
        stop_alle([web], str(VAR_MAP))
        ingebed.stop(VAR_MAP)


if __name__ == "__main__":
    main(sys.argv[1:])
