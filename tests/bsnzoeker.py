"""Looks for BSNs in what the application lets out; the plugin `tests.vertrouwelijk` does so for the whole run."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from stdnum.nl import bsn as elfproef

OMGEVING = "VERTROUWELIJK_MAP"
# The RSIN of the municipality has nine digits and passes the same check, but is no secret.
BEKEND = frozenset({"002564440"})
# Not inside a longer number, a hash or a fraction; the official test range is looked for with less mercy.
ELK = re.compile(r"(?<![0-9A-Za-z.])[0-9]{9}(?![0-9A-Za-z])|(?<![0-9])9999[0-9]{5}(?![0-9])")


def bsns_in(tekst: str) -> set[str]:
    """Return every number in the text that can be a BSN."""
    return {nummer for nummer in ELK.findall(tekst) if elfproef.is_valid(nummer)} - BEKEND


def noteer(bron: str, tekst: str) -> None:
    """Keep a text for the reading at the end; `bron` says where it was seen."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "").partition(" ")[0]
    regel = f"{bron}\t{test}\t{' '.join(tekst.split())}\n"
    with (verzamelmap() / f"{os.getpid()}.tsv").open("a", encoding="utf-8", errors="backslashreplace") as bestand:
        bestand.write(regel)


def lees_alles(map_: Path) -> Iterator[str]:
    """Yield a sentence for each line in this folder that holds what can be a BSN; the number itself is not repeated."""
    for pad in sorted(map_.iterdir()):
        with pad.open(encoding="utf-8", errors="replace") as bestand:
            for nummer, regel in enumerate(bestand, start=1):
                if bsns_in(regel):
                    bron, _tab, rest = regel.partition("\t")
                    yield f"{bron[:40]} {rest.partition('	')[0]} ({pad.name}:{nummer})"


def verzamelmap() -> Path:
    """Return the folder of this run, for processes that tests start."""
    return Path(os.environ[OMGEVING])
