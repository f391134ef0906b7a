from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from mijnportaal.accounts.models import Applicatie
from mijnportaal.demo.draai import vrije_poort
from mijnportaal.notificaties.models import Abonnement, Bericht, Kanaal
from mijnportaal.notificaties.services import plan_bericht
from tests.notificaties.ontvanger import AUTH, Ontvanger

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


@pytest.fixture
def ontvanger(tmp_path: Path) -> Iterator[Ontvanger]:
    """A running receiver of notifications."""
    ontvanger = Ontvanger(tmp_path)
    ontvanger.start()
    yield ontvanger
    ontvanger.stop()


@pytest.fixture
def zakenkanaal(db: None) -> Kanaal:
    """The channel of the zaken; a transactional test before this one may have emptied the table."""
    filters = ["bronorganisatie", "zaaktype", "zaaktype.catalogus", "vertrouwelijkheidaanduiding"]
    return Kanaal.objects.get_or_create(naam="zaken", defaults={"filters": filters})[0]


@pytest.fixture
def applicatie(db: None) -> Applicatie:
    """The system that subscribes."""
    return Applicatie.objects.create(label="Zaakafhandelcomponent")


@pytest.fixture
def abonnement(ontvanger: Ontvanger, zakenkanaal: Kanaal, applicatie: Applicatie) -> Abonnement:
    """A subscription of the receiver to every zaak."""
    abonnement = Abonnement.objects.create(callback_url=ontvanger.url, auth=AUTH, applicatie=applicatie)
    abonnement.abonnementkanalen.create(kanaal=zakenkanaal)
    return abonnement
