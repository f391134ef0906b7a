"""The acts on a zaak: each with what it does and every reason why not, from one set-up."""

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connections
from django.utils import timezone, translation

from mijnportaal.accounts.models import Gebruiker, Groep
from mijnportaal.kern.opslag import BewaardBestand, ScanStatus
from mijnportaal.notificaties.models import Bericht
from tests import fabrieken
from tests.portaalclient import werk_taken_af
from zaken.models import Besluittype, Betrokkene, Gebeurtenis, Taak, WachtOp, Zaak, Zaaktypeversie
from zaken.services.afsluiting import sluit_af
from zaken.services.behandeling import geef_vrij, neem, volgende_statustypen, wijs_toe, zet_status
from zaken.services.besluiten import leg_besluit_vast
from zaken.services.betrokkenen import koppel_identiteit, persoon_met_bsn
from zaken.services.documenten import NieuwDocument, voeg_document_toe
from zaken.services.taken import laat_taak_vervallen, rond_taak_af, vraag_aanvulling
from zaken.services.termijnen import termijn_van

pytestmark = pytest.mark.django_db

Soort = Gebeurtenis.Soort


@pytest.fixture
def zaak(klok: time_machine.Traveller, budgettype: Zaaktypeversie, inwoner: Gebruiker) -> Zaak:
    """A budget that Fatima asked for on Monday 2 March 2026."""
    return fabrieken.maak_zaak(budgettype, van=inwoner)


def codes(handeling: Callable[[], object]) -> list[str | None]:
    """Return the codes of why this is refused."""
    with pytest.raises(ValidationError) as fout:
        handeling()
    return [reden.code for reden in fout.value.error_list]


def gebeurd(zaak: Zaak) -> list[str]:
    return list(zaak.gebeurtenissen.order_by("volgnummer").values_list("soort", flat=True))


def document(soort: str, naam: str = "stuk.pdf") -> NieuwDocument:
    pad = f"xx/{timezone.now().timestamp()}"
    bestand = BewaardBestand(pad, 10, "0" * 64, "application/pdf", naam)
    return NieuwDocument(bestand, naam, fabrieken.informatieobjecttype(soort), scanstatus=ScanStatus.SCHOON)


def status(zaak: Zaak, naam: str, door: Gebruiker) -> None:
    zet_status(zaak, zaak.zaaktypeversie.statustypen.get(omschrijving=naam), door=door)


def vraag(zaak: Zaak, door: Gebruiker, *, dagen: int = 14, soort: str | None = "Bijlage") -> Taak:
    return vraag_aanvulling(
        zaak,
        titel="Een tekening",
        toelichting="Van de plek.",
        uiterlijk_op=timezone.localdate() + datetime.timedelta(days=dagen),
        informatieobjecttype=fabrieken.informatieobjecttype(soort) if soort else None,
        door=door,
    )


def sluit(zaak: Zaak, door: Gebruiker, resultaat: str = "Ingetrokken") -> None:
    sluit_af(zaak, zaak.zaaktypeversie.resultaattypen.get(omschrijving=resultaat), door=door)


# Who handles it


def test_taking_giving_back_and_handing_over(zaak: Zaak, behandelaar: Gebruiker, collega: Gebruiker) -> None:
    neem(zaak, door=behandelaar)
    assert Zaak.objects.van_behandelaar(behandelaar).get() == zaak
    assert codes(lambda: neem(zaak, door=collega)) == ["al-in-behandeling"]
    assert codes(lambda: wijs_toe(zaak, behandelaar, door=collega)) == ["al-behandelaar"]

    wijs_toe(zaak, collega, door=behandelaar, reden="Ik ga met verlof.")
    assert not Zaak.objects.van_behandelaar(behandelaar).exists()
    assert zaak.rollen.filter(soort="behandelaar").count() == 2  # the first one is history

    assert codes(lambda: geef_vrij(zaak, reden=" ", door=collega)) == ["reden-ontbreekt"]
    geef_vrij(zaak, reden="Te druk.", door=collega)
    assert Zaak.objects.zonder_behandelaar().get() == zaak
    assert codes(lambda: geef_vrij(zaak, reden="Nog eens.", door=collega)) == ["zonder-behandelaar"]
    assert gebeurd(zaak) == ["geregistreerd", "toegewezen", "toegewezen", "vrijgegeven"]


