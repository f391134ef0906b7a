"""Rules in the studio: built of conditions, read as sentences, and refused with what is wrong with them."""

import json
from typing import Any

import pytest

from formulieren.definitie import Definitie
from formulieren.models import FormulierVersie
from formulieren.services.studio import zet_regel
from mijnportaal.accounts.models import Gebruiker
from tests.formulieren.beheer.test_concept import adres, nu, vraag_id
from tests.portaalclient import PortaalClient


def voorwaarden(*rijen: tuple[str, str, str], voeg: str = "and") -> dict[str, str]:
    """Return what the builder sends."""
    velden = {"voeg-voeg": voeg, "voorwaarden-TOTAL_FORMS": str(len(rijen)), "voorwaarden-INITIAL_FORMS": "0"}
    for nummer, rij in enumerate(rijen):
        velden |= {
            f"voorwaarden-{nummer}-{naam}": deel
            for naam, deel in zip(("sleutel", "operator", "waarde"), rij, strict=True)
        }
    return {**velden, "bouw": "1"}


def regel_van(versie: FormulierVersie, sleutel: str, naam: str) -> Any:
    return Definitie(nu(versie)).op_id[vraag_id(versie, sleutel)].gegevens.get(naam)


def test_rule_is_built_of_conditions_and_read_as_a_sentence(joost: PortaalClient, concept: FormulierVersie) -> None:
    pad = adres(concept, "regel", vraag_id(concept, "omschrijving"), "zichtbaar")
    assert "nog geen regel" in joost.get(pad).content.decode()
    rijen = voorwaarden(("categorie", "==", "Afval"), ("plaats", "gevuld", ""), voeg="or")
    assert joost.post(pad, rijen).status_code == 302
    verwacht = {"or": [{"==": [{"var": "categorie"}, "afval"]}, {"!": [{"leeg": [{"var": "plaats"}]}]}]}
    assert regel_van(concept, "omschrijving", "zichtbaar") == verwacht
    html = joost.get(pad).content.decode()
    assert "als ‘Vraag categorie’ gelijk is aan ‘Afval’ of ‘Vraag plaats’ is ingevuld" in html
    assert 'value="afval"' in html
    assert "gelijk is aan ‘Afval’" in joost.get(adres(concept)).content.decode()
    joost.post(pad, {"weg": "1"})
    assert regel_van(concept, "omschrijving", "zichtbaar") is None


def test_condition_without_answer_or_question_is_refused(joost: PortaalClient, concept: FormulierVersie) -> None:
    pad = adres(concept, "regel", vraag_id(concept, "omschrijving"), "verplicht_als")
    assert "waarmee u het antwoord vergelijkt" in joost.post(pad, voorwaarden(("categorie", "==", ""))).content.decode()
    assert "ten minste één vraag" in joost.post(pad, voorwaarden(("", "==", ""))).content.decode()
    assert regel_van(concept, "omschrijving", "verplicht_als") is None
    assert joost.get(adres(concept, "regel", vraag_id(concept, "omschrijving"), "raar")).status_code == 404


def test_other_rule_is_shown_as_sentence_and_changed_as_json(
    joost: PortaalClient, concept: FormulierVersie, beheerder: Gebruiker
) -> None:
    vraag = vraag_id(concept, "omschrijving")
    pad = adres(concept, "regel", vraag, "zichtbaar")
    anders = {"!": [{"in": [{"var": "categorie"}, ["afval"]]}]}
    zet_regel(concept, str(vraag), "zichtbaar", anders, door=beheerder)
    html = joost.get(pad).content.decode()
    assert "past niet in losse voorwaarden" in html
    assert "niet geldt dat ‘Vraag categorie’ één is van ‘Afval’" in html
    for fout, tekst in (
        ("geen goede JSON", "{"),
        ("bestaat niet", '{"raad": []}'),
        ("weg_is_weg", '{"var": "weg_is_weg"}'),
    ):
        assert fout in joost.post(pad, {"json": "1", "json-inhoud": tekst}).content.decode(), tekst
    assert regel_van(concept, "omschrijving", "zichtbaar") == anders
    goed = {"!=": [{"var": "categorie"}, "groen"]}
    joost.post(pad, {"json": "1", "json-inhoud": json.dumps(goed)})
    assert regel_van(concept, "omschrijving", "zichtbaar") == goed


