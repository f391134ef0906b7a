"""Mollie as the provider, through its own client (docs.mollie.com, Payments API v2)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from django.conf import settings
from mollie.api.client import Client
from mollie.api.error import Error, NotFoundError
from mollie.api.objects.payment import Payment

from formulieren.betalen.aanbieder import Aanbieder, AanbiederFout, OnbekendeBetaling, Opdracht, Stand
from formulieren.models import Betaalpoging

Status = Betaalpoging.Status
# `authorized` does not occur with the methods for leges (it belongs to pay-later methods), so it counts as not yet.
STATUSSEN = {
    "open": Status.GESTART,
    "pending": Status.GESTART,
    "authorized": Status.GESTART,
    "paid": Status.BETAALD,
    "failed": Status.MISLUKT,
    "canceled": Status.GEANNULEERD,
    "expired": Status.VERLOPEN,
}
TALEN = {"nl": "nl_NL", "en": "en_US"}
MAX_OMSCHRIJVING = 255
SECONDEN = (3, 10)  # to connect, and to answer


class Mollie:
    """Payments at Mollie."""

    naam = "mollie"

    def begin(self, opdracht: Opdracht) -> Stand:
        """Return the payment that was made for this; the same key gives the same payment."""
        gegevens = {
            "amount": _bedrag(opdracht.bedrag),
            "description": opdracht.omschrijving[:MAX_OMSCHRIJVING],
            "redirectUrl": opdracht.terug_url,
            "webhookUrl": opdracht.melding_url,
            "locale": TALEN.get(opdracht.taal, TALEN["nl"]),
        }
        with _klant() as klant:
            return _stand(klant.payments.create(gegevens, idempotency_key=opdracht.sleutel))

    def stand(self, kenmerk: str) -> Stand:
        """Return how this payment stands now."""
        with _klant() as klant:
            return _stand(klant.payments.get(kenmerk))

    def annuleer(self, kenmerk: str) -> Stand:
        """Return the payment after it was cancelled; raise when it cannot be."""
        with _klant() as klant:
            return _stand(cast(Payment, klant.payments.delete(kenmerk)))  # its annotation says dict; it is a Payment

    def betaal_terug(self, kenmerk: str, *, sleutel: str, bedrag: Decimal, omschrijving: str) -> str:
        """Return the id of the refund; the same key pays back once."""
        gegevens = {"amount": _bedrag(bedrag), "description": omschrijving[:MAX_OMSCHRIJVING]}
        with _klant() as klant:
            terug = klant.payments.get(kenmerk).refunds.create(gegevens, idempotency_key=sleutel)
            return str(terug.id)


def aanbieder() -> Aanbieder:
    """Return the provider of this installation; without a key there is none."""
    if not settings.MOLLIE_SLEUTEL:
        raise AanbiederFout("MOLLIE_SLEUTEL ontbreekt.")
    return Mollie()


@contextmanager
def _klant() -> Iterator[Client]:
    """Give a client of its own, closed afterwards; whatever goes wrong there is one kind of fault here."""
    klant = Client(api_endpoint=settings.MOLLIE_ADRES, timeout=SECONDEN, retry=0)
    try:
        klant.set_api_key(settings.MOLLIE_SLEUTEL)
        yield klant
    except NotFoundError as fout:
        raise OnbekendeBetaling(str(fout)) from fout
    except (Error, KeyError, TypeError, ValueError, InvalidOperation) as fout:
        raise AanbiederFout(f"{type(fout).__name__}: {fout}") from fout
    finally:
        if sessie := getattr(klant, "_client", None):
            sessie.close()


def _stand(betaling: Payment) -> Stand:
    bedrag = betaling.amount
    if bedrag["currency"] != "EUR":
        raise ValueError(f"Betaling {betaling.id} is niet in euro.")
    return Stand(
        kenmerk=str(betaling.id),
        status=STATUSSEN[betaling.status],
        bedrag=Decimal(bedrag["value"]),
        betaald_op=_moment(betaling.paid_at),
        betaalpagina=str(betaling.checkout_url or ""),
        annuleerbaar=bool(betaling.is_cancelable),
    )


def _moment(tekst: Any) -> datetime | None:
    return datetime.fromisoformat(tekst) if tekst else None


def _bedrag(bedrag: Decimal) -> dict[str, str]:
    return {"currency": "EUR", "value": f"{bedrag:.2f}"}
