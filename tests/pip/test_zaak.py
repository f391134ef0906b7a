"""The page of one zaak: where it stands, what was decided, what happens now."""

import datetime
import uuid

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from formulieren.models import FormulierVersie
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.opslag import ScanStatus, bewaar
from tests.fabrieken import informatieobjecttype, maak_zaak
from tests.formulieren.invuller import tekst_van, vul_budget
from tests.portaalclient import PortaalClient, werk_taken_af
from zaken.models import (
    Besluittype,
    Informatieobjectversie,
    Opschorting,
    Resultaattype,
    Richting,
    Taak,
    Zaak,
    Zaaktypeversie,
)
from zaken.services.afsluiting import sluit_af
from zaken.services.behandeling import wijs_toe, zet_status
from zaken.services.besluiten import leg_besluit_vast
from zaken.services.documenten import NieuwDocument, voeg_document_toe
from zaken.services.opschorten import schort_op
from zaken.services.taken import lever_in
from zaken.services.verlengen import noem_latere_datum


def pad(zaak: Zaak) -> str:
    return reverse("pip:zaak", args=[zaak.uuid])


def geef_document(zaak: Zaak, titel: str, *, door: Gebruiker, zichtbaar: bool = True) -> None:
    """Add a document of the municipality to the zaak."""
    document = NieuwDocument(
        bewaar(ContentFile(b"%PDF-1.7 brief", name=f"{titel}.pdf")),
        titel,
        informatieobjecttype("Besluit"),
        richting=Richting.UITGAAND,
        zichtbaar_voor_inwoner=zichtbaar,
    )
    voeg_document_toe(zaak, document, auteur="Team", door=door)


def test_page_shows_number_dates_contact_and_steps(fatima: PortaalClient, klok: object, budgetzaak: Zaak) -> None:
    pagina = tekst_van(fatima.get(pad(budgetzaak)))
    for zin in (
        budgetzaak.identificatie,
        "2 maart 2026",
        "28 april 2026",  # eight weeks later is King's Day
        "over 57 dagen",
        "Team Openbare ruimte",
        "telefoon 14 099",
        "Uitleg bij Ontvangen.",
        "via E-formulier",
    ):
        assert zin in pagina
    assert pagina.count('aria-current="step"') == 1
    assert "Hoe komen wij aan deze datum?" in pagina
    assert "Algemene termijnenwet" in pagina


def test_behandelaar_is_named_with_the_team(fatima: PortaalClient, budgetzaak: Zaak, behandelaar: Gebruiker) -> None:
    wijs_toe(budgetzaak, behandelaar, door=behandelaar)
    pagina = tekst_van(fatima.get(pad(budgetzaak)))
    assert "Uw contactpersoon" in pagina
    assert "Amira Benali" in pagina


@pytest.mark.eis("T-14")
def test_page_says_that_the_term_stands_still_since_when_and_why(fatima: PortaalClient, taak: Taak) -> None:
    pagina = tekst_van(fatima.get(pad(taak.zaak)))
    assert "De termijn staat stil" in pagina
    assert "wachten wij op u: Stuur een tekening" in pagina
    assert "Uw reactie nodig" in pagina
    assert "Bovenaan deze pagina staat wat u nog moet doen." in pagina
    assert "Uitleg bij Ontvangen." not in pagina  # that says what we do, and may say that she need do nothing
    assert reverse("pip:taak", args=[taak.uuid]) in pagina


@pytest.mark.eis("T-07")
@pytest.mark.eis("T-14")
def test_a_term_that_stands_still_by_us_is_not_said_to_wait_for_the_resident(
    fatima: PortaalClient, klok: object, budgetzaak: Zaak, behandelaar: Gebruiker
) -> None:
    tot = datetime.date(2026, 3, 20)
    schort_op(budgetzaak, grond=Opschorting.Grond.OVERMACHT, reden="Er was brand.", verwacht_tot=tot, door=behandelaar)

    pagina, overzicht = tekst_van(fatima.get(pad(budgetzaak))), tekst_van(fatima.get(reverse("pip:overzicht")))

    assert "Sinds 2 maart 2026 kunnen wij niet verder. Er was brand." in pagina
    assert "Wij verwachten dat dit duurt tot 20 maart 2026." in pagina
    assert "De termijn staat stil: Er was brand." in overzicht
    assert "wachten wij op u" not in (pagina + overzicht).lower()


