"""The builder of rules: conditions that are all true or one of them, and the same rule as JSON for everything else."""

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from formulieren.beheer.conceptbeeld import zin, zinnen_van
from formulieren.controle.regels import soorten_van
from formulieren.definitie import Definitie, Json, Vraag, vertaald
from formulieren.regels.controle import fouten_in_regel
from formulieren.regels.plan import GEGEVEN
from formulieren.regels.soorten import Soorten
from mijnportaal.kern.forms import Fout, PortaalForm, TekstvlakField

VERGELIJKT = {"==", "!=", "<", "<=", ">", ">="}
OPERATOREN = (
    ("==", _("is gelijk aan")),
    ("!=", _("is niet gelijk aan")),
    (">", _("is groter of later dan")),
    (">=", _("is ten minste")),
    ("<", _("is kleiner of eerder dan")),
    ("<=", _("is ten hoogste")),
    ("bevat", _("bevat")),
    ("gevuld", _("is ingevuld")),
    ("leeg", _("is niet ingevuld")),
)
ZONDER_WAARDE = {"gevuld", "leeg"}
VOEG = (("and", _("Alle voorwaarden gelden")), ("or", _("Ten minste één voorwaarde geldt")))
VANDAAG: Json = {"vandaag": []}
MAX_JSON = 40_000
EXTRA = 3


@dataclass(frozen=True)
class Voorwaarde:
    """One condition: a question, how it is compared, and with what."""

    sleutel: str
    operator: str
    waarde: Json = None

    @property
    def regel(self) -> Json:
        """Return the condition as a rule."""
        var = {"var": self.sleutel}
        match self.operator:
            case "leeg":
                return {"leeg": [var]}
            case "gevuld":
                return {"!": [{"leeg": [var]}]}
            case "bevat":
                return {"in": [self.waarde, var]}
            case _:
                return {self.operator: [var, self.waarde]}


def ontleed(regel: Json) -> tuple[str, list[Voorwaarde]] | None:
    """Return how the conditions of a rule are joined, and the conditions; nothing when it has another shape."""
    if regel is None:
        return "and", []
    if not isinstance(regel, Mapping) or len(regel) != 1:
        return None
    ((naam, inhoud),) = regel.items()
    delen = inhoud if naam in {"and", "or"} and isinstance(inhoud, list) else [regel]
    gevonden = [_voorwaarde(deel) for deel in delen]
    voorwaarden = [deel for deel in gevonden if deel is not None]
    return (naam if naam == "or" else "and", voorwaarden) if len(voorwaarden) == len(gevonden) else None


def _voorwaarde(regel: Json) -> Voorwaarde | None:
    if not isinstance(regel, Mapping) or len(regel) != 1:
        return None
    ((naam, inhoud),) = regel.items()
    delen = inhoud if isinstance(inhoud, list) else [inhoud]
    if naam == "!" and len(delen) == 1:
        binnen = _voorwaarde(delen[0])
        return Voorwaarde(binnen.sleutel, "gevuld") if binnen and binnen.operator == "leeg" else None
    if naam == "leeg" and len(delen) == 1:
        return _met(delen[0], "leeg", None)
    if naam == "in" and len(delen) == 2 and _is_vast(delen[0]):
        return _met(delen[1], "bevat", delen[0])
    if naam in VERGELIJKT and len(delen) == 2 and (_is_vast(delen[1]) or delen[1] == VANDAAG):
        return _met(delen[0], naam, delen[1])
    return None


def _met(var: Json, operator: str, waarde: Json) -> Voorwaarde | None:
    sleutel = var.get("var") if isinstance(var, Mapping) and len(var) == 1 else None
    return Voorwaarde(sleutel, operator, waarde) if isinstance(sleutel, str) and sleutel else None


def _is_vast(waarde: Json) -> bool:
    return isinstance(waarde, str | int | float | bool)


def samen(voeg: str, voorwaarden: list[Voorwaarde]) -> Json:
    """Return conditions as one rule."""
    regels = [voorwaarde.regel for voorwaarde in voorwaarden]
    return regels[0] if len(regels) == 1 else {voeg: regels}


def waarde_uit(tekst: str, vraag: Vraag | None) -> Json:
    """Return what was typed as a value of the kind that this question has: a code, a number, a day, yes or no."""
    type_ = vraag.type if vraag else ""
    if vraag and type_ in {"keuze", "meerkeuze"}:
        codes = {vertaald(rij.get("label")).lower(): rij["code"] for rij in vraag.gegevens.get("opties", [])}
        return codes.get(tekst.lower(), tekst)
    if type_ in {"vinkje", "verklaring"} or (vraag is None and tekst.lower() in {"ja", "nee"}):
        return tekst.lower() in {"ja", "true"}
    if type_ == "janee":
        return tekst.lower()
    if type_ == "datum":
        return _dag(tekst)
    kaal = tekst.replace(".", "").replace(",", ".") if "," in tekst else tekst
    if type_ in {"getal", "bedrag"}:
        return int(kaal) if kaal.removeprefix("-").isdigit() else kaal
    return tekst


def _dag(tekst: str) -> Json:
    if tekst.lower() == "vandaag":
        return VANDAAG
    for vorm in ("%d-%m-%Y", "%Y-%m-%d"):
        try:
            return datetime.datetime.strptime(tekst, vorm).date().isoformat()  # noqa: DTZ007  (a day, not a moment)
        except ValueError:
            continue
    return tekst


def tekst_van(waarde: Json) -> str:
    """Return a value as somebody types it."""
    if waarde == VANDAAG:
        return "vandaag"
    if isinstance(waarde, bool):
        return _t("ja") if waarde else _t("nee")
    return "" if waarde is None else str(waarde)


