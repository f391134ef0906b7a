"""A status as the Zaken API sets it: it moves a zaak on, closes it (zrc-007) or opens it again (zrc-008)."""

import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.kern.kalender import dag_van
from mijnportaal.kern.voorbereide_rijen import Rijenvraag, voeg_in
from zaken.gebeurtenissen import gemaakt, leg_vast
from zaken.models import Archiefstatus, Gebeurtenis, Resultaat, Rol, Status, Statustype, Taaksjabloon, Zaak
from zaken.services.afsluiting import beletsels_archief, beletsels_documenten, voltooi
from zaken.services.documenten.slot import vergrendel_documenten
from zaken.services.familie import vergrendel_met_familie
from zaken.services.heropening import beletsels_hoofdzaak, open_weer
from zaken.services.sloten import weiger_bij
from zaken.services.taken import maak_taken_van

_RESULTAAT = Rijenvraag(lambda zaak: Resultaat.objects.select_related("resultaattype").filter(zaak=zaak), int)
_HOGER = Rijenvraag(
    lambda pk: (
        Statustype.objects.order_by()
        .filter(zaaktypeversie__statustypen=pk, volgnummer__gt=F("zaaktypeversie__statustypen__volgnummer"))
        .values_list("pk")
    ),
    int,
)
_OP_MOMENT = Rijenvraag(
    lambda zaak, datum: Status.objects.filter(zaak=zaak, datum=datum).values_list("pk"), int, datetime.datetime
)
_TAAKSJABLONEN = Rijenvraag(
    lambda statustype: Taaksjabloon.objects.select_related("informatieobjecttype").filter(bij_statustype=statustype),
    int,
)


@transaction.atomic
def plaats_status(
    zaak: Zaak,
    statustype: Statustype,
    *,
    datum: datetime.datetime,
    toelichting: str = "",
    gezet_door: Rol | None = None,
    door: Actor,
    mag_volgende: bool = True,
    mag_heropenen: bool = True,
) -> Status:
    """Return the new status, set at this moment.

    The standard asks less than our own closing does: only what it names stands in the way. Without `mag_volgende` only
    the first status may be set, without `mag_heropenen` none on a closed zaak.
    """
    zaak = vergrendel_met_familie(zaak)
    if not mag_volgende and zaak.statussen.exists():
        raise PermissionDenied(_("Met de 'zaken.aanmaken' scope mag je slechts 1 status zetten"))
    if not mag_heropenen and not zaak.is_open:
        raise PermissionDenied(_("Met deze scopes mag je een gesloten zaak niet heropenen."))
    is_eindstatus = _is_eindstatus(statustype)
    resultaat = _RESULTAAT.een(zaak.pk) if is_eindstatus else None
    status = Status(zaak=zaak, statustype=statustype, datum=datum, toelichting=toelichting, gezet_door=gezet_door)
    if is_eindstatus:
        vergrendel_documenten(zaak)
    gevolgen = _beletsels_einde(zaak, resultaat, datum) if is_eindstatus else _beletsels_heropenen(zaak)
    weiger_bij([*_beletsels(zaak, status), *gevolgen])
    if is_eindstatus and resultaat:
        voltooi(zaak, resultaat, status, door=door)
    elif zaak.is_open:
        zet_voort(zaak, status, door=door)
    else:
        open_weer(zaak, status, reden=toelichting, door=door)
    return status


def zet_voort(zaak: Zaak, status: Status, *, door: Actor) -> None:
    """Write the next status of a locked, open zaak; the tasks that belong to this phase come into being with it."""
    voeg_in(status)
    statustype = status.statustype
    sjablonen = _TAAKSJABLONEN.rijen(statustype.pk)
    leg_vast(
        zaak,
        Gebeurtenis.Soort.STATUS_GEZET,
        door=door,
        status=statustype.omschrijving,
        naam_inwoner=statustype.naam_inwoner,
        uitleg=status.toelichting or statustype.uitleg_inwoner,
        # A task that comes with the status brings its own message; two mails for one act are one too many.
        informeren=statustype.informeren and not sjablonen,
        mutaties=[gemaakt(status)],
    )
    maak_taken_van(zaak, sjablonen, door=door)


def _is_eindstatus(statustype: Statustype) -> bool:
    """Tell whether this type ends a zaak: it has the highest volgnummer of its version (zrc-007)."""
    return not _HOGER.bestaat(statustype.pk)


def _beletsels(zaak: Zaak, status: Status) -> list[ValidationError]:
    """Return why this status cannot be of this zaak at this moment, whatever it does."""
    redenen = []
    if status.datum > timezone.now() + datetime.timedelta(seconds=settings.ZGW_JWT_SPELING):
        zin = _("Deze datum mag niet in de toekomst zijn.")
        redenen.append(ValidationError(zin, code="date-in-future", params={"veld": "datumStatusGezet"}))
    if status.statustype.zaaktypeversie_id != zaak.zaaktypeversie_id:
        zin = _("De referentie hoort niet bij het zaaktype van de zaak.")
        redenen.append(ValidationError(zin, code="zaaktype-mismatch"))
    if status.gezet_door and status.gezet_door.zaak_id != zaak.pk:
        redenen.append(ValidationError(_("De 'gezetdoor' rol hoort niet bij de zaak."), code="zaak-mismatch"))
    if zaak.archiefstatus != Archiefstatus.NOG_TE_ARCHIVEREN:
        zin = _("De zaak is al gearchiveerd. Aan de gegevens verandert niets meer.")
        redenen.append(ValidationError(zin, code="zaak-archiefstatus-invalid"))
    if _OP_MOMENT.bestaat(zaak.pk, status.datum):
        zin = _("De velden zaak, datumStatusGezet moeten een unieke set zijn.")
        redenen.append(ValidationError(zin, code="unique"))
    return redenen


def _beletsels_einde(zaak: Zaak, resultaat: Resultaat | None, datum: datetime.datetime) -> list[ValidationError]:
    """Return why the zaak cannot close (zrc-007, zrc-021)."""
    redenen = beletsels_documenten(zaak)
    if resultaat is None:
        zin = _("De zaak heeft nog geen resultaat. Zonder resultaat kan de zaak niet worden afgesloten.")
        return [*redenen, ValidationError(zin, code="resultaat-does-not-exist")]
    return [*redenen, *beletsels_archief(zaak, resultaat.resultaattype, dag_van(datum))]


def _beletsels_heropenen(zaak: Zaak) -> list[ValidationError]:
    return [] if zaak.is_open else beletsels_hoofdzaak(zaak)
