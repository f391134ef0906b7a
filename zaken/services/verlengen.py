"""Make the term of a zaak longer, or tell that it will be later (Awb artikel 4:14, and laws that know a verdaging)."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.kern import termijnen
from mijnportaal.zgw.weergave import stand_van
from zaken.gebeurtenissen import gewijzigd, leg_vast
from zaken.models import Gebeurtenis, Verlenging, Zaak
from zaken.services.sloten import beletsels_reden, eis_niet_eigen, eis_open, vergrendel, weiger_bij
from zaken.services.termijnen import iso, werk_datums_bij


@transaction.atomic
def verleng(zaak: Zaak, *, duur: str, reden: str, door: Actor) -> Verlenging:
    """Return the verdaging, decided and told today: once, as the zaaktype allows, before the last day (T-07)."""
    zaak = vergrendel(zaak)
    weiger_bij(
        [*beletsels_verlengen(zaak), *eis_niet_eigen(zaak, door), *_beletsels_duur(zaak, duur), *beletsels_reden(reden)]
    )
    rij = Verlenging(grond=Verlenging.Grond.VERDAGING, duur=duur)
    return _verleng_vergrendeld(zaak, rij, reden=reden.strip(), door=door)


def beletsels_verlengen(zaak: Zaak) -> list[ValidationError]:
    """Return why the term of this zaak cannot be made longer now."""
    versie, redenen = zaak.zaaktypeversie, eis_open(zaak)
    if not versie.verlenging_mogelijk:
        redenen.append(
            ValidationError(_("De termijn van dit zaaktype kan niet langer worden."), code="verlenging-niet-mogelijk")
        )
    if zaak.verlengingen.filter(grond=Verlenging.Grond.VERDAGING).exists():
        redenen.append(ValidationError(_("De termijn is al een keer verlengd."), code="al-verlengd"))
    return [*redenen, *_beletsels_op_tijd(zaak)]


@transaction.atomic
def noem_latere_datum(zaak: Zaak, *, datum: datetime.date, reden: str, door: Actor) -> Verlenging:
    """Return that a later date was told today (Awb 4:14).

    Where a law gives the term, that term stays (first paragraph); where none does, the date becomes the term (third).
    """
    zaak = vergrendel(zaak)
    weiger_bij(
        [
            *beletsels_latere_datum(zaak),
            *eis_niet_eigen(zaak, door),
            *_beletsels_later(zaak, datum),
            *beletsels_reden(reden),
        ]
    )
    wettelijk = zaak.zaaktypeversie.wettelijke_termijn
    grond = Verlenging.Grond.MEDEDELING if wettelijk else Verlenging.Grond.NIEUWE_TERMIJN
    return _verleng_vergrendeld(zaak, Verlenging(grond=grond, nieuwe_datum=datum), reden=reden.strip(), door=door)


def beletsels_latere_datum(zaak: Zaak) -> list[ValidationError]:
    """Return why no later date can be told; the term of a law may have passed, an own one may not (T-07)."""
    if zaak.zaaktypeversie.wettelijke_termijn:
        return eis_open(zaak)
    return [*eis_open(zaak), *_beletsels_op_tijd(zaak)]


def _verleng_vergrendeld(zaak: Zaak, rij: Verlenging, *, reden: str, door: Actor) -> Verlenging:
    oud, vandaag = stand_van(zaak), timezone.localdate()
    rij.zaak, rij.reden, rij.besloten_op, rij.medegedeeld_op = zaak, reden, vandaag, vandaag
    rij.save(force_insert=True)
    werk_datums_bij(zaak, meegedeeld=True, genoemd=rij.nieuwe_datum)
    leg_vast(
        zaak,
        Gebeurtenis.Soort.VERLENGD,
        door=door,
        mutaties=[gewijzigd(zaak, oud)],
        grond=rij.grond,
        reden=reden,
        duur=rij.duur,
        nieuwe_datum=iso(rij.nieuwe_datum),
        besloten_op=vandaag.isoformat(),
        uiterlijke_einddatum=iso(zaak.uiterlijke_einddatum),
    )
    return rij


def _beletsels_op_tijd(zaak: Zaak) -> list[ValidationError]:
    """Return that it is too late: a longer term is told before the last one ends, and never while it is unknown."""
    if zaak.beslist_op:
        return [ValidationError(_("Er is al een besluit. De termijn loopt niet meer."), code="al-beslist")]
    if zaak.uiterlijke_einddatum is None:
        return [ValidationError(_("De termijn staat stil. Laat die eerst weer lopen."), code="opgeschort")]
    if zaak.uiterlijke_einddatum < timezone.localdate():
        return [
            ValidationError(_("De termijn is al voorbij en kan niet meer langer worden."), code="termijn-verstreken")
        ]
    return []


def _beletsels_duur(zaak: Zaak, duur: str) -> list[ValidationError]:
    """Return why the term cannot be made longer by this much: unreadable, nothing, or more than the zaaktype allows."""
    try:
        gevraagd = termijnen.Termijn.van_iso(duur)
    except ValueError:
        return [ValidationError(_("Vul een duur in zoals P6W."), code="ongeldige-duur", params={"veld": "duur"})]
    vanaf, hoogstens = zaak.startdatum, zaak.zaaktypeversie.verlengingstermijn
    if gevraagd.vanaf(vanaf) <= vanaf:
        return [ValidationError(_("Kies een langere duur."), code="duur-te-kort", params={"veld": "duur"})]
    if hoogstens and gevraagd.vanaf(vanaf) > termijnen.Termijn.van_iso(hoogstens).vanaf(vanaf):
        zin = _("De termijn wordt hoogstens %(duur)s langer.") % {"duur": termijnen.Termijn.van_iso(hoogstens)}
        return [ValidationError(zin, code="duur-te-lang", params={"veld": "duur"})]
    return []


def _beletsels_later(zaak: Zaak, datum: datetime.date) -> list[ValidationError]:
    vandaag = timezone.localdate()
    grens = max(zaak.uiterlijke_einddatum or vandaag, vandaag)
    if datum > grens:
        return []
    return [ValidationError(_("Kies een datum na de uiterste datum."), code="datum-te-vroeg", params={"veld": "datum"})]
