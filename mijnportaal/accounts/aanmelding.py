"""With what, how surely and since when someone is logged in; kept in the session on the server."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mijnportaal.accounts.models import Gebruiker

SESSIESLEUTEL = "aanmelding"
INZENDINGEN = "inzendingen"
LAATST_GEZIEN = "gezien"

# Longest time that one login lasts, however busy the session is (ASVS 7.3.2).
LANGSTE_DUUR = {Gebruiker.Soort.INWONER: 8 * 3600, Gebruiker.Soort.MEDEWERKER: 12 * 3600}
# Idle time of a visitor who fills in a form without login, in seconds.
ZONDER_LOGIN = 2 * 3600
# The session slides by being saved, at most once in this many seconds: a GET in between writes nothing.
SCHUIFSTAP = 60


class Niveau(models.IntegerChoices):
    """How sure the login is; a higher number is surer."""

    GEEN = 0, _("Zonder inloggen")
    BASIS = 10, _("Basis")
    MIDDEN = 20, _("Midden")
    SUBSTANTIEEL = 30, _("Substantieel")
    HOOG = 40, _("Hoog")


class Middel(models.TextChoices):
    """The means of login; the value is the provider id."""

    DIGID = "digid", "DigiD"
    EHERKENNING = "eherkenning", "eHerkenning"
    MEDEWERKER = "medewerker", _("Medewerkersaccount")


@dataclass(frozen=True, slots=True)
class Aanmelding:
    """Who is behind this request; without login, only the submissions that this browser started."""

    gebruiker: Gebruiker | None = None
    middel: Middel | None = None
    niveau: Niveau = Niveau.GEEN
    sinds: datetime | None = None
    inzendingen: frozenset[UUID] = frozenset()


def leg_aanmelding_vast(
    sessie: SessionBase,
    gebruiker: Gebruiker,
    *,
    middel: Middel,
    niveau: Niveau,
    identiteit: str = "",
    uitlogadres: str = "",
) -> None:
    """Write into the session how this person logged in; who it is, is Django's own entry.

    The identity is the HMAC that the security log names, the address is where the provider ends its own session.
    """
    sessie.set_expiry(None)  # from now on the idle time of a login
    nu = int(time.time())
    sessie[SESSIESLEUTEL] = {
        "gebruiker": gebruiker.pk,
        "middel": middel.value,
        "niveau": niveau.value,
        "sinds": nu,
        "identiteit": identiteit,
        "uitlogadres": uitlogadres,
    }
    sessie[LAATST_GEZIEN] = nu


def aanmelding_van(request: HttpRequest) -> Aanmelding:
    """Return who is behind this request, and how surely."""
    inzendingen = frozenset(UUID(waarde) for waarde in request.session.get(INZENDINGEN, []))
    gegevens = request.session.get(SESSIESLEUTEL)
    gebruiker = request.user
    if not isinstance(gebruiker, Gebruiker) or not gegevens or gegevens["gebruiker"] != gebruiker.pk:
        return Aanmelding(inzendingen=inzendingen)
    return Aanmelding(
        gebruiker=gebruiker,
        middel=Middel(gegevens["middel"]),
        niveau=Niveau(gegevens["niveau"]),
        sinds=datetime.fromtimestamp(gegevens["sinds"], UTC),
        inzendingen=inzendingen,
    )


def onthoud_inzending(request: HttpRequest, uuid: UUID) -> None:
    """Let this browser come back to a submission that was started without login, as long as its session lasts."""
    # Nobody is logged in, so the 15 minutes of DigiD do not apply, and a report cannot be found back otherwise (W-09).
    request.session.set_expiry(ZONDER_LOGIN)
    bekend = request.session.get(INZENDINGEN, [])
    if str(uuid) not in bekend:
        request.session[INZENDINGEN] = [*bekend, str(uuid)]


def is_verlopen(sessie: SessionBase) -> bool:
    """Tell whether the login in this session has lasted too long, or was not made by our own login."""
    gegevens = sessie.get(SESSIESLEUTEL)
    if not gegevens:
        return "_auth_user_id" in sessie
    soort = Gebruiker.Soort.MEDEWERKER if gegevens["middel"] == Middel.MEDEWERKER else Gebruiker.Soort.INWONER
    sinds: int = gegevens["sinds"]
    return time.time() - sinds >= LANGSTE_DUUR[soort]


def schuif_op(sessie: SessionBase) -> None:
    """Extend a session in use, at most once a minute; so the idle time ends between 14 and 15 minutes."""
    if not sessie.is_empty() and time.time() - sessie.get(LAATST_GEZIEN, 0) >= SCHUIFSTAP:
        sessie[LAATST_GEZIEN] = int(time.time())
