"""What the database refuses about payments and appointments: for each rule, how to break it."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db.models import Model
from django.utils import timezone

from formulieren.models import (
    Afspraak,
    Afspraaklocatie,
    Afspraakproduct,
    Betaalpoging,
    Betaling,
    Inzending,
    Roosteruitzondering,
    Slotrooster,
    Terugbetaling,
)

NU = timezone.now()
UUR = datetime.timedelta(hours=1)


class Kas:
    """A draft that has to be paid and that holds a time."""

    def __init__(self, inzending: Inzending) -> None:
        self.inzending = inzending
        self.betaling = self.een_betaling(status="verlopen")
        self.betaling.save()
        self.poging = Betaalpoging.objects.create(
            betaling=self.betaling, aanbieder="mollie", kenmerk="tr_1", begonnen_op=NU, gekeken_op=NU
        )
        self.locatie = Afspraaklocatie.objects.create(code="stadhuis", naam="Stadhuis", adres="Plein 1")
        self.product = Afspraakproduct.objects.create(code="paspoort", naam_nl="Paspoort", duur=20)
        self.rooster = self.een_rooster()
        self.rooster.save()

    def een_betaling(self, **velden: Any) -> Betaling:
        gegevens = {"inzending": self.inzending, "wanneer": "voor", "bedrag": Decimal(5), "gevraagd_op": NU}
        return Betaling(**{**gegevens, **velden})

    def een_poging(self, **velden: Any) -> Betaalpoging:
        gegevens = {"betaling": self.betaling, "aanbieder": "mollie", "begonnen_op": NU, "gekeken_op": NU}
        return Betaalpoging(**{**gegevens, **velden})

    def een_terugbetaling(self, **velden: Any) -> Terugbetaling:
        gegevens = {"betaling": self.betaling, "poging": self.poging, "bedrag": Decimal(1), "gevraagd_op": NU}
        return Terugbetaling(**{**gegevens, **velden})

    def een_rooster(self, **velden: Any) -> Slotrooster:
        gegevens = {"locatie": self.locatie, "weekdag": 0, "van": datetime.time(9), "tot": datetime.time(10)}
        return Slotrooster(**{**gegevens, **velden})

    def een_uitzondering(self, **velden: Any) -> Roosteruitzondering:
        return Roosteruitzondering(**{"locatie": self.locatie, "datum": NU.date(), **velden})

    def een_afspraak(self, **velden: Any) -> Afspraak:
        gegevens = {
            "inzending": self.inzending,
            "vraag": uuid4(),
            "product": self.product,
            "locatie": self.locatie,
            "rooster": self.rooster,
            "balie": 1,
            "begin": NU,
            "einde": NU + UUR,
            "vastgehouden_tot": NU,
        }
        return Afspraak(**{**gegevens, **velden})


Maak = Callable[[Kas], Model]
VRAAG = uuid4()
# The last row of each list is the one that is refused.
GELDREGELS: dict[str, list[Maak]] = {
    "betaling_bedrag_boven_nul": [lambda k: k.een_betaling(bedrag=Decimal(0))],
    "betaling_betaald_heeft_moment": [lambda k: k.een_betaling(status="betaald")],
    "betaling_achteraf_heeft_zaak": [lambda k: k.een_betaling(wanneer="na")],
    "betaling_een_lopende": [lambda k: k.een_betaling(), lambda k: k.een_betaling(status="mislukt")],
    "betaalpoging_kenmerk_uniek": [lambda k: k.een_poging(kenmerk="tr_1")],
    "betaalpoging_betaald_heeft_kenmerk": [lambda k: k.een_poging(status="betaald")],
    "terugbetaling_bedrag_boven_nul": [lambda k: k.een_terugbetaling(bedrag=Decimal(0))],
    "terugbetaling_afgehandeld_heeft_moment": [lambda k: k.een_terugbetaling(status="afgewezen")],
    "terugbetaling_uitgevoerd_heeft_kenmerk": [lambda k: k.een_terugbetaling(status="uitgevoerd", afgehandeld_op=NU)],
    "terugbetaling_een_gevraagde": [lambda k: k.een_terugbetaling()] * 2,
    "afspraakproduct_duurt_iets": [lambda k: Afspraakproduct(code="niets", naam_nl="Niets", duur=0)],
    "slotrooster_tot_na_van": [lambda k: k.een_rooster(tot=datetime.time(9))],
    "slotrooster_heeft_ruimte": [lambda k: k.een_rooster(capaciteit=0)],
    "roosteruitzondering_dicht_of_uren": [lambda k: k.een_uitzondering(van=datetime.time(9))],
    "roosteruitzondering_een_per_dag": [lambda k: k.een_uitzondering()] * 2,
    "afspraak_einde_na_begin": [lambda k: k.een_afspraak(einde=NU)],
    "afspraak_vastgehouden_tot_een_tijd": [lambda k: k.een_afspraak(vastgehouden_tot=None)],
    "afspraak_bevestigd_heeft_zaak": [lambda k: k.een_afspraak(status="bevestigd", vastgehouden_tot=None)],
    "afspraak_geannuleerd_heeft_moment": [lambda k: k.een_afspraak(status="geannuleerd", vastgehouden_tot=None)],
    "afspraak_een_per_vraag": [
        lambda k: k.een_afspraak(vraag=VRAAG), lambda k: k.een_afspraak(vraag=VRAAG, balie=2)
    ],
    "afspraak_balie_niet_dubbel": [
        lambda k: k.een_afspraak(), lambda k: k.een_afspraak(begin=NU + UUR / 2, einde=NU + 2 * UUR)
    ],
}  # fmt: skip
