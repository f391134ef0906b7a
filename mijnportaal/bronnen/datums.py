"""Dates of which a part may be unknown, as the BRP and the handelsregister know them."""

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_CIJFERS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")


@dataclass(frozen=True)
class DeelDatum:
    """A date that is known to the day, to the month, to the year, or not at all."""

    jaar: int = 0
    maand: int = 0
    dag: int = 0

    @property
    def iso(self) -> str:
        """Return what is known: "1984-05-14", "1984-05", "1984" or nothing."""
        if not self.jaar:
            return ""
        delen = [f"{self.jaar:04}", *([f"{self.maand:02}"] if self.maand else [])]
        return "-".join([*delen, f"{self.dag:02}"] if self.maand and self.dag else delen)

    @property
    def vroegste(self) -> datetime.date | None:
        """Return the first day that it can be."""
        return datetime.date(self.jaar, self.maand or 1, self.dag or 1) if self.jaar else None

    @property
    def laatste(self) -> datetime.date | None:
        """Return the last day that it can be."""
        if not self.jaar:
            return None
        maand = self.maand or 12
        return datetime.date(self.jaar, maand, self.dag or calendar.monthrange(self.jaar, maand)[1])

    def leeftijd(self, op: datetime.date) -> int | None:
        """Return the age that someone born then has at least on this day; nothing when the year is unknown."""
        geboren = self.laatste
        if geboren is None:
            return None
        return op.year - geboren.year - ((op.month, op.day) < (geboren.month, geboren.day))

    def __str__(self) -> str:
        if not self.jaar:
            return _("onbekend")
        if self.maand and self.dag:
            return formats.date_format(datetime.date(self.jaar, self.maand, self.dag), "j F Y")
        if self.maand:
            return formats.date_format(datetime.date(self.jaar, self.maand, 1), "F Y")
        return str(self.jaar)


def van_iso(tekst: str) -> DeelDatum:
    """Return the date of "1984", "1984-05" or "1984-05-14"; unknown for anything else, and for days that never were."""
    return _van_delen(_ISO.fullmatch(tekst))


def van_kvk(tekst: str | None) -> DeelDatum:
    """Return the date of eight digits, in which zeros stand for what is unknown (KVK, "20150600")."""
    return _van_delen(_CIJFERS.fullmatch(tekst or ""))


def van_brp(json: Any) -> DeelDatum:
    """Return the date of a Haal Centraal datum (Datum, JaarMaandDatum, JaarDatum, DatumOnbekend)."""
    if not isinstance(json, dict):
        return DeelDatum()
    if json.get("type") == "Datum":
        return van_iso(str(json.get("datum", "")))
    return _geldig(int(json.get("jaar") or 0), int(json.get("maand") or 0), 0)


def _van_delen(gevonden: re.Match[str] | None) -> DeelDatum:
    return _geldig(*(int(deel or 0) for deel in gevonden.groups())) if gevonden else DeelDatum()


def _geldig(jaar: int, maand: int, dag: int) -> DeelDatum:
    try:
        datetime.date(jaar, maand or 1, dag or 1)
    except ValueError:
        return DeelDatum()
    return DeelDatum(jaar, maand, dag if maand else 0)
