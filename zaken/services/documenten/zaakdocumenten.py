"""Documents come into a zaak. The file is already stored; here only rows are written."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.kern.opslag import BewaardBestand, beginstatus
from zaken.gebeurtenissen import leg_vast
from zaken.models import (
    Gebeurtenis,
    Informatieobject,
    Informatieobjecttype,
    Informatieobjectversie,
    Richting,
    Taak,
    Zaak,
    Zaakinformatieobject,
)
from zaken.services.nummers import Reeks, volgend_nummer
from zaken.services.sloten import eis_open, vergrendel, weiger_bij


@dataclass(frozen=True)
class NieuwDocument:
    """A stored file and what it is; `bestand` is linked, not copied."""

    bestand: BewaardBestand
    titel: str
    informatieobjecttype: Informatieobjecttype
    richting: Richting = Richting.INKOMEND
    zichtbaar_voor_inwoner: bool = True
    scanstatus: str = field(default_factory=beginstatus)


@transaction.atomic
def voeg_document_toe(
    zaak: Zaak, document: NieuwDocument, *, auteur: str, door: Actor, taak: Taak | None = None
) -> Zaakinformatieobject:
    """Return the document in the zaak, with its first version."""
    zaak = vergrendel(zaak)
    weiger_bij([*eis_open(zaak), *beletsels_documenttypen(zaak, [document.informatieobjecttype])])
    koppeling = koppel_nieuw_document(zaak, document, auteur=auteur, door=door, taak=taak)
    leg_vast(
        zaak,
        Gebeurtenis.Soort.DOCUMENT_TOEGEVOEGD,
        door=door,
        zichtbaar=document.zichtbaar_voor_inwoner,
        document=str(koppeling.informatieobject.uuid),
        titel=document.titel,
        sha256=document.bestand.sha256,
    )
    return koppeling


@transaction.atomic
def voeg_documenten_toe(
    zaak: Zaak, documenten: Iterable[NieuwDocument], *, auteur: str, door: Actor
) -> list[Zaakinformatieobject]:
    """Return the documents in the zaak: all of them, or none when one is refused."""
    return [voeg_document_toe(zaak, document, auteur=auteur, door=door) for document in documenten]


def vingerafdrukken(documenten: Iterable[NieuwDocument]) -> str:
    """Return the sha256 of each file, for the chain of the zaak: it proves what came in, and when (S-34)."""
    return " ".join(document.bestand.sha256 for document in documenten)


def beletsels_documenttypen(zaak: Zaak, typen: Iterable[Informatieobjecttype]) -> list[ValidationError]:
    """Return for each type of document that cannot come into this zaak why not (zrc-017)."""
    toegestaan = set(zaak.zaaktypeversie.informatieobjecttypen.values_list("informatieobjecttype", flat=True))
    zin = _("Dit soort document hoort niet bij dit zaaktype: %(naam)s.")
    return [
        ValidationError(zin % {"naam": soort.omschrijving}, code="informatieobjecttype-hoort-niet-bij-zaaktype")
        for soort in typen
        if soort.pk not in toegestaan
    ]


def koppel_nieuw_document(
    zaak: Zaak, document: NieuwDocument, *, auteur: str, door: Actor, taak: Taak | None = None
) -> Zaakinformatieobject:
    """Return the rows of a new document in a locked zaak; the caller records the act it is part of."""
    nu, vandaag, bestand = timezone.now(), timezone.localdate(), document.bestand
    informatieobject = Informatieobject.objects.create(
        identificatie=volgend_nummer(Reeks.DOCUMENT, vandaag.year),
        bronorganisatie=settings.GEMEENTE_RSIN,
        informatieobjecttype=document.informatieobjecttype,
        titel=document.titel,
        auteur=auteur,
        richting=document.richting,
        vertrouwelijkheidaanduiding=max(
            document.informatieobjecttype.vertrouwelijkheidaanduiding, zaak.vertrouwelijkheidaanduiding
        ),
        creatiedatum=vandaag,
        ontvangstdatum=vandaag if document.richting == Richting.INKOMEND else None,
        # What residents and staff add is ours to use; conditions come with a gebruiksrecht (drc-006).
        indicatie_gebruiksrecht=False,
    )
    Informatieobjectversie.objects.create(
        informatieobject=informatieobject,
        versie=1,
        pad=bestand.pad,
        bestandsnaam=bestand.naam,
        omvang=bestand.omvang,
        mimetype=bestand.mimetype,
        sha256=bestand.sha256,
        scanstatus=document.scanstatus,
        aangemaakt_op=nu,
    )
    return Zaakinformatieobject.objects.create(
        zaak=zaak,
        informatieobject=informatieobject,
        taak=taak,
        zichtbaar_voor_inwoner=document.zichtbaar_voor_inwoner,
        registratiedatum=nu,
    )
