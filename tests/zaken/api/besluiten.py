"""What the tests of the Besluiten API begin with: a client, a type, and besluiten made through the API itself."""

import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests import fabrieken
from zaken.models import Besluittype, Informatieobject, Vertrouwelijkheid, Zaak

PAD = "/besluiten/api/v1"
BASIS = f"http://testserver{PAD}"
RSIN = "517439943"


class Aanroeper:
    """A client of the API: JSON in, JSON out, with its token."""

    def __init__(self, client_id: str = "proef", **claims: Any) -> None:
        self.client, self.client_id, self.claims = Client(), client_id, claims

    def __call__(self, methode: str, adres: str, inhoud: Any = None, **koppen: str) -> Any:
        """Return the response of this request."""
        gegevens = {} if inhoud is None else {"data": inhoud, "content_type": "application/json"}
        kop = fabrieken.jwt_kop(self.client_id, **self.claims)
        response: HttpResponse = getattr(self.client, methode)(adres, **gegevens, **kop, **koppen)
        return response

    def lees(self, adres: str, **parameters: str) -> Any:
        """Return what a GET gives."""
        return self.client.get(adres, parameters, **fabrieken.jwt_kop(self.client_id, **self.claims))


def adres_van(besluittype: Besluittype) -> str:
    """Return the address of a type in the Catalogi API."""
    return f"http://testserver/catalogi/api/v1/besluittypen/{besluittype.uuid}"


def zaakadres(zaak: Zaak) -> str:
    """Return the address of a zaak."""
    return f"http://testserver/zaken/api/v1/zaken/{zaak.uuid}"


def documentadres(document: Informatieobject) -> str:
    """Return the address of a document."""
    return f"http://testserver/documenten/api/v1/enkelvoudiginformatieobjecten/{document.uuid}"


def lichaam(besluittype: Besluittype, **velden: Any) -> dict[str, Any]:
    """Return the smallest body of a besluit, with these fields."""
    return {
        "verantwoordelijkeOrganisatie": RSIN,
        "besluittype": adres_van(besluittype),
        "datum": "2026-03-02",
        "ingangsdatum": "2026-03-09",
        **velden,
    }


def maak_document(soort: str = "Besluit") -> Informatieobject:
    """Return a document of ours that belongs to nothing yet."""
    return Informatieobject.objects.create(
        identificatie=f"DOC-{uuid4()}"[:40],
        bronorganisatie=fabrieken.RSIN,
        informatieobjecttype=fabrieken.informatieobjecttype(soort),
        titel="Brief",
        auteur="M. de Vries",
        vertrouwelijkheidaanduiding=Vertrouwelijkheid.INTERN,
        creatiedatum=timezone.localdate(),
    )


def dag(tekst: str) -> datetime.date:
    """Return the day that a text says."""
    return datetime.date.fromisoformat(tekst)


def maak(roep: Aanroeper, besluittype: Besluittype, **velden: Any) -> dict[str, Any]:
    """Return a besluit that was registered through the API."""
    response = roep("post", f"{PAD}/besluiten", lichaam(besluittype, **velden))
    assert response.status_code == 201, response.content
    inhoud: dict[str, Any] = response.json()
    return inhoud


def fout_van(response: Any) -> tuple[int, str, str]:
    """Return the status with the name and code of the first refused field."""
    fout = response.json()["invalidParams"][0]
    return response.status_code, fout["name"], fout["code"]
