"""Which rows a client of the ZGW APIs sees, and what it may do with them: its scopes per type."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from mijnportaal.accounts.models import Applicatie
from mijnportaal.zgw.jwt import Client
from mijnportaal.zgw.rechten import Component, Rechten, Toekenning, rechten_van
from zaken.models import (
    Autorisatie,
    Besluit,
    Besluittype,
    Informatieobject,
    Informatieobjecttype,
    Zaak,
    Zaaktypeversie,
)
from zaken.models.zaak import ZaakQuerySet
from zaken.toegang.grenzen import Grens, alle_versies, besluit_onder, document_onder, zaak_onder

Houder = Client | Applicatie
Type = Zaaktypeversie | Informatieobjecttype | Besluittype
Rij = TypeVar("Rij", bound=Model)

AUDITTRAILS = "audittrails.lezen"
# The component that a scope belongs to; that of the audit trail belongs to each register.
COMPONENT_VAN = {
    "zaken": Component.ZRC,
    "documenten": Component.DRC,
    "besluiten": Component.BRC,
    "catalogi": Component.ZTC,
    "autorisaties": Component.AC,
    "notificaties": Component.NRC,
}

TYPE_ELDERS = 0  # no row has this key
TYPEVELD = {Component.ZRC: "zaaktype", Component.DRC: "informatieobjecttype", Component.BRC: "besluittype"}


class AlleScopes(frozenset[str]):
    """The scopes of who may do everything: whatever is asked is in it."""

    def __contains__(self, scope: object) -> bool:
        return True

    def isdisjoint(self, scopes: Any, /) -> bool:
        """Tell that every question finds an answer here."""
        return not any(True for _scope in scopes)


ALLES = AlleScopes()


def lees_toekenningen(applicatie_id: int) -> tuple[Toekenning, ...]:
    """Return the grants of an applicatie; one on a type of another register reaches no row here."""
    rijen = Autorisatie.objects.filter(applicatie=applicatie_id).values_list(
        "component", "scopes", "max_vertrouwelijkheid", "type_url", *TYPEVELD.values()
    )
    return tuple(
        Toekenning(
            Component(component),
            frozenset(scopes),
            TYPE_ELDERS if type_url else next((pk for pk in typen if pk is not None), None),
            vertrouwelijkheid,
        )
        for component, scopes, vertrouwelijkheid, type_url, *typen in rijen
    )


def _rechten(houder: Houder) -> Rechten:
    """Return the rights; those of a client were read with its token, those of an applicatie are asked anew (S-05)."""
    if isinstance(houder, Client):
        return houder.rechten
    nu = Applicatie.objects.filter(pk=houder.pk).first()
    return rechten_van(nu) if nu else Rechten()


def mag_catalogus_lezen(houder: Houder) -> bool:
    """Tell whether the catalogue is open: to who reads it, and to who reads what is typed by it (ztc-014)."""
    rechten = _rechten(houder)
    return (
        rechten.heeft(Component.ZTC, "catalogi.lezen", "zaken.lezen", "documenten.lezen")
        or rechten.heeft(Component.ZRC, "zaken.lezen")
        or rechten.heeft(Component.DRC, "documenten.lezen")
    )


# Rows


def zaken_met_scope(houder: Houder, *scopes: str) -> ZaakQuerySet:
    """Return the zaken on which at least one of these scopes is granted."""
    rechten = _rechten(houder)
    return Zaak.objects.all() if rechten.alles else Zaak.objects.filter(_zaken(rechten, *scopes))


def documenten_met_scope(houder: Houder, *scopes: str) -> QuerySet[Informatieobject]:
    """Return the documents on which at least one of these scopes is granted, with all their versions."""
    rechten = _rechten(houder)
    documenten = Informatieobject.objects.all()
    return documenten if rechten.alles else documenten.filter(_documenten(rechten, *scopes))


def besluiten_met_scope(houder: Houder, *scopes: str) -> QuerySet[Besluit]:
    """Return the besluiten on which at least one of these scopes is granted."""
    rechten = _rechten(houder)
    besluiten = Besluit.objects.all()
    return besluiten if rechten.alles else besluiten.filter(_besluiten(rechten, *scopes))


def _zaken(rechten: Rechten, *scopes: str) -> Q:
    return zaak_onder(_grenzen(rechten, Component.ZRC, "zaken.lezen", scopes))


def _documenten(rechten: Rechten, *scopes: str) -> Q:
    return document_onder(_grenzen(rechten, Component.DRC, "documenten.lezen", scopes))


def _besluiten(rechten: Rechten, *scopes: str) -> Q:
    grenzen = _grenzen(rechten, Component.BRC, "besluiten.lezen", scopes)
    return besluit_onder(type_id for _maximum, type_id in grenzen)


def _grenzen(rechten: Rechten, component: Component, lezen: str, scopes: tuple[str, ...]) -> list[Grens]:
    """Return what the grants with one of these scopes reach.

    A grant for the audit trail alone that names no type (ac-003) reaches what the client may read.
    """
    toekenningen = rechten.met(component, *scopes)
    if AUDITTRAILS in scopes and any(not rij.over_rijen for rij in rechten.met(component, AUDITTRAILS)):
        toekenningen += rechten.met(component, lezen)
    return [(rij.max_vertrouwelijkheid, rij.type_id) for rij in toekenningen if rij.over_rijen]


HOOFDRIJEN: dict[Component, tuple[type[Model], str, Callable[..., QuerySet[Any]]]] = {
    Component.ZRC: (Zaak, "zaak", zaken_met_scope),
    Component.DRC: (Informatieobject, "informatieobject", documenten_met_scope),
    Component.BRC: (Besluit, "besluit", besluiten_met_scope),
}


def _component(model: type[Model], scopes: tuple[str, ...]) -> Component:
    """Return the API that these scopes are about; audittrails.lezen leaves it to the model."""
    namen = [COMPONENT_VAN[scope.partition(".")[0]] for scope in scopes if scope != AUDITTRAILS]
    return namen[0] if namen else next(naam for naam, (hoofd, *_rest) in HOOFDRIJEN.items() if hoofd is model)


def rijen_met_scope(houder: Houder, model: type[Rij], *scopes: str) -> QuerySet[Rij]:
    """Return the rows of a main resource, or of what hangs from it, on which one of these scopes is granted.

    The scope says through which main resource: a zaakinformatieobject is seen with its zaak (zaken.lezen) or, in the
    Documenten API, with its document (documenten.lezen).
    """
    hoofdmodel, pad, hoofdrijen = HOOFDRIJEN[_component(model, scopes)]
    if model is hoofdmodel:
        return hoofdrijen(houder, *scopes)
    rijen: QuerySet[Rij] = model._default_manager.all()
    if _rechten(houder).alles:
        return rijen.filter(**{f"{pad}__isnull": False}) if model._meta.get_field(pad).null else rijen
    return rijen.filter(**{f"{pad}__in": hoofdrijen(houder, *scopes).values("pk")})


# One row, one type


def scopes_op(houder: Houder, rij: Zaak | Besluit | Informatieobject) -> frozenset[str]:
    """Return every scope that is granted on this row, to ask with `in` which way of writing is open."""
    match rij:
        case Zaak():
            return scopes_op_type(houder, rij.zaaktypeversie, rij.vertrouwelijkheidaanduiding)
        case Informatieobject():
            return scopes_op_type(houder, rij.informatieobjecttype, rij.vertrouwelijkheidaanduiding)
        case Besluit():
            return scopes_op_type(houder, rij.besluittype)


def mag_type(houder: Houder, type_: Type, *scopes: str, vertrouwelijkheid: int | None = None) -> bool:
    """Tell whether one of these scopes is granted on rows of this type with this confidentiality: what a POST asks."""
    return not scopes_op_type(houder, type_, vertrouwelijkheid).isdisjoint(scopes)


def scopes_op_type(houder: Houder, type_: Type, vertrouwelijkheid: int | None = None) -> frozenset[str]:
    """Return every scope that is granted on rows of this type with this confidentiality."""
    rechten = _rechten(houder)
    if rechten.alles:
        return ALLES
    gevonden = [rij.scopes for rij in _op_type(rechten, type_) if _reikt_tot(rij, vertrouwelijkheid)]
    return frozenset().union(*gevonden)


def _op_type(rechten: Rechten, type_: Type) -> list[Toekenning]:
    match type_:
        case Zaaktypeversie():
            component, versies = Component.ZRC, {type_.zaaktype_id}
        case Informatieobjecttype():
            component, versies = Component.DRC, set(alle_versies(Informatieobjecttype, [type_.pk]))
        case Besluittype():
            component, versies = Component.BRC, set(alle_versies(Besluittype, [type_.pk]))
    return [
        rij
        for rij in rechten.toekenningen
        if rij.component == component and rij.over_rijen and (rij.type_id is None or rij.type_id in versies)
    ]


def _reikt_tot(rij: Toekenning, vertrouwelijkheid: int | None) -> bool:
    if vertrouwelijkheid is None:
        return True
    return rij.max_vertrouwelijkheid is not None and vertrouwelijkheid <= rij.max_vertrouwelijkheid
