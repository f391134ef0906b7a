"""What sending a form does with its money: the payment becomes part of the zaak, or is asked for now."""

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from formulieren.betalen.prijs import prijs_van
from formulieren.betalen.terugbetalen import geef_taken, vraag_terug
from formulieren.betalen.vragen import Prijs, vraag_achteraf
from formulieren.betalen.zaakgevolgen import na_betaling, zet_zaakvelden
from formulieren.dossier import Dossier
from formulieren.models import Betaling, Inzending
from formulieren.models.betaling import NUL
from mijnportaal.accounts.actoren import Naamloos
from zaken.models import Zaak


def verwerk_indiening(inzending: Inzending, zaak: Zaak, dossier: Dossier) -> None:
    """Bring the zaak that was just made in line with what it costs; refuse it when it should have been paid before."""
    if not dossier.definitie.gegevens.get("prijs"):
        return
    prijs = prijs_van(dossier)
    if prijs and prijs.wanneer == Betaling.Wanneer.NA:
        vraag_achteraf(inzending, zaak, prijs=prijs, door=Naamloos.SYSTEEM)
        zet_zaakvelden(zaak)
        return
    _koppel(inzending, zaak, prijs)


def _koppel(inzending: Inzending, zaak: Zaak, prijs: Prijs | None) -> None:
    """Tie what was paid before to the zaak; what was paid too much, because the price fell meanwhile, goes back."""
    betaald = list(inzending.betalingen.voldaan().select_for_update(of=("self",)).order_by("pk"))
    teveel = sum((betaling.bedrag for betaling in betaald), start=-(prijs.bedrag if prijs else NUL))
    if any(betaling.wijziging == inzending.wijziging for betaling in betaald):
        teveel = NUL  # what was asked for these answers holds, also when the tariff has changed since
    if teveel < 0:
        raise ValidationError(_("U heeft nog niet betaald."), code="niet-betaald")
    for betaling in betaald:
        betaling.zaak = zaak
        betaling.save(update_fields=["zaak"])
        na_betaling(betaling)
        geef_taken(betaling, door=Naamloos.SYSTEEM)
    if not betaald:
        zet_zaakvelden(zaak)
    if teveel and betaald:
        with translation.override("nl"):
            reden = _("De prijs is lager dan wat er betaald is")
        vraag_terug(betaald[-1], bedrag=min(teveel, betaald[-1].bedrag), reden=reden, door=Naamloos.SYSTEEM)
