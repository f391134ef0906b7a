"""What a rule may know besides the answers: the day, the free days, the fee tables; never a clock or a setting."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from formulieren.regels.waarden import Json, Teller
from mijnportaal.kern.kalender import DAGEN, Dagentabel


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
