"""Relations of the historiemodel: laid by name or by address, and independent of versions (ztc-011).

A relation is kept as a row that points at one version. What it means is the name of that version within the
catalogus: whoever follows it gets the version of that name that holds on the day he asks for.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from zaken.models import (
    AardRelatie,
    Besluittype,
    Catalogus,
    Informatieobjecttype,
    Zaaktype,
    Zaaktyperelatie,
    Zaaktypeversie,
)
from zaken.services.catalogus.gebreken import gebrek, gebrek_andere_catalogus

# By uuid when an address of ours was given, by omschrijving or identificatie otherwise.
Verwijzing: TypeAlias = UUID | str
T = TypeVar("T", bound=Besluittype | Informatieobjecttype)


@dataclass(frozen=True)
class NieuweRelatie:
    """A related zaaktype as someone gives it; one of another register is given by its address, beginning with http."""

    zaaktype: Verwijzing
    aard: AardRelatie
    toelichting: str = ""


def geldig_op(datum: datetime.date) -> Q:
    """Return the condition that a version holds on this day; its first day after is not part of it."""
    return Q(geldig_van__lte=datum) & (Q(geldig_tot=None) | Q(geldig_tot__gt=datum))


class Zoektocht:
    """Looks up what relations point at, and keeps every fault that it meets."""

    def __init__(self, catalogus: Catalogus) -> None:
        self.catalogus = catalogus
        self.gebreken: list[ValidationError] = []

    def besluittypen(self, verwijzingen: Sequence[Verwijzing], veld: str) -> list[Besluittype]:
        """Return the besluittypen with these names or uuids."""
        gevonden = [self._type(Besluittype, waarde, f"{veld}.{plek}") for plek, waarde in enumerate(verwijzingen)]
        return [rij for rij in gevonden if rij]

    def informatieobjecttypen(self, verwijzingen: Sequence[Verwijzing], veld: str) -> list[Informatieobjecttype]:
        """Return the informatieobjecttypen with these names or uuids."""
        gevonden = [
            self._type(Informatieobjecttype, waarde, f"{veld}.{plek}") for plek, waarde in enumerate(verwijzingen)
        ]
        return [rij for rij in gevonden if rij]

    def informatieobjecttype(self, verwijzing: Verwijzing, veld: str) -> Informatieobjecttype | None:
        """Return the informatieobjecttype with this name or uuid."""
        return self._type(Informatieobjecttype, verwijzing, veld)

    def deelzaaktypen(self, verwijzingen: Sequence[Verwijzing], veld: str) -> list[Zaaktype]:
        """Return the zaaktypen with these identificaties, or those that the versions with these uuids are of."""
        gevonden = [self._zaaktype(waarde, f"{veld}.{plek}") for plek, waarde in enumerate(verwijzingen)]
        return [rij for rij in gevonden if rij]

    def gerelateerde(self, relaties: Sequence[NieuweRelatie], veld: str) -> list[Zaaktyperelatie]:
        """Return unsaved relations; a zaaktype may stand in another catalogus or register, and is named once."""
        rijen = []
        for plek, relatie in enumerate(relaties):
            gegevens = {"aard": relatie.aard, "toelichting": relatie.toelichting}
            if isinstance(relatie.zaaktype, str) and relatie.zaaktype.startswith(("http://", "https://")):
                rijen.append(Zaaktyperelatie(zaaktype_url=relatie.zaaktype, **gegevens))
            elif zaaktype := self._zaaktype(relatie.zaaktype, f"{veld}.{plek}.zaaktype", overal=True):
                rijen.append(Zaaktyperelatie(zaaktype=zaaktype, **gegevens))
        return self._elk_een_keer(rijen, veld)

    def _elk_een_keer(self, rijen: list[Zaaktyperelatie], veld: str) -> list[Zaaktyperelatie]:
        doelen = [rij.zaaktype_id or rij.zaaktype_url for rij in rijen]
        for plek, doel in enumerate(doelen):
            if doel in doelen[:plek]:
                self.gebreken.append(gebrek(_("Dit zaaktype staat er al."), "unique", f"{veld}.{plek}.zaaktype"))
        return rijen

    def _type(self, model: type[T], waarde: Verwijzing, veld: str) -> T | None:
        alle: Any = model._default_manager
        rij: T | None
        if isinstance(waarde, UUID):
            rij = alle.filter(uuid=waarde).first()
            if rij and rij.catalogus_id != self.catalogus.pk:
                self.gebreken.append(gebrek_andere_catalogus())
                return None
        else:
            # The version of today, or the one that comes nearest: a published one before a concept, the latest first.
            kandidaten = alle.filter(catalogus=self.catalogus, omschrijving=waarde)
            op_volgorde = kandidaten.order_by("concept", "-geldig_van", "-pk")
            rij = op_volgorde.filter(geldig_op(timezone.localdate()), concept=False).first() or op_volgorde.first()
        if rij is None:
            self._meld_onbekend(veld)
        return rij

    def _zaaktype(self, waarde: Verwijzing, veld: str, *, overal: bool = False) -> Zaaktype | None:
        if isinstance(waarde, UUID):
            rij = Zaaktype.objects.filter(versies__uuid=waarde).first()
            if rij and not overal and rij.catalogus_id != self.catalogus.pk:
                self.gebreken.append(gebrek_andere_catalogus(veld.partition(".")[0]))
                return None
        else:
            rij = Zaaktype.objects.filter(catalogus=self.catalogus, identificatie=waarde).first()
        if rij is None:
            self._meld_onbekend(veld)
        return rij

    def _meld_onbekend(self, veld: str) -> None:
        self.gebreken.append(gebrek(_("Dit type bestaat niet in de catalogus."), "does_not_exist", veld))


def geldige_besluittypen(versie: Zaaktypeversie, datum: datetime.date) -> list[Besluittype]:
    """Return the besluittypen that zaken of this version may have on this day, whatever version was linked."""
    gekoppeld = Besluittype.objects.filter(zaaktypeversies=versie).values("omschrijving")
    zelfde_naam = Besluittype.objects.filter(catalogus=versie.zaaktype.catalogus_id, omschrijving__in=gekoppeld)
    return list(zelfde_naam.filter(geldig_op(datum), concept=False))


def hoort_bij_zaaktype(versie: Zaaktypeversie, type_: Besluittype | Informatieobjecttype) -> bool:
    """Tell whether a zaak of this version may have a besluit or document of this type; names count, not versions."""
    koppeling = "zaaktypeversies" if isinstance(type_, Besluittype) else "zaaktypen__zaaktypeversie"
    gekoppeld = type(type_)._default_manager.filter(**{koppeling: versie})
    return gekoppeld.filter(catalogus=type_.catalogus_id, omschrijving=type_.omschrijving).exists()


def zet_gerelateerde(versie: Zaaktypeversie, rijen: Iterable[Zaaktyperelatie]) -> None:
    """Replace the related zaaktypen of a version."""
    versie.gerelateerd.all().delete()
    for rij in rijen:
        rij.zaaktypeversie = versie
    Zaaktyperelatie.objects.bulk_create(rijen)


def over_catalogi_heen(versie: Zaaktypeversie) -> bool:
    """Tell whether a relation of this version leaves its catalogus (ztc-013)."""
    eigen = versie.zaaktype.catalogus_id
    return (
        versie.besluittypen.exclude(catalogus=eigen).exists()
        or versie.informatieobjecttypen.exclude(informatieobjecttype__catalogus=eigen).exists()
        or versie.deelzaaktypen.exclude(catalogus=eigen).exists()
        or Besluittype.objects.filter(resultaattypen__zaaktypeversie=versie).exclude(catalogus=eigen).exists()
    )
