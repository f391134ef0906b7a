"""Rules on a page: what is hidden is not asked and not sent, what is fixed is not read, rows stand on their own."""

from typing import Any
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from formulieren.dossier import Dossier
from formulieren.models import Antwoord, FormulierVersie, Plek, Rij
from mijnportaal.accounts.aanmelding import Niveau
from tests.formulieren.definities import formulier, maak_formulier, stap, tekst, vraag
from tests.formulieren.invuller import Invuller, tekst_van
from tests.portaalclient import PortaalClient
from zaken.models import Zaaktypeversie

JA_NEE = [{"code": "ja", "label": tekst("Ja")}, {"code": "nee", "label": tekst("Nee")}]
HEEFT_AUTO = {"==": [{"var": "auto"}, "ja"]}
DEFINITIE: dict[str, Any] = formulier(
    "Parkeren",
    "Parkeren: ${kenteken}",
    stap(
        "auto",
        vraag("auto", "keuze", opties=JA_NEE),
        vraag("kenteken", "tekst", zichtbaar=HEEFT_AUTO),
        vraag("code", "tekst", verplicht="niet", waarde={"cat": ["P-", {"var": "kenteken"}]}, zichtbaar=HEEFT_AUTO),
        vraag("vast", "tekst", verplicht="niet", alleen_lezen=True, standaard="Onze waarde"),
    ),
    {
        **stap(
            "kinderen",
            vraag(
                "kinderen",
                "herhaling",
                min=1,
                max=2,
                rijtitel=tekst("Kind ${voornaam}"),
                rijnaam=tekst("Kind"),
                vragen=[
                    vraag("voornaam", "tekst"),
                    vraag("op_school", "keuze", opties=JA_NEE),
                    vraag("school", "tekst", zichtbaar={"==": [{"var": "op_school"}, "ja"]}),
                ],
            ),
        ),
        "van_toepassing": HEEFT_AUTO,
    },
    stap("slot", vraag("leeftijd", "tekst", verplicht="niet")),
)
DEFINITIE["blokkades"] = [
    {"als": {"==": [{"var": "leeftijd"}, "17"]}, "melding": tekst("U moet 18 jaar zijn."), "stap": "slot"}
]


@pytest.fixture
def parkeren(meldingtype: Zaaktypeversie) -> FormulierVersie:
    return maak_formulier(meldingtype, "parkeren", DEFINITIE, Niveau.GEEN)


@pytest.fixture
def invuller(client: PortaalClient, parkeren: FormulierVersie) -> Invuller:
    invuller = Invuller(client, parkeren)
    invuller.begin()
    return invuller


def plek(sleutel: str, rij: Rij | None = None) -> Plek:
    return Plek(UUID(vraag(sleutel, "tekst")["id"]), rij.uuid if rij else None)


def antwoorden(invuller: Invuller) -> dict[Plek, Any]:
    return {rij.plek: rij.waarde for rij in Antwoord.objects.filter(inzending=invuller.inzending)}


def test_question_that_an_answer_brings_up_is_asked_kindly_the_second_time(invuller: Invuller) -> None:
    pagina = tekst_van(invuller.stap("auto", {"auto": "ja"}))
    assert "Door uw antwoord zijn er vragen bijgekomen" in pagina
    assert "mo-foutlijst" not in pagina
    assert antwoorden(invuller)[plek("auto")] == "ja"
    pagina = tekst_van(invuller.stap("auto", {"auto": "ja", "kenteken": ""}))
    assert "U heeft dit nog niet ingevuld: Vraag kenteken" in pagina
    assert invuller.stap("auto", {"auto": "ja", "kenteken": "AB-123-C"}).url == invuller.pad("stap", "kinderen")


@pytest.mark.eis("S-04")
def test_hidden_and_fixed_questions_are_not_read_from_the_browser(invuller: Invuller) -> None:
    invuller.stap("auto", {"auto": "nee", "kenteken": "AB-123-C", "code": "vals", "vast": "vals"})
    assert set(antwoorden(invuller)) == {plek("auto")}
    dossier = Dossier(invuller.inzending)
    assert dossier.toestand.van(plek("vast")).waarde == "Onze waarde"


def test_hidden_answer_waits_in_the_draft_and_is_not_sent(invuller: Invuller) -> None:
    invuller.stap("auto", {"auto": "ja", "kenteken": "AB-123-C"})
    invuller.stap("auto", {"auto": "nee"})
    assert antwoorden(invuller)[plek("kenteken")] == "AB-123-C"
    controle = tekst_van(invuller.client.get(invuller.stap("slot", {"leeftijd": ""}).url))
    assert "AB-123-C" not in controle
    assert "Vraag kenteken" not in controle
    invuller.stap("auto", {"auto": "ja", "kenteken": "AB-123-C"})
    assert "P-AB-123-C" in tekst_van(invuller.client.get(invuller.pad("stap", "auto")))