def test_zaak_goes_only_to_who_may_handle_it(zaak: Zaak, behandelaar: Gebruiker, vreemde: Gebruiker) -> None:
    assert codes(lambda: neem(zaak, door=vreemde)) == ["geen-recht"]
    assert codes(lambda: wijs_toe(zaak, vreemde, door=behandelaar)) == ["geen-recht"]
    assert gebeurd(zaak) == ["geregistreerd"]


@pytest.mark.django_db(transaction=True)
def test_one_of_many_colleagues_takes_the_zaak(budgettype: Zaaktypeversie, inwoner: Gebruiker, team: Groep) -> None:
    zaak = fabrieken.maak_zaak(budgettype, van=inwoner)
    collegas = [fabrieken.MedewerkerFabriek.create(groepen=[team]) for _keer in range(6)]

    def grijp(wie: Gebruiker) -> bool:
        try:
            neem(zaak, door=wie)
        except ValidationError:
            return False
        else:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as handen:
        assert sorted(handen.map(grijp, collegas)) == [False] * 5 + [True]
    assert zaak.rollen.filter(soort="behandelaar", geldig_tot=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_employee_who_takes_two_zaken_at_once_stays_one_person(
    budgettype: Zaaktypeversie, inwoner: Gebruiker, behandelaar: Gebruiker
) -> None:
    zaken = [fabrieken.maak_zaak(budgettype, van=inwoner) for _keer in range(6)]

    def grijp(zaak: Zaak) -> None:
        try:
            neem(zaak, door=behandelaar)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as handen:
        list(handen.map(grijp, zaken))
    assert Betrokkene.objects.filter(soort=Betrokkene.Soort.MEDEWERKER).count() == 1
    assert Zaak.objects.van_behandelaar(behandelaar).count() == 6


# Phases and tasks


def test_status_moves_on_and_never_to_itself_or_the_end(
    zaak: Zaak, behandelaar: Gebruiker, meldingtype: Zaaktypeversie
) -> None:
    status(zaak, "Compleet", behandelaar)
    assert [rij.omschrijving for rij in volgende_statustypen(zaak)] == ["Ontvangen", "Beoordeeld", "Uitbetaald"]
    assert codes(lambda: status(zaak, "Compleet", behandelaar)) == ["status-ongewijzigd"]
    assert codes(lambda: status(zaak, "Afgehandeld", behandelaar)) == ["eindstatus-vraagt-resultaat"]
    vreemd = meldingtype.statustypen.first()
    assert vreemd is not None
    assert codes(lambda: zet_status(zaak, vreemd, door=behandelaar)) == ["zaaktype-mismatch"]


def test_phase_brings_its_task_and_one_message(zaak: Zaak, behandelaar: Gebruiker, inwoner: Gebruiker) -> None:
    werk_taken_af()
    status(zaak, "Uitbetaald", behandelaar)
    werk_taken_af()
    taak = zaak.taken.get()
    assert (taak.titel, taak.uiterlijk_op) == ("Stuur uw bonnen op", datetime.date(2026, 4, 13))
    zaak.refresh_from_db()
    assert zaak.wacht_op == WachtOp.INWONER
    berichten = Bericht.objects.in_portaal(inwoner.pk)
    assert [bericht.onderwerp.partition(" (")[0] for bericht in berichten] == [
        "Wij hebben iets van u nodig",
        "Ontvangen: Leefbaarheidsbudget",
    ]


@pytest.mark.eis("T-08")
def test_asking_for_more_stops_the_term_until_the_answer(
    zaak: Zaak, behandelaar: Gebruiker, inwoner: Gebruiker, klok: time_machine.Traveller
) -> None:
    assert zaak.uiterlijke_einddatum == datetime.date(2026, 4, 28)
    klok.shift(datetime.timedelta(days=7))
    taak = vraag(zaak, behandelaar)
    assert Zaak.objects.wacht_op_inwoner().filter(uiterlijke_einddatum=None).get() == zaak
    assert codes(lambda: vraag(zaak, behandelaar)) == ["al-opgeschort"]

    klok.shift(datetime.timedelta(days=10))
    leeg = {"antwoord": "", "auteur": "Fatima", "door": inwoner}
    assert codes(lambda: rond_taak_af(taak, documenten=[], **leeg)) == ["document-ontbreekt"]  # type: ignore[arg-type]
    vreemd = [document("Foto")]
    assert codes(lambda: rond_taak_af(taak, documenten=vreemd, **leeg)) == [  # type: ignore[arg-type]
        "informatieobjecttype-hoort-niet-bij-zaaktype"
    ]
    rond_taak_af(taak, documenten=[document("Bijlage")], **leeg)  # type: ignore[arg-type]
    zaak.refresh_from_db()
    # 10 up to and including 18 March: nine days more after Monday 27 April.
    assert zaak.uiterlijke_einddatum == datetime.date(2026, 5, 6) == termijn_van(zaak).uiterlijke_einddatum
    assert zaak.wacht_op == WachtOp.GEMEENTE
    assert codes(lambda: laat_taak_vervallen(taak, reden="Te laat", door=behandelaar)) == ["taak-gesloten"]
    assert gebeurd(zaak)[1:] == ["opgeschort", "taak_gemaakt", "taak_afgerond", "hervat"]
    assert zaak.gebeurtenissen.get(soort=Soort.TAAK_AFGEROND).gegevens["sha256"] == "0" * 64


def test_every_reason_against_asking_is_told_at_once(
    meldingtype: Zaaktypeversie, behandelaar: Gebruiker, klok: time_machine.Traveller
) -> None:
    melding = fabrieken.maak_zaak(meldingtype)
    assert codes(lambda: vraag(melding, behandelaar, dagen=0)) == [
        "opschorting-niet-mogelijk",
        "datum-voorbij",
        "informatieobjecttype-hoort-niet-bij-zaaktype",
    ]


def test_term_that_has_passed_cannot_stand_still(
    zaak: Zaak, behandelaar: Gebruiker, klok: time_machine.Traveller
) -> None:
    klok.shift(datetime.timedelta(days=58))
    assert codes(lambda: vraag(zaak, behandelaar)) == ["termijn-voorbij"]


def test_task_that_lapses_lets_the_term_run(zaak: Zaak, behandelaar: Gebruiker, inwoner: Gebruiker) -> None:
    taak = vraag(zaak, behandelaar, soort=None)
    werk_taken_af()
    laat_taak_vervallen(taak, reden="Al gevonden.", door=behandelaar)
    werk_taken_af()
    zaak.refresh_from_db()
    assert zaak.uiterlijke_einddatum == datetime.date(2026, 4, 28)
    laatste = Bericht.objects.in_portaal(inwoner.pk)[0]
    assert laatste.onderwerp.startswith("U hoeft niets meer te doen")


def test_receipt_names_the_date_of_its_own_moment(zaak: Zaak, behandelaar: Gebruiker, inwoner: Gebruiker) -> None:
    """Written late, when the term already stands still, the receipt still says what was true when it was promised."""
    vraag(zaak, behandelaar)
    werk_taken_af()
    ontvangst = Bericht.objects.in_portaal(inwoner.pk).get(onderwerp__startswith="Ontvangen")
    assert "uiterlijk 28 april 2026" in ontvangst.tekst


# Decision and end


def test_decision_needs_its_reasons_and_its_zaaktype(
    zaak: Zaak, behandelaar: Gebruiker, inwoner: Gebruiker, meldingtype: Zaaktypeversie
) -> None:
    besluittype = Besluittype.objects.get()
    gegevens = {"ingangsdatum": datetime.date(2026, 3, 9), "door": behandelaar}
    melding = fabrieken.maak_zaak(meldingtype)
    assert codes(lambda: leg_besluit_vast(melding, besluittype, motivering=" ", **gegevens)) == [  # type: ignore[arg-type]
        "zaaktype-mismatch",
        "motivering-ontbreekt",
    ]
    besluit = leg_besluit_vast(zaak, besluittype, motivering="Goed plan.", **gegevens)  # type: ignore[arg-type]
    assert besluit.uiterlijke_reactiedatum == datetime.date(2026, 4, 13)  # six weeks
    werk_taken_af()
    bericht = Bericht.objects.in_portaal(inwoner.pk).get(onderwerp__startswith="Wij hebben een besluit")
    assert "Goed plan." in bericht.tekst
    assert "tot en met 13 april 2026 bezwaar maken" in bericht.tekst


def test_same_decision_is_not_made_known_twice(zaak: Zaak, behandelaar: Gebruiker) -> None:
    def neem_besluit(motivering: str) -> None:
        soort, dag = Besluittype.objects.get(), datetime.date(2026, 3, 9)
        leg_besluit_vast(zaak, soort, ingangsdatum=dag, motivering=motivering, door=behandelaar)

    neem_besluit("Goed plan.")
    assert codes(lambda: neem_besluit(" Goed plan. ")) == ["besluit-bestaat-al"]
    neem_besluit("Goed plan, en nu met het juiste bedrag.")
    assert zaak.besluiten.count() == 2


def test_decision_without_term_to_object_says_nothing_of_it(
    zaak: Zaak, behandelaar: Gebruiker, inwoner: Gebruiker
) -> None:
    vroeger = Besluittype.objects.get()
    Besluittype.objects.update(geldig_tot=datetime.date(2026, 1, 1))
    zonder = Besluittype.objects.create(
        catalogus=vroeger.catalogus, omschrijving=vroeger.omschrijving, geldig_van=datetime.date(2026, 1, 1)
    )
    leg_besluit_vast(zaak, zonder, ingangsdatum=datetime.date(2026, 3, 9), motivering="Daarom.", door=behandelaar)
    werk_taken_af()
    bericht = Bericht.objects.in_portaal(inwoner.pk).get(onderwerp__startswith="Wij hebben een besluit")
    assert "bezwaar" not in bericht.tekst


def test_every_reason_against_closing_is_told_at_once(
    zaak: Zaak, behandelaar: Gebruiker, meldingtype: Zaaktypeversie
) -> None:
    status(zaak, "Uitbetaald", behandelaar)
    vraag(zaak, behandelaar)
    assert codes(lambda: sluit(zaak, behandelaar, "Verleend")) == [
        "taak-open",
        "taak-open",
        "opgeschort",
        "besluit-ontbreekt",
    ]
    vreemd = meldingtype.resultaattypen.get(omschrijving="Opgelost")
    assert "zaaktype-mismatch" in codes(lambda: sluit_af(zaak, vreemd, door=behandelaar))
    zaak.refresh_from_db()
    assert zaak.is_open


@pytest.mark.eis("zrc-007")
def test_closed_zaak_has_all_of_its_end_and_stays_closed(zaak: Zaak, behandelaar: Gebruiker) -> None:
    open_taak = Taak.objects.create(
        zaak=zaak,
        soort="aanleveren",
        voor="inwoner",
        titel="Mag ook niet",
        toelichting="",
        uiterlijk_op=zaak.startdatum,
        gemaakt_op=timezone.now(),
        blokkeert_sluiten=False,
    )
    with translation.override("en"):
        sluit(zaak, behandelaar)
    zaak.refresh_from_db()
    assert (zaak.einddatum, zaak.brondatum) == (datetime.date(2026, 3, 2),) * 2
    assert (zaak.archiefnominatie, zaak.archiefactiedatum) == ("vernietigen", datetime.date(2027, 3, 2))
    assert "2 maart 2027" in zaak.archiefuitleg  # Dutch, whatever the language of the page
    assert zaak.statussen.order_by("-datum")[0].statustype.is_eindstatus
    open_taak.refresh_from_db()
    assert open_taak.status == Taak.Status.VERVALLEN
    assert gebeurd(zaak)[1:] == ["resultaat_gezet", "taak_vervallen", "afgesloten"]

    taak = zaak.taken.get()
    handelingen: list[Callable[[], object]] = [
        lambda: neem(zaak, door=behandelaar),
        lambda: status(zaak, "Compleet", behandelaar),
        lambda: vraag(zaak, behandelaar),
        lambda: voeg_document_toe(zaak, document("Bijlage"), auteur="Amira", door=behandelaar),
        lambda: sluit(zaak, behandelaar),
        lambda: geef_vrij(zaak, reden="Klaar", door=behandelaar),
        lambda: laat_taak_vervallen(taak, reden="Klaar", door=behandelaar),
        lambda: leg_besluit_vast(
            zaak, Besluittype.objects.get(), ingangsdatum=zaak.startdatum, motivering="Daarom.", door=behandelaar
        ),
    ]
    for handeling in handelingen:
        assert "zaak-gesloten" in codes(handeling)


def test_document_belongs_to_the_zaaktype_and_carries_the_secrecy_of_the_zaak(
    zaak: Zaak, behandelaar: Gebruiker
) -> None:
    assert codes(lambda: voeg_document_toe(zaak, document("Onbekend"), auteur="Amira", door=behandelaar)) == [
        "informatieobjecttype-hoort-niet-bij-zaaktype"
    ]
    gemaakt = voeg_document_toe(zaak, document("Bijlage"), auteur="Amira", door=behandelaar).informatieobject
    assert gemaakt.vertrouwelijkheidaanduiding == zaak.vertrouwelijkheidaanduiding
    assert gemaakt.identificatie.startswith("DOC-2026-")


# Registration


def test_zaaktype_that_is_not_valid_starts_no_zaak(budgettype: Zaaktypeversie, inwoner: Gebruiker, team: Groep) -> None:
    for versie in (fabrieken.budgetversie(team), fabrieken.conceptversie(team, "concept")):
        assert codes(lambda versie=versie: fabrieken.maak_zaak(versie, van=inwoner)) == ["zaaktype-niet-geldig"]  # type: ignore[misc]
    assert not Zaak.objects.exists()


def test_fact_that_the_zaaktype_does_not_know_is_refused(budgettype: Zaaktypeversie, inwoner: Gebruiker) -> None:
    vreemd = {"kleur": "blauw"}
    assert codes(lambda: fabrieken.maak_zaak(budgettype, van=inwoner, eigenschappen=vreemd)) == ["eigenschap-onbekend"]
    assert not Zaak.objects.exists()


def test_answer_without_its_format_is_kept_and_the_behandelaar_hears(
    budgettype: Zaaktypeversie, inwoner: Gebruiker
) -> None:
    goed = fabrieken.maak_zaak(budgettype, van=inwoner, eigenschappen={"bedrag": "450,50", "rekening": ""})
    assert not goed.taken.exists()

    zaak = fabrieken.maak_zaak(budgettype, van=inwoner, eigenschappen={"bedrag": "ongeveer 450 euro"})

    assert zaak.eigenschappen.get().waarde == "ongeveer 450 euro"
    taak = zaak.taken.get()
    assert (taak.voor, taak.soort, taak.blokkeert_sluiten) == (Taak.Voor.BEHANDELAAR, Taak.Soort.BEOORDELEN, False)
    assert "Bedrag" in taak.toelichting


@pytest.mark.eis("T-05")
def test_message_just_before_midnight_belongs_to_that_day(budgettype: Zaaktypeversie, inwoner: Gebruiker) -> None:
    """31 December 23:30 in the Netherlands is 22:30 UTC, and the term runs from the 31st."""
    with time_machine.travel(datetime.datetime(2025, 12, 31, 22, 30, tzinfo=datetime.UTC)):
        zaak = fabrieken.maak_zaak(budgettype, van=inwoner)
    assert zaak.startdatum == datetime.date(2025, 12, 31)
    assert zaak.identificatie.startswith("2025-")


@pytest.mark.django_db(transaction=True)
def test_numbers_are_given_once_when_many_register_at_once(budgettype: Zaaktypeversie, inwoner: Gebruiker) -> None:
    def registreer(_nummer: int) -> str:
        try:
            return fabrieken.maak_zaak(budgettype, van=inwoner).identificatie
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as draden:
        nummers = list(draden.map(registreer, range(20)))
    assert len(set(nummers)) == 20
    assert Zaak.objects.count() == 20


# People


def test_person_is_known_once_by_his_number(inwoner: Gebruiker) -> None:
    bekend = Betrokkene.objects.met_bsn(fabrieken.BSN_FATIMA).get()
    assert persoon_met_bsn(fabrieken.BSN_FATIMA, naam="F. de Vries") == bekend
    ander_account = fabrieken.InwonerFabriek.create()
    assert koppel_identiteit(ander_account, soort="bsn", nummer=fabrieken.BSN_FATIMA, naam="F.") == bekend
    bedrijf = koppel_identiteit(fabrieken.InwonerFabriek.create(), soort="kvk", nummer="90000011", naam="De Halm")
    assert koppel_identiteit(fabrieken.InwonerFabriek.create(), soort="kvk", nummer="90000011", naam="Halm") == bedrijf
    assert bedrijf.bsn_gemaskeerd == ""
    assert bekend.bsn_gemaskeerd.endswith(fabrieken.BSN_FATIMA[-4:])
    assert fabrieken.BSN_FATIMA not in bekend.bsn_gemaskeerd


def test_nobody_without_login_sees_or_gets_anothers_messages(meldingtype: Zaaktypeversie, inwoner: Gebruiker) -> None:
    """The address of Fatima, typed by someone else, gives that zaak no place in her portal."""
    zaak = fabrieken.maak_zaak(meldingtype, email="fatima@example.nl")
    assert zaak.gebeurtenissen.get().door_naam == "Aanvrager zonder inloggen"
    werk_taken_af()
    assert not Bericht.objects.in_portaal(inwoner.pk).exists()
    assert Bericht.objects.get().kanaal == Bericht.Kanaal.E_MAIL


def test_nobody_to_write_to_is_no_error(meldingtype: Zaaktypeversie) -> None:
    fabrieken.maak_zaak(meldingtype)
    assert werk_taken_af() == 1
    assert not Bericht.objects.exists()