@pytest.mark.eis("T-14")
def test_a_longer_term_stands_in_the_history_with_its_new_date(
    fatima: PortaalClient, klok: object, budgetzaak: Zaak, behandelaar: Gebruiker
) -> None:
    later = datetime.date(2026, 6, 1)
    noem_latere_datum(budgetzaak, datum=later, reden="Er is veel werk.", door=behandelaar)

    pagina = tekst_van(fatima.get(pad(budgetzaak)))

    assert "Wij hebben meer tijd nodig" in pagina
    assert "De nieuwe laatste dag is 1 juni 2026." in pagina


def test_page_says_when_we_are_late(fatima: PortaalClient, inwoner: Gebruiker, budgettype: Zaaktypeversie) -> None:
    with time_machine.travel(timezone.now() - datetime.timedelta(weeks=12), tick=True):
        zaak = maak_zaak(budgettype, van=inwoner, omschrijving="Oud plan")
    werk_taken_af()
    assert "dagen te laat" in tekst_van(fatima.get(pad(zaak)))
    assert "Wij zijn te laat. De laatste dag was" in tekst_van(fatima.get("/mijn/"))


def test_status_of_the_behandelaar_is_seen_at_once_with_his_words(
    fatima: PortaalClient, budgetzaak: Zaak, behandelaar: Gebruiker
) -> None:
    statustype = budgetzaak.zaaktypeversie.statustypen.get(omschrijving="Compleet")
    zet_status(budgetzaak, statustype, door=behandelaar, toelichting="Alles is er. Wij lezen uw plan deze week.")
    pagina = tekst_van(fatima.get(pad(budgetzaak)))
    assert "Compleet (inwoner)" in pagina
    assert "Alles is er. Wij lezen uw plan deze week." in pagina
    assert '<span aria-hidden="true">2</span>' in pagina


@pytest.mark.eis("N-23")
def test_decision_shows_the_reasons_and_until_when_to_object(
    fatima: PortaalClient,
    klok: time_machine.Traveller,
    budgetzaak: Zaak,
    behandelaar: Gebruiker,
    inwoner: Gebruiker,
) -> None:
    leg_besluit_vast(
        budgetzaak,
        Besluittype.objects.get(),
        ingangsdatum=timezone.localdate(),
        motivering="Het plan maakt de buurt mooier.",
        door=behandelaar,
    )
    pagina = tekst_van(fatima.get(pad(budgetzaak)))
    assert "Het plan maakt de buurt mooier." in pagina
    assert "Bezwaar maken kan tot en met" in pagina
    assert "13 april 2026" in pagina
    assert "Besluit genomen op" in pagina
    assert "28 april 2026" not in pagina  # the term was that of the decision
    klok.shift(datetime.timedelta(weeks=7))
    pagina = tekst_van(fatima.log_in(inwoner).get(pad(budgetzaak)))
    assert "Bezwaar maken kon tot en met" in pagina


def test_closed_zaak_shows_the_outcome_and_what_was_done(
    fatima: PortaalClient, meldingtype: Zaaktypeversie, inwoner: Gebruiker, behandelaar: Gebruiker
) -> None:
    zaak = maak_zaak(meldingtype, van=inwoner, omschrijving="Volle bak")
    opgelost = Resultaattype.objects.get(omschrijving="Opgelost")
    sluit_af(zaak, opgelost, toelichting="Wij hebben de bak geleegd.", door=behandelaar)
    werk_taken_af()
    pagina = tekst_van(fatima.get(pad(zaak)))
    assert "Uitleg bij Opgelost." in pagina
    assert "Wij hebben de bak geleegd." in pagina
    assert "Klaar op" in pagina
    assert "In behandeling (inwoner)" not in pagina  # a phase that this zaak never had
    assert 'aria-current="step"' not in pagina
    assert "Hoe komen wij aan deze datum?" not in pagina


