"""The people of the demo, as Haal Centraal BRP bevragen 2 gives them."""

import datetime
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from mijnportaal.bronnen.proefgegevens import inwoners, lees
from mijnportaal.bronnen.proefgegevens.bag import adres_van

Json = dict[str, Any]
MAANDEN = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
GESLACHT = {"M": "man", "V": "vrouw", "O": "onbekend"}
VERBINTENIS = {"huwelijk": "H", "geregistreerd partnerschap": "P"}
# What can be asked for with `fields`; anything else is a mistake of ours, and refused as the register does.
VELDEN = frozenset({
    "burgerservicenummer", "naam", "geboorte", "geslacht", "leeftijd", "nationaliteiten", "verblijfplaats",
    "gemeenteVanInschrijving", "partners", "kinderen", "ouders", "overlijden", "opschortingBijhouding",
    "geheimhoudingPersoonsgegevens", "gezag",
})  # fmt: skip


def persoon(bsn: str, velden: Sequence[str]) -> Json | None:
    """Return these fields of the person with this number."""
    mens = next((mens for mens in _mensen().values() if bsn and mens.get("bsn") == bsn), None)
    return _kies(_persoon(mens), velden) if mens else None


def _kies(json: Mapping[str, Any], velden: Sequence[str]) -> Json:
    """Return what the paths name; the type of a polymorphic part always comes along."""
    gekozen: Json = {}
    for naam, waarde in json.items():
        dieper = [veld.partition(".")[2] for veld in velden if veld.partition(".")[0] == naam]
        if not dieper and naam != "type":
            continue
        gekozen[naam] = waarde if "" in dieper or naam == "type" else _dieper(waarde, dieper)
    return gekozen


def _dieper(waarde: Any, velden: Sequence[str]) -> Any:
    if isinstance(waarde, list):
        return [_kies(deel, velden) for deel in waarde]
    # A date comes whole, whichever part of it is named.
    return _kies(waarde, velden) if isinstance(waarde, dict) and "langFormaat" not in waarde else waarde


@cache
def _mensen() -> dict[str, Json]:
    gegevens = lees("mensen.json")
    bekend = {inwoner["sleutel"]: _van_inwoner(inwoner) for inwoner in inwoners()}
    for sleutel, bijzonder in gegevens["bijzonder"].items():
        bekend[sleutel] |= bijzonder
    return {
        sleutel: {**mens, "sleutel": sleutel, **gegevens["verbanden"].get(sleutel, {})}
        for sleutel, mens in {**bekend, **gegevens["mensen"]}.items()
    }


def _van_inwoner(inwoner: Json) -> Json:
    postcode = inwoner["adres"]["postcode"].replace(" ", "")
    return {
        **{veld: inwoner[veld] for veld in ("bsn", "voornamen", "voorvoegsel", "geslachtsnaam")},
        "geboren": inwoner["geboortedatum"],
        "geslacht": inwoner["geslacht"].upper(),
        "woont": f"{postcode} {inwoner['adres']['huisnummer']}",
    }


def _persoon(mens: Json) -> Json:
    return {
        "burgerservicenummer": mens["bsn"],
        "naam": {**_naam(mens), "volledigeNaam": _volledig(mens)},
        "geboorte": {
            **_geboorte(mens),
            "plaats": {"omschrijving": mens.get("geboorteplaats", "Voorbeeldstad")},
            "land": {"code": "6030", "omschrijving": mens.get("geboorteland", "Nederland")},
        },
        "geslacht": {"code": mens["geslacht"], "omschrijving": GESLACHT[mens["geslacht"]]},
        "nationaliteiten": [
            {"type": "Nationaliteit", "nationaliteit": {"omschrijving": naam}}
            for naam in mens.get("nationaliteiten", ["Nederlandse"])
        ],
        "verblijfplaats": _verblijfplaats(mens),
        "gemeenteVanInschrijving": {"code": "1999", "omschrijving": "Voorbeeldstad"},
        **({"geheimhoudingPersoonsgegevens": True} if mens.get("geheim") else {}),
        **_einde(mens),
        "partners": [_partner(partner) for partner in mens.get("partners", [])],
        "kinderen": [_verwant(sleutel) for sleutel in mens.get("kinderen", [])],
        "ouders": [_verwant(sleutel) for sleutel in mens.get("ouders", [])],
        "gezag": [_gezag(kind, dragers) for kind, dragers in mens.get("gezag", {}).items()],
    }


