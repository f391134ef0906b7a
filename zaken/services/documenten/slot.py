"""Locking a document: who works on it has the key, and nobody else changes it meanwhile (drc-009)."""

import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor, naam_van
from mijnportaal.kern.opslag import BewaardBestand, onderweg
from zaken.gebeurtenissen import leg_vast
from zaken.models import Gebeurtenis, Informatieobject, Zaak
from zaken.services.documenten.bestandsdelen import (
    is_compleet,
    rond_aanlevering_af,
    staak_aanlevering,
    voeg_delen_samen,
)
from zaken.services.documenten.gegevens import reden
from zaken.services.sloten import weiger_bij


def vergrendel_rij(document: Informatieobject) -> Informatieobject:
    """Return the document as it is now; acts on one document wait for each other here."""
    return (
        Informatieobject.objects.select_for_update(of=("self",))
        .select_related("informatieobjecttype__catalogus")
        .get(pk=document.pk)
    )


def vergrendel_documenten(zaak: Zaak) -> None:
    """Let nobody say anything else of the documents of a locked zaak until the transaction ends: it is about to close.

    After the zaak, as every act that needs both; in the order of their keys.
    """
    documenten = Informatieobject.objects.filter(pk__in=zaak.documenten.values("informatieobject")).order_by("pk")
    list(documenten.select_for_update(of=("self",), no_key=True).values_list("pk"))


def zet_slot(document: Informatieobject, *, door: Actor) -> None:
    """Fill in a new key that nobody can guess; the caller saves the row."""
    document.slot, document.slot_sinds = secrets.token_hex(16), timezone.now()
    document.slot_van = naam_van(door)[:200]


def eis_sleutel(document: Informatieobject, slot: str | None) -> list[ValidationError]:
    """Return why whoever brings this key cannot change the document (drc-009, drc-010)."""
    if not document.slot:
        return [reden(_("Zet het document eerst op slot."), "unlocked")]
    if not slot:
        return [reden(_("Geef de sleutel van het slot mee."), "missing-lock-id")]
    return [] if past(document, slot) else [_verkeerd()]


def past(document: Informatieobject, slot: str) -> bool:
    """Tell whether this is the key; how long that takes says nothing about the right one."""
    return secrets.compare_digest(document.slot.encode(), slot.encode())


@transaction.atomic
def vergrendel_document(document: Informatieobject, *, door: Actor) -> str:
    """Return the key with which this document can be changed and unlocked."""
    document = vergrendel_rij(document)
    weiger_bij([reden(_("Het document is al op slot."), "existing-lock")] if document.slot else [])
    zet_slot(document, door=door)
    _bewaar_slot(document)
    leg_vast(document, Gebeurtenis.Soort.DOCUMENT_VERGRENDELD, door=door, zichtbaar=False, titel=document.titel)
    return document.slot


def ontgrendel_document(document: Informatieobject, *, slot: str = "", geforceerd: bool = False, door: Actor) -> None:
    """Unlock a document with its key, or by force without one; parts that came in become the file.

    Putting the parts together is slow and happens before the transaction; the parts may not change after that.
    """
    document = Informatieobject.objects.get(pk=document.pk)
    weiger_bij(_beletsels(document, slot, geforceerd=geforceerd))
    with onderweg() as opvangen:
        delen = document.bestandsdelen.order_by("volgnummer")
        gezien = list(delen.values_list("uuid", "pad"))
        bestand = voeg_delen_samen(document, opvangen) if is_compleet(gezien) else None
        with transaction.atomic():
            document = vergrendel_rij(document)
            if gezien != list(document.bestandsdelen.order_by("volgnummer").values_list("uuid", "pad")):
                raise reden(_("Er komen nog bestandsdelen binnen."), "incomplete-upload")
            weiger_bij(_beletsels(document, slot, geforceerd=geforceerd))
            _open(document, bestand, door=door)


def _open(document: Informatieobject, bestand: BewaardBestand | None, *, door: Actor) -> None:
    if bestand is not None:
        rond_aanlevering_af(document, bestand)
    else:
        staak_aanlevering(document)
    document.slot, document.slot_sinds, document.slot_van = "", None, ""
    _bewaar_slot(document)
    leg_vast(document, Gebeurtenis.Soort.DOCUMENT_ONTGRENDELD, door=door, zichtbaar=False, titel=document.titel)


def _beletsels(document: Informatieobject, slot: str, *, geforceerd: bool) -> list[ValidationError]:
    if geforceerd:
        return []
    if not past(document, slot):
        return [_verkeerd()]
    gezien = list(document.bestandsdelen.values_list("uuid", "pad"))
    if gezien and not is_compleet(gezien):
        return [reden(_("Nog niet alle bestandsdelen zijn binnen."), "incomplete-upload")]
    versie = document.versies.order_by("-versie").first()
    if versie and not gezien and not versie.pad and versie.omvang:
        return [reden(_("Het bestand ontbreekt, en de bestandsomvang is niet 0."), "file-size")]
    return []


def _verkeerd() -> ValidationError:
    return reden(_("Dit is niet de sleutel van het slot."), "incorrect-lock-id")


def _bewaar_slot(document: Informatieobject) -> None:
    document.save(update_fields=["slot", "slot_sinds", "slot_van"])
