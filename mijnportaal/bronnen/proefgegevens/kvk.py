"""The companies of the demo, as the APIs of the KVK give them."""

from collections.abc import Iterator
from typing import Any

from mijnportaal.bronnen.proefgegevens import lees
from mijnportaal.bronnen.proefgegevens.bag import adres_van

Json = dict[str, Any]


def basisprofiel(kvk: str) -> Json | None:
    """Return the basisprofiel of the company with this number."""
    return next((_basisprofiel(bedrijf) for bedrijf in lees("bedrijven.json") if bedrijf["kvk"] == kvk), None)


def vestigingen(kvk: str) -> Json | None:
    """Return the list of branches of the company with this number."""
    for bedrijf in lees("bedrijven.json"):
        if bedrijf["kvk"] == kvk:
            regels = [_vestigingsregel(vestiging) for vestiging in bedrijf["vestigingen"]]
            return {
                "kvkNummer": kvk,
                "aantalCommercieleVestigingen": len(regels),
                "aantalNietCommercieleVestigingen": 0,
                "totaalAantalVestigingen": len(regels),
                "vestigingen": regels,
                "links": [],
            }
    return None


def vestigingsprofiel(nummer: str) -> Json | None:
    """Return the profile of the branch with this number."""
    for bedrijf, vestiging in _vestigingen():
        if vestiging["nummer"] == nummer:
            return _vestigingsprofiel(bedrijf, vestiging)
    return None


def zoek(parameters: dict[str, str]) -> list[Json]:
    """Return the search results that have all of these parameters."""
    gevraagd = {naam: parameters[naam] for naam in ("kvkNummer", "rsin", "vestigingsnummer") if naam in parameters}
    gevonden = [_resultaat(bedrijf, vestiging) for bedrijf, vestiging in _vestigingen()]
    return [rij for rij in gevonden if all(rij.get(naam) == waarde for naam, waarde in gevraagd.items())]


def _vestigingen() -> Iterator[tuple[Json, Json]]:
    for bedrijf in lees("bedrijven.json"):
        for vestiging in bedrijf["vestigingen"]:
            yield bedrijf, vestiging


def _janee(waarde: object) -> str:
    return "Ja" if waarde else "Nee"


def _handelsnamen(bedrijf: Json) -> list[Json]:
    namen = bedrijf.get("handelsnamen", [bedrijf["naam"]])
    return [{"naam": naam, "volgorde": volgorde} for volgorde, naam in enumerate(namen)]


def _basisprofiel(bedrijf: Json) -> Json:
    hoofd = next(vestiging for vestiging in bedrijf["vestigingen"] if vestiging.get("hoofd"))
    code, omschrijving = bedrijf["activiteit"]
    return {
        "kvkNummer": bedrijf["kvk"],
        "indNonMailing": "Nee",
        "naam": bedrijf["naam"],
        "formeleRegistratiedatum": bedrijf["sinds"],
        "materieleRegistratie": {"datumAanvang": bedrijf["sinds"], "datumEinde": None},
        **({"statutaireNaam": bedrijf["statutair"]} if "statutair" in bedrijf else {}),
        "handelsnamen": _handelsnamen(bedrijf),
        "sbiActiviteiten": [{"sbiCode": code, "sbiOmschrijving": omschrijving, "indHoofdactiviteit": "Ja"}],
        "links": [],
        "_embedded": {
            "hoofdvestiging": _vestigingsprofiel(bedrijf, hoofd),
            "eigenaar": {
                **({"rsin": bedrijf["rsin"]} if "rsin" in bedrijf else {}),
                "rechtsvorm": bedrijf["rechtsvorm"],
                "uitgebreideRechtsvorm": bedrijf["rechtsvorm"],
                "links": [],
            },
        },
    }


def _vestigingsprofiel(bedrijf: Json, vestiging: Json) -> Json:
    return {
        "vestigingsnummer": vestiging["nummer"],
        "kvkNummer": bedrijf["kvk"],
        **({"rsin": bedrijf["rsin"]} if "rsin" in bedrijf else {}),
        "indNonMailing": "Nee",
        "formeleRegistratiedatum": bedrijf["sinds"],
        "materieleRegistratie": {"datumAanvang": bedrijf["sinds"], "datumEinde": None},
        "eersteHandelsnaam": vestiging["naam"],
        "indHoofdvestiging": _janee(vestiging.get("hoofd")),
        "indCommercieleVestiging": "Ja",
        "handelsnamen": [{"naam": vestiging["naam"], "volgorde": 0}],
        "adressen": [_adres(vestiging)],
        "links": [],
    }


def _adres(vestiging: Json) -> Json:
    """Return the visiting address; of a screened one only that it is."""
    if vestiging.get("afgeschermd"):
        return {"type": "bezoekadres", "indAfgeschermd": "Ja"}
    adres = adres_van(vestiging["adres"])
    return {
        "type": "bezoekadres",
        "indAfgeschermd": "Nee",
        "volledigAdres": _volledig(adres),
        "straatnaam": adres["openbareRuimteNaam"],
        "huisnummer": adres["huisnummer"],
        **({"huisletter": adres["huisletter"]} if "huisletter" in adres else {}),
        "postcode": adres["postcode"],
        "plaats": adres["woonplaatsNaam"],
        "land": "Nederland",
    }


def _volledig(adres: Json) -> str:
    return f"{adres['adresregel5']} {adres['postcode']}{adres['woonplaatsNaam']}"


def _vestigingsregel(vestiging: Json) -> Json:
    adres = {} if vestiging.get("afgeschermd") else {"volledigAdres": _volledig(adres_van(vestiging["adres"]))}
    return {
        "vestigingsnummer": vestiging["nummer"],
        "eersteHandelsnaam": vestiging["naam"],
        "indHoofdvestiging": _janee(vestiging.get("hoofd")),
        "indAdresAfgeschermd": _janee(vestiging.get("afgeschermd")),
        "indCommercieleVestiging": "Ja",
        **adres,
        "links": [],
    }


def _resultaat(bedrijf: Json, vestiging: Json) -> Json:
    return {
        "kvkNummer": bedrijf["kvk"],
        **({"rsin": bedrijf["rsin"]} if "rsin" in bedrijf else {}),
        "vestigingsnummer": vestiging["nummer"],
        "naam": vestiging["naam"],
        "type": "hoofdvestiging" if vestiging.get("hoofd") else "nevenvestiging",
        "actief": "Ja",
        "links": [],
    }
