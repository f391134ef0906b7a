"""Forms, their immutable versions, and what people fill in."""

from formulieren.models.formulier import Formulier, FormulierVersie
from formulieren.models.inzending import Antwoord, Bijlage, Inzending, Plek, Rij

__all__ = ["Antwoord", "Bijlage", "Formulier", "FormulierVersie", "Inzending", "Plek", "Rij"]
