"""The addresses of the demo, as the BAG gives them."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from mijnportaal.bronnen.adressen import huisnummerdelen, postcode_kort
from mijnportaal.bronnen.proefgegevens import lees

Json = dict[str, Any]


@cache
def adressen() -> list[Json]:
    """Return every address, each with the identifications that it keeps."""
    return [_adres(nummer, *delen) for nummer, delen in enumerate(_delen(), start=1)]


def zoek(postcode: str, huisnummer: int) -> list[Json]:
    """Return the addresses with this postcode and number."""
    kort = postcode_kort(postcode)
    return [adres for adres in adressen() if (adres["postcode"], adres["huisnummer"]) == (kort, huisnummer)]


def adres_van(tekst: str) -> Json:
    """Return the address of "1235CD 45 B"."""
    postcode, _spatie, huisnummer = tekst.partition(" ")
    delen = huisnummerdelen(huisnummer)
    assert delen is not None, tekst  # noqa: S101  (our own data)
    nummer, letter, toevoeging = delen
    gevonden = [
        adres
        for adres in zoek(postcode, nummer)
        if (adres.get("huisletter", ""), adres.get("huisnummertoevoeging", "")) == (letter, toevoeging)
    ]
    return gevonden[0]


def _delen() -> Iterator[tuple[Json, int, str, str]]:
    for straat in lees("adressen.json")["straten"]:
        for tekst in straat["nummers"]:
            if delen := huisnummerdelen(tekst):
                yield (straat, *delen)
        for deur in range(1, straat.get("flat", 0) + 1):
            yield straat, 1, "", str(deur)


def _adres(nummer: int, straat: Json, huisnummer: int, huisletter: str, toevoeging: str) -> Json:
    gemeente = lees("adressen.json")["gemeente"]["code"]
    tekst = f"{huisnummer}{huisletter}" + (f"-{toevoeging}" if toevoeging else "")
    return {
        "openbareRuimteNaam": straat["straat"],
        "korteNaam": straat["straat"],
        "huisnummer": huisnummer,
        **({"huisletter": huisletter} if huisletter else {}),
        **({"huisnummertoevoeging": toevoeging} if toevoeging else {}),
        "postcode": straat["postcode"],
        "woonplaatsNaam": straat["woonplaats"],
        "nummeraanduidingIdentificatie": f"{gemeente}20{nummer:010}",
        "openbareRuimteIdentificatie": f"{gemeente}30{nummer:010}",
        "woonplaatsIdentificatie": lees("adressen.json")["woonplaatsen"][straat["woonplaats"]],
        "adresseerbaarObjectIdentificatie": f"{gemeente}01{nummer:010}",
        "pandIdentificaties": [f"{gemeente}10{nummer:010}"],
        "adresregel5": f"{straat['straat']} {tekst}",
        "adresregel6": f"{straat['postcode'][:4]} {straat['postcode'][4:]}  {straat['woonplaats'].upper()}",
    }
