"""Let the term of a zaak stand still, and run again (Awb artikel 4:15)."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.zgw.weergave import stand_van
from zaken.gebeurtenissen import gewijzigd, leg_vast
from zaken.models import Gebeurtenis, Opschorting, Taak, WachtOp, Zaak
from zaken.services.sloten import beletsels_reden, eis_niet_eigen, eis_open, vergrendel, weiger_bij
from zaken.services.termijnen import iso, werk_datums_bij

# Whom we wait for while the term stands still; without an entry the work itself goes on.
WACHT_OP = {
    Opschorting.Grond.AANVULLING: WachtOp.INWONER,
    Opschorting.Grond.TOEREKENING: WachtOp.INWONER,
    Opschorting.Grond.BUITENLAND: WachtOp.DERDE,
}


@transaction.atomic
def schort_op(
    zaak: Zaak, *, grond: Opschorting.Grond, reden: str, verwacht_tot: datetime.date | None, door: Actor
) -> Opschorting:
    """Return the suspension that begins today; who applied hears why, and until when (Awb 4:15, third paragraph)."""
    zaak = vergrendel(zaak)
    weiger_bij(
        [
            *beletsels_opschorten(zaak),
            *eis_niet_eigen(zaak, door),
            *beletsels_reden(reden),
            *_beletsels_verwacht(verwacht_tot),
        ]
    )
    return schort_vergrendeld_op(zaak, grond=grond, reden=reden.strip(), verwacht_tot=verwacht_tot, door=door)


def schort_vergrendeld_op(
    zaak: Zaak, *, grond: Opschorting.Grond, reden: str, verwacht_tot: datetime.date | None, door: Actor
) -> Opschorting:
    """Return the suspension of a locked zaak on which every guard was asked; a task that comes with it tells why."""
    oud = stand_van(zaak)
    opschorting = Opschorting.objects.create(
        zaak=zaak, grond=grond, reden=reden, begonnen_op=timezone.localdate(), verwacht_tot=verwacht_tot
    )
    werk_datums_bij(zaak, wacht_op=WACHT_OP.get(grond))
    leg_vast(
        zaak,
        Gebeurtenis.Soort.OPGESCHORT,
        door=door,
        mutaties=[gewijzigd(zaak, oud)],
        grond=grond.value,
        reden=reden,
        begonnen_op=opschorting.begonnen_op.isoformat(),
        verwacht_tot=iso(verwacht_tot),
        informeren=grond != Opschorting.Grond.AANVULLING,
    )
    return opschorting


def beletsels_opschorten(zaak: Zaak) -> list[ValidationError]:
    """Return why the term of this zaak cannot stand still now."""
    redenen = eis_open(zaak)
    if not zaak.zaaktypeversie.opschorting_mogelijk:
        redenen.append(
            ValidationError(_("De termijn van dit zaaktype kan niet stilstaan."), code="opschorting-niet-mogelijk")
        )
    if open_opschorting(zaak):
        redenen.append(ValidationError(_("De termijn staat al stil."), code="al-opgeschort"))
    elif zaak.beslist_op:
        redenen.append(ValidationError(_("Er is al een besluit. De termijn loopt niet meer."), code="al-beslist"))
    elif zaak.uiterlijke_einddatum and zaak.uiterlijke_einddatum < timezone.localdate():
        # T-08: a suspension that begins after the last day has no effect.
        redenen.append(
            ValidationError(_("De termijn is al voorbij en kan niet meer stilstaan."), code="termijn-voorbij")
        )
    return redenen


def open_opschorting(zaak: Zaak) -> Opschorting | None:
    """Return the suspension that goes on, if any; the database allows one."""
    return zaak.opschortingen.filter(beeindigd_op=None).first()


@transaction.atomic
def hervat(zaak: Zaak, *, reden: str = "", door: Actor) -> Opschorting:
    """Return the suspension that ended today; who applied hears the new date (Awb 4:15, fourth paragraph)."""
    zaak = vergrendel(zaak)
    opschorting = open_opschorting(zaak)
    redenen = [*eis_open(zaak), *eis_niet_eigen(zaak, door), *beletsels_hervatten(opschorting)]
    if opschorting is None or redenen:
        raise ValidationError(redenen)
    hervat_vergrendeld(zaak, opschorting, reden=reden.strip(), door=door)
    return opschorting


def hervat_vergrendeld(zaak: Zaak, opschorting: Opschorting, *, reden: str = "", door: Actor) -> None:
    """End the suspension of a locked zaak today; the new last day follows from the days that it lasted."""
    oud = stand_van(zaak)
    opschorting.beeindigd_op = timezone.localdate()
    opschorting.save(update_fields=["beeindigd_op"])
    werk_datums_bij(zaak, wacht_op=WachtOp.GEMEENTE, meegedeeld=True)
    leg_vast(
        zaak,
        Gebeurtenis.Soort.HERVAT,
        door=door,
        mutaties=[gewijzigd(zaak, oud)],
        reden=reden,
        begonnen_op=opschorting.begonnen_op.isoformat(),
        beeindigd_op=opschorting.beeindigd_op.isoformat(),
        uiterlijke_einddatum=iso(zaak.uiterlijke_einddatum),
        # Who answered, or need not answer any more, knows it already; two messages for one act are one too many.
        informeren=opschorting.grond != Opschorting.Grond.AANVULLING,
    )


def beletsels_hervatten(opschorting: Opschorting | None) -> list[ValidationError]:
    """Return why the term cannot run again: it runs, or the task of a resident keeps it still."""
    if opschorting is None:
        return [ValidationError(_("De termijn staat niet stil."), code="niet-opgeschort")]
    if Taak.objects.open().filter(opschorting=opschorting).exists():
        zin = _("De inwoner heeft nog een taak. Rond die taak af of laat hem vervallen, dan loopt de termijn weer.")
        return [ValidationError(zin, code="taak-van-inwoner-open")]
    return []


def _beletsels_verwacht(verwacht_tot: datetime.date | None) -> list[ValidationError]:
    if verwacht_tot is None or verwacht_tot > timezone.localdate():
        return []
    return [ValidationError(_("Kies een datum na vandaag."), code="datum-voorbij", params={"veld": "verwacht_tot"})]
