"""The one condition that every list, page, search, count, expand and audit trail filters with.

A grant of a group and a grant of an applicatie come down to the same: a highest confidentiality, and a type or None for
all types.
"""

from collections.abc import Iterable

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from zaken.models import Besluittype, Informatieobjecttype

GEEN = Q(pk__in=[])
Grens = tuple[int | None, int | None]


def zaak_onder(grenzen: Iterable[Grens]) -> Q:
    """Return the condition that a zaak falls under one of these grants: any version of its type, not too secret."""
    voorwaarde = GEEN
    for maximum, zaaktypen in _per_grens(grenzen).items():
        van_type = Q() if None in zaaktypen else Q(zaaktypeversie__zaaktype__in=zaaktypen)
        voorwaarde |= van_type & Q(vertrouwelijkheidaanduiding__lte=maximum)
    return voorwaarde


def document_onder(grenzen: Iterable[Grens]) -> Q:
    """Return the condition for documents: any version of the type, not too secret."""
    voorwaarde = GEEN
    for maximum, typen in _per_grens(grenzen).items():
        van_type = Q() if None in typen else Q(informatieobjecttype__in=alle_versies(Informatieobjecttype, typen))
        voorwaarde |= van_type & Q(vertrouwelijkheidaanduiding__lte=maximum)
    return voorwaarde


def besluit_onder(typen: Iterable[int | None]) -> Q:
    """Return the condition for besluiten, which have no confidentiality of their own; None is every type."""
    gevraagd = set(typen)
    if None in gevraagd:
        return Q()
    return Q(besluittype__in=alle_versies(Besluittype, gevraagd)) if gevraagd else GEEN


def alle_versies(model: type[Model], typen: Iterable[int | None]) -> "QuerySet[Model, int]":
    """Return the keys of all versions of these types: they share catalogus and omschrijving (ADR 0005)."""
    zelfde = model._default_manager.filter(
        pk__in=set(typen), catalogus=OuterRef("catalogus"), omschrijving=OuterRef("omschrijving")
    )
    return model._default_manager.filter(Exists(zelfde)).values_list("pk", flat=True)


def _per_grens(grenzen: Iterable[Grens]) -> dict[int, set[int | None]]:
    """Return the types by their highest confidentiality; a grant that names none opens no row (ac-003)."""
    typen: dict[int, set[int | None]] = {}
    for maximum, type_id in grenzen:
        if maximum is not None:
            typen.setdefault(maximum, set()).add(type_id)
    return typen
