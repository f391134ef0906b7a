"""The OpenAPI description of the Referentielijsten API, made from its rows: they are facts, so their shape is known."""

from collections.abc import Iterable, Mapping
from typing import Any

from mijnportaal.zgw.oas import FOUT, Schema, bladschema
from zaken.api.referentielijsten.views import HOOGSTE_PER_BLAD, LIJSTEN, VERSIE, Lijst
from zaken.selectielijst import PAD

SOORTEN: Mapping[type, str] = {bool: "boolean", int: "integer", str: "string"}
FILTERS: Mapping[str, Schema] = {
    "jaar": {"type": "integer"},
    "procesType": {"type": "string", "format": "uri"},
    "proces_type": {"type": "string", "format": "uri"},
    "naam": {"type": "string"},
}
FOUTSTATUSSEN = (400, 404, 405, 500)
UUID = {"name": "uuid", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}


def beschrijf() -> Schema:
    """Return the whole description as OpenAPI 3.0."""
    paden: dict[str, Schema] = {}
    for lijst in LIJSTEN:
        een = {"$ref": f"#/components/schemas/{_naam(lijst)}"}
        alle: Schema = {"type": "array", "items": een}
        paden[f"/{lijst.soort}"] = {
            "get": _lees(lijst, "list", bladschema(alle) if lijst.bladert else alle, _parameters(lijst))
        }
        paden[f"/{lijst.soort}/{{uuid}}"] = {"parameters": [UUID], "get": _lees(lijst, "read", een, [])}
    return {
        "openapi": "3.0.3",
        "info": {"title": "Referentielijsten API", "version": VERSIE, "license": {"name": "EUPL-1.2"}},
        "servers": [{"url": PAD}],
        "paths": paden,
        "components": {"schemas": {"Fout": FOUT} | {_naam(lijst): _object(lijst) for lijst in LIJSTEN}},
    }


def _naam(lijst: Lijst) -> str:
    return type(next(iter(lijst.rijen.values()))).__name__


def _lees(lijst: Lijst, hoe: str, antwoord: Schema, parameters: list[Schema]) -> Schema:
    fout = {
        "description": "Fout",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Fout"}}},
    }
    goed = {"description": "Gelukt", "content": {"application/json": {"schema": antwoord}}}
    return {
        "operationId": f"{_naam(lijst).lower()}_{hoe}",
        "tags": [lijst.soort],
        "security": [],
        "parameters": parameters,
        "responses": {"200": goed} | {str(status): fout for status in FOUTSTATUSSEN},
    }


def _parameters(lijst: Lijst) -> list[Schema]:
    schemas = {naam: FILTERS[naam] for naam in lijst.filters}
    if lijst.bladert:
        schemas["page"] = {"type": "integer", "minimum": 1}
        schemas["pageSize"] = {"type": "integer", "minimum": 1, "maximum": HOOGSTE_PER_BLAD}
    return [{"name": naam, "in": "query", "schema": schema} for naam, schema in schemas.items()]


def _object(lijst: Lijst) -> Schema:
    rijen = [lijst.toon(rij, "") for rij in lijst.rijen.values()]
    velden = {naam: _veld(naam, [rij[naam] for rij in rijen]) for naam in rijen[0]}
    return {"type": "object", "required": list(velden), "properties": velden}


def _veld(naam: str, waarden: Iterable[Any]) -> Schema:
    """Return what a field can be: the kind of its values, and whether one of them is empty."""
    soorten = {type(waarde) for waarde in waarden}
    (soort,) = soorten - {type(None)}
    adres = {"format": "uri"} if naam in {"url", "procesType"} else {}
    return {"type": SOORTEN[soort], **adres, **({"nullable": True} if type(None) in soorten else {})}
