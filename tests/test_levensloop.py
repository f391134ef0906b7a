"""The whole life of a zaak, through the doors that people take, with the zaaktypen of the demo municipality."""

import datetime
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from mijnportaal.accounts.models import Gebruiker, Inzage
from mijnportaal.demo.catalogus import vul_catalogus
from mijnportaal.demo.mensen import account_van, vul_mensen
from mijnportaal.notificaties.models import Bericht
from tests.bezoek import Bezoek
from tests.bsnzoeker import bsns_in
from tests.formulierfabriek import PDF
from tests.kern.bestanden import afbeelding
from tests.portaalclient import PortaalClient
from tests.postvak import Postvak
from zaken.gebeurtenissen import breuk_in_keten
from zaken.models import Betrokkene, Verwerking, Zaak
from zaken.services.termijnen import termijn_van

pytestmark = pytest.mark.django_db


@pytest.fixture
def gemeente(klok: time_machine.Traveller, opslag: Any) -> None:
    """Voorbeeldstad with its people, zaaktypen, forms and rights; no zaak yet."""
    vul_mensen()
    vul_catalogus()


@pytest.fixture
def bezoek(client: PortaalClient, gemeente: None) -> Bezoek:
    return Bezoek(client)


@pytest.fixture
def mehmet(gemeente: None) -> Gebruiker:
    return account_van("mehmet-yilmaz")


