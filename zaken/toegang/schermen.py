"""Which rows a person sees on a screen: a resident by his role, staff by what their groups were granted."""

from typing import TypeGuard
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Value
from django.http import Http404

from mijnportaal.accounts.actoren import Actor
from mijnportaal.accounts.models import Applicatie, Gebruiker, Profiel
from mijnportaal.kern.opslag import mag_open
from zaken.models import (
    Autorisatie,
    Betrokkene,
    Identiteit,
    Recht,
    Rol,
    Rolsoort,
    Taak,
    Zaak,
    Zaakinformatieobject,
    Zaaktypeversie,
)
from zaken.models.betrokkene import BetrokkeneQuerySet
from zaken.models.document import ZaakinformatieobjectQuerySet
from zaken.models.taak import TaakQuerySet
from zaken.models.zaak import ZaakQuerySet
from zaken.toegang.api import documenten_met_scope, zaken_met_scope
from zaken.toegang.grenzen import GEEN, zaak_onder

# Only these roles open a zaak to a resident; any other role, such as belanghebbende, does not (gemma-zaken issue 2641).
INWONERROLLEN = (Rolsoort.INITIATOR, Rolsoort.MEDE_INITIATOR)

# What an applicatie needs for what a member of staff does on a screen (ZGW Zaken).
SCOPES_VAN = {
    Recht.LEZEN: ("zaken.lezen",),
    Recht.AANMAKEN: ("zaken.aanmaken",),
    Recht.BEHANDELEN: ("zaken.bijwerken", "zaken.geforceerd-bijwerken"),
    Recht.VERDELEN: ("zaken.bijwerken", "zaken.geforceerd-bijwerken"),
    Recht.HEROPENEN: ("zaken.heropenen",),
    Recht.CORRIGEREN: ("zaken.geforceerd-bijwerken",),
    Recht.ARCHIVEREN: ("zaken.geforceerd-bijwerken",),
}


def _zaken_van_medewerker(autorisaties: list[Autorisatie], recht: Recht) -> ZaakQuerySet:
    toegestaan = [autorisatie for autorisatie in autorisaties if recht in autorisatie.rechten]
    wat = [autorisatie for autorisatie in toegestaan if autorisatie.omvang == Autorisatie.Omvang.WAT]
    inhoud = ExpressionWrapper(_onder(wat), output_field=BooleanField()) if wat else Value(False)
    return Zaak.objects.filter(_onder(toegestaan)).annotate(toont_inhoud=inhoud)


def _onder(autorisaties: list[Autorisatie]) -> Q:
    return zaak_onder((autorisatie.max_vertrouwelijkheid, autorisatie.zaaktype_id) for autorisatie in autorisaties)


def autorisaties_van(actor: Actor) -> list[Autorisatie]:
    """Return what the groups of this employee have been granted; to anyone else nothing. Read anew (S-05)."""
    if isinstance(actor, Gebruiker) and actor.is_medewerker and actor.is_active:
        return list(Autorisatie.objects.filter(groep__leden=actor).distinct())
    return []


def _is_inwoner(actor: Actor) -> TypeGuard[Gebruiker]:
    return isinstance(actor, Gebruiker) and actor.soort == Gebruiker.Soort.INWONER


def _zaken_van_inwoner(gebruiker: Gebruiker) -> ZaakQuerySet:
    # A subquery, so that it stays one join less than a path through betrokkene: above eight tables PostgreSQL no longer
    # looks for the best order (join_collapse_limit), and would read every zaak to find those of one resident.
    zelf = Identiteit.objects.filter(gebruiker=gebruiker.pk, gebruiker__is_active=True).values("betrokkene")
    rollen = Rol.objects.filter(betrokkene__in=zelf, soort__in=INWONERROLLEN, geldig_tot=None)
    return Zaak.objects.filter(pk__in=rollen.values("zaak")).annotate(toont_inhoud=Value(True))


def zaken_voor(actor: Actor, recht: Recht = Recht.LEZEN) -> ZaakQuerySet:
    """Return the zaken on which this actor has this right.

    Each row carries `toont_inhoud`: whether the actor may see what the zaak holds, or only that it exists.
    """
    if _is_inwoner(actor):
        zaken = _zaken_van_inwoner(actor)
        return zaken if recht == Recht.LEZEN else zaken.none()
    if isinstance(actor, Applicatie):
        return zaken_met_scope(actor, *SCOPES_VAN[recht]).annotate(toont_inhoud=Value(True))
    return _zaken_van_medewerker(autorisaties_van(actor), recht)


def _met_inhoud(zaken: ZaakQuerySet) -> ZaakQuerySet:
    """Return the zaken of `zaken_voor` whose content the actor may see."""
    return zaken.filter(toont_inhoud=True)  # type: ignore[misc]  # the annotation of zaken_voor


def zaak_voor(actor: Actor, uuid: UUID, recht: Recht = Recht.LEZEN) -> Zaak:
    """Return the zaak with its content; 404 when the actor may not know it exists, 403 when they may not do this."""
    zaak = zaken_voor(actor).select_related("zaaktypeversie", "groep").filter(uuid=uuid).first()
    if zaak is None:
        raise Http404
    toont_inhoud: bool = zaak.toont_inhoud  # type: ignore[attr-defined]
    if not toont_inhoud or (recht != Recht.LEZEN and not mag(actor, zaak, recht)):
        raise PermissionDenied
    return zaak


