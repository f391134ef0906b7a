"""Which stored files still wait for the virus scanner, and what its answer does to the rows that point to them (S-17).

A file is looked at in the background, as soon as its row is committed. As long as nobody has, it stays in quarantine:
a scanner that is down only makes it wait. An answer is about content, so it holds for every row with that content.
"""

import logging
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import chain

from django.apps import apps
from django.core.cache import cache
from django.db import models, transaction

from mijnportaal.kern.clamd import NietTeControleren, ScannerOnbereikbaar, scanner
from mijnportaal.kern.opslag import ScanStatus, lees, verwijder
from mijnportaal.kern.opslag.bestand import SCAN_TAAK
from mijnportaal.kern.signalen import virus_gevonden
from mijnportaal.kern.taken import start_na_commit

logger = logging.getLogger(__name__)
beveiliging = logging.getLogger("mijnportaal.beveiliging")

# While the scanner is down we ask less and less often whether it is back, in seconds.
EERSTE_PAUZE, LANGSTE_PAUZE = 20, 600
# What the scanner cannot look into is tried again the next day: its limits may have been raised.
MORGEN = 86_400
# A task that a worker lost is offered again after so many seconds.
OPNIEUW_AANBIEDEN = 300
MAX_PER_KEER = 500

DICHT, STORINGEN = "scan:dicht", "scan:storingen"


def controleer(pad: str) -> ScanStatus:
    """Return what is known of a stored file now that the scanner was asked; running twice gives one result."""
    clamd = scanner()
    if clamd is None or cache.get(DICHT):
        return ScanStatus.IN_QUARANTAINE
    try:
        with closing(lees(pad)) as blokken:
            # Opened before the conversation begins: a file that is not there is no scanner that is not there.
            virus = clamd.controleer(chain([next(blokken, b"")], blokken))
    except ScannerOnbereikbaar as fout:
        _meld_storing(repr(fout))
        cache.delete(_aangeboden(pad))
        return ScanStatus.IN_QUARANTAINE
    except FileNotFoundError as fout:
        # Found in another row with this content, and removed, while this row was being written.
        if _is_besmet(pad):
            return _leg_uitslag_vast(pad, "eerder gevonden")
        return _laat_liggen(pad, fout)
    except NietTeControleren as fout:
        return _laat_liggen(pad, fout)
    cache.delete_many([STORINGEN, _aangeboden(pad)])
    return _leg_uitslag_vast(pad, virus)


def bied_achterstand_aan() -> int:
    """Offer every file that waits, unless the scanner is down, and return how many files that were."""
    clamd = scanner()
    wachtend = list(dict.fromkeys(_in_quarantaine())) if clamd else []
    if clamd is None or not wachtend or cache.get(DICHT):
        return 0
    if not clamd.leeft():
        _meld_storing(f"{len(wachtend)} bestanden wachten")
        return 0
    bezig = cache.get_many([_aangeboden(pad) for pad in wachtend])
    aan_te_bieden = [pad for pad in wachtend if _aangeboden(pad) not in bezig]
    cache.set_many({_aangeboden(pad): 1 for pad in aan_te_bieden}, OPNIEUW_AANBIEDEN)
    for pad in aan_te_bieden:
        start_na_commit(SCAN_TAAK, pad)
    return len(aan_te_bieden)


def _aangeboden(pad: str) -> str:
    return f"scan:aangeboden:{pad}"


def _laat_liggen(pad: str, fout: Exception) -> ScanStatus:
    cache.set(_aangeboden(pad), 1, MORGEN)
    logger.error("bestand niet op virussen te controleren", extra={"pad": pad, "fout": repr(fout)})
    return ScanStatus.IN_QUARANTAINE


def _is_besmet(pad: str) -> bool:
    rijen = (model._base_manager.filter(pad=pad, scanstatus=ScanStatus.BESMET) for model in _modellen())
    return any(deel.exists() for deel in rijen)


def _meld_storing(reden: str) -> None:
    """Leave the scanner alone for a while, longer after each failure."""
    cache.add(STORINGEN, 0, MORGEN)
    keer = cache.incr(STORINGEN)
    pauze = min(EERSTE_PAUZE * 2 ** min(keer - 1, 10), LANGSTE_PAUZE)
    cache.set(DICHT, 1, pauze)
    logger.error("virusscanner antwoordt niet", extra={"reden": reden, "keer": keer, "pauze": pauze})


def _modellen() -> Iterator[type[models.Model]]:
    """Return the models whose rows point to a file that is scanned: those with a `pad` and a `scanstatus`."""
    for config in apps.get_app_configs():
        for kolom in getattr(config, "opslagpaden", ()):
            model = config.get_model(kolom.partition(".")[0])
            if any(veld.name == "scanstatus" for veld in model._meta.get_fields()):
                yield model


def _in_quarantaine() -> Iterator[str]:
    for model in _modellen():
        rijen = model._base_manager.filter(scanstatus=ScanStatus.IN_QUARANTAINE).exclude(pad="")
        yield from rijen.order_by("pk").values_list("pad", flat=True)[:MAX_PER_KEER]


@transaction.atomic
def _leg_uitslag_vast(pad: str, virus: str) -> ScanStatus:
    """Write the answer in every row with this content; an infected file is removed, its rows stay to say why."""
    for model in _modellen():
        rijen = model._base_manager.filter(pad=pad)
        if not virus:
            rijen.filter(scanstatus=ScanStatus.IN_QUARANTAINE).update(scanstatus=ScanStatus.SCHOON)
        elif besmet := list(rijen.exclude(scanstatus=ScanStatus.BESMET).select_for_update(of=("self",))):
            rijen.update(scanstatus=ScanStatus.BESMET)
            _meld_virus(model, besmet, virus)
    if not virus:
        return ScanStatus.SCHOON
    transaction.on_commit(partial(verwijder, pad))
    return ScanStatus.BESMET


def _meld_virus(model: type[models.Model], rijen: list[models.Model], virus: str) -> None:
    for rij in rijen:
        rij.scanstatus = ScanStatus.BESMET  # type: ignore[attr-defined]
        velden = {
            "actie": "virus_gevonden",
            "resultaat": "geweigerd",
            "virus": virus,
            "soort": model._meta.model_name,
            "uuid": str(rij.uuid),  # type: ignore[attr-defined]
            "sha256": rij.sha256,  # type: ignore[attr-defined]
        }
        regel = " ".join(f"{naam}={waarde}" for naam, waarde in velden.items())
        beveiliging.warning("%s", regel, extra=velden)
    virus_gevonden.send(sender=model, rijen=rijen, virus=virus)
