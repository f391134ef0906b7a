"""The answer to a script that keeps a page field by field: what follows from what was typed."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.template.loader import render_to_string

from formulieren.dossier import Dossier
from formulieren.regels.browser import browserregels
from formulieren.stapformulier import Onderdeel, Stapformulier


def bewaarantwoord(formulier: Stapformulier) -> dict[str, Any]:
    """Return the rules as they stand now, what was worked out, and the questions that look different."""
    return {
        "bewaard": True,
        "regels": browserregels(formulier),
        "uitkomsten": {
            deel.veld.name: deel.weergave
            for deel in _alle(formulier.onderdelen())
            if deel.veld and deel.soort == "uitkomst"
        },
        "delen": _delen(formulier),
    }


def _delen(formulier: Stapformulier) -> dict[str, str]:
    """Return the questions whose options or limits follow from other answers, drawn anew without judgement."""
    plannen = formulier.dossier.plan.vragen
    beweegt = {
        gesteld.naam
        for gesteld in formulier.vragen.values()
        if plannen[gesteld.vraag.sleutel].heeft_opties or plannen[gesteld.vraag.sleutel].dynamisch
    }
    if not beweegt:
        return {}
    vers = Stapformulier(Dossier(formulier.dossier.inzending), formulier.stap)
    return {
        deel.veld.name: render_to_string("formulieren/_onderdelen.html", {"delen": [deel]}).strip()
        for deel in _alle(vers.onderdelen())
        if deel.soort == "vraag" and deel.veld and deel.veld.name in beweegt
    }


def _alle(onderdelen: Iterable[Onderdeel]) -> Iterator[Onderdeel]:
    for deel in onderdelen:
        yield deel
        yield from _alle(deel.delen)
