"""How long a draft is kept: somebody is warned in time, and then what was not sent is thrown away (P-11)."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from formulieren.aanschrijven import schrijf_iemand
from formulieren.definitie import Definitie
from formulieren.models import Inzending
from formulieren.services.concept import gooi_concept_weg
from zaken.berichtteksten import Tekst
from zaken.models import Betrokkene

BEWAAR = datetime.timedelta(days=30)
HERINNER_NA = datetime.timedelta(days=23)
# Whoever began without login cannot come back once the session of that browser has ended.
BEWAAR_ZONDER_LOGIN = datetime.timedelta(days=2)
PER_BEURT = 500


def herinner_concepten(nu: datetime.datetime) -> int:
    """Return how many people were told that their form is not sent yet; each time of standing still counts once."""
    stil = Inzending.objects.filter(
        status=Inzending.Status.CONCEPT,
        gebruiker__isnull=False,
        bijgewerkt_op__lte=nu - HERINNER_NA,
        bijgewerkt_op__gt=nu - BEWAAR,
    ).select_related("formulierversie__formulier")
    stil = stil.order_by("bijgewerkt_op")[:PER_BEURT]
    for inzending in stil:
        _herinner(inzending)
    return len(stil)


@transaction.atomic
def _herinner(inzending: Inzending) -> None:
    wie = Betrokkene.objects.filter(identiteiten__gebruiker=inzending.gebruiker_id).first()
    if wie is None:
        return
    # The moment of the last change is part of the key: who goes on and stops again is reminded again.
    sleutel = f"concept:{inzending.uuid}:{inzending.bijgewerkt_op:%Y%m%d%H%M}"
    pad = reverse("formulieren:start", args=[inzending.formulierversie.formulier.slug])
    schrijf_iemand(wie, pad, sleutel=sleutel, tekst=lambda: _tekst(inzending))


def _tekst(inzending: Inzending) -> Tekst:
    woorden = {
        "titel": Definitie(inzending.formulierversie.definitie).titel,
        "dag": formats.date_format(timezone.localtime(inzending.bijgewerkt_op + BEWAAR), "j F Y"),
    }
    onderwerp = _("U heeft een formulier nog niet verstuurd")
    zin = _("U begon aan ‘%(titel)s’, maar u heeft het nog niet verstuurd. Wij hebben dus nog niets van u ontvangen.")
    vervolg = _("U kunt verdergaan tot %(dag)s. Daarna gooien wij uw antwoorden weg.")
    kort = _("U heeft een formulier nog niet verstuurd. U kunt verdergaan tot %(dag)s. Log in om verder te gaan.")
    return Tekst(onderwerp=onderwerp, inhoud=f"{zin % woorden}\n\n{vervolg % woorden}", kort=kort % woorden)


def ruim_concepten_op(nu: datetime.datetime) -> int:
    """Return how many drafts were thrown away, with their files, because nobody went on with them."""
    oud = Inzending.objects.filter(status=Inzending.Status.CONCEPT)
    met = oud.filter(gebruiker__isnull=False, bijgewerkt_op__lte=nu - BEWAAR)
    zonder = oud.filter(gebruiker=None, bijgewerkt_op__lte=nu - BEWAAR_ZONDER_LOGIN)
    return sum(_gooi_weg(inzending) for inzending in [*met[:PER_BEURT], *zonder[:PER_BEURT]])


def _gooi_weg(inzending: Inzending) -> bool:
    """Return whether the draft went; one that somebody paid for, or just sent, stays for a person to look at."""
    try:
        gooi_concept_weg(inzending)
    except ValidationError:
        return False
    return True
