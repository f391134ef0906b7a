"""Somebody who fills in a form with a price, pays or does not, and comes back."""

from typing import Any

from formulieren.models import Betaalpoging, Betaling, FormulierVersie
from mijnportaal.demo.betaaldienst import Betaaldienst
from tests.formulieren.invuller import Invuller
from tests.portaalclient import PortaalClient

MELDING = "/formulier/betaling/melding/"


class Betaler(Invuller):
    """One visitor, one form, one provider."""

    def __init__(self, client: PortaalClient, versie: FormulierVersie, dienst: Betaaldienst) -> None:
        super().__init__(client, versie)
        self.dienst = dienst

    def vul(self, aantal: str = "1", email: str = "jan@example.nl") -> "Betaler":
        """Answer everything."""
        self.begin()
        self.stap("wat", {"aantal": aantal, "email": email})
        return self

    def knop(self, naam: str) -> Any:
        """Press a button on the page of the payment."""
        return self.client.post(self.pad("betalen"), {naam: "1"})

    def naar_kassa(self, aantal: str = "1") -> "Betaler":
        """Fill in, send, and go to the checkout."""
        self.vul(aantal)
        self.verstuur()
        antwoord = self.knop("betaal")
        assert antwoord.url.startswith(f"{self.dienst.adres}/checkout/tr_")
        return self

    def meld(self, kenmerk: str = "", **meer: str) -> int:
        """Let the provider tell that something changed; return how we answered."""
        return int(self.client.post(MELDING, {"id": kenmerk or self.kenmerk, **meer}).status_code)

    def loopt_af(self, *statussen: str) -> None:
        """Let the payment end so at the provider, and tell it each time."""
        for status in statussen:
            self.dienst.zet(self.kenmerk, status)
            assert self.meld() == 200

    @property
    def kenmerk(self) -> str:
        """Return the id that the provider gave to the latest attempt."""
        return str(Betaalpoging.objects.latest("pk").kenmerk)

    @property
    def betaling(self) -> Betaling:
        """Return the latest payment as it is stored now."""
        return Betaling.objects.select_related("inzending", "zaak", "taak").latest("pk")

    def pagina(self) -> str:
        """Return the page of the payment as one line."""
        return " ".join(self.client.get(self.pad("betalen")).content.decode().split())
