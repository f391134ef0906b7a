"""Measure the ZGW APIs through the production web server, with one client and with eight, and print a table.

    make benchmark-zgw ZAKEN=100000

The reference figures are those of Open Zaak 1.30 on a machine of the same size (issue "Zaakkern en ZGW"); a ratio with
them tells an order of magnitude, because they were not measured in this run.
"""

import argparse
import base64
import http.client
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.meet import AANLOOP, VAR_MAP, WORTEL, rekentijd
from mijnportaal import ingebed
from mijnportaal.demo.draai import LOGMAP, omgeving, vrije_poort, wacht_op, website
from mijnportaal.demo.processen import stop_alle

SECONDEN = float(os.environ.get("SECONDEN", "5"))
CLIENTEN = 8
GROOT = 100_000_000
KLEIN = 1024 * 1024
# Milliseconds at 100,000 and 1,000,000 zaken with one client, requests per second with eight.
REFERENTIE = {
    "GET /zaken/{uuid}": (53, 77, 22),
    "GET /zaken?…inpBsn=": (63, 56, 32),
    "hetzelfde met expand": (190, 193, 8),
    "GET /zaken, eerste 100": (208, 315, 4),
    "GET /statussen?zaak=": (22, 45, 52),
    "POST /zaken": (63, 73, 19),
    "POST /statussen": (160, 215, 8),
    "POST /rollen": (80, 97, 18),
    "POST 1 MB document": (74, 82, 16),
    "download 1 MB": (19, 20, 75),
}


LEZEN = tuple(REFERENTIE)[:5]


@dataclass(frozen=True)
class Uitkomst:
    """One row: median and p95 in milliseconds with one client, requests per second with eight, processor time."""

    naam: str
    queries: int
    mediaan: float
    p95: float
    tempo: float
    rekentijd: float


class Vrager:
    """Sends requests of one kind on one connection, each time the next of its addresses and bodies."""

    def __init__(self, poort: int, verzoek: dict[str, Any], koppen: dict[str, str], nummers: "count[int]") -> None:
        self.verbinding = http.client.HTTPConnection("127.0.0.1", poort, timeout=60)
        self.verzoek, self.koppen, self.nummers = verzoek, koppen, nummers

    def __call__(self) -> float:
        """Return the milliseconds until the last byte."""
        nummer = next(self.nummers)
        pad = self.verzoek["paden"][nummer % len(self.verzoek["paden"])]
        inhoud = self.verzoek["inhouden"][nummer % len(self.verzoek["inhouden"])]
        tekst = None if inhoud is None else (inhoud if isinstance(inhoud, bytes) else json.dumps(inhoud).encode())
        begin = time.perf_counter()
        self.verbinding.request(self.verzoek["methode"], pad, tekst, self.koppen)
        antwoord = self.verbinding.getresponse()
        inhoud_terug = antwoord.read()
        if antwoord.status not in {self.verzoek["verwacht"], 206}:
            raise SystemExit(f"{self.verzoek['naam']}: {antwoord.status} {inhoud_terug[:400]!r}")
        return (time.perf_counter() - begin) * 1000


def meet(poort: int, verzoek: dict[str, Any], koppen: dict[str, str]) -> Uitkomst:
    """Return what one kind of request takes."""
    if verzoek["methode"] == "POST":
        verzoek["inhouden"] = [json.dumps(inhoud).encode() for inhoud in verzoek["inhouden"]]
    nummers = count()
    vraag = Vrager(poort, verzoek, koppen, nummers)
    for _keer in range(AANLOOP * 4):
        vraag()
    begin, tijden, einde = rekentijd(poort), [], time.monotonic() + SECONDEN
    while time.monotonic() < einde:
        tijden.append(vraag())
    gerekend = (rekentijd(poort) - begin) / len(tijden)
    tempo = _tempo([Vrager(poort, verzoek, koppen, nummers) for _client in range(CLIENTEN)])
    p95 = statistics.quantiles(tijden, n=20)[18]
    return Uitkomst(verzoek["naam"], verzoek["queries"], statistics.median(tijden), p95, tempo, gerekend)


def _tempo(vragers: list[Callable[[], float]]) -> float:
    """Return how many requests a second these clients get done together."""
    aantallen, einde = [0] * len(vragers), time.monotonic() + SECONDEN

    def werk(nummer: int) -> None:
        while time.monotonic() < einde:
            vragers[nummer]()
            aantallen[nummer] += 1

    draden = [threading.Thread(target=werk, args=[nummer]) for nummer in range(len(vragers))]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    return sum(aantallen) / SECONDEN


