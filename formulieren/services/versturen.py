"""What the button "send" does: sending at once, or first what has to happen before that."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from formulieren.afspraken.boeken import houd_tot
from formulieren.betalen.prijs import BETAAL_BINNEN, prijs_van
from formulieren.betalen.vragen import vraag_vooraf
from formulieren.dossier import Dossier
from formulieren.models import Betaling, Inzending
from formulieren.prefill import herleid
from formulieren.services.indienen import dien_in
from mijnportaal.accounts.actoren import Naamloos


def verstuur(inzending: Inzending) -> None:
    """Make a zaak of this draft, or let it wait for its payment; a second click finds what the first one did."""
    inzending = Inzending.objects.select_related("formulierversie__formulier", "gebruiker").get(pk=inzending.pk)
    if inzending.zaak_id is not None:
        return
    herleid(inzending)
    dossier = Dossier(inzending)
    if not dossier.definitie.gegevens.get("prijs"):
        dien_in(inzending)
        return
    if tekorten := dossier.tekorten():
        raise ValidationError([ValidationError(tekort.zin, code="onvolledig") for tekort in tekorten])
    prijs = prijs_van(dossier)
    door = inzending.gebruiker or Naamloos.ZONDER_LOGIN
    if prijs and prijs.wanneer == Betaling.Wanneer.VOOR and vraag_vooraf(inzending, prijs=prijs, door=door):
        houd_tot(inzending, timezone.now() + 2 * BETAAL_BINNEN)
    else:
        dien_in(inzending)
