"""The list of one's own zaken."""

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from mijnportaal.accounts.models import Gebruiker
from tests.fabrieken import maak_zaak
from tests.formulieren.invuller import tekst_van
from tests.portaalclient import PortaalClient, werk_taken_af
from zaken.models import Resultaattype, Rol, Rolsoort, Zaak, Zaaktypeversie
from zaken.services.afsluiting import sluit_af

PAD = "/mijn/zaken/"


@pytest.fixture
def gesloten(meldingtype: Zaaktypeversie, inwoner: Gebruiker, behandelaar: Gebruiker) -> Zaak:
    """A report of Fatima that is done."""
    zaak = maak_zaak(meldingtype, van=inwoner, omschrijving="Volle bak")
    sluit_af(zaak, Resultaattype.objects.get(omschrijving="Opgelost"), door=behandelaar)
    werk_taken_af()
    return zaak


def test_list_shows_open_and_closed_zaken_open_ones_first(
    fatima: PortaalClient, gesloten: Zaak, budgetzaak: Zaak
) -> None:
    pagina = tekst_van(fatima.get(PAD))
    assert pagina.index("Een bankje op het plein") < pagina.index("Volle bak")
    assert "Besluit uiterlijk" in pagina
    assert "Klaar sinds" in pagina
    assert "Opgelost" in pagina


@pytest.mark.parametrize(
    ("zoek", "bankje", "bak"),
    [({"status": "lopend"}, True, False), ({"status": "klaar"}, False, True), ({"status": "onzin"}, True, True)],
)
def test_list_can_be_filtered_on_status(
    fatima: PortaalClient, gesloten: Zaak, budgetzaak: Zaak, zoek: dict[str, str], bankje: bool, bak: bool
) -> None:
    pagina = tekst_van(fatima.get(PAD, zoek))
    assert ("Een bankje op het plein" in pagina) is bankje
    assert ("Volle bak" in pagina) is bak


def test_zaak_is_found_by_its_number_or_a_part_of_it(fatima: PortaalClient, gesloten: Zaak, budgetzaak: Zaak) -> None:
    pagina = tekst_van(fatima.get(PAD, {"nummer": f" {budgetzaak.identificatie[-4:]} "}))
    assert "Een bankje op het plein" in pagina
    assert "Volle bak" not in pagina
    assert "Wij vinden geen zaken" in tekst_van(fatima.get(PAD, {"nummer": "1999-1"}))


@pytest.mark.eis("S-29")
def test_number_of_another_resident_finds_nothing(
    client: PortaalClient, budgetzaak: Zaak, andere_inwoner: Gebruiker
) -> None:
    pagina = tekst_van(client.log_in(andere_inwoner).get(PAD, {"nummer": budgetzaak.identificatie}))
    assert "bankje" not in pagina
    assert "Wij vinden geen zaken" in pagina


@pytest.mark.eis("S-02")
def test_role_other_than_initiator_opens_nothing(
    client: PortaalClient, budgetzaak: Zaak, andere_inwoner: Gebruiker
) -> None:
    Rol.objects.create(
        zaak=budgetzaak,
        betrokkene=andere_inwoner.identiteit.betrokkene,
        roltype=budgetzaak.zaaktypeversie.roltypen.get(soort=Rolsoort.INITIATOR),
        soort=Rolsoort.BELANGHEBBENDE,
        geldig_van=timezone.now(),
    )
    client.log_in(andere_inwoner)
    assert "bankje" not in tekst_van(client.get(PAD))
    assert client.get(f"{PAD}{budgetzaak.uuid}/").status_code == 404


def test_list_is_paged(fatima: PortaalClient, meldingtype: Zaaktypeversie, inwoner: Gebruiker) -> None:
    for nummer in range(13):
        maak_zaak(meldingtype, van=inwoner, omschrijving=f"Melding {nummer}")
    werk_taken_af()
    assert "1 tot en met 12 van 13" in tekst_van(fatima.get(PAD))
    tweede = tekst_van(fatima.get(PAD, {"status": "lopend", "pagina": "2"}))
    assert "Melding 0" in tweede
    assert "?status=lopend&amp;pagina=1" in tweede
    assert fatima.get(PAD, {"pagina": "duizend"}).status_code == 200


def test_list_costs_as_many_queries_with_twelve_zaken_as_with_one(
    fatima: PortaalClient,
    meldingtype: Zaaktypeversie,
    budgetzaak: Zaak,
    inwoner: Gebruiker,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    # session and person; how many; zaken, their phases and pauses; menu: two counts
    with django_assert_num_queries(8):
        fatima.get(PAD)
    for nummer in range(11):
        maak_zaak(meldingtype, van=inwoner, omschrijving=f"Melding {nummer}")
    werk_taken_af()
    with django_assert_num_queries(8):
        fatima.get(PAD)


@pytest.mark.parametrize("omschrijving", ["Ğülşen 🌻", "شارع الملك", "<b>vet</b>", "x" * 80])
def test_any_name_is_shown_as_text(
    fatima: PortaalClient, meldingtype: Zaaktypeversie, inwoner: Gebruiker, omschrijving: str
) -> None:
    maak_zaak(meldingtype, van=inwoner, omschrijving=omschrijving)
    werk_taken_af()
    pagina = tekst_van(fatima.get(PAD))
    assert omschrijving.replace("<", "&lt;").replace(">", "&gt;") in pagina
    assert "<b>vet" not in pagina
