"""How the archive date of a zaak came about, step by step."""

from django.utils import formats
from django.utils.translation import gettext as _

from zaken.models import Zaak


def uitleg_van(zaak: Zaak) -> list[str]:
    """Return the steps, from the outcome to the date or to what is still missing."""
    resultaattype = zaak.resultaat.resultaattype
    stappen = [
        _("Het resultaat is “%(resultaat)s”. In de selectielijst is dat nummer %(nummer)s: %(nominatie)s.")
        % {
            "resultaat": resultaattype,
            "nummer": resultaattype.selectielijst_nummer,
            "nominatie": str(zaak.get_archiefnominatie_display()).lower(),
        },
        _("De begindatum van de bewaartermijn volgt uit: %(wijze)s.")
        % {"wijze": str(resultaattype.get_afleidingswijze_display()).lower()},
    ]
    if zaak.brondatum:
        stappen.append(_("De bewaartermijn begint op %(datum)s.") % {"datum": formats.date_format(zaak.brondatum)})
    return [*stappen, zaak.archiefuitleg] if zaak.archiefuitleg else stappen
