"""The tour of the demo: who can log in as what, which screens there are, and whether everything runs."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from formulieren.definitie import vertaald
from mijnportaal.accounts.aanmelding import Middel
from mijnportaal.demo.gegevens import lees, personen
from mijnportaal.kern.opslag import beginstatus
from mijnportaal.notificaties.models import Bericht
from zaken.models import Verwerking

Regel = tuple[str, str]


@dataclass(frozen=True)
class Rol:
    """A kind of test persons: with what they log in, and one line for each."""

    middel: Middel
    titel: str
    knop: str
    regels: list[Regel]


@dataclass(frozen=True)
class Scherm:
    """A link to a screen."""

    titel: str
    url: str
    icoon: str


def rollen() -> list[Rol]:
    """Return the test persons by the way they log in."""
    gegevens, proberen = personen(), lees("rondleiding.json")

    def regel(persoon: dict[str, object], *delen: str) -> Regel:
        probeer = _("Probeer: %(tekst)s") % {"tekst": vertaald(proberen[persoon["sleutel"]])}
        return str(persoon["naam"]), "\n".join([*(deel for deel in delen if deel), probeer])

    return [
        Rol(
            Middel.DIGID,
            _("Inwoners"),
            _("Inloggen als inwoner"),
            [regel(p, _kenmerk(p), p["email"]) for p in gegevens["inwoners"]],
        ),
        Rol(
            Middel.EHERKENNING,
            _("Ondernemers en stichtingen"),
            _("Inloggen als ondernemer"),
            [regel(p, f"KvK {p['kvk']}", p["email"]) for p in gegevens["bedrijven"]],
        ),
        Rol(
            Middel.MEDEWERKER,
            _("Medewerkers"),
            _("Inloggen als medewerker"),
            [regel(p, f"{p['rol']} ({', '.join(p['groepen'])})") for p in gegevens["medewerkers"]],
        ),
    ]


def _kenmerk(persoon: dict[str, str]) -> str:
    """Return what the contact centre asks a caller; the numbers are of the official test range."""
    geboren = formats.date_format(datetime.date.fromisoformat(persoon["geboortedatum"]), "DATE_FORMAT")
    return _("BSN %(bsn)s, geboren op %(datum)s") % {"bsn": persoon["bsn"], "datum": geboren}


def schermen() -> list[Scherm]:
    """Return every screen of the site with the people it is for."""
    return [
        Scherm(_("Alles wat u kunt regelen"), reverse("pip:home"), "home"),
        Scherm(_("Mijn omgeving van een inwoner"), reverse("pip:overzicht"), "user"),
        Scherm(_("Werkvoorraad van een behandelaar"), reverse("behandeling:werkvoorraad"), "list-check"),
        Scherm(_("Klantcontact"), reverse("klantcontact:zoeken"), "headset"),
        Scherm(_("Archief"), reverse("archief:overzicht"), "archive"),
        Scherm(_("Beheer"), reverse("admin:index"), "settings"),
        Scherm(_("Mailbox"), reverse("demo:postvak"), "mail"),
        Scherm(_("Componenten van de pagina's"), reverse("demo:componenten"), "adjustments-horizontal"),
    ]


def toestand() -> list[Regel]:
    """Return how the parts are doing that nobody sees working."""
    wacht = Verwerking.objects.filter(verwerkt_op=None).count()
    mails = Bericht.objects.filter(status=Bericht.Status.WACHT).count()
    mislukt = Bericht.objects.filter(status=Bericht.Status.MISLUKT).count()
    return [
        (_("Virusscanner"), str(beginstatus().label)),
        (_("Gebeurtenissen die op verwerking wachten"), str(wacht)),
        (_("Mails die op verzending wachten"), str(mails)),
        (_("Mails die niet verzonden konden worden"), str(mislukt)),
        (_("Adres van de inlogdienst"), settings.IDP_ADRES),
    ]
