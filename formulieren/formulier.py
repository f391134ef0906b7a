"""A draft as pages and answers: the one place where definition, components and stored answers meet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from formulieren.componenten import Bestanden, Component, component_voor
from formulieren.definitie import Definitie, Json, Stap, Vraag
from formulieren.models import Bijlage, Inzending
from mijnportaal.kern.forms import PortaalForm


@dataclass(frozen=True)
class Beantwoord:
    """One question with its answer as people read it."""

    vraag: Vraag
    weergave: str
    bijlagen: tuple[Bijlage, ...] = ()


@dataclass(frozen=True)
class Tekort:
    """What still has to be mended before sending, and on which page."""

    stap: Stap
    vraag: Vraag
    zin: str


class Dossier:
    """A draft read once: its definition, its answers and its files, in three queries."""

    def __init__(self, inzending: Inzending) -> None:
        self.inzending = inzending
        self.definitie = Definitie(inzending.formulierversie.definitie)
        self.antwoorden: dict[UUID, Json] = dict(inzending.antwoorden.values_list("vraag", "waarde"))
        self.bijlagen: dict[UUID, list[Bijlage]] = {}
        for bijlage in inzending.bijlagen.all():
            self.bijlagen.setdefault(bijlage.vraag, []).append(bijlage)

    def json(self, vraag: Vraag) -> Json:
        """Return the stored answer to this question."""
        return self.antwoorden.get(vraag.id)

    def stapformulier(self, stap: Stap, data: Mapping[str, Any] | None = None, files: Any = None) -> "Stapformulier":
        """Return the form of one page, filled with what was typed before."""
        return Stapformulier(self, stap, data, files)

    def beantwoord(self, stap: Stap) -> list[Beantwoord]:
        """Return the answers of one page, for the summary, the PDF and the mail."""
        return [
            Beantwoord(vraag, component_voor(vraag).weergave(self.json(vraag)), tuple(self.bijlagen.get(vraag.id, ())))
            for vraag in stap.vragen
        ]

    def tekorten(self) -> list[Tekort]:
        """Return everything that is wrong with the whole form, by the same rules as the pages."""
        gevonden = []
        for stap in self.definitie.stappen:
            for vraag in stap.vragen:
                if zin := self._tekort(component_voor(vraag)):
                    gevonden.append(Tekort(stap, vraag, zin))
        return gevonden

    def weergaven(self) -> dict[str, str]:
        """Return the answers in words by the key of their question."""
        return {vraag.sleutel: component_voor(vraag).weergave(self.json(vraag)) for vraag in self.definitie.vragen()}

    def _tekort(self, component: Component) -> str:
        vraag = component.vraag
        if isinstance(component, Bestanden):
            leeg = vraag.verplicht and not self.bijlagen.get(vraag.id)
            return _("U heeft nog geen bestand toegevoegd: %(label)s") % {"label": vraag.label} if leeg else ""
        if vraag.verplicht and not self.json(vraag):
            return _("U heeft deze vraag nog niet beantwoord: %(label)s") % {"label": vraag.label}
        try:
            component.controleer(self.json(vraag))
        except ValidationError as fout:
            return " ".join(fout.messages)
        return ""


class Stapformulier(PortaalForm):
    """The form of one page of a draft."""

    def __init__(self, dossier: Dossier, stap: Stap, data: Mapping[str, Any] | None, files: Any) -> None:
        self.dossier, self.stap = dossier, stap
        self.componenten = {vraag.sleutel: component_voor(vraag) for vraag in stap.vragen}
        initial = {sleutel: component.van_json(dossier.json(component.vraag)) for sleutel, component in self.componenten.items()}
        super().__init__(data, files, initial=initial)
        self.fields.update({sleutel: component.veld() for sleutel, component in self.componenten.items()})

    def clean(self) -> dict[str, Any]:
        """Refuse more files than the question allows, and none where one is asked."""
        schoon = super().clean() or self.cleaned_data
        for sleutel, component in self.componenten.items():
            if isinstance(component, Bestanden) and sleutel in schoon:
                self._tel_bestanden(sleutel, component, len(schoon[sleutel] or []))
        return schoon

    def _tel_bestanden(self, sleutel: str, component: Bestanden, nieuw: int) -> None:
        al_toegevoegd = len(self.dossier.bijlagen.get(component.vraag.id, []))
        if al_toegevoegd + nieuw > component.max_aantal:
            self.add_error(sleutel, _("U kunt ten hoogste %(max)s bestanden toevoegen.") % {"max": component.max_aantal})
        elif component.vraag.verplicht and not al_toegevoegd + nieuw:
            self.add_error(sleutel, _("Voeg ten minste één bestand toe."))

    def antwoorden(self) -> dict[UUID, Json]:
        """Return the checked answers of this page as they are stored."""
        return {
            component.vraag.id: component.naar_json(self.cleaned_data[sleutel])
            for sleutel, component in self.componenten.items()
            if not isinstance(component, Bestanden)
        }

    def uploads(self) -> dict[UUID, list[Any]]:
        """Return the files of this page that passed the checks, also when another answer on it did not."""
        schoon = getattr(self, "cleaned_data", {})
        return {
            component.vraag.id: _als_lijst(schoon.get(sleutel))
            for sleutel, component in self.componenten.items()
            if isinstance(component, Bestanden)
        }

    def bestandsvelden(self) -> list[tuple[forms.BoundField, list[Bijlage]]]:
        """Return the file questions of this page with what was added before."""
        return [
            (self[sleutel], self.dossier.bijlagen.get(component.vraag.id, []))
            for sleutel, component in self.componenten.items()
            if isinstance(component, Bestanden)
        ]


def _als_lijst(waarde: Any) -> list[Any]:
    if not waarde:
        return []
    return list(waarde) if isinstance(waarde, (list, tuple)) else [waarde]
