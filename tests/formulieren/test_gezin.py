"""Persons, organisations, partners and children: of the register or added by hand, both count (pain 16)."""

import json as jsonlib
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.http import QueryDict

from formulieren.componenten import component_voor, geheim
from formulieren.componenten.basis import Vraagcontext, Vraagstaat
from formulieren.definitie import Vraag
from mijnportaal.bronnen.brp import Doelbinding
from mijnportaal.bronnen.poorten import personen
from mijnportaal.kern.forms import PortaalForm
from tests.fabrieken import BSN_FATIMA, BSN_SANNE
from tests.formulieren.definities import vraag
from tests.registers import Registers

NOOR = {"voornamen": "Noor", "voorvoegsel": "de", "geslachtsnaam": "Vries", "dag": "21", "maand": "3", "jaar": "2008"}


def component(soort: str, **gegevens: Any) -> Any:
    return component_voor(Vraag(vraag("wie", soort, **gegevens)))


def typ(**delen: str) -> dict[str, str]:
    return {**dict.fromkeys(("voornamen", "voorvoegsel", "geslachtsnaam", "dag", "maand", "jaar", "bsn"), ""), **delen}


def uit_brp(bsn: str, gegeven: str) -> Any:
    register = personen()
    assert register
    gevonden = register.haal(bsn, {gegeven}, doel=Doelbinding())
    assert gevonden
    return gevonden[gegeven]


# A person


def test_person_is_kept_with_a_date_and_without_a_readable_bsn() -> None:
    persoon = component("persoon")
    json = persoon.naar_json(persoon.veld().clean(typ(**NOOR, bsn=BSN_SANNE)))
    assert BSN_SANNE not in jsonlib.dumps(json)
    assert persoon.weergave(json) == "Noor de Vries, geboren 21 maart 2008, BSN •••••0081"
    assert persoon.eigenschap(json) == "Noor de Vries"
    assert persoon.regelwaarde(json)["geboortedatum"] == "2008-03-21"
    persoon.controleer(json)
    assert persoon.van_json(json)["bsn"] == "•••••0081"


def test_masked_bsn_of_a_person_stays() -> None:
    persoon = component("persoon")
    json = persoon.veld().clean(typ(**NOOR, bsn=BSN_SANNE))
    weer = persoon.veld(Vraagcontext(Vraagstaat(waarde=json))).clean({**persoon.van_json(json), "voornamen": "Nora"})
    assert (weer["voornamen"], weer["bsn"]) == ("Nora", json["bsn"])


def test_everything_that_is_wrong_with_a_person_is_told_at_once() -> None:
    with pytest.raises(ValidationError) as fout:
        component("persoon", bsn="moet").veld().clean(typ(voornamen="Noor", dag="31", maand="2", jaar="2008"))
    assert [zin.split(".")[0] for zin in fout.value.messages] == [
        "Vul de voornamen en de achternaam in",
        "Deze datum bestaat niet",
        "Vul het burgerservicenummer in",
    ]


def test_form_says_what_it_needs_of_a_person() -> None:
    kort = component("persoon", geboortedatum="niet", bsn="niet")
    json = kort.veld().clean(typ(voornamen="Noor", geslachtsnaam="Vries", bsn=BSN_SANNE))
    assert (json["geboortedatum"], json["bsn"]) == ("", None)
    assert component("persoon", bsn="soms").fouten()
    assert component("persoon", verplicht="niet").veld().clean(typ()) is None


@pytest.mark.eis("R.C10")
def test_person_of_the_register_is_an_answer(registers: Registers) -> None:
    persoon = component("persoon")
    json = persoon.van_bron(uit_brp(BSN_FATIMA, "persoon"))
    assert persoon.weergave(json) == "Fatima de Vries-El Idrissi, geboren 14 mei 1984, BSN •••••0019"
    persoon.controleer(json)


# An organisation


@pytest.mark.eis("R.C11")
def test_organisation_is_what_the_register_says_it_is(registers: Registers) -> None:
    organisatie = component("organisatie")
    json = organisatie.veld().clean(["90000022", "Een andere naam"])
    assert json["naam"] == "Stichting Buurtkracht Voorbeeldstad"
    assert organisatie.weergave(json).startswith("Stichting Buurtkracht Voorbeeldstad, KVK 90000022, Molenweg 2")
    with pytest.raises(ValidationError, match="niet in het handelsregister"):
        organisatie.veld().clean(["99999999", "Verzonnen"])
    organisatie.controleer(json)