def tabel(uitkomsten: list[Uitkomst], zaken: int) -> str:
    """Return the outcome beside the reference as a Markdown table; × is how many times better we are."""
    kop = "| verzoek | queries | mediaan | p95 | rekentijd | × | 8 cliënten | × |"
    regels = [kop, "|---|--:|--:|--:|--:|--:|--:|--:|"]
    for uitkomst in uitkomsten:
        klein, groot, tempo = REFERENTIE[uitkomst.naam]
        toen = klein if zaken < 500_000 else groot
        regels.append(
            f"| {uitkomst.naam} | {uitkomst.queries} | {uitkomst.mediaan:.1f} ms | {uitkomst.p95:.1f} ms "
            f"| {uitkomst.rekentijd:.1f} ms | {toen / uitkomst.mediaan:.0f} | {uitkomst.tempo:.0f}/s "
            f"| {uitkomst.tempo / tempo:.0f} |"
        )
    return "\n".join(regels)


def geheugen(poort: int) -> list[int]:
    """Return the most memory that each process of the web server has had, in megabytes."""
    uit = []
    for proces in Path("/proc").glob("[0-9]*"):
        try:
            if f"127.0.0.1:{poort}\0" in (proces / "cmdline").read_text():
                regels = (proces / "status").read_text().splitlines()
                uit += [int(regel.split()[1]) // 1024 for regel in regels if regel.startswith("VmHWM")]
        except (OSError, IndexError):  # gone meanwhile
            continue
    return sorted(uit)


def groot(poort: int, verzoeken: list[dict[str, Any]], koppen: dict[str, str]) -> None:
    """Send a document of 100 MB and fetch it, some times: what passes through must not stay in memory."""
    klein = next(verzoek for verzoek in verzoeken if "gemaakt" in verzoek)
    document = json.loads(klein["inhouden"][0]) | {"bestandsomvang": GROOT}
    document["inhoud"] = base64.b64encode(os.urandom(GROOT)).decode()
    verbinding = http.client.HTTPConnection("127.0.0.1", poort, timeout=300)
    for _keer in range(3):
        verbinding.request("POST", klein["paden"][0], json.dumps(document).encode(), koppen)
        delen = urlsplit(json.loads(verbinding.getresponse().read())["inhoud"])
        verbinding.request("GET", f"{delen.path}?{delen.query}", None, koppen)
        antwoord = verbinding.getresponse()
        while antwoord.read(1024 * 1024):
            pass


def download(verzoeken: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the request that hands out the document that was made last."""
    klein = next(verzoek for verzoek in verzoeken if "gemaakt" in verzoek)
    delen = urlsplit(klein["gemaakt"])
    pad = f"{delen.path}?{delen.query}" if delen.query else delen.path
    return {
        "naam": "download 1 MB",
        "methode": "GET",
        "paden": [pad],
        "inhouden": [None],
        "verwacht": 200,
        "queries": klein["queries_download"],
    }


def main(argumenten: list[str]) -> None:
    """Fill, start, measure, stop."""
    ontleder = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ontleder.add_argument("--zaken", type=int, default=100_000)
    opties = ontleder.parse_args(argumenten)
    LOGMAP.mkdir(parents=True, exist_ok=True)
    poort = vrije_poort()
    env = {**omgeving(poort, {"smtp": vrije_poort(), "idp": vrije_poort()}), "LOGNIVEAU": "WARNING"}
    web = website(poort, env)
    try:
        ingebed.postgres(VAR_MAP)
        ingebed.valkey(VAR_MAP)
        for opdracht in (
            ["manage.py", "collectstatic", "--no-input", "-v0"],
            ["-m", "benchmarks.zgw_opstelling", str(opties.zaken), f"http://127.0.0.1:{poort}"],
        ):
            klaar = subprocess.run([sys.executable, *opdracht], cwd=WORTEL, env=env, stdout=subprocess.PIPE, check=True)
        opstelling = json.loads(klaar.stdout)
        web.start()
        wacht_op(web, f"http://127.0.0.1:{poort}/")
        verzoeken = [*opstelling["verzoeken"], download(opstelling["verzoeken"])]
        uitkomsten = [meet(poort, verzoek, opstelling["koppen"]) for verzoek in verzoeken]
        print(f"Register van {opstelling['zaken']} zaken; {SECONDEN:.0f} s per meting.\n")
        print(tabel(uitkomsten, opstelling["zaken"]))
        beperkt = [meet(poort, verzoek, opstelling["beperkt"]) for verzoek in verzoeken if verzoek["naam"] in LEZEN]
        print("\nEen cliënt met een recht per zaaktype, elk tot een eigen vertrouwelijkheid:\n")
        print(tabel(beperkt, opstelling["zaken"]))
        print(f"\nDownloads: {KLEIN / 1000 / uitkomsten[-1].rekentijd:.0f} MB/s per rekenkern.")
        print("Geheugen per proces, in MB:")
        print(f"- na deze metingen {geheugen(poort)}")
        groot(poort, opstelling["verzoeken"], opstelling["koppen"])
        print(f"- na drie documenten van {GROOT // 1_000_000} MB heen en terug {geheugen(poort)}")
    finally:
        stop_alle([web], str(VAR_MAP))
        ingebed.stop(VAR_MAP)


if __name__ == "__main__":
    main(sys.argv[1:])
