"""Leefbaarheidsbudget: from a plan at the kitchen table to a decision, the money, the receipts and the archive."""

import datetime
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.reizen.bezoeker import Bezoeker
from tests.reizen.browser import SMAL, TELEFOON, VERGROOT
from tests.reizen.conftest import NieuweBezoeker
from tests.reizen.opstelling import Opstelling
from tests.reizen.test_melding import doe, open_zaak, zaaknummer

pytestmark = pytest.mark.reis

PLAN = "Een ruilkast voor boeken"
EMAIL = "sanne-bakker@example.nl"
MOTIVERING = "Uw plan past bij de regels. U krijgt 540 euro."
# Of the official test range.
BSN = "999990081"


@pytest.mark.eis("W-10", "W-11", "P-09", "P-10", "N-23")
def test_budget_travels_from_plan_to_archive(
    bezoek: NieuweBezoeker, opstelling: Opstelling, foto: Path, tekening: Path, programma: Path
) -> None:
    bewoner, behandelaar = bezoek(), bezoek()
    vul_plan_in(bewoner)
    vul_begroting_in(bewoner)
    voeg_bijlage_toe(bewoner, tekening, programma)
    nummer = controleer_en_verstuur(bewoner)
    assert nummer in opstelling.mail(EMAIL, "ontvangen").tekst

    neem_in_behandeling(behandelaar, nummer)
    vraag_offerte(behandelaar)
    lever_offerte(bewoner, tekening)
    besluit_en_betaal(behandelaar, nummer)

    telefoon = bezoek(TELEFOON)
    lever_bonnen(telefoon, foto)
    sluit_af(behandelaar, nummer)
    lees_uitkomst(telefoon)

    kcc_ziet_dat_en_niet_wat(bezoek(), nummer)
    archief_kent_de_datum(bezoek(), nummer)


def vul_plan_in(bewoner: Bezoeker) -> None:
    """Log in with DigiD and answer the first step."""
    bewoner.ga("/")
    bewoner.volg("Leefbaarheidsbudget aanvragen")
    bewoner.druk("Inloggen en beginnen")
    bewoner.druk("DigiD")
    bewoner.kies_persoon("Sanne Bakker")
    if bewoner.page.get_by_role("button", name="Beginnen").count():
        bewoner.druk("Beginnen")
    bewoner.vul("Hoe heet uw plan?", PLAN)
    bewoner.vul("Wat gaat u doen?", "Wij zetten een kast neer waar buren boeken ruilen.")
    bewoner.vul("Adres of omschrijving van de plek", "Havenkade 47")
    lente = datetime.date.today() + datetime.timedelta(days=120)  # noqa: DTZ011 (the site's day is this one too)
    bewoner.vul_datum("Wanneer is het?", str(lente.day), str(lente.month), str(lente.year))
    bewoner.druk("Volgende stap")


def vul_begroting_in(bewoner: Bezoeker) -> None:
    """First ask too much: the form says so and keeps what was typed."""
    bewoner.vul("Regel 1: wat koopt of huurt u?", "Kast van eikenhout")
    bewoner.vul("Regel 1: bedrag in euro", "700")
    bewoner.vul("Regel 2: wat koopt of huurt u?", "Boeken")
    bewoner.vul("Regel 2: bedrag in euro", "100,50")
    bewoner.druk("Volgende stap")
    bewoner.ziet_fout(re.compile(r"750"))
    bewoner.keur_op(TELEFOON, SMAL, VERGROOT)
    expect(bewoner.page.get_by_label("Regel 1: wat koopt of huurt u?")).to_have_value("Kast van eikenhout")
    expect(bewoner.page.get_by_label("Regel 2: bedrag in euro")).to_have_value(re.compile(r"100,50"))
    bewoner.vul("Regel 1: bedrag in euro", "439,50")
    expect(bewoner.page.locator(".mo-begroting__totaal")).to_contain_text("Samen: € 540.")
    bewoner.druk("Volgende stap")