class VoegForm(PortaalForm):
    """How the conditions are joined."""

    voeg = forms.ChoiceField(label=_("Wanneer geldt de regel?"), choices=VOEG)


class VoorwaardeForm(PortaalForm):
    """One condition; without a question it is none."""

    merk_niet_verplicht = False

    sleutel = forms.ChoiceField(label=_("Vraag"), required=False)
    operator = forms.ChoiceField(label=_("Vergelijking"), choices=OPERATOREN, required=False)
    waarde = forms.CharField(label=_("Antwoord"), max_length=300, required=False)

    def __init__(self, *args: Any, vragen: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sleutel"].choices = [("", _("Geen")), *vragen]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for an answer to compare with."""
        schoon = super().clean() or self.cleaned_data
        if schoon.get("sleutel") and schoon.get("operator") not in ZONDER_WAARDE and not schoon.get("waarde"):
            self.add_error("waarde", ValidationError(_t("Vul in waarmee u het antwoord vergelijkt.")))
        return schoon


class JsonForm(PortaalForm):
    """A rule or another part of the form as JSON."""

    inhoud = TekstvlakField(label=_("JSON"), max_length=MAX_JSON, rijen=10, required=False)

    def __init__(self, data: Any, oud: Json) -> None:
        tekst = "" if oud is None else json.dumps(oud, ensure_ascii=False, indent=2)
        super().__init__(data, initial={"inhoud": tekst}, prefix="json")

    def clean_inhoud(self) -> Json:
        """Return what was typed, read as JSON; nothing for nothing."""
        tekst = str(self.cleaned_data["inhoud"]).strip()
        try:
            return json.loads(tekst) if tekst else None
        except (ValueError, RecursionError) as fout:
            raise ValidationError(_t("Dit is geen goede JSON: %(fout)s") % {"fout": fout}) from fout


VoorwaardeSet = formset_factory(VoorwaardeForm, extra=EXTRA, max_num=100, absolute_max=120)


class Regelinvoer:
    """The rule on a page: what it says now, the builder when it has that shape, and its JSON."""

    def __init__(
        self, data: Any, regel: Json, *, definitie: Definitie, herhaling: Vraag | None = None, bouwbaar: bool = True
    ) -> None:
        self.data, self.oud, self.regel, self.definitie = data, regel, regel, definitie
        self.soorten: Soorten = soorten_van(definitie)
        if herhaling and isinstance(binnen := self.soorten.get(herhaling.sleutel), Mapping):
            self.soorten = {**self.soorten, **binnen}
        self.fouten: list[Fout] = []
        ontleding = ontleed(regel) if bouwbaar else None
        self.bouwbaar = ontleding is not None
        voeg, voorwaarden = ontleding or ("and", [])
        self.json = JsonForm(data, regel)
        self.voeg = VoegForm(data, initial={"voeg": voeg}, prefix="voeg")
        self.rijen = VoorwaardeSet(
            data,
            prefix="voorwaarden",
            initial=[
                {"sleutel": v.sleutel, "operator": v.operator, "waarde": tekst_van(v.waarde)} for v in voorwaarden
            ],
            form_kwargs={"vragen": self._vragen()},
        )

    def zin(self, naam: str) -> str:
        """Return the rule as it is stored, as a sentence; empty when there is none."""
        return "" if self.oud is None else zin(zinnen_van(self.definitie), naam, self.oud)

    def _vragen(self) -> list[tuple[str, str]]:
        namen = {vraag.sleutel: f"{vraag.label} ({vraag.sleutel})" for vraag in self.definitie.elke_vraag()}
        namen |= {"kanaal": _t("Kanaal"), "ingelogd": _t("Is ingelogd"), "niveau": _t("Niveau van inloggen")}
        # What the form knows without asking comes last.
        volgorde = sorted(self.soorten, key=lambda naam: naam in GEGEVEN)
        return [(sleutel, namen.get(sleutel, sleutel)) for sleutel in volgorde if sleutel != "rij"]

    def lees(self) -> bool:
        """Tell whether what was sent is a good rule, which is `regel` then."""
        if self.data is None:
            return False
        goed = self._lees_json() if "json" in self.data else self._lees_bouwer()
        if not goed:
            return False
        fouten = fouten_in_regel(self.regel, self.soorten, list(self.definitie.gegevens.get("tabellen", {})))
        self.fouten += [Fout("", fout) for fout in fouten]
        return not fouten

    def _lees_json(self) -> bool:
        goed = self.json.is_valid()
        self.fouten += self.json.foutlijst()
        if goed:
            self.regel = self.json.cleaned_data["inhoud"]
        if goed and self.regel is None:
            self.fouten.append(Fout("", _t("Vul een regel in.")))
        return goed and self.regel is not None

    def _lees_bouwer(self) -> bool:
        goed = self.rijen.is_valid() and self.voeg.is_valid()
        self.fouten += [fout for rij in self.rijen for fout in rij.foutlijst()]
        vragen = {vraag.sleutel: vraag for vraag in self.definitie.elke_vraag()}
        schoon = [rij.cleaned_data for rij in self.rijen if goed and rij.cleaned_data.get("sleutel")]
        voorwaarden = [
            Voorwaarde(
                rij["sleutel"], rij["operator"] or "==", waarde_uit(rij["waarde"].strip(), vragen.get(rij["sleutel"]))
            )
            for rij in schoon
        ]
        if goed and not voorwaarden:
            self.fouten.append(Fout("", _t("Kies ten minste één vraag.")))
        if goed and voorwaarden:
            self.regel = samen(self.voeg.cleaned_data["voeg"], voorwaarden)
        return goed and bool(voorwaarden)
