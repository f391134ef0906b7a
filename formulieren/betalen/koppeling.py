"""The address at which somebody without login pays: signed, and it shows what and how much and nothing else."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from formulieren.models import Betaling

ZOUT = "formulieren.betaling"


def pad_van(betaling: Betaling) -> str:
    """Return the path of the page of this payment."""
    return reverse("formulieren:betaallink", args=[signing.Signer(salt=ZOUT).sign(betaling.uuid.hex)])


def adres_van(betaling: Betaling) -> str:
    """Return the whole address, for a mail."""
    return f"{settings.SITE_URL.rstrip('/')}{pad_van(betaling)}"


def vind(bewijs: str) -> Betaling | None:
    """Return the payment of this address, or nothing when we did not sign it."""
    try:
        uuid = UUID(hex=signing.Signer(salt=ZOUT).unsign(bewijs))
    except (signing.BadSignature, ValueError):
        return None
    return Betaling.objects.select_related("inzending", "zaak", "taak").filter(uuid=uuid).first()
