"""The forms and their versions as the studio lists them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from formulieren.definitie import vertaald
from formulieren.models import Formulier, FormulierVersie, Inzending

LOPEND = Count("inzendingen", filter=~Q(inzendingen__status=Inzending.Status.VERZONDEN))
VERZONDEN = Count("inzendingen", filter=Q(inzendingen__status=Inzending.Status.VERZONDEN))
BADGE = {
    FormulierVersie.Status.CONCEPT: "waarschuwing",
    FormulierVersie.Status.GEPUBLICEERD: "ok",
    FormulierVersie.Status.INGETROKKEN: "neutraal",
}


@dataclass(frozen=True)
class Versieregel:
    """One version, with how many people are filling it in and how many have sent it."""

    versie: FormulierVersie
    titels: Mapping[str, str] | None
    lopend: int
    verzonden: int

    @property
    def titel(self) -> str:
        return vertaald(self.titels) or str(self.versie.formulier)

    @property
    def is_concept(self) -> bool:
        return self.versie.status == FormulierVersie.Status.CONCEPT

    @property
    def is_gepubliceerd(self) -> bool:
        return self.versie.status == FormulierVersie.Status.GEPUBLICEERD

    @property
    def badge(self) -> str:
        """Return the kind of badge of its status."""
        return BADGE[FormulierVersie.Status(self.versie.status)]


@dataclass(frozen=True)
class Formulierregel:
    """One form: the version that people see, its concept when there is one, and its drafts."""

    formulier: Formulier
    versies: list[Versieregel]

    @property
    def kop(self) -> Versieregel:
        """Return the published version, or the newest one when none is published."""
        return next((regel for regel in self.versies if regel.is_gepubliceerd), self.versies[0])

    @property
    def concept(self) -> Versieregel | None:
        """Return the concept beside the published version."""
        return next((regel for regel in self.versies if regel.is_concept and regel is not self.kop), None)

    @property
    def lopend(self) -> int:
        return sum(regel.lopend for regel in self.versies)

    @property
    def verzonden(self) -> int:
        return sum(regel.verzonden for regel in self.versies)


def formulierregels() -> list[Formulierregel]:
    """Return every form that has a version, in two queries, whatever their number."""
    per_formulier: dict[int, list[Versieregel]] = {}
    for regel in _regels():
        per_formulier.setdefault(regel.versie.formulier_id, []).append(regel)
    formulieren = Formulier.objects.select_related("zaaktype").filter(pk__in=per_formulier)
    return [Formulierregel(formulier, per_formulier[formulier.pk]) for formulier in formulieren]


def versieregels(formulier: Formulier) -> list[Versieregel]:
    """Return the versions of one form, the newest first."""
    return _regels(formulier)


def _regels(formulier: Formulier | None = None) -> list[Versieregel]:
    versies = FormulierVersie.objects.select_related("formulier").order_by("-versie")
    versies = versies.filter(formulier=formulier) if formulier else versies
    # A definition can be large, and of most only the title is shown.
    geteld: QuerySet[Any] = versies.defer("definitie").annotate(
        titels=F("definitie__titel"), aantal_lopend=LOPEND, aantal_verzonden=VERZONDEN
    )
    return [Versieregel(versie, versie.titels, versie.aantal_lopend, versie.aantal_verzonden) for versie in geteld]
