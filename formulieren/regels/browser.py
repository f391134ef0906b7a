"""What the browser needs in order to show and hide while someone types: the rules around one page, and no more.

Everything that cannot change on this page goes along as a value, so that a page of a large form stays small. The server
works everything out anew whatever the browser thinks; frontend/js/regels/toestand.mjs mirrors toestand.py.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms

from formulieren.componenten import Bestanden, Component, component_voor
from formulieren.componenten.basis import Vraagstaat
from formulieren.definitie import Json, Stap, Vraag
from formulieren.dossier import Dossier
from formulieren.models import Plek
from formulieren.regels.plan import REGELS, Rekenplan, regels_van, stapnaam
from formulieren.regels.rondom import omgeving_van
from formulieren.regels.soorten import Soort
from formulieren.regels.toestand import Toestand
from formulieren.stapformulier import Stapformulier

# How the script reads an answer off the page; of the other kinds of questions it waits for the server.
LEESBAAR: Mapping[Soort, tuple[type[forms.Widget], str]] = {
    Soort.TEKST: (forms.Widget, "tekst"),
    Soort.ONBEKEND: (forms.RadioSelect | forms.Select, "tekst"),  # type: ignore[dict-item]  # isinstance takes both
    Soort.WAARHEID: (forms.CheckboxInput, "vinkje"),
    Soort.LIJST: (forms.CheckboxSelectMultiple, "lijst"),
    Soort.GETAL: (forms.TextInput, "getal"),
    Soort.DATUM: (forms.MultiWidget, "datum"),
}

# What the browser does not know: where the municipality ends.
ALLEEN_SERVER = frozenset({"in_gemeente"})
WERKDAGEN = frozenset({"werkdag_plus", "werkdagen_tussen"})


def browserregels(formulier: Stapformulier) -> dict[str, Any]:
    """Return the rules around one page with all that they need, as JSON."""
    return _Pagina(formulier.dossier, formulier.stap, formulier.toestand, formulier).json()


@dataclass(frozen=True)
class _Pagina:
    dossier: Dossier
    stap: Stap
    toestand: Toestand
    formulier: Stapformulier

    @property
    def plan(self) -> Rekenplan:
        return self.dossier.plan

    def json(self) -> dict[str, Any]:
        omgeving = omgeving_van(self.plan.definitie, self.dossier.vandaag)
        knopen = [self._knoop(naam) for naam in self.plan.volgorde if naam in self.levend]
        # The table of days costs a query, and is for a few forms.
        dagen = omgeving.dagentabel.gelijkgesteld if _gebruikt(knopen, WERKDAGEN) else ()
        return {
            "vandaag": omgeving.vandaag.isoformat(),
            "gelijkgesteld": sorted(dag.isoformat() for dag in dagen),
            "tabellen": omgeving.tabellen if _gebruikt(knopen, {"tarief"}) else {},
            "gegevens": self._gegevens(),
            "aanwezig": {naam: self._is_aanwezig(naam) for naam in self._ouders() - self.levend},
            "knopen": knopen,
        }

    @cached_property
    def op_pagina(self) -> frozenset[str]:
        """Return the key of everything that stands on this page, rows and what is in them as one."""
        return frozenset(_sleutels(self.stap.onderdelen))

    @cached_property
    def levend(self) -> frozenset[str]:
        """Return what may come out differently while this page is filled in, and matters on this page."""
        nodig, te_doen = set(), list(self.op_pagina)
        while te_doen:
            if (naam := te_doen.pop()) not in nodig and naam in self.plan.knopen:
                nodig.add(naam)
                te_doen += self._bronnen(naam)
        levend = set(self.op_pagina)
        for naam in self.plan.volgorde:  # what it depends on comes first
            if naam in nodig and not self._is_vast(naam) and levend.intersection(self._bronnen(naam)):
                levend.add(naam)
        return frozenset(levend)

    def _bronnen(self, naam: str) -> tuple[str, ...]:
        knoop = self.plan.knopen[naam]
        return (*knoop.sleutels, *knoop.ouders)

    def _is_vast(self, naam: str) -> bool:
        """Tell whether the server's word stands until it is asked again: this page itself, rows elsewhere, places."""
        elders = naam in self.plan.rijvolgorde and naam not in self.op_pagina
        return naam == stapnaam(self.stap) or elders or _gebruikt(list(self._regels(naam).values()), ALLEEN_SERVER)

    def _regels(self, naam: str) -> dict[str, Json]:
        """Return the rules of a page, a variable or a question that the script works out."""
        if naam in self.plan.vragen:
            return _regels_van(self.plan.vragen[naam].vraag)
        for stap in self.plan.definitie.stappen:
            if stapnaam(stap) == naam:
                return {"zichtbaar": stap.gegevens["van_toepassing"]} if "van_toepassing" in stap.gegevens else {}
        variabelen = self.plan.definitie.gegevens.get("variabelen", ())
        return {"waarde": next(rij["waarde"] for rij in variabelen if rij["sleutel"] == naam)}

    def _gegevens(self) -> dict[str, Json]:
        """Return what rules see of everything that does not change here: only what one of them reads."""
        namen = {bron for naam in self.levend for bron in self.plan.knopen[naam].sleutels} - self.levend
        return {naam: self.toestand.gegevens[naam] for naam in sorted(namen & self.toestand.gegevens.keys())}

    def _ouders(self) -> set[str]:
        return {ouder for naam in self.levend for ouder in self.plan.knopen[naam].ouders}

    def _is_aanwezig(self, naam: str) -> bool:
        if naam in self.plan.vragen:
            return self.toestand.van(Plek(self.plan.vragen[naam].vraag.id)).zichtbaar
        return next(self.toestand.geldt(stap) for stap in self.plan.definitie.stappen if stapnaam(stap) == naam)

    def _knoop(self, naam: str) -> dict[str, Any]:
        if naam not in self.plan.vragen:
            return {"naam": naam, "soort": "stap" if ":" in naam else "variabele", **self._regels(naam)}
        vraag = self.plan.vragen[naam].vraag
        (ouder,) = self.plan.knopen[naam].ouders
        if not vraag.is_herhaling:
            return self._vraag(vraag, ouder, [None])
        rijen = self.dossier.rijen.get(vraag.id, [])
        ouders = dict(_ouders_in("", vraag.vragen))
        delen = {deel.sleutel: deel for deel in _alle(vraag.vragen)}
        return {
            **self._vraag(vraag, ouder, [None]),
            "rijen": [str(rij) for rij in rijen],
            "delen": [self._vraag(delen[s], ouders[s], rijen) for s in self.plan.rijvolgorde[vraag.sleutel]],
        }

    def _vraag(self, vraag: Vraag, ouder: str, rijen: Sequence[UUID | None]) -> dict[str, Any]:
        regels = _regels_van(vraag)
        knoop: dict[str, Any] = {"naam": vraag.sleutel, "ouder": ouder, "verplicht": str(vraag.verplicht), **regels}
        if _gebruikt(list(regels.values()), ALLEEN_SERVER):
            knoop = {"naam": vraag.sleutel, "ouder": ouder}
            knoop["vast"] = {_rijnaam(rij): _staat(self.toestand.van(Plek(vraag.id, rij))) for rij in rijen}
        if vraag.is_groep or vraag.is_herhaling or vraag.is_tekst:
            return {**knoop, "soort": "tekst" if vraag.is_tekst else vraag.type}
        component = component_voor(vraag)
        antwoorden = {_rijnaam(rij): component.regelwaarde(self._antwoord(Plek(vraag.id, rij), vraag)) for rij in rijen}
        return {
            **knoop,
            "soort": "vraag",
            "lees": self._leeswijze(component) if vraag.regel("waarde") is None else "",
            "leeg": component.regelwaarde(None),
            "antwoord": antwoorden,
            **({"toon": vraag.type} if vraag.regel("waarde") is not None else {}),
        }

    def _antwoord(self, plek: Plek, vraag: Vraag) -> Json:
        """Return the answer that the server knows, also of a question that is hidden now."""
        if plek in self.formulier.getypt:
            return self.formulier.getypt[plek]
        return self.dossier.antwoorden.get(plek, vraag.gegevens.get("standaard"))

    def _leeswijze(self, component: Component) -> str:
        if isinstance(component, Bestanden) or component.vraag.sleutel not in self._vragen_hier:
            return ""
        soort, wijze = LEESBAAR.get(component.soort, (None, ""))
        widget = component.veld().widget
        samengesteld = isinstance(widget, forms.MultiWidget)
        past = soort is not None and isinstance(widget, soort) and samengesteld == (wijze == "datum")
        # Of a date that may be known in part only the server reads the parts.
        return wijze if past and not component.vraag.gegevens.get("deels") else ""

    @cached_property
    def _vragen_hier(self) -> frozenset[str]:
        return frozenset(vraag.sleutel for vraag in _alle(self.stap.onderdelen))


