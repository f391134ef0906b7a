"""An older version of a document: which one is asked for, and how it looked (registratieOp, versie)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import QuerySet
from rest_framework import serializers

from mijnportaal.kern.voorbereid import vraag
from mijnportaal.zgw.fouten import ongeldig, van_serializer
from mijnportaal.zgw.lezer import Voorwaarde, tijdstip
from zaken.api.audittrail import met_basis
from zaken.api.documenten.velden import downloadadres
from zaken.models import Informatieobjectversie

# What is true of the document, whatever the version.
VAN_HET_DOCUMENT = ("url", "locked", "bestandsdelen")
# In the order of the model, as from_db takes them.
KOLOMMEN = ("id", "pad", "bestandsnaam", "omvang", "sha256", "gegevens", "scanstatus")
_VERSIE = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
_MOMENT = serializers.DateTimeField()


def op_moment(
    versies: QuerySet[Informatieobjectversie], parameters: Mapping[str, Any]
) -> Informatieobjectversie | None:
    """Return the version with this number, the last one before this moment, or else the newest."""
    nummer, moment = _gevraagd(parameters)
    if nummer is not None:
        versies = versies.filter(versie=nummer)
    if moment is not None:
        versies = versies.filter(aangemaakt_op__lte=moment)
    return versies.order_by("-versie").first()


def versie_van(uuid: UUID, toegang: Voorwaarde, parameters: Mapping[str, Any]) -> Informatieobjectversie | None:
    """Return the version of the document with this uuid, if it meets the condition, with what a download needs.

    Written out and planned once: a download asks nothing else, and downloads are asked most of all.
    """
    nummer, moment = _gevraagd(parameters)
    sql = f"""
        SELECT {", ".join(KOLOMMEN)} FROM zaken_informatieobjectversie
        WHERE informatieobject_id = (SELECT id FROM zaken_informatieobject WHERE uuid = %s::uuid AND {toegang.sql})
        AND versie = COALESCE(%s::integer, versie) AND aangemaakt_op <= COALESCE(%s::timestamptz, aangemaakt_op)
        ORDER BY versie DESC LIMIT 1"""  # noqa: S608 - the condition is made by the ORM
    for *waarden, gegevens, scanstatus in vraag(sql, (uuid, *toegang.params, nummer, moment)):
        kolommen = [*waarden, orjson.loads(gegevens), scanstatus]
        return Informatieobjectversie.from_db(connection.alias, KOLOMMEN, kolommen)
    return None


def _gevraagd(parameters: Mapping[str, Any]) -> tuple[int | None, datetime | None]:
    nummer = _keur(_VERSIE, parameters["versie"], "versie") if "versie" in parameters else None
    moment = _keur(_MOMENT, parameters["registratieOp"], "registratieOp") if "registratieOp" in parameters else None
    return nummer, moment


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
