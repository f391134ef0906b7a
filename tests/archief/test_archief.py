"""The archivaris sees until when closed zaken are kept, and why."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from mijnportaal.accounts.models import Gebruiker, Groep, Inzage
from tests import fabrieken
from tests.fabrieken import maak_zaak
from tests.portaalclient import PortaalClient
from zaken.models import Zaak, Zaaktypeversie
from zaken.services.afsluiting import sluit_af
from zaken.services.catalogus import publiceer

ARCHIEF = "/archief/"


def sluit(versie: Zaaktypeversie, resultaat: str, behandelaar: Gebruiker) -> Zaak:
    zaak = maak_zaak(versie)
    sluit_af(zaak, versie.resultaattypen.get(omschrijving=resultaat), door=behandelaar)
    zaak.refresh_from_db()
    return zaak


@pytest.fixture
def dicht(meldingtype: Zaaktypeversie, behandelaar: Gebruiker) -> Zaak:
    return sluit(meldingtype, "Opgelost", behandelaar)


@pytest.fixture
def zonder_datum(meldingtype: Zaaktypeversie, team: Groep, behandelaar: Gebruiker, archivaris: Gebruiker) -> Zaak:
    versie = fabrieken.conceptversie(team, "bouwwerk")
    fabrieken.voeg_statussen_toe(versie, "Ontvangen", "Klaar")
    versie.selectielijst_procestype = "2"
    versie.save()
    versie.eigenschappen.create(naam="sloopdatum", label="Sloopdatum", definitie="Wanneer het weg is", formaat="datum")
    fabrieken.voeg_resultaat_toe(
        versie, "Verleend", selectielijst_nummer="2.1", afleidingswijze="eigenschap", datumkenmerk="sloopdatum"
    )
    versie = publiceer(versie)
    fabrieken.sta_toe(archivaris.groepen.get(), versie.zaaktype)
    return sluit(versie, "Verleend", behandelaar)


def test_list_shows_closed_zaken_with_their_archive_date(
    client: PortaalClient, archivaris: Gebruiker, meldingtype: Zaaktypeversie, dicht: Zaak
) -> None:
    loopt = maak_zaak(meldingtype)

    html = client.log_in(archivaris).get(ARCHIEF).content.decode()

    assert dicht.identificatie in html
    assert "Vernietigen" in html
    assert loopt.identificatie not in html


def test_what_has_no_date_yet_says_what_is_missing(
    client: PortaalClient, archivaris: Gebruiker, dicht: Zaak, zonder_datum: Zaak
) -> None:
    html = client.log_in(archivaris).get(ARCHIEF, {"lijst": "zonder-datum"}).content.decode()

    assert zonder_datum.identificatie in html
    assert "Die is nog niet ingevuld." in html
    assert dicht.identificatie not in html


def test_what_is_due_comes_in_its_own_list(
    client: PortaalClient, archivaris: Gebruiker, dicht: Zaak, klok: time_machine.Traveller
) -> None:
    url = f"{ARCHIEF}?lijst=beurt"
    assert dicht.identificatie not in client.log_in(archivaris).get(url).content.decode()

    klok.shift(datetime.timedelta(days=6 * 366))

    html = client.log_in(archivaris).get(url).content.decode()
    assert dicht.identificatie in html
    assert "Aan de beurt" in html


def test_filters_narrow_the_list(client: PortaalClient, archivaris: Gebruiker, dicht: Zaak, zonder_datum: Zaak) -> None:
    client.log_in(archivaris)

    def gevonden(**filters: str) -> set[str]:
        return {zaak.identificatie for zaak in client.get(ARCHIEF, filters).context["bladzijde"].rijen}

    assert gevonden() == {dicht.identificatie, zonder_datum.identificatie}
    assert gevonden(zaaktype=str(dicht.zaaktypeversie.zaaktype.uuid)) == {dicht.identificatie}
    assert gevonden(nominatie="blijvend_bewaren") == set()
    assert gevonden(tot=timezone.localdate().isoformat()) == set()
    assert gevonden(zaaktype="onzin", lijst="onzin", tot="onzin") == {dicht.identificatie, zonder_datum.identificatie}


@pytest.mark.eis("P-09")
def test_page_explains_the_date_and_writes_down_who_looked(
    client: PortaalClient, archivaris: Gebruiker, dicht: Zaak
) -> None:
    html = client.log_in(archivaris).get(reverse("archief:zaak", args=[dicht.uuid])).content.decode()

    for tekst in (
        "“Opgelost”",
        "selectielijst van 2020 is dat nummer 1.1 (Ingericht)",
        "5 jaar later vernietigd",
        "De bewaartermijn begint op",
    ):
        assert tekst in html
    assert Inzage.objects.get().doel == f"Archiefbeheer van zaak {dicht.identificatie}"


def test_an_open_zaak_and_a_zaak_without_the_right_are_refused(
    client: PortaalClient, archivaris: Gebruiker, meldingtype: Zaaktypeversie, dicht: Zaak
) -> None:
    ander = fabrieken.MedewerkerFabriek.create(
        groepen=[fabrieken.GroepFabriek.create(naam="Ander archief", profiel="archief")]
    )
    open_zaak = maak_zaak(meldingtype)

    assert client.log_in(archivaris).get(reverse("archief:zaak", args=[open_zaak.uuid])).status_code == 404
    assert client.log_in(ander).get(reverse("archief:zaak", args=[dicht.uuid])).status_code == 404
    assert dicht.identificatie not in client.get(ARCHIEF).content.decode()


@pytest.mark.parametrize("wie", ["inwoner", "behandelaar", "kcc", "beheerder"])
def test_archive_is_refused_to_other_profiles(
    client: PortaalClient, request: pytest.FixtureRequest, wie: str, dicht: Zaak
) -> None:
    client.log_in(request.getfixturevalue(wie))

    assert client.get(ARCHIEF).status_code == 403
    assert client.get(reverse("archief:zaak", args=[dicht.uuid])).status_code == 403