def _naam(mens: Json) -> Json:
    naam = {
        "voornamen": mens["voornamen"],
        "voorvoegsel": mens.get("voorvoegsel", ""),
        "geslachtsnaam": mens["geslachtsnaam"],
        "voorletters": "".join(f"{voornaam[0]}." for voornaam in mens["voornamen"].split()),
    }
    return {veld: waarde for veld, waarde in naam.items() if waarde}


def _volledig(mens: Json) -> str:
    return " ".join(mens[veld] for veld in ("voornamen", "voorvoegsel", "geslachtsnaam") if mens.get(veld))


def _geboorte(mens: Json) -> Json:
    return {"datum": _datum(mens["geboren"])}


def _datum(iso: str) -> Json:
    """Return a date as the register writes it, in the words of what is known of it."""
    delen = [int(deel) for deel in iso.split("-")]
    if len(delen) == 3:
        dag = datetime.date(*delen)
        return {"type": "Datum", "datum": iso, "langFormaat": f"{dag.day} {MAANDEN[dag.month - 1]} {dag.year}"}
    if len(delen) == 2:
        jaar, maand = delen
        return {"type": "JaarMaandDatum", "jaar": jaar, "maand": maand, "langFormaat": f"{MAANDEN[maand - 1]} {jaar}"}
    return {"type": "JaarDatum", "jaar": delen[0], "langFormaat": str(delen[0])}


def _verblijfplaats(mens: Json) -> Json:
    if buitenland := mens.get("buitenland"):
        regels = {regel: buitenland[regel] for regel in ("regel1", "regel2")}
        return {
            "type": "VerblijfplaatsBuitenland",
            "verblijfadres": {**regels, "land": {"omschrijving": buitenland["land"]}},
        }
    adres = adres_van(mens["woont"])
    delen = {naam: adres[naam] for naam in ("huisnummer", "huisletter", "huisnummertoevoeging") if naam in adres}
    return {
        "type": "Adres",
        "verblijfadres": {
            "officieleStraatnaam": adres["openbareRuimteNaam"],
            "korteStraatnaam": adres["korteNaam"],
            **delen,
            "postcode": adres["postcode"],
            "woonplaats": adres["woonplaatsNaam"],
        },
        "functieAdres": {"code": "W", "omschrijving": "woonadres"},
        "adresseerbaarObjectIdentificatie": adres["adresseerbaarObjectIdentificatie"],
        "nummeraanduidingIdentificatie": adres["nummeraanduidingIdentificatie"],
        "datumVan": _datum("2015-08-08"),
    }


def _einde(mens: Json) -> Json:
    if "overleden" not in mens:
        return {}
    return {
        "overlijden": {"datum": _datum(mens["overleden"])},
        "opschortingBijhouding": {"reden": {"code": "O", "omschrijving": "overlijden"}},
    }


def _verwant(sleutel: str) -> Json:
    mens = _mensen()[sleutel]
    nummer = {"burgerservicenummer": mens["bsn"]} if mens.get("bsn") else {}
    return {**nummer, "naam": _naam(mens), "geboorte": _geboorte(mens)}


def _partner(partner: Json) -> Json:
    tot = {"ontbindingHuwelijkPartnerschap": {"datum": _datum(partner["tot"])}} if "tot" in partner else {}
    return {
        **_verwant(partner["wie"]),
        "soortVerbintenis": {"code": VERBINTENIS[partner["soort"]], "omschrijving": partner["soort"]},
        "aangaanHuwelijkPartnerschap": {"datum": _datum(partner["sinds"])},
        **tot,
    }


def _gezag(kind: str, dragers: Sequence[str]) -> Json:
    """Return who has authority over a child; without parents that is a guardian."""
    minderjarige = {"minderjarige": {"burgerservicenummer": _mensen()[kind]["bsn"]}}
    ouders = [{"burgerservicenummer": _mensen()[drager]["bsn"]} for drager in dragers]
    if not ouders:
        return {"type": "Voogdij", **minderjarige, "derden": [{"type": "BekendeDerde"}]}
    if len(ouders) == 1:
        return {"type": "EenhoofdigOuderlijkGezag", **minderjarige, "ouder": ouders[0]}
    return {"type": "GezamenlijkOuderlijkGezag", **minderjarige, "ouders": ouders}
