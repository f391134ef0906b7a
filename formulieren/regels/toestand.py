"""The state of a draft: what the rules of its form say, given what was answered so far.

Evaluated on the server at every page and once more when sending; the browser mirrors it as a comfort. A question that
is hidden has no value for any rule, and does not exist when the form is sent; the draft keeps its answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from formulieren.componenten.basis import Vraagstaat
from formulieren.definitie import Definitie, Json, Stap, Verplicht, Vraag, vertaald
from formulieren.models import Plek
from formulieren.regels.omgeving import Omgeving
from formulieren.regels.plan import Rekenplan, Vraagplan, stapnaam
from formulieren.regels.waarden import is_waar

DICHT = Vraagstaat(zichtbaar=False)


@dataclass(frozen=True)
class Blokkade:
    """Why this person cannot go on after a page."""

    stap: str
    melding: str


@dataclass
class Toestand:
    """The outcome of all rules; `gegevens` is what a rule sees, with None for what is hidden."""

    gegevens: dict[str, Json]
    vragen: dict[Plek, Vraagstaat] = field(default_factory=dict)
    stappen: dict[str, bool] = field(default_factory=dict)
    blokkades: list[Blokkade] = field(default_factory=list)
    prijs: Decimal | None = None
    route: Mapping[str, Json] = field(default_factory=dict)

    def van(self, plek: Plek) -> Vraagstaat:
        """Return the state of one asked question; of one that is nowhere: hidden."""
        return self.vragen.get(plek, DICHT)

    def geldt(self, stap: Stap) -> bool:
        """Tell whether a page exists for this person."""
        return self.stappen[stap.sleutel]


def bepaal(
    plan: Rekenplan,
    antwoorden: Mapping[Plek, Json],
    rijen: Mapping[UUID, Sequence[UUID]],
    omgeving: Omgeving,
    gegeven: Mapping[str, Json],
) -> Toestand:
    """Return the state that follows from these answers; `gegeven` holds what the form knows without asking."""
    rekening = _Rekening(plan, antwoorden, rijen, omgeving, dict(gegeven))
    return rekening.uitkomst()


class _Rekening:
    """One evaluation: the state as far as it is known."""

    def __init__(
        self,
        plan: Rekenplan,
        antwoorden: Mapping[Plek, Json],
        rijen: Mapping[UUID, Sequence[UUID]],
        omgeving: Omgeving,
        gegevens: dict[str, Json],
    ) -> None:
        self.plan, self.antwoorden, self.rijen, self.omgeving = plan, antwoorden, rijen, omgeving
        self.toestand = Toestand(gegevens)
        # Of every page and group: whether it is there. What is inside cannot be there without it.
        self.aanwezig: dict[str, bool] = {}

    def uitkomst(self) -> Toestand:
        stappen = {stapnaam(stap): stap for stap in self.plan.definitie.stappen}
        ouders = _ouders(self.plan.definitie)
        for naam in self.plan.volgorde:
            if naam in stappen:
                self._stap(naam, stappen[naam])
            elif naam in self.plan.variabelen:
                waarde = self.plan.variabelen[naam](self.toestand.gegevens, self.omgeving)
                self.toestand.gegevens[naam] = waarde
            else:
                self._vraag(self.plan.vragen[naam], self.aanwezig[ouders[naam]])
        self._slot()
        return self.toestand

    def _stap(self, naam: str, stap: Stap) -> None:
        regel = self.plan.stappen.get(stap.sleutel)
        geldt = regel is None or is_waar(regel(self.toestand.gegevens, self.omgeving))
        self.aanwezig[naam] = self.toestand.stappen[stap.sleutel] = geldt

    def _vraag(self, plan: Vraagplan, aanwezig: bool) -> None:
        vraag, gegevens = plan.vraag, self.toestand.gegevens
        staat = self._staat(plan, Plek(vraag.id), gegevens, aanwezig)
        self.toestand.vragen[Plek(vraag.id)] = staat
        if vraag.is_groep:
            self.aanwezig[vraag.sleutel] = staat.zichtbaar
        elif vraag.is_herhaling:
            gegevens[vraag.sleutel] = self._rijen(vraag, staat.zichtbaar) if staat.zichtbaar else None
        elif not vraag.is_tekst:
            gegevens[vraag.sleutel] = plan.component.regelwaarde(staat.waarde)

    def _rijen(self, herhaling: Vraag, aanwezig: bool) -> list[Json]:
        return [self._rij(herhaling, rij, aanwezig) for rij in self.rijen.get(herhaling.id, ())]

    def _rij(self, herhaling: Vraag, rij: UUID, aanwezig: bool) -> Json:
        """Return one row as rules see it; a rule inside sees the answers of its own row first."""
        eigen: dict[str, Json] = {"rij": str(rij)}
        kader = {"": aanwezig}
        ouders = {deel.sleutel: groep for groep, deel in _delen("", herhaling.vragen)}
        zicht = dict(self.toestand.gegevens)
        for naam in self.plan.rijvolgorde[herhaling.sleutel]:
            plan = self.plan.vragen[naam]
            plek = Plek(plan.vraag.id, rij)
            staat = self._staat(plan, plek, zicht, kader[ouders[naam]])
            self.toestand.vragen[plek] = staat
            if plan.vraag.is_groep:
                kader[naam] = staat.zichtbaar
            elif not plan.vraag.is_tekst:
                eigen[naam] = zicht[naam] = plan.component.regelwaarde(staat.waarde)
        return eigen

    def _staat(self, plan: Vraagplan, plek: Plek, gegevens: Mapping[str, Json], aanwezig: bool) -> Vraagstaat:
        def geldt(naam: str, anders: bool) -> bool:
            regel = plan.regels.get(naam)
            return anders if regel is None else is_waar(regel(gegevens, self.omgeving))

        if not aanwezig or not geldt("zichtbaar", anders=True):
            return DICHT
        berekend = plan.regels.get("waarde")
        verplicht = plan.vraag.verplicht
        if "verplicht_als" in plan.regels:
            verplicht = Verplicht.HARD if geldt("verplicht_als", anders=False) else Verplicht.NIET
        return Vraagstaat(
            zichtbaar=True,
            verplicht=verplicht,
            alleen_lezen=berekend is not None or geldt("alleen_lezen", anders=False),
            waarde=berekend(gegevens, self.omgeving) if berekend else self._antwoord(plan.vraag, plek),
            dynamisch={naam: regel(gegevens, self.omgeving) for naam, regel in plan.dynamisch.items()},
            opties=self._opties(plan, gegevens) if plan.heeft_opties else None,
        )

    def _antwoord(self, vraag: Vraag, plek: Plek) -> Json:
        return self.antwoorden[plek] if plek in self.antwoorden else vraag.gegevens.get("standaard")

    def _opties(self, plan: Vraagplan, gegevens: Mapping[str, Json]) -> frozenset[str]:
        return frozenset(
            optie["code"]
            for optie in plan.vraag.gegevens["opties"]
            if optie["code"] not in plan.opties or is_waar(plan.opties[optie["code"]](gegevens, self.omgeving))
        )

    def _slot(self) -> None:
        """Work out what comes after all questions: who cannot go on, what it costs, and where it goes."""
        toestand, gegevens = self.toestand, self.toestand.gegevens
        toestand.blokkades = [
            Blokkade(rij["stap"], vertaald(rij["melding"]))
            for regel, rij in self.plan.blokkades
            if toestand.stappen[rij["stap"]] and is_waar(regel(gegevens, self.omgeving))
        ]
        toestand.route = next((r for regel, r in self.plan.routes if is_waar(regel(gegevens, self.omgeving))), {})
        if self.plan.prijs is not None:
            bedrag = self.plan.prijs(gegevens, self.omgeving)
            toestand.prijs = None if bedrag is None else Decimal(str(bedrag)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _ouders(definitie: Definitie) -> dict[str, str]:
    """Return of every question the page or the group that it stands in."""
    return {
        deel.sleutel: ouder for stap in definitie.stappen for ouder, deel in _delen(stapnaam(stap), stap.onderdelen)
    }


def _delen(ouder: str, vragen: Sequence[Vraag]) -> list[tuple[str, Vraag]]:
    gevonden = []
    for vraag in vragen:
        gevonden.append((ouder, vraag))
        if vraag.is_groep:
            gevonden += _delen(vraag.sleutel, vraag.vragen)
    return gevonden
