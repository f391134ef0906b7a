"""Which versions a relation shows: those that hold today, or on the day of `datumGeldigheid` (historiemodel 1.3).

A relation is stored with one version and means its name (zaken.services.catalogus.relaties). Read it gives the
published version of that name that holds on the day asked for. A type that was never published has none, so there the
version that was linked shows itself: who makes concepts that point at each other reads back what he wrote.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import Case, DateField, Exists, F, Func, Model, OuterRef, Q, QuerySet, Subquery, UUIDField, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from zaken.models import (
    Besluittype,
    Informatieobjecttype,
    Resultaattype,
    ZaaktypeInformatieobjecttype,
    Zaaktyperelatie,
    Zaaktypeversie,
)

GEPUBLICEERD = Zaaktypeversie.Status.GEPUBLICEERD


class Peildatum(Func):
    """The day that relations are shown for: a setting of the transaction, so that the statement stays the same."""

    template = (
        "COALESCE(NULLIF(current_setting('mijnportaal.peildatum', true), '')::date,"
        " (now() AT TIME ZONE 'Europe/Amsterdam')::date)"
    )
    output_field = DateField()


class DagEerder(Func):
    """The day before: eindeGeldigheid is the last day, we store the first one after it."""

    template = "(%(expressions)s - 1)"
    output_field = DateField()


@contextmanager
def op_peildatum(datum: datetime.date | None) -> Iterator[None]:
    """Let relations be read as they were, or will be, on this day."""
    if datum is None:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('mijnportaal.peildatum', %s, true)", [datum.isoformat()])
        yield
        cursor.execute("SELECT set_config('mijnportaal.peildatum', '', true)")


def geldt(datum: Any = None, bij: str = "") -> Q:
    """Return the condition that a version holds on this day, by default the one asked for."""
    dag = Peildatum() if datum is None else datum
    open_ = Q(**{f"{bij}geldig_tot": None}) | Q(**{f"{bij}geldig_tot__gt": dag})
    return Q(**{f"{bij}geldig_van__lte": dag}) & open_


def _geldige_versie(model: type[Model], bij: str, *, altijd: bool = False) -> Combinable:
    """Return the uuid of the version that the row at `bij` stands for; with `altijd` rather that row than none."""
    versies = model._default_manager.filter(
        catalogus=OuterRef(f"{bij}__catalogus"), omschrijving=OuterRef(f"{bij}__omschrijving"), concept=False
    )
    zelf: Combinable = F(f"{bij}__uuid")
    if not altijd:
        zelf = Case(When(~Exists(versies), then=zelf), output_field=UUIDField(null=True))
    return Coalesce(Subquery(versies.filter(geldt()).values("uuid")[:1]), zelf)


def _geldig_zaaktype(bij: str, *, altijd: bool = False) -> Combinable:
    """Return the uuid of the version of the zaaktype at `bij`; of one never published the latest."""
    versies = Zaaktypeversie.objects.filter(zaaktype=OuterRef(bij)).order_by("-versie")
    gepubliceerd = versies.filter(status=GEPUBLICEERD)
    zelf: Combinable = Subquery(versies.values("uuid")[:1])
    if not altijd:
        zelf = Case(When(~Exists(gepubliceerd), then=zelf), output_field=UUIDField(null=True))
    return Coalesce(Subquery(gepubliceerd.filter(geldt()).values("uuid")[:1]), zelf)


def _doelen(rijen: QuerySet[Any, Any], doel: Combinable) -> QuerySet[Any, Any]:
    """Return the rows with what each stands for under the name `doel`, which an array of relations reads."""
    doelen: QuerySet[Any, Any] = rijen.annotate(doel=doel).filter(doel__isnull=False)
    return doelen


# From a type to what it names.

besluittypen_van_zaaktype = _doelen(
    Besluittype.zaaktypeversies.through.objects.filter(zaaktypeversie=OuterRef("pk")),
    _geldige_versie(Besluittype, "besluittype"),
)
informatieobjecttypen_van_zaaktype = _doelen(
    ZaaktypeInformatieobjecttype.objects.filter(zaaktypeversie=OuterRef("pk")),
    _geldige_versie(Informatieobjecttype, "informatieobjecttype"),
)
deelzaaktypen_van_zaaktype = _doelen(
    Zaaktypeversie.deelzaaktypen.through.objects.filter(zaaktypeversie=OuterRef("pk")), _geldig_zaaktype("zaaktype")
)
gerelateerde_van_zaaktype = (
    Zaaktyperelatie.objects.filter(zaaktypeversie=OuterRef("pk"))
    .annotate(doel=_geldig_zaaktype("zaaktype", altijd=True))
    .order_by("pk")
)
informatieobjecttypen_van_besluittype = _doelen(
    Besluittype.informatieobjecttypen.through.objects.filter(besluittype=OuterRef("pk")),
    _geldige_versie(Informatieobjecttype, "informatieobjecttype"),
)
besluittypen_van_resultaattype = _doelen(
    Resultaattype.besluittypen.through.objects.filter(resultaattype=OuterRef("pk")),
    _geldige_versie(Besluittype, "besluittype"),
)
informatieobjecttypen_van_resultaattype = _doelen(
    Resultaattype.informatieobjecttypen.through.objects.filter(resultaattype=OuterRef("pk")),
    _geldige_versie(Informatieobjecttype, "informatieobjecttype"),
)
informatieobjecttype_van_koppeling = _geldige_versie(Informatieobjecttype, "informatieobjecttype", altijd=True)


# And back: to the zaaktypen and besluittypen that name a type.


def zelfde_naam(bij: str) -> dict[str, Any]:
    """Return the condition that the row at `bij` has the name of this type, in the same catalogus."""
    return {f"{bij}__catalogus": OuterRef("catalogus"), f"{bij}__omschrijving": OuterRef("omschrijving")}


def _van_geldig_zaaktype(bij: str) -> Q:
    """Return the condition that a zaaktypeversie holds, or is a concept of a zaaktype that was never published."""
    gepubliceerd = Zaaktypeversie.objects.filter(zaaktype=OuterRef(f"{bij}__zaaktype"), status=GEPUBLICEERD)
    return Q(geldt(bij=f"{bij}__"), **{f"{bij}__status": GEPUBLICEERD}) | Q(~Exists(gepubliceerd))


zaaktypen_van_besluittype = _doelen(
    Besluittype.zaaktypeversies.through.objects.filter(
        _van_geldig_zaaktype("zaaktypeversie"), **zelfde_naam("besluittype")
    ),
    F("zaaktypeversie__uuid"),
)
zaaktypen_van_informatieobjecttype = _doelen(
    ZaaktypeInformatieobjecttype.objects.filter(
        _van_geldig_zaaktype("zaaktypeversie"), **zelfde_naam("informatieobjecttype")
    ),
    F("zaaktypeversie__uuid"),
)
besluittypen_van_informatieobjecttype = _doelen(
    Besluittype.informatieobjecttypen.through.objects.filter(**zelfde_naam("informatieobjecttype")),
    _geldige_versie(Besluittype, "besluittype"),
)
resultaattypen_van_besluittype = Resultaattype.objects.filter(
    _van_geldig_zaaktype("zaaktypeversie"),
    Exists(
        Resultaattype.besluittypen.through.objects.filter(
            resultaattype=OuterRef("pk"),
            besluittype__catalogus=OuterRef(OuterRef("catalogus")),
            besluittype__omschrijving=OuterRef(OuterRef("omschrijving")),
        )
    ),
)
