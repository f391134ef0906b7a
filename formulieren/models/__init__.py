"""Forms, their immutable versions, and what people fill in."""

from formulieren.models.afspraak import (
    Afspraak,
    Afspraaklocatie,
    Afspraakproduct,
    Roosteruitzondering,
    Slotrooster,
)
from formulieren.models.betaling import Betaalpoging, Betaalregel, Betaling, Terugbetaling
from formulieren.models.formulier import Formulier, FormulierVersie
from formulieren.models.inzending import Antwoord, Bijlage, Inzending, Plek, Rij
from formulieren.models.natrekking import Natrekking
from formulieren.models.upload import Upload, Uploaddeel

__all__ = [
    "Afspraak",
    "Afspraaklocatie",
    "Afspraakproduct",
    "Antwoord",
    "Betaalpoging",
    "Betaalregel",
    "Betaling",
    "Bijlage",
    "Formulier",
    "FormulierVersie",
    "Inzending",
    "Natrekking",
    "Plek",
    "Rij",
    "Roosteruitzondering",
    "Slotrooster",
    "Terugbetaling",
    "Upload",
    "Uploaddeel",
]
