"""Filling the demo municipality: once, through the services, with zaken in every state."""

from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db.models import Q
from django.utils import timezone
from pytest_django import Settings

from formulieren.models import FormulierVersie, Inzending
from formulieren.services.indienen import dien_in
from mijnportaal.accounts.models import Gebruiker, Groep, Profiel
from mijnportaal.accounts.services import inwoner_voor
from mijnportaal.demo.catalogus import laad_formulier, vul_catalogus
from mijnportaal.demo.gegevens import lees_alle, personen
from mijnportaal.demo.mensen import account_van, vul_mensen
from mijnportaal.demo.verhalen import alle_verhalen, vertel
from mijnportaal.notificaties.models import Bericht
from zaken.gebeurtenissen import breuk_in_keten
from zaken.models import Autorisatie, Betrokkene, Kanaal, Recht, Taak, WachtOp, Zaak, Zaaktypeversie
from zaken.services.catalogus import beletsels_publiceren
from zaken.toegang import zaken_voor

pytestmark = pytest.mark.django_db


def aantallen() -> dict[str, int]:
    """Return the number of rows of every table of ours."""
    modellen = [
        model for model in apps.get_models() if model.__module__.startswith(("zaken", "formulieren", "mijnportaal"))
    ]
    return {model._meta.label: model._default_manager.count() for model in modellen}


def verhaal(sleutel: str) -> dict[str, Any]:
    return next(verhaal for verhaal in alle_verhalen() if verhaal["sleutel"] == sleutel)


@pytest.fixture
def gemeente() -> None:
    """The people, zaaktypen, forms and rights of the demo, without zaken."""
    vul_mensen()
    vul_catalogus()


def test_the_demo_is_refused_outside_the_demo(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="geen demo"):
        call_command("demo_vul")
    assert not Gebruiker.objects.exists()


def test_the_demo_has_zaken_in_every_state_and_a_second_run_adds_nothing() -> None:
    call_command("demo_vul", stdout=StringIO())
    eerste = aantallen()
    call_command("demo_vul", stdout=StringIO())
    assert aantallen() == eerste

    vandaag = timezone.localdate()
    verzonden = [verhaal for verhaal in alle_verhalen() if not verhaal.get("concept")]
    assert Zaak.objects.count() == len(verzonden) >= 40
    assert Inzending.objects.filter(status=Inzending.Status.CONCEPT).count() == len(alle_verhalen()) - len(verzonden)
    open_zaken = Zaak.objects.open()
    toestanden = {
        "nieuw": open_zaken.zonder_behandelaar(),
        "in behandeling": open_zaken.exclude(pk__in=open_zaken.zonder_behandelaar()),
        "wacht op inwoner, termijn staat stil": open_zaken.wacht_op_inwoner().filter(uiterlijke_einddatum=None),
        "te laat": open_zaken.te_laat(vandaag),
        "besloten": open_zaken.filter(besluiten__isnull=False),
        "bonnen gevraagd": open_zaken.filter(taken__soort=Taak.Soort.AANLEVEREN, taken__status=Taak.Status.OPEN),
        "per telefoon": Zaak.objects.filter(kanaal=Kanaal.TELEFOON),
        "met foto van de oplossing": Zaak.objects.filter(documenten__informatieobject__richting="uitgaand"),
    }
    assert [naam for naam, zaken in toestanden.items() if not zaken.exists()] == []
    # The other products can be asked for, and have no stories of their own.
    for versie in Zaaktypeversie.objects.gepubliceerd().filter(zaken__isnull=False).distinct():
        for resultaattype in versie.resultaattypen.all():
            assert Zaak.objects.filter(resultaat__resultaattype=resultaattype).exists(), resultaattype
        gezet = set(Zaak.objects.filter(zaaktypeversie=versie).values_list("statussen__statustype", flat=True))
        assert gezet == set(versie.statustypen.values_list("pk", flat=True))

    # What happened, happened before now, in order, and the trail and the archive dates are whole.
    assert not Zaak.objects.filter(Q(startdatum__gt=vandaag) | Q(einddatum__gt=vandaag)).exists()
    assert Zaak.objects.filter(startdatum__lt=vandaag).count() > 30
    assert not Zaak.objects.afgesloten().filter(archiefactiedatum=None).exists()
    assert [zaak for zaak in Zaak.objects.all() if breuk_in_keten(zaak)] == []
    assert Bericht.objects.filter(kanaal=Bericht.Kanaal.PORTAAL, aangemaakt_op__date__lt=vandaag).count() > 50
    assert not Inzending.objects.filter(gebruiker=account_van("sanne-bakker")).exists()


