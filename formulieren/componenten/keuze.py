"""Choosing and agreeing."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from formulieren.componenten.basis import LOS, Component, Vraagcontext
from formulieren.definitie import Json, vertaald
from formulieren.regels.soorten import Soort
from mijnportaal.kern.forms import KeuzeKaarten, MeerkeuzeKaarten


class _MetOpties(Component):
    """A question with options; a rule can take options away, so that one list depends on another."""

    @property
    def opties(self) -> dict[str, str]:
        return {optie["code"]: vertaald(optie["label"]) for optie in self.vraag.gegevens["opties"]}

    def keuzes(self, context: Vraagcontext) -> list[tuple[str, str]]:
        """Return the options that may be chosen at this moment, with their label."""
        mag = context.staat.opties if context.staat else None
        return [(code, label) for code, label in self.opties.items() if mag is None or code in mag]

    @property
    def kaarten(self) -> dict[str, dict[str, str]]:
        """Return the explanation and the icon of the options that have one."""
        opties = self.vraag.gegevens["opties"]
        return {
            "toelichtingen": {optie["code"]: vertaald(optie["uitleg"]) for optie in opties if optie.get("uitleg")},
            "iconen": {optie["code"]: optie["icoon"] for optie in opties if optie.get("icoon")},
        }

    def fouten(self) -> list[str]:
        codes = [optie.get("code") for optie in self.vraag.gegevens.get("opties", [])]
        goed = len(codes) > 1 and all(codes) and len(set(codes)) == len(codes)
        return [
            *super().fouten(),
            *([] if goed else [f"{self.vraag.sleutel}: twee of meer opties met eigen codes zijn nodig."]),
        ]


class Keuze(_MetOpties):
    """One of a list; a few options as cards, more as a drop-down. The stored answer is the code.

    `weergave` ("kaarten" or "lijst") overrules how it is shown. `anders` is the code that asks for words of one's own:
    then the answer is {"code": …, "anders": "…"}.
    """

    type: ClassVar[str] = "keuze"
    soort: ClassVar[Soort] = Soort.TEKST
    KAARTEN_TOT = 9

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        keuzes = self.keuzes(context)
        lijst = self.vraag.gegevens.get("weergave", "lijst" if len(self.opties) > self.KAARTEN_TOT else "kaarten")
        if anders := self.vraag.gegevens.get("anders"):
            return Andersveld(keuzes, anders, self.kaarten, **self.basis(context))
        if lijst == "lijst":
            return forms.ChoiceField(choices=[("", _("Kies er een")), *keuzes], **self.basis(context))
        return forms.ChoiceField(choices=keuzes, widget=KeuzeKaarten(**self.kaarten), **self.basis(context))

    def naar_json(self, waarde: Any) -> Json:
        return waarde or None

    def als_invoer(self, json: Json) -> Any:
        if not self.vraag.gegevens.get("anders"):
            return json or ""
        return [json["code"], json["anders"]] if isinstance(json, dict) else [json or "", ""]

    def regelwaarde(self, json: Json) -> Json:
        """Return the code, also when words of one's own came with it."""
        return (json["code"] if isinstance(json, dict) else json) or None

    def weergave(self, json: Json) -> str:
        if isinstance(json, dict):
            return f"{self.opties.get(json['code'], '')}: {json['anders']}"
        return self.opties.get(json, "") if json else ""

    def fouten(self) -> list[str]:
        anders = self.vraag.gegevens.get("anders")
        codes = [optie.get("code") for optie in self.vraag.gegevens.get("opties", [])]
        fout = anders is not None and anders not in codes
        return [
            *super().fouten(),
            *([f"{self.vraag.sleutel}: ‘anders’ noemt een optie die er niet is."] if fout else []),
        ]


class AndersWidget(forms.MultiWidget):
    """Cards, with a text input for words of one's own."""

    template_name = "forms/anders.html"
    use_fieldset = True

    def __init__(self, keuzes: list[tuple[str, str]], anders: str, kaarten: dict[str, dict[str, str]]) -> None:
        self.anders = dict(keuzes).get(anders, "")
        kaartwidget = KeuzeKaarten(choices=keuzes, **kaarten)
        super().__init__({"keuze": kaartwidget, "anders": forms.TextInput({"maxlength": 200, "autocomplete": "off"})})

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, dict):
            return [value.get("code"), value.get("anders")]
        return [value, ""]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "anders": self.anders}


