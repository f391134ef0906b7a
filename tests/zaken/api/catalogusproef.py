"""What the tests of the Catalogi API begin with: clients, and bodies that the standard accepts."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests import fabrieken
from zaken.selectielijst import lijsten, resultaat_op_nummer

ZTC = "/catalogi/api/v1"
HOST = "http://testserver"
SELECTIELIJST = "https://selectielijst.openzaak.nl/api/v1"
LIJSTEN = f"{HOST}/referentielijsten/api/v1"


class Proefclient:
    """A client of the Catalogi API: JSON in, JSON out."""

    def __init__(self, client_id: str = "proef") -> None:
        self.client_id = client_id

    def vraag(self, methode: str, pad: str, inhoud: Any = None, **koppen: str) -> Any:
        """Return the response; `pad` begins after the base of the API, or is a whole address."""
        adres = pad.removeprefix(HOST) if pad.startswith(HOST) else ZTC + pad
        lichaam = {} if inhoud is None else {"data": json.dumps(inhoud), "content_type": "application/json"}
        return Client().generic(methode, adres, **lichaam, **fabrieken.jwt_kop(self.client_id), **koppen)  # type: ignore[arg-type]

    def maak(self, pad: str, inhoud: Any) -> Any:
        """Return what was made."""
        response = self.vraag("POST", pad, inhoud)
        assert response.status_code == 201, response.content.decode()
        return response.json()

    def lees(self, pad: str, **koppen: str) -> Any:
        """Return what stands there."""
        response = self.vraag("GET", pad, **koppen)
        assert response.status_code == 200, response.content.decode()
        return response.json()

    def wijzig(self, pad: str, **inhoud: Any) -> Any:
        """Return the resource after a PATCH."""
        response = self.vraag("PATCH", pad, inhoud)
        assert response.status_code == 200, response.content.decode()
        return response.json()

    def publiceer(self, resource: Any) -> Any:
        """Return the resource, published."""
        response = self.vraag("POST", f"{resource['url']}/publish")
        assert response.status_code == 200, response.content.decode()
        return response.json()

    # Resources that the standard accepts, unless the fields say otherwise.

    def catalogus(self, domein: str = "PROEF", **velden: Any) -> Any:
        """Return a new catalogus."""
        gegevens = {"domein": domein, "rsin": "517439943", "contactpersoonBeheerNaam": "Joost"}
        return self.maak("/catalogussen", {**gegevens, **velden})

    def zaaktype(self, catalogus: Any, identificatie: str = "ZT1", **velden: Any) -> Any:
        """Return a new concept of a zaaktype."""
        return self.maak("/zaaktypen", zaaktype_van(catalogus, identificatie, **velden))

    def besluittype(self, catalogus: Any, omschrijving: str = "BT1", **velden: Any) -> Any:
        """Return a new concept of a besluittype."""
        gegevens = {
            "catalogus": catalogus["url"],
            "omschrijving": omschrijving,
            "publicatieIndicatie": False,
            "informatieobjecttypen": [],
            "beginGeldigheid": "2023-01-01",
        }
        return self.maak("/besluittypen", {**gegevens, **velden})

    def documenttype(self, catalogus: Any, omschrijving: str = "Brief", **velden: Any) -> Any:
        """Return a new concept of an informatieobjecttype."""
        gegevens = {
            "catalogus": catalogus["url"],
            "omschrijving": omschrijving,
            "vertrouwelijkheidaanduiding": "openbaar",
            "beginGeldigheid": "2023-01-01",
            "informatieobjectcategorie": "Brieven",
        }
        return self.maak("/informatieobjecttypen", {**gegevens, **velden})

    def statustype(self, zaaktype: Any, volgnummer: int = 1, **velden: Any) -> Any:
        """Return a new statustype."""
        gegevens = {"zaaktype": zaaktype["url"], "omschrijving": f"Fase {volgnummer}", "volgnummer": volgnummer}
        return self.maak("/statustypen", {**gegevens, **velden})

    def resultaattype(self, zaaktype: Any, **velden: Any) -> Any:
        """Return a new resultaattype."""
        return self.maak("/resultaattypen", resultaattype_van(zaaktype, **velden))

    def koppeling(self, zaaktype: Any, documenttype: str, **velden: Any) -> Any:
        """Return a new zaaktype-informatieobjecttype."""
        gegevens = {
            "zaaktype": zaaktype["url"],
            "informatieobjecttype": documenttype,
            "volgnummer": 1,
            "richting": "inkomend",
        }
        return self.maak("/zaaktype-informatieobjecttypen", {**gegevens, **velden})


def zaaktype_van(catalogus: Any, identificatie: str = "ZT1", **velden: Any) -> dict[str, Any]:
    """Return the body of a zaaktype."""
    return {
        "identificatie": identificatie,
        "omschrijving": "Proefzaaktype",
        "vertrouwelijkheidaanduiding": "openbaar",
        "doel": "Proef",
        "aanleiding": "Proef",
        "indicatieInternOfExtern": "extern",
        "handelingInitiator": "indienen",
        "onderwerp": "Klacht",
        "handelingBehandelaar": "uitvoeren",
        "doorlooptijd": "P30D",
        "opschortingEnAanhoudingMogelijk": False,
        "verlengingMogelijk": True,
        "verlengingstermijn": "P30D",
        "publicatieIndicatie": True,
        "productenOfDiensten": ["https://example.com/product/123"],
        "referentieproces": {"naam": "ReferentieProces 0", "link": ""},
        "verantwoordelijke": "Organisatie eenheid X",
        "catalogus": catalogus["url"],
        "besluittypen": [],
        "deelzaaktypen": [],
        "gerelateerdeZaaktypen": [],
        "beginGeldigheid": "2023-01-01",
        "versiedatum": "2023-01-01",
        **velden,
    }


def klasse(nummer: str) -> str:
    """Return the address of a row of the selectielijst of 2020."""
    rij = resultaat_op_nummer(2020, nummer)
    assert rij is not None
    return f"{LIJSTEN}/resultaten/{rij.uuid}"


def procestype(nummer: int) -> str:
    """Return the address of a process type of the selectielijst of 2020."""
    return f"{LIJSTEN}/procestypen/{lijsten().procestype_op_nummer[2020, nummer].uuid}"


def omschrijving(naam: str) -> str:
    """Return the address of a generic outcome."""
    rijen = lijsten().resultaattypeomschrijvingen.values()
    return f"{LIJSTEN}/resultaattypeomschrijvingen/{next(rij.uuid for rij in rijen if rij.omschrijving == naam)}"


def resultaattype_van(zaaktype: Any, **velden: Any) -> dict[str, Any]:
    """Return the body of a resultaattype: destroyed, counted from the end of the zaak."""
    return {
        "zaaktype": zaaktype["url"],
        "omschrijving": "Klaar",
        "resultaattypeomschrijving": omschrijving("Afgehandeld"),
        "selectielijstklasse": klasse("1.1"),
        "brondatumArchiefprocedure": {"afleidingswijze": "afgehandeld"},
        **velden,
    }


def fouten_in(response: HttpResponse) -> set[tuple[str, str]]:
    """Return the name and the code of each fault in a refusal."""
    assert response.status_code == 400, response.content.decode()
    return {(fout["name"], fout["code"]) for fout in json.loads(response.content)["invalidParams"]}
