"""What a zaak is about: addresses, buildings, people and things of other registers (RGBZ ZAAKOBJECT)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.zgw.weergave import stand_van
from zaken.gebeurtenissen import gemaakt, gewijzigd, leg_vast, verwijderd
from zaken.models import Betrokkene, Gebeurtenis, Zaak, Zaakobject, Zaakobjecttype
from zaken.services.archief import herbereken_archief
from zaken.services.betrokkenen import verwijder_ongebruikt
from zaken.services.identificatie import PERSOONSNUMMERS, betrokkene_uit, zonder_persoonsnummers
from zaken.services.sloten import eis_bewerkbaar, vergrendel, weiger_bij

OVERIGE = "overige"
WIJZIGBAAR = frozenset({"relatieomschrijving", "objecttype_overige", "overige_definitie"})


@dataclass(frozen=True)
class Objectgegevens:
    """What is told of an object: its kind, and an address elsewhere or details (ZGW objectIdentificatie)."""

    soort: str
    url: str = ""
    identificatie: Mapping[str, Any] | None = None
    soort_overige: str = ""
    overige_definitie: Mapping[str, str] | None = None
    relatieomschrijving: str = ""
    zaakobjecttype: Zaakobjecttype | None = None


@transaction.atomic
def voeg_object_toe(zaak: Zaak, gegevens: Objectgegevens, *, door: Actor, geforceerd: bool = False) -> Zaakobject:
    """Return the new object of the zaak."""
    zaak = vergrendel(zaak)
    weiger_bij([*eis_bewerkbaar(zaak, door, geforceerd=geforceerd), *_beletsels(zaak, gegevens)])
    object_ = Zaakobject.objects.create(
        zaak=zaak,
        objecttype=gegevens.soort,
        objecttype_overige=gegevens.soort_overige,
        overige_definitie=gegevens.overige_definitie,
        object_url=gegevens.url,
        relatieomschrijving=gegevens.relatieomschrijving,
        zaakobjecttype=gegevens.zaakobjecttype,
        # With a definition the object elsewhere is the truth, and is not copied.
        **_identificatie(gegevens.soort, None if gegevens.overige_definitie else gegevens.identificatie),
    )
    leg_vast(
        zaak,
        Gebeurtenis.Soort.OBJECT_TOEGEVOEGD,
        door=door,
        zichtbaar=False,
        mutaties=[gemaakt(object_)],
        object=gegevens.soort_overige or gegevens.soort,
    )
    herbereken_archief(zaak, door=door)
    return object_


@transaction.atomic
def wijzig_object(
    object_: Zaakobject,
    wijzigingen: Mapping[str, Any],
    *,
    identificatie: Mapping[str, Any] | None = None,
    door: Actor,
    geheel: bool = False,
    geforceerd: bool = False,
) -> Zaakobject:
    """Return the object with these columns changed; its kind and its address stay. Without details they stay too."""
    if vreemd := wijzigingen.keys() - WIJZIGBAAR:
        raise ValueError(f"Aan een zaakobject verandert nooit: {sorted(vreemd)}.")
    zaak = vergrendel(object_.zaak)
    weiger_bij(eis_bewerkbaar(zaak, door, geforceerd=geforceerd))
    object_ = Zaakobject.objects.select_related("betrokkene").get(pk=object_.pk)
    oud, vorige = stand_van(object_), object_.betrokkene
    nieuw = dict(wijzigingen) | (_identificatie(object_.objecttype, identificatie) if identificatie else {})
    for kolom, waarde in nieuw.items():
        setattr(object_, kolom, waarde)
    object_.save(update_fields=list(nieuw))
    if vorige and vorige != object_.betrokkene:
        verwijder_ongebruikt(vorige)
    leg_vast(
        zaak,
        Gebeurtenis.Soort.OBJECT_GEWIJZIGD,
        door=door,
        zichtbaar=False,
        mutaties=[gewijzigd(object_, oud, geheel=geheel)],
        object=object_.objecttype_overige or object_.objecttype,
    )
    herbereken_archief(zaak, door=door)
    return object_


@transaction.atomic
def verwijder_object(object_: Zaakobject, *, door: Actor, geforceerd: bool = False) -> None:
    """Take the object from the zaak."""
    zaak = vergrendel(object_.zaak)
    weiger_bij(eis_bewerkbaar(zaak, door, geforceerd=geforceerd))
    object_ = Zaakobject.objects.select_related("betrokkene").get(pk=object_.pk)
    mutatie = verwijderd(object_, stand_van(object_))
    object_.delete()
    if object_.betrokkene:
        verwijder_ongebruikt(object_.betrokkene)
    leg_vast(
        zaak,
        Gebeurtenis.Soort.OBJECT_VERWIJDERD,
        door=door,
        zichtbaar=False,
        mutaties=[mutatie],
        object=object_.objecttype_overige or object_.objecttype,
    )
    herbereken_archief(zaak, door=door)


def _identificatie(soort: str, gegevens: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the columns of the details; the numbers of a person go to the person, also out of a zakelijk recht."""
    if not gegevens:
        return {"gegevens": None, "betrokkene": None}
    persoon = persoon_in(soort, gegevens)
    if persoon is None or not any(persoon.get(naam) for naam in PERSOONSNUMMERS):
        return {"gegevens": dict(gegevens), "betrokkene": None}
    return {
        "gegevens": met_persoon(soort, gegevens, zonder_persoonsnummers(persoon)),
        "betrokkene": betrokkene_uit(Betrokkene.Soort.NATUURLIJK_PERSOON, persoon),
    }


