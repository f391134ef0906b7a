"""Who takes part in a zaak, in which role, and until when (RGBZ ROL)."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.kern.voorbereide_rijen import voeg_in
from mijnportaal.zgw.weergave import stand_van
from zaken.gebeurtenissen import Mutatie, gemaakt, gewijzigd, leg_vast, verwijderd
from zaken.models import Betrokkene, Gebeurtenis, Rol, Rolsoort, Roltype, Zaak
from zaken.services.betrokkenen import verwijder_ongebruikt
from zaken.services.identificatie import betrokkene_elders, betrokkene_uit, zonder_persoonsnummers
from zaken.services.sloten import eis_bewerkbaar, vergrendel, weiger_bij

# At most one of each in a zaak (RGBZ, rolomschrijving generiek).
HOOGSTENS_EEN = (Rolsoort.INITIATOR, Rolsoort.ZAAKCOORDINATOR)


@dataclass(frozen=True)
class Rolgegevens:
    """What is told of a role: who, by details (ZGW betrokkeneIdentificatie) or by an address elsewhere, and why."""

    soort: Betrokkene.Soort
    identificatie: Mapping[str, Any] = field(default_factory=dict)
    url: str = ""
    afwijkende_naam: str = ""
    toelichting: str = ""
    indicatie_machtiging: str = ""
    contactpersoon: Mapping[str, str] | None = None


@transaction.atomic
def voeg_rol_toe(zaak: Zaak, roltype: Roltype, gegevens: Rolgegevens, *, door: Actor, geforceerd: bool = False) -> Rol:
    """Return the new role; the employee who handled the zaak until now stays visible with an end (004)."""
    zaak = vergrendel(zaak)
    weiger_bij([*eis_bewerkbaar(zaak, door, geforceerd=geforceerd), *_beletsels(zaak, roltype, gegevens)])
    nu = timezone.now()
    is_behandelaar = roltype.soort == Rolsoort.BEHANDELAAR and gegevens.soort == Betrokkene.Soort.MEDEWERKER
    vorige = _beeindig_behandelaar(zaak, nu) if is_behandelaar else None
    rol = Rol(zaak=zaak, roltype=roltype, soort=roltype.soort, geldig_van=nu, **_kolommen(gegevens))
    rol.betrokkene_soort = rol.betrokkene.soort
    voeg_in(rol)
    if is_behandelaar:
        leg_vast(
            zaak,
            Gebeurtenis.Soort.TOEGEWEZEN,
            door=door,
            mutaties=[*([vorige[1]] if vorige else []), gemaakt(rol)],
            aan=rol.betrokkene.naam,
            van=vorige[0] if vorige else "",
            reden=gegevens.toelichting,
        )
    else:
        # No name: what is recorded here can never be taken out, and who takes part may have a right to be forgotten.
        leg_vast(
            zaak,
            Gebeurtenis.Soort.ROL_TOEGEVOEGD,
            door=door,
            zichtbaar=False,
            mutaties=[gemaakt(rol)],
            rol=roltype.omschrijving,
        )
    return rol


@transaction.atomic
def wijzig_rol(rol: Rol, gegevens: Rolgegevens, *, door: Actor, geforceerd: bool = False) -> Rol:
    """Return the role with other details of whom it is; zaak and roltype stay."""
    zaak = vergrendel(rol.zaak)
    rol = _vergrendelde_rol(rol)
    weiger_bij(
        [*eis_bewerkbaar(zaak, door, geforceerd=geforceerd), *_wie(gegevens), *_tweede_behandelaar(rol, gegevens)]
    )
    oud, vorige = stand_van(rol), rol.betrokkene
    for kolom, waarde in _kolommen(gegevens).items():
        setattr(rol, kolom, waarde)
    rol.save()
    if vorige != rol.betrokkene:
        verwijder_ongebruikt(vorige)
    leg_vast(
        zaak,
        Gebeurtenis.Soort.ROL_GEWIJZIGD,
        door=door,
        zichtbaar=False,
        mutaties=[gewijzigd(rol, oud, geheel=True)],
        rol=rol.roltype.omschrijving,
    )
    return rol


@transaction.atomic
def beeindig_rol(rol: Rol, *, reden: str, door: Actor, geforceerd: bool = False) -> Rol:
    """Return the role with its end, now; it stays visible as history."""
    zaak = vergrendel(rol.zaak)
    weiger_bij(eis_bewerkbaar(zaak, door, geforceerd=geforceerd))
    rol = _vergrendelde_rol(rol)
    if rol.geldig_tot:
        raise ValidationError(_("Deze rol is al beëindigd."), code="rol-beeindigd")
    mutatie = _sluit(rol, timezone.now())
    leg_vast(
        zaak,
        Gebeurtenis.Soort.ROL_BEEINDIGD,
        door=door,
        zichtbaar=False,
        mutaties=[mutatie],
        rol=rol.roltype.omschrijving,
        reden=reden,
    )
    return rol


@transaction.atomic
def verwijder_rol(rol: Rol, *, door: Actor, geforceerd: bool = False) -> None:
    """Delete the role, and who it was of when nothing else knows them; statuses that it set stay."""
    zaak = vergrendel(rol.zaak)
    weiger_bij(eis_bewerkbaar(zaak, door, geforceerd=geforceerd))
    rol = _vergrendelde_rol(rol)
    mutatie, betrokkene = verwijderd(rol, stand_van(rol)), rol.betrokkene
    rol.statussen.update(gezet_door=None)
    rol.delete()
    verwijder_ongebruikt(betrokkene)
    leg_vast(
        zaak,
        Gebeurtenis.Soort.ROL_VERWIJDERD,
        door=door,
        zichtbaar=False,
        mutaties=[mutatie],
        rol=rol.roltype.omschrijving,
    )


def _vergrendelde_rol(rol: Rol) -> Rol:
    """Return the role as it is now that the zaak is locked: every act on it waits for that lock."""
    return Rol.objects.select_related("betrokkene", "roltype").get(pk=rol.pk)


def _kolommen(gegevens: Rolgegevens) -> dict[str, Any]:
    wie = (
        betrokkene_uit(gegevens.soort, gegevens.identificatie)
        if gegevens.identificatie
        else betrokkene_elders(gegevens.soort, gegevens.url)
    )
    return {
        "betrokkene": wie,
        "betrokkene_url": gegevens.url,
        "gegevens": zonder_persoonsnummers(gegevens.identificatie),
        "afwijkende_naam": gegevens.afwijkende_naam,
        "toelichting": gegevens.toelichting,
        "indicatie_machtiging": gegevens.indicatie_machtiging,
        "contactpersoon": gegevens.contactpersoon,
    }


def _beletsels(zaak: Zaak, roltype: Roltype, gegevens: Rolgegevens) -> list[ValidationError]:
    redenen = []
    # zrc-019 first: clients look at the first fault, and the conformance suite gives no betrokkene here.
    if roltype.zaaktypeversie_id != zaak.zaaktypeversie_id:
        redenen.append(
            ValidationError(_("De referentie hoort niet bij het zaaktype van de zaak."), code="zaaktype-mismatch")
        )
    elif roltype.soort in HOOGSTENS_EEN and _bezet(zaak, roltype.soort):
        zin = _("Er is al een %(rol)s bij deze zaak.") % {"rol": Rolsoort(roltype.soort).label.lower()}
        redenen.append(ValidationError(zin, code="max-occurences", params={"veld": "roltype"}))
    return [*redenen, *_wie(gegevens)]


def _wie(gegevens: Rolgegevens) -> list[ValidationError]:
    if gegevens.url or gegevens.identificatie:
        return []
    return [ValidationError(_("Geef betrokkene of betrokkeneIdentificatie op."), code="invalid-betrokkene")]


def _tweede_behandelaar(rol: Rol, gegevens: Rolgegevens) -> list[ValidationError]:
    """Return why this role of a unit cannot become the one of an employee: another employee handles the zaak."""
    if gegevens.soort != Betrokkene.Soort.MEDEWERKER or rol.soort != Rolsoort.BEHANDELAAR or rol.geldig_tot:
        return []
    if not Rol.objects.open_behandelaar().filter(zaak=rol.zaak_id).exclude(pk=rol.pk).exists():
        return []
    zin = _("Een andere medewerker behandelt deze zaak al.")
    return [ValidationError(zin, code="max-occurences", params={"veld": "betrokkeneType"})]


def _bezet(zaak: Zaak, soort: str) -> bool:
    """Return whether somebody has this role already; an initiator stays who asked for it, also when he withdrew."""
    rollen = zaak.rollen.filter(soort=soort)
    return (rollen if soort == Rolsoort.INITIATOR else rollen.filter(geldig_tot=None)).exists()


def _beeindig_behandelaar(zaak: Zaak, moment: datetime.datetime) -> tuple[str, Mutatie] | None:
    huidig = Rol.objects.open_behandelaar().filter(zaak=zaak).select_related("betrokkene", "roltype").first()
    return (huidig.betrokkene.naam, _sluit(huidig, moment)) if huidig else None


def _sluit(rol: Rol, moment: datetime.datetime) -> Mutatie:
    oud = stand_van(rol)
    rol.geldig_tot = moment
    rol.save(update_fields=["geldig_tot"])
    return gewijzigd(rol, oud)
