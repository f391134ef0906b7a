"""What every test can count on: real servers, a cast of named people, two zaaktypen, and a run that keeps secrets."""

import datetime
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from celery import current_app
from django.conf import settings as instellingen
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models.signals import post_save
from django.template import Engine
from django.test import override_settings
from django.utils import translation
from pytest_django import DjangoDbBlocker, Settings

import formulieren.afspraken.tasks  # noqa: F401  (registers its tasks, as a worker does)
import mijnportaal.notificaties.tasks  # noqa: F401
import zaken.tasks  # noqa: F401
from mijnportaal.accounts.models import Gebruiker, Groep, Profiel
from mijnportaal.notificaties.models import Bericht
from tests import fabrieken
from tests.bsnzoeker import noteer
from tests.portaalclient import PortaalClient, maak_wachtrij_leeg
from tests.postvak import Postvak
from tests.sjablonen import Onbekend
from zaken.models import Autorisatie, Recht, Zaaktypeversie
from zaken.services.catalogus import publiceer

pytest_plugins = ["tests.vertrouwelijk", "tests.registers"]

# A transactional test empties its tables at the end, which these two tables refuse.
NIET_LEEGMAKEN = {
    "zaken_gebeurtenis": "zaken_gebeurtenis_niet_leegmaken",
    "accounts_inzage": "accounts_inzage_niet_leegmaken",
}


# The whole run


@pytest.fixture(scope="session", autouse=True)
def streng(worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give this process a cache, a queue and a file store of its own, and make a view without policy an error."""
    nummer = int(worker_id.removeprefix("gw")) + 1 if worker_id != "master" else 15
    cache = {**instellingen.CACHES["default"], "LOCATION": instellingen.REDIS_URL.replace("db=0", f"db={nummer}")}
    opslag = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path_factory.mktemp("opslag"))},
    }
    statisch = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    Path(instellingen.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # whitenoise warns when nobody collected
    current_app.conf.update(broker_url="memory://localhost")
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # the mail server tells every command
    with override_settings(
        CACHES={"default": cache},
        STORAGES={"default": opslag, "staticfiles": statisch},
        BELEID_STRENG=True,
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def geen_onbekende_variabelen() -> None:
    """Make a template that asks for what is not there an error."""
    Engine.get_default().string_if_invalid = Onbekend("%s")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Make the test database one that transactional tests can empty."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for tabel, trigger in NIET_LEEGMAKEN.items():
            cursor.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER {trigger}")


@pytest.fixture(scope="session", autouse=True)
def lees_berichten_mee() -> Iterator[None]:
    """Let the search for BSNs see every message that is planned."""

    def noteer_bericht(instance: Bericht, **kwargs: object) -> None:
        noteer(
            "bericht", f"{instance.sleutel} {instance.pad} {instance.onderwerp} {instance.tekst} {instance.bijlagen}"
        )

    post_save.connect(noteer_bericht, sender=Bericht)
    yield
    post_save.disconnect(noteer_bericht, sender=Bericht)


@pytest.fixture(autouse=True)
def schone_lei() -> Iterator[None]:
    """Begin each test in Dutch and with nothing in the queue."""
    maak_wachtrij_leeg()
    with translation.override("nl"):
        yield


# A browser, a mailbox, a clock


@pytest.fixture(scope="session")
def smtpserver() -> Iterator[Postvak]:
    """The SMTP server of this process."""
    postvak = Postvak()
    postvak.open()
    yield postvak
    postvak.sluit()


@pytest.fixture
def postvak(smtpserver: Postvak, settings: Settings) -> Postvak:
    """The mailbox of everybody, over a real SMTP conversation."""
    smtpserver.leeg()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", smtpserver.poort, False
    return smtpserver


@pytest.fixture
def client(db: None, postvak: Postvak) -> PortaalClient:
    """A browser; `client.log_in(fatima)` logs someone in."""
    return PortaalClient()


@pytest.fixture
def klok() -> Iterator[time_machine.Traveller]:
    """Monday 2 March 2026, ten o'clock in the morning; the clock runs, and `klok.shift(...)` moves it."""
    with time_machine.travel(datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC), tick=True) as reiziger:
        yield reiziger


@pytest.fixture
def opslag(settings: Settings, tmp_path: Path) -> Path:
    """The folder with the files that this test stores."""
    opslag = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "opslag")},
    }
    settings.STORAGES = {**settings.STORAGES, "default": opslag}
    return tmp_path / "opslag"


