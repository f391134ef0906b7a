"""What a page tells the script: the rules around it, and after each kept answer what follows from it."""

import json
import re
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from formulieren.models import Antwoord, FormulierVersie
from mijnportaal.accounts.aanmelding import Niveau
from tests.formulieren.definities import maak_formulier
from tests.formulieren.invuller import Invuller
from tests.formulieren.meebewegen import DEFINITIE
from tests.portaalclient import PortaalClient
from zaken.models import Zaaktypeversie

pytestmark = pytest.mark.django_db


@pytest.fixture
def invuller(client: PortaalClient, meldingtype: Zaaktypeversie) -> Invuller:
    """A visitor on the first page of a form with rules."""
    versie: FormulierVersie = maak_formulier(meldingtype, "proef", DEFINITIE, Niveau.GEEN)
    invuller = Invuller(client, versie)
    invuller.begin()
    return invuller


def regels_op(antwoord: Any) -> dict[str, Any]:
    """Return the rules that a page gives its script."""
    gevonden = re.search(
        r'<script id="formulierregels" type="application/json">(.*?)</script>', antwoord.content.decode()
    )
    assert gevonden
    regels: dict[str, Any] = json.loads(gevonden[1])
    return regels


def bewaar(invuller: Invuller, data: dict[str, str]) -> Any:
    return invuller.client.post(invuller.pad("bewaar", "auto"), data)


def test_a_page_has_the_rules_around_it(invuller: Invuller) -> None:
    regels = regels_op(invuller.client.get(invuller.pad("stap", "auto")))
    assert [knoop["naam"] for knoop in regels["knopen"]] == ["auto", "aantal", "prijs", "reden", "soort"]
    assert [knoop["lees"] for knoop in regels["knopen"]] == ["tekst", "getal", "", "tekst", "tekst"]
    assert regels["aanwezig"] == {"stap:auto": True}


def test_a_later_page_gets_earlier_answers_as_values(invuller: Invuller) -> None:
    """Only what a rule on the page reads goes along; nothing else of the draft."""
    invuller.stap("auto", {"auto": "ja", "aantal": "2"})
    invuller.stap("kosten", {"korting": "1"})
    regels = regels_op(invuller.client.get(invuller.pad("stap", "slot")))
    assert regels["gegevens"] == {"dubbel": "4", "korting": "1"}
    assert [knoop["naam"] for knoop in regels["knopen"]] == ["rest"]


def test_keeping_answers_what_follows(invuller: Invuller) -> None:
    antwoord = bewaar(invuller, {"auto": "ja", "aantal": "3"}).json()
    assert antwoord["bewaard"] is True
    assert antwoord["uitkomsten"] == {"prijs": "€ 37,50"}
    assert "Tweede" in antwoord["delen"]["soort"]
    assert set(antwoord["delen"]) == {"soort"}
    assert {k["naam"]: k["antwoord"] for k in antwoord["regels"]["knopen"] if k["lees"]} == {
        "auto": {"": "ja"},
        "aantal": {"": "3"},
        "reden": {"": None},
        "soort": {"": None},
    }
    assert Antwoord.objects.filter(inzending__uuid=invuller.uuid).count() == 4


def test_keeping_half_a_page_judges_nothing(invuller: Invuller) -> None:
    antwoord = bewaar(invuller, {"auto": "ja", "aantal": "drie", "soort": ""}).json()
    assert antwoord["bewaard"] is True
    assert antwoord["uitkomsten"] == {"prijs": ""}
    assert "Tweede" not in antwoord["delen"]["soort"]
    assert "utrecht-form-field--invalid" not in antwoord["delen"]["soort"]
    assert set(Antwoord.objects.values_list("waarde", flat=True)) == {"ja", "", None}


def test_keeping_reads_nothing_that_is_hidden_or_worked_out(invuller: Invuller) -> None:
    """S-04: a hidden field or an outcome that is sent along is not stored."""
    bewaar(invuller, {"auto": "nee", "aantal": "3", "prijs": "0.01"})
    assert list(Antwoord.objects.filter(inzending__uuid=invuller.uuid).values_list("waarde", flat=True)) == [
        "nee",
        None,
    ]


def test_keeping_takes_few_queries(invuller: Invuller, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    bewaar(invuller, {"auto": "ja"})
    with django_assert_max_num_queries(24):
        bewaar(invuller, {"auto": "ja", "aantal": "3"})


def test_a_question_that_the_script_showed_is_judged_at_once(invuller: Invuller) -> None:
    """Without a script it is shown first, with a kind notice; what is worked out is no reason to look again."""
    leeg = {"auto": "ja", "aantal": "", "reden": ""}
    assert "vragen bijgekomen" in invuller.stap("auto", {"auto": "ja"}).content.decode()
    Antwoord.objects.all().delete()
    pagina = invuller.stap("auto", {**leeg, "getoond": "auto aantal prijs reden soort"}).content.decode()
    assert "vragen bijgekomen" not in pagina
    assert "U heeft dit nog niet ingevuld: Vraag aantal" in pagina
    Antwoord.objects.all().delete()
    gevuld = {**leeg, "aantal": "1", "reden": "", "getoond": "auto aantal prijs reden soort"}
    assert invuller.stap("auto", gevuld).status_code == 302
