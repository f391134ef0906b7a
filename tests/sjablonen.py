"""Makes a template that asks for what is not there an error, in our own templates only."""

import sys
from pathlib import Path
from types import FrameType
from typing import Any

from mijnportaal.demo.processen import WORTEL

# With these as first filter the template says itself what to do when there is nothing.
VANGNETTEN = {"default", "default_if_none"}


class Onbekend(str):
    """Stands in for `string_if_invalid`: Django formats it with the name of the variable that it did not find."""

    __slots__ = ()

    def __mod__(self, naam: Any) -> str:
        kader = sys._getframe(1)
        expressie, context = kader.f_locals["self"], kader.f_locals["context"]
        if not _van_ons(context):
            return ""
        if expressie.filters and expressie.filters[0][0].__name__ in VANGNETTEN:
            return str(_zonder_waarde(expressie, context))
        raise AssertionError(f"{context.render_context.template.name}: {{{{ {naam} }}}} bestaat niet.{_regel(kader)}")


def _zonder_waarde(expressie: Any, context: Any) -> Any:
    """Return what production shows: the filters over an empty string."""
    motor = context.template.engine
    streng, motor.string_if_invalid = motor.string_if_invalid, ""
    try:
        return expressie.resolve(context)
    finally:
        motor.string_if_invalid = streng


def _van_ons(context: Any) -> bool:
    sjabloon = getattr(context.render_context, "template", None) or context.template
    naam = getattr(sjabloon.origin, "name", "") or ""
    return Path(naam).is_relative_to(WORTEL / "templates")


def _regel(kader: FrameType | None) -> str:
    """Return where in the template it stands, from the node that was being rendered."""
    while kader is not None:
        knoop = kader.f_locals.get("self")
        if (teken := getattr(knoop, "token", None)) is not None:
            return f" Regel {teken.lineno}."
        kader = kader.f_back
    return ""
