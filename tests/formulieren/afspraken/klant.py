"""Somebody who makes an appointment in a form, page by page, without scripts."""

import datetime
import re
from typing import Any

from formulieren.afspraken.koppeling import pad_van
from formulieren.models import Afspraak
from mijnportaal.kern.kalender import AMSTERDAM
from tests.formulieren.invuller import Invuller, tekst_van

# The clock of the tests stands on Monday 2 March 2026, ten o'clock; the desk opens again on Tuesday.
DINSDAG = datetime.date(2026, 3, 3)


def om(uur: int, minuut: int = 0, dag: datetime.date = DINSDAG) -> str:
    """Return the value of the radio button for this time by the clock on the wall."""
    moment = datetime.datetime.combine(dag, datetime.time(uur, minuut), AMSTERDAM)
    return moment.astimezone(datetime.UTC).isoformat()


class Klant(Invuller):
    """One visitor who makes an appointment."""

    def kies(self, tijd: str, *, knop: str = "volgende", **meer: str) -> Any:
        """Send the page with this time."""
        return self.stap("afspraak", {"afspraak_personen": "1", "afspraak_tijd": tijd, **meer}, knop=knop)

    def vrije_tijden(self, **getypt: str) -> list[str]:
        """Return the times of the first day that is shown."""
        antwoord = self.client.post(self.pad("stap", "afspraak"), {"herlaad": "afspraak", **getypt})
        dag = re.search(r"<fieldset class=\"mo-dag\">.*?</fieldset>", tekst_van(antwoord))
        return re.findall(r">(\d\d:\d\d)<", dag[0]) if dag else []

    def maak(self, tijd: str, email: str = "jan@example.nl") -> Afspraak:
        """Make an appointment from begin to end."""
        self.begin()
        self.kies(tijd)
        self.stap("contact", {"email": email})
        self.verstuur()
        return self.afspraak

    @property
    def afspraak(self) -> Afspraak:
        """Return the appointment as it is stored now."""
        return Afspraak.objects.select_related("zaak", "product", "locatie", "inzending").get(inzending__uuid=self.uuid)

    @property
    def afspraakpad(self) -> str:
        return pad_van(self.afspraak)
