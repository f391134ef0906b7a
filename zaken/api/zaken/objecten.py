"""What a zaak is about: `objectIdentificatie` in the shape of each kind of object of the standard."""

from rest_framework import serializers

from zaken.api.zaken.betrokkenen import (
    RolMedewerker,
    RolNatuurlijkPersoon,
    RolNietNatuurlijkPersoon,
    RolOrganisatorischeEenheid,
    RolVestiging,
)
from zaken.api.zaken.groepen import Groepsoort, Keuze, genest, groep, huisnummer, optioneel, verplicht

INRICHTINGSELEMENT = (
    "bak",
    "bord",
    "installatie",
    "kast",
    "mast",
    "paal",
    "sensor",
    "straatmeubilair",
    "waterinrichtingselement",
    "weginrichtingselement",
)
KUNSTWERKDEEL = (
    "keermuur",
    "overkluizing",
    "duiker",
    "faunavoorziening",
    "vispassage",
    "bodemval",
    "coupure",
    "ponton",
    "voorde",
    "hoogspanningsmast",
    "gemaal",
    "perron",
    "sluis",
    "strekdam",
    "steiger",
    "stuw",
)
SPOORBAANDEEL = ("breedspoor", "normaalspoor", "smalspoor", "spoorbaan")
WATERDEEL = ("zee", "waterloop", "watervlakte", "greppel_droge_sloot")

ObjectAdres = groep(
    "ObjectAdres",
    identificatie=verplicht(100),
    wplWoonplaatsNaam=verplicht(80),
    gorOpenbareRuimteNaam=verplicht(80),
    huisnummer=huisnummer(),
    huisletter=optioneel(1),
    huisnummertoevoeging=optioneel(4),
    postcode=optioneel(7),
)

ObjectBuurt = groep(
    "ObjectBuurt",
    buurtCode=verplicht(2),
    buurtNaam=verplicht(40),
    gemGemeenteCode=verplicht(4),
    wykWijkCode=verplicht(2),
)

ObjectGemeente = groep("ObjectGemeente", gemeenteNaam=verplicht(80), gemeenteCode=verplicht(4))

ObjectGemeentelijkeOpenbareRuimte = groep(
    "ObjectGemeentelijkeOpenbareRuimte", identificatie=verplicht(100), openbareRuimteNaam=verplicht(80)
)

TerreinGebouwdObjectAdres = groep(
    "TerreinGebouwdObjectAdres",
    numIdentificatie=optioneel(100),
    oaoIdentificatie=verplicht(100),
    wplWoonplaatsNaam=verplicht(80),
    gorOpenbareRuimteNaam=verplicht(80),
    aoaPostcode=optioneel(7),
    aoaHuisnummer=huisnummer(),
    aoaHuisletter=optioneel(1),
    aoaHuisnummertoevoeging=optioneel(4),
    ogoLocatieAanduiding=optioneel(100),
)

ObjectTerreinGebouwdObject = groep(
    "ObjectTerreinGebouwdObject",
    identificatie=verplicht(100),
    adresAanduidingGrp=genest(TerreinGebouwdObjectAdres),
)

ObjectHuishouden = groep("ObjectHuishouden", nummer=verplicht(12), isGehuisvestIn=genest(ObjectTerreinGebouwdObject))

ObjectInrichtingselement = groep(
    "ObjectInrichtingselement",
    type=Keuze(INRICHTINGSELEMENT),
    identificatie=verplicht(100),
    naam=optioneel(500),
)

ObjectKadastraleOnroerendeZaak = groep(
    "ObjectKadastraleOnroerendeZaak", kadastraleIdentificatie=verplicht(100), kadastraleAanduiding=verplicht(1000)
)

ObjectKunstwerkdeel = groep(
    "ObjectKunstwerkdeel", type=Keuze(KUNSTWERKDEEL), identificatie=verplicht(100), naam=verplicht(80)
)

ObjectMaatschappelijkeActiviteit = groep(
    "ObjectMaatschappelijkeActiviteit", kvkNummer=verplicht(8), handelsnaam=verplicht(200)
)

ObjectOpenbareRuimte = groep(
    "ObjectOpenbareRuimte",
    identificatie=verplicht(100),
    wplWoonplaatsNaam=verplicht(80),
    gorOpenbareRuimteNaam=verplicht(80),
)

ObjectOverige = groep("ObjectOverige", overigeData=serializers.JSONField())

