"""Documents at a zaak: laid there, described there, taken away (zrc-003 to zrc-005, zrc-017).

The mirror in our Documenten API (objectinformatieobject) is this same row, so it comes and goes with it; the register
of a document elsewhere is told (zaken.services.spiegels).
"""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.zgw.adressen import eigen_verwijzing
from mijnportaal.zgw.elders import haal_op
from mijnportaal.zgw.weergave import stand_van
from zaken.gebeurtenissen import gemaakt, gewijzigd, leg_vast, verwijderd
from zaken.models import (
    Gebeurtenis,
    Informatieobject,
    Informatieobjecttype,
    Status,
    Vertrouwelijkheid,
    Zaak,
    Zaakinformatieobject,
)
from zaken.services.sloten import eis_bewerkbaar, vergrendel, weiger_bij
from zaken.services.spiegels import ontspiegel, spiegel


@transaction.atomic
def koppel_document(
    zaak: Zaak,
    informatieobject: Informatieobject,
    *,
    titel: str = "",
    beschrijving: str = "",
    vernietigingsdatum: datetime.datetime | None = None,
    status: Status | None = None,
    door: Actor,
    geforceerd: bool = False,
) -> Zaakinformatieobject:
    """Return the document at this zaak; a resident does not see it there until somebody shows it."""
    zaak = vergrendel(zaak)
    weiger_bij([*eis_bewerkbaar(zaak, door, geforceerd=geforceerd), *_beletsels(zaak, informatieobject, status)])
    koppeling = Zaakinformatieobject.objects.create(
        zaak=zaak,
        informatieobject=informatieobject,
        registratiedatum=timezone.now(),
        titel=titel,
        beschrijving=beschrijving,
        vernietigingsdatum=vernietigingsdatum,
        status=status,
    )
    leg_vast(
        zaak,
        Gebeurtenis.Soort.DOCUMENT_GEKOPPELD,
        door=door,
        zichtbaar=False,
        mutaties=[gemaakt(koppeling)],
        document=str(informatieobject.uuid),
        titel=titel or informatieobject.titel,
    )
    spiegel(zaak, informatieobject)
    return koppeling


@transaction.atomic
def wijzig_koppeling(
    koppeling: Zaakinformatieobject,
    *,
    titel: str,
    beschrijving: str,
    vernietigingsdatum: datetime.datetime | None,
    status: Status | None,
    door: Actor,
    geheel: bool = False,
    geforceerd: bool = False,
) -> Zaakinformatieobject:
    """Return the link with what is said of it; which zaak and which document stay (zrc-004)."""
    zaak = vergrendel(koppeling.zaak)
    weiger_bij([*eis_bewerkbaar(zaak, door, geforceerd=geforceerd), *_beletsels_status(zaak, status)])
    koppeling = Zaakinformatieobject.objects.select_related("informatieobject").get(pk=koppeling.pk)
    oud = stand_van(koppeling)
    koppeling.titel, koppeling.beschrijving = titel, beschrijving
    koppeling.vernietigingsdatum, koppeling.status = vernietigingsdatum, status
    koppeling.save(update_fields=["titel", "beschrijving", "vernietigingsdatum", "status"])
    leg_vast(
        zaak,
        Gebeurtenis.Soort.DOCUMENT_GEWIJZIGD,
        door=door,
        zichtbaar=False,
        mutaties=[gewijzigd(koppeling, oud, geheel=geheel)],
        document=str(koppeling.informatieobject.uuid),
        titel=titel or koppeling.informatieobject.titel,
    )
    return koppeling


@transaction.atomic
def ontkoppel_document(
    koppeling: Zaakinformatieobject, *, door: Actor, reden: str = "", geforceerd: bool = False
) -> None:
    """Take the document from the zaak; the document itself stays."""
    zaak = vergrendel(koppeling.zaak)
    weiger_bij(eis_bewerkbaar(zaak, door, geforceerd=geforceerd))
    koppeling = Zaakinformatieobject.objects.select_related("informatieobject").get(pk=koppeling.pk)
    mutatie = verwijderd(koppeling, stand_van(koppeling))
    koppeling.delete()
    if koppeling.informatieobject.elders_url:
        ontspiegel(zaak, koppeling.informatieobject)
    leg_vast(
        zaak,
        Gebeurtenis.Soort.DOCUMENT_ONTKOPPELD,
        door=door,
        zichtbaar=False,
        mutaties=[mutatie],
        document=str(koppeling.informatieobject.uuid),
        titel=koppeling.titel or koppeling.informatieobject.titel,
        reden=reden,
    )


@transaction.atomic
def document_elders(adres: str) -> Informatieobject:
    """Return the row that stands for a document in another register, made now when we did not have one.

    Its type is one of our catalogue: a zaak only takes documents of the types that its zaaktype names (zrc-017).
    """
    bekend = Informatieobject.objects.filter(elders_url=adres).select_related("informatieobjecttype").first()
    if bekend:
        return bekend
    inhoud = haal_op(adres, vorm="informatieobject")
    verwijzing = eigen_verwijzing(str(inhoud["informatieobjecttype"]))
    soort = Informatieobjecttype.objects.filter(uuid=verwijzing.uuid).first() if verwijzing else None
    if soort is None:
        raise _andere_soort()
    rij, _gemaakt = Informatieobject.objects.get_or_create(
        elders_url=adres,
        defaults={
            "identificatie": str(inhoud.get("identificatie", ""))[:40],
            "bronorganisatie": str(inhoud["bronorganisatie"])[:9],
            "informatieobjecttype": soort,
            "titel": str(inhoud["titel"])[:200],
            "auteur": str(inhoud.get("auteur", ""))[:200],
            "status": "",
            "vertrouwelijkheidaanduiding": _vertrouwelijkheid(inhoud, soort),
            "creatiedatum": timezone.localdate(),
        },
    )
    return rij


def _vertrouwelijkheid(inhoud: Mapping[str, Any], soort: Informatieobjecttype) -> int:
    """Return how confidential the other register says it is; without a word of it what its type says."""
    naam = str(inhoud.get("vertrouwelijkheidaanduiding", "")).upper()
    return Vertrouwelijkheid[naam] if naam in Vertrouwelijkheid.__members__ else soort.vertrouwelijkheidaanduiding


def _andere_soort() -> ValidationError:
    zin = _("Het informatieobjecttype hoort niet bij het zaaktype van de zaak.")
    return ValidationError(zin, code="missing-zaaktype-informatieobjecttype-relation")


def _beletsels(zaak: Zaak, informatieobject: Informatieobject, status: Status | None) -> list[ValidationError]:
    redenen = _beletsels_status(zaak, status)
    if zaak.documenten.filter(informatieobject=informatieobject).exists():
        redenen.append(ValidationError(_("Dit document staat al bij deze zaak."), code="unique"))
    # Versions of a type share their omschrijving: the zaaktype means the type, not one version of it (ztc-011).
    soort = informatieobject.informatieobjecttype
    typen = zaak.zaaktypeversie.informatieobjecttypen.filter(
        informatieobjecttype__omschrijving=soort.omschrijving, informatieobjecttype__catalogus=soort.catalogus_id
    )
    if not typen.exists():  # zrc-017
        redenen.append(_andere_soort())
    return redenen


def _beletsels_status(zaak: Zaak, status: Status | None) -> list[ValidationError]:
    if status is None or status.zaak_id == zaak.pk:
        return []
    zin = _("De status hoort niet bij deze zaak.")
    return [ValidationError(zin, code="zaak-status-mismatch", params={"veld": "status"})]
