"""Send notifications: claim one, commit, post it with no transaction open, store the outcome, take the next.

A worker may die at any point. Before the receiver has answered, the notification is sent again; after that and before
the outcome is stored, the receiver gets it twice under one `Idempotency-Key`. HTTP offers nothing stronger.
"""

import json
import logging
import time
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from mijnportaal.kern.taken import start_na_commit
from mijnportaal.notificaties.adressen import volledig
from mijnportaal.notificaties.models import LEVENSDUUR, Abonnement, Aflevering, Notificatie
from mijnportaal.notificaties.services.notificaties import LEVER_AF, kenmerken_van, verdeel
from mijnportaal.notificaties.verbinding import GeenAntwoord, post

logger = logging.getLogger(__name__)

Status = Aflevering.Status
LANGSTE_WACHT = timedelta(hours=1)
BEURT = 60.0  # seconds that a worker spends on one subscription before others get their turn
# This many times nothing in a row is a receiver that was out, and not one message that it cannot swallow.
STORING = 3
BEWAREN = timedelta(days=14)


def wachttijd(keren: int) -> timedelta:
    """Return how long to wait after this many failures: 1, 2, 4, ... seconds, and never more than an hour."""
    return min(timedelta(seconds=2 ** min(keren - 1, 12)), LANGSTE_WACHT)


def lever_alles_af(abonnement_id: int) -> None:
    """Send what waits for this subscription, until nothing may go or the turn is over."""
    Abonnement.objects.filter(pk=abonnement_id, aangeboden_op__isnull=False).update(aangeboden_op=None)
    einde = time.monotonic() + BEURT
    while aflevering := _claim(abonnement_id, timezone.now()):
        _lever_af(aflevering)
        if time.monotonic() > einde:
            start_na_commit(LEVER_AF, abonnement_id)
            return


@transaction.atomic
def _claim(abonnement_id: int, nu: datetime) -> Aflevering | None:
    """Return the next aflevering, ours alone from now on; what another worker is claiming is passed over."""
    aflevering = (
        Aflevering.objects.aan_de_beurt(nu)
        .filter(abonnement=abonnement_id)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("notificatie", "abonnement")
        .first()
    )
    if aflevering is None:
        return None
    aflevering.status, aflevering.geclaimd_op, aflevering.volgende_poging_op = Status.BEZIG, nu, None
    aflevering.laatste_poging_op, aflevering.pogingen = nu, aflevering.pogingen + 1
    aflevering.save(update_fields=["status", "geclaimd_op", "volgende_poging_op", "laatste_poging_op", "pogingen"])
    return aflevering


def _lever_af(aflevering: Aflevering) -> None:
    try:
        code = post(
            aflevering.abonnement.callback_url, inhoud=_bericht(aflevering.notificatie), koppen=_koppen(aflevering)
        )
    except GeenAntwoord as fout:
        _is_weg(aflevering.abonnement)
        _mislukte_poging(aflevering, fout=str(fout))
        return
    _is_er(aflevering.abonnement)
    if 200 <= code < 300:
        _leg_vast(
            aflevering, status=Status.AFGELEVERD, afgeleverd_op=timezone.now(), antwoordcode=code, laatste_fout=""
        )
    else:
        _mislukte_poging(aflevering, fout=f"HTTP {code}", antwoordcode=code)


def _bericht(notificatie: Notificatie) -> bytes:
    """Return the Message of the standard."""
    bericht = {
        "kanaal": notificatie.kanaal,
        "hoofdObject": volledig(notificatie.hoofd_object),
        "resource": notificatie.resource,
        "resourceUrl": volledig(notificatie.resource_url),
        "actie": notificatie.actie,
        "aanmaakdatum": notificatie.aanmaakdatum.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "kenmerken": kenmerken_van(notificatie),
    }
    return json.dumps(bericht, ensure_ascii=False).encode()


def _koppen(aflevering: Aflevering) -> dict[str, str]:
    return {
        "Content-Type": "application/json",
        "Authorization": aflevering.abonnement.auth,
        "Idempotency-Key": str(aflevering.uuid),
        "X-Notificatie-Id": str(aflevering.uuid),
    }


