"""The operators on dates. A date is the ISO text of a whole day; what is none gives no outcome."""

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date
from decimal import Decimal

from formulieren.regels.omgeving import Omgeving
from formulieren.regels.waarden import Waarde, als_getal
from mijnportaal.kern.kalender import DAG, Dagentabel

# A day, or a moment on the clock of that day; of a moment the day counts.
DATUM = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T[0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?)?", re.ASCII)
# How far a rule may move a date, and over how many days it may count working days (ten years).
MAX_VERSCHUIVING = 100_000
MAX_DAGEN = 3653
MAX_WERKDAGEN = 2600


def datum(waarde: Waarde) -> date | None:
    """Return the day that a value stands for, if it does."""
    gevonden = DATUM.fullmatch(waarde) if isinstance(waarde, str) else None
    try:
        return date.fromisoformat(gevonden[1]) if gevonden else None
    except ValueError:
        return None


def heel(waarde: Waarde, hoogste: int) -> int | None:
    """Return a whole number between -hoogste and hoogste; an empty value is 0."""
    if waarde is None or waarde == "":
        return 0
    cijfer = als_getal(waarde)
    return int(cijfer) if cijfer is not None and cijfer == int(cijfer) and abs(cijfer) <= hoogste else None


def datum_plus(argumenten: list[Waarde], _omgeving: Omgeving) -> Waarde:
    """Return the day that lies so many days, months and years later: years and months first, then days."""
    dag = datum(argumenten[0])
    delen = [heel(deel, MAX_VERSCHUIVING) for deel in argumenten[1:]]
    dagen, maanden, jaren = [*delen, 0, 0][:3]
    if dag is None or dagen is None or maanden is None or jaren is None:
        return None
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden + 12 * jaren, 12)
    if not MINYEAR <= jaar <= MAXYEAR:
        return None
    verschoven = date(jaar, maand + 1, min(dag.day, monthrange(jaar, maand + 1)[1])).toordinal() + dagen
    return date.fromordinal(verschoven).isoformat() if 1 <= verschoven <= date.max.toordinal() else None


def dagen_tussen(argumenten: list[Waarde], _omgeving: Omgeving) -> Waarde:
    """Return the number of days from the first date to the second; negative when the second comes first."""
    van, tot = datum(argumenten[0]), datum(argumenten[1])
    return None if van is None or tot is None else Decimal((tot - van).days)


def maanden_tussen(argumenten: list[Waarde], _omgeving: Omgeving) -> Waarde:
    """Return the number of whole months from the first date to the second."""
    van, tot = datum(argumenten[0]), datum(argumenten[1])
    return None if van is None or tot is None else Decimal(_maanden(van, tot))


def jaren_tussen(argumenten: list[Waarde], _omgeving: Omgeving) -> Waarde:
    """Return the number of whole years from the first date to the second."""
    van, tot = datum(argumenten[0]), datum(argumenten[1])
    return None if van is None or tot is None else Decimal(_jaren(van, tot))


def leeftijd(argumenten: list[Waarde], omgeving: Omgeving) -> Waarde:
    """Return the age on a day, today if none is given; who was born on 29 February turns older on 1 March."""
    geboren = datum(argumenten[0])
    op = datum(argumenten[1]) if len(argumenten) > 1 else omgeving.vandaag
    return None if geboren is None or op is None or op < geboren else Decimal(_jaren(geboren, op))


def _maanden(van: date, tot: date) -> int:
    if tot < van:
        return -_maanden(tot, van)
    return (tot.year - van.year) * 12 + tot.month - van.month - (tot.day < van.day)


def _jaren(van: date, tot: date) -> int:
    maanden = _maanden(van, tot)
    return maanden // 12 if maanden >= 0 else -(-maanden // 12)


def werkdagen_tussen(argumenten: list[Waarde], omgeving: Omgeving) -> Waarde:
    """Return the number of working days after the first date, up to and including the second."""
    van, tot = datum(argumenten[0]), datum(argumenten[1])
    if van is None or tot is None or abs((tot - van).days) > MAX_DAGEN:
        return None
    omgeving.teller.tel(abs((tot - van).days) // 10)
    aantal = _werkdagen(min(van, tot), max(van, tot), omgeving.dagentabel)
    return Decimal(aantal if van <= tot else -aantal)


def _werkdagen(van: date, tot: date, dagen: Dagentabel) -> int:
    return sum(not dagen.is_vrij(date.fromordinal(dag)) for dag in range(van.toordinal() + 1, tot.toordinal() + 1))


def werkdag_plus(argumenten: list[Waarde], omgeving: Omgeving) -> Waarde:
    """Return the working day that lies so many working days later, or earlier; 0: the day itself or the first after."""
    dag, aantal = datum(argumenten[0]), heel(argumenten[1], MAX_WERKDAGEN)
    if dag is None or aantal is None:
        return None
    omgeving.teller.tel(abs(aantal) // 10)
    try:
        return _werkdag(dag, aantal, omgeving.dagentabel).isoformat()
    except OverflowError:  # past the first or the last day that a calendar has
        return None


def _werkdag(dag: date, aantal: int, dagen: Dagentabel) -> date:
    richting = -DAG if aantal < 0 else DAG
    for _nummer in range(abs(aantal)):
        dag += richting
        while dagen.is_vrij(dag):
            dag += richting
    while dagen.is_vrij(dag):
        dag += DAG
    return dag


def vandaag(_argumenten: list[Waarde], omgeving: Omgeving) -> Waarde:
    """Return the day on which the rule is worked out."""
    return omgeving.vandaag.isoformat()
