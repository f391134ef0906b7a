"""Mend what is wrong in a closed zaak, with the reason, and with old and new in the trail (medewerkers.md 2a)."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from zaken.models import Zaak
from zaken.services.sloten import beletsels_reden, eis_niet_eigen, eis_wijzigbaar, vergrendel, weiger_bij
from zaken.services.wijziging import wijzig_zaak


@transaction.atomic
def corrigeer_na_sluiting(zaak: Zaak, wijzigingen: Mapping[str, Any], *, reden: str, door: Actor) -> Zaak:
    """Return the closed zaak with these fields as they should have been; `toegang` asked for the right to do so."""
    zaak = vergrendel(zaak)
    weiger_bij(
        [
            *beletsels_corrigeren(zaak),
            *eis_niet_eigen(zaak, door),
            *_eis_verschil(zaak, wijzigingen),
            *beletsels_reden(reden),
        ]
    )
    return wijzig_zaak(zaak, wijzigingen, reden=reden.strip(), geforceerd=True, door=door)


def beletsels_corrigeren(zaak: Zaak) -> list[ValidationError]:
    """Return why there is nothing to correct afterwards: the zaak is open, or in the archive."""
    redenen = eis_wijzigbaar(zaak, geforceerd=True)
    if zaak.is_open:
        redenen.append(ValidationError(_("De zaak is nog open. Wijzig de zaak zelf."), code="zaak-nog-open"))
    return redenen


def _eis_verschil(zaak: Zaak, wijzigingen: Mapping[str, Any]) -> list[ValidationError]:
    if any(getattr(zaak, naam) != waarde for naam, waarde in wijzigingen.items()):
        return []
    return [ValidationError(_("Er verandert niets."), code="niets-veranderd")]
