"""Documents on the page of a zaak: added by staff, opened by staff."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from mijnportaal.accounts.models import Gebruiker, Inzage
from tests.fabrieken import maak_zaak
from tests.portaalclient import PortaalClient
from zaken.models import Zaak, Zaakinformatieobject, Zaaktypeversie

pytestmark = pytest.mark.usefixtures("opslag")


@pytest.fixture
def melding(meldingtype: Zaaktypeversie) -> Zaak:
    return maak_zaak(meldingtype)


@pytest.fixture
def foto() -> SimpleUploadedFile:
    beeld = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(beeld, "JPEG")
    return SimpleUploadedFile("tegel.jpg", beeld.getvalue(), "image/jpeg")


def toevoegen(zaak: Zaak) -> str:
    return reverse("behandeling:document_toevoegen", args=[zaak.uuid])


def soort(versie: Zaaktypeversie, naam: str) -> str:
    return str(versie.informatieobjecttypen.get(informatieobjecttype__omschrijving=naam).uuid)


def test_phone_may_open_its_camera(client: PortaalClient, behandelaar: Gebruiker, melding: Zaak) -> None:
    html = client.log_in(behandelaar).get(toevoegen(melding)).content.decode()

    assert 'capture="environment"' in html


def test_photo_of_the_work_goes_into_the_zaak_with_its_direction(
    client: PortaalClient,
    behandelaar: Gebruiker,
    melding: Zaak,
    meldingtype: Zaaktypeversie,
    foto: SimpleUploadedFile,
) -> None:
    gegevens = {"foto": foto, "soort": soort(meldingtype, "Resultaatfoto"), "zichtbaar_voor_inwoner": "on"}

    antwoord = client.log_in(behandelaar).post(toevoegen(melding), gegevens, follow=True)

    document = Zaakinformatieobject.objects.get()
    assert (document.informatieobject.richting, document.zichtbaar_voor_inwoner) == ("uitgaand", True)
    assert (document.informatieobject.titel, document.informatieobject.auteur) == ("tegel.jpg", "Amira Benali")
    html = antwoord.content.decode()
    assert f'<img src="{reverse("behandeling:document", args=[document.uuid])}?toon=1"' in html


def test_several_files_come_in_together_or_not_at_all(
    client: PortaalClient,
    behandelaar: Gebruiker,
    melding: Zaak,
    meldingtype: Zaaktypeversie,
    pdf: SimpleUploadedFile,
) -> None:
    nep = SimpleUploadedFile("nep.pdf", b"MZ geen pdf", "application/pdf")
    keuze = {"soort": soort(meldingtype, "Aanvraag")}

    fout = client.log_in(behandelaar).post(toevoegen(melding), {**keuze, "bestanden": [pdf, nep]})
    assert "nep.pdf" in fout.context["form"].errors["bestanden"][0]
    assert not Zaakinformatieobject.objects.exists()

    pdf.seek(0)
    client.post(toevoegen(melding), {**keuze, "bestanden": [pdf]})
    assert Zaakinformatieobject.objects.get().zichtbaar_voor_inwoner is False


def test_upload_without_a_file_or_a_kind_says_both(
    client: PortaalClient, behandelaar: Gebruiker, melding: Zaak
) -> None:
    antwoord = client.log_in(behandelaar).post(toevoegen(melding), {"titel": "Zonder"})

    teksten = [fout.tekst for fout in antwoord.context["form"].foutlijst()]
    assert "Maak een foto of kies een bestand." in teksten
    assert "U heeft nog niets gekozen: Wat voor document is het?" in teksten


@pytest.mark.eis("P-09")
def test_opening_a_document_is_written_down(
    client: PortaalClient,
    behandelaar: Gebruiker,
    vreemde: Gebruiker,
    melding: Zaak,
    meldingtype: Zaaktypeversie,
    foto: SimpleUploadedFile,
) -> None:
    gegevens = {"foto": foto, "soort": soort(meldingtype, "Foto")}
    client.log_in(behandelaar).post(toevoegen(melding), gegevens)
    document = Zaakinformatieobject.objects.get()
    url = reverse("behandeling:document", args=[document.uuid])

    antwoord = client.get(url, {"toon": "1"})

    assert antwoord.headers["Content-Disposition"].startswith("inline")
    assert antwoord.getvalue().startswith(b"\xff\xd8")
    regel = Inzage.objects.get(onderwerp_soort="document")
    assert (regel.onderwerp, regel.doel) == (document.uuid, f"Behandeling van zaak {melding.identificatie}")
    assert client.log_in(vreemde).get(url).status_code == 404


@pytest.mark.eis("S-17")
def test_a_document_in_quarantine_stays_closed(
    client: PortaalClient,
    behandelaar: Gebruiker,
    melding: Zaak,
    meldingtype: Zaaktypeversie,
    foto: SimpleUploadedFile,
) -> None:
    client.log_in(behandelaar).post(toevoegen(melding), {"foto": foto, "soort": soort(meldingtype, "Foto")})
    document = Zaakinformatieobject.objects.get()
    document.informatieobject.versies.update(scanstatus="in_quarantaine")

    assert client.get(reverse("behandeling:document", args=[document.uuid])).status_code == 403
    pagina = client.get(reverse("behandeling:zaak", args=[melding.uuid])).content.decode()
    assert "Wij controleren dit bestand nog op virussen." in pagina
