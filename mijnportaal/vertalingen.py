"""Collect the Dutch sentences of code and templates, and check that each has its English translation.

`python -m mijnportaal.vertalingen haal-op` brings locale/en up to date; `controleer` names what is missing and exits
with 1. Babel does the work, so that no gettext tools need to be on the machine.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_javascript, extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

BASIS = Path(__file__).resolve().parent.parent
PO = BASIS / "locale" / "en" / "LC_MESSAGES" / "django.po"
MAPPEN = ("mijnportaal", "zaken", "formulieren", "klantcontact", "archief")
FUNCTIES: dict[str, Any] = dict.fromkeys(
    (
        "_",
        "_t",
        "_lui",
        "gettext",
        "gettext_lazy",
        "ngettext",
        "ngettext_lazy",
        "pgettext",
        "pgettext_lazy",
        "npgettext",
    )
)
ENKEL_EN_MEER = {"ngettext", "ngettext_lazy", "npgettext"}
KOPREGELS = tuple(
    f'"{naam}:'.encode()
    for naam in (
        "Project-Id-Version",
        "Report-Msgid-Bugs-To",
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
    )
)
# What a translation has to keep: %(name)s, {name} and tags.
PLAATSHOUDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|<[^>]+>")
MET_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext"}


def zinnen() -> Iterator[tuple[str, int, str, object]]:
    """Yield file, line, function and message of every sentence that is marked for translation."""
    for map_ in MAPPEN:
        for pad in sorted((BASIS / map_).rglob("*.py")):
            yield from _uit(pad, extract_python(BytesIO(pad.read_bytes()), FUNCTIES, [], {}))
    for pad in sorted((BASIS / "templates").rglob("*.*")):
        # Django turns a template into calls of gettext among letters X; the lexer for JavaScript reads that best.
        aanroepen = templatize(pad.read_text(encoding="utf-8"), origin=str(pad)).encode()
        yield from _uit(pad, extract_javascript(BytesIO(aanroepen), FUNCTIES, [], {}))


def _uit(pad: Path, gevonden: object) -> Iterator[tuple[str, int, str, object]]:
    for regel, functie, bericht, _opmerkingen in gevonden:  # type: ignore[attr-defined]
        yield str(pad.relative_to(BASIS)), regel, functie, bericht


def verzamel() -> Catalog:
    """Return all sentences as a catalogue without translations."""
    catalogus = Catalog(domain="django", charset="utf-8")
    for bestand, _regel, functie, bericht in zinnen():
        delen = [deel for deel in (bericht if isinstance(bericht, tuple) else (bericht,)) if isinstance(deel, str)]
        context = delen.pop(0) if functie in MET_CONTEXT else None
        sleutel = tuple(delen[:2]) if functie in ENKEL_EN_MEER else delen[0] if delen else ""
        if sleutel:
            catalogus.add(sleutel, locations=[(bestand, 0)], context=context)
    return catalogus


def haal_op() -> None:
    """Write the catalogue with what is new and without what is gone; no line numbers, so that a diff is small."""
    bestaand = _lees()
    bestaand.update(verzamel(), no_fuzzy_matching=True)
    bestaand.obsolete.clear()
    tekst = BytesIO()
    write_po(tekst, bestaand, sort_output=True, no_location=True, width=120)
    PO.parent.mkdir(parents=True, exist_ok=True)
    # Dates, names and tool versions in the head would make every run a change.
    PO.write_bytes(b"".join(regel for regel in tekst.getvalue().splitlines(True) if not regel.startswith(KOPREGELS)))


def ontbrekend() -> list[str]:
    """Return the sentences without a finished English translation, and the translations of sentences that are gone."""
    bekend, nodig = _lees(), verzamel()
    fouten = []
    for bericht in nodig:
        vertaling = bekend.get(bericht.id, context=bericht.context) if bericht.id else None
        if bericht.id and (vertaling is None or vertaling.fuzzy or not _is_vol(vertaling.string)):
            fouten.append(f"geen vertaling: {bericht.id!r}")
        elif vertaling and _plaatshouders(bericht.id) != _plaatshouders(vertaling.string):
            fouten.append(f"andere plaatshouders: {bericht.id!r}")
    fouten += [f"staat nergens meer: {b.id!r}" for b in bekend if b.id and nodig.get(b.id, context=b.context) is None]
    return fouten


def _plaatshouders(tekst: object) -> list[set[str]]:
    delen = tekst if isinstance(tekst, (tuple, list)) else (tekst,)
    return [set(PLAATSHOUDER.findall(str(deel))) for deel in delen]


def _is_vol(vertaling: object) -> bool:
    return all(vertaling) if isinstance(vertaling, (tuple, list)) else bool(vertaling)


def _lees() -> Catalog:
    if not PO.exists():
        return Catalog(
            locale="en",
            domain="django",
            charset="utf-8",
            header_comment="# English, beside the Dutch msgids.",
            fuzzy=False,  # Babel does not compile a catalogue that calls itself unfinished
        )
    with PO.open("rb") as bestand:
        return read_po(bestand, locale="en", domain="django")


def main() -> int:
    if sys.argv[1:] == ["haal-op"]:
        haal_op()
    fouten = ontbrekend()
    print("\n".join(fouten) or "Alle zinnen hebben een Engelse vertaling.")
    return 1 if fouten else 0


if __name__ == "__main__":
    sys.exit(main())
