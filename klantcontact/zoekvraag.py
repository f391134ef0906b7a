"""How the KCC asks for a caller: one way at a time, and always with a reason."""

import datetime
import re
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

TUSSENVOEGSELS = frozenset(
    [
        "van",
        "de",
        "den",
        "der",
        "het",
        "'t",
        "’t",
        "ter",
        "ten",
        "te",
        "in",
        "op",
        "el",
        "la",
        "le",
        "du",
        "von",
        "d’",
        "d'",
    ]
)
LANDNUMMER = "31"


class Reden(models.TextChoices):
    """Why an employee looks someone up; the label is what the view log keeps (P-09)."""

    VRAAG = "vraag", _("Vraag over een zaak")
    AANVRAAG = "aanvraag", _("Hulp bij een aanvraag of melding")
    KLACHT = "klacht", _("Klacht")
    TERUGBELLEN = "terugbellen", _("Wij bellen terug")
    GEGEVENS = "gegevens", _("Gegevens controleren of wijzigen")

    @property
    def doel(self) -> str:
        """Return the purpose for the log; not translated, because it is stored."""
        return DOELEN[self]


DOELEN = {
    Reden.VRAAG: "Vraag van de beller over een zaak",
    Reden.AANVRAAG: "Hulp aan de beller bij een aanvraag of melding",
    Reden.KLACHT: "Klacht van de beller",
    Reden.TERUGBELLEN: "Terugbellen op verzoek",
    Reden.GEGEVENS: "Gegevens controleren of wijzigen op verzoek van de beller",
}


@dataclass(frozen=True)
class Zoekvraag:
    """One way of finding someone; exactly one of the ways is filled."""

    bsn: str = ""
    achternaam: str = ""
    geboortedatum: datetime.date | None = None
    zaaknummer: str = ""
    email: str = ""
    telefoon: str = ""

    @property
    def achternaamvormen(self) -> list[str]:
        """Return the name as typed, and without what stands before it: "de Vries" and "Vries"."""
        woorden = self.achternaam.split()
        kaal = list(woorden)
        while len(kaal) > 1 and kaal[0].lower() in TUSSENVOEGSELS:
            kaal.pop(0)
        return list(dict.fromkeys([" ".join(woorden), " ".join(kaal)]))

    @property
    def telefoonvormen(self) -> list[str]:
        """Return the digits of the number with and without the code of the Netherlands."""
        kern = re.sub(r"\D", "", self.telefoon).removeprefix("00")
        kern = kern.removeprefix(LANDNUMMER).lstrip("0") if kern.startswith(LANDNUMMER) else kern.removeprefix("0")
        return [f"0{kern}", f"{LANDNUMMER}{kern}", f"00{LANDNUMMER}{kern}", f"{LANDNUMMER}0{kern}"]
