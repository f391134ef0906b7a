"""Afterwards: moving, cancelling, the calendar file and the reminder."""

import datetime

import icalendar
import pytest
import time_machine

from formulieren.afspraken.tasks import afspraken_achterstand
from formulieren.models import Afspraak
from mijnportaal.accounts.aanmelding import Niveau
from mijnportaal.accounts.models import Gebruiker
from tests.formulieren.afspraken.conftest import MaakFormulier
from tests.formulieren.afspraken.klant import Klant, om
from tests.formulieren.invuller import tekst_van
from tests.portaalclient import PortaalClient, werk_taken_af
from tests.postvak import Postvak
from zaken.models import Zaak

pytestmark = pytest.mark.usefixtures("klok")
Status = Afspraak.Status


@pytest.fixture
def klant(client: PortaalClient, met_afspraak: MaakFormulier) -> Klant:
    """Somebody without login who comes on Tuesday at ten."""
    klant = Klant(client, met_afspraak())
    klant.maak(om(10))
    return klant


@pytest.mark.eis("R.D12")
def test_link_from_the_mail_cancels_from_any_browser(klant: Klant, postvak: Postvak) -> None:
    ander = PortaalClient()
    pagina = tekst_van(ander.get(klant.afspraakpad))
    assert "dinsdag 3 maart 2026 van 10:00 tot 10:20 uur" in pagina
    assert "jan@example.nl" not in pagina
    pagina = tekst_van(ander.post(klant.afspraakpad, {"annuleer": "1"}, follow=True))
    assert "Deze afspraak is geannuleerd" in pagina
    assert klant.afspraak.status == Status.GEANNULEERD
    mail = postvak.aan("jan@example.nl")[-1]
    assert "is geannuleerd" in mail.onderwerp
    (bestand,) = mail.bericht.iter_attachments()
    assert b"METHOD:CANCEL" in bestand.get_payload(decode=True)
    # The time is free again, and a second click changes nothing.
    nieuwe = Klant(PortaalClient(), klant.inzending.formulierversie)
    nieuwe.begin()
    assert "10:00" in nieuwe.vrije_tijden()
    assert "al geannuleerd" in tekst_van(ander.post(klant.afspraakpad, {"annuleer": "1"}, follow=True))


def test_appointment_moves_to_another_time(klant: Klant, postvak: Postvak) -> None:
    pagina = tekst_van(klant.client.get(f"{klant.afspraakpad}?verzetten=1"))
    assert "Kies een andere tijd" in pagina
    later = tekst_van(klant.client.post(klant.afspraakpad, {"herlaad": "nieuw:2026-03-10"}))
    assert "dinsdag 10 maart 2026" in later
    klant.client.post(klant.afspraakpad, {"verzet": "1", "nieuw_tijd": om(9)})
    afspraak = klant.afspraak
    assert (afspraak.begin.hour, afspraak.volgnummer) == (8, 1)
    mail = postvak.aan("jan@example.nl")[-1]
    assert "verzet naar 3 maart" in mail.onderwerp
    (bestand,) = mail.bericht.iter_attachments()
    inhoud = bestand.get_payload(decode=True)
    assert isinstance(inhoud, bytes)
    gebeurtenis = icalendar.Calendar.from_ical(inhoud).events[0]
    assert (gebeurtenis["SEQUENCE"], str(gebeurtenis["UID"]).split("@")[0]) == (1, str(afspraak.uuid))
    assert Zaak.objects.get().gebeurtenissen.filter(gegevens__velden="afspraak").count() == 1


def test_time_of_another_cannot_be_taken_by_moving(klant: Klant) -> None:
    Klant(PortaalClient(), klant.inzending.formulierversie).maak(om(9))
    pagina = tekst_van(klant.client.post(klant.afspraakpad, {"verzet": "1", "nieuw_tijd": om(9)}, follow=True))
    assert "net door iemand anders gekozen" in pagina
    assert klant.afspraak.volgnummer == 0
    assert "Kies een dag en een tijd." in tekst_van(klant.client.post(klant.afspraakpad, {"verzet": "1"}, follow=True))


def test_close_to_the_time_only_the_municipality_can_change_it(
    klant: Klant, klok: time_machine.Traveller, behandelaar: Gebruiker
) -> None:
    klok.move_to(datetime.datetime(2026, 3, 3, 6, 30, tzinfo=datetime.UTC))
    pagina = tekst_van(klant.client.get(klant.afspraakpad))
    assert "niet meer zelf veranderen" in pagina
    assert "Annuleer de afspraak" not in pagina
    klant.client.post(klant.afspraakpad, {"annuleer": "1"})
    klant.client.post(klant.afspraakpad, {"verzet": "1", "nieuw_tijd": om(10, 40)})
    assert klant.afspraak.status == Status.BEVESTIGD
    werk, zaak = PortaalClient().log_in(behandelaar), Zaak.objects.get()
    assert "10:00 tot 10:20" in tekst_van(werk.get(f"/werk/zaken/{zaak.uuid}/afspraken/"))
    werk.post(f"/werk/zaken/{zaak.uuid}/afspraken/{klant.afspraak.uuid}/annuleren/", {"csrfmiddlewaretoken": "x"})
    assert klant.afspraak.status == Status.GEANNULEERD


