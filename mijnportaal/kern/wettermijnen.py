"""The terms that laws name, as presets, and what they lead to (normen.md 5.2, T-06, T-09, T-11 and T-12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.kalender import DAG, DAGEN, Dagentabel, atw
from mijnportaal.kern.termijnen import Eenheid, Opschorting, Termijn, Uitkomst, Verlenging, bereken

BESLISTERMIJN = Termijn(8, Eenheid.WEEK)  # Awb 4:13, where the law gives no other term
BUITEN_BEHANDELING = Termijn(4, Eenheid.WEEK)  # Awb 4:5, fourth paragraph, after the supplement or its last day
BEZWAAR = Termijn(6, Eenheid.WEEK)  # Awb 6:7, from the day after bekendmaking (6:8)


class Wet(StrEnum):
    """The name of a preset, as a zaaktype may refer to it."""

    BESLISTERMIJN = "beslistermijn"
    WOO = "woo"
    AVG = "avg"
    BEZWAAR = "bezwaar"
    BEZWAAR_COMMISSIE = "bezwaar-commissie"
    KLACHT = "klacht"
    KLACHT_COMMISSIE = "klacht-commissie"
    WMO_ONDERZOEK = "wmo-onderzoek"
    WMO_BESLUIT = "wmo-besluit"
    ZIENSWIJZE = "zienswijze"
    UITGEBREIDE_PROCEDURE = "uitgebreide-procedure"


@dataclass(frozen=True)
class Wettermijn:
    """A term of a law: how long, what it may be lengthened with, and where it stands.

    `eerste_dag_telt` says that the day of the event is the first day of the term, and not the day before it.
    """

    naam: str | Promise
    artikel: str
    termijn: Termijn
    verdaging: Termijn | None = None
    eerste_dag_telt: bool = False

    def bereken(
        self,
        start: date,
        *,
        opschortingen: tuple[Opschorting, ...] = (),
        verdaagd_op: date | None = None,
        dagen: Dagentabel = DAGEN,
    ) -> Uitkomst:
        """Return the last day after an event on `start`; lengthened when that was told on `verdaagd_op`."""
        verlengingen = []
        if verdaagd_op and self.verdaging:
            verlengingen = [Verlenging(verdaagd_op, Verlenging.Grond.VERDAGING, met=self.verdaging)]
        begin = start - DAG if self.eerste_dag_telt else start
        return bereken(begin, self.termijn, opschortingen=opschortingen, verlengingen=verlengingen, dagen=dagen)


WETTERMIJNEN: Mapping[Wet, Wettermijn] = {
    Wet.BESLISTERMIJN: Wettermijn(_("Beslissen op een aanvraag"), "Awb 4:13", BESLISTERMIJN),
    Wet.WOO: Wettermijn(
        _("Woo-verzoek"), "Woo 4.4", Termijn(4, Eenheid.WEEK), verdaging=Termijn(2, Eenheid.WEEK)
    ),
    Wet.AVG: Wettermijn(
        _("Verzoek over persoonsgegevens"), "AVG 12, lid 3", Termijn(1, Eenheid.MAAND), Termijn(2, Eenheid.MAAND)
    ),
    Wet.BEZWAAR: Wettermijn(
        _("Beslissen op bezwaar"), "Awb 7:10, lid 1", Termijn(6, Eenheid.WEEK), Termijn(6, Eenheid.WEEK)
    ),
    Wet.BEZWAAR_COMMISSIE: Wettermijn(
        _("Beslissen op bezwaar, met commissie"), "Awb 7:13", Termijn(12, Eenheid.WEEK), Termijn(6, Eenheid.WEEK)
    ),
    Wet.KLACHT: Wettermijn(
        _("Klacht"), "Awb 9:11, lid 1", Termijn(6, Eenheid.WEEK), Termijn(4, Eenheid.WEEK)
    ),
    Wet.KLACHT_COMMISSIE: Wettermijn(
        _("Klacht, met commissie"), "Awb 9:11, lid 1", Termijn(10, Eenheid.WEEK), Termijn(4, Eenheid.WEEK)
    ),
    Wet.WMO_ONDERZOEK: Wettermijn(_("Onderzoek na een Wmo-melding"), "Wmo 2.3.2, lid 1", Termijn(6, Eenheid.WEEK)),
    Wet.WMO_BESLUIT: Wettermijn(_("Besluit op een Wmo-aanvraag"), "Wmo 2.3.5, lid 2", Termijn(2, Eenheid.WEEK)),
    Wet.ZIENSWIJZE: Wettermijn(
        # Awb 3:16, second paragraph: it begins with the day on which the draft is laid open for inspection.
        _("Zienswijzen indienen"), "Awb 3:16", Termijn(6, Eenheid.WEEK), eerste_dag_telt=True
    ),
    Wet.UITGEBREIDE_PROCEDURE: Wettermijn(
        _("Besluit met de uniforme openbare voorbereidingsprocedure"), "Awb 3:18", Termijn(6, Eenheid.MAAND)
    ),
}  # fmt: skip


def is_tijdig(laatste_dag: date, *, ontvangen: date, gepost: date | None = None, dagen: Dagentabel = DAGEN) -> bool:
    """Tell whether a bezwaar is in time: received by the last day, or posted by then and received within a week.

    Late is not lost: a person decides whether there is an excuse (Awb 6:9 and 6:11; T-11).
    """
    if ontvangen <= laatste_dag:
        return True
    return gepost is not None and gepost <= laatste_dag and ontvangen <= atw(laatste_dag + timedelta(weeks=1), dagen)


def beslis_op_bezwaar(
    einde_bezwaar: date, *, commissie: bool = False, verdaagd_op: date | None = None, dagen: Dagentabel = DAGEN
) -> Uitkomst:
    """Return the last day for the decision on a bezwaar: it runs from the end of the term to object (Awb 7:10)."""
    wettermijn = WETTERMIJNEN[Wet.BEZWAAR_COMMISSIE if commissie else Wet.BEZWAAR]
    return wettermijn.bereken(einde_bezwaar, verdaagd_op=verdaagd_op, dagen=dagen)


def buiten_behandeling_tot(
    *, hersteltermijn_tot: date, aangevuld_op: date | None = None, dagen: Dagentabel = DAGEN
) -> Uitkomst:
    """Return the last day to tell that an application will not be handled (Awb 4:5, fourth paragraph; T-09).

    It runs from a supplement that was not enough, or from the end of the term to complete it; without such a term
    nobody had a chance, so there is no date without one.
    """
    return bereken(aangevuld_op or hersteltermijn_tot, BUITEN_BEHANDELING, dagen=dagen)


@dataclass(frozen=True)
class VanRechtswege:
    """The days of a decision that the law gives because nobody decided in time (lex silencio positivo)."""

    gegeven_op: date
    uiterlijk_bekend: date
    werkt_op: date


def van_rechtswege(laatste_dag: date, dagen: Dagentabel = DAGEN) -> VanRechtswege:
    """Return when the decision exists, has to be made known and works, after a term that ended without one.

    Awb 4:20b: given the day after the term and in force on the third day after it; 4:20c: made known in two weeks.
    """
    gegeven = laatste_dag + DAG
    bekend = bereken(gegeven, Termijn(2, Eenheid.WEEK), dagen=dagen).datum
    return VanRechtswege(gegeven, bekend or gegeven, laatste_dag + 3 * DAG)
