"""The one condition that every list, page, search, count, expand and audit trail filters with.

A grant of a group and a grant of an applicatie come down to the same: a type, up to a confidentiality.
"""

from collections.abc import Iterable
from typing import Protocol

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from zaken.models import Besluittype, Informatieobjecttype

GEEN = Q(pk__in=[])


class OpZaaktype(Protocol):
    """A grant on zaken: an Autorisatie of a group, or a Toekenning of an applicatie."""

    @property
    def zaaktype_id(self) -> int | None: ...
    @property
    def max_vertrouwelijkheid(self) -> int | None: ...


def zaak_onder(gunningen: Iterable[OpZaaktype]) -> Q:
    """Return the condition that a zaak falls under one of these grants: any version of its type, not too secret."""
    grenzen = _per_grens((gunning.max_vertrouwelijkheid, gunning.zaaktype_id) for gunning in gunningen)
    voorwaarde = GEEN
    for maximum, zaaktypen in grenzen.items():
        voorwaarde |= Q(zaaktypeversie__zaaktype__in=zaaktypen, vertrouwelijkheidaanduiding__lte=maximum)
    return voorwaarde


def document_onder(gunningen: Iterable[tuple[int | None, int | None]]) -> Q:
    """Return the condition for documents; a grant is a maximum and a type."""
    voorwaarde = GEEN
    for maximum, typen in _per_grens(gunningen).items():
        versies = alle_versies(Informatieobjecttype, typen)
        voorwaarde |= Q(informatieobjecttype__in=versies, vertrouwelijkheidaanduiding__lte=maximum)
    return voorwaarde


def besluit_onder(typen: Iterable[int]) -> Q:
    """Return the condition for besluiten, which have no confidentiality of their own."""
    gevraagd = set(typen)
    return Q(besluittype__in=alle_versies(Besluittype, gevraagd)) if gevraagd else GEEN


def alle_versies(model: type[Model], typen: Iterable[int]) -> "QuerySet[Model, int]":
    """Return the keys of all versions of these types: they share catalogus and omschrijving (ADR 0005)."""
    zelfde = model._default_manager.filter(
        pk__in=set(typen), catalogus=OuterRef("catalogus"), omschrijving=OuterRef("omschrijving")
    )
    return model._default_manager.filter(Exists(zelfde)).values_list("pk", flat=True)


def _per_grens(paren: Iterable[tuple[int | None, int | None]]) -> dict[int, set[int]]:
    """Return the types by their highest confidentiality; a grant that lacks one of the two opens no row (ac-003)."""
    grenzen: dict[int, set[int]] = {}
    for maximum, type_id in paren:
        if maximum is not None and type_id is not None:
            grenzen.setdefault(maximum, set()).add(type_id)
    return grenzen
