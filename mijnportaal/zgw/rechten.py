"""What a client of the API may do: its grants, as the Autorisaties standard words them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from mijnportaal.accounts.models import Applicatie

# Applicaties that one process remembers the grants of; each takes some kilobytes.
ONTHOUD_HOOGSTENS = 256


class Component(models.TextChoices):
    """The API that a grant is about (ZGW Autorisaties, component)."""

    AC = "ac", _("Autorisaties API")
    NRC = "nrc", _("Notificaties API")
    ZRC = "zrc", _("Zaken API")
    ZTC = "ztc", _("Catalogi API")
    DRC = "drc", _("Documenten API")
    BRC = "brc", _("Besluiten API")


# How the scopes on the rows of a component begin.
HOOFDRESOURCES: dict[Component, tuple[str, ...]] = {
    Component.AC: (),
    Component.NRC: (),
    Component.ZRC: ("zaken.",),
    Component.ZTC: (),
    Component.DRC: ("documenten.",),
    Component.BRC: ("besluiten.",),
}


@dataclass(frozen=True, slots=True)
class Toekenning:
    """One grant: these scopes of one component, on one type or on all of them, up to a confidentiality."""

    component: Component
    scopes: frozenset[str]
    type_id: int | None = None
    max_vertrouwelijkheid: int | None = None

    @property
    def over_rijen(self) -> bool:
        """Tell whether the grant says on which rows it holds.

        ac-003 asks a type where a scope is about zaken, documenten or besluiten; without one it holds for every type,
        which only beheer can grant. A grant for the audit trail alone needs no type, and then names no rows.
        """
        return self.type_id is not None or any(
            scope.startswith(HOOFDRESOURCES[self.component]) for scope in self.scopes
        )


@dataclass(frozen=True, slots=True, eq=False)
class Rechten:
    """Everything that an applicatie has been granted."""

    alles: bool = False
    toekenningen: tuple[Toekenning, ...] = ()
    # What was worked out from these rights, and is gone with them: the condition on the rows of a resource.
    afgeleid: dict[Any, Any] = field(default_factory=dict, repr=False)

    def met(self, component: Component, *scopes: str) -> list[Toekenning]:
        """Return the grants of this component that hold at least one of these scopes."""
        return [
            toekenning
            for toekenning in self.toekenningen
            if toekenning.component == component and not toekenning.scopes.isdisjoint(scopes)
        ]

    def heeft(self, component: Component, *scopes: str) -> bool:
        """Tell whether at least one of these scopes is granted, on whatever type."""
        return self.alles or bool(self.met(component, *scopes))


Lezer = Callable[[int], tuple[Toekenning, ...]]
_lezers: list[Lezer] = []


def registreer_lezer(lezer: Lezer) -> None:
    """Let this function read the grants of an applicatie; the app that holds the types they are about has the rows."""
    _lezers[:] = [lezer]
    _rechten.cache_clear()


ALLES = Rechten(alles=True)


def rechten_van(applicatie: Applicatie) -> Rechten:
    """Return what this applicatie may do, as of the rechten_versie that it was read with."""
    return ALLES if applicatie.heeft_alle_autorisaties else _rechten(applicatie.pk, applicatie.rechten_versie)


@lru_cache(maxsize=ONTHOUD_HOOGSTENS)
def _rechten(applicatie_id: int, rechten_versie: int) -> Rechten:
    """Return the rights; a version never comes back once they change, so an entry needs no end of its own."""
    return Rechten(toekenningen=_lezers[0](applicatie_id))
