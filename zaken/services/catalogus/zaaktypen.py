"""Versions of zaaktypen: made and changed as a concept, and removed as long as nothing uses them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, ProtectedError, Q, QuerySet
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.accounts.models import Groep, Profiel
from zaken.models import Besluittype, Catalogus, Zaaktype, Zaaktyperelatie, Zaaktypeversie
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
from zaken.services.catalogus.relaties import (
    NieuweRelatie,
    Verwijzing,
    Zoektocht,
    over_catalogi_heen,
    zet_gerelateerde,
)
from zaken.services.sloten import weiger_bij

EINDE = {"geldig_tot"}
# What drives our own screens and stands in no standard: a new version takes it over from the one before it.
EIGEN = ("groep", "dat_label", "icoon", "kcc_zichtbaarheid", "atw_van_toepassing", "verwerkingsactiviteit")


@dataclass(frozen=True)
class Zaaktyperelaties:
    """The relations of a version as someone gives them; what is None stays as it is."""

    besluittypen: Sequence[Verwijzing] | None = None
    deelzaaktypen: Sequence[Verwijzing] | None = None
    gerelateerd: Sequence[NieuweRelatie] | None = None

    @property
    def zijn_gegeven(self) -> bool:
        """Tell whether any relation changes."""
        return not (self.besluittypen is None and self.deelzaaktypen is None and self.gerelateerd is None)


@dataclass(frozen=True)
class _Gevonden:
    """The rows that the given relations point at."""

    besluittypen: list[Besluittype]
    deelzaaktypen: list[Zaaktype]
    gerelateerd: list[Zaaktyperelatie]


@transaction.atomic
def maak_zaaktypeversie(
    *,
    catalogus: Catalogus,
    identificatie: str,
    velden: Mapping[str, object],
    relaties: Zaaktyperelaties = Zaaktyperelaties(),
    door: Actor,
) -> Zaaktypeversie:
    """Return the new version, a concept, of the zaaktype with this identificatie; a zaaktype begins with its first."""
    zoektocht = Zoektocht(catalogus)
    gevonden = _zoek(zoektocht, relaties)
    nieuw = Zaaktypeversie()
    _vul(nieuw, velden)
    weiger_bij([*gebreken_inhoud(nieuw), *zoektocht.gebreken])
    _geef_plaats(nieuw, _vergrendeld_zaaktype(catalogus, identificatie))
    _erf(nieuw, gegeven=velden)
    nieuw.save()
    _zet(nieuw, relaties, gevonden)
    meld(nieuw, "create")
    return nieuw


@transaction.atomic
def wijzig_zaaktypeversie(
    versie: Zaaktypeversie,
    *,
    velden: Mapping[str, object],
    catalogus: Catalogus | None = None,
    identificatie: str | None = None,
    relaties: Zaaktyperelaties = Zaaktyperelaties(),
    geheel: bool = True,
    geforceerd: bool = False,
    door: Actor,
) -> Zaaktypeversie:
    """Return the changed version; once published only its end changes, or by force what the standard calls a correctie.

    With another catalogus or identificatie it becomes a version of that zaaktype.
    """
    versie = vergrendel_versie(versie)
    verhuist = _verhuist(versie, catalogus, identificatie)
    alleen_einde = set(velden) <= EINDE and not relaties.zijn_gegeven and catalogus is None and identificatie is None
    gebreken = gebreken_wijzigen(versie, alleen_einde=alleen_einde, geforceerd=geforceerd)
    zoektocht = Zoektocht(catalogus or versie.zaaktype.catalogus)
    gevonden = _zoek(zoektocht, relaties)
    _vul(versie, velden)
    inhoud = gebreken_periode(versie.geldig_van, versie.geldig_tot) if alleen_einde else gebreken_inhoud(versie)
    weiger_bij([*gebreken, *inhoud, *zoektocht.gebreken])
    with zo_nodig_geforceerd(versie, nodig=is_gepubliceerd(versie) and not alleen_einde, door=door):
        oud = versie.zaaktype
        if verhuist:
            _geef_plaats(versie, _vergrendeld_zaaktype(zoektocht.catalogus, identificatie or oud.identificatie))
        weiger_bij(_gebreken_overlap(versie, bij_einde=alleen_einde))
        versie.save()
        _zet(versie, relaties, gevonden)
        if verhuist:
            ruim_op(oud)
            weiger_bij([gebrek_andere_catalogus()] if over_catalogi_heen(versie) else [])
    meld(versie, "update" if geheel else "partial_update")
    return versie


@transaction.atomic
def verwijder_zaaktypeversie(versie: Zaaktypeversie, *, geforceerd: bool = False, door: Actor) -> None:
    """Remove a concept with its parts; with force also what was published, as long as there are no zaken of it."""
    versie = vergrendel_versie(versie)
    vast = is_gepubliceerd(versie)
    if vast and not geforceerd:
        weiger_bij([gebrek(_("Alleen concepten kunnen worden verwijderd."), "non-concept-object")])
    zaaktype = versie.zaaktype
    try:
        with zo_nodig_geforceerd(versie, nodig=vast, door=door):
            _ontkoppel_statustypen(versie)
            versie.delete()
    except ProtectedError as fout:
        raise ValidationError([gebrek_in_gebruik()]) from fout
    meld(versie, "destroy")
    ruim_op(zaaktype)


def vergrendel_versie(versie: Zaaktypeversie) -> Zaaktypeversie:
    """Return the version as it is now, locked, after the zaaktype that it belongs to."""
    # The zaaktype first: two versions published at once would not see each other.
    Zaaktype.objects.select_for_update(of=("self",)).get(pk=versie.zaaktype_id)
    versies = Zaaktypeversie.objects.select_for_update(of=("self",)).select_related("zaaktype__catalogus")
    return versies.get(pk=versie.pk)


def overlappende_versies(versie: Zaaktypeversie) -> QuerySet[Zaaktypeversie]:
    """Return the published versions of the same zaaktype that hold in the same period (ztc-016)."""
    begint_op_tijd = Q() if versie.geldig_tot is None else Q(geldig_van__lt=versie.geldig_tot)
    eindigt_later = Q(geldig_tot=None) | Q(geldig_tot__gt=versie.geldig_van)
    gepubliceerd = Zaaktypeversie.objects.gepubliceerd().filter(zaaktype=versie.zaaktype_id)
    return gepubliceerd.filter(begint_op_tijd, eindigt_later).exclude(pk=versie.pk)


def gebreken_inhoud(versie: Zaaktypeversie) -> list[ValidationError]:
    """Return what the standard forbids within one version."""
    gebreken = gebreken_periode(versie.geldig_van, versie.geldig_tot)
    if versie.verlenging_mogelijk != bool(versie.verlengingstermijn):
        zin = _("Een verlengingstermijn hoort precies bij een zaaktype waarvan de termijn langer kan worden.")
        gebreken.append(gebrek(zin, "verlenging-mismatch"))
    if bool(versie.broncatalogus) != bool(versie.bronzaaktype):
        zin = _("Broncatalogus en bronzaaktype horen bij elkaar: geef ze allebei, of geen van beide.")
        gebreken.append(gebrek(zin, "invalid-bronzaaktype-for-broncatalogus"))
    return gebreken


def ruim_op(zaaktype: Zaaktype) -> None:
    """Remove a zaaktype whose last version is gone; what somebody still points at, or has rights on, stays."""
    if zaaktype.versies.exists() or zaaktype.autorisaties.exists():
        return
    try:
        with transaction.atomic():
            zaaktype.delete()
    except ProtectedError:
        return


def _vergrendeld_zaaktype(catalogus: Catalogus, identificatie: str) -> Zaaktype:
    zaaktype, _nieuw = Zaaktype.objects.get_or_create(catalogus=catalogus, identificatie=identificatie)
    return Zaaktype.objects.select_for_update(of=("self",)).select_related("catalogus").get(pk=zaaktype.pk)


def _geef_plaats(versie: Zaaktypeversie, zaaktype: Zaaktype) -> None:
    """Make this the next version of the zaaktype, which is locked."""
    hoogste = zaaktype.versies.exclude(pk=versie.pk).aggregate(hoogste=Max("versie"))["hoogste"]
    versie.zaaktype, versie.versie = zaaktype, (hoogste or 0) + 1


def _erf(nieuw: Zaaktypeversie, *, gegeven: Mapping[str, object]) -> None:
    """Give a version what our own screens need and the standard does not know, as the version before it has it."""
    vorige = nieuw.zaaktype.versies.order_by("-versie").first()
    for naam in EIGEN:
        if vorige and naam not in gegeven:
            setattr(nieuw, naam, getattr(vorige, naam))
    if not nieuw.groep_id:
        nieuw.groep = Groep.objects.get_or_create(
            naam=settings.GROEP_NIEUWE_ZAAKTYPEN, defaults={"profiel": Profiel.BEHANDELAAR}
        )[0]
    nieuw.dat_label = nieuw.dat_label or _("Zaak bij de gemeente")


def _verhuist(versie: Zaaktypeversie, catalogus: Catalogus | None, identificatie: str | None) -> bool:
    nu = versie.zaaktype
    return (catalogus or nu.catalogus, identificatie or nu.identificatie) != (nu.catalogus, nu.identificatie)


def _zoek(zoektocht: Zoektocht, relaties: Zaaktyperelaties) -> _Gevonden:
    return _Gevonden(
        zoektocht.besluittypen(relaties.besluittypen or (), "besluittypen"),
        zoektocht.deelzaaktypen(relaties.deelzaaktypen or (), "deelzaaktypen"),
        zoektocht.gerelateerde(relaties.gerelateerd or (), "gerelateerdeZaaktypen"),
    )


def _zet(versie: Zaaktypeversie, relaties: Zaaktyperelaties, gevonden: _Gevonden) -> None:
    if relaties.besluittypen is not None:
        versie.besluittypen.set(gevonden.besluittypen)
    if relaties.deelzaaktypen is not None:
        versie.deelzaaktypen.set(gevonden.deelzaaktypen)
    if relaties.gerelateerd is not None:
        zet_gerelateerde(versie, gevonden.gerelateerd)


def _gebreken_overlap(versie: Zaaktypeversie, *, bij_einde: bool) -> list[ValidationError]:
    if is_gepubliceerd(versie) and overlappende_versies(versie).exists():
        return [gebrek_overlap(bij_einde=bij_einde)]
    return []


def _ontkoppel_statustypen(versie: Zaaktypeversie) -> None:
    """Let go of the statustypen, which their eigenschappen and documents hold on to, so that all can go at once."""
    versie.eigenschappen.update(statustype=None)
    versie.informatieobjecttypen.update(statustype=None)
    versie.zaakobjecttypen.update(statustype=None)


def _vul(versie: Zaaktypeversie, velden: Mapping[str, object]) -> None:
    for naam, waarde in velden.items():
        setattr(versie, naam, waarde)
