"""The term of a zaak through the pages of staff: still, running again, longer, later, and every reason why not."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from mijnportaal.accounts.models import Gebruiker, Groep
from tests import fabrieken
from tests.portaalclient import PortaalClient
from tests.postvak import Postvak
from zaken.models import Gebeurtenis, Opschorting, Verlenging, Zaak
from zaken.services.behandeling import neem
from zaken.services.besluiten import leg_besluit_vast
from zaken.services.catalogus import publiceer
from zaken.services.termijnen import termijn_van

d = datetime.date.fromisoformat
AANVRAAG = "fatima@example.nl"


def url(naam: str, zaak: Zaak) -> str:
    return reverse(f"behandeling:{naam}", args=[zaak.uuid])


def datum(waarde: str, naam: str) -> dict[str, str]:
    jaar, maand, dag = waarde.split("-")
    return {f"{naam}_dag": dag, f"{naam}_maand": maand, f"{naam}_jaar": jaar}


def doe(client: PortaalClient, naam: str, zaak: Zaak, **gegevens: str) -> str:
    """Post the form of an act and return the page that follows; the zaak is as it is then."""
    html = client.post(url(naam, zaak), gegevens, follow=True).content.decode()
    zaak.refresh_from_db()
    return str(html)


@pytest.fixture
def zaak(klok: time_machine.Traveller, team: Groep, inwoner: Gebruiker) -> Zaak:
    """A budget that Fatima asked for on Monday 2 March 2026: eight weeks, and at most six weeks more."""
    versie = fabrieken.budgetversie(team)
    versie.verlenging_mogelijk, versie.verlengingstermijn, versie.servicenorm = True, "P6W", "P6W"
    versie.save()
    versie = publiceer(versie)
    fabrieken.sta_toe(team, versie.zaaktype)
    return fabrieken.maak_zaak(versie, van=inwoner)


@pytest.fixture
def werkplek(client: PortaalClient, behandelaar: Gebruiker) -> PortaalClient:
    return client.log_in(behandelaar)


STIL = {"grond": "overmacht", "reden": "Het archief is onder water gelopen."}


@pytest.mark.eis("T-08")
def test_the_term_stands_still_for_a_ground_of_the_law_and_the_resident_hears_why(
    werkplek: PortaalClient, zaak: Zaak, postvak: Postvak
) -> None:
    html = doe(werkplek, "opschorten", zaak, **STIL, **datum("2026-03-20", "verwacht_tot"))

    assert (zaak.uiterlijke_einddatum, zaak.streefdatum) == (None, None)
    assert "Termijn staat stil" in html
    assert "Overmacht (Awb 4:15" in html
    assert "onder water" not in postvak.aan(AANVRAAG)[-1].tekst  # N-04: content stays behind login
    assert "staat stil" in postvak.aan(AANVRAAG)[-1].tekst
    bericht = zaak.gebeurtenissen.get(soort="opgeschort").berichten.get(bericht__kanaal="portaal").bericht
    assert "onder water gelopen" in bericht.tekst
    assert "20 maart 2026" in bericht.tekst


@pytest.mark.eis("T-08")
def test_when_it_runs_again_the_days_are_added_and_the_resident_hears_the_new_date(
    werkplek: PortaalClient, zaak: Zaak, klok: time_machine.Traveller, postvak: Postvak
) -> None:
    doe(werkplek, "opschorten", zaak, **STIL)
    klok.move_to("2026-03-16 10:00+01:00")

    doe(werkplek, "hervatten", zaak, reden="Alles is droog.")

    # Eight weeks after 2 March is 27 April; 3 to 15 March stood still, so 10 May, a Sunday. The six weeks that we aim
    # for end on Sunday 26 April, and the day after is King's Day.
    assert (zaak.uiterlijke_einddatum, zaak.streefdatum) == (d("2026-05-11"), d("2026-04-28"))
    assert zaak.gecommuniceerde_einddatum == d("2026-05-11")
    assert "11 mei 2026" in postvak.aan(AANVRAAG)[-1].tekst


@pytest.mark.eis("T-08")
def test_standing_still_needs_a_ground_and_a_reason(werkplek: PortaalClient, zaak: Zaak) -> None:
    html = doe(werkplek, "opschorten", zaak, grond="aanvulling", reden="", **datum("2026-03-01", "verwacht_tot"))

    assert "Uitleg voor de inwoner" in html
    assert not Opschorting.objects.exists()
    assert zaak.uiterlijke_einddatum == d("2026-04-28")


@pytest.mark.eis("T-08")
def test_a_page_says_beforehand_why_the_term_cannot_stand_still(
    werkplek: PortaalClient, zaak: Zaak, klok: time_machine.Traveller
) -> None:
    klok.move_to("2026-04-29 10:00+02:00")
    te_laat = werkplek.get(url("opschorten", zaak)).content.decode()
    assert "De termijn is al voorbij en kan niet meer stilstaan." in te_laat
    assert "De termijn staat niet stil." in werkplek.get(url("hervatten", zaak)).content.decode()


@pytest.mark.eis("T-08")
def test_a_question_to_the_resident_ends_by_the_answer_and_not_by_hand(werkplek: PortaalClient, zaak: Zaak) -> None:
    vraag = {"titel": "Offerte", "toelichting": "Graag.", **datum("2026-03-20", "uiterlijk_op")}
    doe(werkplek, "aanvulling", zaak, **vraag)

    html = doe(werkplek, "hervatten", zaak)

    assert "De inwoner heeft nog een taak." in html
    assert zaak.uiterlijke_einddatum is None


@pytest.mark.eis("T-07")
def test_the_term_becomes_longer_once_and_the_resident_hears_it(
    werkplek: PortaalClient, zaak: Zaak, klok: time_machine.Traveller, postvak: Postvak
) -> None:
    klok.move_to("2026-04-28 16:00+02:00")  # the last day

    html = doe(werkplek, "verlengen", zaak, duur="P4W", reden="Wij wachten op advies.")

    assert zaak.uiterlijke_einddatum == d("2026-05-26")  # 27 April and four weeks is Whit Monday
    assert "26 mei 2026" in html
    assert "26 mei 2026" in postvak.aan(AANVRAAG)[-1].tekst
    rij = Verlenging.objects.get()
    assert (rij.grond, rij.besloten_op, rij.medegedeeld_op) == ("verdaging", d("2026-04-28"), d("2026-04-28"))
    assert "De termijn is al een keer verlengd." in werkplek.get(url("verlengen", zaak)).content.decode()


@pytest.mark.eis("T-07")
def test_the_term_does_not_become_longer_than_the_zaaktype_allows(werkplek: PortaalClient, zaak: Zaak) -> None:
    html = doe(werkplek, "verlengen", zaak, duur="P7W", reden="Wij wachten op advies.")

    assert not Verlenging.objects.exists()
    assert werkplek.get(url("verlengen", zaak)).context["form"].fields["duur"].choices[-1] == ("P6W", "6 weken")
    assert "Hoeveel langer?" in html


@pytest.mark.eis("T-07")
def test_after_the_last_day_nothing_makes_the_term_longer(
    werkplek: PortaalClient, zaak: Zaak, klok: time_machine.Traveller
) -> None:
    klok.move_to("2026-04-29 10:00+02:00")

    html = doe(werkplek, "verlengen", zaak, duur="P4W", reden="Wij wachten op advies.")

    assert "De termijn is al voorbij en kan niet meer langer worden." in html
    assert zaak.uiterlijke_einddatum == d("2026-04-28")


@pytest.mark.eis("T-07")
def test_a_later_date_does_not_move_a_term_of_the_law(
    werkplek: PortaalClient, zaak: Zaak, klok: time_machine.Traveller, postvak: Postvak
) -> None:
    klok.move_to("2026-05-04 10:00+02:00")  # too late already: then it is told just as well

    doe(werkplek, "latere_datum", zaak, reden="Er zijn veel aanvragen.", **datum("2026-05-20", "datum"))

    assert (zaak.uiterlijke_einddatum, zaak.gecommuniceerde_einddatum) == (d("2026-04-28"), d("2026-05-20"))
    assert "20 mei 2026" in postvak.aan(AANVRAAG)[-1].tekst


@pytest.mark.eis("T-07")
def test_a_later_date_is_later(werkplek: PortaalClient, zaak: Zaak) -> None:
    html = doe(werkplek, "latere_datum", zaak, reden="Druk.", **datum("2026-04-28", "datum"))

    assert "Kies een datum na de uiterste datum." in html
    assert not Verlenging.objects.exists()


@pytest.mark.eis("T-14")
def test_each_change_of_a_date_has_its_reason_and_actor(
    werkplek: PortaalClient, zaak: Zaak, klok: time_machine.Traveller
) -> None:
    doe(werkplek, "opschorten", zaak, **STIL)
    klok.shift(datetime.timedelta(days=5))
    doe(werkplek, "hervatten", zaak, reden="Alles is droog.")
    doe(werkplek, "verlengen", zaak, duur="P1W", reden="Wij wachten op advies.")

    soorten = ("opgeschort", "hervat", "verlengd")
    gebeurd = list(Gebeurtenis.objects.filter(zaak=zaak, soort__in=soorten).order_by("volgnummer"))
    assert [(rij.soort, rij.gegevens["reden"], rij.door_naam) for rij in gebeurd] == [
        ("opgeschort", STIL["reden"], "Amira Benali"),
        ("hervat", "Alles is droog.", "Amira Benali"),
        ("verlengd", "Wij wachten op advies.", "Amira Benali"),
    ]
    datums = termijn_van(zaak)
    assert (datums.uiterlijke_einddatum, datums.streefdatum) == (zaak.uiterlijke_einddatum, zaak.streefdatum)


@pytest.mark.eis("T-13")
def test_the_page_warns_the_further_the_term_is(
    werkplek: PortaalClient, zaak: Zaak, klok: time_machine.Traveller, behandelaar: Gebruiker
) -> None:
    def waarschuwing() -> str:
        return str(werkplek.get(url("zaak", zaak)).context["beeld"].waarschuwing)

    assert waarschuwing() == ""
    klok.move_to("2026-03-31 10:00+02:00")
    assert waarschuwing() == "De helft van de termijn is voorbij."
    klok.move_to("2026-04-20 10:00+02:00")
    assert waarschuwing() == "Nog hoogstens 5 werkdagen."
    klok.move_to("2026-04-29 10:00+02:00")
    assert waarschuwing() == "De termijn is voorbij."
    neem(zaak, door=behandelaar)
    besluittype = zaak.zaaktypeversie.besluittypen.get()
    leg_besluit_vast(zaak, besluittype, ingangsdatum=d("2026-04-29"), motivering="Het past.", door=behandelaar)
    assert waarschuwing() == ""


@pytest.mark.eis("T-12")
def test_where_silence_means_yes_the_page_says_so_the_day_after_the_term(
    client: PortaalClient, behandelaar: Gebruiker, klok: time_machine.Traveller, team: Groep
) -> None:
    versie = fabrieken.budgetversie(team)
    versie.lex_silencio = True
    versie.save()
    versie = publiceer(versie)
    fabrieken.sta_toe(team, versie.zaaktype)
    zaak = fabrieken.maak_zaak(versie)
    assert client.log_in(behandelaar).get(url("zaak", zaak)).context["beeld"].waarschuwing == ""

    klok.move_to("2026-04-29 10:00+02:00")

    waarschuwing = client.log_in(behandelaar).get(url("zaak", zaak)).context["beeld"].waarschuwing
    assert "van rechtswege toegewezen op 29 april 2026" in waarschuwing
    assert "13 mei 2026" in waarschuwing


@pytest.mark.eis("T-09")
def test_after_the_chance_to_complete_it_the_page_says_until_when_an_application_can_be_put_aside(
    werkplek: PortaalClient, zaak: Zaak, klok: time_machine.Traveller
) -> None:
    def tot() -> datetime.date | None:
        datum: datetime.date | None = werkplek.get(url("zaak", zaak)).context["beeld"].buiten_behandeling
        return datum

    vraag = {"titel": "Offerte", "toelichting": "Graag.", **datum("2026-03-16", "uiterlijk_op")}
    doe(werkplek, "aanvulling", zaak, **vraag)
    klok.move_to("2026-03-16 20:00+01:00")
    assert tot() is None  # the resident has this day still

    klok.move_to("2026-03-17 09:00+01:00")
    assert tot() == d("2026-04-13")
    klok.move_to("2026-04-14 09:00+02:00")
    assert tot() is None


@pytest.mark.parametrize("naam", ["opschorten", "hervatten", "verlengen", "latere_datum"])
def test_the_term_is_not_for_a_stranger_or_another_profile(
    client: PortaalClient, vreemde: Gebruiker, kcc: Gebruiker, zaak: Zaak, naam: str
) -> None:
    for wie, status in ((vreemde, 404), (kcc, 403)):
        assert client.log_in(wie).post(url(naam, zaak)).status_code == status