@pytest.mark.parametrize("sleutel", ["tegel-dorpsstraat", "straatfeest-dorpsstraat"])
def test_both_forms_can_be_filled_in_and_sent(gemeente: None, sleutel: str) -> None:
    inzending = vertel(verhaal(sleutel))
    inzending.refresh_from_db()
    assert inzending.zaak
    assert inzending.zaak.documenten.exists()
    assert inzending.zaak.eigenschappen.exists()
    assert inzending.zaak.gebeurtenissen.count() > 1


def test_an_unfinished_form_cannot_be_sent(gemeente: None) -> None:
    concept = vertel(verhaal("concept-koffie"))
    with pytest.raises(ValidationError) as fout:
        dien_in(concept)
    assert len(fout.value.error_list) > 3


def test_published_types_and_forms_stay_as_they_are(gemeente: None) -> None:
    versies = set(Zaaktypeversie.objects.values_list("uuid", "versie"))
    formulieren = set(FormulierVersie.objects.values_list("uuid", "versie"))
    vul_catalogus()
    assert set(Zaaktypeversie.objects.values_list("uuid", "versie")) == versies
    assert set(FormulierVersie.objects.values_list("uuid", "versie")) == formulieren
    assert {fout.code for versie in Zaaktypeversie.objects.all() for fout in beletsels_publiceren(versie)} == {
        "al-gepubliceerd"
    }


def test_a_changed_form_becomes_the_next_version(gemeente: None) -> None:
    gegevens = lees_alle("formulieren")[0]
    gegevens["definitie"]["duur"] = 99
    versie = laad_formulier(gegevens)
    assert (versie.versie, versie.status) == (2, FormulierVersie.Status.GEPUBLICEERD)
    assert FormulierVersie.objects.gepubliceerd().filter(formulier=versie.formulier).count() == 1


def test_what_the_beheerder_changed_stays(gemeente: None) -> None:
    Autorisatie.objects.filter(groep__naam="Klantcontactcentrum").update(rechten=[Recht.LEZEN])
    account_van("iris-hofman").groepen.clear()
    vul_mensen()
    vul_catalogus()
    assert not account_van("iris-hofman").groepen.exists()
    assert not Autorisatie.objects.filter(
        groep__naam="Klantcontactcentrum", rechten__contains=[Recht.AANMAKEN]
    ).exists()


def test_people_get_the_account_that_their_login_leads_to(gemeente: None) -> None:
    fatima = personen()["inwoners"][0]
    account = inwoner_voor("bsn", fatima["bsn"])
    assert account == account_van("fatima-de-vries")
    persoon = Betrokkene.objects.met_bsn(fatima["bsn"]).get()
    assert persoon.identiteiten.get().gebruiker == account
    assert (persoon.achternaam, str(persoon.geboortedatum)) == ("Vries-El Idrissi", "1984-05-14")
    assert set(Groep.objects.values_list("profiel", flat=True)) == set(Profiel)


@pytest.mark.parametrize(
    ("wie", "rechten"),
    [
        ("ruud-peeters", {("melding-openbare-ruimte", True, True)}),
        ("eva-smit", {("leefbaarheidsbudget", True, True)}),
        ("lian-chen", set()),
        ("joost-de-boer", set()),
        ("iris-hofman", {("melding-openbare-ruimte", True, False), ("leefbaarheidsbudget", False, False)}),
        ("ada-wolters", {("melding-openbare-ruimte", True, False), ("leefbaarheidsbudget", True, False)}),
    ],
)
def test_staff_see_and_do_what_their_team_may(gemeente: None, wie: str, rechten: set[tuple[str, bool, bool]]) -> None:
    for sleutel in ("onkruid-stationsplein", "opruimdag"):
        vertel({**verhaal(sleutel), "verloop": []})
    medewerker = account_van(wie)
    behandelt = set(zaken_voor(medewerker, Recht.BEHANDELEN).values_list("pk", flat=True))
    assert {
        (
            zaak.zaaktypeversie.zaaktype.identificatie,
            zaak.toont_inhoud,  # type: ignore[attr-defined]
            zaak.pk in behandelt,
        )
        for zaak in zaken_voor(medewerker)
    } == rechten


def test_waiting_for_the_resident_is_told_to_the_resident(gemeente: None) -> None:
    vertel(verhaal("buurtmoestuin"))
    zaak = Zaak.objects.get()
    assert zaak.wacht_op == WachtOp.INWONER
    bericht = Bericht.objects.filter(kanaal=Bericht.Kanaal.PORTAAL, verwacht_reactie=True).get()
    assert bericht.ontvanger == account_van("fatima-de-vries")
