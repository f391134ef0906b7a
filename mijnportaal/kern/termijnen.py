"""Legal terms in whole days: pure functions that give the last day and the steps that lead to it (normen.md, 5.2).

All dates are civil dates in Europe/Amsterdam. Nothing here reads a clock, a setting or a row.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mijnportaal.kern.kalender import DAG, DAGEN, Dagentabel, atw, dagen_later, lees_iso, maanden_later


class Eenheid(StrEnum):
    DAG = "dag"
    WERKDAG = "werkdag"
    WEEK = "week"
    MAAND = "maand"
    JAAR = "jaar"


@dataclass(frozen=True)
class Termijn:
    """A legal term: a number of days, working days, weeks, months or years.

    A duration that mixes them, such as P1M2D, counts as everywhere: months first, `dagen_erbij` after.
    """

    aantal: int
    eenheid: Eenheid | str
    dagen_erbij: int = 0

    @classmethod
    def van_iso(cls, tekst: str) -> "Termijn":
        """Return the term that an ISO 8601 duration stands for: P8W is eight weeks, P1Y6M eighteen months."""
        jaren, maanden, weken, dagen = lees_iso(tekst)
        if maanden:
            return cls(jaren * 12 + maanden, Eenheid.MAAND, weken * 7 + dagen)
        if jaren:
            return cls(jaren, Eenheid.JAAR, weken * 7 + dagen)
        return cls(weken, Eenheid.WEEK) if not dagen else cls(weken * 7 + dagen, Eenheid.DAG)

    def vanaf(self, dag: date, dagen: Dagentabel = DAGEN) -> date:
        """Return the last day of the term after an event on this day, before the Algemene termijnenwet (T-05)."""
        match Eenheid(self.eenheid):
            case Eenheid.DAG:
                return dagen_later(dag, self.aantal)
            case Eenheid.WEEK:
                return dagen_later(dag, 7 * self.aantal)
            case Eenheid.MAAND:
                return dagen_later(maanden_later(dag, self.aantal), self.dagen_erbij)
            case Eenheid.JAAR:
                return dagen_later(maanden_later(dag, 12 * self.aantal), self.dagen_erbij)
            case Eenheid.WERKDAG:
                for _nummer in range(self.aantal):
                    dag = atw(dag + DAG, dagen)
                return dag

    @property
    def onder_atw(self) -> bool:
        """Tell whether the Algemene termijnenwet applies to a term of this length (ATW 4)."""
        langste = {Eenheid.DAG: 90, Eenheid.WERKDAG: 90, Eenheid.WEEK: 12, Eenheid.MAAND: 3, Eenheid.JAAR: 0}
        begonnen_maanden = -(-self.dagen_erbij // 30)
        return self.aantal + begonnen_maanden <= langste[Eenheid(self.eenheid)]

    def __str__(self) -> str:
        vormen = {
            Eenheid.DAG: ngettext("%(n)d dag", "%(n)d dagen", self.aantal),
            Eenheid.WERKDAG: ngettext("%(n)d werkdag", "%(n)d werkdagen", self.aantal),
            Eenheid.WEEK: ngettext("%(n)d week", "%(n)d weken", self.aantal),
            Eenheid.MAAND: ngettext("%(n)d maand", "%(n)d maanden", self.aantal),
            Eenheid.JAAR: ngettext("%(n)d jaar", "%(n)d jaar", self.aantal),
        }
        tekst = vormen[Eenheid(self.eenheid)] % {"n": self.aantal}
        if not self.dagen_erbij:
            return tekst
        return get_text_list([tekst, str(Termijn(self.dagen_erbij, Eenheid.DAG))], _("en"))


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
    vastgesteld: date | None = None,
) -> Uitkomst:
    """Return the last day of a term after an event on `start` (T-05 to T-08); ATW is applied once, at the end.

    `atw` says whether the term stands in a law, so that the Algemene termijnenwet may apply at all. `vastgesteld` is
    the last day that another system keeps: it takes the place of what is counted, and only what came after moves it.
    """
    geteld = termijn.vanaf(start, dagen)
    loop = _Loop(start, dagen, atw and termijn.onder_atw, vastgesteld, geteld, einde=vastgesteld or geteld)
    loop.zeg(_("De termijn begint na %(dag)s.") % {"dag": _lang(start)}, start)
    if vastgesteld:
        loop.zeg(_("Een ander systeem gaf %(dag)s op als laatste dag.") % {"dag": _lang(vastgesteld)})
    else:
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
    vastgesteld: date | None
    geteld: date
    einde: date
    staat_stil: bool = False
    geteld_tot: date = date.min
    stappen: list[Stap] = field(default_factory=list)

    def zeg(self, tekst: str, datum: date | None = None) -> None:
        self.stappen.append(Stap(tekst, datum or self.einde))

    @property
    def laatste_dag(self) -> date:
        """Return the last day as it would be without anything more."""
        if not self.met_atw or self.einde == self.vastgesteld:
            return self.einde
        # ATW 2 asks how long the term itself is: days in which it stood still make a short one no longer.
        kort = (self.geteld - self.start).days < 3
        einde = self.einde if kort else _twee_werkdagen(self.start, self.einde, self.dagen)
        return atw(einde, self.dagen)

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
            self.einde = dagen_later(max(self.einde, begin), extra)
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


def _volgorde(gebeurtenis: Opschorting | Verlenging) -> tuple[date, int, date]:
    """Return the sort key that makes the outcome independent of the order in which things were typed in."""
    if isinstance(gebeurtenis, Opschorting):
        return gebeurtenis.begin, 0, gebeurtenis.einde or date.max
    return gebeurtenis.op, 1, gebeurtenis.tot or date.max


def _twee_werkdagen(start: date, einde: date, dagen: Dagentabel) -> date:
    """Return the end of a term of three days or more with at least two working days in it (ATW 2; T-03)."""
    werkdagen, dag = 0, start
    while werkdagen < 2:
        dag += DAG
        werkdagen += not dagen.is_vrij(dag)
    return max(dag, einde)


def _lang(dag: date) -> str:
    return date_format(dag, "j F Y")