@pytest.mark.eis("R.C17")
def test_organisation_is_typed_when_the_register_is_silent_and_looked_up_later(registers: Registers) -> None:
    registers.zet(kvk="stuk")
    organisatie = component("organisatie")
    with pytest.raises(ValidationError, match="naam van de organisatie"):
        organisatie.veld().clean(["90000022", ""])
    json = organisatie.veld().clean(["90000022", "Buurtkracht"])
    assert (json["naam"], json["nakijken"]) == ("Buurtkracht", True)
    registers.zet(kvk="goed")
    assert organisatie.kijk_na(json)["naam"] == "Stichting Buurtkracht Voorbeeldstad"


def test_organisation_without_a_number_has_a_name() -> None:
    json = component("organisatie").veld().clean(["", "Buurtvereniging De Dorpsstraat"])
    assert component("organisatie").weergave(json) == "Buurtvereniging De Dorpsstraat"


# Partners


@pytest.mark.eis("R.C12")
def test_partner_of_the_register_is_chosen_beforehand(registers: Registers) -> None:
    partners = component("partners")
    json = partners.van_bron(uit_brp(BSN_FATIMA, "partners"))
    assert partners.weergave(json) == "Pieter de Vries, geboren 2 november 1982, BSN •••••0020"
    assert "999990020" not in jsonlib.dumps(json)
    partners.controleer(json)
    assert [persoon["voornamen"] for persoon in partners.regelwaarde(json)] == ["Pieter"]


@pytest.mark.eis("R.C12")
def test_partner_without_bsn_counts_like_any_other(registers: Registers) -> None:
    json = component("partners").van_bron(uit_brp("999990068", "partners"))
    assert component("partners").weergave(json) == "Elif Kaya, geboren april 1991"


def test_nobody_in_the_register_is_no_answer(registers: Registers) -> None:
    assert component("partners").van_bron(uit_brp(BSN_SANNE, "partners")) is None


# Children


def gevuld(json: Any) -> Vraagcontext:
    return Vraagcontext(Vraagstaat(waarde=json), gevuld=json)


@pytest.mark.eis("R.C12")
def test_child_that_died_is_not_offered_unless_the_form_asks(registers: Registers) -> None:
    kinderen = uit_brp(BSN_FATIMA, "kinderen")
    namen = [kind["voornamen"] for kind in component("kinderen").van_bron(kinderen)["uit_bron"]]
    assert namen == ["Noor", "Yusuf Pieter"]
    alle = component("kinderen", overleden=True).van_bron(kinderen)["uit_bron"]
    assert [kind["voornamen"] for kind in alle] == ["Noor", "Yusuf Pieter", "Amin"]


@pytest.mark.eis("R.C12")
def test_children_are_offered_by_age_address_and_authority(registers: Registers, klok: Any) -> None:
    def namen(gegeven: str = "kinderen", **filters: Any) -> list[str]:
        json = component("kinderen", **filters).van_bron(uit_brp("999990093", gegeven))
        return [kind["voornamen"] for kind in (json or {"uit_bron": []})["uit_bron"]]

    assert namen() == ["Daan", "Sem", "Mila"]
    assert namen(leeftijd_tot_en_met=17) == ["Sem", "Mila"]
    assert namen(leeftijd_vanaf=18) == ["Daan"]
    assert namen(zelfde_adres=True) == ["Daan"]
    assert namen("kinderen_met_gezag", gezag=True) == ["Mila"]


def test_child_of_whom_only_the_year_is_known_is_offered_when_it_can_have_the_age(klok: Any) -> None:
    kind = {"voornamen": "Ayla", "geslachtsnaam": "Yılmaz", "geboortedatum": "2014"}
    assert component("kinderen", leeftijd_tot_en_met=11).van_bron([kind])
    assert component("kinderen", leeftijd_vanaf=12).van_bron([kind])
    assert component("kinderen", leeftijd_vanaf=13).van_bron([kind]) is None
    assert component("kinderen", leeftijd_vanaf=13).van_bron([{**kind, "geboortedatum": ""}])


@pytest.mark.eis("R.C16")
def test_from_the_browser_come_only_choices_among_what_the_register_said(registers: Registers) -> None:
    kinderen = component("kinderen")
    json = kinderen.van_bron(uit_brp(BSN_FATIMA, "kinderen"))
    noor = json["uit_bron"][0]
    gekozen = kinderen.veld(gevuld(json)).clean({"gekozen": [noor["id"]], "zelf": []})
    assert gekozen["uit_bron"] == json["uit_bron"]
    assert kinderen.weergave(gekozen).startswith("Noor de Vries, geboren 21 maart 2008")
    with pytest.raises(ValidationError, match="Kies uit de lijst"):
        kinderen.veld(gevuld(json)).clean({"gekozen": ["0123456789abcdef"], "zelf": []})


