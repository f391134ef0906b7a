"""Legal terms in whole days: pure functions that give the last day and the steps that lead to it (normen.md, 5.2).

All dates are civil dates in Europe/Amsterdam. Nothing here reads a clock, a setting or a row.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mijnportaal.kern.kalender import DAG, DAGEN, Dagentabel, atw, lees_iso, maanden_later


class Eenheid(StrEnum):
    DAG = "dag"
    WERKDAG = "werkdag"
    WEEK = "week"
    MAAND = "maand"
    JAAR = "jaar"


@dataclass(frozen=True)
class Termijn:
    """A legal term: a number of days, working days, weeks, months or years."""

    aantal: int
    eenheid: Eenheid | str

    @classmethod
    def van_iso(cls, tekst: str) -> "Termijn":
        """Return the term that an ISO 8601 duration stands for: P8W is eight weeks, P1Y6M eighteen months."""
        jaren, maanden, weken, dagen = lees_iso(tekst)
        if (jaren or maanden) and (weken or dagen):
            raise ValueError(f"Een termijn telt in maanden of in dagen, niet in beide: {tekst}.")
        if jaren or maanden:
            return cls(jaren, Eenheid.JAAR) if not maanden else cls(jaren * 12 + maanden, Eenheid.MAAND)
        return cls(weken, Eenheid.WEEK) if not dagen else cls(weken * 7 + dagen, Eenheid.DAG)

    def vanaf(self, dag: date, dagen: Dagentabel = DAGEN) -> date:
        """Return the last day of the term after an event on this day, before the Algemene termijnenwet (T-05)."""
        match Eenheid(self.eenheid):
            case Eenheid.DAG:
                return dag + timedelta(self.aantal)
            case Eenheid.WEEK:
                return dag + timedelta(weeks=self.aantal)
            case Eenheid.MAAND:
                return maanden_later(dag, self.aantal)
            case Eenheid.JAAR:
                return maanden_later(dag, 12 * self.aantal)
            case Eenheid.WERKDAG:
                for _nummer in range(self.aantal):
                    dag = atw(dag + DAG, dagen)
                return dag

    @property
    def onder_atw(self) -> bool:
        """Tell whether the Algemene termijnenwet applies to a term of this length (ATW 4)."""
        langste = {Eenheid.DAG: 90, Eenheid.WERKDAG: 90, Eenheid.WEEK: 12, Eenheid.MAAND: 3, Eenheid.JAAR: 0}
        return self.aantal <= langste[Eenheid(self.eenheid)]

    def __str__(self) -> str:
        vormen = {
            Eenheid.DAG: ngettext("%(n)d dag", "%(n)d dagen", self.aantal),
            Eenheid.WERKDAG: ngettext("%(n)d werkdag", "%(n)d werkdagen", self.aantal),
            Eenheid.WEEK: ngettext("%(n)d week", "%(n)d weken", self.aantal),
            Eenheid.MAAND: ngettext("%(n)d maand", "%(n)d maanden", self.aantal),
            Eenheid.JAAR: ngettext("%(n)d jaar", "%(n)d jaar", self.aantal),
        }
        return vormen[Eenheid(self.eenheid)] % {"n": self.aantal}


BESLISTERMIJN = Termijn(8, Eenheid.WEEK)  # Awb 4:13, where the law gives no other term
BUITEN_BEHANDELING = Termijn(4, Eenheid.WEEK)  # Awb 4:5, fourth paragraph, after the supplement or its last day
BEZWAAR = Termijn(6, Eenheid.WEEK)  # Awb 6:7, from the day after bekendmaking (6:8)


@dataclass(frozen=True)
class Opschorting:
    """The term stands still from the day after `begin` until `einde`, the day the cause ended (Awb 4:15; T-08)."""

    begin: date
    einde: date | None


@dataclass(frozen=True)
class Verlenging:
    """A later date, told to the applicant on day `op`; without effect when the last day had passed by then (T-07)."""

    class Grond(StrEnum):
        VERDAGING = "verdaging"  # the law of this zaaktype allows `met` more
        NIEUWE_TERMIJN = "4:14 lid 3"  # no term in a law: the new date `tot` is the term
        MEDEDELING = "4:14 lid 1"  # a term in a law: the applicant knows `tot`, the term itself stays

    op: date
    grond: Grond
    met: Termijn | None = None
    tot: date | None = None


@dataclass(frozen=True)
class Stap:
    """One sentence of the explanation, and the last day as it stands after it."""

    tekst: str
    datum: date | None


@dataclass(frozen=True)
class Uitkomst:
    """The last day of a term, or None while it stands still, and how it came about."""

    datum: date | None
    stappen: tuple[Stap, ...]


def bereken(
    start: date,
    termijn: Termijn,
    *,
    opschortingen: Iterable[Opschorting] = (),
    verlengingen: Iterable[Verlenging] = (),
    dagen: Dagentabel = DAGEN,
    atw: bool = True,
) -> Uitkomst:
    """Return the last day of a term after an event on `start` (T-05 to T-08); ATW is applied once, at the end.

    `atw` says whether the term stands in a law, so that the Algemene termijnenwet may apply at all.
    """
    loop = _Loop(start, dagen, atw and termijn.onder_atw, einde=termijn.vanaf(start, dagen))
    loop.zeg(_("De termijn begint na %(dag)s.") % {"dag": _lang(start)}, start)
    loop.zeg(_("%(termijn)s later is %(dag)s.") % {"termijn": termijn, "dag": _lang(loop.einde)})
    gebeurtenissen: list[Opschorting | Verlenging] = [*opschortingen, *verlengingen]
    for gebeurtenis in sorted(gebeurtenissen, key=_volgorde):
        if isinstance(gebeurtenis, Opschorting):
            loop.schort_op(gebeurtenis)
        else:
            loop.verleng(gebeurtenis)
        if loop.staat_stil:
            return Uitkomst(None, tuple(loop.stappen))
    return Uitkomst(loop.rond_af(), tuple(loop.stappen))


@dataclass
class _Loop:
    """The course of one term: its last day so far, and what has been said about it."""

    start: date
    dagen: Dagentabel
    met_atw: bool
    einde: date
    staat_stil: bool = False
    geteld_tot: date = date.min
    stappen: list[Stap] = field(default_factory=list)

    def zeg(self, tekst: str, datum: date | None = None) -> None:
        self.stappen.append(Stap(tekst, datum or self.einde))

    @property
    def laatste_dag(self) -> date:
        """Return the last day as it would be without anything more."""
        return atw(_twee_werkdagen(self.start, self.einde, self.dagen), self.dagen) if self.met_atw else self.einde

    def schort_op(self, opschorting: Opschorting) -> None:
        """Add the days of a suspension that were not counted before; two at the same time count once."""
        begin, tot = opschorting.begin, opschorting.einde
        if begin > self.laatste_dag:
            self.zeg(_("Op %(dag)s was de termijn al voorbij; die kon niet meer stilstaan.") % {"dag": _lang(begin)})
        elif tot is None:
            self.staat_stil = True
            self.stappen.append(Stap(_("De termijn staat stil sinds %(dag)s.") % {"dag": _lang(begin)}, None))
        else:
            extra = max((tot - DAG - max(begin, self.geteld_tot)).days, 0)
            self.geteld_tot = max(self.geteld_tot, tot - DAG)
            # A suspension in the days that ATW added goes on from there; else the term would end inside it.
            self.einde = max(self.einde, begin) + timedelta(extra)
            tekst = ngettext(
                "De termijn stond %(n)d dag stil, tussen %(begin)s en %(einde)s.",
                "De termijn stond %(n)d dagen stil, tussen %(begin)s en %(einde)s.",
                extra,
            )
            self.zeg(tekst % {"n": extra, "begin": _lang(begin), "einde": _lang(tot)})

    def verleng(self, verlenging: Verlenging) -> None:
        """Move the last day where the ground for it does so."""
        op = _lang(verlenging.op)
        if verlenging.op > self.laatste_dag:
            self.zeg(_("Op %(dag)s was de termijn al voorbij; die kon niet meer langer worden.") % {"dag": op})
        elif verlenging.grond == Verlenging.Grond.MEDEDELING:
            self.zeg(_("Op %(dag)s is een latere datum genoemd. De wettelijke termijn verandert niet.") % {"dag": op})
        elif verlenging.met:
            self.einde = verlenging.met.vanaf(self.einde, self.dagen)
            self.zeg(_("Op %(dag)s is de termijn met %(met)s verlengd.") % {"dag": op, "met": verlenging.met})
        elif verlenging.tot:
            self.einde = max(self.einde, verlenging.tot)
            self.zeg(_("Op %(dag)s is een nieuwe termijn genoemd.") % {"dag": op})

    def rond_af(self) -> date:
        """Return the last day, and say so when it is not the day that was counted."""
        dag = self.laatste_dag
        if dag != self.einde:
            tekst = _("De termijn eindigt niet in een weekend of op een feestdag (Algemene termijnenwet).")
            self.zeg(tekst, dag)
        return dag


def is_tijdig(laatste_dag: date, *, ontvangen: date, gepost: date | None = None, dagen: Dagentabel = DAGEN) -> bool:
    """Tell whether a bezwaar is in time: received by the last day, or posted by then and received within a week.

    Late is not lost: a person decides whether there is an excuse (Awb 6:9 and 6:11; T-11).
    """
    if ontvangen <= laatste_dag:
        return True
    return gepost is not None and gepost <= laatste_dag and ontvangen <= atw(laatste_dag + timedelta(weeks=1), dagen)


def beslis_op_bezwaar(einde_bezwaar: date, *, commissie: bool = False, dagen: Dagentabel = DAGEN) -> Uitkomst:
    """Return the last day for the decision on a bezwaar: it runs from the end of the term to object (Awb 7:10)."""
    return bereken(einde_bezwaar, Termijn(12 if commissie else 6, Eenheid.WEEK), dagen=dagen)


@dataclass(frozen=True)
class Dwangsomtarief:
    """The amounts per day of Awb 4:17 for each of three periods of two weeks."""

    vanaf: date
    per_dag: tuple[int, int, int]


TARIEVEN = (Dwangsomtarief(date(2019, 1, 1), (23, 35, 45)),)


def dwangsom(dagen_te_laat: int, tarief: Dwangsomtarief = TARIEVEN[-1]) -> int:
    """Return the euros due after this many days in default; after 42 days it grows no more (T-10)."""
    return sum(euro * min(max(dagen_te_laat - 14 * periode, 0), 14) for periode, euro in enumerate(tarief.per_dag))


def eerste_dwangsomdag(laatste_dag: date, ingebrekestelling: date) -> date | None:
    """Return the first day that counts: two weeks have passed after a notice of default that was not too early."""
    return ingebrekestelling + timedelta(15) if ingebrekestelling > laatste_dag else None


def _volgorde(gebeurtenis: Opschorting | Verlenging) -> tuple[date, int, date]:
    """Return the sort key that makes the outcome independent of the order in which things were typed in."""
    if isinstance(gebeurtenis, Opschorting):
        return gebeurtenis.begin, 0, gebeurtenis.einde or date.max
    return gebeurtenis.op, 1, gebeurtenis.tot or date.max


def _twee_werkdagen(start: date, einde: date, dagen: Dagentabel) -> date:
    """Return the end of a term of three days or more with at least two working days in it (ATW 2; T-03)."""
    if (einde - start).days < 3:
        return einde
    werkdagen, dag = 0, start
    while werkdagen < 2:
        dag += DAG
        werkdagen += not dagen.is_vrij(dag)
    return max(dag, einde)


def _lang(dag: date) -> str:
    return date_format(dag, "j F Y")
