"""Numbers that are really names: postcodes and licence plates. Messy input is accepted and normalised."""

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as NummerFout
from stdnum.nl import postcode

from formulieren.componenten.basis import LOS, Component, Vraagcontext
from formulieren.definitie import Json
from formulieren.regels.soorten import Soort

# The side codes of the RDW, letters as L and digits as C: 1 to 14, as they were given out since 1951.
ZIJCODES = frozenset(
    {
        "LLCCCC", "CCCCLL", "CCLLCC", "LLCCLL", "LLLLCC", "CCLLLL", "CCLLLC",
        "CLLLCC", "LLCCCL", "LCCCLL", "LLLCCL", "LCCLLL", "CLLCCC", "CCCLLC",
    }
)  # fmt: skip


class Genormaliseerdveld(forms.CharField):
    """A text that `maak` brings into its one form, or refuses."""

    def __init__(self, *, maak: Any, zin: Any, **kwargs: Any) -> None:
        self.maak, self.zin = maak, zin
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        tekst = super().clean(value)
        if not tekst:
            return ""
        try:
            return str(self.maak(tekst))
        except (NummerFout, ValueError):
            raise ValidationError(self.error_messages.get("ongeldig", self.zin), code="ongeldig") from None


class Postcode(Component):
    """A Dutch postcode, kept as "1234 AB"; SA, SD and SS do not exist."""

    type: ClassVar[str] = "postcode"
    soort: ClassVar[Soort] = Soort.TEKST

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        zin = _("Vul een postcode in, bijvoorbeeld 1234 AB.")
        veld = Genormaliseerdveld(maak=postcode.validate, zin=zin, max_length=12, **self.basis(context))
        veld.widget.attrs["autocomplete"] = "postal-code"
        return veld


def _kenteken(tekst: str) -> str:
    kaal = re.sub(r"[\s-]", "", tekst).upper()
    vorm = "".join("C" if teken.isdigit() else "L" for teken in kaal)
    if vorm not in ZIJCODES:
        raise ValueError(kaal)
    return kaal


def kentekenweergave(kaal: str) -> str:
    """Return AB12CD as AB-12-CD: a dash between groups of letters and digits, and in the middle of four of a kind."""
    groepen = re.findall(r"[A-Z]+|[0-9]+", kaal)
    return "-".join(f"{g[:2]}-{g[2:]}" if len(g) == 4 else g for g in groepen)


class Kenteken(Component):
    """A licence plate: side codes 1 to 14 kept without dashes; with `buitenland` any short text is right."""

    type: ClassVar[str] = "kenteken"
    soort: ClassVar[Soort] = Soort.TEKST

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        zin = _("Dit kenteken bestaat niet. Vul het in zoals op de auto, bijvoorbeeld AB-12-CD.")
        maak = str.upper if self.vraag.gegevens.get("buitenland") else _kenteken
        veld = Genormaliseerdveld(maak=maak, zin=zin, max_length=15, **self.basis(context))
        veld.widget.attrs.update({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"})
        return veld

    def weergave(self, json: Json) -> str:
        kaal = str(json or "")
        try:
            return kentekenweergave(_kenteken(kaal))
        except ValueError:
            return kaal

    def eigenschap(self, json: Json) -> str:
        return str(json or "")