def _regels_van(vraag: Vraag) -> dict[str, Json]:
    return {naam: regel for naam, regel in regels_van(vraag) if naam in REGELS}


def _sleutels(vragen: tuple[Vraag, ...]) -> Iterator[str]:
    for vraag in vragen:
        yield vraag.sleutel
        if vraag.is_groep:
            yield from _sleutels(vraag.vragen)


def _alle(vragen: tuple[Vraag, ...]) -> Iterator[Vraag]:
    for vraag in vragen:
        yield vraag
        yield from _alle(vraag.vragen)


def _ouders_in(ouder: str, vragen: tuple[Vraag, ...]) -> Iterator[tuple[str, str]]:
    for vraag in vragen:
        yield vraag.sleutel, ouder
        yield from _ouders_in(vraag.sleutel, vraag.vragen)


def _gebruikt(regels: Json, operatoren: AbstractSet[str]) -> bool:
    """Tell whether one of these operators stands in the rules."""
    if isinstance(regels, Mapping):
        return not operatoren.isdisjoint(regels) or any(_gebruikt(deel, operatoren) for deel in regels.values())
    return isinstance(regels, list | tuple) and any(_gebruikt(deel, operatoren) for deel in regels)


def _staat(staat: Vraagstaat) -> dict[str, Json]:
    return {
        "zichtbaar": staat.zichtbaar,
        "verplicht": str(staat.verplicht),
        "alleenLezen": staat.alleen_lezen,
        "waarde": staat.waarde,
    }


def _rijnaam(rij: UUID | None) -> str:
    return str(rij) if rij else ""
