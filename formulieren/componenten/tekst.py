"""Text and dates."""

import datetime
import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from formulieren.componenten.basis import LOS, Component, Vraagcontext
from formulieren.componenten.momenten import grensdatum, grenzen
from formulieren.definitie import Json, vertaald
from formulieren.regels import patroon
from formulieren.regels.soorten import Soort
from formulieren.regels.waarden import Regelfout, Teller
from mijnportaal.kern.forms import DatumField, TekstvlakField

# Line breaks are right in a text area; what else has no shape on paper is not.
STUURTEKENS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Tekst(Component):
    """One line of text. `min_lengte`, `max_lengte`, `patroon` (for the whole text) and `autocomplete` may be given."""

    type: ClassVar[str] = "tekst"
    soort: ClassVar[Soort] = Soort.TEKST
    LENGTE = 200

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        veld = self._veld(context)
        veld.validators.append(self._controleer_tekst)
        if autocomplete := self.vraag.gegevens.get("autocomplete"):
            veld.widget.attrs["autocomplete"] = autocomplete
        return veld

    def _veld(self, context: Vraagcontext) -> forms.CharField:
        return forms.CharField(max_length=self.max_lengte, min_length=self.min_lengte, **self.basis(context))

    @property
    def max_lengte(self) -> int:
        return int(self.vraag.gegevens.get("max_lengte", self.LENGTE))

    @property
    def min_lengte(self) -> int | None:
        kort = self.vraag.gegevens.get("min_lengte")
        return int(kort) if kort else None

    def _controleer_tekst(self, tekst: str) -> None:
        if STUURTEKENS.search(tekst):
            raise ValidationError(_t("Uw tekst bevat een teken dat wij niet kunnen bewaren."), "stuurteken")
        vorm = self.vraag.gegevens.get("patroon")
        if vorm and not patroon.lees(vorm).past(tekst, Teller()):
            eigen = vertaald(self.vraag.gegevens.get("foutteksten", {}).get("patroon"))
            raise ValidationError(eigen or _t("Uw antwoord heeft niet de vorm die wij vragen."), "patroon")

    def fouten(self) -> list[str]:
        fouten, vorm = super().fouten(), self.vraag.gegevens.get("patroon")
        try:
            patroon.lees(vorm or "")
        except Regelfout:
            fouten.append(_t("%(sleutel)s: dit patroon kennen wij niet.") % {"sleutel": self.vraag.sleutel})
        return fouten


class Tekstvlak(Tekst):
    """Several lines of text."""

    type: ClassVar[str] = "tekstvlak"
    soort: ClassVar[Soort] = Soort.TEKST
    LENGTE = 1000

    def _veld(self, context: Vraagcontext) -> forms.CharField:
        return TekstvlakField(max_length=self.max_lengte, min_length=self.min_lengte, **self.basis(context))


class Deeldatumveld(DatumField):
    """A date of which the day, or the day and the month, may be unknown (as in the BRP)."""

    def compress(self, data_list: Any) -> Any:
        """Return the date, or its known part as text: 2010-05 or 2010."""
        dag, maand, jaar = (str(deel).strip() for deel in data_list or ("", "", ""))
        if dag or not jaar:
            return super().compress(data_list)
        datum = super().compress(["1", maand or "1", jaar])
        return None if datum is None else f"{datum:%Y-%m}" if maand else f"{datum:%Y}"


class Datum(Component):
    """A date; stored as ISO 8601, with `deels` also a month or a year.

    `min` and `max` are a date or relative to today ("vandaag", "vandaag+P14D", "vandaag-P18Y"); a rule may give them
    too, so that a date is limited by another answer. With `werkdag` a weekend or holiday is refused.
    """

    type: ClassVar[str] = "datum"
    soort: ClassVar[Soort] = Soort.DATUM

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        soort = Deeldatumveld if self.vraag.gegevens.get("deels") else DatumField
        veld = soort(**grenzen(self, context), **self.basis(context))
        if self.vraag.gegevens.get("werkdag"):
            veld.validators.append(_eis_werkdag)
        return veld

    def naar_json(self, waarde: Any) -> Json:
        return waarde.isoformat() if isinstance(waarde, datetime.date) else waarde or None

    def van_json(self, json: Json) -> Any:
        return datetime.date.fromisoformat(json) if json and len(json) == 10 else json

    def als_invoer(self, json: Json) -> Any:
        delen = [str(int(deel)) for deel in str(json).split("-")] if json else []
        jaar, maand, dag = [*delen, "", "", ""][:3]
        return [dag, maand, jaar.zfill(4) if jaar else ""]

    def weergave(self, json: Json) -> str:
        if not json:
            return ""
        delen = str(json).split("-")
        datum = datetime.date(*[int(deel) for deel in [*delen, "1", "1"][:3]])
        return formats.date_format(datum, ["Y", "F Y", "j F Y"][len(delen) - 1])

    def eigenschap(self, json: Json) -> str:
        return str(json or "").replace("-", "")

    def fouten(self) -> list[str]:
        vast = {naam: self.vraag.gegevens[naam] for naam in ("min", "max") if naam in self.vraag.gegevens}
        fout = [naam for naam, tekst in vast.items() if grensdatum(tekst, datetime.date(2000, 1, 1)) is None]
        return [*super().fouten(), *(f"{self.vraag.sleutel}: {naam} is geen datum." for naam in fout)]


def _eis_werkdag(waarde: Any) -> None:
    # Asked when it is needed: this table is kept by functioneel beheer.
    from zaken.services.termijnen import dagentabel  # noqa: PLC0415

    if isinstance(waarde, datetime.date) and dagentabel().is_vrij(waarde):
        raise ValidationError(_("Op deze dag zijn wij dicht. Kies een andere dag."), "werkdag")
