"""The worklist: which queues there are, what stands in them, and how they are filtered and paged."""

import datetime
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mijnportaal.accounts.models import Gebruiker, Groep
from tests.fabrieken import BSN_FATIMA, GroepFabriek, MedewerkerFabriek, maak_zaak, sta_toe
from tests.portaalclient import PortaalClient
from zaken.behandeling import werkvoorraad
from zaken.models import Autorisatie, Recht, Zaak, Zaaktypeversie
from zaken.services.behandeling import neem
from zaken.services.besluiten import leg_besluit_vast

WERK = "/werk/"


def kopieer(zaak: Zaak, aantal: int) -> list[Zaak]:
    """Return this zaak and copies of its row, together so many; enough for a list."""
    velden = {
        veld.attname: getattr(zaak, veld.attname)
        for veld in Zaak._meta.concrete_fields
        if veld.name not in {"id", "uuid", "identificatie"}
    }
    kopieen = [Zaak(identificatie=f"{zaak.identificatie}-{nummer}", **velden) for nummer in range(1, aantal)]
    return [zaak, *Zaak.objects.bulk_create(kopieen)]


def test_worklist_shows_own_zaken_with_the_first_term_on_top(
    client: PortaalClient,
    behandelaar: Gebruiker,
    meldingtype: Zaaktypeversie,
    budgettype: Zaaktypeversie,
    inwoner: Gebruiker,
) -> None:
    lang, kort = maak_zaak(budgettype, van=inwoner), maak_zaak(meldingtype, omschrijving="Losse tegel")
    Zaak.objects.filter(pk=kort.pk).update(uiterlijke_einddatum=lang.startdatum)
    ander = maak_zaak(meldingtype)
    for zaak in (lang, kort):
        neem(zaak, door=behandelaar)

    html = client.log_in(behandelaar).get(WERK).content.decode()

    assert html.index(kort.identificatie) < html.index(lang.identificatie)
    assert ander.identificatie not in html
    assert "Losse tegel" in html
    assert "Fatima de Vries-El Idrissi" in html
    assert BSN_FATIMA not in html


@pytest.mark.parametrize(("lijst", "verwacht"), [("niet-verdeeld", "nieuw"), ("te-laat", "laat"), ("wacht", "wacht")])
def test_each_queue_holds_its_own_zaken(
    client: PortaalClient, behandelaar: Gebruiker, meldingtype: Zaaktypeversie, lijst: str, verwacht: str
) -> None:
    zaken = {naam: maak_zaak(meldingtype) for naam in ("nieuw", "laat", "wacht")}
    for naam in ("laat", "wacht"):
        neem(zaken[naam], door=behandelaar)
    gisteren = zaken["laat"].startdatum - datetime.timedelta(days=1)
    Zaak.objects.filter(pk=zaken["laat"].pk).update(uiterlijke_einddatum=gisteren)
    Zaak.objects.filter(pk=zaken["wacht"].pk).update(wacht_op="inwoner")

    antwoord = client.log_in(behandelaar).get(WERK, {"lijst": lijst})

    assert [regel.nummer for regel in antwoord.context["regels"]] == [zaken[verwacht].identificatie]


@pytest.mark.eis("T-06")
def test_after_the_decision_no_list_says_that_we_are_late(
    client: PortaalClient, behandelaar: Gebruiker, budgettype: Zaaktypeversie, inwoner: Gebruiker
) -> None:
    besloten, open_ = maak_zaak(budgettype, van=inwoner), maak_zaak(budgettype, van=inwoner)
    for zaak in (besloten, open_):
        neem(zaak, door=behandelaar)
    besluittype = budgettype.besluittypen.get()
    leg_besluit_vast(
        besloten, besluittype, ingangsdatum=besloten.startdatum, motivering="Een goed plan.", door=behandelaar
    )
    gisteren = besloten.startdatum - datetime.timedelta(days=1)
    Zaak.objects.update(uiterlijke_einddatum=gisteren)

    alles = client.log_in(behandelaar).get(WERK)
    te_laat = client.get(WERK, {"lijst": "te-laat"})

    dagen = {regel.nummer: regel.dagen for regel in alles.context["regels"]}
    assert dagen == {besloten.identificatie: None, open_.identificatie: -1}
    assert [regel.nummer for regel in te_laat.context["regels"]] == [open_.identificatie]
    assert "Besluit genomen" in alles.content.decode()


