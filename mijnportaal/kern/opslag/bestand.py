"""What a stored file is, where it stands, and when it may go."""

import os
import uuid
from collections.abc import Collection, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

BLOK = 256 * 1024
# Files on their way in and on their way out; what a dead process left here, `wezen` finds.
TIJDELIJK = "_tijdelijk"
# A file is stored before its row is committed; younger ones may still get their row.
WEES_NA = timedelta(days=1)
# By name, because the store knows nothing of tasks.
SCAN_TAAK = "mijnportaal.kern.tasks.scan_bestand"
# No request takes longer between storing a file and committing its row.
ONDERWEG = timedelta(hours=1)


class ScanStatus(models.TextChoices):
    """Whether the virus scanner has looked at a file (S-17)."""

    GEEN_SCANNER = "geen_scanner", _("Geen virusscanner ingesteld")
    IN_QUARANTAINE = "in_quarantaine", _("Wacht op de virusscanner")
    SCHOON = "schoon", _("Gecontroleerd, geen virus gevonden")
    BESMET = "besmet", _("Virus gevonden")


@dataclass(frozen=True)
class BewaardBestand:
    """A stored file: what a row has to remember of it."""

    pad: str
    omvang: int
    sha256: str
    mimetype: str
    naam: str


def beginstatus() -> ScanStatus:
    """Return the scan state of a file that has just come in."""
    return ScanStatus.IN_QUARANTAINE if settings.CLAMD_URL else ScanStatus.GEEN_SCANNER


def mag_open(status: str) -> bool:
    """Tell whether anybody may open a file with this scan state."""
    return status in {ScanStatus.GEEN_SCANNER, ScanStatus.SCHOON}


def lees(pad: str) -> Generator[bytes]:
    """Return the content of a stored file, piece by piece."""
    with default_storage.open(pad) as bestand:
        yield from bestand.chunks(BLOK)


def in_gebruik(*paden: str) -> set[str]:
    """Return those of these files that a row points to.

    An app says in its AppConfig which columns hold a path: `opslagpaden = ("Bijlage.pad",)`. A row whose content was
    found infected remembers what it was, and holds on to nothing.
    """
    gevonden: set[str] = set()
    for config in apps.get_app_configs():
        for kolom in getattr(config, "opslagpaden", ()):
            naam, _punt, veld = kolom.partition(".")
            model = config.get_model(naam)
            # Without the empty ones, so that the index on what is filled serves.
            rijen = model._base_manager.filter(**{f"{veld}__in": paden}).exclude(**{veld: ""})
            if any(ander.name == "scanstatus" for ander in model._meta.get_fields()):
                rijen = rijen.exclude(scanstatus=ScanStatus.BESMET)
            gevonden.update(rijen.values_list(veld, flat=True))
    return gevonden


def verwijder(pad: str) -> None:
    """Remove a stored file when no row points to it; no harm when it is gone already.

    Call it after the commit that took the last row away. Between looking and removing, a request with the same content
    may commit its row. So the file steps aside first: whoever commits after that sees that it is gone and puts it
    back (`Opvang.verzeker`), and whoever committed before that is seen here.
    """
    if not pad or in_gebruik(pad):
        return
    plaats = lokaal(pad)
    if plaats is None:
        _verwijder_elders(pad)
        return
    apart = map_voor(TIJDELIJK) / uuid.uuid4().hex
    with suppress(FileNotFoundError):
        plaats.rename(apart)
        if in_gebruik(pad):
            with suppress(FileExistsError):
                os.link(apart, plaats)
        apart.unlink()


def _verwijder_elders(pad: str) -> None:
    # In S3 nothing can step aside. Who comes with the same content writes it again; a young file is left to `wezen`.
    if default_storage.exists(pad) and default_storage.get_modified_time(pad) < timezone.now() - ONDERWEG:
        default_storage.delete(pad)


def wezen(paden_in_gebruik: Collection[str], map_: str = "") -> Iterator[str]:
    """Return the stored files that no row points to and that have had a day to get one."""
    mappen, bestanden = default_storage.listdir(map_)
    grens = timezone.now() - WEES_NA
    for naam in bestanden:
        pad = f"{map_}/{naam}" if map_ else naam
        if pad not in paden_in_gebruik and default_storage.get_modified_time(pad) < grens:
            yield pad
    for naam in mappen:
        yield from wezen(paden_in_gebruik, f"{map_}/{naam}" if map_ else naam)


def ruim_wezen_op() -> int:
    """Remove the stored files that no row points to, and return how many those were; a folder at a time."""
    aantal = 0
    for map_ in default_storage.listdir("")[0]:
        oud = list(wezen((), map_))
        bezet = in_gebruik(*oud) if oud else set()
        for pad in set(oud) - bezet:
            verwijder(pad)
            aantal += 1
    return aantal


def lokaal(pad: str) -> Path | None:
    """Return where a file stands on this machine, or nothing when it is kept elsewhere (S3)."""
    try:
        return Path(default_storage.path(pad))
    except NotImplementedError:
        return None


def map_voor(map_: str) -> Path:
    """Return a folder of the local store, which is made when it is not there."""
    plaats = Path(default_storage.path(map_))
    plaats.mkdir(parents=True, exist_ok=True)
    return plaats
