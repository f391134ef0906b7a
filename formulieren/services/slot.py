"""The lock on a draft, and its counter of changes: every act on a draft begins with the one and ends with the other."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from formulieren.models import Inzending


def vergrendel(inzending: Inzending) -> Inzending:
    """Return the draft, locked; what has been sent does not change any more (Awb 2:12)."""
    inzending = Inzending.objects.select_for_update(of=("self",)).get(pk=inzending.pk)
    if inzending.wacht:
        zin = _("U kunt uw antwoorden nu niet veranderen. Wij wachten op uw betaling.")
        raise ValidationError(zin, code="wacht")
    if not inzending.is_concept:
        raise ValidationError(
            _("U heeft dit formulier al verstuurd. U kunt het niet meer veranderen."), code="al-verzonden"
        )
    return inzending


def tel_wijziging(inzending: Inzending) -> None:
    """Count a change of a locked draft, so that sending notices it."""
    inzending.wijziging += 1
    inzending.save(update_fields=["wijziging", "bijgewerkt_op"])
