"""A zaak that another system registered: without status, and later perhaps without outcome. Its pages still work."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.notificaties.models import Bericht
from tests import fabrieken
from tests.portaalclient import PortaalClient, werk_taken_af
from tests.zaken.api.besluiten import RSIN, Aanroeper, lichaam, zaakadres
from zaken.models import Resultaat, Vervalreden, Zaak, Zaaktypeversie
from zaken.services.afsluiting import sluit_af
from zaken.services.besluiten import leg_besluit_vast, trek_besluit_in
from zaken.services.resultaten import verwijder_resultaat

CATALOGI = "http://testserver/catalogi/api/v1"
ZAKEN = "/zaken/api/v1"
CRS = {"HTTP_ACCEPT_CRS": "EPSG:4326", "HTTP_CONTENT_CRS": "EPSG:4326"}


@pytest.fixture
def zaak(budgettype: Zaaktypeversie, inwoner: Gebruiker, behandelaar: Gebruiker) -> Zaak:
    """A zaak of a resident of which the API told nothing but that it is there, and whose it is."""
    fabrieken.maak_applicatie("proef", alles=True)
    roep = Aanroeper()
    gegevens = {
        "zaaktype": f"{CATALOGI}/zaaktypen/{budgettype.uuid}",
        "bronorganisatie": RSIN,
        "verantwoordelijkeOrganisatie": RSIN,
        "startdatum": "2026-03-02",
    }
    zaak = Zaak.objects.get(uuid=roep("post", f"{ZAKEN}/zaken", gegevens, **CRS).json()["uuid"])
    rol = {
        "zaak": zaakadres(zaak),
        "betrokkeneType": "natuurlijk_persoon",
        "roltype": f"{CATALOGI}/roltypen/{budgettype.roltypen.get(soort='initiator').uuid}",
        "roltoelichting": "aanvrager",
        "betrokkeneIdentificatie": {"inpBsn": fabrieken.BSN_FATIMA},
    }
    assert roep("post", f"{ZAKEN}/rollen", rol).status_code == 201
    return zaak


def test_a_resident_sees_a_zaak_that_has_no_status_yet(client: PortaalClient, inwoner: Gebruiker, zaak: Zaak) -> None:
    client.log_in(inwoner)
    for adres in (reverse("pip:overzicht"), reverse("pip:zaken"), reverse("pip:zaak", args=[zaak.uuid])):
        html = client.get(adres).content.decode()
        assert zaak.identificatie in html
        assert "Nog niet begonnen" in html
        assert "None" not in html


def test_staff_sees_a_zaak_that_has_no_status_yet(client: PortaalClient, behandelaar: Gebruiker, zaak: Zaak) -> None:
    client.log_in(behandelaar)
    for adres in (reverse("behandeling:werkvoorraad"), reverse("behandeling:zaak", args=[zaak.uuid])):
        antwoord = client.get(adres)
        assert antwoord.status_code == 200
        assert "None" not in antwoord.content.decode()


def test_a_closed_zaak_whose_outcome_was_taken_back_still_has_its_pages(
    client: PortaalClient,
    budgettype: Zaaktypeversie,
    inwoner: Gebruiker,
    behandelaar: Gebruiker,
    archivaris: Gebruiker,
) -> None:
    zaak = fabrieken.maak_zaak(budgettype, van=inwoner)
    sluit_af(zaak, budgettype.resultaattypen.get(omschrijving="Ingetrokken"), door=behandelaar)
    verwijder_resultaat(Resultaat.objects.get(zaak=zaak), geforceerd=True, door=behandelaar)

    client.log_in(inwoner)
    for adres in (reverse("pip:overzicht"), reverse("pip:zaken"), reverse("pip:zaak", args=[zaak.uuid])):
        assert client.get(adres).status_code == 200
    client.log_in(behandelaar)
    assert client.get(reverse("behandeling:zaak", args=[zaak.uuid])).status_code == 200
    client.log_in(archivaris)
    assert zaak.identificatie in client.get(reverse("archief:overzicht"), {"lijst": "zonder-datum"}).content.decode()
    html = client.get(reverse("archief:zaak", args=[zaak.uuid])).content.decode()
    assert "De zaak heeft geen resultaat." in html


def test_a_besluit_with_only_what_the_standard_asks_is_told_and_shown(
    client: PortaalClient, inwoner: Gebruiker, behandelaar: Gebruiker, zaak: Zaak
) -> None:
    gegevens = lichaam(zaak.zaaktypeversie.besluittypen.get(), zaak=zaakadres(zaak))
    assert Aanroeper()("post", "/besluiten/api/v1/besluiten", gegevens).status_code == 201
    werk_taken_af()

    bericht = Bericht.objects.in_portaal(inwoner.pk).get(onderwerp__icontains="besluit")
    assert "None" not in bericht.tekst
    for wie, adres in (
        (inwoner, reverse("pip:zaak", args=[zaak.uuid])),
        (behandelaar, reverse("behandeling:zaak", args=[zaak.uuid])),
    ):
        html = client.log_in(wie).get(adres).content.decode()
        assert "Besluit op de aanvraag" in html
        assert "None" not in html


def test_a_resident_reads_that_a_besluit_was_withdrawn(
    client: PortaalClient, inwoner: Gebruiker, behandelaar: Gebruiker, zaak: Zaak
) -> None:
    dag = timezone.localdate()
    besluittype = zaak.zaaktypeversie.besluittypen.get()
    besluit = leg_besluit_vast(zaak, besluittype, ingangsdatum=dag, motivering="Goed plan.", door=behandelaar)
    trek_besluit_in(besluit, per=dag, vervalreden=Vervalreden.INGETROKKEN_OVERHEID, reden="Een fout.", door=behandelaar)
    html = client.log_in(inwoner).get(reverse("pip:zaak", args=[zaak.uuid])).content.decode()
    assert "Wij hebben dit besluit ingetrokken." in html
    assert "Het besluit geldt tot" in html
