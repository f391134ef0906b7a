"""A client of the Zaken API in a test, and a zaaktype that has everything that hangs from a zaak."""

import datetime
import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client

from mijnportaal.accounts.models import Groep
from tests import fabrieken
from zaken.models import Richting, Rolsoort, Zaak, Zaaktypeversie
from zaken.services.catalogus import publiceer

ZRC = "/zaken/api/v1"
HOST = "http://testserver"


@dataclass
class Api:
    """Who asks; paths begin after the base of the Zaken API, or are whole addresses."""

    client_id: str = "proef"

    def vraag(self, methode: str, pad: str, inhoud: Any = None, **koppen: str) -> Any:
        """Return the response; a body goes as JSON."""
        adres = pad.removeprefix(HOST) if pad.startswith(HOST) else ZRC + pad
        lichaam: Any = {} if inhoud is None else {"data": json.dumps(inhoud), "content_type": "application/json"}
        meegestuurd: Any = {**fabrieken.jwt_kop(self.client_id), **koppen}
        return Client().generic(methode, adres, **lichaam, **meegestuurd)

    def lees(self, pad: str, **parameters: str) -> Any:
        """Return what stands there; anything but 200 is an error of the test."""
        response = Client().get(
            pad.removeprefix(HOST) if pad.startswith(HOST) else ZRC + pad,
            parameters,
            **fabrieken.jwt_kop(self.client_id),
        )
        assert response.status_code == 200, response.content
        return response.json()

    def maak(self, pad: str, inhoud: Any) -> Any:
        """Return the new resource."""
        response = self.vraag("POST", pad, inhoud)
        assert response.status_code == 201, response.content
        return response.json()


def fouten_in(response: HttpResponse) -> set[tuple[str, str]]:
    """Return the name and the code of each fault in a refusal."""
    assert response.status_code == 400, response.content
    return {(fout["name"], fout["code"]) for fout in json.loads(response.content)["invalidParams"]}


def proefversie(groep: Groep, identificatie: str = "proefzaak") -> Zaaktypeversie:
    """Return a published version with every generic role, eigenschappen, documents and an object type."""
    return publiceer(proefconcept(groep, identificatie))


def proefconcept(groep: Groep, identificatie: str = "proefzaak") -> Zaaktypeversie:
    """Return such a version before it is published."""
    versie = fabrieken.conceptversie(groep, identificatie, omschrijving="Proefzaak")
    for soort in set(Rolsoort) - {Rolsoort.INITIATOR, Rolsoort.BEHANDELAAR}:
        versie.roltypen.create(omschrijving=str(soort.label), soort=soort)
    fabrieken.voeg_statussen_toe(versie, "Ontvangen", "In behandeling", "Afgehandeld")
    fabrieken.voeg_resultaat_toe(versie, "Klaar")
    fabrieken.voeg_documenttypen_toe(versie, Aanvraag=Richting.INKOMEND, Brief=Richting.UITGAAND)
    versie.eigenschappen.create(naam="kleur", label="Kleur", definitie="Welke kleur", lengte="10")
    versie.eigenschappen.create(naam="dag", label="Dag", definitie="Welke dag", formaat="datum", lengte="8")
    versie.zaakobjecttypen.create(
        objecttype="https://objecttypen.example/boom", relatie_omschrijving="Boom", geldig_van=datetime.date(2020, 1, 1)
    )
    return versie


def sluit(zaak: Zaak) -> None:
    """Close the zaak, as far as the parts of it can see."""
    zaak.einddatum = max(zaak.startdatum, datetime.date(2026, 1, 1))
    zaak.save(update_fields=["einddatum"])


def zaak_url(zaak: Zaak) -> str:
    """Return the address of the zaak."""
    return f"{HOST}{ZRC}/zaken/{zaak.uuid}"
