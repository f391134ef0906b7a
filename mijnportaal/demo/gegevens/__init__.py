"""What the demo municipality consists of, as files that people can read and change."""

import json
from pathlib import Path
from typing import Any

MAP = Path(__file__).resolve().parent
PERSONEN = MAP.parent / "personen.json"


def lees(naam: str) -> Any:
    """Return the contents of one file of this folder."""
    return json.loads((MAP / naam).read_text(encoding="utf-8"))


def lees_alle(map_: str) -> list[Any]:
    """Return the contents of every file in a folder, in the order of their names."""
    return [json.loads(pad.read_text(encoding="utf-8")) for pad in sorted((MAP / map_).glob("*.json"))]


def personen() -> dict[str, list[dict[str, Any]]]:
    """Return the test persons; the identity provider of the demo reads the same file."""
    gegevens: dict[str, list[dict[str, Any]]] = json.loads(PERSONEN.read_text(encoding="utf-8"))
    return gegevens


def inwoner_of_bedrijf(sleutel: str) -> dict[str, Any] | None:
    """Return the resident or company with this key."""
    gegevens = personen()
    return next((p for p in [*gegevens["inwoners"], *gegevens["bedrijven"]] if p["sleutel"] == sleutel), None)
