"""Which questions can be filled in, from which source, and with which of its data."""

from dataclasses import dataclass

from formulieren.definitie import Definitie, Vraag
from formulieren.models import Antwoord
from mijnportaal.bronnen import brp, kvk

Bron = Antwoord.Bron
REGISTERS = frozenset({Bron.BRP, Bron.KVK})
PROFIEL = frozenset({
    "naam", "voornamen", "voorvoegsel", "geslachtsnaam", "geboortedatum", "email", "telefoon", "adres", "adres.straat",
    "adres.huisnummer", "adres.postcode", "adres.woonplaats",
})  # fmt: skip


@dataclass(frozen=True)
class Vulling:
    """One question that has a source; `vast` when the person cannot change what that source says."""

    vraag: Vraag
    bron: Bron
    gegeven: str
    vast: bool


def vulling_van(vraag: Vraag) -> Vulling | None:
    """Return where the answer to this question can come from; nothing for most questions."""
    gegevens = vraag.gegevens.get("vulling")
    if not gegevens:
        return None
    bron = Bron(gegevens["bron"])
    return Vulling(vraag, bron, gegeven_van(bron, str(gegevens["gegeven"])), bool(gegevens.get("vast")))


def vullingen_van(definitie: Definitie) -> list[Vulling]:
    """Return every question outside repeating groups that has a source."""
    return [vulling for vraag in definitie.vragen() if (vulling := vulling_van(vraag))]


def gegeven_van(bron: Bron, pad: str) -> str:
    """Return our name for what a source is asked; an empty string when it does not have that."""
    if bron == Bron.BRP:
        return brp.gegeven_van(pad)
    if bron == Bron.KVK:
        return kvk.gegeven_van(pad)
    if bron == Bron.PROFIEL:
        return pad if pad in PROFIEL else ""
    return pad


def betekenis_van(vraag: Vraag) -> str:
    """Return what an answer means in any form, so that it can be offered in the next one; mostly nothing."""
    vulling = vraag.gegevens.get("vulling") or {}
    eigen = vulling.get("gegeven", "") if vulling.get("bron") == Bron.EERDER else ""
    return str(vraag.gegevens.get("betekenis") or eigen)


def fouten_in_vullingen(definitie: Definitie) -> list[str]:
    """Return what is wrong with the sources in a definition, for the check at publishing."""
    fouten = []
    boven = {vraag.id for vraag in definitie.vragen()}
    for vraag in definitie.elke_vraag():
        if vulling := vraag.gegevens.get("vulling"):
            fouten += [f"{vraag.sleutel}: {fout}" for fout in _fouten(vraag, vulling, bovenaan=vraag.id in boven)]
    return fouten


def _fouten(vraag: Vraag, vulling: dict[str, object], *, bovenaan: bool) -> list[str]:
    bron, pad = str(vulling.get("bron", "")), str(vulling.get("gegeven", ""))
    bekend = {Bron.BRP, Bron.KVK, Bron.PROFIEL, Bron.EERDER}
    if bron not in bekend:
        return [f"de bron {bron or '(leeg)'} bestaat niet."]
    fouten = [] if pad and gegeven_van(Bron(bron), pad) else [f"de bron {bron} heeft geen gegeven {pad or '(leeg)'}."]
    if vulling.get("vast") and bron not in REGISTERS:
        fouten.append("alleen een basisregistratie kan een antwoord vastzetten.")
    if not bovenaan:
        fouten.append("een vraag in een herhaling kan niet vooraf ingevuld worden.")
    return fouten
