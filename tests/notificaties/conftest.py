import pytest
from pytest_django import Settings

from mijnportaal.demo.draai import vrije_poort
from mijnportaal.notificaties.models import Bericht
from mijnportaal.notificaties.services import plan_bericht

JAN = "jan@example.nl"


@pytest.fixture(autouse=True)
def echte_mail(settings: Settings) -> None:
    """Send over SMTP, as in production; a test without a server finds nobody at the other end."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", vrije_poort(), False


@pytest.fixture
def bericht(db: None) -> Bericht:
    """A planned e-mail to Jan."""
    return plan_bericht(
        sleutel="zaak-1:ontvangen",
        kanaal=Bericht.Kanaal.E_MAIL,
        adres=JAN,
        onderwerp="Wij hebben uw aanvraag ontvangen",
        tekst="Wij hebben uw aanvraag ontvangen.\n\nOp uw persoonlijke pagina leest u meer.",
        pad="/mijn/zaken/1/",
    )
