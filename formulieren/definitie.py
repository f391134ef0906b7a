"""The definition of a form: a small JSON dialect, read into typed, immutable objects.

    {"titel": {"nl": "…", "en": "…"}, "samenvatting": {...}, "voor_wie": {...}, "nodig": [{...}],
     "vervolg": [{...}], "duur": 5, "icoon": "coin-euro",
     "omschrijving": "${categorie}: ${plaats}",
     "stappen": [{"sleutel": "plaats", "titel": {...}, "uitleg": {...},
                  "vragen": [{"id": "<uuid>", "sleutel": "plaats", "type": "locatie", "label": {...}, "hulp": {...},
                              "waarom": {...}, "verplicht": true, "naar": "locatie", …}]}]}

Every text is an object of language to sentence; Dutch is always there. A question keeps its id over all versions.
`naar` says what an answer becomes in the zaak: toelichting, locatie, naam, email, telefoon, eigenschap:<naam> or
document:<type>.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from string import Template
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

Json = Any


def vertaald(tekst: Mapping[str, str] | None) -> str:
    """Return the sentence in the language of the reader, in Dutch where there is no translation."""
    if not tekst:
        return ""
    return tekst.get(get_language() or "nl") or tekst["nl"]


@dataclass(frozen=True)
class Vraag:
    """One question, as defined; `gegevens` holds what only its type knows."""

    gegevens: Mapping[str, Json]

    @property
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
        return vertaald(self.gegevens["label"])

    @property
    def hulp(self) -> str:
        """Return the help below the label: how to answer, and why we ask (Awb 4:4)."""
        delen = (vertaald(self.gegevens.get("hulp")), vertaald(self.gegevens.get("waarom")))
        return " ".join(deel for deel in delen if deel)

    @property
    def verplicht(self) -> bool:
        return bool(self.gegevens.get("verplicht", True))

    @property
    def naar(self) -> tuple[str, str]:
        """Return what the answer becomes in the zaak: the kind, and the name within that kind."""
        soort, _dubbelepunt, naam = str(self.gegevens.get("naar", "")).partition(":")
        return soort, naam


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
    def vragen(self) -> tuple[Vraag, ...]:
        return tuple(Vraag(gegevens) for gegevens in self.gegevens["vragen"])


@dataclass(frozen=True)
class Definitie:
    """A whole form."""

    gegevens: Mapping[str, Json]

    @property
    def titel(self) -> str:
        return vertaald(self.gegevens["titel"])

    @property
    def samenvatting(self) -> str:
        return vertaald(self.gegevens["samenvatting"])

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
        """Return how many minutes it takes to fill in."""
        return int(self.gegevens["duur"])

    @property
    def icoon(self) -> str:
        return str(self.gegevens.get("icoon", "file-text"))

    @cached_property
    def stappen(self) -> tuple[Stap, ...]:
        return tuple(Stap(gegevens) for gegevens in self.gegevens["stappen"])

    def vragen(self) -> Iterator[Vraag]:
        """Yield every question, in the order in which they are asked."""
        for stap in self.stappen:
            yield from stap.vragen

    def stap(self, sleutel: str) -> Stap | None:
        """Return the step with this key."""
        return next((stap for stap in self.stappen if stap.sleutel == sleutel), None)

    def omschrijving(self, weergaven: Mapping[str, str]) -> str:
        """Return the one-line description of the zaak, made of answers; never longer than the 80 of RGBZ."""
        # A template without logic: an answer cannot reach anything but itself (S-21).
        tekst = " ".join(Template(self.gegevens["omschrijving"]).safe_substitute(weergaven).split())
        return tekst if len(tekst) <= 80 else f"{tekst[:79].rstrip()}…"
