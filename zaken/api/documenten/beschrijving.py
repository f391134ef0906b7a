"""The OpenAPI description of the addresses of a document beside its list and detail."""

from collections.abc import Mapping
from typing import Any

from mijnportaal.zgw.bron import LEZEN, WIJZIGEN, Bron
from mijnportaal.zgw.oas import Schema, handeling, oas_pad, object_van
from zaken.api.documenten.serializers import ZoekSerializer

SLOT: Schema = {"type": "string", "description": "De sleutel van het slot."}
BYTES: Schema = {"type": "string", "format": "binary"}
BESTAND: Schema = {"description": "Gelukt", "content": {"application/octet-stream": {"schema": BYTES}}}
DEELFORMULIER: Schema = {
    "type": "object",
    "required": ["lock"],
    "properties": {"inhoud": BYTES, "lock": SLOT},
}


def van_documenten(bron: Bron, naam: str, *, lock: str, unlock: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the description of download, lock, unlock and _zoek."""
    document = {"$ref": f"#/components/schemas/{naam}"}
    download = handeling(bron, LEZEN, 200, None, parameters=_versieparameters())
    download["responses"]["200"] = BESTAND
    sleutel = {"type": "object", "required": ["lock"], "properties": {"lock": {**SLOT, "readOnly": True}}}
    op_slot = _met_scopes(bron, handeling(bron, WIJZIGEN, 200, sleutel), lock)
    geen_lichaam_nodig: Schema = {"type": "object", "properties": {"lock": SLOT}}
    van_slot = _met_scopes(bron, handeling(bron, WIJZIGEN, 204, None, invoer=geen_lichaam_nodig), unlock)
    blad = {
        "type": "object",
        "required": ["count", "results"],
        "properties": {"count": {"type": "integer"}, "results": {"type": "array", "items": document}},
    }
    pagina = [{"name": "page", "in": "query", "schema": {"type": "integer"}}]
    zoek = handeling(bron, LEZEN, 200, blad, parameters=pagina, invoer=object_van(ZoekSerializer()))
    return {
        "/_zoek": oas_pad({"post": zoek}),
        "/{uuid}/download": oas_pad({"get": download}, "uuid"),
        "/{uuid}/lock": oas_pad({"post": op_slot}, "uuid"),
        "/{uuid}/unlock": oas_pad({"post": van_slot}, "uuid"),
    }


def van_bestandsdelen(bron: Bron, naam: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the description of the PUT of a part, which is a form."""
    put = handeling(bron, WIJZIGEN, 200, {"$ref": f"#/components/schemas/{naam}"})
    soorten = ("multipart/form-data", "application/x-www-form-urlencoded")
    put["requestBody"] = {"required": True, "content": {soort: {"schema": DEELFORMULIER} for soort in soorten}}
    return {"/{uuid}": oas_pad({"put": put}, "uuid")}


def _versieparameters() -> list[Schema]:
    return [
        {"name": "versie", "in": "query", "schema": {"type": "integer"}},
        {"name": "registratieOp", "in": "query", "schema": {"type": "string"}},
    ]


def _met_scopes(bron: Bron, beschrijving: Schema, wat: str) -> Schema:
    return {**beschrijving, "security": [{"JWT-Claims": [" | ".join(bron.scopes[wat])]}]}
