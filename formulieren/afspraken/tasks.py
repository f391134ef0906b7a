"""The Celery side of appointments: a message per change, a reminder the day before, and the sweep."""

import datetime

from celery import shared_task
from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from formulieren.afspraken import berichten
from formulieren.afspraken.boeken import BERICHT, ruim_losgelaten_op
from formulieren.models import Afspraak
from mijnportaal.kern.kalender import AMSTERDAM, DAG
from mijnportaal.kern.taken import start_na_commit

# Not at night, and early enough to find somebody who looks after the children.
HERINNER_VAN, HERINNER_TOT = 9, 20
PER_BEURT = 200


@shared_task
def schrijf(afspraak_id: int) -> None:
    """Write about the latest change of one appointment; a second run does nothing."""
    berichten.schrijf(afspraak_id)


@shared_task
def afspraken_achterstand() -> None:
    """Write what was missed, remind of tomorrow, and give back what was held too long."""
    nu = timezone.now()
    ruim_losgelaten_op(nu)
    stand = Concat("status", Value(":"), Cast("volgnummer", CharField()))
    gemist = Afspraak.objects.filter(zaak__isnull=False).annotate(stand=stand).exclude(bericht_over=F("stand"))
    for pk in gemist.values_list("pk", flat=True)[:PER_BEURT]:
        start_na_commit(BERICHT, pk)
    if HERINNER_VAN <= timezone.localtime(nu).hour < HERINNER_TOT:
        herinner_aan_morgen(nu)


def herinner_aan_morgen(nu: datetime.datetime) -> None:
    """Remind everybody who comes tomorrow, once; who made the appointment today knows it still."""
    vandaag = timezone.localdate(nu)
    begin = datetime.datetime.combine(vandaag + DAG, datetime.time.min, AMSTERDAM)
    morgen = Afspraak.objects.bevestigd().filter(
        begin__gte=begin, begin__lt=begin + DAG, herinnerd_op=None, gemaakt_op__lt=begin - DAG
    )
    for pk in list(morgen.values_list("pk", flat=True)):
        with transaction.atomic():
            rij = morgen.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
            if rij is None or rij.zaak is None:
                continue
            berichten.herinner(rij, rij.zaak)
            Afspraak.objects.filter(pk=pk).update(herinnerd_op=nu)
