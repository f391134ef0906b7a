"""What closing with each outcome would do, before anyone clicks: what is in the way, and how long we keep the zaak."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from zaken.models import Resultaattype, Zaak
from zaken.services.afsluiting import beletsels_sluiten
from zaken.services.archief import archiefuitkomst


@dataclass(frozen=True)
class Vooruitzicht:
    """One outcome: the reasons why it is not possible now, and the explanation of its archive date."""

    resultaattype: Resultaattype
    beletsels: list[ValidationError]
    archief: str

    @property
    def uitleg(self) -> str:
        """Return what stands under the choice."""
        if not self.beletsels:
            return self.archief
        redenen = " ".join(zin for reden in self.beletsels for zin in reden.messages)
        return _("Nu nog niet mogelijk. %(redenen)s") % {"redenen": redenen}


def vooruitzichten(zaak: Zaak) -> list[Vooruitzicht]:
    """Return every outcome of an open zaak with what it would lead to today."""
    return [
        Vooruitzicht(resultaattype, beletsels_sluiten(zaak, resultaattype), _archief(zaak, resultaattype))
        for resultaattype in zaak.zaaktypeversie.resultaattypen.order_by("omschrijving")
    ]


def altijd_in_de_weg(uitkomsten: list[Vooruitzicht]) -> list[ValidationError]:
    """Return the reasons that hold for every outcome, so that no choice can help."""
    if not uitkomsten or not all(uitkomst.beletsels for uitkomst in uitkomsten):
        return []
    gedeeld = set.intersection(*({reden.code for reden in uitkomst.beletsels} for uitkomst in uitkomsten))
    return [reden for reden in uitkomsten[0].beletsels if reden.code in gedeeld]


def _archief(zaak: Zaak, resultaattype: Resultaattype) -> str:
    try:
        uitkomst = archiefuitkomst(zaak, resultaattype, timezone.localdate())
    except ValidationError as fout:
        return " ".join(fout.messages)
    return f"{resultaattype.get_archiefnominatie_display()}. {uitkomst.uitleg}"
