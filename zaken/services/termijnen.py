"""The dates of a zaak: computed from its start, its terms and its suspensions, never typed (normen 5.2)."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.kern import termijnen
from zaken.gebeurtenissen import leg_vast
from zaken.models import Gebeurtenis, Opschorting, WachtOp, Zaak, Zaaktypeversie


@dataclass(frozen=True)
class Datums:
    """`uiterlijke_einddatum` is empty while the term stands still; `stappen` explain it in sentences."""

    uiterlijke_einddatum: datetime.date | None
    streefdatum: datetime.date | None
    stappen: tuple[termijnen.Stap, ...]


def eerste_termijn(versie: Zaaktypeversie, startdatum: datetime.date) -> Datums:
    """Return the dates of a zaak that starts on this day."""
    return _bereken(versie, startdatum, [])


def termijn_van(zaak: Zaak) -> Datums:
    """Return the dates of this zaak with the steps that lead to them; equal to what is stored (T-14)."""
    return _bereken(zaak.zaaktypeversie, zaak.startdatum, list(zaak.opschortingen.order_by("begonnen_op")))


def _bereken(versie: Zaaktypeversie, startdatum: datetime.date, opschortingen: list[Opschorting]) -> Datums:
    perioden = [termijnen.Opschorting(rij.begonnen_op, rij.beeindigd_op) for rij in opschortingen]

    def einde(duur: str) -> termijnen.Uitkomst:
        return termijnen.bereken(
            startdatum, termijnen.Termijn.van_iso(duur), opschortingen=perioden, atw=versie.atw_van_toepassing
        )

    wettelijk = einde(versie.doorlooptijd)
    streef = einde(versie.servicenorm).datum if versie.servicenorm else None
    return Datums(wettelijk.datum, streef, tuple(wettelijk.stappen))


def schort_op(zaak: Zaak, *, reden: str, verwacht_tot: datetime.date, door: Actor) -> Opschorting:
    """Return the suspension of a locked zaak: the term stands still until the resident has answered (Awb 4:15)."""
    opschorting = Opschorting.objects.create(
        zaak=zaak,
        grond=Opschorting.Grond.AANVULLING,
        reden=reden,
        begonnen_op=timezone.localdate(),
        verwacht_tot=verwacht_tot,
    )
    _werk_datums_bij(zaak, wacht_op=WachtOp.INWONER)
    leg_vast(zaak, Gebeurtenis.Soort.OPGESCHORT, door=door, reden=reden, verwacht_tot=verwacht_tot.isoformat())
    return opschorting


def hervat(zaak: Zaak, opschorting: Opschorting, *, door: Actor) -> None:
    """End the suspension of a locked zaak today; the new last day follows from the days that it lasted."""
    opschorting.beeindigd_op = timezone.localdate()
    opschorting.save(update_fields=["beeindigd_op"])
    _werk_datums_bij(zaak, wacht_op=WachtOp.GEMEENTE)
    nieuw = zaak.uiterlijke_einddatum.isoformat() if zaak.uiterlijke_einddatum else ""
    leg_vast(zaak, Gebeurtenis.Soort.HERVAT, door=door, uiterlijke_einddatum=nieuw)


def beletsels_opschorten(zaak: Zaak) -> list[ValidationError]:
    """Return why the term of this zaak cannot stand still now."""
    redenen = []
    if not zaak.zaaktypeversie.opschorting_mogelijk:
        redenen.append(
            ValidationError(_("De termijn van dit zaaktype kan niet stilstaan."), code="opschorting-niet-mogelijk")
        )
    if zaak.opschortingen.filter(beeindigd_op=None).exists():
        redenen.append(ValidationError(_("De termijn staat al stil."), code="al-opgeschort"))
    elif zaak.uiterlijke_einddatum and zaak.uiterlijke_einddatum < timezone.localdate():
        # T-08: a suspension that begins after the last day has no effect.
        redenen.append(
            ValidationError(_("De termijn is al voorbij en kan niet meer stilstaan."), code="termijn-voorbij")
        )
    return redenen


def _werk_datums_bij(zaak: Zaak, *, wacht_op: WachtOp) -> None:
    datums = termijn_van(zaak)
    zaak.uiterlijke_einddatum, zaak.streefdatum = datums.uiterlijke_einddatum, datums.streefdatum
    if zaak.wacht_op != wacht_op:
        zaak.wacht_op, zaak.wacht_sinds = wacht_op, timezone.localdate()
    zaak.save(update_fields=["uiterlijke_einddatum", "streefdatum", "wacht_op", "wacht_sinds"])
