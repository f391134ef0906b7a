"""A draft read once: where definition, rules, components and stored answers meet."""

import datetime
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from uuid import UUID

from django.core.exceptions import SuspiciousOperation, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from formulieren.componenten import Bestanden, Component, component_voor
from formulieren.componenten.basis import Vraagcontext, Vraagstaat
from formulieren.definitie import Definitie, Json, Stap, Verplicht, Vraag
from formulieren.models import Antwoord, Bijlage, FormulierVersie, Inzending, Plek
from formulieren.regels.plan import Rekenplan
from formulieren.regels.rondom import omgeving_van
from formulieren.regels.toestand import Toestand, bepaal
from formulieren.regels.waarden import Grens

# A published version never changes, so what was compiled of it stays right.
_PLANNEN: OrderedDict[UUID, Rekenplan] = OrderedDict()
MAX_PLANNEN = 64


def plan_van(versie: FormulierVersie) -> Rekenplan:
    """Return the compiled definition of this version; that of a published version is kept in the process."""
    if versie.status == FormulierVersie.Status.CONCEPT:
        return Rekenplan(Definitie(versie.definitie))
    if versie.uuid not in _PLANNEN:
        _PLANNEN[versie.uuid] = Rekenplan(Definitie(versie.definitie))
        while len(_PLANNEN) > MAX_PLANNEN:
            _PLANNEN.popitem(last=False)
    return _PLANNEN[versie.uuid]


@dataclass(frozen=True)
class Gesteld:
    """One question as it is asked here: at top level, or in one row of a repeating group."""

    vraag: Vraag
    plek: Plek
    staat: Vraagstaat

    @property
    def naam(self) -> str:
        """Return the name of its field on the page."""
        return f"{self.vraag.sleutel}__{self.plek.rij.hex}" if self.plek.rij else self.vraag.sleutel

    @property
    def component(self) -> Component:
        return component_voor(self.vraag)


@dataclass(frozen=True)
class Beantwoord:
    """One question with its answer as people read it; `rijtitel` is the heading of the row that it stands in."""

    vraag: Vraag
    weergave: str
    bijlagen: tuple[Bijlage, ...] = ()
    rijtitel: str = ""
    herkomst: Antwoord | None = None


@dataclass(frozen=True)
class Tekort:
    """What still has to be mended before sending, and on which page; without `vraag` it is about the whole page."""

    stap: Stap
    vraag: Vraag | None
    zin: str


