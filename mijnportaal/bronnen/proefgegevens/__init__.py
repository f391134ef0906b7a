"""The invented people, companies and addresses of the demo, in the shapes of the real registers."""

import json
from functools import cache
from pathlib import Path
from typing import Any

MAP = Path(__file__).resolve().parent
# The people who can log in to the demo: they are the same people here.
PERSONEN = MAP.parent.parent / "demo" / "personen.json"


@cache
def lees(naam: str) -> Any:
    """Return the contents of one file of this folder."""
    return json.loads((MAP / naam).read_text(encoding="utf-8"))


@cache
def inwoners() -> list[dict[str, Any]]:
    """Return the people who can log in."""
    gevonden: list[dict[str, Any]] = json.loads(PERSONEN.read_text(encoding="utf-8"))["inwoners"]
    return gevonden