def test_page_that_does_not_apply_is_not_counted_and_not_there(invuller: Invuller) -> None:
    assert invuller.stap("auto", {"auto": "nee"}).url == invuller.pad("stap", "slot")
    assert "Stap 2 van 3" in tekst_van(invuller.client.get(invuller.pad("stap", "slot")))
    assert invuller.client.get(invuller.pad("stap", "kinderen")).status_code == 404


def test_rows_are_added_filled_in_and_taken_out(invuller: Invuller) -> None:
    invuller.stap("auto", {"auto": "ja", "kenteken": "AB-123-C"})
    eerste = Rij.objects.get()
    naam = f"voornaam__{eerste.uuid.hex}"
    antwoord = invuller.stap("kinderen", {naam: "Noor", "rij_erbij": "kinderen"}, knop="x")
    assert antwoord.url.endswith("#rijen-kinderen")
    assert antwoorden(invuller)[plek("voornaam", eerste)] == "Noor"
    tweede = Rij.objects.exclude(pk=eerste.pk).get()
    pagina = tekst_van(invuller.client.get(invuller.pad("stap", "kinderen")))
    assert "Kind Noor" in pagina
    assert "Kind 2" in pagina
    assert 'value="kinderen"' not in pagina  # two is the most
    invuller.stap("kinderen", {"rij_weg": str(tweede.uuid)}, knop="x")
    invuller.stap("kinderen", {"rij_weg": str(eerste.uuid)}, knop="x")  # one is the least
    assert Rij.objects.get() == eerste


def test_condition_in_a_row_looks_at_its_own_row(invuller: Invuller) -> None:
    invuller.stap("auto", {"auto": "ja", "kenteken": "AB-123-C"})
    invuller.stap("kinderen", {"rij_erbij": "kinderen"}, knop="x")
    een, twee = (rij.uuid.hex for rij in Rij.objects.all())
    data = {f"voornaam__{een}": "A", f"op_school__{een}": "ja", f"voornaam__{twee}": "B", f"op_school__{twee}": "nee"}
    data[f"school__{twee}"] = "Telt niet mee"
    invuller.stap("kinderen", data)
    data[f"school__{een}"] = "De Regenboog"
    assert invuller.stap("kinderen", data).url == invuller.pad("stap", "slot")
    scholen = {rij.rij_id for rij in Antwoord.objects.filter(vraag=plek("school").vraag)}
    assert {uuid.hex for uuid in scholen if uuid} == {een}
    controle = tekst_van(invuller.client.get(invuller.stap("slot", {"leeftijd": ""}).url))
    assert controle.index("Kind A") < controle.index("De Regenboog") < controle.index("Kind B")
    assert "Telt niet mee" not in controle


def test_row_of_another_draft_is_not_touched(invuller: Invuller, parkeren: FormulierVersie) -> None:
    ander = Invuller(PortaalClient(), parkeren)
    ander.begin()
    vreemd = Rij.objects.get(inzending=ander.inzending)
    invuller.stap("auto", {"auto": "ja", "kenteken": "AB-123-C"})
    invuller.stap("kinderen", {f"voornaam__{vreemd.uuid.hex}": "X", "rij_weg": str(vreemd.uuid)}, knop="x")
    assert Rij.objects.filter(pk=vreemd.pk).exists()
    assert not Antwoord.objects.filter(rij=vreemd).exists()


def test_who_cannot_go_on_is_told_why_and_cannot_send(invuller: Invuller) -> None:
    invuller.stap("auto", {"auto": "nee"})
    pagina = tekst_van(invuller.stap("slot", {"leeftijd": "17"}))
    assert "U moet 18 jaar zijn." in pagina
    invuller.stap("slot", {"leeftijd": "17"}, knop="opslaan")
    assert invuller.client.get(invuller.pad("controle")).url == invuller.pad("stap", "slot")
    assert invuller.verstuur().status_code == 200
    assert invuller.inzending.zaak is None


def test_typed_answers_are_kept_field_by_field(invuller: Invuller) -> None:
    antwoord = invuller.client.post(invuller.pad("bewaar", "auto"), {"auto": "ja", "kenteken": "AB-1"})
    assert antwoord.json()["bewaard"] is True
    assert antwoorden(invuller) == {plek("auto"): "ja", plek("kenteken"): "AB-1"}


def test_page_costs_the_same_number_of_queries_however_many_rows(
    invuller: Invuller, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    invuller.stap("auto", {"auto": "ja", "kenteken": "AB-123-C"})
    with django_assert_num_queries(5):
        invuller.client.get(invuller.pad("stap", "kinderen"))
    invuller.stap("kinderen", {"rij_erbij": "kinderen"}, knop="x")
    with django_assert_num_queries(5):
        invuller.client.get(invuller.pad("stap", "kinderen"))
