"""Who has a role, or is an object: `betrokkeneIdentificatie` in the five shapes of the standard."""

from collections.abc import Mapping
from typing import Any

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from mijnportaal.kern.versleuteling import ontsleutel
from zaken.api.zaken.groepen import Elfproef, Groepsoort, Keuze, genest, groep, huisnummer, optioneel, verplicht
from zaken.models import Betrokkene
from zaken.services.identificatie import PERSOONSNUMMERS

Soort = Betrokkene.Soort
A_NUMMER = RegexValidator(
    r"^[1-9][0-9]{9}$", _("Een A-nummer heeft tien cijfers en begint niet met nul."), code="a-nummer-incorrect-format"
)
GESLACHT = ("m", "v", "o")
RECHTSVORM = (
    "besloten_vennootschap",
    "cooperatie_europees_economische_samenwerking",
    "europese_cooperatieve_venootschap",
    "europese_naamloze_vennootschap",
    "kerkelijke_organisatie",
    "naamloze_vennootschap",
    "onderlinge_waarborg_maatschappij",
    "overig_privaatrechtelijke_rechtspersoon",
    "stichting",
    "vereniging",
    "vereniging_van_eigenaars",
    "publiekrechtelijke_rechtspersoon",
    "vennootschap_onder_firma",
    "maatschap",
    "rederij",
    "commanditaire_vennootschap",
    "kapitaalvennootschap_binnen_eer",
    "overige_buitenlandse_rechtspersoon_vennootschap",
    "kapitaalvennootschap_buiten_eer",
)

VerblijfsAdres = groep(
    "VerblijfsAdres",
    aoaIdentificatie=verplicht(100),
    wplWoonplaatsNaam=verplicht(80),
    gorOpenbareRuimteNaam=verplicht(80),
    aoaPostcode=optioneel(7),
    aoaHuisnummer=huisnummer(),
    aoaHuisletter=optioneel(1),
    aoaHuisnummertoevoeging=optioneel(4),
    inpLocatiebeschrijving=optioneel(1000),
)

SubVerblijfBuitenland = groep(
    "SubVerblijfBuitenland",
    lndLandcode=verplicht(4),
    lndLandnaam=verplicht(40),
    subAdresBuitenland_1=optioneel(35),
    subAdresBuitenland_2=optioneel(35),
    subAdresBuitenland_3=optioneel(35),
)

RolNatuurlijkPersoon = groep(
    "RolNatuurlijkPersoon",
    inpBsn=Elfproef(9, leeg=True),
    anpIdentificatie=optioneel(17),
    inpA_nummer=optioneel(10, validators=[A_NUMMER]),
    geslachtsnaam=optioneel(200),
    voorvoegselGeslachtsnaam=optioneel(80),
    voorletters=optioneel(20),
    voornamen=optioneel(200),
    geslachtsaanduiding=Keuze(GESLACHT, leeg=True),
    geboortedatum=optioneel(18),
    verblijfsadres=genest(VerblijfsAdres),
    subVerblijfBuitenland=genest(SubVerblijfBuitenland),
)

RolNietNatuurlijkPersoon = groep(
    "RolNietNatuurlijkPersoon",
    innNnpId=Elfproef(9, leeg=True),
    annIdentificatie=optioneel(17),
    # Not in 1.5.1; who logs in with eHerkenning is known by these two, and clients send them.
    kvkNummer=optioneel(8),
    vestigingsNummer=optioneel(24),
    statutaireNaam=optioneel(500),
    innRechtsvorm=Keuze(RECHTSVORM, leeg=True),
    bezoekadres=optioneel(1000),
    subVerblijfBuitenland=genest(SubVerblijfBuitenland),
)

RolVestiging = groep(
    "RolVestiging",
    vestigingsNummer=optioneel(24),
    handelsnaam=serializers.ListField(
        child=optioneel(625), required=False, allow_null=True, allow_empty=True, default=list
    ),
    verblijfsadres=genest(VerblijfsAdres),
    subVerblijfBuitenland=genest(SubVerblijfBuitenland),
    kvkNummer=optioneel(8),
)

RolOrganisatorischeEenheid = groep(
    "RolOrganisatorischeEenheid",
    identificatie=optioneel(24),
    naam=optioneel(50),
    isGehuisvestIn=optioneel(24),
)

RolMedewerker = groep(
    "RolMedewerker",
    identificatie=optioneel(24),
    achternaam=optioneel(200),
    voorletters=optioneel(20),
    voorvoegselAchternaam=optioneel(10),
)

BETROKKENEN: dict[str, Groepsoort] = {
    Soort.NATUURLIJK_PERSOON: RolNatuurlijkPersoon,
    Soort.NIET_NATUURLIJK_PERSOON: RolNietNatuurlijkPersoon,
    Soort.VESTIGING: RolVestiging,
    Soort.ORGANISATORISCHE_EENHEID: RolOrganisatorischeEenheid,
    Soort.MEDEWERKER: RolMedewerker,
}

# The columns of a betrokkene that a role is shown with; the first ones stand with the person alone.
KOLOMMEN = (*PERSOONSNUMMERS.values(), "rsin", "ann_identificatie", "kvk_nummer", "vestigingsnummer", "identificatie")
NAMEN = ("naam", "voornamen", "voorvoegsel", "achternaam", "geboortedatum")


def nummers_van(rij: Mapping[str, str | None], *, open_: bool) -> dict[str, str]:
    """Return the numbers of a person under the names of the standard; closed, as in a trail, they are empty."""
    return {naam: _leesbaar(kolom, rij[kolom]) if open_ else "" for naam, kolom in PERSOONSNUMMERS.items()}


def _leesbaar(kolom: str, waarde: str | None) -> str:
    """Return the number; the database gives what is encrypted as it is stored."""
    if not waarde or kolom == "anp_identificatie":
        return waarde or ""
    return ontsleutel(waarde, context=Betrokkene._meta.get_field(kolom).context)  # type: ignore[union-attr]


def met_nummers(gegevens: Mapping[str, Any], nummers: Mapping[str, str]) -> dict[str, Any]:
    """Return the details with the numbers that were given with them, and that stand with the person."""
    return {**gegevens, **{naam: nummer for naam, nummer in nummers.items() if naam in gegevens}}


def gegevens_uit(soort: str, rij: Mapping[str, Any], nummers: Mapping[str, str]) -> dict[str, Any]:
    """Return the details of a role that our own screens made: what we know of the betrokkene."""
    match soort:
        case Soort.NATUURLIJK_PERSOON:
            return {
                **nummers,
                "geslachtsnaam": rij["achternaam"] or rij["naam"],
                "voorvoegselGeslachtsnaam": rij["voorvoegsel"],
                "voornamen": rij["voornamen"],
                "geboortedatum": rij["geboortedatum"],
            }
        case Soort.NIET_NATUURLIJK_PERSOON:
            return {
                "innNnpId": rij["rsin"],
                "annIdentificatie": rij["ann_identificatie"],
                "kvkNummer": rij["kvk_nummer"],
                "statutaireNaam": rij["naam"],
            }
        case Soort.VESTIGING:
            return {
                "vestigingsNummer": rij["vestigingsnummer"],
                "kvkNummer": rij["kvk_nummer"],
                "handelsnaam": [rij["naam"]],
            }
        case Soort.ORGANISATORISCHE_EENHEID:
            return {"identificatie": rij["identificatie"], "naam": rij["naam"]}
        case _:
            return {"identificatie": rij["identificatie"], "achternaam": rij["achternaam"] or rij["naam"]}
