"""The shape in which every source gives an address: what an answer of type adres holds."""

import re
from collections.abc import Mapping
from typing import Any, TypedDict

_NUMMER = re.compile(r"\s*([0-9]{1,5})\s*([A-Za-z])?(?:[\s-]+([0-9A-Za-z]{1,4}))?\s*")


class AdresJson(TypedDict, total=False):
    """An address in the Netherlands, or three lines and a country elsewhere."""

    postcode: str
    huisnummer: int
    huisletter: str
    toevoeging: str
    straat: str
    woonplaats: str
    nummeraanduiding: str
    woonplaatscode: str
    regels: list[str]
    land: str


def postcode_kort(postcode: str) -> str:
    """Return "1234AB", as the registers write it."""
    return re.sub(r"\s", "", postcode).upper()


def postcode_lang(postcode: str) -> str:
    """Return "1234 AB", as people write it."""
    kort = postcode_kort(postcode)
    return f"{kort[:4]} {kort[4:]}" if len(kort) == 6 else kort


def huisnummerdelen(tekst: str) -> tuple[int, str, str] | None:
    """Return number, letter and addition of "45 B-2"; nothing when it is no house number."""
    gevonden = _NUMMER.fullmatch(tekst)
    if gevonden is None:
        return None
    return int(gevonden[1]), (gevonden[2] or "").upper(), gevonden[3] or ""


def huisnummertekst(adres: Mapping[str, Any]) -> str:
    """Return the number as people write it: "45 B-2"."""
    nummer = f"{adres.get('huisnummer') or ''} {adres.get('huisletter', '')}".strip()
    return "-".join(deel for deel in (nummer, adres.get("toevoeging", "")) if deel)


def adresregel(adres: Mapping[str, Any]) -> str:
    """Return the address on one line."""
    if adres.get("regels"):
        return ", ".join([*adres["regels"], *([adres["land"]] if adres.get("land") else [])])
    delen = (
        f"{adres.get('straat', '')} {huisnummertekst(adres)}".strip(),
        f"{postcode_lang(adres.get('postcode', ''))} {adres.get('woonplaats', '')}".strip(),
    )
    return ", ".join(deel for deel in delen if deel)


def zelfde_adres(een: AdresJson, ander: AdresJson) -> bool:
    """Tell whether two addresses are the same place, whichever source they came from."""
    if een.get("nummeraanduiding") and ander.get("nummeraanduiding"):
        return een["nummeraanduiding"] == ander["nummeraanduiding"]
    delen = ("huisnummer", "huisletter", "toevoeging")
    return bool(een.get("postcode")) and _kern(een, delen) == _kern(ander, delen)


def _kern(adres: AdresJson, delen: tuple[str, ...]) -> tuple[Any, ...]:
    return (postcode_kort(adres.get("postcode", "")), *(str(adres.get(deel) or "").lower() for deel in delen))
