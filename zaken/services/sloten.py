"""The lock with which every act on a zaak begins, and the guards that many acts share."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zaken.models import Archiefstatus, Zaak


def vergrendel(zaak: Zaak) -> Zaak:
    """Return the zaak as it is now, locked until the transaction ends.

    Acts on one zaak wait for each other here; that also serialises the chain of its gebeurtenissen.
    """
    # Joined is only what never changes: after waiting for the lock, joined rows are still those of before.
    return (
        Zaak.objects.select_for_update(of=("self",))
        .select_related("zaaktypeversie__zaaktype__catalogus")
        .get(pk=zaak.pk)
    )


def eis_open(zaak: Zaak) -> list[ValidationError]:
    """Return the reason why nothing can change: the zaak is closed."""
    return [] if zaak.is_open else [ValidationError(_("De zaak is al afgesloten."), code="zaak-gesloten")]


def eis_wijzigbaar(zaak: Zaak, *, geforceerd: bool = False) -> list[ValidationError]:
    """Return why nothing about this zaak can change: it is closed (zrc-007, unless forced) or in the archive."""
    redenen = [] if geforceerd else eis_open(zaak)
    if zaak.archiefstatus != Archiefstatus.NOG_TE_ARCHIVEREN:
        zin = _("De zaak is al gearchiveerd. Aan de gegevens verandert niets meer.")
        redenen.append(ValidationError(zin, code="zaak-archiefstatus-invalid"))
    return redenen


def weiger_bij(redenen: list[ValidationError]) -> None:
    """Raise all reasons together, so that someone mends them in one go."""
    if redenen:
        raise ValidationError(redenen)
