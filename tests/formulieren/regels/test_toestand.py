"""The browser shows of every generated form what the server shows, whatever was answered (R.C; issue 4, proof 3)."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formulieren.definitie import Definitie
from formulieren.models import Plek
from formulieren.regels.browser import browserregels
from formulieren.regels.omgeving import Omgeving
from formulieren.regels.plan import Rekenplan
from formulieren.regels.toestand import Toestand, bepaal
from tests.formulieren.definities import NAAMRUIMTE, formulier, stap, vraag
from tests.formulieren.regels.browser import VANDAAG, Browser
from tests.formulieren.regels.test_logica import v

TYPEN = ("tekst", "vinkje", "getal", "janee", "datum", "email")
ANTWOORDEN: dict[str, st.SearchStrategy[Any]] = {
    "tekst": st.sampled_from(["", "a", "b"]),
    "email": st.sampled_from(["", "a@b.nl"]),
    "vinkje": st.booleans(),
    "getal": st.sampled_from([None, "0", "2", "7.5"]),
    "janee": st.sampled_from([None, "ja", "nee"]),
    "datum": st.sampled_from([None, "2026-01-01", "2030-05-05"]),
}
RIJEN = [uuid5(NAAMRUIMTE, f"rij{nummer}") for nummer in range(2)]
SLEUTELS = [f"v{nummer}" for nummer in range(8)]
BINNEN = ["r0", "r1", "r2"]


def voorwaarde(namen: list[str]) -> st.SearchStrategy[Any]:
    """Return conditions on these keys."""
    var = st.sampled_from(namen).map(v)
    waarde = st.sampled_from(["a", "ja", 2, None, "2026-06-01"])
    blad = st.one_of(
        var,
        st.tuples(st.sampled_from(["==", "!=", "<", ">="]), var, waarde).map(lambda d: {d[0]: [d[1], d[2]]}),
        st.just({">": [{"som": [v("rijen"), "r0"]}, 2]}) if "rijen" in namen else var.map(lambda d: {"leeg": [d]}),
    )
    return st.recursive(
        blad,
        lambda deel: st.one_of(
            deel.map(lambda d: {"!": [d]}),
            st.tuples(st.sampled_from(["and", "or"]), deel, deel).map(lambda d: {d[0]: [*d[1:]]}),
        ),
        max_leaves=3,
    )


@st.composite
def vragen(draw: st.DrawFn, bereik: dict[str, list[str]]) -> list[dict[str, Any]]:
    """Return questions with rules about the keys given for each; sometimes all but the first in a group."""
    gemaakt = []
    for sleutel, namen in bereik.items():
        regels: dict[str, Any] = {}
        if namen:
            soorten = st.sampled_from(["zichtbaar", "verplicht_als", "alleen_lezen"])
            regels = draw(st.dictionaries(soorten, voorwaarde(namen), max_size=2))
            if draw(st.integers(0, 4)) == 0:
                anders = v(draw(st.sampled_from(namen)))
                regels["waarde"] = {"if": [draw(voorwaarde(namen)), draw(st.sampled_from(["a", "2", None])), anders]}
        gemaakt.append(vraag(sleutel, draw(st.sampled_from(TYPEN)), **regels))
    if draw(st.booleans()):
        eerste = next(iter(bereik))
        groep = vraag(f"g{eerste}", "groep", vragen=gemaakt[1:], zichtbaar=draw(voorwaarde([eerste])))
        gemaakt = [gemaakt[0], groep]
    return gemaakt


def eerdere(sleutels: list[str], *ook: str) -> dict[str, list[str]]:
    """Return for each key the ones before it: rules about those make no ring."""
    return {sleutel: [*ook, *sleutels[:nummer]] for nummer, sleutel in enumerate(sleutels)}


@st.composite
def formulieren(draw: st.DrawFn) -> dict[str, Any]:
    """Return a form of two pages; the last question of the first page depends on the second page too."""
    begin, later = SLEUTELS[:3], SLEUTELS[4:]
    alles = [*begin, "rijen", *later, "totaal"]
    binnen = draw(vragen(eerdere(BINNEN, *begin)))
    herhaling = vraag("rijen", "herhaling", vragen=binnen, zichtbaar=draw(voorwaarde(begin)))
    eerste = stap("een", *draw(vragen({**eerdere(begin), "v3": alles})), herhaling)
    tweede = {**stap("twee", *draw(vragen(eerdere(later, *begin)))), "van_toepassing": draw(voorwaarde(begin))}
    return {
        **formulier("Proef", "proef", eerste, tweede),
        "variabelen": [{"sleutel": "totaal", "waarde": {"+": [{"som": [v("rijen"), "r0"]}, v("v5")]}}],
    }


@dataclass
class Concept:
    """A draft as far as the rules look at it, on its first page."""

    plan: Rekenplan
    antwoorden: dict[Plek, Any]
    rijen: dict[UUID, list[UUID]]
    vandaag: Any = VANDAAG
    getypt: dict[Plek, Any] = field(default_factory=dict)

    @property
    def dossier(self) -> "Concept":
        return self

    @property
    def stap(self) -> Any:
        return self.plan.definitie.stappen[0]

    @property
    def toestand(self) -> Toestand:
        return bepaal(self.plan, {**self.antwoorden, **self.getypt}, self.rijen, Omgeving(VANDAAG), {"kanaal": "web"})


def antwoorden_op(data: st.DataObject, definitie: Definitie) -> dict[Plek, Any]:
    gekozen = {}
    for deel in definitie.elke_vraag():
        if deel.type in ANTWOORDEN and data.draw(st.integers(0, 3)):
            for rij in RIJEN if deel.sleutel in BINNEN else [None]:
                gekozen[Plek(deel.id, rij)] = data.draw(ANTWOORDEN[deel.type])
    return gekozen


def staten(concept: Concept) -> dict[str, Any]:
    """Return what the server says of every question of the page, by the name of its field."""
    toestand, gevonden = concept.toestand, {}
    for deel in concept.plan.definitie.elke_vraag():
        if deel.sleutel in {*SLEUTELS[:4], "rijen", f"g{SLEUTELS[0]}", *BINNEN, f"g{BINNEN[0]}"}:
            in_rij = deel.sleutel in {*BINNEN, f"g{BINNEN[0]}"}
            for rij in RIJEN if in_rij else [None]:
                staat = toestand.van(Plek(deel.id, rij))
                naam = f"{deel.sleutel}__{rij.hex}" if rij else deel.sleutel
                berekend = staat.waarde if deel.regel("waarde") is not None else None
                gevonden[naam] = (
                    [staat.zichtbaar, str(staat.verplicht), staat.alleen_lezen, berekend] if staat.zichtbaar else None
                )
    return gevonden


@pytest.mark.eis("S-22")
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(gegevens=formulieren(), data=st.data())
def test_browser_shows_what_the_server_shows(browser: Browser, gegevens: dict[str, Any], data: st.DataObject) -> None:
    """First with the stored answers, then with others typed on this page, which the browser reads off it."""
    definitie = Definitie(gegevens)
    plan = Rekenplan(definitie)
    rijen = {deel.id: RIJEN for deel in definitie.elke_vraag() if deel.is_herhaling}
    concept = Concept(plan, antwoorden_op(data, definitie), rijen)
    regels = browserregels(concept)  # type: ignore[arg-type]  # the draft without a database
    assert browser.stuur({"pagina": regels, "getypt": {}}) == staten(concept)

    op_pagina = {
        deel.id
        for deel in definitie.elke_vraag()
        if deel.sleutel in {*SLEUTELS[:4], *BINNEN} and deel.type in ANTWOORDEN
    }
    vast = {deel.id for deel in definitie.elke_vraag() if deel.regel("waarde") is not None}
    concept.getypt = {p: w for p, w in antwoorden_op(data, definitie).items() if p.vraag in op_pagina - vast}
    namen = {deel.id: deel.sleutel for deel in definitie.elke_vraag()}
    getypt = {f"{namen[p.vraag]}__{p.rij.hex}" if p.rij else namen[p.vraag]: w for p, w in concept.getypt.items()}
    assert browser.stuur({"pagina": regels, "getypt": getypt}) == staten(concept)