def voeg_bijlage_toe(bewoner: Bezoeker, goed: Path, fout: Path) -> None:
    """Try a program that calls itself a PDF, then send a real drawing."""
    rij = bewoner.page.locator(".mo-bestanden__lijst li")
    bewoner.stuur_mee("Voeg bijlagen toe", fout)
    expect(rij).to_contain_text("geen goed PDF-bestand")
    bewoner.fouten.clear()  # the refusal of the file is an answer with status 422
    bewoner.keur()
    rij.get_by_role("button", name="Verwijder").click()
    expect(rij).to_have_count(0)
    bewoner.stuur_mee("Voeg bijlagen toe", goed)
    bewoner.druk("Volgende stap")


def controleer_en_verstuur(bewoner: Bezoeker) -> str:
    """Answer the rest, mend one answer from the check page, send; return the number of the zaak."""
    bewoner.vul("Op welk rekeningnummer wilt u het geld?", "NL91 ABNA 0417 1643 00")
    bewoner.vul("Op welke naam staat de rekening?", "S. Bakker")
    bewoner.druk("Volgende stap")
    bewoner.vul("Uw e-mailadres", EMAIL)
    bewoner.druk("Naar controleren")
    bewoner.ziet(PLAN)
    bewoner.ziet("Tekening van de bank.pdf")
    bewoner.keur_op(TELEFOON, SMAL, VERGROOT)
    bewoner.volg(re.compile("Wijzigen ?: Uitbetaling"))
    bewoner.vul("Op welke naam staat de rekening?", "Sanne Bakker")
    bewoner.druk("Volgende stap")
    while bewoner.kop != "Controleer uw antwoorden":
        bewoner.page.get_by_role("button", name=re.compile("Volgende stap|Naar controleren")).wait_for()
        bewoner.druk("Naar controleren")
    bewoner.ziet("Sanne Bakker")
    bewoner.kies("Ik heb het formulier naar waarheid ingevuld.")
    bewoner.druk("Versturen")
    assert bewoner.kop == "Wij hebben het ontvangen"
    nummer = zaaknummer(bewoner)
    bewoner.volg("Naar uw zaak")
    assert bewoner.kop == PLAN
    return nummer


def neem_in_behandeling(behandelaar: Bezoeker, nummer: str) -> None:
    """Find the new application in the worklist, take it and say that it is being checked."""
    behandelaar.log_in("medewerker", "Eva Smit")
    behandelaar.volg("Nog niet verdeeld")
    behandelaar.ziet(nummer)
    behandelaar.volg("", binnen=behandelaar.page.get_by_role("row").filter(has_text=nummer))
    behandelaar.druk("Neem in behandeling")
    behandelaar.ziet("U behandelt deze zaak.")
    doe(behandelaar, "Zet status", lambda: behandelaar.kies("Controle op volledigheid"), "Zet status")


def vraag_offerte(behandelaar: Bezoeker) -> None:
    """Ask for a quotation; the term stands still."""

    def stel_vraag() -> None:
        behandelaar.vul("Wat hebt u nodig?", "Een offerte van de kast")
        behandelaar.vul("Uitleg voor de inwoner", "Dan weten wij wat de kast kost.")
        behandelaar.kies_uit("Welk document moet de inwoner toevoegen?", "Bijlage bij de aanvraag")

    doe(behandelaar, "Vraag om aanvulling", stel_vraag, "Stel de vraag")
    behandelaar.ziet("De vraag is gesteld. De termijn staat stil tot de inwoner antwoordt.")


def lever_offerte(bewoner: Bezoeker, offerte: Path) -> None:
    """See what is asked and that the term stands still, and answer."""
    bewoner.ga("/mijn/")
    bewoner.volg("Een ruilkast voor boeken")
    bewoner.ziet("De termijn staat stil")
    bewoner.volg("Een offerte van de kast")
    vul_taak_in(bewoner, offerte)
    bewoner.ziet("Wij hebben uw antwoord ontvangen.")
    expect(bewoner.page.locator("main dl").first).not_to_contain_text("staat stil")


