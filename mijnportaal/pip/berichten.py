"""Messages in a list."""

import datetime
from dataclasses import dataclass

from django.urls import reverse

from mijnportaal.notificaties.models import Bericht, BerichtQuerySet


@dataclass(frozen=True)
class Berichtregel:
    """One message; `bij` is the zaak that it is about."""

    titel: str
    url: str
    datum: datetime.datetime
    bij: str
    nieuw: bool


def met_zaak(berichten: BerichtQuerySet) -> BerichtQuerySet:
    """Add the zaak that each message is about, so that a row costs no query."""
    return berichten.select_related("gebeurtenisbericht__gebeurtenis__zaak")


def berichtregels(berichten: BerichtQuerySet) -> list[Berichtregel]:
    """Return the lines of these messages, in one query."""
    return [berichtregel(bericht) for bericht in met_zaak(berichten)]


def berichtregel(bericht: Bericht) -> Berichtregel:
    """Return the line of a message that came through `met_zaak`."""
    koppeling = getattr(bericht, "gebeurtenisbericht", None)
    return Berichtregel(
        titel=bericht.onderwerp,
        url=reverse("pip:bericht", args=[bericht.uuid]),
        datum=bericht.aangemaakt_op,
        bij=koppeling.gebeurtenis.zaak.omschrijving if koppeling else "",
        nieuw=bericht.gelezen_op is None,
    )
