"""The page of one zaak: what it shows, to whom, and that every look is written down first."""

import uuid

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mijnportaal.accounts.models import Gebruiker, Inzage
from mijnportaal.kern import opslag as bestanden
from tests.fabrieken import BSN_FATIMA, informatieobjecttype, maak_zaak
from tests.portaalclient import PortaalClient
from zaken.models import Zaak, Zaaktypeversie
from zaken.services.behandeling import neem, wijs_toe, zet_status
from zaken.services.documenten import NieuwDocument, voeg_document_toe

pytestmark = pytest.mark.usefixtures("opslag")


def pagina(zaak: Zaak) -> str:
    return reverse("behandeling:zaak", args=[zaak.uuid])


def voeg_foto_toe(zaak: Zaak, door: Gebruiker, titel: str = "Foto van de tegel") -> None:
    bestand = bestanden.bewaar(ContentFile(b"%PDF-1.7 proef", name="tegel.pdf"))
    document = NieuwDocument(bestand=bestand, titel=titel, informatieobjecttype=informatieobjecttype("Foto"))
    voeg_document_toe(zaak, document, auteur=door.naam, door=door)


def test_page_shows_everything_of_the_zaak(
    client: PortaalClient, behandelaar: Gebruiker, budgettype: Zaaktypeversie, inwoner: Gebruiker
) -> None:
    zaak = maak_zaak(
        budgettype,
        van=inwoner,
        omschrijving="Bankje in het park",
        toelichting="Wij willen samen zitten.",
        locatie="Dorpsstraat 12",
        geometrie={"type": "Point", "coordinates": [5.3, 52.1]},
        eigenschappen={"bedrag": "1610.50"},
    )
    neem(zaak, door=behandelaar)

    html = client.log_in(behandelaar).get(pagina(zaak)).content.decode()

    verwacht = ["Bankje in het park", "Wij willen samen zitten.", "Dorpsstraat 12", "52.1 noord", "1.610,50", "Bedrag"]
    verwacht += ["Fatima de Vries-El Idrissi", "•••••0019", "Amira Benali", "Ontvangen", "Waarom deze datum?"]
    verwacht += ["8 weken later is", "fatima@example.nl", zaak.identificatie]
    for tekst in verwacht:
        assert tekst in html


@pytest.mark.eis("S-30")
def test_bsn_stands_on_no_page_of_staff(
    client: PortaalClient, behandelaar: Gebruiker, budgettype: Zaaktypeversie, inwoner: Gebruiker
) -> None:
    zaak = maak_zaak(budgettype, van=inwoner)
    client.log_in(behandelaar)
    namen = ["zaak", "geef_vrij", "wijs_toe", "status", "aanvulling", "besluit", "afsluiten", "document_toevoegen"]
    namen += ["draag_over", "opschorten", "hervatten", "verlengen", "latere_datum", "taak_nieuw", "notitie", "relatie"]
    namen += ["deelzaak", "heropenen", "corrigeren"]

    for naam in namen:
        assert BSN_FATIMA not in client.get(reverse(f"behandeling:{naam}", args=[zaak.uuid])).content.decode()


@pytest.mark.eis("P-09")
def test_a_look_at_a_zaak_is_written_down_with_its_purpose(
    client: PortaalClient, behandelaar: Gebruiker, meldingtype: Zaaktypeversie
) -> None:
    zaak = maak_zaak(meldingtype)

    client.log_in(behandelaar).get(pagina(zaak))

    regel = Inzage.objects.get()
    assert (regel.gebruiker, regel.onderwerp_soort, regel.onderwerp) == (behandelaar, "zaak", zaak.uuid)
    assert regel.doel == f"Behandeling van zaak {zaak.identificatie}"


