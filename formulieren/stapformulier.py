"""The Django form of one page: first the rules over what was typed, then the fields that follow from them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.translation import gettext as _

from formulieren.componenten import Adres, Begroting, Bestanden, Handtekening, Locatie, component_voor
from formulieren.definitie import Json, Stap, Verplicht, Vraag, vertaald
from formulieren.dossier import Dossier, Gesteld
from formulieren.models import Antwoord, Bijlage, Plek
from formulieren.regels.toestand import Toestand
from mijnportaal.kern.forms import PortaalForm

Upload: TypeAlias = "UploadedFile[bytes]"


@dataclass(frozen=True)
class Onderdeel:
    """One part of a page, as the template draws it: a question, a group, a repeating group, a row of one, or a text."""

    soort: str
    vraag: Vraag
    zichtbaar: bool = True
    veld: forms.BoundField | None = None
    bijlagen: tuple[Bijlage, ...] | None = None
    herkomst: Antwoord | None = None
    weergave: str = ""
    delen: list["Onderdeel"] = field(default_factory=list)
    titel: str = ""
    rij: UUID | None = None
    # Where the upload script of a file question sends files.
    adres: str = ""

    @property
    def bestanden(self) -> list[dict[str, object]]:
        """Return the added files as `componenten/bestand_upload.html` takes them."""
        return [
            {
                "naam": rij.naam,
                "grootte": rij.omvang,
                "waarde": rij.uuid,
                "scan": rij.scantekst,
                "scanstatus": rij.scanstatus,
                "fout": rij.is_besmet,
            }
            for rij in self.bijlagen or ()
        ]

    @property
    def sjabloon(self) -> dict[str, str] | None:
        """Return the form to download and fill in first, when a file question has one."""
        component = component_voor(self.vraag)
        return component.sjabloon if isinstance(component, Bestanden) else None

    @property
    def tekst(self) -> str:
        """Return the text of a part without an answer."""
        return vertaald(self.vraag.gegevens.get("tekst"))

    @property
    def mag_rij_erbij(self) -> bool:
        return len(self.delen) < self.vraag.max_rijen

    @property
    def mag_rij_weg(self) -> bool:
        return len(self.delen) > self.vraag.min_rijen


class Stapformulier(PortaalForm):
    """The form of one page of a draft.

    With `mag_leeg` an empty answer is no fault: someone who stops halfway keeps what is there.
    """

    def __init__(
        self,
        dossier: Dossier,
        stap: Stap,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        mag_leeg: bool = False,
    ) -> None:
        self.dossier, self.stap, self.mag_leeg = dossier, stap, mag_leeg
        # Questions that an answer on this same page brought up; without scripts people have not seen them yet.
        self.bijgekomen: list[Gesteld] = []
        self.getypt: dict[Plek, Json] = {}
        self.toestand = self._toestand(data, files)
        self.vragen = {gesteld.naam: gesteld for gesteld in dossier.gesteld(stap, self.toestand)}
        initial = {naam: gesteld.component.van_json(self._waarde(gesteld)) for naam, gesteld in self.vragen.items()}
        super().__init__(data, files, initial=initial)
        self.fields.update({naam: self._veld(gesteld) for naam, gesteld in self.vragen.items()})
        if mag_leeg:
            self._sta_leeg_toe()

    def _toestand(self, data: Any, files: Any) -> Toestand:
        if data is None:
            return self.dossier.toestand
        for gesteld in self.dossier.gesteld(self.stap):
            if gesteld.vraag.regel("waarde") is None and not isinstance(gesteld.component, Bestanden):
                self.getypt.update(self._getypt(gesteld, data, files))
        return self.dossier.toestand_met(self.getypt)

    def _getypt(self, gesteld: Gesteld, data: Any, files: Any) -> dict[Plek, Json]:
        """Return the answer in what was sent; nothing when it was not sent, None when it cannot be read."""
        component = gesteld.component
        veld = component.veld(self.dossier.context(gesteld))
        veld.required = False
        if self._vast(gesteld) or veld.widget.value_omitted_from_data(data, files, gesteld.naam):
            return {}
        try:
            return {
                gesteld.plek: component.naar_json(
                    veld.clean(veld.widget.value_from_datadict(data, files, gesteld.naam))
                )
            }
        except ValidationError:
            return {gesteld.plek: None}

    def _vast(self, gesteld: Gesteld) -> bool:
        """Tell whether a register gave the answer and the person cannot change it (S-04)."""
        herkomst = self.dossier.herkomst.get(gesteld.plek)
        vulling = gesteld.vraag.gegevens.get("vulling") or {}
        return bool(vulling.get("vast") and herkomst and herkomst.opgehaald_op)

    def _waarde(self, gesteld: Gesteld) -> Json:
        """Return what stands in the field at first: a hidden question keeps what was answered before."""
        if gesteld.staat.zichtbaar:
            return gesteld.staat.waarde
        return self.dossier.antwoorden.get(gesteld.plek, gesteld.vraag.gegevens.get("standaard"))

    def _veld(self, gesteld: Gesteld) -> forms.Field:
        veld = gesteld.component.veld(self.dossier.context(gesteld))
        staat = gesteld.staat
        # What may not be answered is not read from the browser at all (S-04); Django then keeps the initial value.
        veld.disabled = not staat.zichtbaar or staat.alleen_lezen or self._vast(gesteld)
        veld.required = veld.required and staat.zichtbaar and staat.verplicht == Verplicht.HARD and not veld.disabled
        return veld

    def _sta_leeg_toe(self) -> None:
        for naam, veld in self.fields.items():
            self[naam]  # makes the label first, which must go on saying what is required
            veld.required = False

    def _clean_fields(self) -> None:
        """Check only what may be answered: a stored value that cannot be changed is judged when sending."""
        open_velden = {naam: veld for naam, veld in self.fields.items() if not veld.disabled}
        alle, self.fields = self.fields, open_velden
        try:
            super()._clean_fields()  # type: ignore[misc]  # Django's own step; the stubs leave it out
        finally:
            self.fields = alle

    def clean(self) -> dict[str, Any]:
        """Refuse more files than the question allows, and none where one is asked; tell why someone cannot go on."""
        schoon = super().clean() or self.cleaned_data
        for naam, gesteld, component in self._bestandsvragen():
            if naam in schoon:
                self._tel_bestanden(naam, gesteld, component, len(_als_lijst(schoon[naam])))
        if not self.mag_leeg:
            self._zoek_bijgekomen()
            if not self.errors and not self.bijgekomen:
                self._meld_blokkades()
        return schoon

    def _zoek_bijgekomen(self) -> None:
        """Turn "not filled in" into a kind notice where people could not have seen the question.

        A script that showed it says so, in `getoond`; what is worked out needs no answer.
        """
        getoond = set(self.data.get("getoond", "").split())
        for naam, gesteld in self.vragen.items():
            if naam in getoond or self.fields[naam].disabled:
                continue
            nieuw = gesteld.staat.zichtbaar and not self.dossier.toestand.van(gesteld.plek).zichtbaar
            weggelaten = self.fields[naam].widget.value_omitted_from_data(self.data, self.files, naam)
            if nieuw and (weggelaten or not self._is_getypt(naam)):
                self.bijgekomen.append(gesteld)
                self.errors.pop(naam, None)

    def _is_getypt(self, naam: str) -> bool:
        return self.fields[naam].has_changed(
            None, self.fields[naam].widget.value_from_datadict(self.data, self.files, naam)
        )

    def _meld_blokkades(self) -> None:
        for blokkade in self.toestand.blokkades:
            if blokkade.stap == self.stap.sleutel:
                self.add_error(None, ValidationError(blokkade.melding, code="blokkade"))

    def is_valid(self) -> bool:
        """Tell whether the page is complete: no faults, and no questions that nobody has seen yet."""
        return super().is_valid() and not self.bijgekomen

    def _tel_bestanden(self, naam: str, gesteld: Gesteld, component: Bestanden, nieuw: int) -> None:
        aantal = len(self.dossier.goede_bijlagen(gesteld)) + nieuw
        if len(self._toegevoegd(gesteld)) > len(self.dossier.goede_bijlagen(gesteld)) and not self.mag_leeg:
            self.add_error(naam, _("In een bestand zit een virus. Verwijder dat bestand, en voeg een ander toe."))
        elif aantal > component.max_aantal:
            self.add_error(naam, _("U kunt ten hoogste %(max)s bestanden toevoegen.") % {"max": component.max_aantal})
        elif gesteld.staat.verplicht == Verplicht.HARD and not aantal and not self.mag_leeg:
            self.add_error(naam, _("Voeg ten minste één bestand toe."))

    def antwoorden(self) -> dict[Plek, Json]:
        """Return the answers of this page that passed, as they are stored; nothing of what may not be answered."""
        return {
            gesteld.plek: gesteld.component.naar_json(self.cleaned_data[naam])
            for naam, gesteld in self.vragen.items()
            if naam in self.cleaned_data and not self.fields[naam].disabled and naam not in self._bestandsnamen()
        }

    def _bestandsnamen(self) -> set[str]:
        return {naam for naam, _gesteld, _component in self._bestandsvragen()}

    def uploads(self) -> list[tuple[Gesteld, Bestanden, list[Upload]]]:
        """Return the files of this page that passed, also when another answer on it, or another file, did not."""
        return [
            (gesteld, component, self._goede_bestanden(naam, gesteld, component))
            for naam, gesteld, component in self._bestandsvragen()
        ]

    def _goede_bestanden(self, naam: str, gesteld: Gesteld, component: Bestanden) -> list[Upload]:
        if naam in self.cleaned_data:
            return _als_lijst(self.cleaned_data[naam])
        goed: list[Upload] = self.fields[naam].goed  # type: ignore[attr-defined]
        # Of too many files nobody can tell which ones were meant.
        return goed if len(self.dossier.goede_bijlagen(gesteld)) + len(goed) <= component.max_aantal else []

    def onthoud_bijlagen(self, plek: Plek, bijlagen: Iterable[Bijlage]) -> None:
        """Show these files, which have just been stored, with those of before."""
        self.dossier.bijlagen.setdefault(plek, []).extend(bijlagen)

    def zonder_oordeel(self) -> "Stapformulier":
        """Return the page with everything as typed and no faults shown, for a button that is not "next"."""
        getypt = Stapformulier(self.dossier, self.stap)
        for naam, veld in self.fields.items():
            if not veld.disabled:
                getypt.initial[naam] = veld.widget.value_from_datadict(self.data, self.files, self.add_prefix(naam))
        return getypt

    def onderdelen(self) -> list[Onderdeel]:
        """Return the page as it is nested, each question with its field and the files that it has."""
        return list(self._onderdelen(self.stap.onderdelen, None))

    def _onderdelen(self, vragen: tuple[Vraag, ...], rij: UUID | None) -> Iterator[Onderdeel]:
        for vraag in vragen:
            staat = self.toestand.van(Plek(vraag.id, rij))
            if vraag.is_groep:
                delen = list(self._onderdelen(vraag.vragen, rij))
                yield Onderdeel("groep", vraag, staat.zichtbaar, delen=delen)
            elif vraag.is_herhaling:
                yield Onderdeel("herhaling", vraag, staat.zichtbaar, delen=self._rijen(vraag))
            elif vraag.is_tekst:
                yield Onderdeel(vraag.type, vraag, staat.zichtbaar)
            else:
                yield self._vraagonderdeel(Gesteld(vraag, Plek(vraag.id, rij), staat))

    def _rijen(self, vraag: Vraag) -> list[Onderdeel]:
        return [
            Onderdeel(
                "rij",
                vraag,
                delen=list(self._onderdelen(vraag.vragen, rij)),
                titel=vraag.rijtitel(self.dossier.weergaven(rij), nummer),
                rij=rij,
            )
            for nummer, rij in enumerate(self.dossier.rijen.get(vraag.id, ()), start=1)
        ]

    def _vraagonderdeel(self, gesteld: Gesteld) -> Onderdeel:
        component = gesteld.component
        soort = "vraag"
        if gesteld.vraag.regel("waarde") is not None or self._vast(gesteld):
            soort = "uitkomst"
        elif isinstance(component, Bestanden):
            soort = "bestanden"
        return Onderdeel(
            soort,
            gesteld.vraag,
            gesteld.staat.zichtbaar,
            self[gesteld.naam],
            tuple(self._toegevoegd(gesteld)) if isinstance(component, Bestanden) else None,
            self.dossier.herkomst.get(gesteld.plek),
            component.weergave(gesteld.staat.waarde),
            adres=self._uploadadres() if isinstance(component, Bestanden) else "",
        )

    @property
    def heeft_uploads(self) -> bool:
        """Tell whether the page needs the script that sends files by themselves."""
        return any(isinstance(gesteld.component, Bestanden) for gesteld in self.vragen.values())

    @property
    def heeft_handtekening(self) -> bool:
        """Tell whether the page needs the script to draw with."""
        return any(isinstance(gesteld.component, Handtekening) for gesteld in self.vragen.values())

    def _uploadadres(self) -> str:
        inzending = self.dossier.inzending
        return reverse("formulieren:uploads", args=[inzending.formulierversie.formulier.slug, inzending.uuid])

    @property
    def heeft_kaart(self) -> bool:
        """Tell whether the page needs the script and the styles of the map."""
        return any(isinstance(gesteld.component, Locatie) for gesteld in self.vragen.values())

    @property
    def geknoeid(self) -> list[str]:
        """Return the keys of fixed answers for which something was sent: the page has no input for them (S-04)."""
        return [
            gesteld.vraag.sleutel
            for naam, gesteld in self.vragen.items()
            if self._vast(gesteld) and not self.fields[naam].widget.value_omitted_from_data(self.data, self.files, naam)
        ]

    @property
    def heeft_adres(self) -> bool:
        """Tell whether the page needs the script that looks up streets."""
        return any(isinstance(gesteld.component, Adres) for gesteld in self.vragen.values())

    @property
    def heeft_begroting(self) -> bool:
        """Tell whether the page needs the script that counts along."""
        return any(isinstance(gesteld.component, Begroting) for gesteld in self.vragen.values())

    def _bestandsvragen(self) -> Iterator[tuple[str, Gesteld, Bestanden]]:
        for naam, gesteld in self.vragen.items():
            if gesteld.staat.zichtbaar and isinstance(component := gesteld.component, Bestanden):
                yield naam, gesteld, component

    def _toegevoegd(self, gesteld: Gesteld) -> list[Bijlage]:
        return self.dossier.bijlagen.get(gesteld.plek, [])


def _als_lijst(waarde: Any) -> list[Any]:
    if not waarde:
        return []
    return list(waarde) if isinstance(waarde, (list, tuple)) else [waarde]
