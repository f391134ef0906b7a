"""Questions that are answered with a file or a signature: what is told, what may come later, what a virus does."""

import io
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from formulieren.componenten import Handtekening, component_voor
from formulieren.componenten.handtekening import BEGIN, MAX_TEKENS
from formulieren.definitie import Vraag
from formulieren.models import Bijlage, FormulierVersie
from mijnportaal.accounts.aanmelding import Niveau
from mijnportaal.kern.opslag import ScanStatus
from tests.formulieren.definities import formulier, maak_formulier, stap, tekst, vraag
from tests.formulieren.invuller import WAAR, WAT, Invuller, tekst_van
from tests.kern.bestanden import afbeelding
from tests.portaalclient import PortaalClient
from zaken.models import Informatieobjectversie, Taak, Zaaktypeversie

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opslag")]

SJABLOON = {"adres": "/static/voorbeeld.pdf", "tekst": tekst("Download het formulier voor de buren")}


def veld_van(type_: str, /, **gegevens: Any) -> Any:
    return component_voor(Vraag(vraag("v", type_, naar="document:Foto", **gegevens))).veld()


def data_url(beeld: bytes = b"", maat: tuple[int, int] = (60, 20)) -> str:
    inhoud = io.BytesIO()
    Image.new("RGBA", maat).save(inhoud, "PNG")
    return BEGIN + b64encode(beeld or inhoud.getvalue()).decode()


# What is told before


def test_question_says_what_it_takes_and_keeps_to_it() -> None:
    veld = veld_van("bestanden", soort="document", soorten=["pdf", "heic"], max_mb=50, max_aantal=3, max_totaal_mb=120)

    assert veld.uitleg == (
        "U kunt een bestand toevoegen van het soort PDF of HEIC, tot 50 MB per bestand."
        " U kunt 3 bestanden toevoegen. Samen mogen de bestanden 120 MB groot zijn."
    )
    assert veld.widget.attrs["accept"] == ".pdf,.heic,.heif"


@pytest.mark.parametrize(
    ("gegevens", "reden"),
    [
        ({"soort": "muziek"}, "kies een soort en een documenttype."),
        ({"soort": "foto", "soorten": ["exe"]}, "een van de soorten bestanden bestaat niet."),
        ({"soort": "foto", "max_mb": 201}, "een bestand is ten hoogste 200 MB."),
        ({"soort": "foto", "max_aantal": 0}, "het zijn ten hoogste 50 bestanden."),
        ({"soort": "foto", "sjabloon": {"adres": "javascript:alert(1)", "tekst": tekst("x")}}, "het sjabloon heeft"),
        ({"soort": "foto", "sjabloon": {"adres": "//elders.nl/x", "tekst": tekst("x")}}, "het sjabloon heeft"),
        ({"soort": "foto", "later_dagen": 400}, "de termijn om later in te leveren"),
    ],
)
def test_definition_that_cannot_be_is_told(gegevens: dict[str, Any], reden: str) -> None:
    fouten = component_voor(Vraag(vraag("v", "bestanden", naar="document:Foto", **gegevens))).fouten()

    assert any(reden in fout for fout in fouten), fouten


def test_photo_question_lets_a_phone_offer_its_camera() -> None:
    assert veld_van("foto").widget.attrs["accept"] == "image/*,.heic,.heif"
    assert "capture" not in veld_van("foto").widget.attrs
    assert veld_van("foto", camera=True).widget.attrs["capture"] == "environment"


@pytest.fixture
def later(client: PortaalClient, meldingtype: Zaaktypeversie) -> Invuller:
    """Somebody at a form with a photo that may come later, and a signature."""
    foto = vraag("tekening", "foto", verplicht="zacht", later_dagen=5, sjabloon=SJABLOON, naar="document:Foto")
    handtekening = vraag("handtekening", "handtekening", naar="document:Foto")
    contact = vraag("email", "email", verplicht="niet", naar="email")
    versie = maak_formulier(
        meldingtype, "later", formulier("Later", "Later", stap("een", foto, handtekening, contact)), Niveau.GEEN
    )
    invuller = Invuller(client, versie)
    invuller.begin()
    return invuller


