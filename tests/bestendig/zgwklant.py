"""A client of the ZGW APIs that others wrote (zgw-consumers), as a program of its own with a Django of its own.

It lives the whole life of a zaak over HTTP and tells on its output what it saw.
"""

import base64
import json
import sys
from typing import Any

import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes", "simple_certmanager", "zgw_consumers"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    PRIVATE_MEDIA_ROOT="/nonexistent",
    USE_TZ=True,
)
django.setup()

from zgw_consumers.client import build_client
from zgw_consumers.constants import APITypes, AuthTypes
from zgw_consumers.models import Service

RSIN = "002564440"
GEZIEN: dict[str, Any] = {}


class Register:
    """The four APIs that the client speaks to."""

    def __init__(self, wortel: str, geheim: str) -> None:
        self.wortel = wortel
        soorten = {"zaken": "zrc", "catalogi": "ztc", "documenten": "drc", "besluiten": "brc"}
        self.klanten: dict[str, Any] = {
            naam: build_client(
                Service(
                    api_root=f"{wortel}/{naam}/api/v1/",
                    api_type=getattr(APITypes, soort),
                    auth_type=AuthTypes.zgw,
                    client_id="proef",
                    secret=geheim,
                    user_id="ruud",
                    user_representation="Ruud Peeters",
                )
            )
            for naam, soort in soorten.items()
        }
        for klant in self.klanten.values():
            klant.headers.update({"Accept-Crs": "EPSG:4326", "Content-Crs": "EPSG:4326"})

    def vraag(self, api: str, methode: str, pad: str, verwacht: int, **opties: Any) -> Any:
        """Return what came back; stop at any other status."""
        antwoord = self.klanten[api].request(methode, pad, **opties)
        if antwoord.status_code != verwacht:
            sys.exit(f"{methode} {pad}: {antwoord.status_code} {antwoord.text[:600]}")
        if antwoord.headers.get("Content-Type", "").startswith("application/json"):
            return antwoord.json()
        return antwoord.content

    def maak(self, api: str, pad: str, **velden: Any) -> Any:
        """Return the new resource."""
        return self.vraag(api, "POST", pad, 201, json=velden)


def catalogus(register: Register) -> dict[str, Any]:
    """Return a published zaaktype with all that belongs to it."""
    geldig = {"beginGeldigheid": "2020-01-01", "versiedatum": "2020-01-01"}
    cat = register.maak("catalogi", "catalogussen", domein="PROEF", rsin=RSIN, contactpersoonBeheerNaam="Beheer")["url"]
    iot = register.maak(
        "catalogi", "informatieobjecttypen", catalogus=cat, omschrijving="Aanvraag", informatieobjectcategorie="stuk",
        vertrouwelijkheidaanduiding="openbaar", beginGeldigheid="2020-01-01",
    )["url"]  # fmt: skip
    besluittype = register.maak(
        "catalogi", "besluittypen", catalogus=cat, omschrijving="Vergunning", publicatieIndicatie=False,
        informatieobjecttypen=["Aanvraag"], beginGeldigheid="2020-01-01", zaaktypen=[],
    )["url"]  # fmt: skip
    for pad in (iot, besluittype):
        register.vraag("catalogi", "POST", f"{pad}/publish", 200)
    zaaktype = register.maak(
        "catalogi", "zaaktypen", catalogus=cat, identificatie="PROEF-1", omschrijving="Kapvergunning", doel="Kappen",
        aanleiding="Aanvraag", indicatieInternOfExtern="extern", handelingInitiator="aanvragen", onderwerp="Boom",
        handelingBehandelaar="behandelen", doorlooptijd="P8W", opschortingEnAanhoudingMogelijk=True,
        verlengingMogelijk=False, publicatieIndicatie=False, productenOfDiensten=[], deelzaaktypen=[],
        vertrouwelijkheidaanduiding="openbaar", referentieproces={"naam": "Vergunning"}, verantwoordelijke="Groen",
        besluittypen=["Vergunning"], gerelateerdeZaaktypen=[], selectielijstProcestype=sys.argv[5], **geldig,
    )["url"]  # fmt: skip
    delen: dict[str, tuple[str, dict[str, Any]]] = {
        "begin": ("statustypen", {"omschrijving": "Ontvangen", "volgnummer": 1}),
        "einde": ("statustypen", {"omschrijving": "Klaar", "volgnummer": 2}),
        "initiator": ("roltypen", {"omschrijving": "Aanvrager", "omschrijvingGeneriek": "initiator"}),
    }
    adressen = {
        naam: register.maak("catalogi", pad, zaaktype=zaaktype, **velden)["url"]
        for naam, (pad, velden) in delen.items()
    }
    adressen["resultaat"] = register.maak(
        "catalogi", "resultaattypen", zaaktype=zaaktype, omschrijving="Verleend",
        resultaattypeomschrijving=f"{register.wortel}/referentielijsten/api/v1/resultaattypeomschrijvingen/fb65d251-1518-4185-865f-b8bdcfad07b1",
        selectielijstklasse=sys.argv[3], archiefnominatie="vernietigen", archiefactietermijn="P5Y",
        brondatumArchiefprocedure={"afleidingswijze": "afgehandeld", "einddatumBekend": False, "procestermijn": None,
            "datumkenmerk": "", "objecttype": "", "registratie": ""}, besluittypen=[],
    )["url"]  # fmt: skip
    register.maak(
        "catalogi", "zaaktype-informatieobjecttypen", zaaktype=zaaktype, informatieobjecttype="Aanvraag", volgnummer=1,
        richting="inkomend",
    )  # fmt: skip
    register.vraag("catalogi", "POST", f"{zaaktype}/publish", 200)
    return {"zaaktype": zaaktype, "iot": iot, "besluittype": besluittype, **adressen}


