"""Say in time that a term nears its end: once for each date, on the zaak and to who handles it (normen T-13).

Half and three quarters of a term are a colour on the worklist. What asks someone to act is that little is left: nine
tenths are over, or five working days remain. A term that is moved nears again, on its new date.
"""

import datetime

from django.db import transaction
from django.db.models import CharField, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Naamloos
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.bewaking import Grens
from mijnportaal.kern.taken import start_na_commit
from mijnportaal.notificaties.models import Bericht
from mijnportaal.notificaties.services import plan_bericht
from zaken.gebeurtenissen import leg_vast
from zaken.models import Gebeurtenis, Rol, Zaak
from zaken.models.zaak import ZaakQuerySet
from zaken.services.sloten import vergrendel
from zaken.services.termijnen import iso, waarschuwingen

MELD = "zaken.tasks.meld_termijn"
# Five working days are never more days than this, also around Christmas.
RUIM = datetime.timedelta(days=14)
NADERT = {Grens.NEGENTIG, Grens.VIJF_WERKDAGEN}
Soort = Gebeurtenis.Soort


def zoek_naderende_termijnen(vandaag: datetime.date) -> int:
    """Start a task for each zaak whose term may near its end today; return how many."""
    pks = list(_kandidaten(vandaag).values_list("pk", flat=True))
    for pk in pks:
        start_na_commit(MELD, pk)
    return len(pks)


@transaction.atomic
def meld_naderende_termijn(pk: int, vandaag: datetime.date) -> bool:
    """Record that the term of this zaak nears and tell who handles it, once; return whether it was told now."""
    zaak = vergrendel(Zaak(pk=pk))
    einde, grenzen = zaak.uiterlijke_einddatum, waarschuwingen(zaak, vandaag)
    if einde is None or Grens.VOORBIJ in grenzen or not NADERT & grenzen or _al_gemeld(zaak, einde):
        return False
    leg_vast(zaak, Soort.TERMIJN_NADERT, door=Naamloos.SYSTEEM, zichtbaar=False, uiterlijke_einddatum=iso(einde))
    for adres in _adressen(zaak):
        _plan_mail(zaak, einde, adres)
    return True


def _kandidaten(vandaag: datetime.date) -> ZaakQuerySet:
    """Return the open zaken that are near enough to look at and that were not told of this date."""
    lengte = ExpressionWrapper(F("uiterlijke_einddatum") - F("startdatum"), output_field=DurationField())
    over = ExpressionWrapper(F("uiterlijke_einddatum") - Value(vandaag), output_field=DurationField())
    gemeld = (
        Gebeurtenis.objects.filter(soort=Soort.TERMIJN_NADERT, zaak=OuterRef("pk"))
        .annotate(einde=KeyTextTransform("uiterlijke_einddatum", "gegevens"))
        .filter(einde=Cast(OuterRef("uiterlijke_einddatum"), CharField()))
    )
    return (
        Zaak.objects.open()
        .filter(beslist_op=None, uiterlijke_einddatum__gte=vandaag)
        .annotate(lengte=lengte, over=over)
        .filter(Q(over__lte=RUIM) | Q(over__lte=F("lengte") / 10))
        .exclude(Exists(gemeld))
    )


def _al_gemeld(zaak: Zaak, einde: datetime.date) -> bool:
    meldingen = Gebeurtenis.objects.filter(zaak=zaak, soort=Soort.TERMIJN_NADERT)
    return meldingen.filter(gegevens__uiterlijke_einddatum=iso(einde)).exists()


def _adressen(zaak: Zaak) -> list[str]:
    """Return where who handles the zaak reads it; the team, when nobody has taken it."""
    rollen = Rol.objects.open_behandelaar().filter(zaak=zaak)
    namen = rollen.values_list("betrokkene__identificatie", flat=True)
    van_mensen = Gebruiker.objects.filter(soort=Gebruiker.Soort.MEDEWERKER, username__in=namen, is_active=True)
    adressen = [adres for adres in van_mensen.values_list("email", flat=True) if adres]
    return adressen or [adres for adres in (zaak.groep.email,) if adres]


def _plan_mail(zaak: Zaak, einde: datetime.date, adres: str) -> None:
    """Plan the mail; who it is about stands behind the login."""
    with translation.override("nl"):
        woorden = {"zaak": zaak.identificatie, "dag": date_format(einde, "j F Y")}
        plan_bericht(
            sleutel=f"termijn:{zaak.pk}:{iso(einde)}",
            kanaal=Bericht.Kanaal.E_MAIL,
            adres=adres,
            onderwerp=_("Zaak %(zaak)s: de termijn loopt af op %(dag)s") % woorden,
            tekst=_("De termijn van zaak %(zaak)s loopt af op %(dag)s. Besluit voor die dag, of verleng de termijn.")
            % woorden,
            pad=reverse("behandeling:zaak", args=[zaak.uuid]),
        )