def mag(actor: Actor, zaak: Zaak, recht: Recht) -> bool:
    """Return whether this actor may do this with this zaak, to show or hide a button.

    Who sees only that a zaak exists can do nothing with it, whatever else was granted. Of an applicatie only the scope
    counts, as in the standard: one that registers need not read.
    """
    zaken = _met_inhoud(zaken_voor(actor, recht)).filter(pk=zaak.pk)
    if recht != Recht.LEZEN and not isinstance(actor, Applicatie):
        zaken = zaken.filter(pk__in=_met_inhoud(zaken_voor(actor)).filter(pk=zaak.pk).values("pk"))
    return zaken.exists()


def documenten_voor(actor: Actor) -> ZaakinformatieobjectQuerySet:
    """Return the documents in zaken that the actor may see the content of.

    For a resident only the visible ones; for staff those that are not more confidential than was granted.
    """
    zaken = _met_inhoud(zaken_voor(actor))
    documenten = Zaakinformatieobject.objects.filter(zaak__in=zaken.values("pk"))
    if _is_inwoner(actor):
        return documenten.filter(zichtbaar_voor_inwoner=True)
    if isinstance(actor, Applicatie):
        return documenten.filter(informatieobject__in=documenten_met_scope(actor, "documenten.lezen").values("pk"))
    voorwaarde = GEEN
    for autorisatie in autorisaties_van(actor):
        if Recht.LEZEN in autorisatie.rechten and autorisatie.omvang == Autorisatie.Omvang.WAT:
            voorwaarde |= Q(
                zaak__zaaktypeversie__zaaktype=autorisatie.zaaktype_id,
                informatieobject__vertrouwelijkheidaanduiding__lte=autorisatie.max_vertrouwelijkheid,
            )
    return documenten.filter(voorwaarde)


def document_voor(actor: Actor, uuid: UUID) -> Zaakinformatieobject:
    """Return a document that may be opened; 404 when it is not there for this actor, 403 while it is in quarantine."""
    document = documenten_voor(actor).select_related("zaak", "informatieobject").filter(uuid=uuid).first()
    if document is None:
        raise Http404
    versie = document.informatieobject.versies.order_by("-versie").first()
    if versie is None or not versie.pad:  # in another register, or still on its way
        raise Http404
    if not mag_open(versie.scanstatus):
        raise PermissionDenied
    return document


def taken_voor(actor: Actor) -> TaakQuerySet:
    """Return the tasks in the zaken of this actor; a resident gets only what is asked of residents."""
    taken = Taak.objects.filter(zaak__in=_met_inhoud(zaken_voor(actor)).values("pk"))
    if _is_inwoner(actor):
        return taken.voor_inwoner()
    return taken


def taak_voor(actor: Actor, uuid: UUID) -> Taak:
    """Return the task, or 404."""
    taak = taken_voor(actor).select_related("zaak__zaaktypeversie", "informatieobjecttype").filter(uuid=uuid).first()
    if taak is None:
        raise Http404
    return taak


def betrokkenen_voor(medewerker: Actor) -> BetrokkeneQuerySet:
    """Return the people and companies that this employee may look up: all of them for the KCC, nobody for others."""
    if isinstance(medewerker, Gebruiker) and medewerker.heeft_profiel(Profiel.KCC):
        return Betrokkene.objects.exclude(soort=Betrokkene.Soort.MEDEWERKER)
    return Betrokkene.objects.none()


def betrokkene_voor(medewerker: Actor, uuid: UUID) -> Betrokkene:
    """Return the person or company, or 404."""
    betrokkene = betrokkenen_voor(medewerker).filter(uuid=uuid).first()
    if betrokkene is None:
        raise Http404
    return betrokkene


def collegas_voor(medewerker: Gebruiker, zaak: Zaak) -> QuerySet[Gebruiker]:
    """Return the active employees who may read and handle this zaak; nobody when `medewerker` may not read it."""
    if not mag(medewerker, zaak, Recht.LEZEN):
        return Gebruiker.objects.none()
    actief = Gebruiker.objects.filter(soort=Gebruiker.Soort.MEDEWERKER, is_active=True)
    for recht in (Recht.LEZEN, Recht.BEHANDELEN):
        groepen = Autorisatie.objects.filter(
            zaaktype=zaak.zaaktypeversie.zaaktype_id,
            rechten__contains=[recht],
            omvang=Autorisatie.Omvang.WAT,
            max_vertrouwelijkheid__gte=zaak.vertrouwelijkheidaanduiding,
        ).values("groep")
        actief = actief.filter(pk__in=Gebruiker.objects.filter(groepen__in=groepen).values("pk"))
    return actief.order_by("naam")


def zaaktypeversies_voor(medewerker: Gebruiker, recht: Recht = Recht.LEZEN) -> QuerySet[Zaaktypeversie]:
    """Return the versions on whose zaken this employee has this right, for filters and choices."""
    autorisaties = autorisaties_van(medewerker)
    zaaktypen = {autorisatie.zaaktype_id for autorisatie in autorisaties if recht in autorisatie.rechten}
    return Zaaktypeversie.objects.gepubliceerd().filter(zaaktype__in=zaaktypen).order_by("omschrijving")
