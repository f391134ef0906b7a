"""Trying a concept out: seen as a resident does, sent without anything happening, kept as a sample case."""

from pathlib import Path
from typing import Any

import pytest

from formulieren.models import FormulierVersie, Inzending
from formulieren.services.studio import zet_onderdeel, zet_regel
from mijnportaal.accounts.models import Gebruiker
from tests.formulieren.beheer.test_concept import adres, nu, vraag_id
from tests.portaalclient import PortaalClient
from zaken.models import Zaak

ANTWOORDEN = {
    "categorie": "afval",
    "omschrijving": "De bak is vol.",
    "plaats_adres": "Dorpsstraat 1",
    "naam": "Wim de Wit",
    "email": "wim@example.nl",
}


def uit(html: str) -> str:
    """Return the part that says what would happen."""
    return html.partition('id="uitkomst"')[2].partition("</section>")[0]


@pytest.mark.eis("R.E3")
def test_sending_on_trial_tells_what_would_happen_and_leaves_nothing(
    joost: PortaalClient, concept: FormulierVersie, opslag: Path
) -> None:
    html = joost.post(adres(concept, "proef"), {**ANTWOORDEN, "verstuur": "1"}).content.decode()
    gebeurt = uit(html)
    for deel in ("De bak is vol.", "Wim de Wit", "Afval: ", "Aanvraag", "Melding openbare ruimte"):
        assert deel in gebeurt, html
    assert not Zaak.objects.exists()
    assert not Inzending.objects.exists()
    assert [pad for pad in opslag.rglob("*") if pad.is_file()] == []


def test_what_is_missing_is_told_as_to_a_resident(joost: PortaalClient, concept: FormulierVersie) -> None:
    html = joost.post(adres(concept, "proef"), {**ANTWOORDEN, "omschrijving": "", "verstuur": "1"}).content.decode()
    assert "U heeft deze vraag nog niet beantwoord: Vraag omschrijving" in html
    assert uit(html) == ""


def test_page_reads_as_in_the_chosen_language_and_follows_the_rules(
    joost: PortaalClient, concept: FormulierVersie, beheerder: Gebruiker
) -> None:
    regel = {"==": [{"var": "categorie"}, "groen"]}
    zet_regel(concept, "fotos", "van_toepassing", regel, door=beheerder)
    html = joost.get(adres(concept, "proef")).content.decode()
    assert "Vraag omschrijving" in html
    assert "Stap fotos" not in html
    html = joost.post(adres(concept, "proef"), {"categorie": "groen", "taal": "en"}).content.decode()
    assert '<div lang="en">' in html
    assert "Vraag omschrijving (en)" in html
    assert "Stap fotos (en)" in html


def test_rows_come_and_go(joost: PortaalClient, concept: FormulierVersie, beheerder: Gebruiker) -> None:
    definitie = nu(concept)
    kind = {**definitie["stappen"][3]["vragen"][0], "id": "11111111-1111-4111-8111-111111111111", "sleutel": "kindnaam"}
    kind.pop("naar", None)
    herhaling = {
        "id": "22222222-2222-4222-8222-222222222222",
        "sleutel": "kinderen",
        "type": "herhaling",
        "label": {"nl": "Kinderen", "en": "Children"},
        "max": 3,
        "vragen": [kind],
    }
    stappen: list[dict[str, Any]] = definitie["stappen"]
    stappen[0]["vragen"].append(herhaling)
    zet_onderdeel(concept, "stappen", stappen, door=beheerder)
    html = joost.post(adres(concept, "proef"), {"rij_erbij": "kinderen"}).content.decode()
    rij = html.partition('name="rijen__22222222-2222-4222-8222-222222222222" value="')[2].partition('"')[0]
    veld = f"kindnaam__{rij.replace('-', '')}"
    assert f'name="{veld}"' in html
    rijen = {"rijen__22222222-2222-4222-8222-222222222222": rij}
    html = joost.post(adres(concept, "proef"), {**rijen, veld: "Noor", "reken": "1"}).content.decode()
    assert 'value="Noor"' in html
    assert veld not in joost.post(adres(concept, "proef"), {**rijen, "rij_weg": rij}).content.decode()


def test_sample_case_is_kept_and_guards_the_publishing(
    joost: PortaalClient, concept: FormulierVersie, beheerder: Gebruiker
) -> None:
    vraag = str(vraag_id(concept, "plaats"))
    zet_regel(concept, vraag, "zichtbaar", {"==": [{"var": "categorie"}, "afval"]}, door=beheerder)
    joost.post(adres(concept, "proef"), {**ANTWOORDEN, "naam": "Volle bak", "bewaar": "1"})
    (geval,) = nu(concept)["voorbeelden"]
    assert (geval["naam"], geval["antwoorden"]["categorie"]) == ("Volle bak", "afval")
    assert geval["verwacht"] == {"zichtbaar": {"plaats": True}, "blokkades": []}
    assert "Alles is in orde" in joost.get(adres(concept, "publiceren")).content.decode()
    zet_regel(concept, vraag, "zichtbaar", {"==": [{"var": "categorie"}, "groen"]}, door=beheerder)
    assert "Proefgeval ‘Volle bak’" in joost.get(adres(concept, "publiceren")).content.decode()
    joost.post(adres(concept, "voorbeeld_weg"), {"naam": "Volle bak"})
    assert nu(concept)["voorbeelden"] == []


def test_what_cannot_be_tried_yet_says_why(joost: PortaalClient, concept: FormulierVersie) -> None:
    joost.post(adres(concept, "stap_nieuw"), {"titel_nl": "Leeg"})
    html = joost.get(adres(concept, "proef")).content.decode()
    assert "nog niet proberen" in html
    assert adres(concept, "stap", "leeg") in html