@pytest.mark.eis("S-02")
def test_only_documents_that_the_resident_may_see_are_listed(
    fatima: PortaalClient, budgetzaak: Zaak, behandelaar: Gebruiker
) -> None:
    geef_document(budgetzaak, "Brief aan u", door=behandelaar)
    geef_document(budgetzaak, "Interne notitie", door=behandelaar, zichtbaar=False)
    pagina = tekst_van(fatima.get(pad(budgetzaak)))
    assert "Brief aan u" in pagina
    assert "van de gemeente" in pagina
    assert "Interne notitie" not in pagina


@pytest.mark.eis("S-17")
def test_document_in_quarantine_says_that_it_is_being_checked(fatima: PortaalClient, budgetzaak: Zaak) -> None:
    Informatieobjectversie.objects.update(scanstatus=ScanStatus.IN_QUARANTAINE)
    assert "Wij controleren dit bestand nog op virussen." in tekst_van(fatima.get(pad(budgetzaak)))


def test_page_shows_the_answers_as_asked_and_the_pdf_of_them(
    fatima: PortaalClient, budget: FormulierVersie, pdf: SimpleUploadedFile
) -> None:
    vul_budget(fatima, budget, pdf).verstuur()
    pagina = tekst_van(fatima.get(pad(Zaak.objects.get())))
    for zin in ("Vraag rekening", "NL91 ABNA 0417 1643 00", "Bank: € 700", "Samen: € 749,50", "Offerte bank.pdf"):
        assert zin in pagina
    assert "Download als PDF" in pagina


def test_history_leaves_out_what_is_internal(
    fatima: PortaalClient, taak: Taak, behandelaar: Gebruiker, inwoner: Gebruiker, pdf: SimpleUploadedFile
) -> None:
    lever_in(taak, antwoord="Hier is de tekening.", uploads=[pdf], door=inwoner)
    geef_document(taak.zaak, "Interne notitie", door=behandelaar, zichtbaar=False)
    pagina = tekst_van(fatima.get(pad(taak.zaak)))
    for titel in ("Wij hebben uw bericht ontvangen", "Wij hebben u iets gevraagd", "U heeft gereageerd", "loopt weer"):
        assert titel in pagina
    assert "Interne notitie" not in pagina


@pytest.mark.eis("S-02")
@pytest.mark.parametrize("naam", ["pip:zaak", "pip:document", "pip:taak", "pip:bericht"])
def test_what_is_not_yours_is_not_there(
    fatima: PortaalClient, taak: Taak, andere_inwoner: Gebruiker, behandelaar: Gebruiker, naam: str
) -> None:
    gevraagd = taak.zaak.gebeurtenissen.get(soort="taak_gemaakt").berichten.get(bericht__kanaal="portaal")
    eigen = {
        "pip:zaak": taak.zaak.uuid,
        "pip:document": taak.zaak.documenten.get().uuid,
        "pip:taak": taak.uuid,
        "pip:bericht": gevraagd.bericht.uuid,
    }
    doel = reverse(naam, args=[eigen[naam]])
    assert fatima.get(doel).getvalue()  # read to its end, as a browser does: a file is closed then
    assert fatima.get(reverse(naam, args=[uuid.uuid4()])).status_code == 404
    assert PortaalClient().log_in(andere_inwoner).get(doel).status_code == 404
    assert PortaalClient().log_in(behandelaar).get(doel).status_code == 403
    assert PortaalClient().get(doel).url.startswith(reverse("accounts:inloggen"))


def test_page_costs_as_many_queries_with_ten_documents_as_with_one(
    fatima: PortaalClient, budgetzaak: Zaak, behandelaar: Gebruiker, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # session and person; zaak, statuses, phases, decisions and their type, outcome, pause, terms (pauses, extensions,
    # free days), behandelaar; tasks, events, documents, messages; form, facts; menu: two counts
    with django_assert_num_queries(22):
        fatima.get(pad(budgetzaak))
    for nummer in range(10):
        geef_document(budgetzaak, f"Brief {nummer}", door=behandelaar)
    with django_assert_num_queries(22):
        fatima.get(pad(budgetzaak))
