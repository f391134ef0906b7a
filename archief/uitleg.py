"""How the archive date of a zaak came about, step by step."""

from django.utils import formats
from django.utils.translation import gettext as _

from zaken import selectielijst
from zaken.models import Resultaattype, Zaak
from zaken.selectielijst import Resultaat


def uitleg_van(zaak: Zaak) -> list[str]:
    """Return the steps, from the outcome to the date or to what is still missing."""
    resultaat = getattr(zaak, "resultaat", None)
    # Another system can take the outcome back, and fill in by itself how long the zaak is kept.
    stappen = _van_resultaattype(zaak, resultaat.resultaattype) if resultaat else [_("De zaak heeft geen resultaat.")]
    if zaak.brondatum:
        stappen.append(_("De bewaartermijn begint op %(datum)s.") % {"datum": formats.date_format(zaak.brondatum)})
    return [*stappen, zaak.archiefuitleg] if zaak.archiefuitleg else stappen


def selectielijstrij(zaak: Zaak, resultaattype: Resultaattype) -> Resultaat | None:
    """Return the row of the selectielijst that holds for a zaak, when it is one that we know."""
    adres = zaak.selectielijstklasse or resultaattype.selectielijstklasse_url
    if adres:
        return selectielijst.resultaat_van(adres)
    return selectielijst.resultaat_op_nummer(zaak.zaaktypeversie.selectielijst_jaar, resultaattype.selectielijst_nummer)


def _van_resultaattype(zaak: Zaak, resultaattype: Resultaattype) -> list[str]:
    stappen = [_in_de_selectielijst(zaak, resultaattype)]
    if resultaattype.afleidingswijze:
        wijze = str(resultaattype.get_afleidingswijze_display()).lower()
        stappen.append(_("De begindatum van de bewaartermijn volgt uit: %(wijze)s.") % {"wijze": wijze})
    return stappen


def _in_de_selectielijst(zaak: Zaak, resultaattype: Resultaattype) -> str:
    nominatie = str(zaak.get_archiefnominatie_display() or _("nog te bepalen")).lower()
    woorden = {"resultaat": resultaattype, "nominatie": nominatie}
    rij = selectielijstrij(zaak, resultaattype)
    if rij is None:
        return _("Het resultaat is “%(resultaat)s”: %(nominatie)s.") % woorden
    zin = _(
        "Het resultaat is “%(resultaat)s”. In de selectielijst van %(jaar)s is dat nummer %(nummer)s (%(naam)s):"
        " %(nominatie)s."
    )
    return zin % {**woorden, "jaar": rij.procestype.jaar, "nummer": rij.nummer, "naam": rij.naam}
