"""An older version of a document: which one is asked for, and how it looked (registratieOp, versie)."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from mijnportaal.zgw.fouten import ongeldig, van_serializer
from mijnportaal.zgw.lezer import tijdstip
from zaken.api.audittrail import met_basis
from zaken.api.documenten.velden import downloadadres
from zaken.models import Informatieobjectversie

# What is true of the document, whatever the version.
VAN_HET_DOCUMENT = ("url", "locked", "bestandsdelen")
_VERSIE = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
_MOMENT = serializers.DateTimeField()


def op_moment(
    versies: QuerySet[Informatieobjectversie], parameters: Mapping[str, Any]
) -> Informatieobjectversie | None:
    """Return the version with this number, the last one before this moment, or else the newest."""
    versies = versies.order_by("-versie")
    if "versie" in parameters:
        versies = versies.filter(versie=_keur(_VERSIE, parameters["versie"], "versie"))
    if "registratieOp" in parameters:
        versies = versies.filter(aangemaakt_op__lte=_keur(_MOMENT, parameters["registratieOp"], "registratieOp"))
    return versies.first()


def van_versie(resource: Mapping[str, Any], versie: Informatieobjectversie, basis: str) -> dict[str, Any]:
    """Return the document as it was with this version; `resource` is as it is now."""
    if resource["versie"] == versie.versie:
        return dict(resource)
    toen = met_basis(versie.gegevens, basis)
    return {
        **resource,
        **toen,
        **{naam: resource[naam] for naam in VAN_HET_DOCUMENT},
        "versie": versie.versie,
        "beginRegistratie": tijdstip(versie.aangemaakt_op.isoformat(), basis),
        "formaat": versie.mimetype,
        "bestandsnaam": versie.bestandsnaam,
        "bestandsomvang": versie.omvang,
        "inhoud": basis + downloadadres(str(versie.informatieobject.uuid), versie.versie) if versie.pad else None,
    }


def _keur(veld: serializers.Field, waarde: Any, naam: str) -> Any:  # type: ignore[type-arg]
    try:
        return veld.run_validation(waarde)
    except serializers.ValidationError as fout:
        raise ongeldig(*van_serializer(fout.detail, naam)) from fout
