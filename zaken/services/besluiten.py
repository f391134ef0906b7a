"""Decisions: taken with their reasons, and made known at once (Awb 3:40 to 3:47)."""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.kern import termijnen
from zaken.gebeurtenissen import leg_vast
from zaken.models import Besluit, Besluittype, Gebeurtenis, Zaak
from zaken.services.nummers import Reeks, volgend_nummer
from zaken.services.sloten import eis_open, vergrendel, weiger_bij


@transaction.atomic
def leg_besluit_vast(
    zaak: Zaak, besluittype: Besluittype, *, ingangsdatum: datetime.date, motivering: str, door: Actor
) -> Besluit:
    """Return the decision, made known today; the last day to object follows from the type (Awb 6:7, 6:8)."""
    zaak = vergrendel(zaak)
    weiger_bij(
        [
            *eis_open(zaak),
            *_beletsels(zaak, besluittype, motivering),
            *_is_al_genomen(zaak, besluittype, ingangsdatum, motivering),
        ]
    )
    vandaag = timezone.localdate()
    besluit = Besluit.objects.create(
        identificatie=volgend_nummer(Reeks.BESLUIT, vandaag.year),
        verantwoordelijke_organisatie=settings.GEMEENTE_RSIN,
        besluittype=besluittype,
        zaak=zaak,
        datum=vandaag,
        ingangsdatum=ingangsdatum,
        motivering=motivering.strip(),
        bekendgemaakt_op=vandaag,
        uiterlijke_reactiedatum=_reactiedatum(besluittype, vandaag),
    )
    zaak.beslist_op = vandaag
    zaak.save(update_fields=["beslist_op"])
    leg_vast(
        zaak,
        Gebeurtenis.Soort.BESLUIT_GENOMEN,
        door=door,
        besluit=str(besluit.uuid),
        besluittype=besluittype.omschrijving,
        motivering=besluit.motivering,
        bezwaar_tot=besluit.uiterlijke_reactiedatum.isoformat() if besluit.uiterlijke_reactiedatum else "",
    )
    return besluit


def _is_al_genomen(
    zaak: Zaak, besluittype: Besluittype, ingangsdatum: datetime.date, motivering: str
) -> list[ValidationError]:
    """Return that this very decision was taken: a second click must not make it known twice."""
    zelfde = zaak.besluiten.filter(besluittype=besluittype, ingangsdatum=ingangsdatum, motivering=motivering.strip())
    if not zelfde.exists():
        return []
    return [ValidationError(_("Dit besluit is al vastgelegd."), code="besluit-bestaat-al")]


def _reactiedatum(besluittype: Besluittype, bekendgemaakt_op: datetime.date) -> datetime.date | None:
    if not besluittype.reactietermijn:
        return None
    return termijnen.bereken(bekendgemaakt_op, termijnen.Termijn.van_iso(besluittype.reactietermijn)).datum


def _beletsels(zaak: Zaak, besluittype: Besluittype, motivering: str) -> list[ValidationError]:
    redenen = []
    if not besluittype.zaaktypeversies.filter(pk=zaak.zaaktypeversie_id).exists():
        redenen.append(
            ValidationError(_("Dit besluit hoort niet bij het zaaktype."), code="besluittype-hoort-niet-bij-zaaktype")
        )
    if not motivering.strip():
        redenen.append(ValidationError(_("Schrijf waarom u dit besluit neemt."), code="motivering-ontbreekt"))
    return redenen