def vul_taak_in(bewoner: Bezoeker, bestand: Path) -> None:
    """Answer the task on this page with words and a file."""
    for vak in bewoner.page.locator("main textarea").all():
        vak.fill("Hierbij stuur ik het.")
    bewoner.page.locator("main input[type=file]").first.set_input_files(str(bestand))
    bewoner.druk("Versturen")


def besluit_en_betaal(behandelaar: Bezoeker, nummer: str) -> None:
    """Judge, decide and pay."""
    open_zaak(behandelaar, nummer)
    doe(behandelaar, "Zet status", lambda: behandelaar.kies("Beoordeling"), "Zet status")

    def motiveer() -> None:
        behandelaar.kies("Besluit leefbaarheidsbudget")
        behandelaar.vul("Motivering", MOTIVERING)

    doe(behandelaar, "Leg besluit vast", motiveer, "Leg vast en maak bekend")
    doe(behandelaar, "Zet status", lambda: behandelaar.kies("Besluit genomen"), "Zet status")
    doe(behandelaar, "Zet status", lambda: behandelaar.kies("Uitbetaald"), "Zet status")
    behandelaar.ziet("Lever uw bonnen in")


def lever_bonnen(bewoner: Bezoeker, bon: Path) -> None:
    """Log in on a phone and send the receipts."""
    bewoner.log_in("digid", "Sanne Bakker")
    bewoner.volg("Lever uw bonnen in")
    vul_taak_in(bewoner, bon)


def sluit_af(behandelaar: Bezoeker, nummer: str) -> None:
    """Look at the receipts and close."""
    open_zaak(behandelaar, nummer)

    def kies_uitkomst() -> None:
        behandelaar.kies("Verleend")
        behandelaar.vul("Toelichting voor de inwoner", "De bonnen kloppen.")

    doe(behandelaar, "Sluit af", kies_uitkomst, "Sluit de zaak af")
    behandelaar.ziet("De zaak is afgesloten.")


def lees_uitkomst(bewoner: Bezoeker) -> None:
    """Read the result, the decision and until when one can object."""
    bewoner.ga("/mijn/zaken/?status=")
    bewoner.volg(PLAN)
    bewoner.ziet("Verleend")
    bewoner.ziet("De bonnen kloppen.")
    bewoner.ziet(MOTIVERING)
    bewoner.ziet(re.compile("Bezwaar maken kan tot en met"))


def kcc_ziet_dat_en_niet_wat(kcc: Bezoeker, nummer: str) -> None:
    """Find the caller in three ways; see that something ran, not what it was about."""
    kcc.log_in("medewerker", "Iris Hofman")
    zoek(kcc, {"Burgerservicenummer": BSN})
    zoek(kcc, {"Achternaam": "Bakker", "Dag": "25", "Maand": "12", "Jaar": "1996"})
    zoek(kcc, {"Zaaknummer": nummer})
    kcc.ziet("Aanvraag bij Samenleving")
    kcc.ziet(nummer)
    kcc.ziet_niet(PLAN)
    assert BSN not in kcc.page.content()
    kcc.keur_op(TELEFOON, SMAL, VERGROOT)


def zoek(kcc: Bezoeker, velden: dict[str, str]) -> None:
    """Search with a reason, and open the one customer that is found."""
    kcc.ga("/kcc/")
    kcc.page.get_by_role("radio").first.check(force=True)
    for naam, waarde in velden.items():
        kcc.page.get_by_label(naam, exact=True).fill(waarde)
    kcc.page.locator("main").get_by_role("button", name="Zoek").click()
    kcc.page.wait_for_load_state("load")
    if "/klanten/" not in kcc.pad:
        kcc.volg("Sanne Bakker")
    assert kcc.kop == "Sanne Bakker"


def archief_kent_de_datum(archivaris: Bezoeker, nummer: str) -> None:
    """Find the closed zaak and read when it may go, and why then."""
    archivaris.log_in("medewerker", "Ada Wolters")
    rij = archivaris.page.get_by_role("row").filter(has_text=nummer)
    while not rij.count():
        archivaris.volg("Volgende")
    archivaris.volg("", binnen=rij)
    archivaris.ziet("Waarom deze datum?")
    archivaris.ziet(re.compile("7 jaar|zeven jaar"))
