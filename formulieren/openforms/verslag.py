"""What became of every element of an import; nothing is dropped silently."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class Uitkomst(StrEnum):
    """What became of one element."""

    OVERGENOMEN = "overgenomen"
    VERANDERD = "veranderd"
    NIET = "niet overgenomen"


@dataclass(frozen=True)
class Regel:
    """One line of the report: which element, what became of it, and why."""

    element: str
    uitkomst: Uitkomst
    uitleg: str = ""

    def __str__(self) -> str:
        return f"{self.uitkomst:<17} {self.element}" + (f": {self.uitleg}" if self.uitleg else "")


@dataclass
class Verslag:
    """The lines of one import, in the order of the form."""

    regels: list[Regel] = field(default_factory=list)

    def over(self, element: str, uitleg: str = "") -> None:
        """Note that an element was taken over as it is."""
        self.regels.append(Regel(element, Uitkomst.OVERGENOMEN, uitleg))

    def anders(self, element: str, uitleg: str) -> None:
        """Note that an element works differently here."""
        self.regels.append(Regel(element, Uitkomst.VERANDERD, uitleg))

    def niet(self, element: str, uitleg: str) -> None:
        """Note that an element has no counterpart here."""
        self.regels.append(Regel(element, Uitkomst.NIET, uitleg))

    def aantallen(self) -> dict[Uitkomst, int]:
        """Return how many elements had each outcome."""
        geteld = Counter(regel.uitkomst for regel in self.regels)
        return {uitkomst: geteld[uitkomst] for uitkomst in Uitkomst}
