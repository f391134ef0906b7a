"""That a document belongs to a zaak, or to something in another register (zrc-003 to zrc-005, drc-002 to drc-004)."""

import datetime
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.zgw.weergave import stand_van
from zaken.gebeurtenissen import gemaakt, gewijzigd, leg_vast, verwijderd
from zaken.models import Gebeurtenis, Informatieobject, Objectinformatieobject, Status, Zaak, Zaakinformatieobject
from zaken.services.documenten.gegevens import reden
from zaken.services.documenten.slot import vergrendel_rij
from zaken.services.sloten import eis_wijzigbaar, vergrendel, weiger_bij

VAST = ("zaak", "informatieobject")


@transaction.atomic
def koppel_document(
    zaak: Zaak,
    informatieobject: Informatieobject,
    *,
    titel: str = "",
    beschrijving: str = "",
    vernietigingsdatum: datetime.datetime | None = None,
    status: Status | None = None,
    zichtbaar: bool = False,
    geforceerd: bool = False,
    door: Actor,
) -> Zaakinformatieobject:
    """Return that this document belongs to the zaak; the Documenten API shows the same row (zrc-005)."""
    zaak = vergrendel(zaak)
    weiger_bij(
        [*eis_wijzigbaar(zaak, geforceerd=geforceerd), *_beletsels(zaak, informatieobject), *_eis_eigen(zaak, status)]
    )
    koppeling = Zaakinformatieobject.objects.create(
        zaak=zaak,
        informatieobject=informatieobject,
        zichtbaar_voor_inwoner=zichtbaar,
        registratiedatum=timezone.now(),  # zrc-004: said by us, not by the client
        titel=titel,
        beschrijving=beschrijving,
        vernietigingsdatum=vernietigingsdatum,
        status=status,
    )
    leg_vast(
        zaak,
        Gebeurtenis.Soort.DOCUMENT_GEKOPPELD,
        door=door,
        zichtbaar=zichtbaar,
        mutaties=[gemaakt(koppeling)],
        document=str(informatieobject.uuid),
        titel=titel or informatieobject.titel,
    )
    return koppeling


@transaction.atomic
def wijzig_koppeling(
    koppeling: Zaakinformatieobject,
    wijzigingen: Mapping[str, object],
    *,
    geheel: bool = False,
    geforceerd: bool = False,
    door: Actor,
) -> Zaakinformatieobject:
    """Return the relation with these columns changed; the zaak and the document stay (zrc-004)."""
    zaak = vergrendel(koppeling.zaak)
    koppeling = Zaakinformatieobject.objects.select_related("informatieobject").get(pk=koppeling.pk)
    status = wijzigingen.get("status")
    weiger_bij(
        [
            *eis_wijzigbaar(zaak, geforceerd=geforceerd),
            *_eis_zelfde(koppeling, wijzigingen),
            *_eis_eigen(zaak, status if isinstance(status, Status) else None),
        ]
    )
    oud, namen = stand_van(koppeling), [naam for naam in wijzigingen if naam not in VAST]
    for naam in namen:
        setattr(koppeling, naam, wijzigingen[naam])
    koppeling.save(update_fields=namen)
    leg_vast(
        zaak,
        Gebeurtenis.Soort.DOCUMENT_GEWIJZIGD,
        door=door,
        zichtbaar=False,
        mutaties=[gewijzigd(koppeling, oud, geheel=geheel)],
        titel=koppeling.titel or koppeling.informatieobject.titel,
    )
    return koppeling


@transaction.atomic
def ontkoppel_document(koppeling: Zaakinformatieobject, *, geforceerd: bool = False, door: Actor) -> None:
    """Take the document out of the zaak; the document itself stays."""
    zaak = vergrendel(koppeling.zaak)
    weiger_bij(eis_wijzigbaar(zaak, geforceerd=geforceerd))
    mutatie, document = verwijderd(koppeling, stand_van(koppeling)), koppeling.informatieobject
    koppeling.delete()
    leg_vast(
        zaak,
        Gebeurtenis.Soort.DOCUMENT_ONTKOPPELD,
        door=door,
        zichtbaar=False,
        mutaties=[mutatie],
        document=str(document.uuid),
        titel=document.titel,
    )


@transaction.atomic
def koppel_object_elders(
    informatieobject: Informatieobject, *, object_url: str, objecttype: str, door: Actor
) -> Objectinformatieobject:
    """Return that this document belongs to an object of another register, which keeps the relation (drc-004)."""
    document = vergrendel_rij(informatieobject)
    if document.objecten_elders.filter(object_url=object_url).exists():  # drc-003
        weiger_bij([_bestaat_al()])
    koppeling = Objectinformatieobject.objects.create(
        informatieobject=document, object_url=object_url, objecttype=objecttype
    )
    soort = Gebeurtenis.Soort.DOCUMENT_GEKOPPELD
    leg_vast(document, soort, door=door, zichtbaar=False, object=object_url)
    return koppeling


@transaction.atomic
def ontkoppel_object_elders(koppeling: Objectinformatieobject, *, door: Actor) -> None:
    """Delete the relation with an object of another register."""
    document = vergrendel_rij(koppeling.informatieobject)
    koppeling.delete()
    soort = Gebeurtenis.Soort.DOCUMENT_ONTKOPPELD
    leg_vast(document, soort, door=door, zichtbaar=False, object=koppeling.object_url)


def _bestaat_al() -> ValidationError:
    return reden(_("Het document hoort hier al bij."), "unique")


def _beletsels(zaak: Zaak, informatieobject: Informatieobject) -> list[ValidationError]:
    """Return why the document cannot belong to the zaak: it does already, or its type does not (zrc-017)."""
    redenen = []
    soort = informatieobject.informatieobjecttype
    toegestaan = zaak.zaaktypeversie.informatieobjecttypen.filter(
        informatieobjecttype__catalogus=soort.catalogus_id, informatieobjecttype__omschrijving=soort.omschrijving
    )
    if not informatieobject.elders_url and not toegestaan.exists():
        code = "missing-zaaktype-informatieobjecttype-relation"
        redenen.append(reden(_("Dit soort document hoort niet bij het zaaktype."), code))
    if zaak.documenten.filter(informatieobject=informatieobject).exists():
        redenen.append(_bestaat_al())
    return redenen


def _eis_eigen(zaak: Zaak, status: Status | None) -> list[ValidationError]:
    """Return that the status with which the document belongs is one of another zaak."""
    if status is None or status.zaak_id == zaak.pk:
        return []
    return [reden(_("Deze status is van een andere zaak."), "invalid", "status")]


def _eis_zelfde(koppeling: Zaakinformatieobject, wijzigingen: Mapping[str, object]) -> list[ValidationError]:
    return [
        reden(_("Dit kan niet meer veranderen."), "wijzigen-niet-toegelaten", naam)
        for naam in VAST
        if naam in wijzigingen and wijzigingen[naam] != getattr(koppeling, naam)
    ]
