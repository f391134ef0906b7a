"""Addresses: the BAG of the Kadaster (BAG API Individuele Bevragingen 2, `GET /adressen`).

No extract of our own: what was found once is remembered for a day, and for a month when the register is down. So the
addresses that people here use answer at once and survive an outage, without a table that has to be kept up.
"""

from collections.abc import Iterator, Mapping
from typing import Protocol

from mijnportaal.bronnen.adressen import AdresJson, postcode_kort, postcode_lang
from mijnportaal.bronnen.onthouden import onthoud
from mijnportaal.bronnen.verbinding import BronStoring, Dienst, Json, Vraag, stel

DAG = 86_400
# A block of flats has one number and many additions; more pages than this no building has.
PER_BLADZIJDE, MEESTE_BLADZIJDEN = 100, 10


class Adressen(Protocol):
    """The port: which addresses there are."""

    def zoek(self, postcode: str, huisnummer: int) -> list[AdresJson]:
        """Return every address with this postcode and number, with each letter and addition that exists."""
        ...


class Bag:
    """The register over HTTP."""

    def __init__(self, dienst: Dienst) -> None:
        self.dienst = dienst

    def zoek(self, postcode: str, huisnummer: int) -> list[AdresJson]:
        """Return every address with this postcode and number; see `Adressen`."""
        kort = postcode_kort(postcode)
        sleutel = f"bag:{self.dienst.adres}:{kort}:{huisnummer}"
        gevonden: list[AdresJson] = onthoud(sleutel, lambda: list(self._haal(kort, huisnummer)), vers=DAG, oud=30 * DAG)
        return gevonden

    def _haal(self, postcode: str, huisnummer: int) -> Iterator[AdresJson]:
        for bladzijde in range(1, MEESTE_BLADZIJDEN + 1):
            antwoord = self._bladzijde(postcode, huisnummer, bladzijde)
            yield from map(_adres, (antwoord.get("_embedded") or {}).get("adressen", []))
            if "next" not in (antwoord.get("_links") or {}):
                return

    def _bladzijde(self, postcode: str, huisnummer: int, bladzijde: int) -> Mapping[str, Json]:
        parameters = {
            "postcode": postcode,
            "huisnummer": str(huisnummer),
            "page": str(bladzijde),
            "pageSize": str(PER_BLADZIJDE),
        }
        koppen = {"Accept": "application/hal+json"}
        antwoord = stel(self.dienst, Vraag("GET", "/adressen", parameters=parameters, koppen=koppen))
        if antwoord is None:
            return {}
        if not isinstance(antwoord, dict):
            raise BronStoring("antwoord-onbegrijpelijk")
        return antwoord


def _adres(json: Mapping[str, Json]) -> AdresJson:
    return AdresJson(
        postcode=postcode_lang(str(json.get("postcode", ""))),
        huisnummer=int(json["huisnummer"]),
        huisletter=str(json.get("huisletter", "")),
        toevoeging=str(json.get("huisnummertoevoeging", "")),
        straat=str(json.get("openbareRuimteNaam", "")),
        woonplaats=str(json.get("woonplaatsNaam", "")),
        nummeraanduiding=str(json.get("nummeraanduidingIdentificatie", "")),
        woonplaatscode=str(json.get("woonplaatsIdentificatie", "")),
    )
