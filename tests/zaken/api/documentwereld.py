"""Documents through the door that other systems use: HTTP with a token, and the shortest body that is accepted."""

import base64
import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from tests.fabrieken import jwt_kop
from zaken.models import Informatieobject, Informatieobjecttype

BASIS = "/documenten/api/v1"
DOCUMENTEN = f"{BASIS}/enkelvoudiginformatieobjecten"
HOST = "http://testserver"
INHOUD = b"%PDF-1.7\nbrief"
RSIN = "517439943"


def base64_van(inhoud: bytes) -> str:
    return base64.b64encode(inhoud).decode()


@dataclass
class Systeem:
    """Another system, known by its client-id."""

    client_id: str = "proef"
    client: Client = field(default_factory=Client)

    def vraag(self, methode: str, adres: str, inhoud: Any = None, **opties: Any) -> Any:
        """Return the response; `inhoud` becomes the JSON body."""
        if inhoud is not None:
            opties["data"] = inhoud if isinstance(inhoud, bytes | str) else json.dumps(inhoud)
            opties.setdefault("content_type", "application/json")
        return self.client.generic(methode, adres.removeprefix(HOST), **{**jwt_kop(self.client_id), **opties})

    def get(self, adres: str, **koppen: str) -> Any:
        return self.vraag("GET", adres, headers={naam.replace("_", "-"): waarde for naam, waarde in koppen.items()})

    def post(self, adres: str, inhoud: Any = None) -> Any:
        return self.vraag("POST", adres, inhoud if inhoud is not None else {})

    def maak(self, soort: Informatieobjecttype, **velden: Any) -> dict[str, Any]:
        """Return a new document, as the answer shows it."""
        antwoord = self.post(DOCUMENTEN, gegevens(soort, **velden))
        assert antwoord.status_code == 201, antwoord.content
        gemaakt: dict[str, Any] = antwoord.json()
        return gemaakt

    def vergrendel(self, url: str) -> str:
        """Return the key of the lock."""
        antwoord = self.post(f"{url}/lock")
        assert antwoord.status_code == 200, antwoord.content
        return str(antwoord.json()["lock"])

    def werk_bij(self, url: str, **velden: Any) -> Any:
        """Return the response to a lock, a PATCH and an unlock."""
        slot = self.vergrendel(url)
        antwoord = self.vraag("PATCH", url, {"lock": slot, **velden})
        assert self.post(f"{url}/unlock", {"lock": slot}).status_code == 204
        return antwoord


def adres_van(soort: Informatieobjecttype) -> str:
    return f"{HOST}/catalogi/api/v1/informatieobjecttypen/{soort.uuid}"


def gegevens(soort: Informatieobjecttype, **velden: Any) -> dict[str, Any]:
    """Return what has to be said of a document, with a small file unless the fields say otherwise."""
    uit = {
        "bronorganisatie": RSIN,
        "creatiedatum": "2026-03-01",
        "titel": "Brief aan bewoners",
        "auteur": "Amira Benali",
        "taal": "nld",
        "bestandsnaam": "brief.pdf",
        "formaat": "application/pdf",
        "inhoud": base64_van(INHOUD),
        "bestandsomvang": len(INHOUD),
        "informatieobjecttype": adres_van(soort),
        **velden,
    }
    return {naam: waarde for naam, waarde in uit.items() if waarde is not ...}


def fouten(antwoord: Any) -> dict[str, str]:
    """Return the code of each field that was refused."""
    assert antwoord.status_code == 400, antwoord.content
    assert antwoord["Content-Type"] == "application/problem+json"
    return {fout["name"]: fout["code"] for fout in antwoord.json()["invalidParams"]}


def rij(document: dict[str, Any]) -> Informatieobject:
    return Informatieobject.objects.get(uuid=document["url"].rpartition("/")[2])


def inhoud_van(antwoord: Any) -> bytes:
    """Return the whole body; the test client closes the file after it."""
    return b"".join(antwoord.streaming_content)
