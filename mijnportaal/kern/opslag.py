"""Keep files and hand them out again, a piece at a time; the database only knows their path, size and sha256.

Storing happens outside a transaction: a rollback leaves a file that no row points to, which `wezen` finds.
"""

import hashlib
import os
import uuid
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import models
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.bestanden import JPG, PDF, PNG, herken, schone_naam

BLOK = 64 * 1024
# A file is stored before its row is committed; younger ones may still get their row.
WEES_NA = timedelta(days=1)
CSP_BEWAREN = "default-src 'none'; sandbox"
# A browser shows a picture in a page of its own making, with style in it; default-src would break that.
CSP_TONEN = "script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
DIRECT_TONEN = frozenset({PDF.mimetype, JPG.mimetype, PNG.mimetype})


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
    return ScanStatus.IN_QUARANTAINE if getattr(settings, "CLAMD_URL", "") else ScanStatus.GEEN_SCANNER


def mag_open(status: str) -> bool:
    """Tell whether anybody may open a file with this scan state."""
    return status in {ScanStatus.GEEN_SCANNER, ScanStatus.SCHOON}


def bewaar(upload: "File[bytes]") -> BewaardBestand:
    """Store a file under a made-up path and return what to remember of it; memory use does not grow with it."""
    mimetype = herken(upload)
    omvang, som = 0, hashlib.sha256()
    for blok in upload.chunks(BLOK):
        omvang += len(blok)
        som.update(blok)
    upload.seek(0)
    nummer = uuid.uuid4().hex
    pad = default_storage.save(f"{nummer[:2]}/{nummer}", upload)
    _schrijf_door(pad)
    return BewaardBestand(pad, omvang, som.hexdigest(), mimetype, schone_naam(upload.name or ""))


@contextmanager
def bewaard(uploads: Iterable["File[bytes]"]) -> Iterator[list[BewaardBestand]]:
    """Give the uploads as stored files, and remove them again when the act that they are for is refused.

    After any other failure they stay: a lost connection or a signal may have come after the commit, and then rows
    point to them. What no row points to, `wezen` finds.
    """
    bestanden: list[BewaardBestand] = []
    try:
        for upload in uploads:
            bestanden.append(bewaar(upload))  # one by one: what is stored when a later one fails is known
        yield bestanden
    except ValidationError:
        for bestand in bestanden:
            verwijder(bestand.pad)
        raise


def lees(pad: str) -> Iterator[bytes]:
    """Return the content of a stored file, piece by piece."""
    with default_storage.open(pad) as bestand:
        yield from bestand.chunks(BLOK)


def verwijder(pad: str) -> None:
    """Remove a stored file; no harm when it is gone already."""
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


class _Download(FileResponse):
    block_size = BLOK


def download_antwoord(*, pad: str, naam: str, mimetype: str, omvang: int, inline: bool = False) -> FileResponse:
    """Return the streamed response for a stored file, after toegang has said yes (S-18, S-37).

    Only a PDF, JPG or PNG is ever shown in the browser; everything else is saved, and nothing in it can run.
    """
    tonen = inline and mimetype in DIRECT_TONEN
    antwoord = _Download(
        default_storage.open(pad), as_attachment=not tonen, filename=schone_naam(naam), content_type=mimetype
    )
    antwoord["Content-Length"] = str(omvang)
    antwoord["Cache-Control"] = "no-store, private"
    antwoord["X-Content-Type-Options"] = "nosniff"
    antwoord["Cross-Origin-Resource-Policy"] = "same-origin"
    antwoord["Content-Security-Policy"] = CSP_TONEN if tonen else CSP_BEWAREN
    return antwoord


def _schrijf_door(pad: str) -> None:
    """Make sure that a local file survives a power cut: what we confirm, we have (normen.md, R-2)."""
    try:
        plaats = Path(default_storage.path(pad))
    except NotImplementedError:  # S3 confirms after writing
        return
    for doel in (plaats, plaats.parent):
        nummer = os.open(doel, os.O_RDONLY)
        try:
            os.fsync(nummer)
        finally:
            os.close(nummer)
