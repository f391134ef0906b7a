"""Choosing and agreeing."""

from typing import ClassVar

from django import forms

from formulieren.componenten.basis import LOS, Component, Vraagcontext
from formulieren.definitie import Json, vertaald
from mijnportaal.kern.forms import KeuzeKaarten


class Keuze(Component):
    """One of a list; up to six options as cards, more as a drop-down. The stored answer is the code."""

    type: ClassVar[str] = "keuze"
    KAARTEN_TOT = 9

    @property
    def opties(self) -> dict[str, str]:
        return {optie["code"]: vertaald(optie["label"]) for optie in self.vraag.gegevens["opties"]}

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        mag = context.staat.opties if context.staat else None
        keuzes = [(code, label) for code, label in self.opties.items() if mag is None or code in mag]
        if len(self.opties) <= self.KAARTEN_TOT:
            opties = self.vraag.gegevens["opties"]
            widget = KeuzeKaarten(
                toelichtingen={optie["code"]: vertaald(optie["uitleg"]) for optie in opties if optie.get("uitleg")},
                iconen={optie["code"]: optie["icoon"] for optie in opties if optie.get("icoon")},
            )
            return forms.ChoiceField(choices=keuzes, widget=widget, **self.basis(context))
        return forms.ChoiceField(choices=[("", ""), *keuzes], **self.basis(context))

    def weergave(self, json: Json) -> str:
        return self.opties.get(json, "") if json else ""

    def fouten(self) -> list[str]:
        codes = [optie.get("code") for optie in self.vraag.gegevens.get("opties", [])]
        goed = len(codes) > 1 and all(codes) and len(set(codes)) == len(codes)
        return [
            *super().fouten(),
            *([] if goed else [f"{self.vraag.sleutel}: twee of meer opties met eigen codes zijn nodig."]),
        ]


class Verklaring(Component):
    """A statement that someone must agree with."""

    type: ClassVar[str] = "verklaring"

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        return forms.BooleanField(**self.basis(context))

    def is_leeg(self, json: Json) -> bool:
        return not json

    def regelwaarde(self, json: Json) -> Json:
        return bool(json)

    def weergave(self, json: Json) -> str:
        return "✓" if json else ""
