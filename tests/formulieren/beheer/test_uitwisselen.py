"""Forms as files, and how a form is used."""

import datetime
import io
import json
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from formulieren.models import Formulier, FormulierVersie, Inzending
from formulieren.services.concept import begin
from formulieren.services.indienen import dien_in
from mijnportaal.accounts.models import Gebruiker
from tests.formulieren.beheer.test_concept import adres
from tests.formulieren.openforms.maak import component, export
from tests.formulierfabriek import meldingconcept, meldingformulier
from tests.portaalclient import PortaalClient
from zaken.models import Zaaktypeversie

INVOER = reverse("studio:invoer")


def zip_van(inhoud: bytes, naam: str = "formulier.zip") -> SimpleUploadedFile:
    return SimpleUploadedFile(naam, inhoud, "application/zip")


def ingepakt(definitie: Any, **meta: Any) -> bytes:
    """Return a file as the studio makes it, with other contents."""
    bestand = io.BytesIO()
    with zipfile.ZipFile(bestand, "w") as archief:
        archief.writestr("formulier.json", json.dumps(definitie))
        archief.writestr("meta.json", json.dumps({"soort": "mijnportaal-formulier", "adres": "melding", **meta}))
    return bestand.getvalue()


@pytest.mark.eis("R.E4")
def test_form_goes_out_and_comes_in_as_a_concept(joost: PortaalClient, melding: FormulierVersie) -> None:
    uit = joost.get(adres(melding, "uitvoer"))
    assert uit["Content-Disposition"] == 'attachment; filename="melding-v1.zip"'
    assert uit.content == joost.get(adres(melding, "uitvoer")).content
    antwoord = joost.post(INVOER, {"bestand": zip_van(uit.content), "zaaktype": ""})
    nieuw = melding.formulier.versies.get(versie=2)
    assert antwoord.url == adres(nieuw, "publiceren")
    assert (nieuw.status, nieuw.definitie, nieuw.niveau) == ("concept", melding.definitie, melding.niveau)
    melding.refresh_from_db()
    assert melding.status == FormulierVersie.Status.GEPUBLICEERD
    assert "Alles is in orde" in joost.get(adres(nieuw, "publiceren")).content.decode()


def test_form_that_is_not_here_yet_needs_a_zaaktype_that_is(
    joost: PortaalClient, melding: FormulierVersie, meldingtype: Zaaktypeversie
) -> None:
    inhoud = ingepakt(melding.definitie, adres="nieuw-adres", zaaktype="ELDERS", niveau=999)
    geweigerd = joost.post(INVOER, {"bestand": zip_van(inhoud), "zaaktype": ""})
    assert "Wij kennen het zaaktype ELDERS" in geweigerd.content.decode()
    joost.post(INVOER, {"bestand": zip_van(inhoud), "zaaktype": str(meldingtype.zaaktype.uuid)})
    gemaakt = Formulier.objects.get(slug="nieuw-adres")
    assert (gemaakt.zaaktype, gemaakt.versies.get().niveau) == (meldingtype.zaaktype, 0)


def test_file_that_is_no_form_is_refused(joost: PortaalClient, melding: FormulierVersie) -> None:
    goed = melding.definitie
    stap = goed["stappen"][0]
    raar: list[Any] = [
        [],
        {"stappen": "geen"},
        {**goed, "titel": "tekst"},
        {**goed, "nodig": {"nl": "Een pen"}},
        {**goed, "blokkades": ["x"]},
        {**goed, "stappen": [{**stap, "vragen": ["vraag"]}]},
        {**goed, "stappen": [{**stap, "vragen": [{**stap["vragen"][0], "type": "raadsel"}]}]},
        {**goed, "stappen": [{**stap, "vragen": [{**stap["vragen"][0], "opties": [1]}]}]},
        {**goed, "stappen": [{**stap, "vragen": [{**stap["vragen"][0], "id": 7}]}]},
        {**goed, "prijs": {"wanneer": "voor"}},
    ]
    for definitie in raar:
        antwoord = joost.post(INVOER, {"bestand": zip_van(ingepakt(definitie)), "zaaktype": ""})
        assert "niet te lezen" in antwoord.content.decode(), definitie
    for inhoud in (b"geen zip", ingepakt(goed, soort="anders"), ingepakt(goed, adres="")):
        assert joost.post(INVOER, {"bestand": zip_van(inhoud), "zaaktype": ""}).status_code == 200
    assert "geen bestand gekozen" in joost.post(INVOER, {"zaaktype": ""}).content.decode()
    assert FormulierVersie.objects.count() == 1


def test_export_of_open_forms_comes_in_with_its_report(
    joost: PortaalClient, melding: FormulierVersie, meldingtype: Zaaktypeversie
) -> None:
    bestand = export(component("naam", "textfield"), component("raar", "bestaatniet")).getvalue()
    velden = {"bestand": zip_van(bestand), "zaaktype": str(meldingtype.zaaktype.uuid)}
    html = joost.post(INVOER, velden).content.decode()
    versie = FormulierVersie.objects.get(formulier__slug="proef")
    assert versie.status == FormulierVersie.Status.CONCEPT
    for deel in ("niet overgenomen", adres(versie), "Wat er van elk onderdeel is geworden"):
        assert deel in html
    assert joost.get(adres(versie)).status_code == 200


@pytest.mark.eis("R.E7")
def test_use_is_counted_from_the_rows_that_are_there(
    joost: PortaalClient, meldingtype: Zaaktypeversie, beheerder: Gebruiker
) -> None:
    versie = meldingformulier(meldingtype)
    verstuurd = meldingconcept(versie)
    dien_in(verstuurd)
    begonnen = Inzending.objects.get(pk=verstuurd.pk).verzonden_op - datetime.timedelta(minutes=12)  # type: ignore[operator]
    Inzending.objects.filter(pk=verstuurd.pk).update(begonnen_op=begonnen)
    gestopt = meldingconcept(versie, naam=None, mail=None)
    begin(versie, door=None)
    oud = timezone.now() - datetime.timedelta(days=8)
    Inzending.objects.filter(pk=gestopt.pk).update(bijgewerkt_op=oud)
    pad = reverse("studio:cijfers", args=[versie.formulier.uuid])
    html = " ".join(joost.get(pad).content.decode().split())
    for deel in (">3</dd>", ">1 (33%)</dd>", "12 minuten", '<td>Wie</td><td class="mo-num">1</td>'):
        assert deel in html
    assert f'href="{pad}"' in joost.get(reverse("studio:formulier", args=[versie.formulier.uuid])).content.decode()
