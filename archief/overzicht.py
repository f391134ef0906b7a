"""The lists of the archivaris: what is due, what has no date yet and why, and everything that is kept."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from archief.toegang import archiefzaken_voor
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.bladeren import ZONDER_DATUM, Bladzijde, blader
from zaken.models import Zaak
from zaken.models.zaak import ZaakQuerySet

PER_BLADZIJDE = 25
# Nobody reads an exact count above this; counting on would walk the whole archive.
TEL_TOT = 1000


@dataclass(frozen=True)
class Archieflijst:
    """One list; `bijschrift` says what stands in it."""

    sleutel: str
    titel: str
    icoon: str
    bijschrift: str
    zaken: ZaakQuerySet

    @property
    def url(self) -> str:
        return f"{reverse('archief:overzicht')}?{urlencode({'lijst': self.sleutel})}"


@dataclass(frozen=True)
class Railpunt:
    """A line at the left of the page."""

    titel: str
    url: str
    icoon: str
    aantal: str
    huidig: bool


def archieflijsten(medewerker: Gebruiker, vandaag: datetime.date) -> list[Archieflijst]:
    """Return the lists of this employee; the first is the one that opens by itself."""
    zaken = archiefzaken_voor(medewerker)
    return [
        Archieflijst("alles", _("Alle zaken"), "archive", _("Gesloten zaken, de eerste archiefactie bovenaan"), zaken),
        Archieflijst(
            "beurt",
            _("Aan de beurt"),
            "clock",
            _("De bewaartermijn is voorbij"),
            zaken.filter(archiefactiedatum__lte=vandaag),
        ),
        Archieflijst(
            "zonder-datum",
            _("Nog niet te berekenen"),
            "help-circle",
            _("Er ontbreekt iets om de archiefactiedatum te berekenen"),
            zaken.filter(archiefactiedatum=None),
        ),
    ]


def kies(lijsten: list[Archieflijst], sleutel: str) -> Archieflijst:
    """Return the list with this key, or the first one."""
    return next((lijst for lijst in lijsten if lijst.sleutel == sleutel), lijsten[0])


def rail(lijsten: list[Archieflijst], huidig: Archieflijst) -> list[Railpunt]:
    """Return the lines at the left, each with its count."""
    return [Railpunt(lijst.titel, lijst.url, lijst.icoon, _aantal(lijst.zaken), lijst is huidig) for lijst in lijsten]


def _aantal(zaken: ZaakQuerySet) -> str:
    geteld = zaken.order_by()[:TEL_TOT].count()
    return f"{geteld}+" if geteld == TEL_TOT else str(geteld)


def gefilterd(zaken: ZaakQuerySet, filters: Mapping[str, Any]) -> ZaakQuerySet:
    """Return the zaken that meet every filter that was filled in."""
    if filters.get("zaaktype"):
        zaken = zaken.filter(zaaktypeversie__zaaktype=filters["zaaktype"])
    if filters.get("nominatie"):
        zaken = zaken.filter(archiefnominatie=filters["nominatie"])
    if filters.get("tot"):
        zaken = zaken.filter(archiefactiedatum__lte=filters["tot"])
    return zaken


def bladzijde(lijst: Archieflijst, zaken: ZaakQuerySet, na: str) -> Bladzijde[Zaak]:
    """Return one page, the first archive action on top."""
    rijen = zaken.select_related("zaaktypeversie", "resultaat__resultaattype")
    # Where no row has a date, the part with dates is not read: it would walk all zaken to find none.
    begin = ZONDER_DATUM if lijst.sleutel == "zonder-datum" else ""
    return replace(blader(rijen, "archiefactiedatum", na=na or begin, grootte=PER_BLADZIJDE), is_eerste=not na)