@pytest.mark.eis("R.C12")
def test_child_added_by_hand_counts_like_any_other(registers: Registers) -> None:
    kinderen = component("kinderen", max=2)
    json = kinderen.van_bron(uit_brp(BSN_FATIMA, "kinderen"))
    eigen = typ(voornamen="Lina", geslachtsnaam="Bakker", dag="1", maand="2", jaar="2020")
    antwoord = kinderen.veld(gevuld(json)).clean({"gekozen": [json["uit_bron"][1]["id"]], "zelf": [eigen, typ()]})
    assert [kind["voornamen"] for kind in kinderen.regelwaarde(antwoord)] == ["Yusuf Pieter", "Lina"]
    assert kinderen.eigenschap(antwoord) == "Yusuf Pieter de Vries, Lina Bakker"
    kinderen.controleer(antwoord, gevuld(json))
    alle = [kind["id"] for kind in json["uit_bron"]]
    with pytest.raises(ValidationError, match="ten hoogste 2"):
        kinderen.veld(gevuld(json)).clean({"gekozen": alle, "zelf": [eigen]})


def test_rows_by_hand_say_which_one_is_wrong() -> None:
    with pytest.raises(ValidationError) as fout:
        component("kinderen").veld().clean({"gekozen": [], "zelf": [typ(**NOOR), typ(voornamen="Lina")]})
    assert fout.value.messages == [
        "Kind 2: Vul de voornamen en de achternaam in.",
        "Kind 2: Vul de geboortedatum in.",
    ]


def test_question_about_children_wants_an_answer_when_it_is_required() -> None:
    leeg = {"gekozen": [], "zelf": [typ(), typ()]}
    with pytest.raises(ValidationError):
        component("kinderen").veld().clean(leeg)
    json = component("kinderen", verplicht="niet").veld().clean(leeg)
    assert component("kinderen").is_leeg(json)
    assert component("kinderen").weergave(json) == ""


def test_page_offers_tick_boxes_and_rows(registers: Registers) -> None:
    kinderen = component("kinderen")
    json = kinderen.van_bron(uit_brp(BSN_FATIMA, "kinderen"))
    formulier = PortaalForm(initial={"wie": kinderen.van_json(json)})
    formulier.fields["wie"] = kinderen.veld(gevuld(json))
    pagina = BeautifulSoup(str(formulier["wie"].as_field_group()), "html.parser")
    assert len(pagina.select("input[type=checkbox]")) == 2
    assert len(pagina.select("fieldset.mo-rij")) == 2
    assert {label["for"] for label in pagina.select("label")} <= {deel["id"] for deel in pagina.select("[id]")}
    assert "999990" not in str(pagina)


def test_error_summary_leads_to_an_input_that_is_there() -> None:
    formulier = PortaalForm({"wie_gesteld": "1"})
    formulier.fields["wie"] = component("kinderen").veld()
    (fout,) = formulier.foutlijst()
    assert f'id="{fout.id}"' in str(formulier["wie"].as_field_group())


def test_choice_travels_through_a_form(registers: Registers) -> None:
    kinderen = component("kinderen")
    json = kinderen.van_bron(uit_brp(BSN_FATIMA, "kinderen"))
    data = QueryDict(mutable=True)
    data.update({"wie_gesteld": "1", **{f"wie_0_{deel}": waarde for deel, waarde in NOOR.items()}})
    data.setlist("wie_gekozen", [kind["id"] for kind in json["uit_bron"]])
    formulier = PortaalForm(data)
    formulier.fields["wie"] = kinderen.veld(gevuld(json))
    assert formulier.is_valid(), formulier.errors
    assert len(kinderen.gekozen(formulier.cleaned_data["wie"])) == 3


def test_same_person_has_the_same_id_each_time_and_it_says_nothing(registers: Registers) -> None:
    kinderen = component("kinderen")
    een, ander = (kinderen.van_bron(uit_brp(BSN_FATIMA, "kinderen"))["uit_bron"] for _keer in range(2))
    assert [kind["id"] for kind in een] == [kind["id"] for kind in ander]
    assert een[0]["bsn"] != ander[0]["bsn"]  # encrypted anew
    assert geheim.lees(een[0]["bsn"]) == geheim.lees(ander[0]["bsn"])


def test_wrong_definition_is_found_at_publishing() -> None:
    assert component("kinderen", leeftijd_vanaf="twaalf").fouten()
    assert component("partners", bsn="vaak").fouten()
    assert not component("kinderen", leeftijd_tot_en_met=17).fouten()