def test_team_queue_shows_the_zaken_of_the_team(
    client: PortaalClient, behandelaar: Gebruiker, team: Groep, meldingtype: Zaaktypeversie
) -> None:
    zaak = maak_zaak(meldingtype)

    html = client.log_in(behandelaar).get(WERK, {"lijst": str(team.uuid)}).content.decode()

    assert zaak.identificatie in html
    assert team.naam in html


def test_counting_stops_where_nobody_reads_on(
    client: PortaalClient, behandelaar: Gebruiker, meldingtype: Zaaktypeversie
) -> None:
    kopieer(maak_zaak(meldingtype), werkvoorraad.TEL_TOT + 1)

    antwoord = client.log_in(behandelaar).get(WERK, {"lijst": "niet-verdeeld"})

    aantallen = {punt.titel: punt.aantal for punt in antwoord.context["rail"]}
    assert (aantallen["Nog niet verdeeld"], aantallen["Te laat"], aantallen["Afgehandeld"]) == ("1000+", "0", None)
    assert "1000 of meer zaken" in antwoord.content.decode()


@pytest.mark.eis("S-05")
def test_employee_without_rights_sees_no_zaak(
    client: PortaalClient, vreemde: Gebruiker, meldingtype: Zaaktypeversie
) -> None:
    zaak = maak_zaak(meldingtype)

    for lijst in ("mijn", "niet-verdeeld", "te-laat"):
        assert zaak.identificatie not in client.log_in(vreemde).get(WERK, {"lijst": lijst}).content.decode()


@pytest.mark.parametrize("wie", ["inwoner", "kcc", "archivaris", "beheerder"])
def test_worklist_is_refused_to_other_profiles(client: PortaalClient, request: pytest.FixtureRequest, wie: str) -> None:
    assert client.log_in(request.getfixturevalue(wie)).get(WERK).status_code == 403


@pytest.mark.eis("P-10")
def test_employee_who_may_only_know_that_a_zaak_exists_reads_a_neutral_name(
    client: PortaalClient, meldingtype: Zaaktypeversie, inwoner: Gebruiker
) -> None:
    groep = GroepFabriek.create(naam="Meekijkers")
    sta_toe(groep, meldingtype.zaaktype, Recht.LEZEN, omvang=Autorisatie.Omvang.DAT)
    zaak = maak_zaak(meldingtype, van=inwoner, omschrijving="Poep op het pad")
    meekijker = MedewerkerFabriek.create(groepen=[groep])

    html = client.log_in(meekijker).get(WERK, {"lijst": "niet-verdeeld"}).content.decode()
    gezocht = client.post("/werk/zoeken/", {"zoek": "Fatima"}).content.decode()

    assert zaak.identificatie in html
    assert meldingtype.dat_label in html
    for geheim in ("Poep op het pad", "Fatima", str(zaak.uuid)):
        assert geheim not in html
    assert zaak.identificatie not in gezocht


def test_filters_narrow_the_list_and_stand_as_chips(
    client: PortaalClient, behandelaar: Gebruiker, meldingtype: Zaaktypeversie, budgettype: Zaaktypeversie
) -> None:
    melding, budget = maak_zaak(meldingtype), maak_zaak(budgettype)
    filters = {"lijst": "niet-verdeeld", "zaaktype": str(budgettype.zaaktype.uuid), "status": "Ontvangen"}

    antwoord = client.log_in(behandelaar).get(WERK, filters)

    assert [regel.nummer for regel in antwoord.context["regels"]] == [budget.identificatie]
    assert [chip.tekst for chip in antwoord.context["chips"]] == ["Zaaktype: Leefbaarheidsbudget", "Stap: Ontvangen"]
    zonder = client.get(antwoord.context["chips"][0].url)
    assert {regel.nummer for regel in zonder.context["regels"]} == {melding.identificatie, budget.identificatie}


@pytest.mark.parametrize(
    "onzin",
    [
        {"lijst": "bestaat-niet"},
        {"zaaktype": "geen-uuid"},
        {"behandelaar": "zomaar"},
        {"termijn": "31-31-2026"},
        {"na": "geen-sleutel"},
        {"na": "2026-99-99.5"},
    ],
)
def test_a_strange_address_shows_a_list_and_no_error(
    client: PortaalClient, behandelaar: Gebruiker, meldingtype: Zaaktypeversie, onzin: dict[str, str]
) -> None:
    assert client.log_in(behandelaar).get(WERK, onzin).status_code == 200


