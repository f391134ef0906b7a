"""A closed zaak runs again: what followed from its end goes with it (zrc-008)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from zaken.gebeurtenissen import gemaakt, leg_vast
from zaken.models import Archiefstatus, Gebeurtenis, Status, Statustype, Zaak
from zaken.services.archief import ARCHIEFVELDEN, NIETS, werk_afhankelijken_bij, zet_archief
from zaken.services.familie import vergrendel_met_familie
from zaken.services.sloten import beletsels_reden, eis_niet_eigen, weiger_bij


@transaction.atomic
def heropen(zaak: Zaak, *, reden: str, door: Actor) -> Zaak:
    """Return the zaak, open again in the phase that it was in before it ended, with the reason why."""
    zaak = vergrendel_met_familie(zaak)
    weiger_bij([*eis_niet_eigen(zaak, door), *beletsels_heropenen(zaak), *beletsels_reden(reden)])
    status = Status(zaak=zaak, statustype=_fase_voor_einde(zaak), datum=timezone.now(), toelichting=reden.strip())
    open_weer(zaak, status, reden=reden.strip(), door=door)
    return zaak


def open_weer(zaak: Zaak, status: Status, *, reden: str, door: Actor) -> None:
    """Write that a zaak, locked with its family, runs again with this status."""
    status.save(force_insert=True)
    zaak.einddatum, zaak.wacht_sinds = None, timezone.localdate()
    zet_archief(zaak, NIETS)
    zaak.save(update_fields=["einddatum", "wacht_sinds", *ARCHIEFVELDEN])
    leg_vast(
        zaak,
        Gebeurtenis.Soort.HEROPEND,
        door=door,
        status=status.statustype.omschrijving,
        naam_inwoner=status.statustype.naam_inwoner,
        reden=reden,
        mutaties=[gemaakt(status)],
    )
    werk_afhankelijken_bij(zaak, door=door)


def beletsels_heropenen(zaak: Zaak) -> list[ValidationError]:
    """Return every reason why this zaak stays closed (medewerkers.md 2a, heropenen)."""
    redenen = []
    if zaak.is_open:
        redenen.append(ValidationError(_("De zaak is nog open."), code="zaak-open"))
    if zaak.archiefstatus != Archiefstatus.NOG_TE_ARCHIVEREN:
        redenen.append(ValidationError(_("De zaak is al gearchiveerd."), code="zaak-archiefstatus-invalid"))
    return [*redenen, *beletsels_hoofdzaak(zaak)]


def beletsels_hoofdzaak(zaak: Zaak) -> list[ValidationError]:
    """Return that the hoofdzaak is closed: a deelzaak does not outlive it."""
    if zaak.hoofdzaak is None or zaak.hoofdzaak.is_open:
        return []
    zin = _("Een deelzaak kan alleen worden heropend als de hoofdzaak niet is afgesloten.")
    return [ValidationError(zin, code="hoofdzaak-closed")]


def _fase_voor_einde(zaak: Zaak) -> Statustype:
    """Return the last phase of the zaak that was not its end; the first of its type when it had none."""
    typen = zaak.zaaktypeversie.statustypen.filter(is_eindstatus=False)
    eerder = zaak.statussen.filter(statustype__in=typen).order_by("-datum", "-pk").first()
    return eerder.statustype if eerder else typen.order_by("volgnummer")[0]
