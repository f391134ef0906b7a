"""Write down what happened, for the systems that want to know; `aflevering` sends it after the commit."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.kern.taken import start_na_commit
from mijnportaal.kern.voorbereid import vraag
from mijnportaal.notificaties.adressen import als_pad, volledig
from mijnportaal.notificaties.kanalen import namen_passen, stroom_van, wil
from mijnportaal.notificaties.models import Abonnement, Abonnementkanaal, Aflevering, Kanaal, Notificatie

VERDEEL = "mijnportaal.notificaties.tasks.verdeel"
LEVER_AF = "mijnportaal.notificaties.tasks.lever_af"
PER_KEER = 500
ALLES = 0  # a task is given a number; this one takes whatever waits

# One statement, because every act pays for it: it writes the row, and says whether anyone listens to this channel.
# The row is written in any case. Leaving it out when nobody listens would lose it for a subscriber that commits
# between this statement and the end of the act; dividing happens after that moment, and sees him.
INSERT = """
INSERT INTO notificaties_notificatie (kanaal, hoofd_object, resource, resource_url, actie, aanmaakdatum, kenmerken)
VALUES (%s, %s, %s, %s, %s, %s, %s::jsonb)
RETURNING EXISTS (SELECT FROM notificaties_abonnementkanaal a JOIN notificaties_kanaal k ON k.id = a.kanaal_id
                  WHERE k.naam = notificaties_notificatie.kanaal)
"""


def plan_notificatie(
    *,
    kanaal: str,
    hoofd_object: str,
    resource: str,
    resource_url: str,
    actie: str,
    kenmerken: Mapping[str, str],
    aanmaakdatum: datetime,
) -> None:
    """Write a notification in the transaction of the act; who wants it hears it after the commit.

    Addresses of our own are paths ("/zaken/api/v1/zaken/<uuid>"), also in the kenmerken. Two notifications of one
    hoofdobject keep their order when the caller holds a lock on that object, as an act on a zaak does.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("plan_notificatie hoort in de transactie van de handeling zelf.")
    waarden = (kanaal, hoofd_object, resource, resource_url, actie, aanmaakdatum, json.dumps(dict(kenmerken)))
    ((heeft_luisteraars,),) = vraag(INSERT, waarden)
    # An act may have many effects; dividing takes all of them at once.
    if heeft_luisteraars and not any(regel[1] is _start_verdelen for regel in connection.run_on_commit):
        transaction.on_commit(_start_verdelen)


def _start_verdelen() -> None:
    start_na_commit(VERDEEL, ALLES)


@transaction.atomic
def publiceer(
    *,
    kanaal: str,
    hoofd_object: str,
    resource: str,
    resource_url: str,
    actie: str,
    kenmerken: Mapping[str, str],
    aanmaakdatum: datetime,
) -> None:
    """Pass on the notification of another register, when the channel knows it."""
    bekend = Kanaal.objects.filter(naam=kanaal).first()
    if bekend is None:
        raise ValidationError(_("Er is geen kanaal met deze naam."), code="message_kanaal", params={"veld": "kanaal"})
    if not namen_passen(kenmerken, bekend.filters):
        raise ValidationError(
            _("De kenmerken passen niet bij die van het kanaal."),
            code="kenmerken_inconsistent",
            params={"veld": "kenmerken"},
        )
    plan_notificatie(
        kanaal=kanaal,
        hoofd_object=hoofd_object,
        resource=resource,
        resource_url=resource_url,
        actie=actie,
        kenmerken=kenmerken,
        aanmaakdatum=aanmaakdatum,
    )


def verdeel() -> int:
    """Make the afleveringen of every notification that has none yet; return how many notifications that were."""
    totaal = 0
    while aantal := _verdeel_deel():
        totaal += aantal
    return totaal


@transaction.atomic
def _verdeel_deel() -> int:
    """Divide the oldest notifications; a second worker waits for the first, so that the order stays."""
    deel = list(Notificatie.objects.select_for_update(of=("self",)).filter(verdeeld_op=None).order_by("pk")[:PER_KEER])
    if not deel:
        return 0
    nu, wensen = timezone.now(), _wensen()
    afleveringen = [
        Aflevering(
            notificatie=notificatie,
            abonnement_id=abonnement_id,
            stroom=stroom_van(notificatie.hoofd_object),
            wacht_sinds=nu,
            volgende_poging_op=nu,
        )
        for notificatie in deel
        for abonnement_id, filters in wensen[notificatie.kanaal].items()
        if any(wil(een, _met_paden(notificatie.kenmerken)) for een in filters)
    ]
    Aflevering.objects.bulk_create(afleveringen)
    gewild = {aflevering.notificatie_id for aflevering in afleveringen}
    Notificatie.objects.filter(pk__in=gewild).update(verdeeld_op=nu)
    Notificatie.objects.filter(pk__in={notificatie.pk for notificatie in deel} - gewild).delete()
    for abonnement_id in sorted({aflevering.abonnement_id for aflevering in afleveringen}):
        start_na_commit(LEVER_AF, abonnement_id)
    return len(deel)


def _wensen() -> dict[str, dict[int, list[dict[str, str]]]]:
    """Return per channel who listens, and to what; a subscription cannot go away before its afleveringen stand."""
    er_zijn = set(
        Abonnement.objects.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk", flat=True)
    )
    wensen: dict[str, dict[int, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    regels = Abonnementkanaal.objects.filter(abonnement__in=er_zijn).order_by("abonnement_id", "pk")
    for kanaal, abonnement_id, filters in regels.values_list("kanaal__naam", "abonnement_id", "filters"):
        wensen[kanaal][abonnement_id].append(_met_paden(filters))
    return wensen


def _met_paden(waarden: Mapping[str, str]) -> dict[str, str]:
    """Return the values with our own addresses as paths, so that it does not matter under which name we were asked."""
    return {naam: als_pad(waarde) for naam, waarde in waarden.items()}


def kenmerken_van(notificatie: Notificatie) -> dict[str, str]:
    """Return the kenmerken as they go out."""
    if not notificatie.hoofd_object.startswith("/"):
        return dict(notificatie.kenmerken)  # of another register: passed on as it came
    return {naam: volledig(waarde) for naam, waarde in notificatie.kenmerken.items()}


@transaction.atomic
def lever_opnieuw_af(aflevering: Aflevering) -> None:
    """Send a failed aflevering again, under the same number, when a person has seen why it failed."""
    nu = timezone.now()
    mislukt = Aflevering.objects.filter(pk=aflevering.pk, status=Aflevering.Status.MISLUKT)
    opnieuw = {"status": Aflevering.Status.WACHT, "wacht_sinds": nu, "volgende_poging_op": nu, "pogingen": 0}
    if not mislukt.update(**opnieuw):
        raise ValidationError(_("Deze aflevering is niet mislukt."), code="aflevering-niet-mislukt")
    start_na_commit(LEVER_AF, aflevering.abonnement_id)


@transaction.atomic
def hervat(abonnement: Abonnement) -> None:
    """Try everything that waits for this receiver at once: what was wrong with it may just have been repaired."""
    nu = timezone.now()
    Abonnement.objects.filter(pk=abonnement.pk).update(onbereikbaar_tot=None, onbereikbaar_keren=0)
    abonnement.afleveringen.filter(status=Aflevering.Status.WACHT).update(volgende_poging_op=nu)
    start_na_commit(LEVER_AF, abonnement.pk)
