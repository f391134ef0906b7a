"""Companies: the handelsregister (KVK API Basisprofiel 1, Vestigingsprofiel 1 and Zoeken 2)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypedDict

from mijnportaal.bronnen.adressen import AdresJson, postcode_lang
from mijnportaal.bronnen.datums import van_kvk
from mijnportaal.bronnen.onthouden import onthoud
from mijnportaal.bronnen.verbinding import BronStoring, Dienst, Json, Vraag, stel

UUR = 3600
MEESTE_VESTIGINGEN = 100


class VestigingJson(TypedDict):
    """One branch of a company."""

    vestigingsnummer: str
    naam: str
    adres: str
    hoofdvestiging: bool


class BedrijfJson(TypedDict):
    """A company as an answer holds it."""

    kvk_nummer: str
    rsin: str
    naam: str
    adres: AdresJson


class Bedrijven(Protocol):
    """The port: what the register knows of a company."""

    def haal(self, kvk_nummer: str, gegevens: Collection[str]) -> dict[str, Json] | None:
        """Return these data of this company by their name; nothing when no company has the number."""
        ...

    def vestigingen(self, kvk_nummer: str) -> list[VestigingJson]:
        """Return the branches of this company, the main one first."""
        ...

    def vestiging(self, vestigingsnummer: str) -> dict[str, Json] | None:
        """Return the branch with this number: kvk_nummer, naam, adres; nothing when there is none."""
        ...

    def zoek(self, *, rsin: str) -> BedrijfJson | None:
        """Return the company with this RSIN."""
        ...


@dataclass(frozen=True)
class _Profiel:
    """A basisprofiel with its main branch and its owner; those two are parts of the same answer."""

    basis: Mapping[str, Json]

    def deel(self, naam: str) -> Mapping[str, Json]:
        gevonden = (self.basis.get("_embedded") or {}).get(naam)
        return gevonden if isinstance(gevonden, Mapping) else {}

    @property
    def adres(self) -> AdresJson:
        """Return the visiting address of the main branch, or else that of the owner."""
        for deel in ("hoofdvestiging", "eigenaar"):
            if adres := bezoekadres(self.deel(deel).get("adressen") or []):
                return adres
        return AdresJson()


def bezoekadres(adressen: Sequence[Mapping[str, Json]]) -> AdresJson:
    """Return the visiting address among these; nothing of one that is screened."""
    for json in adressen:
        if json.get("type") != "bezoekadres" or json.get("indAfgeschermd") == "Ja":
            continue
        if json.get("land") not in {None, "", "Nederland"}:
            regels = [json[veld] for veld in ("straatHuisnummer", "postcodeWoonplaats", "regio") if json.get(veld)]
            return AdresJson(regels=regels, land=str(json["land"]))
        if json.get("huisnummer"):
            return _binnenland(json)
    return AdresJson()


def _binnenland(json: Mapping[str, Json]) -> AdresJson:
    return AdresJson(
        postcode=postcode_lang(str(json.get("postcode", ""))),
        huisnummer=int(json["huisnummer"]),
        huisletter=str(json.get("huisletter") or ""),
        toevoeging=str(json.get("huisnummerToevoeging") or ""),
        straat=str(json.get("straatnaam") or ""),
        woonplaats=str(json.get("plaats") or ""),
    )


def _rechtsvorm(profiel: _Profiel) -> str:
    eigenaar = profiel.deel("eigenaar")
    return str(eigenaar.get("uitgebreideRechtsvorm") or eigenaar.get("rechtsvorm") or "")


def _handelsnamen(profiel: _Profiel) -> str:
    namen = sorted(profiel.basis.get("handelsnamen") or [], key=lambda json: json.get("volgorde", 0))
    return ", ".join(str(json.get("naam", "")) for json in namen)


def _activiteit(profiel: _Profiel) -> str:
    for json in profiel.basis.get("sbiActiviteiten") or []:
        if json.get("indHoofdactiviteit") == "Ja":
            return str(json.get("sbiOmschrijving", ""))
    return ""


def _organisatie(profiel: _Profiel) -> BedrijfJson:
    return BedrijfJson(
        kvk_nummer=str(profiel.basis.get("kvkNummer", "")),
        rsin=_rsin(profiel),
        naam=str(profiel.basis.get("naam", "")),
        adres=profiel.adres,
    )


def _rsin(profiel: _Profiel) -> str:
    return str(profiel.deel("eigenaar").get("rsin") or profiel.basis.get("rsin") or "")


GEGEVENS: dict[str, Callable[[_Profiel], Json]] = {
    "kvk_nummer": lambda profiel: str(profiel.basis.get("kvkNummer", "")),
    "rsin": _rsin,
    "naam": lambda profiel: str(profiel.basis.get("naam", "")),
    "statutaire_naam": lambda profiel: str(profiel.basis.get("statutaireNaam") or ""),
    "handelsnamen": _handelsnamen,
    "rechtsvorm": _rechtsvorm,
    "activiteit": _activiteit,
    "opgericht": lambda profiel: van_kvk((profiel.basis.get("materieleRegistratie") or {}).get("datumAanvang")).iso,
    "adres": lambda profiel: profiel.adres,
    "adres.straat": lambda profiel: profiel.adres.get("straat", ""),
    "adres.huisnummer": lambda profiel: profiel.adres.get("huisnummer", ""),
    "adres.huisletter": lambda profiel: profiel.adres.get("huisletter", ""),
    "adres.toevoeging": lambda profiel: profiel.adres.get("toevoeging", ""),
    "adres.postcode": lambda profiel: profiel.adres.get("postcode", ""),
    "adres.woonplaats": lambda profiel: profiel.adres.get("woonplaats", ""),
    "vestigingsnummer": lambda profiel: str(profiel.deel("hoofdvestiging").get("vestigingsnummer", "")),
    "organisatie": _organisatie,
}
# The paths of the API itself, as forms of other systems name them.
ANDERE_NAMEN: dict[str, str] = {
    "kvkNummer": "kvk_nummer",
    "statutaireNaam": "statutaire_naam",
    "bezoekadres.straatnaam": "adres.straat",
    "bezoekadres.huisnummer": "adres.huisnummer",
    "bezoekadres.huisletter": "adres.huisletter",
    "bezoekadres.huisnummerToevoeging": "adres.toevoeging",
    "bezoekadres.postcode": "adres.postcode",
    "bezoekadres.plaats": "adres.woonplaats",
    "_embedded.eigenaar.rsin": "rsin",
    "_embedded.eigenaar.rechtsvorm": "rechtsvorm",
    "_embedded.hoofdvestiging.vestigingsnummer": "vestigingsnummer",
}


def gegeven_van(pad: str) -> str:
    """Return our name for what this path means; an empty string when the register does not have it."""
    naam = ANDERE_NAMEN.get(pad, pad)
    return naam if naam in GEGEVENS else ""


class Handelsregister:
    """The register over HTTP. Its data are public, so they are remembered for an hour: each question costs money."""

    def __init__(self, dienst: Dienst) -> None:
        self.dienst = dienst

    def haal(self, kvk_nummer: str, gegevens: Collection[str]) -> dict[str, Json] | None:
        """Return these data of this company; see `Bedrijven`."""
        basis = self._vraag(f"/v1/basisprofielen/{kvk_nummer}")
        if basis is None:
            return None
        profiel = _Profiel(basis)
        return {naam: GEGEVENS[naam](profiel) for naam in gegevens}

    def vestigingen(self, kvk_nummer: str) -> list[VestigingJson]:
        """Return the branches of this company; see `Bedrijven`."""
        antwoord = self._vraag(f"/v1/basisprofielen/{kvk_nummer}/vestigingen") or {}
        gevonden = [
            VestigingJson(
                vestigingsnummer=str(json.get("vestigingsnummer", "")),
                naam=str(json.get("eersteHandelsnaam") or json.get("naam") or ""),
                adres=str(json.get("volledigAdres", "")),
                hoofdvestiging=json.get("indHoofdvestiging") == "Ja",
            )
            for json in (antwoord.get("vestigingen") or [])[:MEESTE_VESTIGINGEN]
        ]
        return sorted(gevonden, key=lambda vestiging: (not vestiging["hoofdvestiging"], vestiging["vestigingsnummer"]))

    def vestiging(self, vestigingsnummer: str) -> dict[str, Json] | None:
        """Return the branch with this number; see `Bedrijven`."""
        json = self._vraag(f"/v1/vestigingsprofielen/{vestigingsnummer}")
        if json is None:
            return None
        return {
            "vestigingsnummer": str(json.get("vestigingsnummer", "")),
            "kvk_nummer": str(json.get("kvkNummer", "")),
            "naam": str(json.get("eersteHandelsnaam") or json.get("naam") or ""),
            "adres": bezoekadres(json.get("adressen") or []),
        }

    def zoek(self, *, rsin: str) -> BedrijfJson | None:
        """Return the company with this RSIN; see `Bedrijven`."""
        antwoord = self._vraag("/v2/zoeken", {"rsin": rsin, "resultatenPerPagina": "1"}) or {}
        for json in antwoord.get("resultaten") or []:
            if profiel := self.haal(str(json.get("kvkNummer", "")), ["organisatie"]):
                gevonden: BedrijfJson = profiel["organisatie"]
                return gevonden
        return None

    def _vraag(self, pad: str, parameters: Mapping[str, str] | None = None) -> dict[str, Any] | None:
        """Return the object behind this path; nothing when there is none."""
        vraag = Vraag("GET", pad, parameters=parameters or {})
        sleutel = f"kvk:{self.dienst.adres}{pad}?{sorted((parameters or {}).items())}"
        antwoord = onthoud(sleutel, lambda: stel(self.dienst, vraag), vers=UUR, oud=UUR)
        if antwoord is None or isinstance(antwoord, dict):
            return antwoord
        raise BronStoring("antwoord-onbegrijpelijk")
