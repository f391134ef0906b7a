"""Record what happened, in the transaction in which it happens, and let the messages follow after the commit."""

import datetime
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from celery import shared_task
from django.db import transaction
from django.db.models import Model
from django.utils import timezone, translation

from mijnportaal.accounts.actoren import Actor, Naamloos, naam_van
from mijnportaal.accounts.models import Applicatie, Gebruiker
from mijnportaal.kern.taken import start_na_commit
from mijnportaal.kern.voorbereide_rijen import Rijenvraag, voeg_in
from mijnportaal.notificaties.services import plan_notificatie
from mijnportaal.zgw.verzoek import huidig_verzoek
from mijnportaal.zgw.weergave import Stand, stand_van, weergave_van
from zaken.berichten import STIL, plan_berichten
from zaken.models import Besluit, Gebeurtenis, Informatieobject, Kanaal, Vertrouwelijkheid, Verwerking, Zaak

logger = logging.getLogger(__name__)

BEGIN_VAN_DE_KETEN = "0" * 64


_LAATSTE_SCHAKEL = Rijenvraag(
    lambda uuid: (
        Gebeurtenis.objects.filter(hoofdobject=uuid).order_by("-volgnummer").values_list("volgnummer", "hash")[:1]
    ),
    UUID,
)
# Whose trail it is: these three have one of their own (ZGW, audit trail).
Hoofdobject = Zaak | Besluit | Informatieobject
KANALEN = {
    Gebeurtenis.Hoofdsoort.ZAAK: "zaken",
    Gebeurtenis.Hoofdsoort.BESLUIT: "besluiten",
    Gebeurtenis.Hoofdsoort.INFORMATIEOBJECT: "documenten",
}


@dataclass(frozen=True, slots=True)
class Mutatie:
    """What an act did to one resource, as the ZGW APIs show it: `oud` and `nieuw` are whole, or empty."""

    resource: str
    uuid: UUID
    actie: str
    oud: Stand | None
    nieuw: Stand | None

    @property
    def url(self) -> str:
        """Return the path of the resource in its API."""
        return str((self.nieuw or self.oud or {})["url"])

    def als_json(self) -> dict[str, object]:
        """Return what the trail keeps."""
        return {
            "resource": self.resource,
            "uuid": str(self.uuid),
            "url": self.url,
            "actie": self.actie,
            "oud": self.oud,
            "nieuw": self.nieuw,
        }


def gemaakt(rij: Model) -> Mutatie:
    """Return that this row is new; ask it after all its parts are written."""
    return Mutatie(weergave_van(rij).resource, rij.uuid, "create", None, stand_van(rij))  # type: ignore[attr-defined]


def gewijzigd(rij: Model, oud: Stand, *, geheel: bool = False) -> Mutatie:
    """Return that this row changed; `oud` is `stand_van(rij)` from before, `geheel` a PUT."""
    actie = "update" if geheel else "partial_update"
    return Mutatie(weergave_van(rij).resource, rij.uuid, actie, oud, stand_van(rij))  # type: ignore[attr-defined]


