"""The pages that only the demo has."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django import Settings

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.demo.gegevens import personen
from mijnportaal.settings import base
from tests.portaalclient import PortaalClient


@pytest.fixture
def postvakmap(settings: Settings, tmp_path: Path) -> Path:
    """The folder of the mailbox, with two mails in it."""
    settings.VAR_MAP = tmp_path
    map_ = tmp_path / "postvak"
    map_.mkdir()
    for nummer, (aan, onderwerp) in enumerate(
        [("jan@example.nl", "Ontvangen"), ("wim@example.nl", "Uw zaak is klaar")]
    ):
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "Gemeente <gemeente@example.nl>", aan, onderwerp
        mail.set_content("Kijk op http://127.0.0.1:8000/mijn/ <script>alert(1)</script>")
        mail.add_attachment(b"x", "image", "jpeg", filename="stoep.jpg")
        (map_ / f"20261122T10{nummer:02d}00000000Z-abcd.eml").write_bytes(mail.as_bytes())
    return map_


def test_the_demo_page_lists_everybody_and_every_screen(client: PortaalClient, postvakmap: Path) -> None:
    pagina = client.get(reverse("demo:overzicht")).text
    for soort in ("inwoners", "bedrijven", "medewerkers"):
        for persoon in personen()[soort]:
            assert persoon["naam"] in pagina
    for naam in (
        "pip:overzicht",
        "behandeling:werkvoorraad",
        "klantcontact:zoeken",
        "archief:overzicht",
        "demo:postvak",
    ):
        assert f'href="{reverse(naam)}"' in pagina
    assert "Geen virusscanner ingesteld" in pagina


def test_the_demo_page_is_there_for_whoever_is_logged_in(
    client: PortaalClient, postvakmap: Path, inwoner: Gebruiker
) -> None:
    assert client.log_in(inwoner).get(reverse("demo:overzicht")).status_code == 200


def test_the_mailbox_shows_the_newest_mail_first(client: PortaalClient, postvakmap: Path) -> None:
    pagina = client.get(reverse("demo:postvak")).text
    assert pagina.index("Uw zaak is klaar") < pagina.index("Ontvangen")
    alleen_jan = client.get(reverse("demo:postvak"), {"aan": "jan@example.nl"}).text
    assert "Uw zaak is klaar" not in alleen_jan


def test_an_empty_mailbox_says_what_to_do(client: PortaalClient, settings: Settings, tmp_path: Path) -> None:
    settings.VAR_MAP = tmp_path
    assert "Er is nog geen mail verzonden" in client.get(reverse("demo:postvak")).text


def test_a_mail_is_shown_as_text_with_its_attachments(client: PortaalClient, postvakmap: Path) -> None:
    naam = min(postvakmap.glob("*.eml")).stem
    pagina = client.get(reverse("demo:mail", args=[naam])).text
    assert 'href="http://127.0.0.1:8000/mijn/"' in pagina
    assert "&lt;script&gt;" in pagina
    assert "stoep.jpg" in pagina


@pytest.mark.parametrize("naam", ["weg", "..%2F..%2Fsettings", "20261122T100000000000Z-abcd.eml"])
def test_no_other_file_can_be_read_through_the_mailbox(client: PortaalClient, postvakmap: Path, naam: str) -> None:
    assert client.get(f"/demo/postvak/{naam}/").status_code == 404


def test_production_has_no_demo() -> None:
    assert not base.DEMO
    assert "mijnportaal.demo" not in base.INSTALLED_APPS
