"""The files of the demo municipality: readable, complete, and in line with law and standards."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from formulieren.controle import gebreken
from formulieren.definitie import Definitie
from mijnportaal.demo import fotos
from mijnportaal.demo.gegevens import lees, lees_alle, personen
from mijnportaal.demo.handelingen import HANDELINGEN
from mijnportaal.demo.verhalen import alle_verhalen
from mijnportaal.kern.identificatie import controleer_bsn, controleer_kvk
from mijnportaal.kern.termijnen import Termijn
from mijnportaal.kern.wettermijnen import WETTERMIJNEN, Wet
from tests.demo.taal import GEMIDDELDE_ZIN, bezwaren, gemiddelde, zinnen
from zaken.selectielijst import Procestermijn, resultaat_op_nummer

ICONEN = Path(__file__).resolve().parents[2] / "frontend" / "icons.txt"


def teksten(waarde: Any) -> Iterator[dict[str, str]]:
    """Yield every object of language to sentence in a form."""
    if isinstance(waarde, dict) and "nl" in waarde:
        yield waarde
    elif isinstance(waarde, dict):
        for deel in waarde.values():
            yield from teksten(deel)
    elif isinstance(waarde, list):
        for deel in waarde:
            yield from teksten(deel)


def formulierteksten() -> list[dict[str, str]]:
    return [tekst for formulier in lees_alle("formulieren") for tekst in teksten(formulier)]


def zaaktypeteksten() -> Iterator[str]:
    """Yield what a resident reads about a zaak of the demo."""
    for zaaktype in lees_alle("zaaktypen"):
        for statustype in zaaktype["statustypen"]:
            yield from (statustype["naam_inwoner"], statustype["uitleg_inwoner"])
            for taak in statustype.get("taken", []):
                yield from (taak["titel"], taak["toelichting"])
        for resultaattype in zaaktype["resultaattypen"]:
            yield resultaattype["uitleg_inwoner"]


def verhaalteksten() -> Iterator[str]:
    """Yield what employees write to residents in the stories."""
    for verhaal in alle_verhalen():
        for stap in verhaal.get("verloop", []):
            yield from (stap[naam] for naam in ("titel", "toelichting", "motivering") if naam in stap)


BRONNEN = {
    "formulieren": [tekst["nl"] for tekst in formulierteksten()],
    "zaaktypen": list(zaaktypeteksten()),
    "berichten": list(verhaalteksten()),
}


@pytest.mark.parametrize("bron", BRONNEN)
def test_what_residents_read_is_language_b1(bron: str) -> None:
    assert [bezwaar for tekst in BRONNEN[bron] for bezwaar in bezwaren(tekst)] == []
    assert gemiddelde(BRONNEN[bron]) <= GEMIDDELDE_ZIN


def test_the_language_check_sees_what_is_too_hard() -> None:
    assert bezwaren("Indien u dit middels de post doet, dient u je naam d.m.v. een brief te sturen.")
    assert bezwaren(" ".join(["woord"] * 21) + ".")
    assert zinnen("Wij kijken ernaar. U hoort morgen meer!") == [
        ["Wij", "kijken", "ernaar"],
        ["U", "hoort", "morgen", "meer"],
    ]


def test_every_sentence_of_a_form_has_an_english_translation() -> None:
    assert [tekst["nl"] for tekst in formulierteksten() if not tekst.get("en")] == []


@pytest.mark.parametrize("formulier", lees_alle("formulieren"), ids=lambda formulier: str(formulier["slug"]))
def test_forms_have_no_faults(formulier: dict[str, Any]) -> None:
    assert [str(gebrek) for gebrek in gebreken(Definitie(formulier["definitie"]))] == []


@pytest.mark.parametrize("formulier", lees_alle("formulieren"), ids=lambda formulier: str(formulier["slug"]))
def test_every_personal_question_says_why_it_is_asked(formulier: dict[str, Any]) -> None:
    """Awb 4:4, second paragraph: nothing is asked that is not needed; what is about people explains itself."""
    vragen = Definitie(formulier["definitie"]).elke_vraag()
    persoonlijk = [vraag for vraag in vragen if vraag.gegevens.get("gevoelig", "gewoon") != "gewoon"]
    assert [vraag.sleutel for vraag in persoonlijk if not vraag.gegevens.get("waarom")] == []


@pytest.mark.parametrize("zaaktype", lees_alle("zaaktypen"), ids=lambda zaaktype: str(zaaktype["identificatie"]))
def test_outcomes_follow_the_selectielijst(zaaktype: dict[str, Any]) -> None:
    for resultaattype in zaaktype["resultaattypen"]:
        rij = resultaat_op_nummer(2020, resultaattype["selectielijst_nummer"])
        assert rij is not None
        assert rij.waardering == "vernietigen"
        assert resultaattype["archiefactietermijn"] == rij.bewaartermijn
        assert str(rij.procestype.nummer) == zaaktype["versie"]["selectielijst_procestype"]
        afleidingswijze = resultaattype.get("afleidingswijze", "afgehandeld")
        assert (afleidingswijze == "afgehandeld") == (rij.procestermijn == Procestermijn.NIHIL)


PRODUCTEN = {
    "melding-openbare-ruimte", "leefbaarheidsbudget", "uittreksel-brp", "verhuizing", "milieupas", "subsidie-groen-dak",
    "stimuleringslening", "subsidie-activiteiten", "bezwaar-woz", "bezwaar-belastingen", "voorgenomen-huwelijk",
    "wmo-melding", "evenementenvergunning", "woo-verzoek", "klacht", "avg-verzoek", "contact",
}  # fmt: skip


def test_each_of_the_seventeen_products_has_its_zaaktype_and_its_rights() -> None:
    rechten = lees("rechten.json")

    assert {zaaktype["identificatie"] for zaaktype in lees_alle("zaaktypen")} == PRODUCTEN
    for zaaktype in lees_alle("zaaktypen"):
        houders = {regel["groep"] for regel in rechten if regel["zaaktype"] == zaaktype["identificatie"]}
        assert zaaktype["groep"] in houders
        assert {"Coördinatie", "Klantcontactcentrum", "Informatiebeheer"} <= houders


def test_nobody_but_its_own_team_and_the_archive_reads_what_a_request_for_support_holds() -> None:
    wat = {
        regel["groep"]
        for regel in lees("rechten.json")
        if regel["zaaktype"] == "wmo-melding" and regel["omvang"] == "wat"
    }

    assert wat == {"Toegang sociaal domein", "Informatiebeheer"}


@pytest.mark.parametrize(
    ("zaaktype", "wet"),
    [
        ("woo-verzoek", Wet.WOO),
        ("avg-verzoek", Wet.AVG),
        ("klacht", Wet.KLACHT),
        ("wmo-melding", Wet.WMO_ONDERZOEK),
        ("evenementenvergunning", Wet.BESLISTERMIJN),
    ],
)
def test_terms_are_those_of_the_law(zaaktype: str, wet: Wet) -> None:
    versie = next(rij["versie"] for rij in lees_alle("zaaktypen") if rij["identificatie"] == zaaktype)

    assert Termijn.van_iso(versie["doorlooptijd"]) == WETTERMIJNEN[wet].termijn
    if verdaging := WETTERMIJNEN[wet].verdaging:
        assert Termijn.van_iso(versie["verlengingstermijn"]) == verdaging


def test_test_persons_have_numbers_of_the_test_range() -> None:
    for inwoner in personen()["inwoners"]:
        assert controleer_bsn(inwoner["bsn"]).startswith("9999")
    for bedrijf in personen()["bedrijven"]:
        assert controleer_kvk(bedrijf["kvk"]).startswith("9000")
    with pytest.raises(ValidationError):
        controleer_bsn("999990018")


def test_every_test_person_has_something_to_try_in_both_languages() -> None:
    sleutels = {
        persoon["sleutel"] for soort in ("inwoners", "bedrijven", "medewerkers") for persoon in personen()[soort]
    }
    rondleiding = lees("rondleiding.json")
    assert rondleiding.keys() == sleutels
    assert all(tekst["nl"] and tekst["en"] for tekst in rondleiding.values())


def test_icons_are_in_the_sprite() -> None:
    namen = set(ICONEN.read_text().split())
    gebruikt = {zaaktype["versie"]["icoon"] for zaaktype in lees_alle("zaaktypen")}
    for formulier in lees_alle("formulieren"):
        gebruikt.add(formulier["definitie"]["icoon"])
        for vraag in Definitie(formulier["definitie"]).vragen():
            gebruikt |= {optie["icoon"] for optie in vraag.gegevens.get("opties", []) if "icoon" in optie}
    assert gebruikt - namen == set()


def test_stories_use_acts_and_pictures_that_exist() -> None:
    for verhaal in alle_verhalen():
        stappen = verhaal.get("verloop", [])
        assert {stap["doe"] for stap in stappen} <= HANDELINGEN.keys()
        scenes = {scene for lijst in verhaal.get("bestanden", {}).values() for scene in lijst}
        scenes |= {
            scene for stap in stappen for scene in [*stap.get("fotos", []), *([stap["foto"]] if "foto" in stap else [])]
        }
        assert scenes <= fotos.SCENES.keys()


def test_the_same_scene_is_the_same_picture() -> None:
    assert fotos.maak_foto("volle-bak").read() == fotos.maak_foto("volle-bak").read()