@pytest.fixture
def pdf() -> SimpleUploadedFile:
    """A small PDF to upload."""
    return SimpleUploadedFile(
        "Offerte bank.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n", "application/pdf"
    )


# Teams, zaaktypen and what they may do with them


@pytest.fixture
def team(db: None) -> Groep:
    """The team that handles both zaaktypen."""
    return fabrieken.GroepFabriek.create(naam="Team Openbare ruimte")


@pytest.fixture
def meldingtype(team: Groep) -> Zaaktypeversie:
    """The published report about public space; the team may do everything with it."""
    versie = publiceer(fabrieken.meldingversie(team))
    fabrieken.sta_toe(team, versie.zaaktype)
    return versie


@pytest.fixture
def budgettype(team: Groep) -> Zaaktypeversie:
    """The published neighbourhood budget; the team may do everything with it."""
    versie = publiceer(fabrieken.budgetversie(team))
    fabrieken.sta_toe(team, versie.zaaktype)
    return versie


# The cast


@pytest.fixture
def inwoner(db: None) -> Gebruiker:
    """Fatima, a resident with an e-mail address."""
    return fabrieken.maak_inwoner(
        "Fatima de Vries-El Idrissi",
        fabrieken.BSN_FATIMA,
        email="fatima@example.nl",
        achternaam="Vries-El Idrissi",
        geboortedatum=datetime.date(1984, 5, 14),
    )


@pytest.fixture
def andere_inwoner(db: None) -> Gebruiker:
    """Sanne, another resident."""
    return fabrieken.maak_inwoner("Sanne Bakker", fabrieken.BSN_SANNE, email="sanne@example.nl")


@pytest.fixture
def behandelaar(team: Groep) -> Gebruiker:
    """Amira, of the team."""
    return fabrieken.MedewerkerFabriek.create(naam="Amira Benali", groepen=[team])


@pytest.fixture
def collega(team: Groep) -> Gebruiker:
    """Ruud, of the same team."""
    return fabrieken.MedewerkerFabriek.create(naam="Ruud Peeters", groepen=[team])


@pytest.fixture
def vreemde(db: None) -> Gebruiker:
    """Lian, of a team that has no rights on either zaaktype."""
    ander_team = fabrieken.GroepFabriek.create(naam="Team Vergunningen")
    return fabrieken.MedewerkerFabriek.create(naam="Lian Chen", groepen=[ander_team])


@pytest.fixture
def coordinator(team: Groep) -> Gebruiker:
    """Marijke, who divides the work of the team."""
    coordinatie = fabrieken.GroepFabriek.create(naam="Coördinatie", profiel=Profiel.COORDINATOR)
    return fabrieken.MedewerkerFabriek.create(naam="Marijke Postma", groepen=[coordinatie, team])


@pytest.fixture
def kcc(db: None, request: pytest.FixtureRequest) -> Gebruiker:
    """Iris, who sees that there is a zaak of the types that this test uses, not what it holds (P-10)."""
    groep = fabrieken.GroepFabriek.create(naam="Klantcontactcentrum", profiel=Profiel.KCC)
    for naam in {"meldingtype", "budgettype"} & set(request.fixturenames):
        versie: Zaaktypeversie = request.getfixturevalue(naam)
        fabrieken.sta_toe(groep, versie.zaaktype, Recht.LEZEN, omvang=Autorisatie.Omvang.DAT)
    return fabrieken.MedewerkerFabriek.create(naam="Iris Hofman", groepen=[groep])


@pytest.fixture
def beheerder(db: None) -> Gebruiker:
    """Joost, functioneel beheerder."""
    groep = fabrieken.GroepFabriek.create(naam="Functioneel beheer", profiel=Profiel.FUNCTIONEEL_BEHEER)
    return fabrieken.MedewerkerFabriek.create(naam="Joost de Boer", groepen=[groep])


@pytest.fixture
def archivaris(db: None, request: pytest.FixtureRequest) -> Gebruiker:
    """Ada, who reads and archives the zaken of the types that this test uses."""
    groep = fabrieken.GroepFabriek.create(naam="Informatiebeheer", profiel=Profiel.ARCHIEF)
    for naam in {"meldingtype", "budgettype"} & set(request.fixturenames):
        versie: Zaaktypeversie = request.getfixturevalue(naam)
        fabrieken.sta_toe(groep, versie.zaaktype, Recht.LEZEN, Recht.ARCHIVEREN)
    return fabrieken.MedewerkerFabriek.create(naam="Ada Wolters", groepen=[groep])
