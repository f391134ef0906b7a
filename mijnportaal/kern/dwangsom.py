"""The dwangsom for a decision that comes too late (Awb 4:17 and 4:18; normen.md 5.2, T-10)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from mijnportaal.kern.kalender import DAG, DAGEN, Dagentabel
from mijnportaal.kern.termijnen import Eenheid, Termijn, bereken

LANGST = 42  # days over which a dwangsom is due (Awb 4:17, first paragraph)
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Dwangsomtarief:
    """The amounts per day of Awb 4:17 for each of three periods of two weeks."""

    vanaf: date
    per_dag: tuple[int, int, int]


TARIEVEN = (Dwangsomtarief(date(2019, 1, 1), (23, 35, 45)),)


class Uitzondering(StrEnum):
    """Why no dwangsom is due, however late the decision is (Awb 4:17, sixth paragraph)."""

    ONREDELIJK_LAAT = "onredelijk-laat"
    GEEN_BELANGHEBBENDE = "geen-belanghebbende"
    KENNELIJK_KANSLOOS = "kennelijk-niet-ontvankelijk-of-ongegrond"


@dataclass(frozen=True)
class Dwangsom:
    """What is due, over which days, and what has to be done with it.

    `waarschuw_op` is the day to warn: the last one on which a decision costs nothing.
    """

    eerste_dag: date | None
    waarschuw_op: date | None
    dagen: int
    bedrag: int
    per_aanvrager: Decimal
    beschikking_uiterlijk: date | None
    uitleg: str


def dwangsom(dagen_te_laat: int, tarief: Dwangsomtarief = TARIEVEN[-1]) -> int:
    """Return the euros due after this many days in default; after 42 days it grows no more (T-10)."""
    return sum(euro * min(max(dagen_te_laat - 14 * periode, 0), 14) for periode, euro in enumerate(tarief.per_dag))


def tarief_op(dag: date) -> Dwangsomtarief:
    """Return the amounts that hold on this day."""
    return max((tarief for tarief in TARIEVEN if tarief.vanaf <= dag), key=lambda tarief: tarief.vanaf)


def eerste_dwangsomdag(laatste_dag: date, ingebrekestelling: date) -> date | None:
    """Return the first day that counts: two weeks have passed after a notice of default that was not too early."""
    return ingebrekestelling + timedelta(15) if ingebrekestelling > laatste_dag else None


def bereken_dwangsom(
    laatste_dag: date,
    *,
    ingebrekestelling: date,
    peildatum: date,
    bekendgemaakt_op: date | None = None,
    aanvragers: int = 1,
    uitzondering: Uitzondering | None = None,
    dagentabel: Dagentabel = DAGEN,
) -> Dwangsom:
    """Return what is due at the end of `peildatum`, or until the decision was made known.

    The Algemene termijnenwet does not lengthen the 42 days; it does the two weeks in which 4:18 asks for a decision.
    """
    eerste = eerste_dwangsomdag(laatste_dag, ingebrekestelling)
    if eerste is None:
        # An early notice is void: someone has to tell the sender.
        return _geen(_("De ingebrekestelling kwam te vroeg: de termijn liep nog. Meld dat aan de afzender."))
    if uitzondering:
        return _geen(_UITLEG[uitzondering]())
    tot = min(peildatum + DAG, bekendgemaakt_op or date.max)
    dagen = min(max((tot - eerste).days, 0), LANGST)
    bedrag = dwangsom(dagen, tarief_op(eerste))
    is_klaar = dagen == LANGST or bekendgemaakt_op is not None
    return Dwangsom(
        eerste_dag=eerste,
        waarschuw_op=eerste - DAG,
        dagen=dagen,
        bedrag=bedrag,
        per_aanvrager=(Decimal(bedrag) / aanvragers).quantize(CENT, ROUND_HALF_UP),
        beschikking_uiterlijk=_beschikking(eerste, dagen, dagentabel) if dagen and is_klaar else None,
        uitleg=_("De eerste dag die telt is twee weken na de ingebrekestelling."),
    )


def _beschikking(eerste: date, dagen: int, dagentabel: Dagentabel) -> date | None:
    """Return the last day to set the amount: two weeks after the last day that counted (Awb 4:18)."""
    return bereken(eerste + timedelta(dagen - 1), Termijn(2, Eenheid.WEEK), dagen=dagentabel).datum


def _geen(uitleg: str) -> Dwangsom:
    return Dwangsom(None, None, 0, 0, Decimal(0), None, uitleg)


_UITLEG = {
    Uitzondering.ONREDELIJK_LAAT: lambda: _("De ingebrekestelling kwam onredelijk laat."),
    Uitzondering.GEEN_BELANGHEBBENDE: lambda: _("De aanvrager is geen belanghebbende."),
    Uitzondering.KENNELIJK_KANSLOOS: lambda: _("De aanvraag is kennelijk niet-ontvankelijk of ongegrond."),
}
