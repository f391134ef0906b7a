"""What the registers know, in the shapes of their standards, through the clients that ask them."""

from typing import Any

import pytest
from pytest_django import Settings

from mijnportaal.bronnen.adressen import AdresJson, adresregel, huisnummerdelen, huisnummertekst, zelfde_adres
from mijnportaal.bronnen.bag import Adressen
from mijnportaal.bronnen.brp import GEGEVENS, Doelbinding, Personen, gegeven_van
from mijnportaal.bronnen.kvk import Bedrijven
from mijnportaal.bronnen.poorten import adressen, bedrijven, personen
from mijnportaal.bronnen.verbinding import BronStoring
from tests.fabrieken import BSN_FATIMA, BSN_SANNE, BSN_WIM
from tests.registers import Registers

DOEL = Doelbinding("Verhuizing doorgeven", "inwoner")
BSN_LOTTE, BSN_MEHMET, BSN_JAN, BSN_ZOE = "999990093", "999990068", "999990044", "999990135"
OVERLEDEN, BUITENLAND, ONBEKEND = "999990251", "999990287", "999990597"


@pytest.fixture
def brp(registers: Registers) -> Personen:
    poort = personen()
    assert poort
    return poort


@pytest.fixture
def kvk(registers: Registers) -> Bedrijven:
    poort = bedrijven()
    assert poort
    return poort


@pytest.fixture
def bag(registers: Registers) -> Adressen:
    poort = adressen()
    assert poort
    return poort


def namen(personen: list[dict[str, Any]]) -> list[str]:
    return [persoon["voornamen"] for persoon in personen]


@pytest.mark.eis("R.C10")
def test_person_is_read_by_the_names_that_forms_use(brp: Personen) -> None:
    gevraagd = {"bsn", "naam", "geboortedatum", "adres", "adres.postcode", "geboorteplaats", "nationaliteit", "geheim"}
    assert brp.haal(BSN_FATIMA, gevraagd, doel=DOEL) == {
        "bsn": BSN_FATIMA,
        "naam": "Fatima de Vries-El Idrissi",
        "geboortedatum": "1984-05-14",
        "adres": {
            "postcode": "1234 AB",
            "huisnummer": 12,
            "huisletter": "",
            "toevoeging": "",
            "straat": "Dorpsstraat",
            "woonplaats": "Voorbeeldstad",
            "nummeraanduiding": "1999200000000008",
        },
        "adres.postcode": "1234 AB",
        "geboorteplaats": "Voorbeeldstad",
        "nationaliteit": "Nederlandse",
        "geheim": False,
    }


@pytest.mark.eis("R.C10")
@pytest.mark.parametrize("naam", sorted(GEGEVENS))
def test_every_known_name_can_be_asked(brp: Personen, naam: str) -> None:
    assert brp.haal(BSN_FATIMA, {naam}, doel=DOEL) is not None


def test_paths_of_other_systems_lead_to_our_names() -> None:
    assert gegeven_van("naam.voornamen") == "voornamen"
    assert gegeven_van("adres.straat") == "adres.straat"
    assert gegeven_van("verblijfstitel.aanduiding") == ""


def test_secrecy_and_foreign_origin_come_along(brp: Personen) -> None:
    assert brp.haal(BSN_WIM, {"geheim"}, doel=DOEL) == {"geheim": True}
    assert brp.haal(BSN_ZOE, {"geboorteland", "nationaliteit"}, doel=DOEL) == {
        "geboorteland": "Ierland",
        "nationaliteit": "Ierse",
    }


def test_somebody_abroad_has_lines_and_a_country(brp: Personen) -> None:
    gevonden = brp.haal(BUITENLAND, {"adres", "adres.postcode"}, doel=DOEL)
    assert gevonden == {"adres": {"regels": ["Meir 12", "2000 Antwerpen"], "land": "België"}, "adres.postcode": ""}


