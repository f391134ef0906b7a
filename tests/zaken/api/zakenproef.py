"""A client of /zaken in a test: with the headers that geometry asks, and bodies that the standard accepts."""

from typing import Any

from tests.zaken.api.zaakproef import HOST, Api
from zaken.models import Resultaattype, Statustype, Zaak, Zaaktypeversie

CRS = {"HTTP_ACCEPT_CRS": "EPSG:4326", "HTTP_CONTENT_CRS": "EPSG:4326"}
ZTC = "/catalogi/api/v1"
RSIN = "517439943"
ANDER_RSIN = "002564440"


class Zakenclient(Api):
    """Who asks; every request carries the headers of the CRS."""

    def vraag(self, methode: str, pad: str, inhoud: Any = None, **koppen: str) -> Any:
        """Return the response."""
        return super().vraag(methode, pad, inhoud, **{**CRS, **koppen})

    def lees(self, pad: str, **parameters: str) -> Any:
        """Return what stands there; anything but 200 is an error of the test."""
        adres = pad + "".join(f"{'&' if nr else '?'}{naam}={w}" for nr, (naam, w) in enumerate(parameters.items()))
        response = self.vraag("GET", adres)
        assert response.status_code == 200, response.content.decode()
        return response.json()

    def zaak(self, versie: Zaaktypeversie, **velden: Any) -> Any:
        """Return a new zaak."""
        return self.maak("/zaken", zaak_van(versie, **velden))

    def wijzig(self, adres: str, **velden: Any) -> Any:
        """Return the resource after a PATCH."""
        response = self.vraag("PATCH", adres, velden)
        assert response.status_code == 200, response.content.decode()
        return response.json()

    def status(self, zaak: Any, statustype: Statustype, datum: str = "2026-02-01T10:00:00Z") -> Any:
        """Return the response on a new status."""
        inhoud = {"zaak": zaak["url"], "statustype": type_url("statustypen", statustype), "datumStatusGezet": datum}
        return self.vraag("POST", "/statussen", inhoud)

    def resultaat(self, zaak: Any, resultaattype: Resultaattype | None = None) -> Any:
        """Return a new resultaat, of the first type where none is named."""
        versie = Zaaktypeversie.objects.get(uuid=zaak["zaaktype"].rsplit("/", 1)[1])
        gekozen = resultaattype or versie.resultaattypen.order_by("pk")[0]
        return self.maak("/resultaten", {"zaak": zaak["url"], "resultaattype": type_url("resultaattypen", gekozen)})

    def sluit(self, zaak: Any, datum: str = "2026-03-01T10:00:00Z") -> Any:
        """Return the zaak, ended by its last status."""
        response = self.status(zaak, eindstatus(zaak), datum)
        assert response.status_code == 201, response.content.decode()
        return self.lees(zaak["url"])


def type_url(soort: str, rij: Any) -> str:
    """Return the address of a type in the catalogue."""
    return f"{HOST}{ZTC}/{soort}/{rij.uuid}"


def zaak_van(versie: Zaaktypeversie, **velden: Any) -> dict[str, Any]:
    """Return the body of a new zaak."""
    return {
        "bronorganisatie": RSIN,
        "verantwoordelijkeOrganisatie": RSIN,
        "zaaktype": type_url("zaaktypen", versie),
        "startdatum": "2026-01-05",
        **velden,
    }


def statustypen(zaak: Any) -> list[Statustype]:
    """Return the phases of this zaak, in order."""
    versie = zaak["zaaktype"].rsplit("/", 1)[1]
    return list(Statustype.objects.filter(zaaktypeversie__uuid=versie).order_by("volgnummer"))


def eindstatus(zaak: Any) -> Statustype:
    """Return the phase that ends this zaak."""
    return statustypen(zaak)[-1]


def rij_van(zaak: Any) -> Zaak:
    """Return the row behind a resource."""
    return Zaak.objects.get(uuid=zaak["uuid"])


def van_een_ander(pad: str = "/zaken/api/v1/zaken/8d3e8e2d-3b5c-4b8b-9b4f-0a4d7a1f0a11") -> str:
    """Return an address of another register."""
    return f"https://elders.example{pad}"
