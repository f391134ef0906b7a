"""How a zaak stands, in one badge: the same words in every list and on the page of the zaak itself."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zaken.models import WachtOp, Zaak


@dataclass(frozen=True)
class Badge:
    """A coloured label: text and the kind that the component statusbadge knows."""

    tekst: str
    soort: str


def badge_van(zaak: Zaak, *, heeft_behandelaar: bool) -> Badge:
    """Return who has to act now, or that nobody has to."""
    if not zaak.is_open:
        return Badge(_("Afgesloten"), "inactief")
    if zaak.wacht_op == WachtOp.INWONER:
        return Badge(_("Wacht op inwoner"), "waarschuwing")
    if zaak.wacht_op == WachtOp.DERDE:
        return Badge(_("Wacht op een ander"), "neutraal")
    return Badge(_("In behandeling"), "actief") if heeft_behandelaar else Badge(_("Nieuw"), "ok")


def dagen_over(zaak: Zaak, vandaag: datetime.date) -> int | None:
    """Return how many days are left, negative when late; nothing when closed, decided or standing still."""
    if not zaak.is_open or zaak.beslist_op or zaak.uiterlijke_einddatum is None:
        return None
    return (zaak.uiterlijke_einddatum - vandaag).days
