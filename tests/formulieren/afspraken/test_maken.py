"""Making an appointment in a form: choosing, holding, confirming; without scripts."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connections, transaction

from formulieren.afspraken.agenda import Keuze
from formulieren.afspraken.boeken import houd_vast
from formulieren.afspraken.invoer import moment
from formulieren.models import (
    Afspraak,
    Afspraaklocatie,
    Afspraakproduct,
    Inzending,
    Plek,
    Roosteruitzondering,
    Slotrooster,
)
from formulieren.services.concept import begin
from mijnportaal.accounts.models import Gebruiker
from tests.bestendig.processen import slot, wacht_tot_het_staat_op
from tests.formulieren.afspraken.conftest import MaakFormulier
from tests.formulieren.afspraken.klant import DINSDAG, Klant, om
from tests.formulieren.invuller import tekst_van
from tests.portaalclient import PortaalClient
from tests.postvak import Postvak
from zaken.models import Zaak

pytestmark = pytest.mark.usefixtures("klok")
ALLES = ["09:00", "09:20", "09:40", "10:00", "10:20", "10:40"]


@pytest.fixture
def klant(client: PortaalClient, met_afspraak: MaakFormulier) -> Klant:
    """A visitor at the page of the appointment."""
    klant = Klant(client, met_afspraak())
    klant.begin()
    return klant


@pytest.mark.eis("R.D12")
def test_appointment_is_made_with_the_zaak(klant: Klant, postvak: Postvak) -> None:
    assert klant.kies(om(9, 20)).url == klant.pad("stap", "contact")
    assert klant.afspraak.status == Afspraak.Status.VASTGEHOUDEN
    klant.stap("contact", {"email": "jan@example.nl"})
    controle = tekst_van(klant.client.get(klant.pad("controle")))
    assert "dinsdag 3 maart 2026 van 09:20 tot 09:40 uur" in controle
    assert "Stadhuis, Stadhuisplein 1" in controle
    klant.verstuur()
    afspraak = klant.afspraak
    assert klant.afspraakpad in tekst_van(klant.client.get(klant.pad("ontvangen")))
    assert (afspraak.status, afspraak.zaak) == (Afspraak.Status.BEVESTIGD, Zaak.objects.get())
    (mail,) = [mail for mail in postvak.aan("jan@example.nl") if "afspraak" in mail.onderwerp]
    assert "dinsdag 3 maart 2026 van 09:20 tot 09:40 uur" in mail.tekst
    assert "Een pasfoto" in mail.tekst
    assert klant.afspraakpad in mail.tekst
    (agenda,) = [deel for deel in mail.bericht.iter_attachments() if deel.get_content_type() == "text/calendar"]
    assert b"DTSTART:20260303T082000Z" in agenda.get_payload(decode=True)


def test_page_shows_the_free_times_of_the_first_days(klant: Klant) -> None:
    pagina = tekst_van(klant.client.get(klant.pad("stap", "afspraak")))
    assert "Paspoort aanvragen" in pagina
    assert "dinsdag 3 maart 2026" in pagina
    assert "Latere dagen" in pagina
    assert "vrijdag 6 maart" not in pagina
    assert klant.vrije_tijden() == ALLES
    later = tekst_van(
        klant.client.post(klant.pad("stap", "afspraak"), {"herlaad": "afspraak:2026-03-10", "afspraak_personen": "1"})
    )
    assert "dinsdag 10 maart 2026" in later
    assert "dinsdag 3 maart 2026" not in later
    assert "Eerdere dagen" in later


def test_several_people_take_longer(klant: Klant) -> None:
    assert klant.vrije_tijden(afspraak_personen="3") == ["09:00", "09:20", "09:40", "10:00"]
    klant.kies(om(10), afspraak_personen="3")
    assert klant.afspraak.einde - klant.afspraak.begin == datetime.timedelta(hours=1)
    assert "Kies met hoeveel personen u komt." in tekst_van(klant.kies(om(10), afspraak_personen="4"))


def test_product_and_location_are_chosen_first_when_there_are_more(
    klant: Klant, stadhuis: Afspraaklocatie, paspoort: Afspraakproduct
) -> None:
    wijk = Afspraaklocatie.objects.create(code="wijk", naam="Wijkcentrum", adres="Laan 2")
    paspoort.locaties.add(wijk)
    trouwen = Afspraakproduct.objects.create(code="trouwen", naam_nl="Trouwen melden", duur=40)
    trouwen.locaties.add(stadhuis)
    pagina = tekst_van(klant.client.get(klant.pad("stap", "afspraak")))
    assert "Waarvoor komt u?" in pagina
    assert "Waar wilt u komen?" not in pagina
    pagina = tekst_van(
        klant.client.post(klant.pad("stap", "afspraak"), {"herlaad": "afspraak", "afspraak_product": "paspoort"})
    )
    assert "Waar wilt u komen?" in pagina
    assert "mo-dag" not in pagina
    assert klant.vrije_tijden(afspraak_product="paspoort", afspraak_locatie="stadhuis") == ALLES
    assert klant.vrije_tijden(afspraak_product="trouwen") == ["09:00", "09:20", "09:40", "10:00", "10:20"]
    assert klant.vrije_tijden(afspraak_product="paspoort", afspraak_locatie="wijk") == []


def test_held_time_is_not_there_for_others_and_is_for_oneself(
    klant: Klant, client: PortaalClient, met_afspraak: MaakFormulier
) -> None:
    klant.kies(om(9, 20))
    ander = Klant(PortaalClient(), klant.inzending.formulierversie)
    ander.begin()
    assert ander.vrije_tijden() == ["09:00", "09:40", "10:00", "10:20", "10:40"]
    pagina = tekst_van(klant.client.get(klant.pad("stap", "afspraak")))
    assert f'value="{om(9, 20)}"' in pagina
    assert "checked" in pagina
    fout = tekst_van(ander.kies(om(9, 20)))
    assert "Deze tijd is net door iemand anders gekozen." in fout
    assert ander.kies(om(9, 40)).status_code == 302


def test_another_choice_lets_the_first_go(klant: Klant) -> None:
    klant.kies(om(9))
    klant.kies(om(10))
    assert Afspraak.objects.get().begin == moment(om(10))


def test_hold_ends_after_a_quarter_and_lasts_longer_for_who_is_busy(klant: Klant, klok: time_machine.Traveller) -> None:
    klant.kies(om(9))
    klok.shift(10 * 60)
    klant.stap("contact", {"email": ""})
    klok.shift(10 * 60)
    ander = Klant(PortaalClient(), klant.inzending.formulierversie)
    ander.begin()
    assert "09:00" not in ander.vrije_tijden()
    klok.shift(6 * 60)
    assert "09:00" in ander.vrije_tijden()
    ander.kies(om(9))
    tekort = tekst_van(klant.verstuur())
    assert "De tijd die u koos is niet meer vrij." in tekort
    assert not Zaak.objects.exists()


def test_time_that_nobody_took_can_still_be_sent_late(klant: Klant, klok: time_machine.Traveller) -> None:
    klant.kies(om(9))
    klok.shift(3600)
    klant.stap("contact", {"email": ""})
    klant.verstuur()
    assert klant.afspraak.status == Afspraak.Status.BEVESTIGD


@pytest.mark.parametrize(
    "tijd",
    [
        om(11),  # closed
        om(9, 5),  # no beginning of a slot
        om(9, dag=datetime.date(2026, 3, 6)),  # Friday
        om(10, 20, datetime.date(2026, 3, 2)),  # within the two hours
        om(9, dag=datetime.date(2026, 2, 24)),  # past
        om(9, dag=datetime.date(2026, 4, 27)),  # a holiday, and too far ahead
        "2026-03-03T09:00:00",  # no time zone
        "morgen",
    ],
)
def test_time_that_is_not_offered_is_refused(klant: Klant, tijd: str) -> None:
    assert klant.kies(tijd).status_code == 200
    assert not Afspraak.objects.exists()


def test_no_time_is_an_error_when_it_is_required(klant: Klant) -> None:
    assert "Kies een dag en een tijd." in tekst_van(klant.kies(""))


def test_appointment_that_is_not_required_may_stay_open(client: PortaalClient, met_afspraak: MaakFormulier) -> None:
    klant = Klant(client, met_afspraak(verplicht="niet"))
    klant.begin()
    klant.kies(om(9))
    assert klant.kies("").status_code == 302
    assert not Afspraak.objects.exists()
    klant.stap("contact", {"email": ""})
    assert klant.verstuur().url == klant.pad("ontvangen")


def test_throwing_the_draft_away_gives_the_time_back(klant: Klant) -> None:
    klant.kies(om(9))
    klant.client.post(klant.pad("weg"))
    assert not Afspraak.objects.exists()


def test_day_that_the_desk_is_closed_has_no_times(klant: Klant, stadhuis: Afspraaklocatie) -> None:
    Roosteruitzondering.objects.create(locatie=stadhuis, datum=DINSDAG, reden="Verhuizing")
    assert "dinsdag 3 maart 2026" not in tekst_van(klant.client.get(klant.pad("stap", "afspraak")))
    assert klant.kies(om(9)).status_code == 200


def test_database_refuses_two_people_at_one_desk(klant: Klant) -> None:
    klant.kies(om(9))
    dubbel = Afspraak.objects.get()
    dubbel.pk, dubbel.uuid = None, Inzending().uuid
    dubbel.vraag = Inzending().uuid
    dubbel.begin += datetime.timedelta(minutes=10)
    dubbel.einde += datetime.timedelta(minutes=10)
    with pytest.raises(IntegrityError, match="afspraak_balie_niet_dubbel"), transaction.atomic():
        dubbel.save(force_insert=True)


@pytest.mark.eis("R.D12")
@pytest.mark.django_db(transaction=True)
def test_two_desks_and_six_people_at_once_are_two_appointments(
    met_afspraak: MaakFormulier, paspoort: Afspraakproduct, stadhuis: Afspraaklocatie
) -> None:
    Slotrooster.objects.update(capaciteit=2)
    versie = met_afspraak()
    plek = Plek(Inzending().uuid)
    concepten = [begin(versie, door=None) for _nummer in range(6)]
    gevraagd = moment(om(9))
    assert gevraagd

    def kies(concept: Inzending) -> int:
        try:
            return houd_vast(concept, plek, Keuze(paspoort, stadhuis), gevraagd).balie
        except ValidationError:
            return 0
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as draden:
        with slot("SELECT 1 FROM formulieren_slotrooster FOR UPDATE"):
            keuzes = [draden.submit(kies, concept) for concept in concepten]
            wacht_tot_het_staat_op("formulieren_slotrooster", aantal=6)
        balies = sorted(keuze.result() for keuze in keuzes)
    assert balies == [0, 0, 0, 0, 1, 2]
    assert Afspraak.objects.count() == 2


def test_resident_sees_the_appointment_on_the_overview_and_at_the_zaak(klant: Klant, inwoner: Gebruiker) -> None:
    klant.client.log_in(inwoner)
    klant.maak(om(9, 40))
    for pad in ("/mijn/", f"/mijn/zaken/{Zaak.objects.get().uuid}/"):
        pagina = tekst_van(klant.client.get(pad))
        assert "Uw afspraken" in pagina
        assert "dinsdag 3 maart 2026 van 09:40 tot 10:00 uur" in pagina
        assert klant.afspraakpad in pagina


def test_rules_see_what_was_chosen(client: PortaalClient, met_afspraak: MaakFormulier) -> None:
    versie = met_afspraak(prijs={"if": [{"==": [{"var": "afspraak.product"}, "paspoort"]}, "80.00", "0"]})
    klant = Klant(client, versie)
    klant.begin()
    klant.kies(om(9))
    klant.stap("contact", {"email": ""})
    assert klant.verstuur().url == klant.pad("betalen")
    assert klant.inzending.betalingen.get().bedrag == Decimal("80")
    # While the draft waits for its money, nobody else gets the time.
    vast = klant.afspraak.vastgehouden_tot
    assert vast
    assert vast - klant.inzending.bijgewerkt_op > datetime.timedelta(hours=3)
