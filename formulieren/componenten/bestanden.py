"""Files; the draft keeps them as rows of their own, so the answer itself is empty."""

from typing import Any, ClassVar

from django import forms

from formulieren.componenten.basis import LOS, Component, Vraagcontext
from formulieren.definitie import Json
from mijnportaal.kern.bestanden import DOCUMENT, FOTO, Bestandsregels
from mijnportaal.kern.forms import BestandField

REGELS: dict[str, Bestandsregels] = {"foto": FOTO, "document": DOCUMENT}


class Bestanden(Component):
    """Photos or documents. `soort` in the definition is "foto" or "document", `max_aantal` can only lower the limit."""

    type: ClassVar[str] = "bestanden"

    @property
    def regels(self) -> Bestandsregels:
        return REGELS[self.vraag.gegevens["soort"]]

    @property
    def max_aantal(self) -> int:
        return min(self.regels.max_aantal, int(self.vraag.gegevens.get("max_aantal", self.regels.max_aantal)))

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        # Whether enough files are there is asked of the rows, because those of an earlier visit count too.
        return BestandField(
            regels=self.regels, max_aantal=self.max_aantal, **{**self.basis(context), "required": False}
        )

    def naar_json(self, waarde: Any) -> Json:
        return None

    def fouten(self) -> list[str]:
        goed = self.vraag.gegevens.get("soort") in REGELS and self.vraag.naar[0] == "document"
        return [*super().fouten(), *([] if goed else [f"{self.vraag.sleutel}: kies een soort en een documenttype."])]
