"""People: Haal Centraal BRP bevragen 2 (`POST /personen`, RaadpleegMetBurgerservicenummer).

Only the fields of what a form asks for are requested (AVG article 5: no more than needed), and the register hears for
which purpose. Nothing of the answer is remembered here.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypedDict

from mijnportaal.bronnen.adressen import AdresJson, postcode_lang, zelfde_adres
from mijnportaal.bronnen.datums import van_brp
from mijnportaal.bronnen.verbinding import BronStoring, Dienst, Json, Vraag, stel

MEESTE_TEGELIJK = 20  # burgerservicenummers in one question
# Opschorting bijhouding: somebody died (O); the record was made by mistake (F) or is being wiped (W).
OVERLEDEN, VERVALLEN = "O", frozenset({"F", "W"})


@dataclass(frozen=True)
class Doelbinding:
    """Why we ask: what the register writes into its own log (BRP, protocollering)."""

    verwerking: str = ""
    gebruiker: str = ""

    @property
    def koppen(self) -> dict[str, str]:
        """Return the headers that gateways to the BRP take; the purpose itself is a fixed header of the setting."""
        paren = {"x-verwerking": self.verwerking, "x-gebruiker": self.gebruiker}
        # A header is Latin-1 on one line, and the title of a form is neither.
        return {naam: waarde.encode("ascii", "ignore").decode()[:120] for naam, waarde in paren.items() if waarde}


class PersoonJson(TypedDict, total=False):
    """Somebody in the family of a person, as an answer holds him. Without BSN he is known by name and birth."""

    bsn: str
    voornamen: str
    voorvoegsel: str
    geslachtsnaam: str
    geboortedatum: str
    soort: str
    sinds: str
    overleden: bool
    zelfde_adres: bool | None
    gezag: bool | None


class Personen(Protocol):
    """The port: what the register knows of somebody."""

    def haal(self, bsn: str, gegevens: Collection[str], *, doel: Doelbinding) -> dict[str, Json] | None:
        """Return these data of this person by their name; nothing when nobody has the number."""
        ...


@dataclass(frozen=True)
class Gegeven:
    """One thing that a form can ask of the register: which fields it takes, and how to read it."""

    velden: tuple[str, ...]
    lees: Callable[[Mapping[str, Json]], Json]


def _pad(*delen: str) -> Callable[[Mapping[str, Json]], Json]:
    """Return a reader of the text behind a path; an empty string when any part of it is absent."""

    def lees(persoon: Mapping[str, Json]) -> Json:
        waarde: Any = persoon
        for deel in delen:
            waarde = waarde.get(deel) if isinstance(waarde, Mapping) else None
        return "" if waarde is None else waarde

    return lees


def _tekst(*delen: str) -> Gegeven:
    return Gegeven((".".join(delen),), _pad(*delen))


def _datum(*delen: str) -> Gegeven:
    lees = _pad(*delen)
    return Gegeven((".".join(delen),), lambda persoon: van_brp(lees(persoon)).iso)


def _adresdeel(naam: str, veld: str) -> Gegeven:
    return Gegeven((f"verblijfplaats.verblijfadres.{veld}",), lambda persoon: adres_van(persoon).get(naam, ""))


def adres_van(persoon: Mapping[str, Json]) -> AdresJson:
    """Return where this person lives, as the register knows it; empty when that is unknown."""
    plaats = persoon.get("verblijfplaats") or {}
    adres = plaats.get("verblijfadres") or {}
    if plaats.get("type") == "VerblijfplaatsBuitenland":
        regels = [adres[regel] for regel in ("regel1", "regel2", "regel3") if adres.get(regel)]
        return AdresJson(regels=regels, land=str((adres.get("land") or {}).get("omschrijving", "")))
    if plaats.get("type") == "Locatie":
        return AdresJson(regels=[adres[veld] for veld in ("locatiebeschrijving", "woonplaats") if adres.get(veld)])
    if not adres.get("huisnummer"):
        return AdresJson()
    return AdresJson(
        postcode=postcode_lang(str(adres.get("postcode", ""))),
        huisnummer=int(adres["huisnummer"]),
        huisletter=str(adres.get("huisletter", "")),
        toevoeging=str(adres.get("huisnummertoevoeging", "")),
        straat=str(adres.get("officieleStraatnaam") or adres.get("korteStraatnaam") or ""),
        woonplaats=str(adres.get("woonplaats", "")),
        nummeraanduiding=str(plaats.get("nummeraanduidingIdentificatie", "")),
    )


def is_overleden(persoon: Mapping[str, Json]) -> bool:
    """Tell whether this person has died; the register says so in more than one way."""
    return bool(persoon.get("overlijden")) or _opschorting(persoon) == OVERLEDEN


def _opschorting(persoon: Mapping[str, Json]) -> str:
    return str(((persoon.get("opschortingBijhouding") or {}).get("reden") or {}).get("code", ""))


def _verwant(json: Mapping[str, Json]) -> PersoonJson:
    naam, geboorte = json.get("naam") or {}, json.get("geboorte") or {}
    return PersoonJson(
        bsn=str(json.get("burgerservicenummer", "")),
        voornamen=str(naam.get("voornamen", "")),
        voorvoegsel=str(naam.get("voorvoegsel", "")),
        geslachtsnaam=str(naam.get("geslachtsnaam", "")),
        geboortedatum=van_brp(geboorte.get("datum")).iso,
    )


def _partners(persoon: Mapping[str, Json]) -> list[PersoonJson]:
    """Return who this person is married to or registered with now; a bond that ended does not count."""
    gevonden = []
    for json in persoon.get("partners") or []:
        if json.get("ontbindingHuwelijkPartnerschap"):
            continue
        partner = _verwant(json)
        partner["soort"] = str((json.get("soortVerbintenis") or {}).get("omschrijving", ""))
        partner["sinds"] = van_brp((json.get("aangaanHuwelijkPartnerschap") or {}).get("datum")).iso
        gevonden.append(partner)
    return [partner for partner in gevonden if partner["geslachtsnaam"] or partner["bsn"]]


def _kinderen(persoon: Mapping[str, Json]) -> list[PersoonJson]:
    """Return the children. Of a child without a name the register knows that there is none (puntouder)."""
    kinderen = [_verwant(json) for json in persoon.get("kinderen") or []]
    return [kind for kind in kinderen if kind["geslachtsnaam"] or kind["voornamen"]]


def _kinderen_met_gezag(persoon: Mapping[str, Json]) -> list[PersoonJson]:
    """Return the children, and of each whether this person has authority over it."""
    onder_gezag = {
        str((relatie.get("minderjarige") or {}).get("burgerservicenummer", ""))
        for relatie in persoon.get("gezag") or []
        if _heeft_gezag(relatie, str(persoon.get("burgerservicenummer", "")))
    }
    kinderen = _kinderen(persoon)
    for kind in kinderen:
        kind["gezag"] = kind["bsn"] in onder_gezag if kind["bsn"] else None
    return kinderen


def _heeft_gezag(relatie: Mapping[str, Json], bsn: str) -> bool:
    """Tell whether this person himself, and not a guardian, has authority over the minor of a gezagsrelatie."""
    if relatie.get("type") == "Voogdij":
        return False
    dragers = [relatie.get("ouder"), relatie.get("derde"), *(relatie.get("ouders") or [])]
    return any(drager and drager.get("burgerservicenummer") == bsn for drager in dragers)


def _ouders(persoon: Mapping[str, Json]) -> list[PersoonJson]:
    return [ouder for json in persoon.get("ouders") or [] if (ouder := _verwant(json))["geslachtsnaam"]]


def _nationaliteiten(persoon: Mapping[str, Json]) -> str:
    namen = [
        (json.get("nationaliteit") or {}).get("omschrijving") or str(json.get("type", ""))
        for json in persoon.get("nationaliteiten") or []
    ]
    return ", ".join(namen)


_VERWANT = ("burgerservicenummer", "naam", "geboorte.datum")
_KIND = tuple(f"kinderen.{veld}" for veld in _VERWANT)
KINDEREN = frozenset({"kinderen", "kinderen_met_gezag"})
GEGEVENS: dict[str, Gegeven] = {
    "bsn": _tekst("burgerservicenummer"),
    "naam": _tekst("naam", "volledigeNaam"),
    "voornamen": _tekst("naam", "voornamen"),
    "voorletters": _tekst("naam", "voorletters"),
    "voorvoegsel": _tekst("naam", "voorvoegsel"),
    "geslachtsnaam": _tekst("naam", "geslachtsnaam"),
    "geslacht": _tekst("geslacht", "omschrijving"),
    "geboortedatum": _datum("geboorte", "datum"),
    "geboorteplaats": _tekst("geboorte", "plaats", "omschrijving"),
    "geboorteland": _tekst("geboorte", "land", "omschrijving"),
    "nationaliteit": Gegeven(("nationaliteiten",), _nationaliteiten),
    "adres": Gegeven(("verblijfplaats",), adres_van),
    "adres.straat": _adresdeel("straat", "officieleStraatnaam"),
    "adres.huisnummer": _adresdeel("huisnummer", "huisnummer"),
    "adres.huisletter": _adresdeel("huisletter", "huisletter"),
    "adres.toevoeging": _adresdeel("toevoeging", "huisnummertoevoeging"),
    "adres.postcode": _adresdeel("postcode", "postcode"),
    "adres.woonplaats": _adresdeel("woonplaats", "woonplaats"),
    "adres.sinds": _datum("verblijfplaats", "datumVan"),
    "gemeente": _tekst("gemeenteVanInschrijving", "code"),
    "geheim": Gegeven(
        ("geheimhoudingPersoonsgegevens",), lambda persoon: bool(persoon.get("geheimhoudingPersoonsgegevens"))
    ),
    "persoon": Gegeven(_VERWANT, _verwant),
    "partners": Gegeven(
        (*(f"partners.{veld}" for veld in _VERWANT), "partners.soortVerbintenis",
         "partners.aangaanHuwelijkPartnerschap.datum", "partners.ontbindingHuwelijkPartnerschap.datum"), _partners,
    ),
    "kinderen": Gegeven((*_KIND, "verblijfplaats"), _kinderen),
    # Apart: not every municipality may ask who has authority over a child.
    "kinderen_met_gezag": Gegeven((*_KIND, "verblijfplaats", "gezag", "burgerservicenummer"), _kinderen_met_gezag),
    "ouders": Gegeven(tuple(f"ouders.{veld}" for veld in _VERWANT), _ouders),
}  # fmt: skip
# What other systems call the same thing, so that their forms can be read (Haal Centraal paths).
ANDERE_NAMEN: dict[str, str] = {
    "burgerservicenummer": "bsn",
    "naam.volledigeNaam": "naam",
    "naam.voornamen": "voornamen",
    "naam.voorletters": "voorletters",
    "naam.voorvoegsel": "voorvoegsel",
    "naam.geslachtsnaam": "geslachtsnaam",
    "geslacht.omschrijving": "geslacht",
    "geboorte.datum": "geboortedatum",
    "geboorte.datum.datum": "geboortedatum",
    "geboorte.plaats.omschrijving": "geboorteplaats",
    "geboorte.land.omschrijving": "geboorteland",
    "verblijfplaats": "adres",
    "verblijfplaats.verblijfadres.officieleStraatnaam": "adres.straat",
    "verblijfplaats.verblijfadres.korteStraatnaam": "adres.straat",
    "verblijfplaats.verblijfadres.huisnummer": "adres.huisnummer",
    "verblijfplaats.verblijfadres.huisletter": "adres.huisletter",
    "verblijfplaats.verblijfadres.huisnummertoevoeging": "adres.toevoeging",
    "verblijfplaats.verblijfadres.postcode": "adres.postcode",
    "verblijfplaats.verblijfadres.woonplaats": "adres.woonplaats",
    "gemeenteVanInschrijving.code": "gemeente",
}
# What the register tells of somebody's family only when asked for each of them.
VAN_VERWANTEN = (
    "burgerservicenummer", "overlijden.datum", "opschortingBijhouding", "verblijfplaats",
)  # fmt: skip


def gegeven_van(pad: str) -> str:
    """Return our name for what this path means; an empty string when the register does not have it."""
    naam = ANDERE_NAMEN.get(pad, pad)
    return naam if naam in GEGEVENS else ""


class HaalCentraal:
    """The register over HTTP."""

    def __init__(self, dienst: Dienst) -> None:
        self.dienst = dienst

    def haal(self, bsn: str, gegevens: Collection[str], *, doel: Doelbinding) -> dict[str, Json] | None:
        """Return these data of this person; see `Personen`."""
        velden = sorted({veld for naam in gegevens for veld in GEGEVENS[naam].velden})
        # Always: who it is about, and whether he died or is no longer kept up: then there is nothing to fill in.
        velden += sorted({"burgerservicenummer", "opschortingBijhouding", "overlijden.datum"} - set(velden))
        gevonden = [mens for mens in self._raadpleeg([bsn], velden, doel) if mens.get("burgerservicenummer") == bsn]
        if not gevonden or is_overleden(gevonden[0]) or _opschorting(gevonden[0]) in VERVALLEN:
            return None
        waarden = {naam: GEGEVENS[naam].lees(gevonden[0]) for naam in gegevens}
        for naam in KINDEREN & waarden.keys():
            self._vul_verwanten_aan(waarden[naam], adres_van(gevonden[0]), doel)
        return waarden

    def _vul_verwanten_aan(self, verwanten: Sequence[PersoonJson], adres: AdresJson, doel: Doelbinding) -> None:
        """Say of each relative with a BSN whether he lives, and whether he lives at this address."""
        nummers = [verwant["bsn"] for verwant in verwanten if verwant["bsn"]]
        bekend = {
            str(persoon.get("burgerservicenummer")): persoon
            for deel in _delen(nummers, MEESTE_TEGELIJK)
            for persoon in self._raadpleeg(deel, VAN_VERWANTEN, doel)
        }
        for verwant in verwanten:
            persoon = bekend.get(verwant["bsn"])
            verwant["overleden"] = persoon is not None and is_overleden(persoon)
            verwant["zelfde_adres"] = None if persoon is None else zelfde_adres(adres, adres_van(persoon))

    def _raadpleeg(self, nummers: Sequence[str], velden: Sequence[str], doel: Doelbinding) -> list[dict[str, Json]]:
        lichaam = {
            "type": "RaadpleegMetBurgerservicenummer",
            "burgerservicenummer": list(nummers),
            "fields": list(velden),
        }
        antwoord = stel(self.dienst, Vraag("POST", "/personen", lichaam=lichaam, koppen=doel.koppen))
        if not isinstance(antwoord, dict) or not isinstance(antwoord.get("personen", []), list):
            raise BronStoring("antwoord-onbegrijpelijk")
        gevonden: list[dict[str, Json]] = antwoord.get("personen", [])
        return gevonden


def _delen(nummers: Sequence[str], grootte: int) -> Iterator[Sequence[str]]:
    for begin in range(0, len(nummers), grootte):
        yield nummers[begin : begin + grootte]