@pytest.mark.parametrize("bsn", [OVERLEDEN, ONBEKEND])
def test_nobody_starts_from_data_of_the_dead_or_the_unknown(brp: Personen, bsn: str) -> None:
    assert brp.haal(bsn, {"naam"}, doel=DOEL) is None


@pytest.mark.eis("R.C12")
def test_partner_counts_as_long_as_the_bond_lasts(brp: Personen) -> None:
    def partners(bsn: str) -> list[dict[str, Any]]:
        gevonden = brp.haal(bsn, {"partners"}, doel=DOEL)
        assert gevonden
        return list(gevonden["partners"])

    assert namen(partners(BSN_FATIMA)) == ["Pieter"]
    assert partners(BSN_LOTTE) == []  # divorced
    assert partners(BSN_WIM) == []  # widowed
    assert partners(BSN_SANNE) == []  # lives together, not married
    elif_kaya = partners(BSN_MEHMET)[0]
    assert (elif_kaya["bsn"], elif_kaya["geboortedatum"]) == ("", "1991-04")
    assert partners(BSN_ZOE)[0]["soort"] == "geregistreerd partnerschap"


@pytest.mark.eis("R.C12")
def test_children_tell_who_died_and_who_lives_at_home(brp: Personen, registers: Registers) -> None:
    gevonden = brp.haal(BSN_FATIMA, {"kinderen"}, doel=DOEL)
    assert gevonden
    assert [(kind["voornamen"], kind["overleden"], kind["zelfde_adres"]) for kind in gevonden["kinderen"]] == [
        ("Noor", False, True),
        ("Yusuf Pieter", False, True),
        ("Amin", True, True),
    ]
    assert registers.gevraagd("brp") == 2  # the parent, and all children at once


@pytest.mark.eis("R.C12")
def test_child_without_bsn_is_a_child(brp: Personen) -> None:
    gevonden = brp.haal(BSN_MEHMET, {"kinderen_met_gezag"}, doel=DOEL)
    assert gevonden
    ayla, deniz = gevonden["kinderen_met_gezag"]
    assert (ayla["bsn"], ayla["geboortedatum"], ayla["zelfde_adres"], ayla["gezag"]) == ("", "2018", None, None)
    assert (deniz["zelfde_adres"], deniz["gezag"]) == (True, True)


@pytest.mark.eis("R.C12")
def test_child_under_a_guardian_is_not_under_the_authority_of_its_parent(brp: Personen) -> None:
    gevonden = brp.haal(BSN_LOTTE, {"kinderen_met_gezag"}, doel=DOEL)
    assert gevonden
    assert {kind["voornamen"]: kind["gezag"] for kind in gevonden["kinderen_met_gezag"]} == {
        "Daan": False,  # of age
        "Sem": False,
        "Mila": True,
    }


@pytest.mark.eis("P-01")
def test_only_the_fields_that_are_needed_are_asked(brp: Personen) -> None:
    velden = {veld for naam in ("naam", "adres.postcode") for veld in GEGEVENS[naam].velden}
    assert velden == {"naam.volledigeNaam", "verblijfplaats.verblijfadres.postcode"}


@pytest.mark.eis("R.C11")
def test_company_is_read_with_its_owner_and_main_branch(kvk: Bedrijven) -> None:
    gevraagd = {"naam", "statutaire_naam", "rsin", "rechtsvorm", "opgericht", "adres.straat", "vestigingsnummer"}
    assert kvk.haal("90000022", gevraagd) == {
        "naam": "Stichting Buurtkracht Voorbeeldstad",
        "statutaire_naam": "Stichting Buurtkracht Voorbeeldstad",
        "rsin": "856000012",
        "rechtsvorm": "Stichting",
        "opgericht": "2015-06",
        "adres.straat": "Molenweg",
        "vestigingsnummer": "000090000022",
    }
    assert kvk.haal("99999999", {"naam"}) is None


def test_screened_address_of_a_company_stays_screened(kvk: Bedrijven) -> None:
    assert kvk.haal("90000044", {"adres"}) == {"adres": {}}
    assert kvk.vestigingen("90000044")[0]["adres"] == ""


