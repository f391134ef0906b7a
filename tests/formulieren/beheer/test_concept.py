"""Changing a concept in the studio: its texts, its pages and its questions; what a question is keeps its id."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from formulieren.componenten.basis import COMPONENTEN
from formulieren.componenten.structuur import STRUCTUUR
from formulieren.definitie import Definitie
from formulieren.models import FormulierVersie
from formulieren.services.studio import zet_regel
from mijnportaal.accounts.models import Gebruiker
from tests.portaalclient import PortaalClient

BASIS = {"verplicht": "niet", "gevoelig": "gewoon", "toon": ["samenvatting", "pdf"]}
GEEN_OPTIES = {"opties-TOTAL_FORMS": "0", "opties-INITIAL_FORMS": "0"}


def adres(versie: FormulierVersie, naam: str = "versie", *meer: Any) -> str:
    return reverse(f"studio:{naam}", args=[versie.uuid, *meer])


def nu(versie: FormulierVersie) -> dict[str, Any]:
    """Return the definition as it is stored now."""
    versie.refresh_from_db()
    gegevens: dict[str, Any] = versie.definitie
    return gegevens


def vraag_id(versie: FormulierVersie, sleutel: str) -> uuid.UUID:
    return next(vraag.id for vraag in Definitie(nu(versie)).elke_vraag() if vraag.sleutel == sleutel)


def vragen_in(versie: FormulierVersie, nummer: int) -> list[str]:
    return [vraag["sleutel"] for vraag in nu(versie)["stappen"][nummer]["vragen"]]


def voeg_toe(joost: PortaalClient, versie: FormulierVersie, houder: str, type_: str, **velden: Any) -> dict[str, Any]:
    """Add a question through its page and return it as it is stored."""
    antwoord = joost.post(
        f"{adres(versie, 'vraag_nieuw', houder)}?type={type_}",
        {**BASIS, **GEEN_OPTIES, "houder": houder, **velden},
    )
    assert antwoord.status_code == 302, antwoord.content.decode()
    vraag = antwoord.url.rpartition("#deel-")[2]
    return dict(Definitie(nu(versie)).op_id[uuid.UUID(vraag)].gegevens)


def test_texts_of_the_form_are_kept_per_language(joost: PortaalClient, concept: FormulierVersie) -> None:
    html = joost.get(adres(concept, "gegevens")).content.decode()
    assert "Melding openbare ruimte (en)" in html
    velden = {
        "titel_nl": "Melding",
        "titel_en": "Report",
        "nodig_nl": "Een pen\nEen foto",
        "nodig_en": "A pen\nA photo",
        "omschrijving": "${categorie}",
        "niveau": "20",
    }
    assert joost.post(adres(concept, "gegevens"), velden).url == adres(concept)
    definitie = nu(concept)
    assert definitie["titel"] == {"nl": "Melding", "en": "Report"}
    assert definitie["nodig"] == [{"nl": "Een pen", "en": "A pen"}, {"nl": "Een foto", "en": "A photo"}]
    assert "samenvatting" not in definitie
    assert concept.niveau == 20
    assert "nog niet ingevuld" in joost.post(adres(concept, "gegevens"), {**velden, "titel_nl": ""}).content.decode()


def test_pages_are_added_changed_moved_and_taken_out(joost: PortaalClient, concept: FormulierVersie) -> None:
    joost.post(adres(concept, "stap_nieuw"), {"titel_nl": "Wie bént u?", "titel_en": "Who are you?"})
    assert nu(concept)["stappen"][-1]["sleutel"] == "wie-bent-u"
    joost.post(adres(concept, "stap", "wie-bent-u"), {"titel_nl": "Uw gegevens", "uitleg_nl": "Vul in."})
    assert nu(concept)["stappen"][-1]["titel"] == {"nl": "Uw gegevens"}
    joost.post(adres(concept, "stap_verplaats", "wie-bent-u"), {"richting": "omhoog"})
    assert [stap["sleutel"] for stap in nu(concept)["stappen"]] == ["wat", "waar", "fotos", "wie-bent-u", "contact"]
    assert "gaan mee" in joost.get(adres(concept, "stap_weg", "contact")).content.decode()
    joost.post(adres(concept, "stap_weg", "contact"))
    assert [stap["sleutel"] for stap in nu(concept)["stappen"]] == ["wat", "waar", "fotos", "wie-bent-u"]
    assert joost.get(adres(concept, "stap", "contact")).status_code == 404


def test_every_type_has_a_page_to_add_and_change_it(joost: PortaalClient, concept: FormulierVersie) -> None:
    velden = {"label_nl": "Nieuwe vraag", "tekst_nl": "Lees dit.", "rijen": "3", "max_bedrag": "750"}
    for type_ in sorted({*COMPONENTEN, *STRUCTUUR}):
        assert joost.get(f"{adres(concept, 'vraag_nieuw', 'wat')}?type={type_}").status_code == 200, type_
        vraag = voeg_toe(joost, concept, "wat", type_, soort="document" if type_ == "bestanden" else "info", **velden)
        assert vraag["type"] == type_
        assert joost.get(adres(concept, "vraag", vraag["id"])).status_code == 200, type_
    assert joost.get(adres(concept)).status_code == 200


def test_type_of_a_new_question_is_chosen_first(joost: PortaalClient, concept: FormulierVersie) -> None:
    html = joost.get(adres(concept, "vraag_nieuw", "wat")).content.decode()
    assert "Korte tekst" in html
    assert "Vragen die terugkomen" in html
    assert joost.get(adres(concept, "vraag_nieuw", "nergens")).status_code == 404


def test_question_keeps_its_id_and_what_the_studio_does_not_ask(
    joost: PortaalClient, concept: FormulierVersie, beheerder: Gebruiker
) -> None:
    zelfde = vraag_id(concept, "omschrijving")
    zet_regel(concept, str(zelfde), "zichtbaar", {"==": [{"var": "categorie"}, "afval"]}, door=beheerder)
    velden = {**BASIS, "label_nl": "Wat is er?", "houder": "wat", "sleutel": "uitleg", "max_lengte": "80"}
    joost.post(adres(concept, "vraag", zelfde), {**velden, "naar": "toelichting", "verplicht": "zacht"})
    vraag = Definitie(nu(concept)).op_id[zelfde].gegevens
    assert (vraag["label"], vraag["max_lengte"], vraag["verplicht"]) == ({"nl": "Wat is er?"}, 80, "zacht")
    assert (vraag["naar"], vraag["sleutel"], "toon" in vraag) == ("toelichting", "uitleg", False)
    assert vraag["zichtbaar"] == {"==": [{"var": "categorie"}, "afval"]}


def test_rules_and_templates_follow_a_new_key(
    joost: PortaalClient, concept: FormulierVersie, beheerder: Gebruiker
) -> None:
    regel = {"and": [{"==": [{"var": "categorie"}, "afval"]}, {"!": {"leeg": {"var": ["categorie", "x"]}}}]}
    zet_regel(concept, str(vraag_id(concept, "plaats")), "zichtbaar", regel, door=beheerder)
    opties = {"opties-TOTAL_FORMS": "2", "opties-INITIAL_FORMS": "2"}
    for nummer, optie in enumerate(definitie_opties(concept)):
        opties |= {f"opties-{nummer}-code": optie["code"], f"opties-{nummer}-label_nl": optie["label"]["nl"]}
    velden = {**BASIS, **opties, "label_nl": "Wat?", "houder": "wat", "sleutel": "soort"}
    joost.post(adres(concept, "vraag", vraag_id(concept, "categorie")), velden)
    definitie = nu(concept)
    assert definitie["omschrijving"] == "${soort}: ${plaats}"
    gevonden = Definitie(definitie).op_id[vraag_id(concept, "plaats")].gegevens["zichtbaar"]
    assert gevonden == {"and": [{"==": [{"var": "soort"}, "afval"]}, {"!": {"leeg": {"var": ["soort", "x"]}}}]}


def definitie_opties(concept: FormulierVersie) -> list[dict[str, Any]]:
    opties: list[dict[str, Any]] = nu(concept)["stappen"][0]["vragen"][0]["opties"]
    return opties


def test_key_of_another_question_is_refused(joost: PortaalClient, concept: FormulierVersie) -> None:
    velden = {**BASIS, "label_nl": "Wat is er?", "houder": "wat"}
    zelfde = adres(concept, "vraag", vraag_id(concept, "omschrijving"))
    assert "van een andere vraag" in joost.post(zelfde, {**velden, "sleutel": "plaats"}).content.decode()
    assert "enkele onderstrepingen" in joost.post(zelfde, {**velden, "sleutel": "a__b"}).content.decode()
    assert vragen_in(concept, 0) == ["categorie", "omschrijving"]


def test_options_are_rows_that_can_be_added_ordered_and_emptied(joost: PortaalClient, concept: FormulierVersie) -> None:
    zelfde = vraag_id(concept, "categorie")
    rijen = {
        "opties-TOTAL_FORMS": "3",
        "opties-INITIAL_FORMS": "2",
        "opties-0-code": "afval",
        "opties-0-label_nl": "",
        "opties-1-code": "groen",
        "opties-1-label_nl": "Groen",
        "opties-1-plaats": "2",
        "opties-2-label_nl": "Kapotte lamp",
        "opties-2-plaats": "1",
    }
    velden = {**BASIS, **rijen, "label_nl": "Waarover?", "houder": "wat", "sleutel": "categorie", "blijf": "1"}
    antwoord = joost.post(adres(concept, "vraag", zelfde), velden)
    assert antwoord.url == adres(concept, "vraag", zelfde)
    opties = definitie_opties(concept)
    assert opties == [
        {"code": "kapotte_lamp", "label": {"nl": "Kapotte lamp"}},
        {"code": "groen", "label": {"nl": "Groen"}},
    ]


def test_questions_move_over_the_edge_of_a_page(joost: PortaalClient, concept: FormulierVersie) -> None:
    omlaag = adres(concept, "vraag_verplaats", vraag_id(concept, "omschrijving"))
    joost.post(omlaag, {"richting": "omlaag"})
    assert (vragen_in(concept, 0), vragen_in(concept, 1)) == (["categorie"], ["omschrijving", "plaats"])
    joost.post(omlaag, {"richting": "omhoog"})
    joost.post(omlaag, {"richting": "omhoog"})
    joost.post(omlaag, {"richting": "omhoog"})
    assert vragen_in(concept, 0) == ["omschrijving", "categorie"]


def test_copy_has_ids_and_keys_of_its_own(joost: PortaalClient, concept: FormulierVersie) -> None:
    groep = voeg_toe(joost, concept, "wat", "groep", label_nl="Kind", sleutel="kind")
    naam = voeg_toe(joost, concept, groep["id"], "tekst", label_nl="Naam van het kind", sleutel="kindnaam")
    joost.post(adres(concept, "vraag_kopieer", groep["id"]))
    kopie = nu(concept)["stappen"][0]["vragen"][-1]
    assert (kopie["sleutel"], kopie["vragen"][0]["sleutel"]) == ("kind_2", "kindnaam_2")
    assert len({groep["id"], naam["id"], kopie["id"], kopie["vragen"][0]["id"]}) == 4


def test_repeating_group_holds_questions_and_no_other_repeating_group(
    joost: PortaalClient, concept: FormulierVersie
) -> None:
    kinderen = voeg_toe(joost, concept, "wat", "herhaling", label_nl="Kinderen", rijnaam_nl="kind", max="5")
    assert (kinderen["max"], kinderen["rijnaam"]) == (5, {"nl": "kind"})
    binnen = voeg_toe(joost, concept, kinderen["id"], "tekst", label_nl="Voornaam")
    assert nu(concept)["stappen"][0]["vragen"][-1]["vragen"][0]["id"] == binnen["id"]
    pad = f"{adres(concept, 'vraag_nieuw', kinderen['id'])}?type=herhaling"
    geweigerd = joost.post(pad, {"label_nl": "Speelgoed", "houder": kinderen["id"], "min": "0", "max": "3"})
    assert "Een herhaling staat niet in een herhaling" in geweigerd.content.decode()


def test_question_goes_elsewhere_and_out(joost: PortaalClient, concept: FormulierVersie) -> None:
    velden = {**BASIS, "label_nl": "Wat is er?", "houder": "contact", "sleutel": "omschrijving"}
    zelfde = vraag_id(concept, "omschrijving")
    joost.post(adres(concept, "vraag", zelfde), velden)
    assert vragen_in(concept, 3)[-1] == "omschrijving"
    assert "Verwijder" in joost.get(adres(concept, "vraag_weg", zelfde)).content.decode()
    joost.post(adres(concept, "vraag_weg", zelfde))
    assert "omschrijving" not in vragen_in(concept, 3)
    assert joost.post(adres(concept, "vraag_weg", zelfde)).status_code == 404


@pytest.mark.eis("R.E5")
def test_page_of_another_form_is_taken_over_as_a_copy(
    joost: PortaalClient, concept: FormulierVersie, budget: FormulierVersie
) -> None:
    keuze = f"{budget.uuid}:plan"
    assert keuze in joost.get(adres(concept, "stap_overnemen")).content.decode()
    joost.post(adres(concept, "stap_overnemen"), {"stap": keuze})
    stap = nu(concept)["stappen"][-1]
    assert stap["sleutel"] == "plan"
    assert [vraag["sleutel"] for vraag in stap["vragen"]] == ["titel", "wanneer"]
    oud = {vraag["id"] for vraag in budget.definitie["stappen"][0]["vragen"]}
    assert not oud & {vraag["id"] for vraag in stap["vragen"]}
