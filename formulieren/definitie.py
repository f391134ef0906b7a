"""The definition of a form, read from JSON into typed, immutable objects; see docs/formulierdialect.md."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from string import Template
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

Json = Any
# The longest omschrijving of a zaak (RGBZ).
MAX_OMSCHRIJVING = 80
AANVRAAGDOCUMENT = "Aanvraag"
# How long people need for a question (R.B4), and how fast they read.
SECONDEN_PER_VRAAG = 10
SECONDEN = {"tekstvlak": 60, "bestanden": 180, "foto": 60, "begroting": 180, "kaart": 60, "locatie": 60}
WOORDEN_PER_MINUUT = 140


def vertaald(tekst: Mapping[str, str] | None) -> str:
    """Return the sentence in the language of the reader, in Dutch where there is no translation."""
    if not tekst:
        return ""
    return tekst.get(get_language() or "nl") or tekst.get("nl", "")


class Verplicht(StrEnum):
    """Whether a question needs an answer: before sending, later, or never."""

    HARD = "hard"
    ZACHT = "zacht"
    NIET = "niet"


@dataclass(frozen=True)
class Vraag:
    """One question, as defined; `gegevens` holds what only its type knows.

    A group and a repeating group are questions too: their `vragen` are the questions inside.
    """

    gegevens: Mapping[str, Json]

    @cached_property
    def id(self) -> UUID:
        return UUID(self.gegevens["id"])

    @property
    def sleutel(self) -> str:
        return str(self.gegevens["sleutel"])

    @property
    def type(self) -> str:
        return str(self.gegevens["type"])

    @property
    def label(self) -> str:
        return vertaald(self.gegevens.get("label"))

    @property
    def hulp(self) -> str:
        """Return the help below the label: how to answer, and why we ask (Awb 4:4)."""
        delen = (vertaald(self.gegevens.get("hulp")), vertaald(self.gegevens.get("waarom")))
        return " ".join(deel for deel in delen if deel)

    @property
    def verplicht(self) -> Verplicht:
        """Return whether an answer is required where no rule says otherwise."""
        return Verplicht(self.gegevens.get("verplicht", Verplicht.HARD))

    @property
    def naar(self) -> tuple[str, str]:
        """Return what the answer becomes in the zaak: the kind, and the name within that kind."""
        soort, _dubbelepunt, naam = str(self.gegevens.get("naar", "")).partition(":")
        return soort, naam

    def toont_in(self, plaats: str) -> bool:
        """Tell whether the answer is shown in `samenvatting`, `pdf` or `mail`."""
        return plaats in self.gegevens.get("toon", ("samenvatting", "pdf"))

    def regel(self, naam: str) -> Json:
        """Return one of the rules of this question (`zichtbaar`, `waarde`, …), or None."""
        return self.gegevens.get(naam)

    @property
    def is_groep(self) -> bool:
        return self.type == "groep"

    @property
    def is_herhaling(self) -> bool:
        return self.type == "herhaling"

    @property
    def is_tekst(self) -> bool:
        """Tell whether there is nothing to answer here: a text or a notice."""
        return self.type in {"inhoud", "melding"}

    @cached_property
    def vragen(self) -> tuple["Vraag", ...]:
        """Return the questions inside a group or a repeating group."""
        return tuple(Vraag(gegevens) for gegevens in self.gegevens.get("vragen", ()))

    @property
    def min_rijen(self) -> int:
        """Return how many rows a repeating group has at least."""
        return int(self.gegevens.get("min", 0))

    @property
    def max_rijen(self) -> int:
        """Return how many rows a repeating group has at most."""
        return int(self.gegevens.get("max", 20))

    @property
    def rijnaam(self) -> str:
        """Return what one row is called, such as "kind"."""
        return vertaald(self.gegevens.get("rijnaam")) or self.label

    def rijtitel(self, weergaven: Mapping[str, str], nummer: int) -> str:
        """Return the heading of a row: its own template, or its name and number while answers are missing."""
        tekst = vertaald(self.gegevens.get("rijtitel"))
        compleet = tekst and all(weergaven.get(naam) for naam in Template(tekst).get_identifiers())
        return sjabloon(tekst, weergaven) if compleet else f"{self.rijnaam} {nummer}".strip()


def sjabloon(tekst: str, weergaven: Mapping[str, str]) -> str:
    """Return the text with `${key}` replaced by the answer of that question.

    A template without logic: an answer cannot reach anything but itself (S-21).
    """
    return " ".join(Template(tekst).safe_substitute(weergaven).split())


@dataclass(frozen=True)
class Stap:
    """One page of the form: one topic."""

    gegevens: Mapping[str, Json]

    @property
    def sleutel(self) -> str:
        return str(self.gegevens["sleutel"])

    @property
    def titel(self) -> str:
        return vertaald(self.gegevens["titel"])

    @property
    def uitleg(self) -> str:
        return vertaald(self.gegevens.get("uitleg"))

    @cached_property
    def onderdelen(self) -> tuple[Vraag, ...]:
        """Return what stands on the page as it is nested: questions, groups, repeating groups and texts."""
        return tuple(Vraag(gegevens) for gegevens in self.gegevens["vragen"])

    @cached_property
    def vragen(self) -> tuple[Vraag, ...]:
        """Return the questions of the page that have an answer, those in groups included; a repeating group is one."""
        return tuple(vraag for vraag in _uitgevouwen(self.onderdelen) if not (vraag.is_groep or vraag.is_tekst))


def _uitgevouwen(onderdelen: tuple[Vraag, ...]) -> Iterator[Vraag]:
    for vraag in onderdelen:
        yield vraag
        if vraag.is_groep:
            yield from _uitgevouwen(vraag.vragen)


@dataclass(frozen=True)
class Definitie:
    """A whole form."""

    gegevens: Mapping[str, Json]

    @property
    def titel(self) -> str:
        return vertaald(self.gegevens["titel"])

    @property
    def samenvatting(self) -> str:
        return vertaald(self.gegevens.get("samenvatting"))

    @property
    def voor_wie(self) -> str:
        """Return for whom this form is; an empty string when it is for everybody."""
        return vertaald(self.gegevens.get("voor_wie"))

    @property
    def nodig(self) -> list[str]:
        """Return what someone should have at hand before starting."""
        return [vertaald(tekst) for tekst in self.gegevens.get("nodig", [])]

    @property
    def vervolg(self) -> list[str]:
        """Return what happens after sending, in order."""
        return [vertaald(tekst) for tekst in self.gegevens.get("vervolg", [])]

    @property
    def duur(self) -> int:
        """Return how many minutes it takes to fill in: as the form says, else by what is asked and what is read."""
        return int(self.gegevens.get("duur") or self._geschatte_duur())

    def _geschatte_duur(self) -> int:
        vragen = [vraag for vraag in self.elke_vraag() if not (vraag.is_tekst or vraag.is_groep or vraag.is_herhaling)]
        invullen = sum(SECONDEN.get(vraag.type, SECONDEN_PER_VRAAG) for vraag in vragen)
        woorden = sum(len(f"{v.label} {v.hulp} {vertaald(v.gegevens.get('tekst'))}".split()) for v in self.elke_vraag())
        return max(1, round((invullen + 60 * woorden / WOORDEN_PER_MINUUT) / 60))

    @property
    def documenttype(self) -> str:
        """Return the type of the document that holds the answers, as the zaaktype calls it."""
        return str(self.gegevens.get("document", AANVRAAGDOCUMENT))

    @property
    def icoon(self) -> str:
        return str(self.gegevens.get("icoon", "file-text"))

    @cached_property
    def stappen(self) -> tuple[Stap, ...]:
        """Return every page, also one that does not apply to everybody."""
        return tuple(Stap(gegevens) for gegevens in self.gegevens["stappen"])

    def vragen(self) -> Iterator[Vraag]:
        """Yield every question with an answer, in the order in which they are asked; a repeating group is one."""
        for stap in self.stappen:
            yield from stap.vragen

    def elke_vraag(self) -> Iterator[Vraag]:
        """Yield everything that has an id: groups, texts, repeating groups and the questions inside them."""
        for stap in self.stappen:
            for vraag in _uitgevouwen(stap.onderdelen):
                yield vraag
                if vraag.is_herhaling:
                    yield from _uitgevouwen(vraag.vragen)

    @cached_property
    def op_id(self) -> Mapping[UUID, Vraag]:
        """Return every question by its stable id."""
        return {vraag.id: vraag for vraag in self.elke_vraag()}

    def stap(self, sleutel: str) -> Stap | None:
        """Return the step with this key."""
        return next((stap for stap in self.stappen if stap.sleutel == sleutel), None)

    def omschrijving(self, weergaven: Mapping[str, str]) -> str:
        """Return the one-line description of the zaak, made of answers; never longer than the 80 of RGBZ."""
        tekst = sjabloon(self.gegevens["omschrijving"], weergaven)
        return tekst if len(tekst) <= MAX_OMSCHRIJVING else f"{tekst[: MAX_OMSCHRIJVING - 1].rstrip()}…"
