"""What can be wrong with a type, each in one sentence with the code that the standard's reference gives it."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zaken.models import Besluittype, Informatieobjecttype, Zaaktypeversie

DAG = datetime.timedelta(days=1)


def gebrek(zin: str, code: str, veld: str = "") -> ValidationError:
    """Return one fault; `veld` is the name that the API gives the field, none for the whole."""
    return ValidationError(zin, code=code, params={"veld": veld} if veld else None)


def is_gepubliceerd(rij: Zaaktypeversie | Besluittype | Informatieobjecttype) -> bool:
    """Tell whether this version of a type was published, and so no longer changes."""
    if isinstance(rij, Zaaktypeversie):
        return rij.status == Zaaktypeversie.Status.GEPUBLICEERD
    return not rij.concept


def gebreken_wijzigen(
    rij: Zaaktypeversie | Besluittype | Informatieobjecttype, *, alleen_einde: bool, geforceerd: bool
) -> list[ValidationError]:
    """Return why this version does not change: it was published (ztc-009). Its end date always may."""
    if geforceerd or alleen_einde or not is_gepubliceerd(rij):
        return []
    return [gebrek(_("Het is niet toegestaan om een non-concept object bij te werken."), "non-concept-object")]


def gebreken_periode(begin: datetime.date, tot: datetime.date | None) -> list[ValidationError]:
    """Return what is wrong with a period: it ends before it begins. `tot` is the first day after it."""
    if tot is None or tot > begin:
        return []
    return [gebrek(_("De begindatum ligt na de einddatum."), "date-mismatch")]


def gebrek_overlap(*, bij_einde: bool) -> ValidationError:
    """Return the fault that another published version holds in the same period (ztc-016)."""
    zin = _("Dit type komt al voor binnen de catalogus en opgegeven geldigheidsperiode.")
    return gebrek(zin, "overlap", "eindeGeldigheid" if bij_einde else "beginGeldigheid")


def gebrek_andere_catalogus(veld: str = "") -> ValidationError:
    """Return the fault that a relation goes to another catalogus (ztc-013)."""
    return gebrek(_("De relatie gaat naar een andere catalogus."), "relations-incorrect-catalogus", veld)


def gebrek_ander_zaaktype(veld: str = "") -> ValidationError:
    """Return the fault that a relation goes to a part of another zaaktype."""
    return gebrek(_("De relatie gaat naar een ander zaaktype."), "relations-incorrect-zaaktype", veld)


def gebrek_in_gebruik() -> ValidationError:
    """Return the fault that something still points at what should go."""
    return gebrek(_("Dit kan niet weg: er wordt nog naar verwezen."), "pending-relations")


def laatste_dag(tot: datetime.date | None) -> datetime.date | None:
    """Return eindeGeldigheid, the last day of validity; we store the first day after it."""
    return tot - DAG if tot else None


def eerste_dag_erna(einde: datetime.date | None) -> datetime.date | None:
    """Return what we store for an eindeGeldigheid: the first day on which the type no longer holds."""
    return einde + DAG if einde and einde < datetime.date.max else None
