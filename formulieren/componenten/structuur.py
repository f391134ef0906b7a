"""What stands on a page without an answer of its own: groups, repeating groups, texts and notices."""

from collections.abc import Callable

from formulieren.definitie import Vraag

MELDINGSOORTEN = ("info", "waarschuwing", "fout", "ok")


def _fouten_groep(vraag: Vraag) -> list[str]:
    return [] if vraag.vragen else [f"{vraag.sleutel}: deze groep heeft geen vragen."]


def _fouten_herhaling(vraag: Vraag) -> list[str]:
    fouten = _fouten_groep(vraag)
    if any(deel.is_herhaling for deel in vraag.vragen):
        fouten.append(f"{vraag.sleutel}: een herhaling staat niet in een herhaling.")
    if not 0 <= vraag.min_rijen <= vraag.max_rijen <= 100:
        fouten.append(f"{vraag.sleutel}: het aantal rijen loopt van 0 tot ten hoogste 100.")
    if "nl" not in vraag.gegevens.get("label", {}):
        fouten.append(f"{vraag.sleutel}: het label ontbreekt.")
    return fouten


def _fouten_tekst(vraag: Vraag) -> list[str]:
    return [] if "nl" in vraag.gegevens.get("tekst", {}) else [f"{vraag.sleutel}: de tekst ontbreekt."]


def _fouten_melding(vraag: Vraag) -> list[str]:
    fout = vraag.gegevens.get("soort", "info") not in MELDINGSOORTEN
    return [*_fouten_tekst(vraag), *([f"{vraag.sleutel}: onbekende soort melding."] if fout else [])]


# Each with what is wrong with its definition.
STRUCTUUR: dict[str, Callable[[Vraag], list[str]]] = {
    "groep": _fouten_groep,
    "herhaling": _fouten_herhaling,
    "inhoud": _fouten_tekst,
    "melding": _fouten_melding,
}
