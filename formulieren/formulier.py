"""A draft as pages and answers: the one place where definition, components and stored answers meet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from formulieren.componenten import Begroting, Bestanden, Component, Locatie, component_voor
from formulieren.definitie import Definitie, Json, Stap, Vraag
from formulieren.models import Bijlage, Inzending
from mijnportaal.kern.bestanden import controleer_bestand
from mijnportaal.kern.forms import PortaalForm

Upload: TypeAlias = "UploadedFile[bytes]"


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


@dataclass(frozen=True)
class Onderdeel:
    """One question on a page: its field, and for a file question what was added before."""

    veld: forms.BoundField
    bijlagen: tuple[Bijlage, ...] | None = None

    @property
    def bestanden(self) -> list[dict[str, object]]:
        """Return the added files as `componenten/bestand_upload.html` takes them."""
        return [{"naam": rij.naam, "grootte": rij.omvang, "waarde": rij.uuid} for rij in self.bijlagen or ()]


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

    def stapformulier(
        self, stap: Stap, data: Mapping[str, Any] | None = None, files: Any = None, *, mag_leeg: bool = False
    ) -> "Stapformulier":
        """Return the form of one page, filled with what was typed before.

        With `mag_leeg` an empty answer is no fault: someone who stops halfway keeps what is there.
        """
        return Stapformulier(self, stap, data, files, mag_leeg=mag_leeg)

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

    def eerste_open_stap(self) -> Stap | None:
        """Return the first page that is not complete, or nothing when the form can be sent."""
        return next((tekort.stap for tekort in self.tekorten()), None)

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

    def __init__(
        self, dossier: Dossier, stap: Stap, data: Mapping[str, Any] | None, files: Any, *, mag_leeg: bool = False
    ) -> None:
        self.dossier, self.stap, self.mag_leeg = dossier, stap, mag_leeg
        self.componenten = {vraag.sleutel: component_voor(vraag) for vraag in stap.vragen}
        initial = {
            sleutel: component.van_json(dossier.json(component.vraag))
            for sleutel, component in self.componenten.items()
        }
        super().__init__(data, files, initial=initial)
        self.fields.update({sleutel: component.veld() for sleutel, component in self.componenten.items()})
        if mag_leeg:
            self._sta_leeg_toe()

    def _sta_leeg_toe(self) -> None:
        for sleutel, veld in self.fields.items():
            self[sleutel]  # makes the label first, which must go on saying what is required
            veld.required = False

    def clean(self) -> dict[str, Any]:
        """Refuse more files than the question allows, and none where one is asked."""
        schoon = super().clean() or self.cleaned_data
        for sleutel, component in self._bestandsvragen():
            if sleutel in schoon:
                self._tel_bestanden(sleutel, component, len(_als_lijst(schoon[sleutel])))
        return schoon

    def _tel_bestanden(self, sleutel: str, component: Bestanden, nieuw: int) -> None:
        aantal = len(self._toegevoegd(component)) + nieuw
        if aantal > component.max_aantal:
            self.add_error(
                sleutel, _("U kunt ten hoogste %(max)s bestanden toevoegen.") % {"max": component.max_aantal}
            )
        elif component.vraag.verplicht and not aantal and not self.mag_leeg:
            self.add_error(sleutel, _("Voeg ten minste één bestand toe."))

    def antwoorden(self) -> dict[UUID, Json]:
        """Return the answers of this page that passed, as they are stored."""
        return {
            component.vraag.id: component.naar_json(self.cleaned_data[sleutel])
            for sleutel, component in self.componenten.items()
            if sleutel in self.cleaned_data and not isinstance(component, Bestanden)
        }

    def uploads(self) -> list[tuple[Bestanden, list[Upload]]]:
        """Return the files of this page that passed, also when another answer on it, or another file, did not."""
        return [(component, self._goede_bestanden(sleutel, component)) for sleutel, component in self._bestandsvragen()]

    def _goede_bestanden(self, sleutel: str, component: Bestanden) -> list[Upload]:
        if sleutel in self.cleaned_data:
            return _als_lijst(self.cleaned_data[sleutel])
        goed = [upload for upload in self.files.getlist(self.add_prefix(sleutel)) if _past(upload, component)]
        # Of too many files nobody can tell which ones were meant.
        return goed if len(self._toegevoegd(component)) + len(goed) <= component.max_aantal else []

    def onthoud_bijlagen(self, component: Bestanden, bijlagen: Iterable[Bijlage]) -> None:
        """Show these files, which have just been stored, with those of before."""
        self.dossier.bijlagen.setdefault(component.vraag.id, []).extend(bijlagen)

    def zonder_oordeel(self) -> "Stapformulier":
        """Return the page with everything as typed and no faults shown, for a button that is not "next"."""
        getypt = Stapformulier(self.dossier, self.stap, None, None)
        for sleutel, veld in self.fields.items():
            getypt.initial[sleutel] = veld.widget.value_from_datadict(self.data, self.files, self.add_prefix(sleutel))
        return getypt

    def onderdelen(self) -> list[Onderdeel]:
        """Return the questions in order, each with its field and the files that it has."""
        return [
            Onderdeel(self[sleutel], tuple(self._toegevoegd(component)) if isinstance(component, Bestanden) else None)
            for sleutel, component in self.componenten.items()
        ]

    @property
    def heeft_kaart(self) -> bool:
        """Tell whether the page needs the script and the styles of the map."""
        return any(isinstance(component, Locatie) for component in self.componenten.values())

    @property
    def heeft_begroting(self) -> bool:
        """Tell whether the page needs the script that counts along."""
        return any(isinstance(component, Begroting) for component in self.componenten.values())

    def _bestandsvragen(self) -> list[tuple[str, Bestanden]]:
        return [(sleutel, soort) for sleutel, soort in self.componenten.items() if isinstance(soort, Bestanden)]

    def _toegevoegd(self, component: Bestanden) -> list[Bijlage]:
        return self.dossier.bijlagen.get(component.vraag.id, [])


def _als_lijst(waarde: Any) -> list[Any]:
    if not waarde:
        return []
    return list(waarde) if isinstance(waarde, (list, tuple)) else [waarde]


def _past(upload: Upload, component: Bestanden) -> bool:
    """Tell whether one file keeps to the rules of its question."""
    try:
        controleer_bestand(upload, component.regels)
    except ValidationError:
        return False
    return True
