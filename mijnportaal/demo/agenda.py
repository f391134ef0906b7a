"""The calendar of the demo municipality: where people can come, what for, and when."""

import datetime
from typing import Any

from django.db import transaction

from formulieren.models import Afspraaklocatie, Afspraakproduct, Slotrooster
from mijnportaal.demo.gegevens import lees


@transaction.atomic
def vul_agenda() -> None:
    """Make the calendar when there is none; what people changed stays."""
    if Afspraaklocatie.objects.exists():
        return
    gegevens = lees("agenda.json")
    locaties = {regel["code"]: Afspraaklocatie.objects.create(**regel) for regel in gegevens["locaties"]}
    for regel in gegevens["producten"]:
        codes = regel.pop("locaties")
        Afspraakproduct.objects.create(**regel).locaties.set([locaties[code] for code in codes])
    for regel in gegevens["roosters"]:
        _laad_rooster(locaties[regel.pop("locatie")], regel)


def _laad_rooster(locatie: Afspraaklocatie, regel: dict[str, Any]) -> None:
    uren = {naam: datetime.time.fromisoformat(regel.pop(naam)) for naam in ("van", "tot")}
    for weekdag in regel.pop("weekdagen"):
        Slotrooster.objects.create(locatie=locatie, weekdag=weekdag, **uren, **regel)
