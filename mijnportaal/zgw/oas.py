"""The OpenAPI description of an API, made from its resources: what is answered is what is described."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from rest_framework import serializers

from mijnportaal.zgw.bladeren import PARAMETERS
from mijnportaal.zgw.bron import LEZEN, MAKEN, VERWIJDEREN, WIJZIGEN, Api, Bron
from mijnportaal.zgw.filters import Adresfilter, Filter, Lijst
from mijnportaal.zgw.velden import (
    Adres,
    BronSerializer,
    DuurVeld,
    NaamKeuze,
    Objectlijst,
    Url,
    Verwijzing,
    Verwijzingen,
    met_bron,
)

Schema = dict[str, Any]
FOUT = {
    "type": "object",
    "required": ["code", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string"},
        "code": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "invalidParams": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "code", "reason"],
                "properties": {naam: {"type": "string"} for naam in ("name", "code", "reason")},
            },
        },
    },
}
FOUTSTATUSSEN = {
    LEZEN: (400, 401, 403, 404, 406, 409, 410, 415, 429, 500),
    MAKEN: (400, 401, 403, 406, 409, 410, 415, 429, 500),
    WIJZIGEN: (400, 401, 403, 404, 406, 409, 410, 415, 429, 500),
    VERWIJDEREN: (401, 403, 404, 406, 409, 410, 415, 429, 500),
}
# In the order of Python's classes: what stands higher is more particular.
SOORTEN: list[tuple[type, Schema]] = [
    (Url, {"type": "string", "format": "uri", "minLength": 1, "maxLength": 1000}),
    (Verwijzing, {"type": "string", "format": "uri"}),
    (Verwijzingen, {"type": "array", "items": {"type": "string", "format": "uri"}}),
    (DuurVeld, {"type": "string", "format": "duration"}),
    (Adres, {"type": "string", "format": "uri"}),
    (Adresfilter, {"type": "string", "format": "uri"}),
    (serializers.UUIDField, {"type": "string", "format": "uuid"}),
    (serializers.EmailField, {"type": "string", "format": "email"}),
    (serializers.DateTimeField, {"type": "string", "format": "date-time"}),
    (serializers.DateField, {"type": "string", "format": "date"}),
    (serializers.BooleanField, {"type": "boolean"}),
    (serializers.IntegerField, {"type": "integer"}),
    (serializers.FloatField, {"type": "number"}),
    (serializers.JSONField, {"type": "object"}),
    (serializers.DictField, {"type": "object"}),
    (serializers.CharField, {"type": "string"}),
]


def beschrijf(api: Api, bronnen: Iterable[Bron]) -> Schema:
    """Return the whole description of an API as OpenAPI 3.0."""
    paden: dict[str, Schema] = {}
    schemas: dict[str, Schema] = {"Fout": FOUT}
    for bron in bronnen:
        naam = type(bron).serializer.__name__.removesuffix("Serializer")
        schemas[naam] = object_van(bron.serializer())
        kaal = bron.pad.replace("{}", f"{{{bron.ouder}}}")
        ouders = [_padparameter(bron.ouder)] if bron.ouder else []
        paden |= _lijstpad(bron, f"/{kaal}", naam, ouders)
        paden |= _detailpad(bron, f"/{kaal}/{{uuid}}", naam, ouders)
        paden |= {f"/{kaal}{pad}": _met_namen(bron, pad, inhoud) for pad, inhoud in bron.oas_extra(naam).items()}
    return {
        "openapi": "3.0.3",
        "info": {"title": api.titel, "version": api.versie, "license": {"name": "EUPL-1.2"}},
        "servers": [{"url": api.pad}],
        "paths": paden,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"JWT-Claims": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


def bladschema(rijen: Schema) -> Schema:
    """Return the schema of a page of these rows."""
    adres: Schema = {"type": "string", "format": "uri", "nullable": True}
    return {
        "type": "object",
        "required": ["count", "results"],
        "properties": {"count": {"type": "integer"}, "next": dict(adres), "previous": dict(adres), "results": rijen},
    }


def _padparameter(naam: str) -> Schema:
    return {"name": naam, "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}


def _lijstpad(bron: Bron, pad: str, naam: str, ouders: list[Schema]) -> dict[str, Schema]:
    wijzen: Schema = {"parameters": ouders} if ouders else {}
    if "GET" in bron.lijstmethoden:
        inhoud: Schema = {"type": "array", "items": _verwijs(naam)}
        if bron.bladert:
            inhoud = bladschema(inhoud)
        wijzen["get"] = handeling(bron, LEZEN, 200, inhoud, parameters=lijstparameters(bron)) | _heet(bron, "list")
    if "POST" in bron.lijstmethoden and bron.heeft("POST"):
        wijzen["post"] = handeling(bron, MAKEN, 201, _verwijs(naam), invoer=_verwijs(naam)) | _heet(bron, "create")
    return {pad: wijzen} if wijzen.keys() - {"parameters"} else {}


HEET = {"get": "retrieve", "head": "headers", "put": "update", "patch": "partial_update", "delete": "destroy"}


# The standards that are older than OpenAPI 3.0.3 in their tooling name two operations differently.
VROEGER = {"retrieve": "read", "destroy": "delete"}


def _heet(bron: Bron, hoe: str) -> Schema:
    """Return the name of an operation, by which clients that read the description call it."""
    return {"operationId": f"{bron.naam}_{_woord(bron, hoe)}"}


def _woord(bron: Bron, hoe: str) -> str:
    return VROEGER.get(hoe, hoe) if bron.api.versie in {"1.0.0", "1.1.0"} else hoe


def _met_namen(bron: Bron, pad: str, wijzen: Mapping[str, Any]) -> Schema:
    """Return the operations of an extra address, named after its last word: "zaaktype_publish", "zaak__zoek"."""
    woord = [deel for deel in pad.split("/") if deel and not deel.startswith("{")]
    uit = dict(wijzen)
    for methode in ("get", "post", "put", "patch", "delete"):
        if methode in uit and "operationId" not in uit[methode]:
            if woord and woord[-1] == "audittrail":
                ids = {"operationId": f"audittrail_{_woord(bron, 'retrieve' if pad.endswith('}') else 'list')}"}
            else:
                ids = {"operationId": f"{bron.naam}_{woord[-1] if woord else HEET.get(methode, methode)}"}
            uit[methode] = ids | uit[methode]
    return uit


def _detailpad(bron: Bron, pad: str, naam: str, ouders: list[Schema]) -> dict[str, Schema]:
    wijzen: Schema = {"parameters": [*ouders, _padparameter("uuid")]}
    methoden = [methode for methode in ("GET", "HEAD", "PUT", "PATCH", "DELETE") if methode in bron.detailmethoden]
    for methode in filter(bron.heeft, methoden):
        if methode in {"GET", "HEAD"}:
            if methode == "HEAD" and not bron.met_etag:
                continue
            parameters = [
                {"name": deel, "in": "query", "schema": {"type": "string"}} for deel in detailparameters(bron)
            ]
            inhoud = _verwijs(naam) if methode == "GET" else None
            wijzen[methode.lower()] = handeling(bron, LEZEN, 200, inhoud, parameters=parameters)
        elif methode == "DELETE":
            wijzen["delete"] = handeling(bron, VERWIJDEREN, 204, None)
        else:
            wijzen[methode.lower()] = handeling(bron, WIJZIGEN, 200, _verwijs(naam), invoer=_verwijs(naam))
    for wijze, hoe in HEET.items():
        if wijze in wijzen:
            wijzen[wijze] |= _heet(bron, hoe)
    return {pad: wijzen} if wijzen.keys() - {"parameters"} else {}


def detailparameters(bron: Bron) -> list[str]:
    """Return the query parameters of a detail."""
    return sorted(bron.detailparameters | ({"expand"} if bron.breidt_uit else set()))


def lijstparameters(bron: Bron) -> list[Schema]:
    """Return the query parameters of a list."""
    uit = [{"name": naam, "in": "query", "schema": _van_filter(filter_)} for naam, filter_ in bron.filters.items()]
    ook = {"expand"} if bron.breidt_uit else set()
    if bron.bladert:
        ook |= PARAMETERS
    if bron.ordening:
        richtingen = [teken + naam for naam in bron.ordening for teken in ("", "-")]
        uit.append({"name": "ordering", "in": "query", "schema": {"type": "string", "enum": richtingen}})
    getallen = {"page", "pageSize", "vanaf"}
    return uit + [
        {"name": naam, "in": "query", "schema": {"type": "integer" if naam in getallen else "string"}}
        for naam in sorted(ook)
    ]


def handeling(
    bron: Bron,
    wat: str,
    status: int,
    antwoord: Schema | None,
    *,
    parameters: list[Schema] | None = None,
    invoer: Schema | None = None,
) -> Schema:
    """Return one operation: who may, what goes in, what comes out, and what can go wrong."""
    goed: Schema = {"description": "Gelukt"}
    if antwoord is not None:
        goed["content"] = {"application/json": {"schema": antwoord}}
    fout = {"description": "Fout", "content": {"application/problem+json": {"schema": _verwijs("Fout")}}}
    uit: Schema = {
        "tags": [bron.pad.rsplit("/", 1)[-1]],
        "responses": {str(status): goed} | {str(code): fout for code in FOUTSTATUSSEN[wat]},
    }
    if scopes := bron.scopes.get(wat):
        uit["security"] = [{"JWT-Claims": [" | ".join(scopes)]}]
    if parameters:
        uit["parameters"] = parameters
    if invoer is not None:
        uit["requestBody"] = {"required": True, "content": {"application/json": {"schema": invoer}}}
    return uit


def _verwijs(naam: str) -> Schema:
    return {"$ref": f"#/components/schemas/{naam}"}


def object_van(serializer: serializers.Serializer) -> Schema:  # type: ignore[type-arg]
    """Return the schema of a resource or a group."""
    velden = met_bron(serializer.get_fields())
    verplicht = [naam for naam, veld in velden.items() if veld.required or veld.read_only]
    uit: Schema = {"type": "object", "properties": {naam: schema_van(veld) for naam, veld in velden.items()}}
    return uit | ({"required": verplicht} if verplicht else {})


def schema_van(veld: serializers.Field) -> Schema:  # type: ignore[type-arg]
    """Return the schema of one field; a field of its own kind carries `schema`."""
    uit = dict(getattr(veld, "schema", None) or _soort(veld))
    for python, oas in (
        ("max_length", "maxLength"),
        ("min_length", "minLength"),
        ("min_value", "minimum"),
        ("max_value", "maximum"),
    ):
        waarde = getattr(veld, python, None)
        if waarde is not None and uit.get("type") in {"string", "integer", "number"} and "enum" not in uit:
            uit[oas] = waarde
    if veld.read_only:
        uit["readOnly"] = True
    if veld.write_only:
        uit["writeOnly"] = True
    if veld.allow_null:
        uit["nullable"] = True
    if veld.help_text:
        uit["description"] = str(veld.help_text)
    return uit


def _soort(veld: serializers.Field) -> Schema:  # type: ignore[type-arg]
    if isinstance(veld, Objectlijst | serializers.ListSerializer):
        return {"type": "array", "items": object_van(cast("serializers.Serializer[Any]", veld.child))}
    if isinstance(veld, serializers.ListField):
        return {"type": "array", "items": schema_van(veld.child)}
    if isinstance(veld, BronSerializer | serializers.Serializer):
        return object_van(veld)
    if isinstance(veld, NaamKeuze | serializers.ChoiceField):
        return {"type": "string", "enum": [*veld.choices, *([""] if getattr(veld, "allow_blank", False) else [])]}
    return next((schema for klasse, schema in SOORTEN if isinstance(veld, klasse)), {})


def _van_filter(filter_: Filter) -> Schema:
    if isinstance(filter_.veld, Lijst):
        return {"type": "string"}
    return {sleutel: waarde for sleutel, waarde in schema_van(filter_.veld).items() if sleutel != "nullable"}


def oas_pad(handelingen: Mapping[str, Schema], *parameters: str) -> Schema:
    """Return a path of a resource beside list and detail, for Bron.oas_extra."""
    return (
        {"parameters": [_padparameter(naam) for naam in parameters], **handelingen} if parameters else dict(handelingen)
    )
