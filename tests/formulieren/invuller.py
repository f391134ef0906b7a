"""Somebody who fills in a form, page by page, through the door that a browser takes."""

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from formulieren.models import FormulierVersie, Inzending
from tests.portaalclient import PortaalClient

WAT = {"categorie": "afval", "omschrijving": "De bak is vol."}
WAAR = {"plaats_adres": "Dorpsstraat 12", "plaats_breedte": "", "plaats_lengte": ""}
PLAN = {"titel": "Een bankje", "wanneer_dag": "1", "wanneer_maand": "mei", "wanneer_jaar": "2027"}
GELD = {
    "begroting_0_wat": "Bank",
    "begroting_0_bedrag": "700",
    "begroting_1_wat": "Verf",
    "begroting_1_bedrag": "49,50",
    "rekening": "nl91 abna 0417 1643 00",
    "akkoord": "on",
}


class Invuller:
    """One visitor and one form."""

    def __init__(self, client: PortaalClient, versie: FormulierVersie) -> None:
        self.client, self.slug = client, versie.formulier.slug
        self.uuid = UUID(int=0)

    def pad(self, naam: str, *meer: str) -> str:
        """Return the address of a page of this form."""
        return reverse(f"formulieren:{naam}", args=[self.slug, self.uuid, *meer])

    @property
    def startpad(self) -> str:
        """Return the address of the introduction."""
        return reverse("formulieren:start", args=[self.slug])

    def begin(self, **data: str) -> Any:
        """Press "begin", and remember the draft when there is one."""
        antwoord = self.client.post(self.startpad, data)
        delen = antwoord.headers.get("Location", "").split("/")
        if "stap" in delen or "controle" in delen:
            self.uuid = UUID(delen[3])
        return antwoord

    def stap(self, sleutel: str, data: dict[str, Any], *, knop: str = "volgende", zoek: str = "") -> Any:
        """Send one page with one of its buttons."""
        return self.client.post(f"{self.pad('stap', sleutel)}{zoek}", {**data, knop: "1"})

    def verstuur(self, **data: str) -> Any:
        """Send the form from the check page."""
        return self.client.post(self.pad("versturen"), {"naar_waarheid": "on", **data})

    @property
    def inzending(self) -> Inzending:
        """Return the draft or the submission as it is stored now."""
        return Inzending.objects.select_related("zaak", "formulierversie").get(uuid=self.uuid)


def vul_melding(client: PortaalClient, versie: FormulierVersie, *, email: str = "") -> Invuller:
    """Return a visitor who answered every page of the report and has not sent it yet."""
    invuller = Invuller(client, versie)
    invuller.begin()
    invuller.stap("wat", WAT)
    invuller.stap("waar", WAAR)
    invuller.stap("fotos", {})
    invuller.stap("contact", {"naam": "", "email": email, "telefoon": ""})
    return invuller


def vul_budget(client: PortaalClient, versie: FormulierVersie, pdf: SimpleUploadedFile) -> Invuller:
    """Return a resident who answered every page of the budget and has not sent it yet."""
    invuller = Invuller(client, versie)
    invuller.begin()
    invuller.stap("plan", PLAN)
    invuller.stap("geld", GELD)
    invuller.stap("bijlagen", {"offerte": [pdf]})
    return invuller


def tekst_van(antwoord: HttpResponse) -> str:
    """Return the page as one line, so that a sentence is found however it is laid out."""
    return " ".join(antwoord.content.decode().split())
