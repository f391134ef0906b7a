"""The address of one appointment: signed, so that whoever got the mail can open it and nobody can guess it."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from formulieren.models import Afspraak

ZOUT = "formulieren.afspraak"


def pad_van(afspraak: Afspraak) -> str:
    """Return the path of the page of this appointment."""
    return reverse("formulieren:afspraak", args=[signing.Signer(salt=ZOUT).sign(afspraak.uuid.hex)])


def adres_van(afspraak: Afspraak) -> str:
    """Return the whole address, for a mail or a calendar."""
    return f"{settings.SITE_URL.rstrip('/')}{pad_van(afspraak)}"


def lees(bewijs: str) -> UUID | None:
    """Return which appointment this address is for, or nothing when we did not sign it."""
    try:
        return UUID(hex=signing.Signer(salt=ZOUT).unsign(bewijs))
    except (signing.BadSignature, ValueError):
        return None