def test_paging_shows_every_zaak_once_and_those_without_a_term_last(
    client: PortaalClient, behandelaar: Gebruiker, meldingtype: Zaaktypeversie
) -> None:
    zaken = kopieer(maak_zaak(meldingtype), 2 * werkvoorraad.PER_BLADZIJDE + 5)
    # Most end on the same day; one ends sooner, and of two the term stands still.
    Zaak.objects.filter(pk__in=[zaak.pk for zaak in zaken[5:7]]).update(uiterlijke_einddatum=None)
    Zaak.objects.filter(pk=zaken[3].pk).update(uiterlijke_einddatum=zaken[0].startdatum)

    gezien, url = [], f"{WERK}?lijst=niet-verdeeld"
    while url:
        antwoord = client.log_in(behandelaar).get(url)
        gezien += [regel.nummer for regel in antwoord.context["regels"]]
        url = antwoord.context["volgende_url"] if antwoord.context["bladzijde"].volgende else ""

    volgorde = [zaken[3], *zaken[:3], zaken[4], *zaken[7:], *zaken[5:7]]
    assert gezien == [zaak.identificatie for zaak in volgorde]


def test_a_deep_page_reads_its_own_part_of_the_index(meldingtype: Zaaktypeversie) -> None:
    zaak = maak_zaak(meldingtype)
    vanaf = f"{zaak.uiterlijke_einddatum:%Y-%m-%d}.{zaak.pk}"
    lijst = werkvoorraad.Werklijst("proef", "Proef", "inbox", Zaak.objects.open())

    with CaptureQueriesContext(connection) as gesteld, connection.cursor() as cursor:
        werkvoorraad.bladzijde(lijst, Zaak.objects.open(), vanaf)
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {gesteld.captured_queries[0]['sql']}")
        plan = "\n".join(regel for (regel,) in cursor.fetchall())

    assert "zaak_open_op_termijn" in plan
    # A start within the index, not a filter over all of it.
    assert re.search(r"Index Cond: .*uiterlijke_einddatum >= ", plan)


def test_number_of_queries_does_not_grow_with_the_list(
    client: PortaalClient, behandelaar: Gebruiker, meldingtype: Zaaktypeversie, budgettype: Zaaktypeversie
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as gesteld:
            client.get(WERK, {"lijst": "niet-verdeeld"})
        return len(gesteld)

    client.log_in(behandelaar)
    maak_zaak(meldingtype)
    een = queries()
    for _nummer in range(6):
        maak_zaak(meldingtype)
        maak_zaak(budgettype)

    assert queries() == een
    assert een <= 26


def test_search_goes_straight_to_the_zaak_with_this_number(
    client: PortaalClient, behandelaar: Gebruiker, meldingtype: Zaaktypeversie
) -> None:
    zaak = maak_zaak(meldingtype)

    antwoord = client.log_in(behandelaar).post("/werk/zoeken/", {"zoek": f" {zaak.identificatie} "})

    assert antwoord.headers["Location"] == reverse("behandeling:zaak", args=[zaak.uuid])


@pytest.mark.eis("S-30")
def test_search_by_name_lists_zaken_without_the_name_in_the_address(
    client: PortaalClient, behandelaar: Gebruiker, budgettype: Zaaktypeversie, inwoner: Gebruiker, vreemde: Gebruiker
) -> None:
    zaak = maak_zaak(budgettype, van=inwoner)

    gevonden = client.log_in(behandelaar).post("/werk/zoeken/", {"zoek": "vries"})
    niets = client.log_in(vreemde).post("/werk/zoeken/", {"zoek": "vries"})

    assert zaak.identificatie in gevonden.content.decode()
    assert zaak.identificatie not in niets.content.decode()
    assert client.get("/werk/zoeken/").status_code == 405


@pytest.mark.eis("U/WA.03")
def test_search_for_a_null_character_finds_nothing(
    client: PortaalClient, behandelaar: Gebruiker, meldingtype: Zaaktypeversie
) -> None:
    maak_zaak(meldingtype)

    assert client.log_in(behandelaar).post("/werk/zoeken/", {"zoek": "a\0bcd"}).status_code == 200


def test_closed_zaken_stand_in_their_own_queue(
    client: PortaalClient, behandelaar: Gebruiker, meldingtype: Zaaktypeversie, klok: time_machine.Traveller
) -> None:
    zaak = maak_zaak(meldingtype)
    neem(zaak, door=behandelaar)
    url = reverse("behandeling:afsluiten", args=[zaak.uuid])
    resultaat = meldingtype.resultaattypen.get(omschrijving="Opgelost")

    assert client.log_in(behandelaar).post(url, {"resultaattype": str(resultaat.uuid)}).status_code == 302

    assert zaak.identificatie not in client.get(WERK).content.decode()
    assert zaak.identificatie in client.get(WERK, {"lijst": "afgehandeld"}).content.decode()
