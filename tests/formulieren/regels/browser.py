"""The two sides that work out a rule: ours in this process, and the browser's in one Node process."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self

from formulieren.regels.logica import Omgeving, Regelfout, bereken
from mijnportaal.demo.processen import WORTEL
from mijnportaal.kern.kalender import GELIJKGESTELD

NODE = WORTEL / ".venv" / "bin" / "node"
VANDAAG = date(2026, 11, 22)
TABELLEN: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "leges": [
        {"vanaf": "2027-01-01", "waarden": {"a": "13.00", "1": "2"}},
        {"vanaf": "2026-01-01", "waarden": {"a": "12.50", "1": "1"}},
        {"vanaf": "2026-01-01", "waarden": {"a": "12.75"}},
    ]
}


def omgeving() -> Omgeving:
    return Omgeving(VANDAAG, tabellen=TABELLEN)


def op_de_server(regel: Any, gegevens: Mapping[str, Any]) -> dict[str, Any]:
    """Return the outcome with its number of steps, or the fault."""
    eigen = omgeving()
    try:
        return {"uitkomst": bereken(regel, gegevens, eigen), "stappen": eigen.teller.stappen}
    except Regelfout as fout:
        return {"fout": [type(fout).__name__, fout.code]}


@dataclass
class Browser:
    """The browser's evaluator, alive for many questions."""

    programma: Path = Path(__file__).parent / "rekenaar.mjs"
    proces: "subprocess.Popen[str]" = field(init=False)

    def __enter__(self) -> Self:
        opdracht = [str(NODE), str(self.programma)]
        pijp = subprocess.PIPE
        self.proces = subprocess.Popen(opdracht, stdin=pijp, stdout=pijp, text=True, encoding="utf-8")
        return self

    def __exit__(self, *fout: object) -> None:
        self.proces.communicate(timeout=10)

    def vraag(self, regel: Any, gegevens: Mapping[str, Any]) -> dict[str, Any]:
        """Return the outcome with its number of steps, or the fault."""
        dagen = sorted(dag.isoformat() for dag in GELIJKGESTELD)
        kader = {"vandaag": VANDAAG.isoformat(), "gelijkgesteld": dagen, "tabellen": TABELLEN}
        return self.stuur({"regel": regel, "gegevens": gegevens, "omgeving": kader})

    def stuur(self, bericht: Mapping[str, Any]) -> dict[str, Any]:
        """Send one line and return the answer."""
        assert self.proces.stdin is not None
        assert self.proces.stdout is not None
        self.proces.stdin.write(json.dumps(bericht) + "\n")
        self.proces.stdin.flush()
        antwoord: dict[str, Any] = json.loads(self.proces.stdout.readline())
        return antwoord
