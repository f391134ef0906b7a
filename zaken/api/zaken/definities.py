"""Where the definition of an object of another kind stands (ZGW objectTypeOverigeDefinitie), and whether it is there.

The paths are those that Objecten and Objecttypen ask for, such as `.jsonSchema` and `.record.data`. Whether the data
follows the schema is for the Objecten API: that one keeps the data.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from mijnportaal.zgw.elders import haal_op

PAD = re.compile(r"(\.[A-Za-z_][A-Za-z0-9_]*)+")


def keur_definitie(definitie: Mapping[str, str], object_url: str) -> None:
    """Refuse a definition or an object that does not answer, and a path at which nothing stands."""
    schema = _haal(definitie["url"], "url")
    _eis_op_pad(schema, definitie["schema"], "schema", _("Op dit pad staat geen schema."))
    if object_url:
        inhoud = haal_op(object_url)
        _eis_op_pad(inhoud, definitie["objectData"], "objectData", _("Op dit pad staan geen gegevens."))


def _haal(adres: str, naam: str) -> dict[str, Any]:
    try:
        return haal_op(adres)
    except serializers.ValidationError as fout:
        raise _fout(naam, fout.detail) from fout


def _eis_op_pad(inhoud: dict[str, Any], pad: str, naam: str, zin: str) -> None:
    if not isinstance(op_pad(inhoud, pad), Mapping):
        raise _fout(naam, [ErrorDetail(zin, code="invalid")])


def op_pad(inhoud: Any, pad: str) -> Any:
    """Return what stands at a path such as `.record.data`; None when it is no path or nothing stands there."""
    if not PAD.fullmatch(pad):
        return None
    for stap in pad[1:].split("."):
        inhoud = inhoud.get(stap) if isinstance(inhoud, Mapping) else None
    return inhoud


def _fout(naam: str, detail: Any) -> serializers.ValidationError:
    return serializers.ValidationError({"objectTypeOverigeDefinitie": {naam: detail}})
