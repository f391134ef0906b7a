"""The Celery side of payments: ask the provider about one, and the sweep that asks about all that nobody told us of."""

import datetime
import logging

from celery import shared_task
from django.db.models import Q
from django.utils import timezone

from formulieren.betalen.aanbieder import AanbiederFout
from formulieren.betalen.pogingen import kijk_alles, rond_af
from formulieren.betalen.prijs import BETAAL_BINNEN
from formulieren.betalen.vragen import laat_verlopen
from formulieren.models import Betaalpoging, Betaling
from mijnportaal.accounts.actoren import Naamloos
from mijnportaal.kern.taken import start_na_commit

logger = logging.getLogger(__name__)
# The provider tells us within seconds; what it did not tell, we ask for, less often as it gets older.
NOG_NIET_GEHOORD = datetime.timedelta(minutes=2)
# A bank can say yes after it said no (R.D7); after this time it does not any more.
NAKIJKEN = datetime.timedelta(days=3)
NAKIJKEN_ELKE = datetime.timedelta(hours=1)
PER_BEURT = 200


@shared_task
def vraag_na(betaling_id: int) -> None:
    """Ask the provider how a payment stands; when it does not answer, the sweep asks again."""
    betaling = Betaling.objects.select_related("inzending").get(pk=betaling_id)
    try:
        kijk_alles(betaling)
    except AanbiederFout as fout:
        logger.warning("betaaldienst antwoordt niet", extra={"betaling": str(betaling.uuid), "fout": str(fout)})


@shared_task
def betalingen_achterstand() -> None:
    """Ask about what nobody told us of, send what was paid and not sent, and let go of what nobody pays."""
    nu = timezone.now()
    for pk in na_te_vragen(nu)[:PER_BEURT]:
        start_na_commit(vraag_na, pk)
    wachtend = Betaling.objects.voldaan().filter(zaak=None, inzending__zaak=None)
    for betaling in wachtend[:PER_BEURT]:
        rond_af(betaling)
    for betaling in te_laat(nu):
        laat_verlopen(betaling, door=Naamloos.SYSTEEM, toelichting="niet op tijd betaald")


def na_te_vragen(nu: datetime.datetime) -> list[int]:
    """Return the payments to ask the provider about: running attempts, and failed ones that may still turn out well."""
    loopt = Q(pogingen__status=Betaalpoging.Status.GESTART, pogingen__gekeken_op__lt=nu - NOG_NIET_GEHOORD)
    mislukt = Q(
        pogingen__status__in=[
            Betaalpoging.Status.MISLUKT,
            Betaalpoging.Status.VERLOPEN,
            Betaalpoging.Status.GEANNULEERD,
        ],
        pogingen__begonnen_op__gt=nu - NAKIJKEN,
        pogingen__gekeken_op__lt=nu - NAKIJKEN_ELKE,
    )
    rijen = Betaling.objects.filter(loopt | mislukt, pogingen__kenmerk__isnull=False).order_by("pk").distinct()
    return list(rijen.values_list("pk", flat=True))


def te_laat(nu: datetime.datetime) -> list[Betaling]:
    """Return what was asked for before sending and not paid in time, as far as no attempt is running."""
    rijen = Betaling.objects.lopend().filter(wanneer=Betaling.Wanneer.VOOR, gevraagd_op__lt=nu - BETAAL_BINNEN)
    loopt = Betaalpoging.objects.filter(status=Betaalpoging.Status.GESTART, kenmerk__isnull=False)
    return list(rijen.exclude(pk__in=loopt.values("betaling"))[:PER_BEURT])
