"""An address: found by the server, chosen among those that exist, typed by hand, or abroad (pain 15)."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from formulieren.componenten import component_voor
from formulieren.componenten.adres import DELEN, AdresVeld
from formulieren.componenten.basis import Vraagcontext
from formulieren.componenten.locatie import plek_in_gemeente
from formulieren.definitie import Vraag
from mijnportaal.kern.forms import PortaalForm
from tests.formulieren.definities import vraag
from tests.registers import Registers


def component(**gegevens: Any) -> Any:
    return component_voor(Vraag(vraag("woning", "adres", **gegevens)))


def invoer(**delen: str) -> list[str]:
    return [delen.get(deel, "") for deel in DELEN]


def pagina(veld: AdresVeld, data: dict[str, str]) -> BeautifulSoup:
    """Return the question as it stands on a page after this was sent."""
    formulier = PortaalForm(data)
    formulier.fields["woning"] = veld
    formulier.is_valid()
    return BeautifulSoup(str(formulier["woning"].as_field_group()), "html.parser")


DORPSSTRAAT = {
    "postcode": "1234 AB",
    "huisnummer": 12,
    "huisletter": "",
    "toevoeging": "",
    "straat": "Dorpsstraat",
    "woonplaats": "Voorbeeldstad",
    "nummeraanduiding": "1999200000000008",
    "woonplaatscode": "9901",
}


@pytest.mark.eis("R.C18")
def test_street_and_place_follow_from_postcode_and_number(registers: Registers) -> None:
    adres = component()
    json = adres.naar_json(adres.veld().clean(invoer(postcode="1234ab", huisnummer="12")))
    assert json == DORPSSTRAAT
    assert adres.weergave(json) == "Dorpsstraat 12, 1234 AB Voorbeeldstad"
    assert adres.regelwaarde(json)["in_gemeente"] is True
    assert plek_in_gemeente(adres.regelwaarde(json))
    adres.controleer(json)


@pytest.mark.eis("R.C16")
def test_street_that_was_sent_is_not_believed(registers: Registers) -> None:
    gegeven = invoer(postcode="1234 AB", huisnummer="12", straat="Koningslaan", woonplaats="Anderstad")
    assert component().veld().clean(gegeven) == DORPSSTRAAT


@pytest.mark.eis("R.C20")
@pytest.mark.parametrize(
    ("delen", "letter", "toevoeging"),
    [
        ({"huisnummer": "45", "huisletter": "b"}, "B", ""),
        ({"huisnummer": "45b"}, "B", ""),
        ({"huisnummer": "45 C-2"}, "C", "2"),
        ({"huisnummer": "45", "keuze": "C|2"}, "C", "2"),
    ],
)
def test_letter_and_addition_are_found_however_they_are_typed(
    registers: Registers, delen: dict[str, str], letter: str, toevoeging: str
) -> None:
    json = component().veld().clean(invoer(postcode="1235 CD", **delen))
    assert (json["huisletter"], json["toevoeging"]) == (letter, toevoeging)


@pytest.mark.eis("R.C20")
def test_only_addresses_that_exist_are_offered(registers: Registers) -> None:
    pagina_ = pagina(component().veld(), {"woning_postcode": "1235 CD", "woning_huisnummer": "45"})
    assert "Kies het goede adres" in pagina_.get_text()
    keuzes = [knop["value"] for knop in pagina_.select("input[type=radio]")]
    assert keuzes == ["A|", "B|", "C|", "C|2"]
    with pytest.raises(ValidationError, match="Kies het goede adres"):
        component().veld().clean(invoer(postcode="1235 CD", huisnummer="45", huisletter="Z"))


@pytest.mark.eis("R.C19")
def test_address_that_is_not_found_can_be_typed(registers: Registers) -> None:
    adres = component()
    with pytest.raises(ValidationError, match="vul de straat en de plaats zelf in"):
        adres.veld().clean(invoer(postcode="1234 AB", huisnummer="13"))
    zelf = invoer(postcode="1234 AB", huisnummer="13", straat="Dorpsstraat", woonplaats="Voorbeeldstad")
    json = adres.veld().clean(zelf)
    assert json["zelf"]
    assert "nakijken" not in json
    adres.controleer(json)
    assert adres.als_invoer(json)[5:7] == ["Dorpsstraat", "Voorbeeldstad"]


def test_form_can_insist_on_an_address_that_exists(registers: Registers) -> None:
    adres = component(zelf=False)
    zelf = invoer(postcode="1234 AB", huisnummer="13", straat="Dorpsstraat", woonplaats="Voorbeeldstad")
    with pytest.raises(ValidationError, match="Kijk de postcode en het huisnummer na"):
        adres.veld().clean(zelf)
    with pytest.raises(ValidationError):
        adres.controleer({**DORPSSTRAAT, "zelf": True})


@pytest.mark.eis("R.C17")
def test_address_is_typed_when_the_register_is_silent_and_looked_up_later(registers: Registers) -> None:
    registers.zet(bag="stuk")
    adres = component()
    with pytest.raises(ValidationError, match="nu geen adressen opzoeken"):
        adres.veld().clean(invoer(postcode="1234 AB", huisnummer="12"))
    zelf = invoer(postcode="1234 AB", huisnummer="12", straat="Dorpstraat", woonplaats="Voorbeeldstad")
    json = adres.veld().clean(zelf)
    assert json["nakijken"]
    registers.zet(bag="goed")
    assert adres.kijk_na(json) == DORPSSTRAAT
    assert adres.kijk_na({**json, "huisnummer": 13}) is None


@pytest.mark.parametrize("postcode", ["1234 SA", "1234 SD", "1234 SS", "0123 AB", "12345", "1234 A1"])
def test_postcode_that_cannot_be_is_refused(registers: Registers, postcode: str) -> None:
    with pytest.raises(ValidationError, match="postcode"):
        component().veld().clean(invoer(postcode=postcode, huisnummer="12"))


def test_everything_that_is_wrong_is_told_at_once(registers: Registers) -> None:
    with pytest.raises(ValidationError) as fout:
        component().veld().clean(invoer(straat="Dorpsstraat", huisnummer="noord"))
    assert fout.value.messages == [
        "Vul uw postcode in, bijvoorbeeld 1234 AB.",
        "Vul een huisnummer in, bijvoorbeeld 12.",
    ]
    assert registers.gevraagd("bag") == 0


def test_address_outside_the_municipality_is_refused_where_that_matters(registers: Registers) -> None:
    buiten = invoer(postcode="9876 ZX", huisnummer="7")
    json = component().veld().clean(buiten)
    assert component().regelwaarde(json)["in_gemeente"] is False
    assert not plek_in_gemeente(component().regelwaarde(json))
    with pytest.raises(ValidationError, match="niet in onze gemeente"):
        component(in_gemeente=True).veld().clean(buiten)
    with pytest.raises(ValidationError, match="niet in onze gemeente"):
        component(in_gemeente=True).controleer(json)
    assert component(in_gemeente=True).veld().clean(invoer(postcode="1234 AB", huisnummer="12"))


def test_address_abroad_has_lines_and_a_country() -> None:
    adres = component(buitenland=True)
    json = adres.veld().clean(invoer(regel1="Meir 12", regel2="2000 Antwerpen", land="België"))
    assert adres.weergave(json) == "Meir 12, 2000 Antwerpen, België"
    assert adres.regelwaarde(json)["buitenland"] is True
    adres.controleer(json)
    with pytest.raises(ValidationError, match="Vul het adres en het land in"):
        adres.veld().clean(invoer(regel1="Meir 12"))
    with pytest.raises(ValidationError):
        component().controleer(json)


def test_lines_abroad_count_for_nothing_where_they_are_not_asked(registers: Registers) -> None:
    with pytest.raises(ValidationError, match="postcode"):
        component().veld().clean(invoer(regel1="Meir 12", land="België"))


def test_empty_address_is_no_answer_unless_it_is_required() -> None:
    assert component(verplicht="niet").veld().clean(invoer()) is None
    with pytest.raises(ValidationError):
        component().veld().clean(invoer())


def test_address_of_a_register_abroad_passes_where_we_filled_it_in() -> None:
    json = {"regels": ["Meir 12"], "land": "België"}
    component().controleer(json, Vraagcontext(gevuld=json))


def test_stored_address_stands_on_the_page_without_a_question_to_the_register(registers: Registers) -> None:
    formulier = PortaalForm(initial={"woning": DORPSSTRAAT})
    formulier.fields["woning"] = component().veld()
    tekst = str(formulier["woning"].as_field_group())
    assert 'value="1234 AB"' in tekst
    assert "Dorpsstraat 12, 1234 AB Voorbeeldstad" in tekst
    assert registers.gevraagd("bag") == 0