@pytest.mark.eis("S-31")
def test_without_a_line_in_the_view_log_there_is_no_page(
    client: PortaalClient, behandelaar: Gebruiker, meldingtype: Zaaktypeversie
) -> None:
    zaak = maak_zaak(meldingtype)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_inzage ADD CONSTRAINT vol CHECK (false) NOT VALID")

    with pytest.raises(IntegrityError):
        client.log_in(behandelaar).get(pagina(zaak))


def test_a_stranger_gets_404_and_another_profile_403(
    client: PortaalClient,
    request: pytest.FixtureRequest,
    behandelaar: Gebruiker,
    vreemde: Gebruiker,
    meldingtype: Zaaktypeversie,
    inwoner: Gebruiker,
) -> None:
    zaak = maak_zaak(meldingtype, van=inwoner)

    assert client.log_in(behandelaar).get(pagina(zaak)).status_code == 200
    assert client.log_in(vreemde).get(pagina(zaak)).status_code == 404
    assert client.get(reverse("behandeling:zaak", args=[uuid.uuid4()])).status_code == 404
    for wie in ("inwoner", "kcc", "archivaris", "beheerder"):
        assert client.log_in(request.getfixturevalue(wie)).get(pagina(zaak)).status_code == 403
    assert Inzage.objects.filter(gebruiker=vreemde).count() == 0


def test_buttons_follow_the_rights(
    client: PortaalClient, behandelaar: Gebruiker, coordinator: Gebruiker, budgettype: Zaaktypeversie
) -> None:
    zaak = maak_zaak(budgettype)
    wijs_toe(zaak, behandelaar, door=coordinator)

    html = client.log_in(behandelaar).get(pagina(zaak)).content.decode()

    assert "Zet status" in html
    assert "Geef terug aan de groep" in html
    assert "Neem in behandeling" not in html


def test_a_closed_zaak_has_no_buttons_of_the_work_and_refuses_every_act(
    client: PortaalClient, behandelaar: Gebruiker, meldingtype: Zaaktypeversie
) -> None:
    zaak = maak_zaak(meldingtype)
    neem(zaak, door=behandelaar)
    resultaat = meldingtype.resultaattypen.get(omschrijving="Opgelost")
    client.log_in(behandelaar)
    client.post(reverse("behandeling:afsluiten", args=[zaak.uuid]), {"resultaattype": str(resultaat.uuid)})

    html = client.get(pagina(zaak)).content.decode()
    assert [knop.tekst for knop in client.get(pagina(zaak)).context["beeld"].handelingen] == []
    assert "Schrijf een notitie" in html
    assert "5 jaar later vernietigd" in html
    werk = ("geef_vrij", "wijs_toe", "draag_over", "status", "besluit", "afsluiten", "document_toevoegen", "taak_nieuw")
    for naam in (*werk, "aanvulling", "opschorten", "verlengen", "latere_datum", "relatie", "deelzaak"):
        url = reverse(f"behandeling:{naam}", args=[zaak.uuid])
        for antwoord in (client.get(url), client.post(url, {"reden": "Toch niet"})):
            assert "De zaak is al afgesloten." in antwoord.content.decode(), naam
    client.post(reverse("behandeling:neem", args=[zaak.uuid]))
    zaak.refresh_from_db()
    assert zaak.gebeurtenissen.last().soort == "afgesloten"  # type: ignore[union-attr]


def test_number_of_queries_does_not_grow_with_the_zaak(
    client: PortaalClient, behandelaar: Gebruiker, meldingtype: Zaaktypeversie
) -> None:
    zaak = maak_zaak(meldingtype)
    client.log_in(behandelaar)

    def queries() -> int:
        with CaptureQueriesContext(connection) as gesteld:
            client.get(pagina(zaak))
        return len(gesteld)

    voeg_foto_toe(zaak, behandelaar)
    een = queries()
    for nummer in range(5):
        voeg_foto_toe(zaak, behandelaar, f"Foto {nummer}")
    zet_status(zaak, meldingtype.statustypen.get(volgnummer=2), door=behandelaar)

    assert queries() == een
    assert een <= 34
