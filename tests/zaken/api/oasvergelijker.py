"""Compare two OpenAPI descriptions: what can be asked, by whom, and what the resources look like."""

from collections.abc import Iterator, Mapping
from typing import Any

Doc = Mapping[str, Any]
METHODEN = ("get", "head", "post", "put", "patch", "delete")


def verschillen(standaard: Doc, ons: Doc) -> Iterator[str]:
    """Give every difference as one line: where, what the standard says, what we say."""
    hun, mijn = dict(handelingen(standaard)), dict(handelingen(ons))
    yield from (f"{naam}: ontbreekt" for naam in sorted(hun.keys() - mijn.keys()))
    yield from (f"{naam}: staat niet in de standaard" for naam in sorted(mijn.keys() - hun.keys()))
    for naam in sorted(hun.keys() & mijn.keys()):
        yield from _verzameling(naam, "parameter", parameters(standaard, hun[naam]), parameters(ons, mijn[naam]))
        yield from _verzameling(naam, "scope", scopes(hun[naam]), scopes(mijn[naam]))
        if hun[naam].get("operationId") != mijn[naam].get("operationId"):
            yield f"{naam}: operationId is {mijn[naam].get('operationId')}, niet {hun[naam].get('operationId')}"
        yield from _antwoord(naam, standaard, hun[naam], ons, mijn[naam])


def handelingen(doc: Doc) -> Iterator[tuple[str, Doc]]:
    """Give each operation by its method and path, the names of path parameters left out."""
    for pad, wijzen in doc["paths"].items():
        kaal = "/".join("{}" if deel.startswith("{") else deel for deel in pad.split("/"))
        for methode in METHODEN:
            if methode in wijzen:
                yield f"{methode.upper()} {kaal}", wijzen[methode]


def parameters(doc: Doc, handeling: Doc) -> set[str]:
    """Return the query parameters."""
    alle = [_volg(doc, parameter) for parameter in handeling.get("parameters", [])]
    return {parameter["name"] for parameter in alle if parameter["in"] == "query"}


def scopes(handeling: Doc) -> set[str]:
    """Return the scopes of which one is needed."""
    teksten = [tekst for eis in handeling.get("security", []) for lijst in eis.values() for tekst in lijst]
    return {scope.strip(" ()") for tekst in teksten for scope in tekst.split("|") if scope.strip(" ()")}


def _verzameling(naam: str, wat: str, hun: set[str], mijn: set[str]) -> Iterator[str]:
    yield from (f"{naam}: {wat} {deel} ontbreekt" for deel in sorted(hun - mijn))
    yield from (f"{naam}: {wat} {deel} staat niet in de standaard" for deel in sorted(mijn - hun))


def _antwoord(naam: str, standaard: Doc, hun: Doc, ons: Doc, mijn: Doc) -> Iterator[str]:
    """Compare the resources that a reading or making operation answers."""
    if not naam.startswith(("GET", "POST")):
        return
    hunne, onze = _schema(standaard, hun), _schema(ons, mijn)
    if hunne is None or onze is None:
        return
    yield from _object(naam, standaard, hunne, ons, onze, "")


def _schema(doc: Doc, handeling: Doc) -> Doc | None:
    for status in ("200", "201"):
        inhoud = handeling["responses"].get(status, {})
        inhoud = _volg(doc, inhoud).get("content", {})
        schema = (inhoud.get("application/json") or {}).get("schema")
        if schema is not None:
            return _bloot(doc, schema)
    return None


def _bloot(doc: Doc, schema: Doc) -> Doc:
    """Return the object: without page around it, list around it, or allOf."""
    schema = _samen(doc, schema)
    if "results" in schema.get("properties", {}):
        schema = _samen(doc, schema["properties"]["results"])
    return _samen(doc, schema["items"]) if schema.get("type") == "array" else schema


def _object(naam: str, standaard: Doc, hun: Doc, ons: Doc, mijn: Doc, ouder: str) -> Iterator[str]:
    hunne = {veld: _samen(standaard, s) for veld, s in hun.get("properties", {}).items() if veld != "_expand"}
    onze = {veld: _samen(ons, s) for veld, s in mijn.get("properties", {}).items()}
    yield from _verzameling(naam, "veld", {ouder + v for v in hunne}, {ouder + v for v in onze})
    for veld in sorted(hunne.keys() & onze.keys()):
        yield from _veld(f"{naam}: veld {ouder}{veld}", hunne[veld], onze[veld])
        if hunne[veld].get("properties") and onze[veld].get("properties"):
            yield from _object(naam, standaard, hunne[veld], ons, onze[veld], f"{ouder}{veld}.")


def _veld(waar: str, hun: Doc, mijn: Doc) -> Iterator[str]:
    for sleutel in ("type", "format", "maxLength", "minimum", "maximum"):
        if hun.get(sleutel) != mijn.get(sleutel) and (sleutel in hun or sleutel in {"type"}):
            yield f"{waar}: {sleutel} is {mijn.get(sleutel)}, in de standaard {hun.get(sleutel)}"
    for sleutel in ("nullable", "readOnly"):
        if bool(hun.get(sleutel)) != bool(mijn.get(sleutel)):
            yield f"{waar}: {sleutel} is {bool(mijn.get(sleutel))}, in de standaard {bool(hun.get(sleutel))}"
    if "enum" in hun and set(hun["enum"]) - {"", None} != set(mijn.get("enum", [])) - {"", None}:
        yield f"{waar}: de keuzes zijn anders"


def _samen(doc: Doc, schema: Doc) -> Doc:
    """Return a schema with its references followed and its allOf and oneOf-with-blank put together."""
    schema = _volg(doc, schema)
    if "allOf" in schema:
        samen: dict[str, Any] = {"properties": {}}
        for deel in [_samen(doc, deel) for deel in schema["allOf"]]:
            samen |= {sleutel: waarde for sleutel, waarde in deel.items() if sleutel != "properties"}
            samen["properties"] |= deel.get("properties", {})
        samen |= {sleutel: waarde for sleutel, waarde in schema.items() if sleutel not in {"allOf", "properties"}}
        samen["properties"] |= schema.get("properties", {})
        return samen if samen["properties"] else {s: w for s, w in samen.items() if s != "properties"}
    delen = [_volg(doc, deel) for deel in schema.get("oneOf", [])]
    if delen and all("enum" in deel for deel in delen):
        keuzes = [keuze for deel in delen for keuze in deel["enum"]]
        return {**{s: w for s, w in schema.items() if s != "oneOf"}, "type": "string", "enum": keuzes}
    return schema


def _volg(doc: Doc, schema: Doc) -> Doc:
    while "$ref" in schema:
        verwijzing = str(schema["$ref"])
        if not verwijzing.startswith("#/"):
            return {}
        doel: Any = doc
        for deel in verwijzing.removeprefix("#/").split("/"):
            doel = doel.get(deel, {})
        schema = {**doel, **{sleutel: waarde for sleutel, waarde in schema.items() if sleutel != "$ref"}}
    return schema
