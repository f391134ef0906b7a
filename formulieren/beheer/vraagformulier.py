"""The form of one question, made of the declaration of its type."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from formulieren.beheer.forms import TaalForm
from formulieren.beheer.soorten import Eigenschap, Vraagsoort
from formulieren.controle.vorm import VRAAGSLEUTEL
from formulieren.definitie import Json
from formulieren.models import Antwoord
from formulieren.ontwerp import sleutel_uit
from mijnportaal.kern.forms import PortaalForm

VERPLICHT = (
    ("hard", _("Moet: zonder antwoord kan niemand versturen")),
    ("zacht", _("Mag later: wij vragen er na het versturen om")),
    ("niet", _("Hoeft niet")),
)
GEVOELIG = (("gewoon", _("Gewoon")), ("persoonlijk", _("Persoonlijk")), ("bijzonder", _("Bijzonder (AVG)")))
TOON = (("samenvatting", _("Samenvatting")), ("pdf", _("PDF")), ("mail", _("Mail")))
TOON_STANDAARD = ["samenvatting", "pdf"]
BRONNEN = [("", _("Nergens vandaan"))] + [
    (bron.value, bron.label)
    for bron in (Antwoord.Bron.BRP, Antwoord.Bron.KVK, Antwoord.Bron.PROFIEL, Antwoord.Bron.EERDER)
]
KOMMA = re.compile(r"\s*,\s*")
EXTRA_OPTIES = 3


class VraagForm(TaalForm):
    """Everything of one question except its rules and its options."""

    def __init__(
        self,
        *args: Any,
        soort: Vraagsoort,
        houders: list[tuple[str, str]],
        doelen: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        self.soort, self.houders, self.doelen = soort, houders, doelen
        super().__init__(*args, **kwargs)

    def vul(self) -> None:
        """Add what every question has, and then what its type knows."""
        if not self.soort.is_tekst:
            self.voeg_tekst_toe("label", _("Vraag") if self.soort.heeft_antwoord else _("Titel"), moet=self._label_moet)
            self.voeg_tekst_toe("hulp", _("Uitleg bij de vraag"), lang=True)
        elif self.soort.type == "melding":
            self.voeg_tekst_toe("label", _("Titel"))
        for eigenschap in self.soort.eigenschappen:
            self._voeg_eigenschap_toe(eigenschap)
        if self.soort.heeft_antwoord:
            self._voeg_antwoord_toe()
        self.fields["sleutel"] = forms.CharField(
            label=_("Sleutel"),
            max_length=60,
            required=False,
            help_text=_("De naam in regels. Laat u dit leeg? Dan maken wij er een."),
        )
        self.fields["houder"] = forms.ChoiceField(label=_("Staat in"), choices=self.houders)
        self.initial.setdefault("sleutel", self.oud.get("sleutel", ""))

    @property
    def _label_moet(self) -> bool:
        return self.soort.type != "groep"

    def _voeg_antwoord_toe(self) -> None:
        self.voeg_tekst_toe("waarom", _("Waarom wij dit vragen"), lang=True)
        self.voeg_tekst_toe("grondslag", _("Wettelijke grond"))
        self.fields["verplicht"] = forms.ChoiceField(label=_("Moet er een antwoord zijn?"), choices=VERPLICHT)
        self.fields["gevoelig"] = forms.ChoiceField(label=_("Hoe gevoelig is het antwoord?"), choices=GEVOELIG)
        self.fields["toon"] = forms.MultipleChoiceField(
            label=_("Waar staat het antwoord?"),
            choices=TOON,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        huidig = str(self.oud.get("naar", ""))
        keuzes = [("", _("Alleen in het document met de antwoorden")), *self.doelen]
        if huidig and huidig not in [code for code, _label in keuzes]:
            keuzes.append((huidig, _t("%(doel)s (kent het zaaktype niet)") % {"doel": huidig}))
        self.fields["naar"] = forms.ChoiceField(label=_("Wat wordt het in de zaak?"), choices=keuzes, required=False)
        self.fields["bron"] = forms.ChoiceField(label=_("Vooraf ingevuld uit"), choices=BRONNEN, required=False)
        self.fields["gegeven"] = forms.CharField(label=_("Welk gegeven van die bron"), max_length=80, required=False)
        self.fields["vast"] = forms.BooleanField(label=_("Niet te wijzigen als de bron het weet"), required=False)
        self.fields["betekenis"] = forms.SlugField(
            label=_("Betekenis"),
            required=False,
            help_text=_("Een naam die in elk formulier gelijk is. Een later formulier kan erom vragen."),
        )
        self._vul_antwoord()

    def _vul_antwoord(self) -> None:
        vulling = self.oud.get("vulling") or {}
        begin = {
            "verplicht": self.oud.get("verplicht", "hard"),
            "gevoelig": self.oud.get("gevoelig", "gewoon"),
            "toon": self.oud.get("toon", TOON_STANDAARD),
            "naar": self.oud.get("naar", ""),
            "bron": vulling.get("bron", ""),
            "gegeven": vulling.get("gegeven", ""),
            "vast": vulling.get("vast", False),
            "betekenis": self.oud.get("betekenis", ""),
        }
        self.initial = {**begin, **self.initial}

    def _voeg_eigenschap_toe(self, eigenschap: Eigenschap) -> None:
        naam = eigenschap.naam
        if eigenschap.soort in {"taal", "tekst"}:
            self.voeg_tekst_toe(
                naam, eigenschap.label, lang=eigenschap.soort == "tekst", moet=eigenschap.moet, hulp=eigenschap.hulp
            )
            return
        self.fields[naam] = _veld(eigenschap)
        waarde = self.oud.get(naam, eigenschap.standaard)
        self.initial.setdefault(naam, ", ".join(map(str, waarde)) if isinstance(waarde, list) else waarde)

    def clean_sleutel(self) -> str:
        """Return the key when its shape is right."""
        sleutel = str(self.cleaned_data["sleutel"])
        if sleutel and not VRAAGSLEUTEL.fullmatch(sleutel):
            raise ValidationError(
                _t("De sleutel van een vraag bestaat uit letters, cijfers en enkele onderstrepingen.")
            )
        return sleutel

    def gegevens(self) -> dict[str, Json]:
        """Return the question as it stands in a definition; None for what is left out."""
        schoon = self.cleaned_data
        uit = {**super().gegevens(), "type": self.soort.type, "sleutel": schoon["sleutel"]}
        uit |= {e.naam: _waarde(e, schoon[e.naam]) for e in self.soort.eigenschappen if e.naam in schoon}
        if not self.soort.heeft_antwoord:
            return uit
        vulling = {"bron": schoon["bron"], "gegeven": schoon["gegeven"], **({"vast": True} if schoon["vast"] else {})}
        return uit | {
            "verplicht": schoon["verplicht"],
            "gevoelig": None if schoon["gevoelig"] == "gewoon" else schoon["gevoelig"],
            "toon": None if schoon["toon"] == TOON_STANDAARD else schoon["toon"],
            "naar": schoon["naar"] or None,
            "vulling": vulling if schoon["bron"] else None,
            "betekenis": schoon["betekenis"] or None,
        }


def _veld(eigenschap: Eigenschap) -> forms.Field:
    opties: dict[str, Any] = {
        "label": eigenschap.label,
        "help_text": eigenschap.hulp,
        "required": eigenschap.moet,
    }
    match eigenschap.soort:
        case "getal":
            return forms.IntegerField(min_value=0, **opties)
        case "vinkje":
            return forms.BooleanField(**opties)
        case "keuze":
            return forms.ChoiceField(choices=eigenschap.keuzes, **opties)
        case _:
            return forms.CharField(max_length=300, **opties)


def _waarde(eigenschap: Eigenschap, waarde: Any) -> Json:
    """Return a property as it stands in a definition; None when it is what it is without saying so."""
    if eigenschap.soort == "lijst":
        return [deel for deel in KOMMA.split(str(waarde).strip()) if deel] or None
    if eigenschap.soort == "vinkje":
        return None if waarde == bool(eigenschap.standaard) else waarde
    if eigenschap.soort == "keuze" and waarde == eigenschap.standaard:
        return None
    return None if waarde == "" else waarde


class OptieForm(TaalForm):
    """One option of a choice; without label it is no option, so emptying it takes it out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, oud=(kwargs.get("initial") or {}).get("oud", {}), **kwargs)

    def vul(self) -> None:
        """Add the texts, the code and the place."""
        self.voeg_tekst_toe("label", _("Keuze"))
        self.voeg_tekst_toe("uitleg", _("Uitleg"))
        self.fields["code"] = forms.CharField(label=_("Code"), max_length=60, required=False)
        self.fields["icoon"] = forms.SlugField(label=_("Icoon"), required=False)
        self.fields["plaats"] = forms.IntegerField(label=_("Plaats"), required=False, min_value=1)
        for naam in ("code", "icoon"):
            self.initial.setdefault(naam, self.oud.get(naam, ""))


