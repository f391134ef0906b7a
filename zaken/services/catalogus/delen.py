"""The parts of a version: statustypen, resultaattypen, roltypen and the rest.

They change with the version that they belong to, and not at all once that was published (ztc-010).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from zaken.models import (
    Catalogus,
    Eigenschap,
    Resultaattype,
    Roltype,
    Statustype,
    Zaakobjecttype,
    ZaaktypeInformatieobjecttype,
    Zaaktypeversie,
)
from zaken.services.catalogus.archiefregels import Klasse, gebreken_archief, klasse_van, neem_over_uit_klasse
from zaken.services.catalogus.eigenschappen import gebreken_specificatie
from zaken.services.catalogus.gebreken import (
    gebrek,
    gebrek_ander_zaaktype,
    gebrek_andere_catalogus,
    gebrek_in_gebruik,
    gebreken_periode,
    is_gepubliceerd,
)
from zaken.services.catalogus.geforceerd import zo_nodig_geforceerd
from zaken.services.catalogus.relaties import Verwijzing, Zoektocht
from zaken.services.sloten import weiger_bij

Deel: TypeAlias = Statustype | Resultaattype | Roltype | Eigenschap | Zaakobjecttype | ZaaktypeInformatieobjecttype
D = TypeVar("D", bound=Deel)

# What people read on our own screens, and the field of the standard that it repeats until somebody writes better.
EIGEN_TEKST: Mapping[type, tuple[tuple[str, str], ...]] = {
    Statustype: (("naam_inwoner", "omschrijving"), ("uitleg_inwoner", "statustekst")),
    Resultaattype: (("uitleg_inwoner", "toelichting"),),
    Eigenschap: (("label", "naam"),),
}
# Which fields are unique within a version; `(zaaktype, omschrijving)` of resultaattypen is not, by standard.
UNIEK: Mapping[type, str] = {
    Statustype: "volgnummer",
    Roltype: "omschrijving",
    Eigenschap: "naam",
    ZaaktypeInformatieobjecttype: "volgnummer",
}


@dataclass(frozen=True)
class Deelrelaties:
    """The relations of a part as someone gives them; what is None stays as it is."""

    eigenschappen: Sequence[Eigenschap] | None = None
    besluittypen: Sequence[Verwijzing] | None = None
    informatieobjecttypen: Sequence[Verwijzing] | None = None
    informatieobjecttype: Verwijzing | None = None
    catalogus: Catalogus | None = None
    klasse: Klasse | None = None


@transaction.atomic
def maak_deel(
    soort: type[D],
    *,
    velden: Mapping[str, object],
    relaties: Deelrelaties = Deelrelaties(),
    geforceerd: bool = False,
    door: Actor,
) -> D:
    """Return the new part of the version in `velden`, which is a concept unless it is forced."""
    return _bewaar(soort(), velden, relaties, geforceerd=geforceerd, door=door)


@transaction.atomic
def wijzig_deel(
    deel: D,
    *,
    velden: Mapping[str, object],
    relaties: Deelrelaties = Deelrelaties(),
    geforceerd: bool = False,
    door: Actor,
) -> D:
    """Return the changed part."""
    alle: Any = type(deel)._default_manager
    vers: D = alle.select_for_update(of=("self",)).get(pk=deel.pk)
    return _bewaar(vers, velden, relaties, geforceerd=geforceerd, door=door)


@transaction.atomic
def verwijder_deel(deel: Deel, *, geforceerd: bool = False, door: Actor) -> None:
    """Remove a part of a concept; with force of a published version too, as long as no zaak uses it."""
    versie = _vergrendeld([deel.zaaktypeversie_id])[0]
    vast = is_gepubliceerd(versie)
    weiger_bij([] if geforceerd else _gebreken_vast(deel, [versie]))
    try:
        with zo_nodig_geforceerd(versie, nodig=vast, door=door):
            if isinstance(deel, Statustype):
                _laat_los(deel)
            deel.delete()
            bepaal_eindstatus(versie)
    except ProtectedError as fout:
        raise ValidationError([gebrek_in_gebruik()]) from fout


def bepaal_eindstatus(versie: Zaaktypeversie) -> None:
    """Mark the statustype with the highest volgnummer, and no other, as the one that closes a zaak (zrc-007)."""
    laatste = versie.statustypen.order_by("-volgnummer").first()
    if laatste is None:
        return
    versie.statustypen.filter(is_eindstatus=True).exclude(pk=laatste.pk).update(is_eindstatus=False)
    if not laatste.is_eindstatus:
        versie.statustypen.filter(pk=laatste.pk).update(is_eindstatus=True)


def _bewaar(deel: D, velden: Mapping[str, object], relaties: Deelrelaties, *, geforceerd: bool, door: Actor) -> D:
    oud = {bron: getattr(deel, bron) for _eigen, bron in EIGEN_TEKST.get(type(deel), ())}
    van = deel.zaaktypeversie_id
    for naam, waarde in velden.items():
        setattr(deel, naam, waarde)
    versies = _vergrendeld([pk for pk in {van, deel.zaaktypeversie_id} if pk])
    zoektocht = Zoektocht(deel.zaaktypeversie.zaaktype.catalogus)
    zet = _relaties(deel, relaties, zoektocht)
    vast = [] if geforceerd else _gebreken_vast(deel, versies)
    weiger_bij([*vast, *zoektocht.gebreken, *_gebreken(deel, relaties)])
    _vul_eigen_tekst(deel, oud)
    nodig = any(is_gepubliceerd(versie) for versie in versies)
    with zo_nodig_geforceerd(deel.zaaktypeversie, nodig=nodig, door=door):
        deel.save()
        for naam, rijen in zet.items():
            getattr(deel, naam).set(rijen)
        if isinstance(deel, Statustype):
            for versie in versies:
                bepaal_eindstatus(versie)
            deel.refresh_from_db(fields=["is_eindstatus"])
    return deel


def _vergrendeld(sleutels: Sequence[int]) -> list[Zaaktypeversie]:
    versies = Zaaktypeversie.objects.filter(pk__in=sleutels).order_by("pk").select_for_update(of=("self",))
    return list(versies)


def _gebreken_vast(deel: Deel, versies: Sequence[Zaaktypeversie]) -> list[ValidationError]:
    """Return why this part does not change: a zaaktype that it belongs to was published (ztc-010)."""
    if not any(is_gepubliceerd(versie) for versie in versies):
        return []
    if isinstance(deel, ZaaktypeInformatieobjecttype):
        # The one part that joins two types: only when both were published it is fixed.
        if deel.informatieobjecttype_id and deel.informatieobjecttype.concept:
            return []
        return [gebrek(_("Het zaaktype en het informatieobjecttype zijn al gepubliceerd."), "non-concept-relation")]
    return [gebrek(_("Het zaaktype waar dit bij hoort is al gepubliceerd."), "non-concept-zaaktype")]


def _relaties(deel: Deel, relaties: Deelrelaties, zoektocht: Zoektocht) -> dict[str, Sequence[object]]:
    """Return the rows for each relation that changes; what a foreign key holds is set on the part itself."""
    zet: dict[str, Sequence[object]] = {}
    if relaties.eigenschappen is not None:
        zet["eigenschappen"] = relaties.eigenschappen
    if relaties.besluittypen is not None:
        zet["besluittypen"] = zoektocht.besluittypen(relaties.besluittypen, "besluittypen")
    if relaties.informatieobjecttypen is not None:
        zet["informatieobjecttypen"] = zoektocht.informatieobjecttypen(
            relaties.informatieobjecttypen, "informatieobjecttypen"
        )
    gegeven = relaties.informatieobjecttype
    if isinstance(deel, ZaaktypeInformatieobjecttype) and gegeven is not None:
        gevonden = zoektocht.informatieobjecttype(gegeven, "informatieobjecttype")
        if gevonden:
            deel.informatieobjecttype = gevonden
    return zet


def _gebreken(deel: Deel, relaties: Deelrelaties) -> list[ValidationError]:
    """Return what is wrong with the part itself, and beside the other parts of its version."""
    gebreken = _gebreken_uniek(deel)
    versie = deel.zaaktypeversie
    if relaties.catalogus and relaties.catalogus.pk != versie.zaaktype.catalogus_id:
        gebreken.append(gebrek_andere_catalogus())
    match deel:
        case Statustype():
            if any(rij.zaaktypeversie_id != versie.pk for rij in relaties.eigenschappen or ()):
                gebreken.append(gebrek_ander_zaaktype())
        case Resultaattype():
            klasse = relaties.klasse or klasse_van(deel)
            neem_over_uit_klasse(deel, klasse)
            gebreken += gebreken_archief(deel, klasse)
        case Eigenschap():
            gebreken += [*gebreken_specificatie(deel), *_gebreken_statustype(deel)]
        case Zaakobjecttype():
            gebreken += [*gebreken_periode(deel.geldig_van, deel.geldig_tot), *_gebreken_statustype(deel)]
        case ZaaktypeInformatieobjecttype():
            gebreken += _gebreken_statustype(deel)
    return gebreken


def _gebreken_statustype(deel: Eigenschap | Zaakobjecttype | ZaaktypeInformatieobjecttype) -> list[ValidationError]:
    if deel.statustype is None or deel.statustype.zaaktypeversie_id == deel.zaaktypeversie_id:
        return []
    return [gebrek_ander_zaaktype()]


def _gebreken_uniek(deel: Deel) -> list[ValidationError]:
    veld = UNIEK.get(type(deel))
    if veld is None:
        return []
    anderen = type(deel)._default_manager.filter(zaaktypeversie=deel.zaaktypeversie_id).exclude(pk=deel.pk)
    if not anderen.filter(**{veld: getattr(deel, veld)}).exists():
        return []
    zin = _("Dit %(veld)s komt al voor bij het zaaktype.") % {"veld": veld}
    return [gebrek(zin, "unique")]


def _vul_eigen_tekst(deel: Deel, oud: Mapping[str, str]) -> None:
    """Let the texts of our own screens follow the standard's, until someone has written them."""
    for eigen, bron in EIGEN_TEKST.get(type(deel), ()):
        if getattr(deel, eigen) in ("", oud[bron]):
            setattr(deel, eigen, getattr(deel, bron))


def _laat_los(statustype: Statustype) -> None:
    """Let the parts of the version let go of a statustype that disappears."""
    statustype.eigenschappen.update(statustype=None)
    statustype.informatieobjecttypen.update(statustype=None)
    statustype.zaakobjecttypen.update(statustype=None)
