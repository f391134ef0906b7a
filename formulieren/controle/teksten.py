"""The texts of a form: each in every language of the form, and a legal ground where an answer is demanded."""

from collections.abc import Iterator, Mapping

from django.conf import settings
from django.utils.translation import gettext as _

from formulieren.controle.gebrek import Gebrek
from formulieren.definitie import Definitie, Json, Stap, Verplicht, Vraag

# Names whose value is one text, a list of texts, or an object of texts, wherever they stand in a definition.
TEKSTEN = (
    "titel", "samenvatting", "voor_wie", "label", "hulp", "waarom", "grondslag", "uitleg", "tekst", "melding",
    "rijtitel", "rijnaam",
)  # fmt: skip
LIJSTEN = ("nodig", "vervolg")


def tekstgebreken(definitie: Definitie) -> list[Gebrek]:
    """Return every text that is missing in a language of the form, and every demand without legal ground."""
    return [*_vertalingen(definitie), *_grondslagen(definitie)]


def talen(definitie: Definitie) -> list[str]:
    """Return the languages in which this form can be filled in; all of ours where it does not say."""
    return list(definitie.gegevens.get("talen") or [code for code, _naam in settings.LANGUAGES])


def _vertalingen(definitie: Definitie) -> Iterator[Gebrek]:
    nodig = talen(definitie)
    for plaats, naam, tekst in _teksten("", definitie.gegevens):
        for taal in nodig:
            if not str(tekst.get(taal, "")).strip():
                yield Gebrek(
                    plaats, _("%(naam)s: deze tekst ontbreekt in taal %(taal)s.") % {"naam": naam, "taal": taal}
                )


def _teksten(plaats: str, knoop: Json) -> Iterator[tuple[str, str, Mapping[str, Json]]]:
    """Yield every text with the key of the question or page around it."""
    if isinstance(knoop, list):
        for deel in knoop:
            yield from _teksten(plaats, deel)
    if not isinstance(knoop, Mapping):
        return
    plaats = str(knoop.get("sleutel", plaats))
    for naam, waarde in knoop.items():
        if naam in TEKSTEN and isinstance(waarde, Mapping):
            yield plaats, naam, waarde
        elif naam in LIJSTEN:
            yield from ((plaats, naam, tekst) for tekst in waarde)
        elif naam == "foutteksten":
            yield from ((plaats, f"{naam} {code}", tekst) for code, tekst in waarde.items())
        elif naam in {"stappen", "vragen", "opties", "blokkades", "prijs"}:
            yield from _teksten(plaats, waarde)


def _grondslagen(definitie: Definitie) -> Iterator[Gebrek]:
    """Tell which question must be answered without a law that asks it (Awb 4:4)."""
    for stap in definitie.stappen:
        for vraag in _diep(stap):
            hard = vraag.verplicht == Verplicht.HARD or "verplicht_als" in vraag.gegevens
            grond = vraag.gegevens.get("grondslag") or stap.gegevens.get("grondslag")
            if hard and not (grond or definitie.gegevens.get("grondslag")):
                yield Gebrek(vraag.sleutel, _("Deze vraag is verplicht zonder wettelijke grond (Awb 4:4)."))


def _diep(stap: Stap) -> Iterator[Vraag]:
    for vraag in stap.vragen:
        yield from vraag.vragen if vraag.is_herhaling else (vraag,)
