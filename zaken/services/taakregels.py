"""What stands in the way of a task: each guard gives every reason."""

import datetime
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.models import Gebruiker
from zaken.models import Taak, Zaak
from zaken.services.documenten import NieuwDocument
from zaken.toegang import collegas_voor


def beletsels_datum(uiterlijk_op: datetime.date) -> list[ValidationError]:
    """Return that this date has come already."""
    if uiterlijk_op > timezone.localdate():
        return []
    return [ValidationError(_("Kies een datum na vandaag."), code="datum-voorbij")]


def beletsels_titel(titel: str) -> list[ValidationError]:
    """Return that nobody said what has to be done."""
    return [] if titel.strip() else [ValidationError(_("Schrijf wat er moet gebeuren."), code="titel-ontbreekt")]


def beletsels_collega(zaak: Zaak, behandelaar: Gebruiker | None) -> list[ValidationError]:
    """Return that this colleague may not handle the zaak."""
    if behandelaar is None or collegas_voor(behandelaar, zaak).filter(pk=behandelaar.pk).exists():
        return []
    return [
        ValidationError(_("%(naam)s mag deze zaak niet behandelen.") % {"naam": behandelaar.naam}, code="geen-recht")
    ]


def beletsels_overgang(taak: Taak, naar: Taak.Status) -> list[ValidationError]:
    """Return that the task cannot go from where it is to there."""
    if naar in Taak.OVERGANGEN[Taak.Status(taak.status)]:
        return []
    if naar == Taak.Status.OPEN:
        return [ValidationError(_("Deze taak is nog open."), code="taak-nog-open")]
    return [ValidationError(_("Deze taak is al klaar."), code="taak-gesloten")]


def beletsels_inhoud(taak: Taak, antwoord: str, documenten: Sequence[NieuwDocument]) -> list[ValidationError]:
    """Return what is missing in what someone hands in."""
    if taak.informatieobjecttype_id and not documenten:
        return [ValidationError(_("Voeg minstens één document toe."), code="document-ontbreekt")]
    if not antwoord.strip() and not documenten:
        return [ValidationError(_("Schrijf een antwoord of voeg een document toe."), code="antwoord-ontbreekt")]
    return []