@pytest.mark.eis("R.C30")
def test_file_that_may_come_later_is_asked_for_by_a_task(later: Invuller) -> None:
    pagina = tekst_van(later.client.get(later.pad("stap", "een")))
    later.stap("een", {"handtekening_naam": "Fatima de Vries", "handtekening_akkoord": "on", "email": "f@example.nl"})
    later.verstuur()

    assert "Dan kunt u dit tot 5 dagen na het versturen inleveren. Wij vragen er dan om." in pagina
    assert 'href="/static/voorbeeld.pdf" download>Download het formulier voor de buren</a>' in pagina
    taak = Taak.objects.get()
    assert (taak.voor, taak.soort, taak.zaak) == ("inwoner", "aanleveren", later.inzending.zaak)
    assert "Vraag tekening" in taak.titel
    assert taak.informatieobjecttype is not None
    assert not taak.blokkeert_sluiten


@pytest.mark.eis("R.C30")
def test_file_that_was_added_is_not_asked_for_again(later: Invuller, foto: Callable[[], SimpleUploadedFile]) -> None:
    tekening = {"handtekening_tekening": data_url()}
    later.stap(
        "een", {"tekening": [foto()], "handtekening_naam": "Zoë", "handtekening_akkoord": "on", "email": "", **tekening}
    )
    later.verstuur()

    assert not Taak.objects.exists()
    namen = set(Informatieobjectversie.objects.values_list("bestandsnaam", flat=True))
    assert "Handtekening.png" in namen
    assert "bak.jpg" in namen


# Signature


def test_signature_is_a_name_and_a_tick_and_the_drawing_is_an_addition() -> None:
    component = component_voor(Vraag(vraag("h", "handtekening")))
    assert isinstance(component, Handtekening)
    veld = component.veld()

    getypt = veld.clean({"naam": " Zoë ", "akkoord": "on", "tekening": ""})
    getekend = veld.clean({"naam": "Zoë", "akkoord": "on", "tekening": data_url()})

    assert getypt == {"naam": "Zoë", "akkoord": True, "tekening": ""}
    assert component.weergave(getypt) == "Ondertekend door Zoë"
    assert component.weergave(getekend) == "Ondertekend door Zoë, met een getekende handtekening"
    assert component.tekening(getypt) is None
    assert component.tekening(getekend) is not None
    component.controleer(getekend)
    assert (component.regelwaarde(getekend), component.regelwaarde(None), component.weergave(None)) == ("Zoë", None, "")


@pytest.mark.eis("S-16")
@pytest.mark.parametrize(
    ("delen", "code"),
    [
        ({"naam": "", "akkoord": "", "tekening": ""}, "required"),
        ({"naam": "Z", "akkoord": "on", "tekening": ""}, "naam"),
        ({"naam": "Zoë", "akkoord": "", "tekening": ""}, "akkoord"),
        ({"naam": "Zoë", "akkoord": "on", "tekening": "data:text/html;base64,PGI+"}, "tekening"),
        ({"naam": "Zoë", "akkoord": "on", "tekening": BEGIN + "geen base64!"}, "tekening"),
        ({"naam": "Zoë", "akkoord": "on", "tekening": data_url(afbeelding("JPEG"))}, "tekening"),
        ({"naam": "Zoë", "akkoord": "on", "tekening": data_url(maat=(3000, 10))}, "tekening"),
        ({"naam": "Zoë", "akkoord": "on", "tekening": BEGIN + "A" * MAX_TEKENS}, "tekening"),
    ],
)
def test_signature_that_is_none_is_refused(delen: dict[str, str], code: str) -> None:
    with pytest.raises(ValidationError) as fout:
        component_voor(Vraag(vraag("h", "handtekening"))).veld().clean(delen)

    assert fout.value.code == code