def foto(naam: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(naam, afbeelding(), "image/jpeg")


def bon(naam: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(naam, PDF, "application/pdf")


def onderwerpen(postvak: Postvak, adres: str) -> list[str]:
    return [mail.onderwerp.partition(" (")[0] for mail in postvak.aan(adres)]


def alles_in_de_database() -> str:
    """Return the text of every row of every table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        tabellen = [rij[0] for rij in cursor.fetchall()]
        inhoud = []
        for tabel in tabellen:
            cursor.execute(f"SELECT t::text FROM {tabel} t")  # noqa: S608  (names of PostgreSQL itself)
            inhoud += [rij[0] for rij in cursor.fetchall()]
    return "\n".join(inhoud)


def test_report_without_login_from_first_page_to_archive(
    bezoek: Bezoek, postvak: Postvak, klok: time_machine.Traveller
) -> None:
    """Wim reports a lamp, Ruud mends it, Wim gets the photo, Ada knows until when it is kept."""
    bezoek.open("/").klik("Melding openbare ruimte")
    bezoek.verstuur("Beginnen")
    bezoek.verstuur("Volgende", categorie=bezoek.kies("categorie", "anders"), toelichting="De lamp knippert.")
    bezoek.verstuur("Volgende", plaats_adres="Dorpsstraat 12")
    bezoek.verstuur("Volgende", fotos=[foto("lamp.jpg")])
    bezoek.verstuur("Naar controleren", naam="Wim de Wit", email="wim@example.nl")
    bezoek.leest("De lamp knippert.", "Dorpsstraat 12", "lamp.jpg")
    bezoek.verstuur("Versturen", naar_waarheid="on")
    zaak = Zaak.objects.get()
    bezoek.leest(zaak.identificatie)
    assert onderwerpen(postvak, "wim@example.nl") == ["Ontvangen: Melding openbare ruimte"]
    assert "16 maart 2026" in postvak.mails[0].tekst  # two weeks after Monday 2 March

    klok.shift(datetime.timedelta(days=2))
    bezoek.als(account_van("ruud-peeters")).open("/werk/").klik("nog niet verdeeld").klik("Dorpsstraat 12")
    bezoek.leest("De lamp knippert.", "Wim de Wit")
    bezoek.verstuur("Neem")
    bezoek.open(f"/werk/zaken/{zaak.uuid}/status/")
    bezoek.verstuur("Zet status", statustype=bezoek.kies("statustype", "Ingepland"))
    bezoek.open(f"/werk/zaken/{zaak.uuid}/document/")
    bezoek.verstuur(
        "Voeg toe",
        foto=foto("klaar.jpg"),
        soort=bezoek.kies("soort", "Foto van de oplossing"),
        zichtbaar_voor_inwoner="on",
    )
    bezoek.open(f"/werk/zaken/{zaak.uuid}/afsluiten/")
    bezoek.verstuur(
        "Sluit de zaak af", resultaattype=bezoek.kies("resultaattype", "Opgelost"), toelichting="Nieuwe lamp geplaatst."
    )
    assert onderwerpen(postvak, "wim@example.nl")[1:] == [
        f"Nieuws over uw zaak {zaak.identificatie}",
        "Uw zaak is klaar: Melding openbare ruimte",
    ]
    laatste = postvak.mails[-1]
    assert "Nieuwe lamp geplaatst." in laatste.tekst
    assert laatste.bijlagen == ["klaar.jpg"]

    zaak.refresh_from_db()
    assert zaak.einddatum == datetime.date(2026, 3, 4)
    assert zaak.archiefactiedatum == datetime.date(2031, 3, 4)
    bezoek.als(account_van("ada-wolters")).open(f"/archief/zaken/{zaak.uuid}/").leest(
        "4 maart 2031", zaak.archiefuitleg
    )
    assert breuk_in_keten(zaak) is None


def test_budget_from_first_page_to_archive(
    bezoek: Bezoek, mehmet: Gebruiker, postvak: Postvak, klok: time_machine.Traveller
) -> None:
    """Mehmet asks 550 euro; Eva asks for a drawing, decides, pays; Mehmet sends his receipts; the zaak closes."""
    eva, adres = account_van("eva-smit"), "mehmet@example.nl"
    bezoek.als(mehmet).open("/").klik("Leefbaarheidsbudget")
    bezoek.verstuur("Beginnen")
    plan = {"titel": "Een bankje op de kade", "wat": "Wij zetten een bankje neer.", "waar_adres": "Havenkade 45"}
    bezoek.verstuur("Volgende", **plan, wanneer_dag="1", wanneer_maand="6", wanneer_jaar="2026")
    kosten = {"begroting_0_wat": "Bank", "begroting_0_bedrag": "700", "begroting_1_wat": "Verf"}
    bezoek.verstuur("Volgende", **kosten, begroting_1_bedrag="50,50").leest("750,50")  # too much: told, and kept
    bezoek.verstuur("Volgende", **{**kosten, "begroting_0_bedrag": "499,50"}, begroting_1_bedrag="50,50")
    bezoek.verstuur("Volgende", bijlagen=[bon("offerte.pdf")])
    bezoek.verstuur("Volgende", iban="NL91 ABNA 0417 1643 00", rekeninghouder="M. Yılmaz")
    bezoek.verstuur("Naar controleren", email=adres)
    bezoek.leest("Samen: € 550", "offerte.pdf", "NL91 ABNA 0417 1643 00")
    bezoek.verstuur("Versturen", naar_waarheid="on")
    zaak = Zaak.objects.get()
    bezoek.leest(zaak.identificatie)
    # Eight weeks after 2 March is King's Day, so it is the day after (Algemene termijnenwet).
    assert zaak.uiterlijke_einddatum == datetime.date(2026, 4, 28)

    def als_eva(handeling: str) -> Bezoek:
        return bezoek.als(eva).open(f"/werk/zaken/{zaak.uuid}/{handeling}")

    klok.shift(datetime.timedelta(days=7))  # Monday 9 March
    als_eva("").verstuur("Neem")
    als_eva("aanvulling/").verstuur(
        "Stel de vraag",
        titel="Een tekening van de plek",
        toelichting="Dan zien wij of het bankje past.",
        informatieobjecttype=bezoek.kies("informatieobjecttype", "Bijlage bij de aanvraag"),
    )
    assert Zaak.objects.filter(uiterlijke_einddatum=None, wacht_op="inwoner").get() == zaak
    bezoek.als(mehmet).open(f"/mijn/zaken/{zaak.uuid}/").leest("Een tekening van de plek")

    klok.shift(datetime.timedelta(days=10))  # Thursday 19 March
    taak = zaak.taken.get()
    bezoek.als(mehmet).open(f"/mijn/taken/{taak.uuid}/")
    bezoek.verstuur("Versturen", documenten=[bon("tekening.pdf")])
    zaak.refresh_from_db()
    # From 10 up to and including 18 March the term stood still: nine days after Monday 27 April, a Wednesday.
    assert zaak.uiterlijke_einddatum == datetime.date(2026, 5, 6) == termijn_van(zaak).uiterlijke_einddatum

    for status in ("Controle op volledigheid", "Beoordeling"):
        als_eva("status/").verstuur("Zet status", statustype=bezoek.kies("statustype", status))
    als_eva("besluit/").verstuur(
        "Leg vast",
        besluittype=bezoek.kies("besluittype", "Besluit leefbaarheidsbudget"),
        motivering="Het plan is goed voor de kade.",
    )
    als_eva("status/").verstuur("Zet status", statustype=bezoek.kies("statustype", "Uitbetaald"))
    # The receipts are not in yet: the page says so, and the act is refused.
    als_eva("afsluiten/").leest("Lever uw bonnen in")

    klok.shift(datetime.timedelta(days=14))
    bonnen = zaak.taken.open().get()
    bezoek.als(mehmet).open(f"/mijn/taken/{bonnen.uuid}/")
    bezoek.verstuur("Versturen", documenten=[bon("bon-1.pdf"), bon("bon-2.pdf")], antwoord="Er is niets over.")
    als_eva("afsluiten/").verstuur("Sluit de zaak af", resultaattype=bezoek.kies("resultaattype", "Verleend"))

    zaak.refresh_from_db()
    assert zaak.einddatum == datetime.date(2026, 4, 2)
    # Kept seven years after the year that the subsidy has to be accounted for.
    assert zaak.archiefactiedatum == datetime.date(2034, 4, 2)
    bezoek.als(account_van("ada-wolters")).open(f"/archief/zaken/{zaak.uuid}/").leest(
        "2 april 2034", zaak.archiefuitleg
    )
    bezoek.als(mehmet).open(f"/mijn/zaken/{zaak.uuid}/").leest("Een bankje op de kade", "bon-2.pdf")
    bezoek.als(account_van("sanne-bakker"))
    assert bezoek.client.get(f"/mijn/zaken/{zaak.uuid}/").status_code == 404

    # N-04: his mails tell that there is something, the portal tells what.
    assert onderwerpen(postvak, adres) == [
        "Ontvangen: Aanvraag bij Samenleving",
        "Wij hebben iets van u nodig",
        f"Nieuws over uw zaak {zaak.identificatie}",
        f"Nieuws over uw zaak {zaak.identificatie}",
        "Wij hebben een besluit genomen",
        "Wij hebben iets van u nodig",
        "Uw zaak is klaar: Aanvraag bij Samenleving",
    ]
    assert not any("goed voor de kade" in mail.tekst for mail in postvak.aan(adres))
    portaal = Bericht.objects.in_portaal(mehmet.pk)
    assert portaal.count() == 7
    besluit = portaal.get(onderwerp__startswith="Wij hebben een besluit")
    assert "Het plan is goed voor de kade." in besluit.tekst
    assert "tot en met 30 april 2026" in besluit.tekst  # six weeks after 19 March
    assert not Verwerking.objects.filter(verwerkt_op=None).exists()
    assert breuk_in_keten(zaak) is None


@pytest.mark.eis("S-36")
def test_bsn_stands_in_clear_in_no_table(bezoek: Bezoek, mehmet: Gebruiker) -> None:
    """After people came, looked one another up and did things, the numbers are nowhere to be read."""
    iris = account_van("iris-hofman")
    bsn = Betrokkene.objects.get(identiteiten=mehmet.pk).bsn
    assert bsn
    bezoek.als(mehmet).open("/mijn/")
    bezoek.als(iris).open("/kcc/")
    bezoek.verstuur("Zoek", bsn=bsn, reden=bezoek.pagina.select_one('[name="reden"]')["value"])  # type: ignore[index]
    bezoek.leest("Mehmet Yılmaz")
    assert Inzage.objects.filter(gebruiker=iris).exists()
    inhoud = alles_in_de_database()
    assert "Mehmet Yılmaz" in inhoud
    assert bsns_in(inhoud) == set()
    assert bsn not in inhoud
