"""The rules of one definition, compiled once and put in the order in which they can be worked out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from formulieren.componenten import Component, component_voor
from formulieren.definitie import Definitie, Json, Stap, Vraag
from formulieren.regels.logica import Regel, compileer, sleutels_in
from formulieren.regels.volgorde import volgorde

# What every form knows of the person and the channel, without asking.
GEGEVEN = ("kanaal", "ingelogd", "niveau", "soort_invuller")
REGELS = ("zichtbaar", "verplicht_als", "alleen_lezen", "waarde")


@dataclass(frozen=True)
class Vraagplan:
    """One question with its compiled rules."""

    vraag: Vraag
    regels: Mapping[str, Regel]
    dynamisch: Mapping[str, Regel]
    opties: Mapping[str, Regel]

    @cached_property
    def component(self) -> Component:
        """Return the component; not for groups and texts, which have none."""
        return component_voor(self.vraag)

    @property
    def heeft_opties(self) -> bool:
        return bool(self.opties)


def _vraagplan(vraag: Vraag) -> Vraagplan:
    return Vraagplan(
        vraag,
        {naam: compileer(vraag.regel(naam)) for naam in REGELS if vraag.regel(naam) is not None},
        {naam: compileer(regel) for naam, regel in vraag.gegevens.get("dynamisch", {}).items()},
        {optie["code"]: compileer(optie["als"]) for optie in vraag.gegevens.get("opties", ()) if "als" in optie},
    )


def regels_van(vraag: Vraag) -> Iterator[tuple[str, Json]]:
    """Yield every rule of a question with where it stands, those of the questions inside not included."""
    yield from ((naam, vraag.regel(naam)) for naam in REGELS if vraag.regel(naam) is not None)
    yield from vraag.gegevens.get("dynamisch", {}).items()
    yield from (
        (f"optie {optie['code']}", optie["als"]) for optie in vraag.gegevens.get("opties", ()) if "als" in optie
    )


@dataclass(frozen=True)
class Knoop:
    """One thing to work out: a page, a question (with what is inside it), or a variable."""

    naam: str
    sleutels: frozenset[str]
    ouders: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rekenplan:
    """A whole definition, ready to be worked out again and again."""

    definitie: Definitie
    knopen: Mapping[str, Knoop] = field(init=False)
    volgorde: tuple[str, ...] = field(init=False)
    rijvolgorde: Mapping[str, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "knopen", {knoop.naam: knoop for knoop in self._knopen()})
        object.__setattr__(self, "volgorde", tuple(_geordend(self.knopen)))
        herhalingen = [vraag for vraag in self.definitie.vragen() if vraag.is_herhaling]
        object.__setattr__(self, "rijvolgorde", {h.sleutel: tuple(_rijvolgorde(h)) for h in herhalingen})

    @cached_property
    def vragen(self) -> Mapping[str, Vraagplan]:
        return {vraag.sleutel: _vraagplan(vraag) for vraag in self.definitie.elke_vraag()}

    @cached_property
    def stappen(self) -> Mapping[str, Regel]:
        """Return the rule of every page that does not always apply."""
        return {
            stap.sleutel: compileer(stap.gegevens["van_toepassing"])
            for stap in self.definitie.stappen
            if "van_toepassing" in stap.gegevens
        }

    @cached_property
    def variabelen(self) -> Mapping[str, Regel]:
        return {rij["sleutel"]: compileer(rij["waarde"]) for rij in self.definitie.gegevens.get("variabelen", ())}

    @cached_property
    def blokkades(self) -> tuple[tuple[Regel, Mapping[str, Any]], ...]:
        return tuple((compileer(rij["als"]), rij) for rij in self.definitie.gegevens.get("blokkades", ()))

    @cached_property
    def routes(self) -> tuple[tuple[Regel, Mapping[str, Any]], ...]:
        return tuple((compileer(rij["als"]), rij) for rij in self.definitie.gegevens.get("routes", ()))

    @cached_property
    def prijs(self) -> Regel | None:
        prijs = self.definitie.gegevens.get("prijs")
        return compileer(prijs["bedrag"]) if prijs else None

    def _knopen(self) -> Iterator[Knoop]:
        for stap in self.definitie.stappen:
            yield Knoop(stapnaam(stap), sleutels_in(stap.gegevens.get("van_toepassing")))
            yield from _vraagknopen(stap.onderdelen, stapnaam(stap))
        for rij in self.definitie.gegevens.get("variabelen", ()):
            yield Knoop(rij["sleutel"], sleutels_in(rij["waarde"]))


def stapnaam(stap: Stap) -> str:
    """Return the name of a page among the things to work out; a key of a question has no colon."""
    return f"stap:{stap.sleutel}"


def _vraagknopen(vragen: tuple[Vraag, ...], ouder: str) -> Iterator[Knoop]:
    for vraag in vragen:
        yield Knoop(vraag.sleutel, _sleutels(vraag), (ouder,))
        if vraag.is_groep:
            yield from _vraagknopen(vraag.vragen, vraag.sleutel)


def _sleutels(vraag: Vraag) -> frozenset[str]:
    """Return the keys that the rules of a question need; of a repeating group those from outside its rows."""
    eigen = frozenset().union(*(sleutels_in(regel) for _naam, regel in regels_van(vraag)))
    if not vraag.is_herhaling:
        return eigen
    binnen = list(_binnen(vraag))
    return eigen | frozenset().union(*(_sleutels(deel) for deel in binnen)) - {deel.sleutel for deel in binnen}


def _binnen(vraag: Vraag) -> Iterator[Vraag]:
    for deel in vraag.vragen:
        yield deel
        yield from _binnen(deel)


def _rijvolgorde(herhaling: Vraag) -> list[str]:
    return _geordend({knoop.naam: knoop for knoop in _vraagknopen(herhaling.vragen, "")})


def _geordend(knopen: Mapping[str, Knoop]) -> list[str]:
    """Return the names in an order in which everything needed comes first; raises Kring when there is none."""
    return volgorde(
        {naam: [*(s for s in sorted(knoop.sleutels) if s in knopen), *(o for o in knoop.ouders if o)]
         for naam, knoop in knopen.items()}
    )  # fmt: skip
