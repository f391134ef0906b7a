"""Build the settings of the base registries from what says where they are."""

from collections.abc import Mapping
from typing import Any

# By which header each of them knows us, unless _KOPPEN says it another way.
SLEUTELKOP = {"brp": "X-API-KEY", "kvk": "apikey", "bag": "X-Api-Key"}


def bronnen(waarden: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Return each source; one without an address is not connected.

    Read are BRP_, KVK_ and BAG_ with ADRES (where the paths of the standard begin), SLEUTEL (the API key), KOPPEN
    (other fixed headers, such as "x-doelbinding=…,x-origin-oin=…", divided by commas), CERTIFICAAT and
    CERTIFICAATSLEUTEL (files, for TLS on both sides), and CA (a file, for a source outside the public web).
    """
    return {naam: _bron(f"{naam.upper()}_", kop, waarden) for naam, kop in SLEUTELKOP.items()}


def _bron(begin: str, kop: str, waarden: Mapping[str, str]) -> dict[str, Any]:
    sleutel = waarden.get(f"{begin}SLEUTEL", "")
    paren = (regel.partition("=") for regel in waarden.get(f"{begin}KOPPEN", "").split(",") if regel.strip())
    return {
        "adres": waarden.get(f"{begin}ADRES", "").rstrip("/"),
        "koppen": {**({kop: sleutel} if sleutel else {}), **{naam.strip(): inhoud for naam, _is, inhoud in paren}},
        "certificaat": waarden.get(f"{begin}CERTIFICAAT", ""),
        "certificaatsleutel": waarden.get(f"{begin}CERTIFICAATSLEUTEL", ""),
        "ca": waarden.get(f"{begin}CA", ""),
    }