def persoon_in(soort: str, gegevens: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the details of the person in those of an object, if it has one."""
    match soort:
        case Betrokkene.Soort.NATUURLIJK_PERSOON:
            return gegevens
        case "zakelijk_recht":
            persoon: Mapping[str, Any] | None = (gegevens.get("heeftAlsGerechtigde") or {}).get("natuurlijkPersoon")
            return persoon
        case _:
            return None


def met_persoon(soort: str, gegevens: Mapping[str, Any], persoon: Mapping[str, Any]) -> dict[str, Any]:
    """Return the details of an object with these details of its person."""
    if soort == Betrokkene.Soort.NATUURLIJK_PERSOON:
        return dict(persoon)
    return {**gegevens, "heeftAlsGerechtigde": {**gegevens["heeftAlsGerechtigde"], "natuurlijkPersoon": dict(persoon)}}


def _beletsels(zaak: Zaak, gegevens: Objectgegevens) -> list[ValidationError]:
    redenen = []
    if not gegevens.url and not gegevens.identificatie:
        redenen.append(ValidationError(_("Geef object of objectIdentificatie op."), code="invalid-zaakobject"))
    if gegevens.soort == OVERIGE and not (gegevens.soort_overige or gegevens.overige_definitie):
        zin = _("Zeg bij “overige” wat voor object het is: objectTypeOverige of objectTypeOverigeDefinitie.")
        redenen.append(ValidationError(zin, code="missing-object-type-overige"))
    if gegevens.soort != OVERIGE and gegevens.soort_overige:
        zin = _("objectTypeOverige hoort alleen bij het objectType “overige”.")
        redenen.append(ValidationError(zin, code="invalid-object-type-overige-usage"))
    if gegevens.overige_definitie and not gegevens.url:
        zin = _("Bij een objectTypeOverigeDefinitie hoort het adres van het object.")
        redenen.append(ValidationError(zin, code="required", params={"veld": "object"}))
    soort = gegevens.zaakobjecttype
    if soort and soort.zaaktypeversie_id != zaak.zaaktypeversie_id:
        redenen.append(
            ValidationError(_("De referentie hoort niet bij het zaaktype van de zaak."), code="zaaktype-mismatch")
        )
    return redenen
