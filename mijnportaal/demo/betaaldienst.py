"""What the payment provider of the demo and the tests knows: payments and refunds in the shape of Mollie's API."""

import re
import secrets
import threading
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from http import HTTPStatus
from typing import Any

Json = dict[str, Any]
HAL = "application/hal+json"
UITKOMSTEN = {"paid": "Betaald", "failed": "Mislukt", "canceled": "Geannuleerd", "expired": "Verlopen"}
# Statuses after which Mollie itself changes nothing any more; the checkout page may, to show a success that comes late.
MOMENTEN = {"paid": "paidAt", "failed": "failedAt", "canceled": "canceledAt", "expired": "expiredAt"}


class Weigering(Exception):
    """A refusal in the shape in which the API tells it."""

    def __init__(self, status: HTTPStatus, detail: str, veld: str = "") -> None:
        super().__init__(detail)
        self.status = status
        self.lichaam: Json = {"status": status.value, "title": status.phrase, "detail": detail}
        if veld:
            self.lichaam["field"] = veld


class Betaaldienst:
    """What the provider knows: payments, their refunds, and the answers to repeated questions."""

    def __init__(self, adres: str = "") -> None:
        self.adres = adres
        self.betalingen: dict[str, Json] = {}
        self.terugbetalingen: dict[str, list[Json]] = {}
        self.antwoorden: dict[str, Json] = {}
        self.storing = False
        self.slot = threading.RLock()

    def maak(self, vraag: Json) -> Json:
        """Return a new payment, as POST /v2/payments does."""
        bedrag = _bedrag(vraag.get("amount"))
        for veld in ("description", "redirectUrl"):
            if not vraag.get(veld):
                raise Weigering(HTTPStatus.UNPROCESSABLE_ENTITY, f"The {veld} is missing", veld)
        nummer, nu = f"tr_{secrets.token_hex(5)}", datetime.now(UTC)
        self.betalingen[nummer] = {
            "resource": "payment",
            "id": nummer,
            "mode": "test",
            "createdAt": _tijd(nu),
            "amount": {"value": str(bedrag), "currency": "EUR"},
            "description": vraag["description"],
            "method": vraag.get("method"),
            "metadata": vraag.get("metadata"),
            "status": "open",
            "isCancelable": True,
            "expiresAt": _tijd(nu + timedelta(minutes=15)),
            "profileId": "pfl_demo",
            "sequenceType": "oneoff",
            "redirectUrl": vraag["redirectUrl"],
            "webhookUrl": vraag.get("webhookUrl"),
            "locale": vraag.get("locale"),
        }
        self.terugbetalingen[nummer] = []
        return self.toon(nummer)

    def toon(self, nummer: str) -> Json:
        """Return a payment as the API shows it."""
        betaling = self._zoek(nummer)
        links = {"self": _link(f"{self.adres}/v2/payments/{nummer}", HAL)}
        if betaling["status"] == "open":
            links["checkout"] = _link(f"{self.adres}/checkout/{nummer}", "text/html")
        if self.terugbetalingen[nummer]:
            links["refunds"] = _link(f"{self.adres}/v2/payments/{nummer}/refunds", HAL)
        return {**betaling, **self._saldo(nummer), "_links": links}

    def zet(self, nummer: str, status: str) -> Json:
        """Give a payment an outcome, whatever it had before: banks do change their mind."""
        betaling = self._zoek(nummer)
        betaling.update(status=status, isCancelable=False, method="ideal")
        betaling[MOMENTEN[status]] = _tijd(datetime.now(UTC))
        return self.toon(nummer)

    def annuleer(self, nummer: str) -> Json:
        """Cancel a payment that nobody paid yet."""
        if not self._zoek(nummer)["isCancelable"]:
            raise Weigering(HTTPStatus.UNPROCESSABLE_ENTITY, "The payment cannot be canceled")
        return self.zet(nummer, "canceled")

    def betaal_terug(self, nummer: str, vraag: Json) -> Json:
        """Return a new refund, as POST /v2/payments/{id}/refunds does."""
        bedrag, betaling = _bedrag(vraag.get("amount")), self._zoek(nummer)
        if betaling["status"] != "paid":
            raise Weigering(HTTPStatus.UNPROCESSABLE_ENTITY, "The payment is not paid")
        if bedrag > Decimal(self._saldo(nummer)["amountRemaining"]["value"]):
            raise Weigering(HTTPStatus.UNPROCESSABLE_ENTITY, "The amount is higher than the maximum", "amount")
        terug: Json = {
            "resource": "refund",
            "id": f"re_{secrets.token_hex(5)}",
            "mode": "test",
            "amount": {"value": str(bedrag), "currency": "EUR"},
            "status": "pending",
            "createdAt": _tijd(datetime.now(UTC)),
            "description": vraag.get("description", ""),
            "metadata": vraag.get("metadata"),
            "paymentId": nummer,
        }
        self.terugbetalingen[nummer].append(terug)
        return terug

    def _zoek(self, nummer: str) -> Json:
        if nummer not in self.betalingen:
            raise Weigering(HTTPStatus.NOT_FOUND, f"No payment exists with token {nummer}.")
        return self.betalingen[nummer]

    def _saldo(self, nummer: str) -> Json:
        """Return what was paid back and what can still be; a payment without money has neither."""
        betaling = self.betalingen[nummer]
        if betaling["status"] != "paid":
            return {}
        terug = sum((Decimal(rij["amount"]["value"]) for rij in self.terugbetalingen[nummer]), Decimal("0.00"))
        rest = Decimal(betaling["amount"]["value"]) - terug
        return {
            "amountRefunded": {"value": str(terug), "currency": "EUR"},
            "amountRemaining": {"value": str(rest), "currency": "EUR"},
        }


def _bedrag(gegeven: Any) -> Decimal:
    """Return an amount; the API takes two decimals and a point, as text."""
    if not isinstance(gegeven, dict) or not re.fullmatch(r"\d+\.\d\d", str(gegeven.get("value", ""))):
        raise Weigering(HTTPStatus.UNPROCESSABLE_ENTITY, "The amount is invalid", "amount")
    if gegeven.get("currency") != "EUR" or Decimal(gegeven["value"]) <= 0:
        raise Weigering(HTTPStatus.UNPROCESSABLE_ENTITY, "The amount is lower than the minimum", "amount")
    return Decimal(gegeven["value"])


def _tijd(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _link(adres: str, soort: str) -> Json:
    return {"href": adres, "type": soort}
