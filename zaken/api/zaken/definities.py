"""Where the definition of an object of another kind stands (ZGW objectTypeOverigeDefinitie), and whether it holds.

The paths are those that Objecten and Objecttypen ask for, such as `.jsonSchema` and `.record.data`. The data of the
object stays in its register; that it follows its schema is looked at when the object comes to a zaak.
"""

import re
from collections.abc import Mapping
from typing import Any

import jsonschema_rs
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from mijnportaal.zgw.elders import haal_op

# A pattern in a schema of somebody else must not keep us busy.
PATRONEN = jsonschema_rs.FancyRegexOptions(backtrack_limit=100_000)
PAD = re.compile(r"(\.[A-Za-z_][A-Za-z0-9_]*)+")


def keur_definitie(definitie: Mapping[str, str], object_url: str) -> None:
    """Refuse a definition that does not answer or is no JSON schema, and an object that does not follow it."""
    soort = _haal(definitie["url"], "url")
    keurder = _keurder(_op_pad(soort, definitie["schema"], "schema", _("Op dit pad staat geen schema.")))
    if object_url:
        inhoud = haal_op(object_url)
        gegevens = _op_pad(inhoud, definitie["objectData"], "objectData", _("Op dit pad staan geen gegevens."))
        _eis_vorm(keurder, gegevens)


def _keurder(schema: Mapping[str, Any]) -> jsonschema_rs.Validator:
    """Return what checks data against a schema; what a schema refers to elsewhere is not fetched."""
    try:
        return jsonschema_rs.validator_for(dict(schema), retriever=_nergens, pattern_options=PATRONEN)
    except ValueError as fout:
        raise _fout("schema", [ErrorDetail(_("Op dit pad staat geen geldig JSON-schema."), code="invalid")]) from fout


def _nergens(adres: str) -> Any:
    raise LookupError(adres)


def _eis_vorm(keurder: jsonschema_rs.Validator, gegevens: Mapping[str, Any]) -> None:
    try:
        past = keurder.is_valid(dict(gegevens))
    except ValueError:  # the data is nested deeper than can be looked at
        past = False
    if not past:
        reden = ErrorDetail(_("De gegevens van dit object volgen het schema niet."), code="invalid-schema")
        raise serializers.ValidationError({"object": [reden]})


def _haal(adres: str, naam: str) -> dict[str, Any]:
    try:
        return haal_op(adres)
    except serializers.ValidationError as fout:
        raise _fout(naam, fout.detail) from fout


def _op_pad(inhoud: dict[str, Any], pad: str, naam: str, zin: str) -> Mapping[str, Any]:
    deel = op_pad(inhoud, pad)
    if not isinstance(deel, Mapping):
        raise _fout(naam, [ErrorDetail(zin, code="invalid")])
    return deel


def op_pad(inhoud: Any, pad: str) -> Any:
    """Return what stands at a path such as `.record.data`; None when it is no path or nothing stands there."""
    if not PAD.fullmatch(pad):
        return None
    for stap in pad[1:].split("."):
        inhoud = inhoud.get(stap) if isinstance(inhoud, Mapping) else None
    return inhoud


def _fout(naam: str, detail: Any) -> serializers.ValidationError:
    return serializers.ValidationError({"objectTypeOverigeDefinitie": {naam: detail}})
