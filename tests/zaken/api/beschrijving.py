"""The description of one of our APIs, told which rows there are, so that requests made from it are about those."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from mijnportaal.zgw.bron import Bron
from tests.fabrieken import RSIN
from tests.zaken.api.proefwereld import HOEVEEL, rijen_van
from tests.zaken.api.zaakproef import Api
from zaken.selectielijst import PAD as REFERENTIELIJSTEN
from zaken.selectielijst import lijsten

HIER = "http://localhost"  # where schemathesis sends its requests
METHODEN = {"get", "head", "post", "put", "patch", "delete"}
ORGANISATIES = {"bronorganisatie", "verantwoordelijkeOrganisatie", "rsin"}
# Fields with an address in the Referentielijsten API, and which list it is of.
LIJSTEN = {
    "communicatiekanaal": "communicatiekanalen",
    "selectielijstProcestype": "procestypen",
    "selectielijstklasse": "resultaten",
    "resultaattypeomschrijving": "resultaattypeomschrijvingen",
}


def met_rijen(bestand: Path) -> dict[str, Any]:
    """Return the description in this file with what is there as the values to choose from."""
    inhoud: dict[str, Any] = yaml.safe_load(_zonder_ankers(bestand))
    for bron in Bron.alle.values():
        schema = inhoud["components"]["schemas"].get(type(bron).serializer.__name__.removesuffix("Serializer"), {})
        _noem_relaties(bron, schema.get("properties", {}))
    basis = inhoud["servers"][0]["url"]
    for pad, wijzen in inhoud["paths"].items():
        for parameter in _parameters(wijzen):
            _noem(parameter["schema"], _waarden(basis, pad, parameter))
            if parameter["name"] == "page":
                parameter["schema"]["enum"] = [1]  # there are no others
    return inhoud


def _zonder_ankers(bestand: Path) -> str:
    """Return the file with everything written out: what is changed in one place stays as it was in another."""

    class Schrijver(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    return str(yaml.dump(yaml.safe_load(bestand.read_text()), Dumper=Schrijver))


def _noem_relaties(bron: Bron, velden: Mapping[str, Any]) -> None:
    for naam, doel in bron.relaties().items():
        deel = velden.get(naam, {})
        _noem(deel.get("items", deel), _adressen(Bron.alle[doel]))
    for naam in ORGANISATIES & velden.keys():
        _noem(velden[naam], [RSIN])
    for naam in LIJSTEN.keys() & velden.keys():
        _noem(velden[naam], [f"{HIER}{REFERENTIELIJSTEN}/{LIJSTEN[naam]}/{uuid}" for uuid in _lijst(LIJSTEN[naam])])


def _parameters(wijzen: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    yield from wijzen.get("parameters", ())
    for methode in METHODEN & wijzen.keys():
        yield from wijzen[methode].get("parameters", ())


def _waarden(basis: str, pad: str, parameter: Mapping[str, Any]) -> Sequence[str]:
    """Return what a parameter of this path can be: the uuid of a row, or in a query its address."""
    if parameter["in"] == "query":
        bron = Bron.alle.get(parameter["name"])
        return _adressen(bron) if bron and parameter["schema"].get("format") == "uri" else ()
    if (ouder := parameter["name"].removesuffix("_uuid")) in Bron.alle:
        return _uuids(Bron.alle[ouder])[:1]
    begin = f"{basis}{pad.partition('/{uuid}')[0]}"
    if begin.endswith("/audittrail"):
        return _sporen(begin)
    if begin.startswith(REFERENTIELIJSTEN):
        return _lijst(begin.rsplit("/", 1)[1])
    kaal = re.sub("{[a-z_]*}", "{}", begin)
    (bron,) = (bron for bron in Bron.alle.values() if bron.volledig_pad == kaal)
    return _uuids(bron)


def _sporen(pad: str) -> list[str]:
    """Return which rows of the audit trail there are of the first thing that has one."""
    ouder = Bron.alle[pad.split("{")[1].partition("_uuid")[0]]
    adres = re.sub("{.*}", _uuids(ouder)[0], pad)
    return [regel["uuid"] for regel in Api().lees(f"http://testserver{adres}")]


def _lijst(naam: str) -> list[str]:
    return [str(uuid) for uuid in getattr(lijsten(), naam)][:HOEVEEL]


def _uuids(bron: Bron) -> list[str]:
    uuids = [str(uuid) for uuid in rijen_van(bron).values_list("uuid", flat=True)]
    assert uuids, f"Er is geen {bron.naam} om een verzoek over te doen."
    return uuids


def _adressen(bron: Bron) -> list[str]:
    return [rij["url"] for rij in bron.lezer.lees(rijen_van(bron).values_list("pk", flat=True), HIER)]


def _noem(schema: dict[str, Any], waarden: Sequence[str]) -> None:
    if waarden and schema.get("type") == "string":
        schema["enum"] = list(waarden)
