"""What a rule may know besides the answers: the day, the free days, the fee tables; never a clock or a setting."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from formulieren.regels.waarden import Grens, Json
from mijnportaal.kern.kalender import DAGEN, Dagentabel

# For one evaluation of a whole form (S-22).
MAX_STAPPEN = 100_000


class Teller:
    """Counts the steps of one evaluation, and stops what takes too many."""

    __slots__ = ("stappen",)

    def __init__(self) -> None:
        self.stappen = 0

    def tel(self, aantal: int = 1) -> None:
        self.stappen += aantal
        if self.stappen > MAX_STAPPEN:
            raise Grens("stappen")


def nergens(_plek: Json) -> bool:
    """Tell that a place is not in the municipality, where nobody said what the municipality is."""
    return False


@dataclass(frozen=True)
class Omgeving:
    """Everything outside the answers that the outcome depends on. Made anew for each evaluation: it counts steps."""

    vandaag: date
    dagentabel: Dagentabel = DAGEN
    tabellen: Mapping[str, Sequence[Mapping[str, Json]]] = field(default_factory=dict)
    in_gemeente: Callable[[Json], bool] = nergens
    teller: Teller = field(default_factory=Teller)