OptieSet = formset_factory(OptieForm, extra=EXTRA_OPTIES, max_num=500, absolute_max=600)


def optieset(data: Mapping[str, Any] | None, opties: list[dict[str, Json]]) -> "BaseFormSet[OptieForm]":
    """Return the rows of options, with a few empty ones below them."""
    begin = [{"oud": optie, "plaats": nummer} for nummer, optie in enumerate(opties, start=1)]
    return OptieSet(data, prefix="opties", initial=begin)


def opties_van(rijen: "BaseFormSet[OptieForm]", oud: list[dict[str, Json]]) -> list[dict[str, Json]]:
    """Return the options in their order; what the studio does not ask of one, such as its rule, stays."""
    bekend = {optie.get("code"): optie for optie in oud}
    gevonden: list[tuple[int, dict[str, Json]]] = []
    bezet = {str(form.cleaned_data.get("code", "")) for form in rijen}
    for nummer, form in enumerate(rijen, start=1):
        schoon = form.cleaned_data
        label = form.tekst("label") if schoon else None
        if not label:
            continue
        code = schoon["code"] or sleutel_uit(label.get("nl", ""), bezet)
        bezet.add(code)
        nieuw = {"code": code, "label": label, "uitleg": form.tekst("uitleg"), "icoon": schoon["icoon"] or None}
        optie = {naam: waarde for naam, waarde in {**bekend.get(code, {}), **nieuw}.items() if waarde is not None}
        gevonden.append((schoon["plaats"] or 1000 + nummer, optie))
    return [optie for _plaats, optie in sorted(gevonden, key=lambda paar: paar[0])]


class SoortForm(PortaalForm):
    """Which type a new question has."""

    type = forms.ChoiceField(label=_("Soort vraag"))

    def __init__(self, *args: Any, soorten: list[Vraagsoort], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = [(soort.type, soort.naam) for soort in soorten]  # type: ignore[attr-defined]
