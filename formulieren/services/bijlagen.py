"""The files of a draft: how many and how large together, and one row for each."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from formulieren.componenten import Bestanden
from formulieren.models import Bijlage, Inzending, Plek
from formulieren.services.slot import tel_wijziging, vergrendel
from mijnportaal.kern.bestanden import MB
from mijnportaal.kern.opslag import BewaardBestand, ScanStatus, beginstatus, bewaard, verwijder

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Grenzen:
    """How many files a question takes, and how many bytes together."""

    max_aantal: int
    max_totaal: int = 200 * MB

    @classmethod
    def van(cls, component: Bestanden) -> "Grenzen":
        """Return the limits of this question."""
        return cls(component.max_aantal, component.regels.max_totaal)

    def eis_ruimte(self, inzending: Inzending, plek: Plek, erbij: Sequence[int]) -> None:
        """Raise when files of these sizes no longer fit; a file that held a virus takes no room."""
        rijen = inzending.bijlagen.filter(**plek._asdict()).exclude(scanstatus=ScanStatus.BESMET)
        omvangen = [*rijen.values_list("omvang", flat=True), *erbij]
        if len(omvangen) > self.max_aantal:
            zin = _("U kunt ten hoogste %(max)s bestanden toevoegen.") % {"max": self.max_aantal}
            raise ValidationError(zin, code="te-veel-bestanden")
        if sum(omvangen) > self.max_totaal:
            zin = _("Deze bestanden zijn samen te groot. Samen mogen zij %(max)s MB groot zijn.")
            raise ValidationError(zin % {"max": self.max_totaal // MB}, code="bestanden-te-groot")


def voeg_bijlagen_toe(
    inzending: Inzending, plek: Plek, uploads: Iterable["File[bytes]"], grenzen: Grenzen
) -> list[Bijlage]:
    """Return the new files of the draft. They are stored first: writing a large file must not hold a lock."""
    try:
        with bewaard(uploads) as bestanden, transaction.atomic():
            return schrijf_bijlagen(vergrendel(inzending), plek, bestanden, grenzen)
    except OSError as fout:  # the store is full, or away; what was typed on the page is not lost with it
        logger.exception("bijlage niet bewaard", extra={"inzending": str(inzending.uuid)})
        zin = _("Wij kunnen uw bestand nu niet bewaren. Probeer het over een paar minuten opnieuw.")
        raise ValidationError(zin, code="opslag-weigert") from fout


def schrijf_bijlagen(
    inzending: Inzending, plek: Plek, bestanden: Sequence[BewaardBestand], grenzen: Grenzen
) -> list[Bijlage]:
    """Return the rows of stored files in a locked draft."""
    grenzen.eis_ruimte(inzending, plek, [bestand.omvang for bestand in bestanden])
    tel_wijziging(inzending)
    return [_bijlage(inzending, plek, bestand) for bestand in bestanden]


def verwijder_bijlage(inzending: Inzending, bijlage_uuid: UUID) -> None:
    """Take a file out of the draft; one that is gone already is no fault."""
    with transaction.atomic():
        inzending = vergrendel(inzending)
        bijlage = inzending.bijlagen.filter(uuid=bijlage_uuid).first()
        if bijlage is None:
            return
        bijlage.delete()
        tel_wijziging(inzending)
    verwijder(bijlage.pad)


def _bijlage(inzending: Inzending, plek: Plek, bestand: BewaardBestand) -> Bijlage:
    return Bijlage.objects.create(
        inzending=inzending,
        vraag=plek.vraag,
        rij_id=plek.rij,
        pad=bestand.pad,
        naam=bestand.naam,
        omvang=bestand.omvang,
        mimetype=bestand.mimetype,
        sha256=bestand.sha256,
        scanstatus=beginstatus(),
    )