def test_page_has_a_rule_and_somebody_can_be_stopped(joost: PortaalClient, concept: FormulierVersie) -> None:
    joost.post(adres(concept, "regel", "fotos", "van_toepassing"), voorwaarden(("categorie", "!=", "groen")))
    assert nu(concept)["stappen"][2]["van_toepassing"] == {"!=": [{"var": "categorie"}, "groen"]}
    velden = {"stap": "wat", "melding_nl": "Groen doet het waterschap.", **voorwaarden(("categorie", "==", "groen"))}
    joost.post(adres(concept, "blokkade_nieuw"), velden)
    verwacht = {
        "stap": "wat",
        "melding": {"nl": "Groen doet het waterschap."},
        "als": {"==": [{"var": "categorie"}, "groen"]},
    }
    assert nu(concept)["blokkades"] == [verwacht]
    html = joost.get(adres(concept)).content.decode()
    assert "Groen doet het waterschap." in html
    assert "Deze stap is er als ‘Vraag categorie’ niet gelijk is aan ‘Groen’." in html
    anders = {**velden, "melding_nl": "Bel het waterschap.", "voorwaarden-INITIAL_FORMS": "1"}
    joost.post(adres(concept, "blokkade", 0), anders)
    assert nu(concept)["blokkades"][0]["melding"] == {"nl": "Bel het waterschap."}
    joost.post(adres(concept, "blokkade", 0), {"weg": "1"})
    assert nu(concept)["blokkades"] == []
    assert joost.get(adres(concept, "blokkade", 0)).status_code == 404


@pytest.mark.eis("R.E10")
def test_checklist_leads_to_what_has_to_be_mended(
    joost: PortaalClient, concept: FormulierVersie, beheerder: Gebruiker
) -> None:
    vraag = vraag_id(concept, "omschrijving")
    zet_regel(concept, str(vraag), "zichtbaar", {"var": "bestaat_niet"}, door=beheerder)
    joost.post(adres(concept, "stap_nieuw"), {"titel_nl": "Leeg"})
    html = joost.get(adres(concept, "publiceren")).content.decode()
    assert adres(concept, "stap", "leeg") in html
    joost.post(adres(concept, "stap_weg", "leeg"))
    html = joost.get(adres(concept, "publiceren")).content.decode()
    assert "bestaat_niet" in html
    assert adres(concept, "vraag", vraag) in html
    joost.post(adres(concept, "publiceren"))
    concept.refresh_from_db()
    assert concept.status == FormulierVersie.Status.CONCEPT


def test_concept_in_order_is_published_and_says_what_changed(
    joost: PortaalClient, concept: FormulierVersie, melding: FormulierVersie, beheerder: Gebruiker
) -> None:
    zet_regel(
        concept,
        str(vraag_id(concept, "omschrijving")),
        "zichtbaar",
        {"==": [{"var": "categorie"}, "afval"]},
        door=beheerder,
    )
    html = joost.get(adres(concept, "publiceren")).content.decode()
    assert "Alles is in orde" in html
    assert "‘Vraag omschrijving’ is veranderd: wanneer u de vraag krijgt." in html
    joost.post(adres(concept, "publiceren"))
    concept.refresh_from_db()
    melding.refresh_from_db()
    assert (concept.status, melding.status) == (FormulierVersie.Status.GEPUBLICEERD, FormulierVersie.Status.INGETROKKEN)
    assert "is veranderd" in joost.get(f"{adres(concept, 'verschil')}?met=1").content.decode()
    assert "geen eerdere versie" in joost.get(adres(melding, "verschil")).content.decode()
    assert joost.get(f"{adres(concept, 'verschil')}?met=x").status_code == 404


def test_price_is_written_as_json_and_checked_at_once(joost: PortaalClient, concept: FormulierVersie) -> None:
    pad = adres(concept, "onderdeel", "prijs")
    bedrag = {"if": [{"==": [{"var": "categorie"}, "groen"]}, "12.50", "0"]}
    prijs = {"bedrag": bedrag, "omschrijving": {"nl": "Leges", "en": "Fee"}, "wanneer": "na"}
    onbekend = '{"bedrag": {"var": "verdwenen"}, "wanneer": "na"}'
    for fout, tekst in (("geen goede JSON", "{"), ("niet te lezen", "[]"), ("verdwenen", onbekend)):
        assert fout in joost.post(pad, {"json-inhoud": tekst}).content.decode(), tekst
    assert "prijs" not in nu(concept)
    joost.post(pad, {"json-inhoud": json.dumps(prijs)})
    assert nu(concept)["prijs"] == prijs
    joost.post(pad, {"json-inhoud": ""})
    assert "prijs" not in nu(concept)
    assert joost.get(adres(concept, "onderdeel", "stappen")).status_code == 404