class Andersveld(forms.MultiValueField):
    """One of a list, or something else in words."""

    default_error_messages = {"anders": _("Vul in wat u bedoelt met ‘%(optie)s’.")}

    def __init__(
        self, keuzes: list[tuple[str, str]], anders: str, kaarten: dict[str, dict[str, str]], **kwargs: Any
    ) -> None:
        self.anders, self.keuzes = anders, dict(keuzes)
        velden = [forms.ChoiceField(choices=keuzes, required=False), forms.CharField(max_length=200, required=False)]
        widget = AndersWidget(keuzes, anders, kaarten)
        super().__init__(fields=velden, widget=widget, require_all_fields=False, **kwargs)

    def compress(self, data_list: Any) -> Any:
        code, woorden = data_list or ("", "")
        if not code:
            return None
        if code != self.anders:
            return code
        if not woorden:
            raise ValidationError(self.error_messages["anders"], "anders", {"optie": self.keuzes[self.anders]})
        return {"code": code, "anders": woorden}

    def clean(self, value: Any) -> Any:
        """Ask for the choice itself: Django's own rule takes the words alone for an answer."""
        if self.required and not (value and value[0]):
            raise ValidationError(self.error_messages["required"], code="required")
        return super().clean(value)


class Meerkeuze(_MetOpties):
    """Some of a list; the stored answer is the list of codes. `min` and `max` say how many."""

    type: ClassVar[str] = "meerkeuze"
    soort: ClassVar[Soort] = Soort.LIJST

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        widget = MeerkeuzeKaarten(**self.kaarten)
        aantallen = {naam: self.vraag.gegevens.get(sleutel) for naam, sleutel in (("minst", "min"), ("meest", "max"))}
        return Meerkeuzeveld(choices=self.keuzes(context), widget=widget, **aantallen, **self.basis(context))

    def weergave(self, json: Json) -> str:
        return "\n".join(self.opties.get(code, "") for code in json or [])

    def eigenschap(self, json: Json) -> str:
        return ", ".join(self.opties.get(code, "") for code in json or [])


class Meerkeuzeveld(forms.MultipleChoiceField):
    """Some of a list, at least and at most so many."""

    default_error_messages = {
        "min": _("Kies er ten minste %(aantal)s."),
        "max": _("Kies er ten hoogste %(aantal)s."),
    }

    def __init__(self, *, minst: int | None, meest: int | None, **kwargs: Any) -> None:
        self.minst, self.meest = minst, meest
        super().__init__(**kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and self.minst and len(value) < self.minst:
            raise ValidationError(self.error_messages["min"], "min", {"aantal": self.minst})
        if value and self.meest and len(value) > self.meest:
            raise ValidationError(self.error_messages["max"], "max", {"aantal": self.meest})


class Janee(Component):
    """Yes or no; nothing chosen is not an answer. Stored as "ja" or "nee"."""

    type: ClassVar[str] = "janee"
    soort: ClassVar[Soort] = Soort.TEKST

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        keuzes = [("ja", _("Ja")), ("nee", _("Nee"))]
        return forms.ChoiceField(choices=keuzes, widget=KeuzeKaarten(), **self.basis(context))

    def naar_json(self, waarde: Any) -> Json:
        return waarde or None

    def weergave(self, json: Json) -> str:
        return {"ja": _t("Ja"), "nee": _t("Nee")}.get(json, "") if json else ""


class Vinkje(Component):
    """A tick box; no tick is an answer too."""

    type: ClassVar[str] = "vinkje"
    soort: ClassVar[Soort] = Soort.WAARHEID

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        return forms.BooleanField(**{**self.basis(context), "required": False})

    def is_leeg(self, json: Json) -> bool:
        return False

    def regelwaarde(self, json: Json) -> Json:
        return bool(json)

    def weergave(self, json: Json) -> str:
        return _t("Ja") if json else _t("Nee")


class Verklaring(Vinkje):
    """A statement that someone must agree with."""

    type: ClassVar[str] = "verklaring"
    soort: ClassVar[Soort] = Soort.WAARHEID

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        return forms.BooleanField(**self.basis(context))

    def is_leeg(self, json: Json) -> bool:
        return not json

    def weergave(self, json: Json) -> str:
        return "✓" if json else ""