@pytest.mark.eis("R.C11")
def test_branches_come_with_the_main_one_first(kvk: Bedrijven) -> None:
    gevonden = kvk.vestigingen("90000033")
    assert [(vestiging["vestigingsnummer"], vestiging["hoofdvestiging"]) for vestiging in gevonden] == [
        ("000090000033", True),
        ("000090000034", False),
        ("000090000035", False),
    ]
    assert kvk.vestigingen("99999999") == []
    profiel = kvk.vestiging("000090000012")
    assert profiel
    assert (profiel["kvk_nummer"], profiel["naam"]) == ("90000011", "De Halm Lunch")
    assert kvk.vestiging("000099999999") is None


def test_company_is_found_by_its_rsin(kvk: Bedrijven) -> None:
    gevonden = kvk.zoek(rsin="856000024")
    assert gevonden
    assert gevonden["kvk_nummer"] == "90000033"
    assert kvk.zoek(rsin="856000036") is None


@pytest.mark.eis("R.C20")
def test_address_is_found_with_every_letter_and_addition(bag: Adressen) -> None:
    assert [huisnummertekst(adres) for adres in bag.zoek("1234 ab", 16)] == ["16", "16-1", "16-2", "16-BIS"]
    assert [huisnummertekst(adres) for adres in bag.zoek("1235CD", 45)] == ["45 A", "45 B", "45 C", "45 C-2"]
    assert bag.zoek("1234 AB", 11) == []


@pytest.mark.eis("R.C20")
def test_block_of_flats_is_read_to_its_last_door(bag: Adressen) -> None:
    assert len(bag.zoek("1236 EH", 1)) == 121


@pytest.mark.eis("R.C18")
def test_address_that_was_found_once_survives_an_outage(bag: Adressen, registers: Registers) -> None:
    gevonden = bag.zoek("1234 AB", 12)
    assert bag.zoek("1234 AB", 12) == gevonden
    assert registers.gevraagd("bag") == 1
    registers.zet(bag="stuk")
    assert bag.zoek("1234 AB", 12) == gevonden
    with pytest.raises(BronStoring):
        bag.zoek("1234 AB", 10)


def test_cache_that_is_down_only_remembers_nothing(bag: Adressen, registers: Registers, settings: Settings) -> None:
    onbereikbaar = {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": onbereikbaar}
    for _keer in range(2):
        assert bag.zoek("1234 AB", 12)
    assert registers.gevraagd("bag") == 2


@pytest.mark.eis("R.C18")
def test_failure_is_not_remembered(bag: Adressen, registers: Registers) -> None:
    registers.zet(bag="stuk")
    with pytest.raises(BronStoring):
        bag.zoek("1234 AB", 10)
    registers.zet(bag="goed")
    assert [adres["straat"] for adres in bag.zoek("1234 AB", 10)] == ["Dorpsstraat"]


@pytest.mark.parametrize(
    ("tekst", "delen"),
    [
        ("12", (12, "", "")),
        ("45 B", (45, "B", "")),
        ("45b", (45, "B", "")),
        ("45 C-2", (45, "C", "2")),
        ("16-BIS", (16, "", "BIS")),
        ("noord", None),
    ],
)
def test_house_number_falls_apart_in_number_letter_and_addition(tekst: str, delen: tuple[int, str, str] | None) -> None:
    assert huisnummerdelen(tekst) == delen


def test_addresses_of_two_sources_are_the_same_place() -> None:
    met = AdresJson(postcode="1234 AB", huisnummer=12, nummeraanduiding="1")
    assert zelfde_adres(met, AdresJson(postcode="1234ab", huisnummer=12))
    assert not zelfde_adres(met, AdresJson(postcode="1234 AB", huisnummer=12, huisletter="A"))
    assert not zelfde_adres(AdresJson(), AdresJson())
    assert adresregel(AdresJson(regels=["Meir 12"], land="België")) == "Meir 12, België"