def verwijderd(rij: Model, oud: Stand) -> Mutatie:
    """Return that this row is gone; `oud` is `stand_van(rij)` from before."""
    return Mutatie(weergave_van(rij).resource, rij.uuid, "destroy", oud, None)  # type: ignore[attr-defined]


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
    onderwerp: Hoofdobject,
    soort: Gebeurtenis.Soort,
    *,
    door: Actor,
    zichtbaar: bool = True,
    kanaal: Kanaal | None = None,
    mutaties: Sequence[Mutatie] = (),
    **gegevens: str | int | bool | None,
) -> Gebeurtenis:
    """Return the new link in the chain of this zaak, besluit or document, written in the caller's transaction.

    The caller holds the lock on it, so the previous link cannot change; who does not, the unique volgnummer catches.
    `mutaties` become the audit trail and the notifications of the ZGW APIs; `gegevens` is for our own timeline.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("leg_vast hoort in de transactie van de wijziging zelf.")
    volgnummer, vorige_hash = next(iter(_LAATSTE_SCHAKEL.tupels(onderwerp.uuid)), (0, BEGIN_VAN_DE_KETEN))
    verzoek = huidig_verzoek()
    gebeurtenis = Gebeurtenis(
        hoofdobject=onderwerp.uuid,
        volgnummer=volgnummer + 1,
        soort=soort,
        tijdstip=timezone.now(),
        kanaal=kanaal or kanaal_van(door),
        zichtbaar_voor_inwoner=zichtbaar,
        gegevens=gegevens,
        mutaties=[mutatie.als_json() for mutatie in mutaties],
        gebruikers_id=verzoek.gebruikers_id,
        gebruikers_weergave=verzoek.gebruikers_weergave,
        toelichting=verzoek.toelichting,
        vorige_hash=vorige_hash,
        **_hoofd(onderwerp),
        **_actor(door),
    )
    gebeurtenis.hash = gebeurtenis.bereken_hash()
    voeg_in(gebeurtenis)
    notificeer(onderwerp, mutaties, tijdstip=gebeurtenis.tijdstip)
    if gebeurtenis.zaak_id and soort not in STIL:
        voeg_in(Verwerking(gebeurtenis=gebeurtenis))
        start_na_commit(verwerk, gebeurtenis.pk)
    return gebeurtenis


def _hoofd(onderwerp: Hoofdobject) -> dict[str, object]:
    """Return the columns that say what this is about."""
    match onderwerp:
        case Zaak():
            return {"hoofdsoort": Gebeurtenis.Hoofdsoort.ZAAK, "zaak": onderwerp}
        case Besluit():
            return {"hoofdsoort": Gebeurtenis.Hoofdsoort.BESLUIT, "zaak": onderwerp.zaak}
        case Informatieobject():
            return {"hoofdsoort": Gebeurtenis.Hoofdsoort.INFORMATIEOBJECT}


def notificeer(onderwerp: Hoofdobject, mutaties: Sequence[Mutatie], *, tijdstip: datetime.datetime) -> None:
    """Plan the notifications of these changes; they leave after the commit."""
    if not mutaties:
        return
    kenmerken, hoofd_object = _kenmerken(onderwerp), adres_van(onderwerp)
    kanaal = KANALEN[Gebeurtenis.Hoofdsoort(str(_hoofd(onderwerp)["hoofdsoort"]))]
    for mutatie in mutaties:
        plan_notificatie(
            kanaal=kanaal,
            hoofd_object=hoofd_object,
            resource=mutatie.resource,
            resource_url=mutatie.url,
            actie=mutatie.actie,
            kenmerken=kenmerken,
            aanmaakdatum=tijdstip,
        )


def adres_van(rij: Model) -> str:
    """Return the path of a row in the API that shows it."""
    return weergave_van(rij).adres(rij.uuid)  # type: ignore[attr-defined]


def _kenmerken(onderwerp: Hoofdobject) -> dict[str, str]:
    """Return what subscribers filter on, as the standard names it for each channel."""
    match onderwerp:
        case Zaak():
            return {
                "bronorganisatie": onderwerp.bronorganisatie,
                "zaaktype": adres_van(onderwerp.zaaktypeversie),
                "zaaktype.catalogus": adres_van(onderwerp.zaaktypeversie.zaaktype.catalogus),
                "vertrouwelijkheidaanduiding": Vertrouwelijkheid(onderwerp.vertrouwelijkheidaanduiding).name.lower(),
            }
        case Besluit():
            return {
                "verantwoordelijkeOrganisatie": onderwerp.verantwoordelijke_organisatie,
                "besluittype": adres_van(onderwerp.besluittype),
                "besluittype.catalogus": adres_van(onderwerp.besluittype.catalogus),
            }
        case Informatieobject():
            return {
                "bronorganisatie": onderwerp.bronorganisatie,
                "informatieobjecttype": adres_van(onderwerp.informatieobjecttype),
                "informatieobjecttype.catalogus": adres_van(onderwerp.informatieobjecttype.catalogus),
                "vertrouwelijkheidaanduiding": Vertrouwelijkheid(onderwerp.vertrouwelijkheidaanduiding).name.lower(),
            }


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


def breuk_in_keten(onderwerp: Hoofdobject) -> Gebeurtenis | None:
    """Return the first gebeurtenis that does not follow from the one before it, or nothing when the chain holds."""
    return eerste_breuk(Gebeurtenis.objects.filter(hoofdobject=onderwerp.uuid).order_by("volgnummer").iterator())


def eerste_breuk(keten: Iterable[Gebeurtenis]) -> Gebeurtenis | None:
    """Return the first link of one chain, read from its beginning, that does not hold."""
    vorige_hash, verwacht = BEGIN_VAN_DE_KETEN, 1
    for gebeurtenis in keten:
        heel = gebeurtenis.volgnummer == verwacht and gebeurtenis.vorige_hash == vorige_hash
        if not heel or gebeurtenis.hash != gebeurtenis.bereken_hash():
            return gebeurtenis
        vorige_hash, verwacht = gebeurtenis.hash, verwacht + 1
    return None
