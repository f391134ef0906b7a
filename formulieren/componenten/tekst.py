"""Text and dates."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.utils import formats

from formulieren.componenten.basis import LOS, Component, Vraagcontext
from formulieren.definitie import Json
from mijnportaal.kern.forms import DatumField, TekstvlakField


class Tekst(Component):
    """One line of text."""

    type: ClassVar[str] = "tekst"

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        veld = forms.CharField(max_length=self.vraag.gegevens.get("max_lengte", 200), **self.basis(context))
        if autocomplete := self.vraag.gegevens.get("autocomplete"):
            veld.widget.attrs["autocomplete"] = autocomplete
        return veld


class Tekstvlak(Component):
    """Several lines of text."""

    type: ClassVar[str] = "tekstvlak"

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        return TekstvlakField(max_length=self.vraag.gegevens.get("max_lengte", 1000), **self.basis(context))


class Datum(Component):
    """A date; stored as ISO 8601."""

    type: ClassVar[str] = "datum"

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        return DatumField(**self.basis(context))

    def naar_json(self, waarde: Any) -> Json:
        return waarde.isoformat() if waarde else None

    def van_json(self, json: Json) -> Any:
        return datetime.date.fromisoformat(json) if json else None

    def als_invoer(self, json: Json) -> Any:
        datum = self.van_json(json)
        return [str(datum.day), str(datum.month), str(datum.year)] if datum else ["", "", ""]

    def weergave(self, json: Json) -> str:
        return formats.date_format(datetime.date.fromisoformat(json), "j F Y") if json else ""

    def eigenschap(self, json: Json) -> str:
        return str(json or "").replace("-", "")
