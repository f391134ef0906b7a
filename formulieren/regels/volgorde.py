"""The order in which things are worked out: everything after what it depends on."""

from collections.abc import Callable, Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from heapq import heapify, heappop, heappush

from django.utils.translation import gettext as _


class Kring(ValueError):
    """Things that depend on each other in a ring; `sleutels` names them, each once."""

    def __init__(self, sleutels: Iterable[str]) -> None:
        self.sleutels = tuple(sleutels)
        super().__init__(" → ".join(self.sleutels))

    def zin(self, label: Callable[[str], str | None] = str) -> str:
        """Return the ring as a sentence that names what is in it."""
        ring = [f"‘{label(sleutel) or sleutel}’" for sleutel in (*self.sleutels, self.sleutels[0])]
        return _("Deze regels wachten op elkaar, dus geen van alle krijgt een uitkomst: %(ring)s.") % {
            "ring": " → ".join(ring)
        }


def volgorde(afhankelijk: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the names with each after the ones it depends on; where there is a choice, in the order given.

    Names outside the mapping need no turn. Raises Kring when there is no such order.
    """
    plaats = {naam: nummer for nummer, naam in enumerate(afhankelijk)}
    namen = list(afhankelijk)
    graaf = TopologicalSorter({naam: [b for b in bronnen if b in plaats] for naam, bronnen in afhankelijk.items()})
    try:
        graaf.prepare()
    except CycleError as fout:
        # The ring starts and ends with the same name, and each waits for the one before it.
        raise Kring(_vanaf_de_eerste(fout.args[1][:0:-1], plaats)) from None
    beurt = [plaats[naam] for naam in graaf.get_ready()]
    heapify(beurt)
    geordend = []
    while beurt:
        naam = namen[heappop(beurt)]
        geordend.append(naam)
        graaf.done(naam)
        for klaar in graaf.get_ready():
            heappush(beurt, plaats[klaar])
    return geordend


def _vanaf_de_eerste(ring: list[str], plaats: Mapping[str, int]) -> list[str]:
    """Return the ring from the name that was given first, so that it always reads the same."""
    begin = min(range(len(ring)), key=lambda nummer: plaats[ring[nummer]])
    return ring[begin:] + ring[:begin]
