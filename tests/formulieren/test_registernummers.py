"""Numbers that registers give: checked, looked up where there is a register, and a BSN never in plain sight."""

import json as jsonlib
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from formulieren.componenten import component_voor, geheim
from formulieren.componenten.basis import Vraagcontext, Vraagstaat
from formulieren.definitie import Vraag
from formulieren.models import FormulierVersie, Inzending
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.accounts.services import inwoner_voor
from tests.fabrieken import BSN_FATIMA, BSN_SANNE
from tests.formulieren.definities import vraag
from tests.registers import Registers
from zaken.services.betrokkenen import koppel_identiteit


def component(soort: str, **gegevens: Any) -> Any:
    return component_voor(Vraag(vraag("proef", soort, **gegevens)))


def met(waarde: Any, inzending: Inzending | None = None) -> Vraagcontext:
    return Vraagcontext(Vraagstaat(waarde=waarde), inzending)


@pytest.mark.eis("S-36")
def test_bsn_lies_encrypted_in_the_answer_and_masked_on_the_page() -> None:
    bsn = component("bsn")
    json = bsn.naar_json(bsn.veld().clean(f" {BSN_FATIMA[:4]}.{BSN_FATIMA[4:]} "))
    assert BSN_FATIMA not in jsonlib.dumps(json)
    assert geheim.lees(json) == BSN_FATIMA
    assert bsn.weergave(json) == bsn.van_json(json) == bsn.eigenschap(json) == "•••••0019"
    bsn.controleer(json)


@pytest.mark.eis("S-36")
def test_masked_bsn_that_is_left_alone_stays_what_it_was() -> None:
    bsn = component("bsn")
    json = geheim.berg_op(BSN_FATIMA)
    assert bsn.veld(met(json)).clean("•••••0019") is json
    assert bsn.veld(met(json)).clean(BSN_FATIMA) is json
    assert geheim.lees(bsn.veld(met(json)).clean(BSN_SANNE)) == BSN_SANNE
    with pytest.raises(ValidationError, match="opnieuw"):
        bsn.veld().clean("•••••0019")


@pytest.mark.parametrize("nummer", ["000000000", "123456789", "99999001", "abc", "9999900190"])
def test_what_is_no_bsn_is_refused(nummer: str) -> None:
    with pytest.raises(ValidationError, match="geen geldig burgerservicenummer"):
        component("bsn").veld().clean(nummer)


def test_rules_can_compare_two_bsns_and_read_neither() -> None:
    bsn = component("bsn")
    een, ander = (bsn.regelwaarde(geheim.berg_op(BSN_FATIMA)) for _keer in range(2))
    assert een == ander != bsn.regelwaarde(geheim.berg_op(BSN_SANNE))
    assert BSN_FATIMA not in een
    assert bsn.regelwaarde(None) is None


def test_bsn_of_the_applicant_is_refused_where_another_is_asked(inwoner: Gebruiker, budget: FormulierVersie) -> None:
    zelf = inwoner_voor("bsn", BSN_FATIMA, naam="Fatima")
    concept = Inzending.objects.create(formulierversie=budget, gebruiker=zelf)
    with pytest.raises(ValidationError, match="eigen burgerservicenummer"):
        component("bsn", niet_zelf=True).veld(met(None, concept)).clean(BSN_FATIMA)
    assert component("bsn", niet_zelf=True).veld(met(None, concept)).clean(BSN_SANNE)
    assert component("bsn").veld(met(None, concept)).clean(BSN_FATIMA)


@pytest.mark.eis("S-36")
def test_form_that_writes_a_bsn_into_a_zaakeigenschap_is_not_published() -> None:
    assert component("bsn", naar="eigenschap:bsn").fouten()
    assert not component("bsn", naar="rol:partner").fouten()


def test_rsin_has_the_check_of_a_bsn_and_nine_zeros_are_none() -> None:
    assert component("rsin").veld().clean(" 8560.00.012 ") == "856000012"
    for nummer in ("000000000", "856000013", "12"):
        with pytest.raises(ValidationError, match="geen geldig RSIN"):
            component("rsin").veld().clean(nummer)


@pytest.mark.eis("R.C11")
def test_kvk_number_is_looked_up(registers: Registers) -> None:
    veld = component("kvk").veld()
    assert veld.clean("9000 0011") == "90000011"
    with pytest.raises(ValidationError, match="niet in het handelsregister"):
        veld.clean("99999999")
    with pytest.raises(ValidationError, match="geen geldig KVK-nummer"):
        veld.clean("00000000")
    assert component("kvk", bestaat=False).veld().clean("99999999") == "99999999"


@pytest.mark.eis("R.C17")
def test_kvk_number_is_taken_as_given_when_the_register_is_silent(registers: Registers) -> None:
    registers.zet(kvk="stuk")
    assert component("kvk").veld().clean("99999999") == "99999999"


def test_stored_number_is_judged_without_asking_again(registers: Registers) -> None:
    component("kvk").controleer("90000011")
    component("vestiging").controleer({"nummer": "000090000012", "naam": ""})
    assert registers.gevraagd("kvk") == 0


@pytest.fixture
def bakker(budget: FormulierVersie) -> Inzending:
    """The draft of a company with two branches."""
    gebruiker = inwoner_voor("kvk", "90000011", naam="Bakkerij De Halm")
    koppel_identiteit(gebruiker, soort="kvk", nummer="90000011", naam="Bakkerij De Halm")
    return Inzending.objects.create(formulierversie=budget, gebruiker=gebruiker)


@pytest.mark.eis("R.C11")
def test_company_chooses_one_of_its_own_branches(registers: Registers, bakker: Inzending) -> None:
    vestiging = component("vestiging")
    veld = vestiging.veld(met(None, bakker))
    assert [code for code, _label in veld.choices] == ["000090000011", "000090000012"]
    json = vestiging.naar_json(veld.clean("000090000012"))
    assert json == {"nummer": "000090000012", "naam": "De Halm Lunch"}
    assert vestiging.weergave(json) == "De Halm Lunch (000090000012)"
    assert vestiging.regelwaarde(json) == vestiging.eigenschap(json) == "000090000012"
    with pytest.raises(ValidationError):
        veld.clean("000090000033")


@pytest.mark.eis("R.C17")
def test_company_types_its_branch_when_the_register_is_silent(registers: Registers, bakker: Inzending) -> None:
    registers.zet(kvk="stuk")
    veld = component("vestiging").veld(met(None, bakker))
    assert veld.clean("0000 9000 0012") == {"nummer": "000090000012", "naam": ""}
    with pytest.raises(ValidationError, match="geen geldig vestigingsnummer"):
        veld.clean("000000000000")


def test_branch_that_is_typed_is_looked_up(registers: Registers) -> None:
    veld = component("vestiging").veld()
    assert veld.clean("000090000034") == {"nummer": "000090000034", "naam": "Van Dijk Zonnepanelen"}
    with pytest.raises(ValidationError, match="niet in het handelsregister"):
        veld.clean("000099999999")