ObjectPand = groep("ObjectPand", identificatie=verplicht(100))

ObjectSpoorbaandeel = groep(
    "ObjectSpoorbaandeel", type=Keuze(SPOORBAANDEEL), identificatie=verplicht(100), naam=optioneel(500)
)

ObjectTerreindeel = groep("ObjectTerreindeel", type=verplicht(40), identificatie=verplicht(100), naam=optioneel(500))

ObjectWaterdeel = groep(
    "ObjectWaterdeel", typeWaterdeel=Keuze(WATERDEEL), identificatie=verplicht(100), naam=optioneel(500)
)

ObjectWegdeel = groep("ObjectWegdeel", type=verplicht(100), identificatie=verplicht(100), naam=optioneel(500))

ObjectWijk = groep("ObjectWijk", wijkCode=verplicht(2), wijkNaam=verplicht(40), gemGemeenteCode=verplicht(4))

ObjectWoonplaats = groep("ObjectWoonplaats", identificatie=verplicht(100), woonplaatsNaam=verplicht(80))

WozObjectAdres = groep(
    "WozObjectAdres",
    aoaIdentificatie=verplicht(100),
    wplWoonplaatsNaam=verplicht(80),
    gorOpenbareRuimteNaam=verplicht(80),
    aoaPostcode=optioneel(7),
    aoaHuisnummer=huisnummer(),
    aoaHuisletter=optioneel(1),
    aoaHuisnummertoevoeging=optioneel(4),
    locatieOmschrijving=optioneel(1000),
)

ObjectWozObject = groep("ObjectWozObject", wozObjectNummer=verplicht(100), aanduidingWozObject=genest(WozObjectAdres))

ObjectWozDeelobject = groep(
    "ObjectWozDeelobject", nummerWozDeelObject=verplicht(6), isOnderdeelVan=genest(ObjectWozObject)
)

ObjectWozWaarde = groep("ObjectWozWaarde", waardepeildatum=verplicht(9), isVoor=genest(ObjectWozObject))

ZakelijkRechtHeeftAlsGerechtigde = groep(
    "ZakelijkRechtHeeftAlsGerechtigde",
    natuurlijkPersoon=genest(RolNatuurlijkPersoon),
    nietNatuurlijkPersoon=genest(RolNietNatuurlijkPersoon),
)

ObjectZakelijkRecht = groep(
    "ObjectZakelijkRecht",
    identificatie=verplicht(100),
    avgAard=verplicht(1000),
    heeftBetrekkingOp=genest(ObjectKadastraleOnroerendeZaak),
    heeftAlsGerechtigde=genest(ZakelijkRechtHeeftAlsGerechtigde),
)

# None: a resource of its own, that only its address names.
OBJECTEN: "dict[str, Groepsoort | None]" = {
    "adres": ObjectAdres,
    "besluit": None,
    "buurt": ObjectBuurt,
    "enkelvoudig_document": None,
    "gemeente": ObjectGemeente,
    "gemeentelijke_openbare_ruimte": ObjectGemeentelijkeOpenbareRuimte,
    "huishouden": ObjectHuishouden,
    "inrichtingselement": ObjectInrichtingselement,
    "kadastrale_onroerende_zaak": ObjectKadastraleOnroerendeZaak,
    "kunstwerkdeel": ObjectKunstwerkdeel,
    "maatschappelijke_activiteit": ObjectMaatschappelijkeActiviteit,
    "medewerker": RolMedewerker,
    "natuurlijk_persoon": RolNatuurlijkPersoon,
    "niet_natuurlijk_persoon": RolNietNatuurlijkPersoon,
    "openbare_ruimte": ObjectOpenbareRuimte,
    "organisatorische_eenheid": RolOrganisatorischeEenheid,
    "pand": ObjectPand,
    "spoorbaandeel": ObjectSpoorbaandeel,
    "status": None,
    "terreindeel": ObjectTerreindeel,
    "terrein_gebouwd_object": ObjectTerreinGebouwdObject,
    "vestiging": RolVestiging,
    "waterdeel": ObjectWaterdeel,
    "wegdeel": ObjectWegdeel,
    "wijk": ObjectWijk,
    "woonplaats": ObjectWoonplaats,
    "woz_deelobject": ObjectWozDeelobject,
    "woz_object": ObjectWozObject,
    "woz_waarde": ObjectWozWaarde,
    "zakelijk_recht": ObjectZakelijkRecht,
    "overige": ObjectOverige,
}
