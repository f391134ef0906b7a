"""Decisions as the staff takes them: with their reasons, and made known at once (Awb 3:40 to 3:47)."""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.kern import termijnen
from mijnportaal.zgw.weergave import Stand, stand_van
from zaken.gebeurtenissen import gewijzigd, leg_vast
from zaken.models import Besluit, Besluittype, Gebeurtenis, Vervalreden, Zaak
from zaken.services.archief import herbereken_archief
from zaken.services.besluitregister import (
    Besluitfeiten,
    Besluitgegevens,
    beletsels_registreren,
    schrijf_besluit,
    vergrendel_besluit,
    wat_besloten_is,
)
from zaken.services.sloten import beletsels_reden, eis_niet_eigen, eis_wijzigbaar, vergrendel, weiger_bij
from zaken.services.wachtpunten import beletsels_besluit


@transaction.atomic
def leg_besluit_vast(
    zaak: Zaak, besluittype: Besluittype, *, ingangsdatum: datetime.date, motivering: str, door: Actor
) -> Besluit:
    """Return the decision, made known today; the last day to object follows from the type (Awb 6:7, 6:8)."""
    zaak = vergrendel(zaak)
    vandaag = timezone.localdate()
    gegevens = Besluitgegevens(
        besluittype=besluittype,
        zaak=zaak,
        verantwoordelijke_organisatie=settings.GEMEENTE_RSIN,
        datum=vandaag,
        ingangsdatum=ingangsdatum,
        motivering=motivering.strip(),
        bekendgemaakt_op=vandaag,
        uiterlijke_reactiedatum=_reactiedatum(besluittype, vandaag),
    )
    weiger_bij(
        [
            *eis_wijzigbaar(zaak),
            *eis_niet_eigen(zaak, door),
            *beletsels_registreren(gegevens),
            *beletsels_besluit(zaak),
            *_eis_motivering(motivering),
            *_is_al_genomen(gegevens, zaak),
        ]
    )
    return schrijf_besluit(gegevens, zaak, informeren=True, door=door)


@transaction.atomic
def wijzig_besluit(
    besluit: Besluit,
    *,
    ingangsdatum: datetime.date,
    motivering: str,
    reden: str,
    geforceerd: bool = False,
    door: Actor,
) -> Besluit:
    """Return the decision, changed and made known anew today, so that there is a new last day to object (Awb 6:19)."""
    besluit = vergrendel_besluit(besluit)
    oud, vandaag = stand_van(besluit), timezone.localdate()
    besluit.ingangsdatum, besluit.motivering, besluit.bekendgemaakt_op = ingangsdatum, motivering.strip(), vandaag
    besluit.uiterlijke_reactiedatum = _reactiedatum(besluit.besluittype, vandaag)
    weiger_bij(
        [
            *_eis_zaak(besluit, geforceerd=geforceerd, door=door),
            *beletsels_vervallen(besluit),
            *_eis_motivering(motivering),
            *beletsels_reden(reden),
        ]
    )
    besluit.save(update_fields=["ingangsdatum", "motivering", "bekendgemaakt_op", "uiterlijke_reactiedatum"])
    return _vertel(
        besluit, Gebeurtenis.Soort.BESLUIT_GEWIJZIGD, oud, reden=reden, feiten=wat_besloten_is(besluit), door=door
    )


@transaction.atomic
def trek_besluit_in(
    besluit: Besluit,
    *,
    per: datetime.date,
    vervalreden: Vervalreden,
    reden: str,
    geforceerd: bool = False,
    door: Actor,
) -> Besluit:
    """Return the decision, which no longer holds from this day; the resident reads why."""
    besluit = vergrendel_besluit(besluit)
    oud = stand_van(besluit)
    weiger_bij(
        [
            *_eis_zaak(besluit, geforceerd=geforceerd, door=door),
            *beletsels_vervallen(besluit),
            *beletsels_reden(reden),
            *_na_ingang(besluit, per),
        ]
    )
    besluit.vervaldatum, besluit.vervalreden = per, vervalreden
    besluit.save(update_fields=["vervaldatum", "vervalreden"])
    # To withdraw is to decide, so someone can object to that too (Awb 1:3, 6:7).
    bezwaar_tot = _reactiedatum(besluit.besluittype, timezone.localdate())
    feiten: Besluitfeiten = {
        **wat_besloten_is(besluit),
        "bezwaar_tot": bezwaar_tot.isoformat() if bezwaar_tot else "",
    }
    return _vertel(
        besluit, Gebeurtenis.Soort.BESLUIT_INGETROKKEN, oud, reden=reden, feiten=feiten, per=per.isoformat(), door=door
    )


def _vertel(
    besluit: Besluit,
    soort: Gebeurtenis.Soort,
    oud: Stand,
    *,
    reden: str,
    feiten: Besluitfeiten,
    per: str | None = None,
    door: Actor,
) -> Besluit:
    """Record what changed and why, let the archive date follow, and return the besluit."""
    leg_vast(
        besluit,
        soort,
        door=door,
        mutaties=[gewijzigd(besluit, oud)],
        reden=reden.strip(),
        per=per,
        **feiten,
    )
    if besluit.zaak is not None and not besluit.zaak.is_open:
        herbereken_archief(besluit.zaak, door=door)
    return besluit


def _is_al_genomen(gegevens: Besluitgegevens, zaak: Zaak) -> list[ValidationError]:
    """Return that this very decision was taken: a second click must not make it known twice."""
    zelfde = zaak.besluiten.filter(
        besluittype=gegevens.besluittype,
        ingangsdatum=gegevens.ingangsdatum,
        motivering=gegevens.motivering,
        vervalreden="",
    )
    if not zelfde.exists():
        return []
    return [ValidationError(_("Dit besluit is al vastgelegd."), code="besluit-bestaat-al")]


def _reactiedatum(besluittype: Besluittype, bekendgemaakt_op: datetime.date) -> datetime.date | None:
    if not besluittype.reactietermijn:
        return None
    return termijnen.bereken(bekendgemaakt_op, termijnen.Termijn.van_iso(besluittype.reactietermijn)).datum


def _eis_zaak(besluit: Besluit, *, geforceerd: bool, door: Actor) -> list[ValidationError]:
    """Return why this employee cannot change the zaak of the besluit: it is closed, or his own."""
    if besluit.zaak is None:
        return []
    return [*eis_wijzigbaar(besluit.zaak, geforceerd=geforceerd), *eis_niet_eigen(besluit.zaak, door)]


def _eis_motivering(motivering: str) -> list[ValidationError]:
    if motivering.strip():
        return []
    return [ValidationError(_("Schrijf waarom u dit besluit neemt."), code="motivering-ontbreekt")]


def beletsels_vervallen(besluit: Besluit) -> list[ValidationError]:
    """Return why nobody can change or withdraw this decision: it no longer holds."""
    # A temporary decision holds until its last day, and can be withdrawn before that.
    voorbij = besluit.vervaldatum is not None and besluit.vervaldatum <= timezone.localdate()
    if besluit.vervalreden in {"", Vervalreden.TIJDELIJK} and not voorbij:
        return []
    return [ValidationError(_("Dit besluit is al vervallen of ingetrokken."), code="besluit-vervallen")]


def _na_ingang(besluit: Besluit, per: datetime.date) -> list[ValidationError]:
    if per >= besluit.ingangsdatum:
        return []
    return [ValidationError(_("Een besluit vervalt niet voordat het ingaat."), code="vervaldatum-voor-ingangsdatum")]