def test_link_of_somebody_with_an_account_asks_for_the_same_login(
    client: PortaalClient, met_afspraak: MaakFormulier, inwoner: Gebruiker, andere_inwoner: Gebruiker
) -> None:
    client.log_in(inwoner)
    klant = Klant(client, met_afspraak(Niveau.MIDDEN))
    klant.maak(om(10))
    pad = klant.afspraakpad
    assert client.get(pad).status_code == 200
    assert "/inloggen/" in PortaalClient().get(pad).url
    assert PortaalClient().log_in(andere_inwoner).get(pad).status_code == 404
    assert "/inloggen/" in PortaalClient().log_in(inwoner, Niveau.BASIS).post(pad, {"annuleer": "1"}).url
    assert klant.afspraak.status == Status.BEVESTIGD


def test_invented_link_is_not_there(klant: Klant) -> None:
    assert klant.client.get("/formulier/afspraak/verzonnen:bewijs:x/").status_code == 404
    assert klant.client.get(f"{klant.afspraakpad[:-3]}x/").status_code == 404


def test_file_for_the_calendar_tells_when_and_where_and_not_what_for(klant: Klant) -> None:
    antwoord = klant.client.get(f"{klant.afspraakpad}agenda/")
    assert antwoord.headers["Content-Type"].startswith("text/calendar")
    gebeurtenis = icalendar.Calendar.from_ical(antwoord.content).events[0]
    assert gebeurtenis.start == datetime.datetime(2026, 3, 3, 9, tzinfo=datetime.UTC)
    assert gebeurtenis.end - gebeurtenis.start == datetime.timedelta(minutes=20)
    assert str(gebeurtenis["LOCATION"]) == "Stadhuis, Stadhuisplein 1"
    assert b"Paspoort" not in antwoord.content


@pytest.mark.eis("R.D12")
def test_reminder_comes_the_day_before_and_once(
    client: PortaalClient, met_afspraak: MaakFormulier, postvak: Postvak, klok: time_machine.Traveller
) -> None:
    klant = Klant(client, met_afspraak())
    klant.maak(om(10, dag=datetime.date(2026, 3, 5)))

    def herinneringen() -> list[str]:
        afspraken_achterstand()
        werk_taken_af()
        return [mail.onderwerp for mail in postvak.aan("jan@example.nl") if mail.onderwerp.startswith("Morgen")]

    assert herinneringen() == []
    klok.move_to(datetime.datetime(2026, 3, 4, 4, 0, tzinfo=datetime.UTC))
    assert herinneringen() == []  # not at five in the morning
    klok.move_to(datetime.datetime(2026, 3, 4, 9, 0, tzinfo=datetime.UTC))
    assert herinneringen() == ["Morgen: uw afspraak om 10:00 uur"]
    assert len(herinneringen()) == 1


def test_sweep_writes_what_was_missed(klant: Klant, postvak: Postvak) -> None:
    Afspraak.objects.update(bericht_over="")
    postvak.leeg()
    afspraken_achterstand()
    werk_taken_af()
    assert klant.afspraak.bericht_over == "bevestigd:0"  # written down; the message itself is one row and stays one
    assert postvak.aan("jan@example.nl") == []


def test_sweep_forgets_what_was_held_and_never_sent(
    client: PortaalClient, met_afspraak: MaakFormulier, klok: time_machine.Traveller
) -> None:
    klant = Klant(client, met_afspraak())
    klant.begin()
    klant.kies(om(9, dag=datetime.date(2026, 3, 12)))
    klok.shift(26 * 3600)
    afspraken_achterstand()
    assert not Afspraak.objects.exists()


def test_functioneel_beheer_keeps_the_calendar(client: PortaalClient, beheerder: Gebruiker, klant: Klant) -> None:
    client.log_in(beheerder)
    for naam in ("afspraaklocatie", "afspraakproduct", "slotrooster", "roosteruitzondering", "betaling"):
        assert client.get(f"/beheer/formulieren/{naam}/").status_code == 200
    velden = {"code": "wijk", "naam": "Wijkcentrum", "adres": "Laan 2", "actief": "on", "volgorde": "5", "uitleg": ""}
    assert client.post("/beheer/formulieren/afspraaklocatie/add/", velden).status_code == 302
    assert client.get("/beheer/formulieren/betaling/add/").status_code == 403