def test_signature_may_be_left_out_when_it_is_not_needed() -> None:
    veld = component_voor(Vraag(vraag("h", "handtekening", verplicht="niet"))).veld()

    assert veld.clean({"naam": "", "akkoord": "", "tekening": ""}) is None


def test_signature_of_before_stands_on_the_page_again(later: Invuller) -> None:
    later.stap(
        "een", {"handtekening_naam": "Zoë", "handtekening_akkoord": "on", "email": "", "handtekening_tekening": ""}
    )

    pagina = tekst_van(later.client.get(later.pad("stap", "een")))

    assert 'name="handtekening_naam" id="id_handtekening_naam" value="Zoë"' in pagina
    assert 'id="id_handtekening_akkoord" checked' in pagina
    assert "Ondertekend door Zoë" in tekst_van(later.client.get(later.pad("controle")))


# A virus in a draft


@pytest.fixture
def met_foto(
    client: PortaalClient, melding: FormulierVersie, foto: Callable[[], SimpleUploadedFile]
) -> tuple[Invuller, Bijlage]:
    invuller = Invuller(client, melding)
    invuller.begin()
    invuller.stap("wat", WAT)
    invuller.stap("waar", WAAR)
    invuller.stap("fotos", {"fotos": [foto()]})
    invuller.stap("contact", {"naam": "", "email": "", "telefoon": ""})
    return invuller, Bijlage.objects.get()


@pytest.mark.eis("S-17")
def test_file_that_still_waits_for_the_scanner_holds_nobody_up(met_foto: tuple[Invuller, Bijlage]) -> None:
    invuller, _bijlage = met_foto
    Bijlage.objects.update(scanstatus=ScanStatus.IN_QUARANTAINE)

    pagina = tekst_van(invuller.client.get(invuller.pad("stap", "fotos")))
    invuller.verstuur()

    assert "Wij controleren dit bestand op virussen. U kunt gewoon verdergaan." in pagina
    assert invuller.inzending.zaak


@pytest.mark.eis("S-17")
def test_file_with_a_virus_has_to_go_before_sending_and_takes_no_place(
    met_foto: tuple[Invuller, Bijlage], foto: Callable[[str], SimpleUploadedFile]
) -> None:
    invuller, bijlage = met_foto
    Bijlage.objects.update(scanstatus=ScanStatus.BESMET)

    pagina = tekst_van(invuller.client.get(invuller.pad("stap", "fotos")))
    controle = tekst_van(invuller.verstuur())

    assert "In dit bestand zit een virus. Wij hebben het weggegooid. Voeg een ander toe." in pagina
    assert "In uw bestand bak.jpg zit een virus. Verwijder het, en voeg een ander toe." in controle
    assert invuller.inzending.zaak is None

    invuller.client.post(invuller.pad("stap", "fotos"), {"verwijder": str(bijlage.uuid)})
    invuller.stap("fotos", {"fotos": [foto("een.jpg"), foto("twee.jpg")]})
    invuller.verstuur()
    assert invuller.inzending.zaak


# A store that refuses


@pytest.mark.eis("R-2")
def test_store_that_refuses_gives_the_page_again_and_the_draft_is_intact(
    met_foto: tuple[Invuller, Bijlage], foto: Callable[[str], SimpleUploadedFile], opslag: Path
) -> None:
    invuller, bijlage = met_foto
    apart = opslag.rename(opslag.with_name("apart"))
    opslag.write_text("geen map")  # whatever is written under it fails

    pagina = tekst_van(invuller.stap("fotos", {"fotos": [foto("nog.jpg")]}))
    opslag.unlink()
    apart.rename(opslag)

    assert "Wij kunnen uw bestand nu niet bewaren. Probeer het over een paar minuten opnieuw." in pagina
    assert invuller.inzending.is_concept
    assert list(Bijlage.objects.all()) == [bijlage]
    invuller.stap("fotos", {"fotos": [foto("nog.jpg")]})
    assert Bijlage.objects.count() == 2
