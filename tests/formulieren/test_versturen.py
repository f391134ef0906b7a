"""Checking, sending once, and the receipt."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from formulieren.models import Antwoord, FormulierVersie
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.opslag import ScanStatus
from tests.formulieren.invuller import GELD, WAT, tekst_van, vul_budget, vul_melding
from tests.portaalclient import PortaalClient
from tests.postvak import Postvak
from zaken.models import Informatieobjectversie, Rol, Rolsoort, Zaak

MaakFoto = Callable[..., SimpleUploadedFile]


@pytest.mark.eis("W-11")
def test_check_page_shows_every_answer_with_a_link_to_change_it(
    client: PortaalClient, melding: FormulierVersie
) -> None:
    invuller = vul_melding(client, melding, email="jan@example.nl")
    pagina = tekst_van(client.get(invuller.pad("controle")))
    for antwoord in ("Afval", "De bak is vol.", "Dorpsstraat 12", "jan@example.nl", "Niet ingevuld"):
        assert antwoord in pagina
    for stap in ("wat", "waar", "fotos", "contact"):
        assert f'id="wijzig-{stap}" href="{invuller.pad("stap", stap)}?naar=controle"' in pagina
    assert "Stap 5 van 5" in pagina
    assert "U krijgt een zaaknummer." in pagina


def test_nothing_is_sent_without_the_statement(client: PortaalClient, melding: FormulierVersie) -> None:
    invuller = vul_melding(client, melding)
    antwoord = client.post(invuller.pad("versturen"))
    pagina = tekst_van(antwoord)
    assert "<title>Fout: Controleren" in pagina
    assert '<a href="#id_naar_waarheid">Zet een vinkje bij de verklaring.' in pagina
    assert not Zaak.objects.exists()


@pytest.mark.eis("R.D18")
def test_sending_makes_the_zaak_and_the_receipt_shows_its_number(
    client: PortaalClient, melding: FormulierVersie
) -> None:
    invuller = vul_melding(client, melding, email="jan@example.nl")
    antwoord = invuller.verstuur()
    zaak = Zaak.objects.get()
    assert antwoord.url == invuller.pad("ontvangen")
    pagina = tekst_van(client.get(antwoord.url))
    for zin in (zaak.identificatie, "U krijgt een zaaknummer.", "uiterlijk klaar op", "jan@example.nl", "14 099"):
        assert zin in pagina
    assert zaak.omschrijving == "Afval: Dorpsstraat 12"
    assert "straks kan dat niet meer" in pagina  # without login the copy has to be taken now


@pytest.mark.eis("N-13")
def test_sender_without_account_gets_a_mail(client: PortaalClient, melding: FormulierVersie, postvak: Postvak) -> None:
    vul_melding(client, melding, email="jan@example.nl").verstuur()
    (mail,) = postvak.aan("jan@example.nl")
    assert Zaak.objects.get().identificatie in mail.onderwerp


@pytest.mark.eis("R-1")
def test_sending_twice_gives_the_same_zaak(client: PortaalClient, melding: FormulierVersie) -> None:
    invuller = vul_melding(client, melding)
    assert invuller.verstuur().url == invuller.verstuur().url == invuller.pad("ontvangen")
    # Not even the statement is asked again: the zaak is there.
    assert client.post(invuller.pad("versturen")).url == invuller.pad("ontvangen")
    assert Zaak.objects.count() == 1


@pytest.mark.eis("N-14")
def test_sender_downloads_exactly_what_was_sent(client: PortaalClient, melding: FormulierVersie) -> None:
    invuller = vul_melding(client, melding)
    assert client.get(invuller.pad("pdf")).status_code == 404
    invuller.verstuur()
    antwoord = client.get(invuller.pad("pdf"))
    assert antwoord["Content-Type"] == "application/pdf"
    assert antwoord["Content-Disposition"].startswith("attachment;")
    assert antwoord.getvalue().startswith(b"%PDF-")


@pytest.mark.eis("S-29")
def test_receipt_and_pdf_are_of_the_session_that_sent(
    client: PortaalClient, melding: FormulierVersie, andere_inwoner: Gebruiker
) -> None:
    invuller = vul_melding(client, melding)
    invuller.verstuur()
    for vreemde in (PortaalClient(), PortaalClient().log_in(andere_inwoner)):
        for naam in ("ontvangen", "pdf", "controle", "versturen"):
            assert vreemde.get(invuller.pad(naam)).status_code == 404
        assert vreemde.post(invuller.pad("versturen"), {"naar_waarheid": "on"}).status_code == 404


@pytest.mark.eis("S-17")
def test_file_in_quarantine_is_not_handed_out(client: PortaalClient, melding: FormulierVersie) -> None:
    invuller = vul_melding(client, melding)
    invuller.verstuur()
    Informatieobjectversie.objects.update(scanstatus=ScanStatus.IN_QUARANTAINE)
    assert client.get(invuller.pad("pdf")).status_code == 403


def test_resident_sends_the_budget_and_follows_it(
    client: PortaalClient, budget: FormulierVersie, inwoner: Gebruiker, pdf: SimpleUploadedFile
) -> None:
    invuller = vul_budget(client.log_in(inwoner), budget, pdf)
    invuller.verstuur()
    zaak = Zaak.objects.get()
    zaakpad = reverse("pip:zaak", args=[zaak.uuid])
    assert zaakpad in tekst_van(client.get(invuller.pad("ontvangen")))
    assert Rol.objects.get(zaak=zaak, soort=Rolsoort.INITIATOR).betrokkene.identiteiten.get().gebruiker == inwoner
    assert dict(zaak.eigenschappen.values_list("eigenschap__naam", "waarde")) == {
        "bedrag": "749.50",
        "rekening": "NL91ABNA0417164300",
    }
    assert "Offerte bank.pdf" in tekst_van(client.get(zaakpad))


def test_pages_of_a_form_that_was_sent_lead_to_the_receipt(client: PortaalClient, melding: FormulierVersie) -> None:
    invuller = vul_melding(client, melding)
    invuller.verstuur()
    assert client.get(invuller.pad("stap", "wat")).url == invuller.pad("ontvangen")
    assert invuller.stap("wat", {**WAT, "omschrijving": "Anders"}).url == invuller.pad("ontvangen")
    assert client.get(invuller.pad("controle")).url == invuller.pad("ontvangen")
    assert client.get(invuller.pad("versturen")).url == invuller.pad("controle")
    assert not Antwoord.objects.filter(waarde="Anders").exists()
    # Throwing away is refused too: the message to the municipality stands (Awb 2:12).
    assert client.post(invuller.pad("weg")).url == invuller.pad("ontvangen")


def test_receipt_of_a_draft_leads_to_the_check_page(client: PortaalClient, melding: FormulierVersie) -> None:
    invuller = vul_melding(client, melding)
    assert client.get(invuller.pad("ontvangen")).url == invuller.pad("controle")


def test_what_is_incomplete_at_sending_is_told_with_the_link_to_its_page(
    client: PortaalClient, budget: FormulierVersie, inwoner: Gebruiker, pdf: SimpleUploadedFile
) -> None:
    invuller = vul_budget(client.log_in(inwoner), budget, pdf)
    invuller.stap("geld", {**GELD, "rekening": ""}, knop="opslaan")
    invuller.inzending.bijlagen.all().delete()
    pagina = tekst_van(invuller.verstuur())
    assert '<a href="#wijzig-geld">U heeft deze vraag nog niet beantwoord: Vraag rekening</a>' in pagina
    assert '<a href="#wijzig-bijlagen">U heeft nog geen bestand toegevoegd: Vraag offerte</a>' in pagina
    assert not Zaak.objects.exists()


def test_form_of_someone_who_reads_english_is_in_english(client: PortaalClient, melding: FormulierVersie) -> None:
    client.cookies["taal"] = "en"
    invuller = vul_melding(client, melding)
    assert "Afval (en)" in tekst_van(client.get(invuller.pad("controle")))
    assert invuller.inzending.taal == "en"


def test_check_page_and_receipt_cost_a_fixed_number_of_queries(
    client: PortaalClient, melding: FormulierVersie, foto: MaakFoto, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    invuller = vul_melding(client, melding)
    invuller.stap("fotos", {"fotos": [foto(), foto()]})
    with django_assert_num_queries(4):  # session, draft, answers, files
        client.get(invuller.pad("controle"))
    invuller.verstuur()
    with django_assert_num_queries(3):  # session, submission, sender
        client.get(invuller.pad("ontvangen"))
