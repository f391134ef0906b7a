"""How the settings connect a register."""

from mijnportaal.settings.bronnen import bronnen


def test_source_without_an_address_is_not_connected() -> None:
    assert {naam: bron["adres"] for naam, bron in bronnen({}).items()} == {"brp": "", "kvk": "", "bag": ""}


def test_key_and_fixed_headers_go_along() -> None:
    brp = bronnen(
        {
            "BRP_ADRES": "https://brp.example/api/",
            "BRP_SLEUTEL": "geheim",
            "BRP_KOPPEN": "x-doelbinding=BRP0001, x-origin-oin=00000001002564440000",
            "BRP_CERTIFICAAT": "/etc/brp.pem",
        }
    )["brp"]
    assert brp["adres"] == "https://brp.example/api"
    assert brp["koppen"] == {
        "X-API-KEY": "geheim",
        "x-doelbinding": "BRP0001",
        "x-origin-oin": "00000001002564440000",
    }
    assert brp["certificaat"] == "/etc/brp.pem"
