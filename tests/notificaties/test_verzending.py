"""Sending over a real SMTP conversation, and what follows from each answer of the server."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from mijnportaal.kern.opslag import bewaar, verwijder
from mijnportaal.notificaties.models import CLAIM_VERLOOPT, OP_WEG, Bericht
from mijnportaal.notificaties.services import Berichtbijlage, plan_bericht, probeer_opnieuw
from mijnportaal.notificaties.tasks import verstuur, verstuur_achterstand
from mijnportaal.notificaties.verzending import WACHTTIJDEN
from tests.notificaties.conftest import JAN
from tests.postvak import Postvak

Status = Bericht.Status


class Weigeraar(Postvak):
    """An SMTP server that gives one answer to every receiver or to every message."""

    def __init__(self, *, op_rcpt: str = "", op_data: str = "") -> None:
        super().__init__()
        self.op_rcpt, self.op_data = op_rcpt, op_data

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, adres: str, opties: list[str]
    ) -> str:
        if not self.op_rcpt:
            envelope.rcpt_tos.append(adres)
        return self.op_rcpt or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        return self.op_data or await super().handle_DATA(server, session, envelope)


def verstuur_langs(server: Postvak, settings: Settings, bericht: Bericht) -> Bericht:
    """Send the message to this server and return it as it is stored afterwards."""
    settings.EMAIL_PORT = server.poort
    server.open()
    try:
        verstuur(bericht.pk)
    finally:
        server.sluit()
    bericht.refresh_from_db()
    return bericht


@pytest.mark.eis("C-07")
def test_a_mail_arrives_with_text_html_and_a_link(postvak: Postvak, bericht: Bericht, settings: Settings) -> None:
    settings.SITE_URL = "https://mijn.example.nl"

    verstuur(bericht.pk)

    (mail,) = postvak.aan(JAN)
    bericht.refresh_from_db()
    assert bericht.status == Status.VERZONDEN
    assert mail.bericht["Message-ID"] == bericht.bericht_id
    assert mail.bericht["From"] == settings.DEFAULT_FROM_EMAIL
    assert mail.bericht["Auto-Submitted"] == "auto-generated"
    assert mail.onderwerp == "Wij hebben uw aanvraag ontvangen"
    assert "Op uw persoonlijke pagina leest u meer.\n\nhttps://mijn.example.nl/mijn/zaken/1/\n" in mail.tekst.replace(
        "\r\n", "\n"
    )
    html = mail.bericht.get_body(("html",))
    assert html
    assert '<a href="https://mijn.example.nl/mijn/zaken/1/">' in html.get_content()
    assert "<img" not in html.get_content()


@pytest.mark.eis("N-06")
def test_a_mail_says_why_and_by_when_to_react(postvak: Postvak, db: None) -> None:
    vraag = plan_bericht(
        sleutel="vraag",
        kanaal=Bericht.Kanaal.E_MAIL,
        adres=JAN,
        onderwerp="Wij hebben nog iets van u nodig",
        tekst="Er ontbreekt een bijlage.",
        reden="U krijgt dit bericht omdat u een aanvraag hebt gedaan.",
        verwacht_reactie=True,
        reageer_voor=date(2026, 12, 1),
    )

    verstuur(vraag.pk)

    (mail,) = postvak.aan(JAN)
    assert "U krijgt dit bericht omdat u een aanvraag hebt gedaan." in mail.tekst
    assert "Doe dat uiterlijk op 1 december 2026." in mail.tekst


@pytest.mark.eis("S-20")
def test_text_in_a_mail_is_escaped_in_html(postvak: Postvak, db: None) -> None:
    tekst = "Fa. <b>Bakker</b> & Zn."
    verstuur(plan_bericht(sleutel="x", kanaal=Bericht.Kanaal.E_MAIL, adres=JAN, onderwerp="o", tekst=tekst).pk)

    (mail,) = postvak.aan(JAN)
    html = mail.bericht.get_body(("html",))
    assert tekst in mail.tekst
    assert html
    assert "&lt;b&gt;Bakker&lt;/b&gt; &amp; Zn." in html.get_content()


@pytest.mark.usefixtures("opslag")
def test_a_mail_carries_its_attachments(postvak: Postvak, db: None) -> None:
    foto = bewaar(ContentFile(b"beeld", name="lantaarn é.jpg"))
    bijlage = Berichtbijlage(foto.pad, foto.naam, "image/jpeg")
    klaar = plan_bericht(
        sleutel="klaar", kanaal=Bericht.Kanaal.E_MAIL, adres=JAN, onderwerp="o", tekst="t", bijlagen=[bijlage]
    )

    verstuur(klaar.pk)

    (mail,) = postvak.aan(JAN)
    assert mail.bijlagen == ["lantaarn é.jpg"]


@pytest.mark.usefixtures("opslag")
def test_a_lost_attachment_is_tried_again_and_nothing_is_sent(postvak: Postvak, db: None) -> None:
    foto = bewaar(ContentFile(b"beeld", name="foto.jpg"))
    bijlage = Berichtbijlage(foto.pad, foto.naam, "image/jpeg")
    klaar = plan_bericht(
        sleutel="klaar", kanaal=Bericht.Kanaal.E_MAIL, adres=JAN, onderwerp="o", tekst="t", bijlagen=[bijlage]
    )
    verwijder(foto.pad)

    verstuur(klaar.pk)

    klaar.refresh_from_db()
    assert (klaar.status, klaar.laatste_fout) == (Status.WACHT, "FileNotFoundError")
    assert postvak.mails == []


def test_a_mail_in_english_has_an_english_date(postvak: Postvak, db: None) -> None:
    ask = plan_bericht(
        sleutel="ask",
        kanaal=Bericht.Kanaal.E_MAIL,
        adres=JAN,
        onderwerp="We need something",
        tekst="An attachment is missing.",
        verwacht_reactie=True,
        reageer_voor=date(2026, 12, 1),
        taal="en",
    )

    verstuur(ask.pk)

    (mail,) = postvak.aan(JAN)
    assert mail.bericht["Content-Language"] == "en"
    assert "1 December 2026" in mail.tekst


def test_running_a_task_twice_sends_once(postvak: Postvak, bericht: Bericht) -> None:
    verstuur(bericht.pk)
    verstuur(bericht.pk)

    assert len(postvak.aan(JAN)) == 1


def test_a_message_in_the_portal_is_never_mailed(postvak: Postvak, bericht: Bericht) -> None:
    Bericht.objects.filter(pk=bericht.pk).delete()
    verstuur(bericht.pk)

    assert postvak.mails == []


@pytest.mark.parametrize(
    ("server", "fout"),
    [
        pytest.param({"op_rcpt": "550 5.1.1 jan@example.nl is onbekend"}, "SMTPRecipientsRefused 550", id="onbekend"),
        pytest.param({"op_data": "554 5.7.1 geweigerd"}, "SMTPDataError 554", id="inhoud geweigerd"),
    ],
)
def test_a_permanent_refusal_ends_the_attempts(
    bericht: Bericht, settings: Settings, server: dict[str, str], fout: str
) -> None:
    bericht = verstuur_langs(Weigeraar(**server), settings, bericht)

    assert (bericht.status, bericht.laatste_fout) == (Status.MISLUKT, fout)


@pytest.mark.eis("N-08")
def test_a_failed_message_can_be_sent_again(bericht: Bericht, settings: Settings, postvak: Postvak) -> None:
    bericht = verstuur_langs(Weigeraar(op_rcpt="550 onbekend"), settings, bericht)

    settings.EMAIL_PORT = postvak.poort
    probeer_opnieuw(bericht)
    verstuur(bericht.pk)

    bericht.refresh_from_db()
    assert (bericht.status, bericht.laatste_fout) == (Status.VERZONDEN, "")
    assert len(postvak.aan(JAN)) == 1
    with pytest.raises(ValidationError) as fout:
        probeer_opnieuw(bericht)
    assert fout.value.code == "niet-mislukt"


@pytest.mark.eis("R-3")
@pytest.mark.parametrize(
    ("server", "fout"),
    [
        pytest.param({"op_rcpt": "450 4.2.1 later"}, "SMTPRecipientsRefused 450", id="postvak bezet"),
        pytest.param({"op_data": "451 4.3.0 later"}, "SMTPDataError 451", id="inhoud later"),
    ],
)
def test_a_temporary_refusal_is_tried_again_later(
    bericht: Bericht, settings: Settings, server: dict[str, str], fout: str
) -> None:
    bericht = verstuur_langs(Weigeraar(**server), settings, bericht)

    assert (bericht.status, bericht.laatste_fout) == (Status.WACHT, fout)
    assert bericht.volgende_poging_op
    assert timedelta(0) < bericht.volgende_poging_op - timezone.now() <= timedelta(minutes=1)


@pytest.mark.eis("R-3")
@pytest.mark.eis("N-05")
def test_without_a_server_the_waits_grow_and_end_within_48_hours(bericht: Bericht) -> None:

    begin = datetime(2026, 3, 2, 9, tzinfo=UTC)
    Bericht.objects.filter(pk=bericht.pk).update(volgende_poging_op=begin)

    wachttijden = []
    with time_machine.travel(begin, tick=False) as klok:
        while True:
            verstuur(bericht.pk)
            bericht.refresh_from_db()
            if bericht.volgende_poging_op is None:
                break
            wachttijden.append((bericht.volgende_poging_op - timezone.now()) / timedelta(minutes=1))
            klok.move_to(bericht.volgende_poging_op)
        duur = timezone.now() - begin

    assert wachttijden == list(WACHTTIJDEN)
    assert bericht.status == Status.MISLUKT
    assert bericht.laatste_fout == "ConnectionRefusedError"
    assert duur < timedelta(hours=48)


def test_before_its_time_a_message_is_not_tried_again(postvak: Postvak, bericht: Bericht) -> None:
    Bericht.objects.filter(pk=bericht.pk).update(volgende_poging_op=timezone.now() + timedelta(minutes=1))

    verstuur(bericht.pk)

    assert postvak.mails == []


@pytest.mark.eis("S-32")
def test_what_is_stored_and_logged_of_a_failure_holds_no_address(
    bericht: Bericht, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    bericht = verstuur_langs(Weigeraar(op_rcpt="550 jan@example.nl woont hier niet"), settings, bericht)

    assert "@" not in bericht.laatste_fout
    assert not any("@" in str(vars(regel)) for regel in caplog.records if regel.name.startswith("mijnportaal"))


def veeg(capture: DjangoCaptureOnCommitCallbacks) -> int:
    """Run the sweep; return how many tasks it starts."""
    with capture() as na_commit:
        verstuur_achterstand()
    return len(na_commit)


@pytest.mark.eis("R-3")
def test_the_sweep_starts_what_was_missed_once(
    bericht: Bericht, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    assert veeg(django_capture_on_commit_callbacks) == 0  # just planned: on its way
    with time_machine.travel(timezone.now() + OP_WEG + timedelta(seconds=1), tick=True):
        assert veeg(django_capture_on_commit_callbacks) == 1
        assert veeg(django_capture_on_commit_callbacks) == 0
    with time_machine.travel(timezone.now() + 2 * CLAIM_VERLOOPT, tick=True):
        assert veeg(django_capture_on_commit_callbacks) == 1  # the broker lost it


@pytest.mark.eis("R-2")
def test_the_sweep_frees_a_claim_whose_worker_died(
    postvak: Postvak, bericht: Bericht, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    toen = timezone.now() - CLAIM_VERLOOPT
    claim = {"status": Status.BEZIG, "volgende_poging_op": None}
    Bericht.objects.filter(pk=bericht.pk).update(geclaimd_op=toen + timedelta(seconds=30), **claim)
    assert veeg(django_capture_on_commit_callbacks) == 0

    Bericht.objects.filter(pk=bericht.pk).update(geclaimd_op=toen - timedelta(seconds=1))
    assert veeg(django_capture_on_commit_callbacks) == 1
    verstuur(bericht.pk)

    assert len(postvak.aan(JAN)) == 1
