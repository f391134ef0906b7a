"""Record what happened, in the transaction in which it happens, and let the messages follow after the commit."""

import logging
from collections.abc import Iterable

from celery import shared_task
from django.db import transaction
from django.utils import timezone, translation

from mijnportaal.accounts.actoren import Actor, Naamloos, naam_van
from mijnportaal.accounts.models import Applicatie, Gebruiker
from mijnportaal.kern.taken import start_na_commit
from zaken.berichten import plan_berichten
from zaken.models import Gebeurtenis, Kanaal, Verwerking, Zaak

logger = logging.getLogger(__name__)

BEGIN_VAN_DE_KETEN = "0" * 64


def _actor(door: Actor) -> dict[str, object]:
    """Return the columns that say who did it; the name is a snapshot, because people change theirs."""
    soort = Gebeurtenis.Actorsoort
    with translation.override("nl"):  # the trail is Dutch, whatever language the page had
        naam = naam_van(door)
    match door:
        case Gebruiker(soort=Gebruiker.Soort.MEDEWERKER):
            return {"actorsoort": soort.MEDEWERKER, "door": door, "door_naam": naam}
        case Gebruiker():
            return {"actorsoort": soort.INWONER, "door": door, "door_naam": naam}
        case Applicatie():
            return {"actorsoort": soort.APPLICATIE, "applicatie": door, "door_naam": naam}
        case Naamloos.ZONDER_LOGIN:
            return {"actorsoort": soort.INWONER, "door_naam": naam}
        case _:
            return {"actorsoort": soort.SYSTEEM, "door_naam": naam}


def kanaal_van(door: Actor) -> Kanaal:
    """Return the channel that follows from who acts, where the caller knows no better."""
    match door:
        case Gebruiker(soort=Gebruiker.Soort.MEDEWERKER):
            return Kanaal.WERKPLEK
        case Gebruiker() | Naamloos.ZONDER_LOGIN:
            return Kanaal.PORTAAL
        case Applicatie():
            return Kanaal.API
        case _:
            return Kanaal.SYSTEEM


def leg_vast(
    zaak: Zaak,
    soort: Gebeurtenis.Soort,
    *,
    door: Actor,
    zichtbaar: bool = True,
    kanaal: Kanaal | None = None,
    **gegevens: str | int | bool | None,
) -> Gebeurtenis:
    """Return the new link of the zaak's chain, written in the caller's transaction.

    The caller holds the lock on the zaak, so the previous link cannot change; who does not, the unique volgnummer
    catches.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("leg_vast hoort in de transactie van de wijziging zelf.")
    vorige = Gebeurtenis.objects.filter(zaak=zaak).order_by("-volgnummer").values_list("volgnummer", "hash").first()
    volgnummer, vorige_hash = vorige or (0, BEGIN_VAN_DE_KETEN)
    gebeurtenis = Gebeurtenis(
        zaak=zaak,
        volgnummer=volgnummer + 1,
        soort=soort,
        tijdstip=timezone.now(),
        kanaal=kanaal or kanaal_van(door),
        zichtbaar_voor_inwoner=zichtbaar,
        gegevens=gegevens,
        vorige_hash=vorige_hash,
        **_actor(door),
    )
    gebeurtenis.hash = gebeurtenis.bereken_hash()
    gebeurtenis.save(force_insert=True)
    Verwerking.objects.create(gebeurtenis=gebeurtenis)
    start_na_commit(verwerk, gebeurtenis.pk)
    return gebeurtenis


@shared_task
def verwerk(gebeurtenis_id: int) -> None:
    """Plan the messages of one gebeurtenis; a second run finds it done and does nothing."""
    with transaction.atomic():
        verwerking = (
            Verwerking.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("gebeurtenis__zaak__zaaktypeversie")
            .filter(pk=gebeurtenis_id, verwerkt_op=None)
            .first()
        )
        if verwerking is None:
            return
        plan_berichten(verwerking.gebeurtenis)
        verwerking.verwerkt_op = timezone.now()
        verwerking.save(update_fields=["verwerkt_op"])


@shared_task
def verwerk_achterstand() -> int:
    """Plan what a lost broker message left behind, and return how many gebeurtenissen that were (beat)."""
    wachtend = list(Verwerking.objects.filter(verwerkt_op=None).order_by("pk").values_list("pk", flat=True)[:500])
    for pk in wachtend:
        try:
            verwerk(pk)
        except Exception:
            # One event that cannot be planned must not hold up the others; it stays waiting and is seen in the log.
            logger.exception("gebeurtenis niet verwerkt", extra={"gebeurtenis": pk})
    return len(wachtend)


def breuk_in_keten(zaak: Zaak) -> Gebeurtenis | None:
    """Return the first gebeurtenis that does not follow from the one before it, or nothing when the chain holds."""
    return eerste_breuk(zaak.gebeurtenissen.order_by("volgnummer").iterator())


def eerste_breuk(keten: Iterable[Gebeurtenis]) -> Gebeurtenis | None:
    """Return the first link of one zaak's chain, read from its beginning, that does not hold."""
    vorige_hash, verwacht = BEGIN_VAN_DE_KETEN, 1
    for gebeurtenis in keten:
        heel = gebeurtenis.volgnummer == verwacht and gebeurtenis.vorige_hash == vorige_hash
        if not heel or gebeurtenis.hash != gebeurtenis.bereken_hash():
            return gebeurtenis
        vorige_hash, verwacht = gebeurtenis.hash, verwacht + 1
    return None