def _mislukte_poging(aflevering: Aflevering, *, fout: str, antwoordcode: int | None = None) -> None:
    """Plan the next attempt, or give up when this has waited for as long as a receiver may be out."""
    nu = timezone.now()
    velden = {"laatste_fout": fout[:100], "antwoordcode": antwoordcode}
    gegevens = {"aflevering": str(aflevering.uuid), "fout": fout, "poging": aflevering.pogingen}
    if nu - aflevering.wacht_sinds >= LEVENSDUUR:
        logger.error("aflevering mislukt", extra=gegevens)
        _leg_vast(aflevering, status=Status.MISLUKT, **velden)
        return
    logger.warning("aflevering later opnieuw", extra=gegevens)
    _leg_vast(aflevering, status=Status.WACHT, volgende_poging_op=nu + wachttijd(aflevering.pogingen), **velden)


def _leg_vast(aflevering: Aflevering, *, status: Aflevering.Status, **velden: object) -> None:
    """Store the outcome, unless the claim was taken from us because it lasted too long."""
    van_ons = Aflevering.objects.filter(pk=aflevering.pk, status=Status.BEZIG, geclaimd_op=aflevering.geclaimd_op)
    if not van_ons.update(status=status, geclaimd_op=None, **velden):
        logger.warning("uitkomst van een verlopen claim vervalt", extra={"aflevering": str(aflevering.uuid)})


def _is_weg(abonnement: Abonnement) -> None:
    """Let everything for this receiver wait a while; of two workers that find it gone at once, one counts."""
    nu, keren = timezone.now(), abonnement.onbereikbaar_keren + 1
    Abonnement.objects.filter(pk=abonnement.pk, onbereikbaar_keren=abonnement.onbereikbaar_keren).update(
        onbereikbaar_keren=keren, onbereikbaar_tot=nu + wachttijd(keren)
    )


def _is_er(abonnement: Abonnement) -> None:
    """Note that the receiver answers again; after a real outage everything that waited for it may go at once."""
    if not abonnement.onbereikbaar_keren:
        return
    nu = timezone.now()
    Abonnement.objects.filter(pk=abonnement.pk).update(onbereikbaar_keren=0, onbereikbaar_tot=None)
    if abonnement.onbereikbaar_keren >= STORING:
        Aflevering.objects.filter(
            abonnement=abonnement, status=Status.WACHT, antwoordcode=None, volgende_poging_op__gt=nu
        ).update(volgende_poging_op=nu)


def veeg_notificaties(nu: datetime) -> None:
    """Free what a dead worker left behind, give up what is too old, divide, and start what may go."""
    losgelaten = Aflevering.objects.blijven_liggen(nu).update(
        status=Status.WACHT, geclaimd_op=None, volgende_poging_op=nu
    )
    if losgelaten:
        logger.warning("afleveringen losgelaten na een gestopte worker", extra={"aantal": losgelaten})
    opgegeven = Aflevering.objects.opgegeven(nu).update(status=Status.MISLUKT, volgende_poging_op=None)
    if opgegeven:
        logger.error("afleveringen opgegeven", extra={"aantal": opgegeven})
    verdeel()
    wacht = Aflevering.objects.aan_de_beurt(nu).order_by().filter(abonnement=OuterRef("pk"))
    pks = list(Abonnement.objects.niet_aangeboden(nu).filter(Exists(wacht)).values_list("pk", flat=True))
    Abonnement.objects.filter(pk__in=pks).update(aangeboden_op=nu)
    for pk in pks:
        start_na_commit(LEVER_AF, pk)


def ruim_notificaties_op(nu: datetime) -> int:
    """Remove what everyone has had for a while, and return how many notifications that were."""
    nog_nodig = Aflevering.objects.filter(notificatie=OuterRef("pk")).filter(
        ~Q(status=Status.AFGELEVERD) | Q(afgeleverd_op__gte=nu - BEWAREN)
    )
    oud = Notificatie.objects.filter(verdeeld_op__lt=nu - BEWAREN).exclude(Exists(nog_nodig))
    return oud.delete()[1].get(Notificatie._meta.label, 0)
