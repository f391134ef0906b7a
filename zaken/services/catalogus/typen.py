"""Besluittypen and informatieobjecttypen: made as a concept, and after publishing as they are (ztc-009)."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError, Q, QuerySet
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from zaken.models import Besluittype, Informatieobjecttype, Zaaktypeversie
from zaken.services.catalogus.gebreken import (
    gebrek,
    gebrek_andere_catalogus,
    gebrek_in_gebruik,
    gebrek_overlap,
    gebreken_periode,
    gebreken_wijzigen,
    is_gepubliceerd,
)
from zaken.services.catalogus.geforceerd import zo_nodig_geforceerd
from zaken.services.catalogus.meldingen import meld
from zaken.services.catalogus.relaties import Verwijzing, Zoektocht
from zaken.services.sloten import weiger_bij

T = TypeVar("T", bound=Besluittype | Informatieobjecttype)
EINDE = {"geldig_tot"}


@transaction.atomic
def maak_informatieobjecttype(*, velden: Mapping[str, object], door: Actor) -> Informatieobjecttype:
    """Return the new kind of document, a concept."""
    nieuw = _vul(Informatieobjecttype(concept=True), velden)
    weiger_bij(gebreken_periode(nieuw.geldig_van, nieuw.geldig_tot))
    nieuw.save()
    meld(nieuw, "create")
    return nieuw


@transaction.atomic
def maak_besluittype(
    *, velden: Mapping[str, object], informatieobjecttypen: Sequence[Verwijzing] = (), door: Actor
) -> Besluittype:
    """Return the new kind of besluit, a concept, with the kinds of documents that it is written in."""
    nieuw = _vul(Besluittype(concept=True), velden)
    zoektocht = Zoektocht(nieuw.catalogus)
    documenttypen = zoektocht.informatieobjecttypen(informatieobjecttypen, "informatieobjecttypen")
    weiger_bij([*gebreken_periode(nieuw.geldig_van, nieuw.geldig_tot), *zoektocht.gebreken])
    nieuw.save()
    nieuw.informatieobjecttypen.set(documenttypen)
    meld(nieuw, "create")
    return nieuw


@transaction.atomic
def wijzig_informatieobjecttype(
    type_: Informatieobjecttype,
    *,
    velden: Mapping[str, object],
    geheel: bool = True,
    geforceerd: bool = False,
    door: Actor,
) -> Informatieobjecttype:
    """Return the changed kind of document; one that was published changes only its end, or by force."""
    type_ = vergrendel_type(type_)
    alleen_einde = set(velden) <= EINDE
    gebreken = gebreken_wijzigen(type_, alleen_einde=alleen_einde, geforceerd=geforceerd)
    _vul(type_, velden)
    weiger_bij([*gebreken, *_gebreken_geldigheid(type_, alleen_einde=alleen_einde)])
    with zo_nodig_geforceerd(type_, nodig=is_gepubliceerd(type_) and not alleen_einde, door=door):
        type_.save()
    meld(type_, "update" if geheel else "partial_update")
    return type_


@transaction.atomic
def wijzig_besluittype(
    type_: Besluittype,
    *,
    velden: Mapping[str, object],
    informatieobjecttypen: Sequence[Verwijzing] | None = None,
    geheel: bool = True,
    geforceerd: bool = False,
    door: Actor,
) -> Besluittype:
    """Return the changed kind of besluit; without `informatieobjecttypen` those stay as they are."""
    type_ = vergrendel_type(type_)
    alleen_einde = set(velden) <= EINDE and informatieobjecttypen is None
    gebreken = gebreken_wijzigen(type_, alleen_einde=alleen_einde, geforceerd=geforceerd)
    _vul(type_, velden)
    zoektocht = Zoektocht(type_.catalogus)
    documenttypen = zoektocht.informatieobjecttypen(informatieobjecttypen or (), "informatieobjecttypen")
    blijven = type_.informatieobjecttypen.all() if informatieobjecttypen is None else documenttypen
    if any(rij.catalogus_id != type_.catalogus_id for rij in blijven):
        gebreken.append(gebrek_andere_catalogus())
    weiger_bij([*gebreken, *zoektocht.gebreken, *_gebreken_geldigheid(type_, alleen_einde=alleen_einde)])
    with zo_nodig_geforceerd(type_, nodig=is_gepubliceerd(type_) and not alleen_einde, door=door):
        type_.save()
        if informatieobjecttypen is not None:
            type_.informatieobjecttypen.set(documenttypen)
    meld(type_, "update" if geheel else "partial_update")
    return type_


@transaction.atomic
def verwijder_type(type_: Besluittype | Informatieobjecttype, *, geforceerd: bool = False, door: Actor) -> None:
    """Remove a concept that nothing uses; with force also what was published, as long as nothing points at it."""
    type_ = vergrendel_type(type_)
    vast = is_gepubliceerd(type_)
    in_vast_zaaktype = _zaaktypeversies(type_).filter(status=Zaaktypeversie.Status.GEPUBLICEERD).exists()
    if not geforceerd:
        if vast:
            weiger_bij([gebrek(_("Alleen concepten kunnen worden verwijderd."), "non-concept-object")])
        if in_vast_zaaktype:
            weiger_bij([gebrek(_("Er hoort een gepubliceerd zaaktype bij."), "non-concept-relation")])
    try:
        with zo_nodig_geforceerd(type_, nodig=vast or in_vast_zaaktype, door=door):
            type_.delete()
    except ProtectedError as fout:
        raise ValidationError([gebrek_in_gebruik()]) from fout
    meld(type_, "destroy")


@transaction.atomic
def publiceer_type(type_: T, *, beeindig_vorige: bool = False, door: Actor) -> T:
    """Return the type, published; it stays as it is from now on. Publishing twice does no harm.

    Our own studio lets the version before it end; the standard touches no other version.
    """
    type_ = vergrendel_type(type_)
    if is_gepubliceerd(type_):
        return type_
    if beeindig_vorige:
        vorige = overlappende_typen(type_).filter(geldig_tot=None, geldig_van__lt=type_.geldig_van)
        vorige.update(geldig_tot=type_.geldig_van)
    if overlappende_typen(type_).exists():
        weiger_bij([gebrek_overlap(bij_einde=False)])
    type_.concept = False
    type_.save(update_fields=["concept"])
    meld(type_, "update")
    return type_


def vergrendel_type(type_: T) -> T:
    """Return the type as it is now, locked together with every version of the same name."""
    alle: Any = type(type_)._default_manager
    # All versions in one order: two versions published at once would not see each other otherwise.
    versies = alle.filter(catalogus=type_.catalogus_id, omschrijving=type_.omschrijving)
    list(versies.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    vers: T = alle.select_for_update(of=("self",)).select_related("catalogus").get(pk=type_.pk)
    return vers


def overlappende_typen(type_: T) -> QuerySet[T]:
    """Return the published versions of the same name that hold in the same period (ztc-016)."""
    begint_op_tijd = Q() if type_.geldig_tot is None else Q(geldig_van__lt=type_.geldig_tot)
    eindigt_later = Q(geldig_tot=None) | Q(geldig_tot__gt=type_.geldig_van)
    alle: Any = type(type_)._default_manager
    zelfde_naam = alle.filter(catalogus=type_.catalogus_id, omschrijving=type_.omschrijving, concept=False)
    overlappend: QuerySet[T] = zelfde_naam.filter(begint_op_tijd, eindigt_later).exclude(pk=type_.pk)
    return overlappend


def _gebreken_geldigheid(type_: Besluittype | Informatieobjecttype, *, alleen_einde: bool) -> list[ValidationError]:
    """Return what is wrong with the period, for itself and beside the other published versions."""
    gebreken = gebreken_periode(type_.geldig_van, type_.geldig_tot)
    if not gebreken and is_gepubliceerd(type_) and overlappende_typen(type_).exists():
        gebreken.append(gebrek_overlap(bij_einde=alleen_einde))
    return gebreken


def _zaaktypeversies(type_: Besluittype | Informatieobjecttype) -> QuerySet[Zaaktypeversie]:
    if isinstance(type_, Besluittype):
        return Zaaktypeversie.objects.filter(besluittypen=type_)
    return Zaaktypeversie.objects.filter(informatieobjecttypen__informatieobjecttype=type_)


def _vul(type_: T, velden: Mapping[str, object]) -> T:
    for naam, waarde in velden.items():
        setattr(type_, naam, waarde)
    return type_
