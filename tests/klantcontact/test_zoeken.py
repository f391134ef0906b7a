"""The KCC finds a caller: with a reason, by post only, and every look is written down."""

import datetime
from typing import Any

import pytest

from klantcontact.zoekvraag import Zoekvraag
from mijnportaal.accounts.models import Gebruiker, Inzage
from tests.fabrieken import BSN_FATIMA, maak_zaak
from tests.portaalclient import PortaalClient
from zaken.models import Betrokkene, Zaaktypeversie

KCC = "/kcc/"
REDEN = {"reden": "vraag"}
DOEL = "Vraag van de beller over een zaak"


def vraag(**velden: str) -> dict[str, Any]:
    return {**REDEN, **velden}


GEBOREN = {"geboortedatum_dag": "14", "geboortedatum_maand": "5", "geboortedatum_jaar": "1984"}


@pytest.mark.parametrize(
    "velden",
    [
        {"bsn": BSN_FATIMA},
        {"bsn": " 9999.90.019 "},
        {"achternaam": "de vries-el idrissi", **GEBOREN},
        {"email": "FATIMA@example.nl"},
        {"telefoon": "+31 6 1234 5601"},
    ],
)
def test_caller_is_found(client: PortaalClient, kcc: Gebruiker, inwoner: Gebruiker, velden: dict[str, str]) -> None:
    Betrokkene.objects.filter(identiteiten=inwoner.pk).update(telefoon="06-12345601")

    html = client.log_in(kcc).post(KCC, vraag(**velden)).content.decode()

    assert "Fatima de Vries-El Idrissi" in html
    assert "•••••0019" in html


def test_caller_is_found_by_the_number_of_a_zaak(
    client: PortaalClient, kcc: Gebruiker, inwoner: Gebruiker, budgettype: Zaaktypeversie
) -> None:
    zaak = maak_zaak(budgettype, van=inwoner)

    assert "Fatima" in client.log_in(kcc).post(KCC, vraag(zaaknummer=zaak.identificatie)).content.decode()
    assert "Niemand gevonden" in client.post(KCC, vraag(zaaknummer="2026-9999999")).content.decode()


def test_number_of_a_zaak_that_the_kcc_may_not_know_finds_nobody(
    client: PortaalClient, kcc: Gebruiker, inwoner: Gebruiker, request: pytest.FixtureRequest
) -> None:
    zaak = maak_zaak(request.getfixturevalue("budgettype"), van=inwoner)

    assert "Niemand gevonden" in client.log_in(kcc).post(KCC, vraag(zaaknummer=zaak.identificatie)).content.decode()


@pytest.mark.parametrize(
    ("gegevens", "zin"),
    [
        ({"bsn": BSN_FATIMA}, "Kies waarom u deze klant opzoekt."),
        (REDEN, "Vul in waarmee u wilt zoeken."),
        (vraag(achternaam="Vries"), "Vul bij een achternaam ook de geboortedatum in."),
        (vraag(bsn="999990018"), "Dit is geen geldig burgerservicenummer. Vul de 9 cijfers in."),
        (
            vraag(email="fatima@example.nl", zaaknummer="2026-1"),
            "Vul één manier in om te zoeken, en laat de rest leeg.",
        ),
        (
            vraag(achternaam="Vries", geboortedatum_dag="31", geboortedatum_maand="2", geboortedatum_jaar="1984"),
            "datum",
        ),
    ],
)
def test_a_question_that_is_not_complete_finds_nobody(
    client: PortaalClient, kcc: Gebruiker, inwoner: Gebruiker, gegevens: dict[str, str], zin: str
) -> None:
    html = client.log_in(kcc).post(KCC, gegevens).content.decode()

    assert zin in html
    assert "Fatima" not in html
    assert not Inzage.objects.exists()


@pytest.mark.eis("S-30")
def test_a_bsn_is_never_shown_again_not_even_after_a_mistake(
    client: PortaalClient, kcc: Gebruiker, inwoner: Gebruiker
) -> None:
    client.log_in(kcc)

    for gegevens in (vraag(bsn=BSN_FATIMA), {"bsn": BSN_FATIMA}):
        assert BSN_FATIMA not in client.post(KCC, gegevens).content.decode()
    # A question in the address is not a question.
    assert "Fatima" not in client.get(KCC, {"email": "fatima@example.nl", **REDEN}).content.decode()


@pytest.mark.eis("P-17")
def test_every_result_is_written_down_with_the_reason_and_at_most_twenty_are_shown(
    client: PortaalClient, kcc: Gebruiker
) -> None:
    Betrokkene.objects.bulk_create(
        Betrokkene(soort="natuurlijk_persoon", naam=f"Buur {nummer:02}", email="straat@example.nl")
        for nummer in range(25)
    )

    html = client.log_in(kcc).post(KCC, vraag(email="straat@example.nl")).content.decode()

    assert html.count("Buur ") == 20
    assert list(Inzage.objects.values_list("doel", "scherm").distinct()) == [(DOEL, "kcc/zoeken")]
    assert Inzage.objects.values("onderwerp").distinct().count() == 20


def test_employees_are_not_customers(client: PortaalClient, kcc: Gebruiker) -> None:
    Betrokkene.objects.create(soort="medewerker", naam="Ruud Peeters", email="ruud@example.nl")

    assert "Ruud" not in client.log_in(kcc).post(KCC, vraag(email="ruud@example.nl")).content.decode()


@pytest.mark.parametrize("wie", ["inwoner", "behandelaar", "archivaris", "beheerder", "coordinator"])
def test_search_is_refused_to_other_profiles(client: PortaalClient, request: pytest.FixtureRequest, wie: str) -> None:
    assert client.log_in(request.getfixturevalue(wie)).get(KCC).status_code == 403


@pytest.mark.parametrize("getypt", ["06-1234 5601", "+31612345601", "0031 6 12345601", "+31 (0)6 12345601"])
def test_a_telephone_number_is_the_same_however_it_is_typed(getypt: str) -> None:
    assert "0612345601" in Zoekvraag(telefoon=getypt).telefoonvormen


def test_a_surname_is_also_looked_for_without_what_stands_before_it() -> None:
    vormen = Zoekvraag(achternaam="van den Berg", geboortedatum=datetime.date(1979, 4, 3)).achternaamvormen

    assert vormen == ["van den Berg", "Berg"]
