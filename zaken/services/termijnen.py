"""The dates of a zaak: computed from its start, its terms and what happened to them, never typed (normen 5.2)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils import timezone

from mijnportaal.kern import bewaking, kalender, termijnen
from mijnportaal.kern.voorbereide_rijen import Rijenvraag
from mijnportaal.kern.wettermijnen import VanRechtswege, buiten_behandeling_tot, van_rechtswege
from zaken.models import Gelijkgesteldedag, Opschorting, Verlenging, WachtOp, Zaak, Zaaktypeversie

DATUMVELDEN = ["uiterlijke_einddatum", "streefdatum", "gecommuniceerde_einddatum", "wacht_op", "wacht_sinds"]
GRONDEN = {
    Verlenging.Grond.VERDAGING: termijnen.Verlenging.Grond.VERDAGING,
    Verlenging.Grond.NIEUWE_TERMIJN: termijnen.Verlenging.Grond.NIEUWE_TERMIJN,
    Verlenging.Grond.MEDEDELING: termijnen.Verlenging.Grond.MEDEDELING,
}


@dataclass(frozen=True)
class Datums:
    """`uiterlijke_einddatum` is empty while the term stands still; `stappen` explain it in sentences."""

    uiterlijke_einddatum: datetime.date | None
    streefdatum: datetime.date | None
    stappen: tuple[termijnen.Stap, ...]


_GELIJKGESTELD = Rijenvraag(lambda: Gelijkgesteldedag.objects.order_by().values_list("datum"))


def dagentabel() -> kalender.Dagentabel:
    """Return the days on which no term ends, as beheer keeps them.

    A table without rows is a mistake and no decision: then the decrees that the program knows hold.
    """
    dagen = frozenset(dag for (dag,) in _GELIJKGESTELD.tupels())
    return kalender.Dagentabel(dagen) if dagen else kalender.DAGEN


def eerste_termijn(versie: Zaaktypeversie, startdatum: datetime.date) -> Datums:
    """Return the dates of a zaak that starts on this day."""
    return _bereken(Zaak(zaaktypeversie=versie, startdatum=startdatum), [], [], dagentabel())


def eerste_datums(
    versie: Zaaktypeversie, startdatum: datetime.date
) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the last day and the target of a zaak that starts on this day, without the sentences that explain them."""
    atw = versie.atw_van_toepassing
    return _eerste_datums(startdatum, versie.doorlooptijd, versie.servicenorm, atw=atw, dagen=dagentabel())


@lru_cache(maxsize=1024)
def _eerste_datums(
    startdatum: datetime.date, doorlooptijd: str, servicenorm: str, *, atw: bool, dagen: kalender.Dagentabel
) -> tuple[datetime.date | None, datetime.date | None]:
    """Return what follows from nothing but this, so that the many zaken of one day need not count it again."""
    versie = Zaaktypeversie(doorlooptijd=doorlooptijd, servicenorm=servicenorm, atw_van_toepassing=atw)
    datums = _bereken(Zaak(zaaktypeversie=versie, startdatum=startdatum), [], [], dagen)
    return datums.uiterlijke_einddatum, datums.streefdatum


def termijn_van(zaak: Zaak) -> Datums:
    """Return the dates of this zaak with the steps that lead to them; equal to what is stored (T-14)."""
    return _bereken(
        zaak,
        list(zaak.opschortingen.filter(in_opgave=False).order_by("begonnen_op", "pk")),
        list(zaak.verlengingen.filter(in_opgave=False).order_by("besloten_op", "pk")),
        dagentabel(),
    )


