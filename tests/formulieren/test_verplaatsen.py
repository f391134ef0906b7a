"""A draft and a new version of its form: what was answered stays, what is asked anew is told."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from formulieren.definitie import Definitie
from formulieren.models import Antwoord, FormulierVersie, Plek, Rij
from formulieren.services.concept import begin, bewaar_antwoorden
from formulieren.services.publicatie import publiceer
from formulieren.services.verplaatsen import verplaats
from formulieren.verschil import Soort, verschillen
from mijnportaal.accounts.aanmelding import Niveau
from mijnportaal.accounts.models import Gebruiker
from tests import fabrieken
from tests.formulieren.definities import BUDGET, OPTIES, formulier, maak_formulier, stap, tekst, vraag
from tests.formulieren.invuller import PLAN, Invuller, tekst_van
from tests.portaalclient import PortaalClient
from zaken.models import Zaaktypeversie
from zaken.services.catalogus import publiceer as publiceer_zaaktype


def plek(sleutel: str) -> Plek:
    return Plek(Definitie(formulier("x", "x", stap("s", vraag(sleutel, "tekst")))).stappen[0].vragen[0].id)


def volgende(versie: FormulierVersie, definitie: dict[str, Any]) -> FormulierVersie:
    formulier_van = versie.formulier
    nieuw = formulier_van.versies.create(versie=formulier_van.versies.count() + 1, definitie=definitie)
    return publiceer(nieuw)


def test_draft_follows_the_new_version_and_says_what_to_look_at(
    client: PortaalClient, budget: FormulierVersie, inwoner: Gebruiker
) -> None:
    invuller = Invuller(client.log_in(inwoner), budget)
    invuller.begin()
    invuller.stap("plan", PLAN)
    erbij = vraag("waarom_nu", "tekst", label=tekst("Waarom nu?"))
    plan = {**BUDGET["stappen"][0], "vragen": [*BUDGET["stappen"][0]["vragen"], erbij]}
    nieuw = volgende(budget, {**BUDGET, "stappen": [plan, *BUDGET["stappen"][1:]]})
    antwoord = invuller.begin()
    assert antwoord.url == invuller.pad("stap", "plan")
    assert invuller.inzending.formulierversie == nieuw
    pagina = tekst_van(client.get(antwoord.url))
    assert "Wij hebben dit formulier veranderd" in pagina
    assert "Waarom nu?" in pagina
    assert 'value="Een bankje"' in pagina


def test_answer_of_another_kind_is_asked_again_and_the_rest_stays(meldingtype: Zaaktypeversie) -> None:
    oud = formulier("F", "f", stap("s", vraag("a", "tekst"), vraag("b", "tekst"), vraag("weg", "tekst")))
    versie = maak_formulier(meldingtype, "f", oud, Niveau.GEEN)
    inzending = begin(versie, door=None)
    bewaar_antwoorden(inzending, {plek("a"): "Een tekst", plek("b"): "Blijft", plek("weg"): "Oud"})
    volgende(versie, formulier("F", "f", stap("s", vraag("a", "datum"), vraag("b", "tekstvlak"))))
    soorten = {verschil.vraag.sleutel: verschil.soort for verschil in verplaats(inzending).verschillen}
    assert soorten == {"a": Soort.ANDERS, "b": Soort.ANDERS, "weg": Soort.WEG}
    waarden = {rij.plek: rij.waarde for rij in Antwoord.objects.filter(inzending=inzending)}
    assert waarden == {plek("b"): "Blijft", plek("weg"): "Oud"}


def test_repeating_group_that_now_has_at_least_one_row_gets_it(meldingtype: Zaaktypeversie) -> None:
    def met(minst: int) -> dict[str, Any]:
        rijen = vraag("rijen", "herhaling", min=minst, vragen=[vraag("naam", "tekst")])
        return formulier("F", "f", stap("s", rijen))

    versie = maak_formulier(meldingtype, "f", met(0), Niveau.GEEN)
    inzending = begin(versie, door=None)
    volgende(versie, met(1))
    verplaats(inzending)
    assert Rij.objects.filter(inzending=inzending).count() == 1


def test_nothing_changes_without_a_newer_version(budget: FormulierVersie, inwoner: Gebruiker) -> None:
    inzending = begin(budget, door=inwoner)
    assert verplaats(inzending).verschillen == ()
    inzending.refresh_from_db()
    assert inzending.wijziging == 0


def test_a_moved_question_is_told_as_moved() -> None:
    a, b = vraag("a", "tekst"), vraag("b", "tekst")
    oud = Definitie(formulier("F", "f", stap("een", a, b), stap("twee", vraag("c", "tekst"))))
    nieuw = Definitie(formulier("F", "f", stap("een", a), stap("twee", vraag("c", "tekst"), b)))
    assert [str(verschil) for verschil in verschillen(oud, nieuw)] == ["‘Vraag b’ staat op een andere plaats."]


SOORTEN: dict[str, tuple[dict[str, Any], Any]] = {
    "tekst": ({}, "woord"),
    "tekstvlak": ({}, "meer\nwoorden"),
    "getal": ({}, "12"),
    "datum": ({}, "2027-05-01"),
    "keuze": ({"opties": OPTIES}, "afval"),
    "meerkeuze": ({"opties": OPTIES}, ["afval"]),
    "periode": ({}, {"van": "2027-05-01", "tot": "2027-05-02"}),
    "vinkje": ({}, True),
}
FORMULIER = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(sorted(SOORTEN)), min_size=1)


class Verplaatsing(TestCase):
    """For generated pairs of versions: what is asked in the same way keeps its answer."""

    def setUp(self) -> None:
        self.zaaktype = publiceer_zaaktype(fabrieken.meldingversie(fabrieken.GroepFabriek.create(naam="Team Proef")))

    @settings(max_examples=15, deadline=None)
    @given(oud=FORMULIER, nieuw=FORMULIER)
    @pytest.mark.eis("R.E2")
    def test_every_answer_that_still_has_its_question_stays(self, oud: dict[str, str], nieuw: dict[str, str]) -> None:
        versie = maak_formulier(self.zaaktype, "f", _definitie(oud), Niveau.GEEN)
        inzending = begin(versie, door=None)
        bewaar_antwoorden(inzending, {plek(naam): SOORTEN[soort][1] for naam, soort in oud.items()})
        volgende(versie, _definitie(nieuw))
        verplaats(inzending)
        over = set(Antwoord.objects.filter(inzending=inzending).values_list("vraag", flat=True))
        moet = {plek(naam).vraag for naam, soort in oud.items() if nieuw.get(naam, soort) == soort}
        assert moet <= over


def _definitie(vragen: dict[str, str]) -> dict[str, Any]:
    return formulier("F", "f", stap("s", *(vraag(naam, soort, **SOORTEN[soort][0]) for naam, soort in vragen.items())))
