"""Exports made for a test: only what the test is about, the rest as an export has it."""

import io
import json
import zipfile
from typing import Any

STAP = "5d6f0b5e-0000-4000-8000-000000000001"


def component(sleutel: str, type_: str, /, **anders: Any) -> dict[str, Any]:
    """Return a component with what every component of an export has."""
    return {"key": sleutel, "type": type_, "label": f"Label {sleutel}", "validate": {}, "conditional": {}, **anders}


def export(*componenten: dict[str, Any], **delen: Any) -> io.BytesIO:
    """Return the zip of a form with one page; `regels`, `variabelen` and `formulier` may be given."""
    formulier = {"uuid": "5d6f0b5e-0000-4000-8000-000000000000", "name": "Proef", "slug": "proef", "steps": []}
    stap = {"uuid": STAP, "index": 0, "slug": "stap", "name": "Stap", "configuration": {"components": componenten}}
    return inpakken(
        {
            "forms": [{**formulier, **delen.get("formulier", {})}],
            "formSteps": delen.get("stappen", [stap]),
            "formDefinitions": [],
            "formLogic": delen.get("regels", []),
            "formVariables": delen.get("variabelen", []),
            "_meta": {"of_release": "proef"},
        }
    )


def inpakken(delen: dict[str, Any]) -> io.BytesIO:
    """Return a zip with these JSON files."""
    bestand = io.BytesIO()
    with zipfile.ZipFile(bestand, "w", zipfile.ZIP_DEFLATED) as archief:
        for naam, inhoud in delen.items():
            archief.writestr(f"{naam}.json", json.dumps(inhoud))
    bestand.seek(0)
    return bestand


def regel(trigger: Any, *acties: dict[str, Any], order: int = 0) -> dict[str, Any]:
    """Return a rule of an export."""
    return {"json_logic_trigger": trigger, "order": order, "actions": list(acties), "trigger_from_step": None}


def eigenschap(sleutel: str, naam: str, *, aan: bool) -> dict[str, Any]:
    """Return an action that sets a property of a component."""
    doe = {"type": "property", "property": {"value": naam, "type": "bool"}, "state": aan}
    return {"component": sleutel, "action": doe}