def _bereken(
    zaak: Zaak, opschortingen: list[Opschorting], verlengingen: list[Verlenging], dagen: kalender.Dagentabel
) -> Datums:
    versie = zaak.zaaktypeversie
    perioden = [termijnen.Opschorting(rij.begonnen_op, rij.beeindigd_op) for rij in opschortingen]
    langer = [_verlenging(rij) for rij in verlengingen]

    def einde(duur: str, vastgesteld: datetime.date | None, langer: list[termijnen.Verlenging]) -> termijnen.Uitkomst:
        return termijnen.bereken(
            zaak.startdatum,
            termijnen.Termijn.van_iso(duur),
            opschortingen=perioden,
            verlengingen=langer,
            dagen=dagen,
            atw=versie.atw_van_toepassing,
            vastgesteld=vastgesteld,
        )

    wettelijk = einde(versie.doorlooptijd, zaak.opgegeven_einddatum, langer)
    streef = zaak.opgegeven_streefdatum
    if versie.servicenorm and streef is None:
        # What we promise moves along with a verdaging; a date that is told to someone is about the term itself.
        streef = einde(versie.servicenorm, None, [rij for rij in langer if rij.met]).datum
    return Datums(wettelijk.datum, streef, tuple(wettelijk.stappen))


def _verlenging(rij: Verlenging) -> termijnen.Verlenging:
    return termijnen.Verlenging(
        op=rij.besloten_op,
        grond=GRONDEN[Verlenging.Grond(rij.grond)],
        met=termijnen.Termijn.van_iso(rij.duur) if rij.duur else None,
        tot=rij.nieuwe_datum,
    )


def rechtsgevolg(zaak: Zaak, vandaag: datetime.date) -> VanRechtswege | None:
    """Return the decision that the law gave because nobody decided in time, where the zaaktype knows that (T-12)."""
    laatste = zaak.uiterlijke_einddatum
    if not zaak.zaaktypeversie.lex_silencio or not zaak.is_open or zaak.beslist_op or laatste is None:
        return None
    return van_rechtswege(laatste, dagentabel()) if laatste < vandaag else None


def uiterlijk_buiten_behandeling(opschortingen: Iterable[Opschorting], vandaag: datetime.date) -> datetime.date | None:
    """Return until when an application that stayed incomplete can be put aside (Awb 4:5, fourth paragraph; T-09).

    Of the last question to the applicant: from his supplement, or from the day by which he should have answered.
    """
    vragen = [rij for rij in opschortingen if rij.grond == Opschorting.Grond.AANVULLING and rij.verwacht_tot]
    if not vragen:
        return None
    laatste = max(vragen, key=lambda rij: (rij.begonnen_op, rij.pk))
    if laatste.verwacht_tot is None or (laatste.beeindigd_op is None and laatste.verwacht_tot >= vandaag):
        return None  # the chance to complete it is not over yet
    return buiten_behandeling_tot(
        hersteltermijn_tot=laatste.verwacht_tot, aangevuld_op=laatste.beeindigd_op, dagen=dagentabel()
    ).datum


def waarschuwingen(zaak: Zaak, vandaag: datetime.date) -> frozenset[bewaking.Grens]:
    """Return how far the term of this zaak is; nothing when it stands still, is decided or closed (T-13)."""
    if not zaak.is_open or zaak.beslist_op or zaak.uiterlijke_einddatum is None:
        return frozenset()
    return bewaking.bereikt(zaak.startdatum, zaak.uiterlijke_einddatum, vandaag, dagentabel())


def werk_datums_bij(
    zaak: Zaak,
    *,
    wacht_op: WachtOp | None = None,
    meegedeeld: bool = False,
    genoemd: datetime.date | None = None,
) -> None:
    """Store the dates of a locked zaak as they follow now; `meegedeeld` when the resident is told today (T-13)."""
    datums = termijn_van(zaak)
    zaak.uiterlijke_einddatum, zaak.streefdatum = datums.uiterlijke_einddatum, datums.streefdatum
    if meegedeeld:
        zaak.gecommuniceerde_einddatum = genoemd or datums.uiterlijke_einddatum or zaak.gecommuniceerde_einddatum
    if wacht_op and zaak.wacht_op != wacht_op:
        zaak.wacht_op, zaak.wacht_sinds = wacht_op, timezone.localdate()
    zaak.save(update_fields=DATUMVELDEN)


def iso(datum: datetime.date | None) -> str:
    """Return a date as the trail keeps it."""
    return datum.isoformat() if datum else ""
