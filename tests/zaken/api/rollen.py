"""What the tests of rollen begin with: bodies of each kind of betrokkene, and a zaak in which nobody has a part."""

from typing import Any

from tests import fabrieken
from tests.zaken.api.zaakproef import HOST, zaak_url
from zaken.models import Rolsoort, Zaak, Zaaktypeversie

BSN, ANDER_BSN = fabrieken.BSN_WIM, fabrieken.BSN_SANNE
ROLTYPEN = f"{HOST}/catalogi/api/v1/roltypen"
ADRES = {
    "aoaIdentificatie": "0363010000000001",
    "wplWoonplaatsNaam": "Voorbeeldstad",
    "gorOpenbareRuimteNaam": "Dorpsstraat",
    "aoaPostcode": "1234AB",
    "aoaHuisnummer": 12,
    "aoaHuisletter": "a",
    "aoaHuisnummertoevoeging": "bis",
    "inpLocatiebeschrijving": "",
}
BUITENLAND = {
    "lndLandcode": "6030",
    "lndLandnaam": "België",
    "subAdresBuitenland_1": "Grote Markt 1",
    "subAdresBuitenland_2": "",
    "subAdresBuitenland_3": "",
}
# Of each kind: everything that can be told, and the column that finds who it is.
WIE: dict[str, dict[str, Any]] = {
    "natuurlijk_persoon": {
        "inpBsn": BSN,
        "anpIdentificatie": "anp-1",
        "inpA_nummer": "1234567890",
        "geslachtsnaam": "Vries",
        "voorvoegselGeslachtsnaam": "de",
        "voorletters": "W.",
        "voornamen": "Wim",
        "geslachtsaanduiding": "m",
        "geboortedatum": "1950-01-31",
        "verblijfsadres": ADRES,
        "subVerblijfBuitenland": BUITENLAND,
    },
    "niet_natuurlijk_persoon": {
        "innNnpId": "002564440",
        "annIdentificatie": "ann-1",
        "kvkNummer": "12345678",
        "vestigingsNummer": "000012345678",
        "statutaireNaam": "Bakkerij BV",
        "innRechtsvorm": "besloten_vennootschap",
        "bezoekadres": "Markt 1",
        "subVerblijfBuitenland": BUITENLAND,
    },
    "vestiging": {
        "vestigingsNummer": "000012345678",
        "handelsnaam": ["Bakkerij aan de Markt", "De Bakker"],
        "verblijfsadres": ADRES,
        "subVerblijfBuitenland": None,
        "kvkNummer": "12345678",
    },
    "organisatorische_eenheid": {"identificatie": "oe-1", "naam": "Team Groen", "isGehuisvestIn": "Stadhuis"},
    "medewerker": {
        "identificatie": "m0001",
        "achternaam": "Jong",
        "voorletters": "J.",
        "voorvoegselAchternaam": "de",
    },
}


def kale_zaak(versie: Zaaktypeversie) -> Zaak:
    """Return a zaak without an initiator, as another system makes it."""
    zaak = fabrieken.maak_zaak(versie)
    zaak.rollen.all().delete()
    return zaak


def rol(zaak: Zaak, soort: Rolsoort = Rolsoort.BELANGHEBBENDE, **velden: Any) -> dict[str, Any]:
    """Return the body of a new role."""
    roltype = zaak.zaaktypeversie.roltypen.get(soort=soort)
    return {
        "zaak": zaak_url(zaak),
        "betrokkeneType": "natuurlijk_persoon",
        "roltype": f"{ROLTYPEN}/{roltype.uuid}",
        "roltoelichting": "proef",
        **velden,
    }


def medewerker(nummer: str) -> dict[str, Any]:
    return {"betrokkeneType": "medewerker", "betrokkeneIdentificatie": {"identificatie": nummer}}
