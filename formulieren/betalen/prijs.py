"""What an application costs: reckoned by the server from the stored answers, never taken from a browser."""

import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from formulieren.betalen.vragen import Prijs
from formulieren.definitie import vertaald
from formulieren.dossier import Dossier
from formulieren.models import Betaling
from mijnportaal.kern.invoer import bedragtekst
from zaken.models import Kanaal

# Who pays before sending, does it within this time; then the draft can be changed again.
BETAAL_BINNEN = datetime.timedelta(hours=2)
# Where nobody sits at a browser of his own, the payment comes afterwards.
ONLINE = {Kanaal.FORMULIER, Kanaal.PORTAAL}


def prijs_van(dossier: Dossier) -> Prijs | None:
    """Return what has to be paid for this draft; nothing when its form has no price, or when it is free."""
    regel, bedrag = dossier.definitie.gegevens.get("prijs"), dossier.toestand.prijs
    if not regel or bedrag is None or bedrag <= 0:
        return None
    wanneer = regel.get("wanneer", Betaling.Wanneer.VOOR)
    if dossier.inzending.kanaal not in ONLINE:
        wanneer = Betaling.Wanneer.NA
    return Prijs.van(bedrag, vertaald(regel.get("omschrijving")) or dossier.definitie.titel, wanneer)


def betaalregels(dossier: Dossier) -> list[tuple[str, str]]:
    """Return what the PDF of the answers tells of the money: what was paid, or what is still to be paid."""
    if not dossier.definitie.gegevens.get("prijs"):
        return []
    regels = [regel for betaling in dossier.inzending.betalingen.voldaan() for regel in _betaald(betaling)]
    prijs = prijs_van(dossier)
    if prijs and not regels:
        return [(prijs.omschrijving, _("€ %(bedrag)s, nog te betalen") % {"bedrag": bedragtekst(prijs.bedrag)})]
    return regels


def _betaald(betaling: Betaling) -> list[tuple[str, str]]:
    moment = timezone.localtime(betaling.betaald_op) if betaling.betaald_op else None
    bedrag = _("€ %(bedrag)s betaald") % {"bedrag": bedragtekst(betaling.bedrag)}
    return [
        (betaling.omschrijving, bedrag),
        (_("Betaald op"), formats.date_format(moment, "j F Y, H:i") if moment else ""),
    ]