def document(register: Register, typen: dict[str, Any]) -> str:
    """Return a document that was made, locked, changed and unlocked."""
    eio = "enkelvoudiginformatieobjecten"
    velden = {
        "bronorganisatie": RSIN,
        "creatiedatum": "2026-01-05",
        "titel": "Aanvraag",
        "auteur": "Sanne",
        "taal": "dut",
    }
    inhoud = base64.b64encode(b"De eerste tekst").decode()
    doc = register.maak(
        "documenten", eio, **velden, informatieobjecttype=typen["iot"], inhoud=inhoud, bestandsomvang=15,
        bestandsnaam="aanvraag.txt", formaat="text/plain", indicatieGebruiksrecht=False,
    )  # fmt: skip
    GEZIEN["eerste inhoud"] = register.vraag("documenten", "GET", doc["inhoud"], 200).decode()
    slot = register.vraag("documenten", "POST", f"{doc['url']}/lock", 200)["lock"]
    nieuw = {"lock": slot, "inhoud": base64.b64encode(b"De tweede").decode(), "bestandsomvang": 9}
    register.vraag("documenten", "PATCH", doc["url"], 400, json={"titel": "Zonder slot"})
    GEZIEN["versie"] = register.vraag("documenten", "PATCH", doc["url"], 200, json=nieuw)["versie"]
    register.vraag("documenten", "POST", f"{doc['url']}/unlock", 204, json={"lock": slot})
    GEZIEN["oude titel"] = register.vraag("documenten", "GET", f"{doc['url']}?versie=1", 200)["versie"]
    return str(doc["url"])


def leven(register: Register) -> None:
    """Live the life of one zaak: registered, handled, decided, closed and opened again."""
    typen = catalogus(register)
    zaak = register.maak(
        "zaken", "zaken", zaaktype=typen["zaaktype"], bronorganisatie=RSIN, verantwoordelijkeOrganisatie=RSIN,
        startdatum="2026-01-05", omschrijving="Eik kappen",
        zaakgeometrie={"type": "Point", "coordinates": [4.9, 52.37]},
    )  # fmt: skip
    url = zaak["url"]
    register.maak(
        "zaken", "rollen", zaak=url, roltype=typen["initiator"], betrokkeneType="natuurlijk_persoon", roltoelichting="",
        betrokkeneIdentificatie={"inpBsn": sys.argv[4], "geslachtsnaam": "Visser"},
    )  # fmt: skip
    doc = document(register, typen)
    register.maak("zaken", "zaakinformatieobjecten", zaak=url, informatieobject=doc)
    relaties = register.vraag("documenten", "GET", "objectinformatieobjecten", 200, params={"informatieobject": doc})
    GEZIEN["gespiegeld"] = len(relaties)
    status = {"zaak": url, "statustoelichting": ""}
    register.maak("zaken", "statussen", **status, statustype=typen["begin"], datumStatusGezet="2026-01-05T10:00:00Z")
    besluit = register.maak(
        "besluiten", "besluiten", verantwoordelijkeOrganisatie=RSIN, besluittype=typen["besluittype"], zaak=url,
        datum="2026-02-01", ingangsdatum="2026-02-02",
    )  # fmt: skip
    register.maak("besluiten", "besluitinformatieobjecten", besluit=besluit["url"], informatieobject=doc)
    einde = {**status, "statustype": typen["einde"], "datumStatusGezet": "2026-02-03T10:00:00Z"}
    register.vraag("zaken", "POST", "statussen", 400, json=einde)
    register.maak("zaken", "resultaten", zaak=url, resultaattype=typen["resultaat"], toelichting="Mag")
    register.maak("zaken", "statussen", **einde)
    dicht = register.vraag("zaken", "GET", f"{url}?expand=zaaktype,status.statustype,rollen,resultaat", 200)
    GEZIEN["dicht"] = {naam: dicht[naam] for naam in ("einddatum", "archiefnominatie", "archiefactiedatum")}
    GEZIEN["uitgebreid"] = sorted(dicht["_expand"])
    bsn = {"rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn": sys.argv[4]}
    GEZIEN["gevonden"] = register.vraag("zaken", "GET", "zaken", 200, params=bsn)["count"]
    vlak = {"type": "Polygon", "coordinates": [[[4, 52], [5, 52], [5, 53], [4, 53], [4, 52]]]}
    zoek = {"zaakgeometrie": {"within": vlak}}
    GEZIEN["op de kaart"] = register.vraag("zaken", "POST", "zaken/_zoek", 200, json=zoek)["count"]
    weer = {**status, "statustype": typen["begin"], "datumStatusGezet": "2026-02-04T10:00:00Z"}
    register.maak("zaken", "statussen", **weer)
    open_ = register.vraag("zaken", "GET", url, 200)
    GEZIEN["heropend"] = {naam: open_[naam] for naam in ("einddatum", "archiefnominatie", "archiefactiedatum")}
    spoor = register.vraag("zaken", "GET", f"{url}/audittrail", 200)
    GEZIEN["spoor"] = sorted({regel["resource"] for regel in spoor})
    GEZIEN["gebruiker"] = sorted({regel["gebruikersWeergave"] for regel in spoor})


if __name__ == "__main__":
    leven(Register(sys.argv[1], sys.argv[2]))
    print(json.dumps(GEZIEN))