class Dossier:
    """A draft with its answers, rows and files, in four queries, and what the rules say of them."""

    def __init__(self, inzending: Inzending, *, vandaag: datetime.date | None = None) -> None:
        self.inzending = inzending
        self.vandaag = vandaag or timezone.localdate()
        self.plan = plan_van(inzending.formulierversie)
        self.definitie = self.plan.definitie
        self.herkomst = {rij.plek: rij for rij in inzending.antwoorden.all()}
        self.antwoorden: dict[Plek, Json] = {plek: rij.waarde for plek, rij in self.herkomst.items()}
        self.rijen: dict[UUID, list[UUID]] = {}
        if self.plan.rijvolgorde:
            for vraag, uuid in inzending.rijen.values_list("vraag", "uuid"):
                self.rijen.setdefault(vraag, []).append(uuid)
        self.bijlagen: dict[Plek, list[Bijlage]] = {}
        for bijlage in inzending.bijlagen.all():
            self.bijlagen.setdefault(bijlage.plek, []).append(bijlage)

    @cached_property
    def toestand(self) -> Toestand:
        """Return what the rules say of the stored answers."""
        return self.toestand_met({})

    def toestand_met(self, getypt: Mapping[Plek, Json]) -> Toestand:
        """Return what the rules say when these answers, which are not stored yet, come in place of the stored ones."""
        gegeven = {
            "kanaal": self.inzending.kanaal,
            "ingelogd": self.inzending.gebruiker_id is not None,
            "niveau": str(self.inzending.formulierversie.niveau),
        }
        omgeving = omgeving_van(self.definitie, self.vandaag)
        try:
            return bepaal(self.plan, {**self.antwoorden, **getypt}, self.rijen, omgeving, gegeven)
        except Grens as fout:
            # Only rules made to take too long come here (S-22): the page is refused, and the security log knows.
            raise SuspiciousOperation(f"regels van formulier {self.plan.definitie.titel} zijn te zwaar") from fout

    @cached_property
    def stappen(self) -> tuple[Stap, ...]:
        """Return the pages that exist for this person, in order."""
        return tuple(stap for stap in self.definitie.stappen if self.toestand.geldt(stap))

    def context(self, gesteld: Gesteld) -> Vraagcontext:
        """Return what the component of a question may know of its surroundings."""
        herkomst = self.herkomst.get(gesteld.plek)
        uit_bron = herkomst is not None and herkomst.opgehaald_op is not None
        return Vraagcontext(gesteld.staat, self.inzending, herkomst.waarde if herkomst and uit_bron else None)

    def gesteld(self, stap: Stap, toestand: Toestand | None = None) -> list[Gesteld]:
        """Return every question of a page that has an answer, hidden ones too, each row of a repeating group apart."""
        return list(self._gesteld(stap.onderdelen, None, toestand or self.toestand))

    def _gesteld(self, vragen: tuple[Vraag, ...], rij: UUID | None, toestand: Toestand) -> Iterator[Gesteld]:
        for vraag in vragen:
            if vraag.is_groep:
                yield from self._gesteld(vraag.vragen, rij, toestand)
            elif vraag.is_herhaling:
                for volgende in self.rijen.get(vraag.id, ()):
                    yield from self._gesteld(vraag.vragen, volgende, toestand)
            elif not vraag.is_tekst:
                plek = Plek(vraag.id, rij)
                yield Gesteld(vraag, plek, toestand.van(plek))

    def beantwoord(self, stap: Stap, plaats: str = "samenvatting") -> list[Beantwoord]:
        """Return the visible answers of one page, for the summary, the PDF or the mail."""
        return [regel for _titel, regels in self.groepen(stap, plaats) for regel in regels]

    def groepen(self, stap: Stap, plaats: str = "samenvatting") -> list[tuple[str, list[Beantwoord]]]:
        """Return the visible answers of one page, those of each row of a repeating group under its heading."""
        getoond = [g for g in self.gesteld(stap) if g.staat.zichtbaar and g.vraag.toont_in(plaats)]
        groepen = []
        for rij, gesteld in groupby(getoond, key=lambda g: g.plek.rij):
            titel = self.rijtitel(rij) if rij else ""
            groepen.append((titel, [self._beantwoord(een, titel) for een in gesteld]))
        return groepen

    def _beantwoord(self, gesteld: Gesteld, rijtitel: str) -> Beantwoord:
        return Beantwoord(
            gesteld.vraag,
            gesteld.component.weergave(gesteld.staat.waarde),
            tuple(self.bijlagen.get(gesteld.plek, ())),
            rijtitel,
            self.herkomst.get(gesteld.plek),
        )

    def rijtitel(self, rij: UUID) -> str:
        """Return the heading of a row of a repeating group."""
        herhaling, nummer = next(
            (self.definitie.op_id[vraag], rijen.index(rij) + 1) for vraag, rijen in self.rijen.items() if rij in rijen
        )
        return herhaling.rijtitel(self.weergaven(rij), nummer)

    def alles_gesteld(self) -> Iterator[tuple[Stap, Gesteld]]:
        """Yield every visible question of every page that applies, with its page."""
        for stap in self.stappen:
            yield from ((stap, gesteld) for gesteld in self.gesteld(stap) if gesteld.staat.zichtbaar)

    def tekorten(self) -> list[Tekort]:
        """Return everything that is wrong with the whole form, by the same rules as the pages."""
        gevonden = []
        for stap in self.stappen:
            gevonden += [
                Tekort(stap, gesteld.vraag, zin)
                for gesteld in self.gesteld(stap)
                if gesteld.staat.zichtbaar and (zin := self._tekort(gesteld))
            ]
            gevonden += [Tekort(stap, vraag, self._rijtekort(vraag)) for vraag in self._te_korte_herhalingen(stap)]
            gevonden += [Tekort(stap, None, b.melding) for b in self.toestand.blokkades if b.stap == stap.sleutel]
        return gevonden

    def aanbevolen(self) -> list[Gesteld]:
        """Return the questions that may wait, and have no answer yet."""
        return [
            gesteld
            for _stap, gesteld in self.alles_gesteld()
            if gesteld.staat.verplicht == Verplicht.ZACHT and self._is_leeg(gesteld)
        ]

    def eerste_open_stap(self) -> Stap | None:
        """Return the first page that is not complete, or nothing when the form can be sent."""
        return next((tekort.stap for tekort in self.tekorten()), None)

    def weergaven(self, rij: UUID | None = None) -> dict[str, str]:
        """Return the visible answers in words by the key of their question; of one row those of the row as well."""
        woorden = {}
        for _stap, gesteld in self.alles_gesteld():
            if gesteld.plek.rij in (None, rij):
                woorden[gesteld.vraag.sleutel] = gesteld.component.weergave(gesteld.staat.waarde)
        return woorden

    def meegestuurd(self) -> list[Bijlage]:
        """Return the files of every question that is asked; those of a hidden question stay behind."""
        return [bijlage for _stap, gesteld in self.alles_gesteld() for bijlage in self.bijlagen.get(gesteld.plek, ())]

    def goede_bijlagen(self, gesteld: Gesteld) -> list[Bijlage]:
        """Return the files of a question, without those in which a virus was found."""
        return [bijlage for bijlage in self.bijlagen.get(gesteld.plek, ()) if not bijlage.is_besmet]

    def _bestandstekort(self, gesteld: Gesteld) -> str:
        besmet = [bijlage.naam for bijlage in self.bijlagen.get(gesteld.plek, ()) if bijlage.is_besmet]
        zin = _("In uw bestand %(naam)s zit een virus. Verwijder het, en voeg een ander toe.")
        return zin % {"naam": besmet[0]} if besmet else ""

    def _is_leeg(self, gesteld: Gesteld) -> bool:
        if isinstance(gesteld.component, Bestanden):
            return not self.goede_bijlagen(gesteld)
        return gesteld.component.is_leeg(gesteld.staat.waarde)

    def _tekort(self, gesteld: Gesteld) -> str:
        vraag, component = gesteld.vraag, gesteld.component
        if self._is_leeg(gesteld) and not self.bijlagen.get(gesteld.plek):
            return _leegzin(component) % {"label": vraag.label} if gesteld.staat.verplicht == Verplicht.HARD else ""
        if isinstance(component, Bestanden):
            return self._bestandstekort(gesteld)
        if vraag.regel("waarde") is not None:
            return ""
        try:
            component.controleer(gesteld.staat.waarde, self.context(gesteld))
        except ValidationError as fout:
            return " ".join(fout.messages)
        return ""

    def _te_korte_herhalingen(self, stap: Stap) -> list[Vraag]:
        return [
            vraag
            for vraag in stap.vragen
            if vraag.is_herhaling
            and self.toestand.van(Plek(vraag.id)).zichtbaar
            and len(self.rijen.get(vraag.id, ())) < vraag.min_rijen
        ]

    def _rijtekort(self, vraag: Vraag) -> str:
        zin = ngettext(
            "%(label)s: vul er ten minste %(min)s in.", "%(label)s: vul er ten minste %(min)s in.", vraag.min_rijen
        )
        return zin % {"label": vraag.label, "min": vraag.min_rijen}


def _leegzin(component: Component) -> str:
    if isinstance(component, Bestanden):
        return _("U heeft nog geen bestand toegevoegd: %(label)s")
    return _("U heeft deze vraag nog niet beantwoord: %(label)s")
