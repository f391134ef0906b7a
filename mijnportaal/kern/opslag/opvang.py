"""A file on its way in: written piece by piece, hashed on the way, and kept under its sha256."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage

from mijnportaal.kern.bestanden import herken, schone_naam
from mijnportaal.kern.opslag.bestand import (
    BLOK,
    SCAN_TAAK,
    TIJDELIJK,
    BewaardBestand,
    lokaal,
    map_voor,
    verwijder,
)
from mijnportaal.kern.taken import start_na_commit

# What is not kept on this machine waits in memory up to this size.
IN_GEHEUGEN = 1024 * 1024


class Opvang:
    """Takes in the content of one file, with `write`; memory use does not grow with it."""

    def __init__(self) -> None:
        self.omvang = 0
        self._som = hashlib.sha256()
        self._tijdelijk: Path | None = None
        self._bestand: IO[bytes] | None = None
        self.pad = ""

    def write(self, blok: bytes, /) -> int:
        """Add a piece."""
        self._open().write(blok)
        self._som.update(blok)
        self.omvang += len(blok)
        return len(blok)

    @property
    def sha256(self) -> str:
        """Return the digest of what has come in so far."""
        return self._som.hexdigest()

    def bewaar(self, naam: str = "") -> BewaardBestand:
        """Return the file as it is kept from now on, on disk before this returns (normen.md, R-2)."""
        bestand = self._open()
        mimetype = herken(File(bestand, name=naam))
        self.pad = f"{self.sha256[:2]}/{self.sha256}"
        self._zet_neer()
        return BewaardBestand(self.pad, self.omvang, self.sha256, mimetype, schone_naam(naam))

    def verzeker(self) -> None:
        """Put the file back when someone removed the last row with this content while ours was being committed."""
        plaats = lokaal(self.pad) if self.pad else None
        if plaats is not None and not plaats.exists():  # elsewhere than here, `verwijder` leaves young files alone
            oud = self._open()
            oud.seek(0)
            self._tijdelijk, self._bestand = self._nieuw()
            shutil.copyfileobj(oud, self._bestand, BLOK)
            oud.close()
            self._zet_neer()

    def sluit(self) -> None:
        """Let go of the file; what was not kept is gone."""
        if self._bestand is not None:
            self._bestand.close()
        if self._tijdelijk is not None:
            self._tijdelijk.unlink(missing_ok=True)
        self._bestand = self._tijdelijk = None

    def _open(self) -> IO[bytes]:
        if self._bestand is None:
            self._tijdelijk, self._bestand = self._nieuw()
        return self._bestand

    def _nieuw(self) -> tuple[Path | None, IO[bytes]]:
        """Return a new file, in the store itself, so that keeping it is only giving it its name."""
        if lokaal("") is None:
            return None, cast(IO[bytes], tempfile.SpooledTemporaryFile(IN_GEHEUGEN))
        nummer, naam = tempfile.mkstemp(dir=map_voor(TIJDELIJK))
        return Path(naam), os.fdopen(nummer, "w+b", buffering=BLOK)

    def _zet_neer(self) -> None:
        bestand = self._open()
        bestand.flush()
        plaats = lokaal(self.pad)
        if plaats is None or self._tijdelijk is None:
            bestand.seek(0)
            with default_storage.open(self.pad, "wb") as doel:
                shutil.copyfileobj(bestand, doel, BLOK)
            return
        if not plaats.exists():  # else the same content is here already, whole: it got its name after it was on disk
            os.fsync(bestand.fileno())
            map_voor(plaats.parent.name)
            with suppress(FileExistsError):
                os.link(self._tijdelijk, plaats)
        _schrijf_map_door(plaats.parent)
        self._tijdelijk.unlink()
        self._tijdelijk = None


def bewaar(upload: "File[bytes]") -> BewaardBestand:
    """Store a file under its sha256 and return what to remember of it."""
    opvang = _neem_op(upload)
    try:
        return opvang.bewaar(upload.name or "")
    finally:
        opvang.sluit()


@contextmanager
def bewaard(uploads: Iterable["File[bytes]"]) -> Iterator[list[BewaardBestand]]:
    """Give the uploads as stored files, and remove them again when the act that they are for is refused."""
    with onderweg() as opvangen:
        bestanden = []
        for upload in uploads:
            opvangen.append(_neem_op(upload))  # one by one: what is stored when a later one fails is known
            bestanden.append(opvangen[-1].bewaar(upload.name or ""))
        yield bestanden


@contextmanager
def onderweg(*, scannen: bool = True) -> Iterator[list[Opvang]]:
    """Give a list for files that come in during one act; after it they stay only when a row points to them.

    The virus scanner looks at them, unless they are parts of a file that it looks at later.

    After any other failure than a refusal they stay: a lost connection or a signal may have come after the commit, and
    then rows point to them. What no row points to, `wezen` finds.
    """
    opvangen: list[Opvang] = []
    try:
        yield opvangen
        for opvang in opvangen:
            opvang.verzeker()
            if scannen:
                _laat_scannen(opvang.pad)
    except ValidationError:
        for opvang in opvangen:
            verwijder(opvang.pad)
        raise
    finally:
        for opvang in opvangen:
            opvang.sluit()


def _laat_scannen(pad: str) -> None:
    """Have the virus scanner look at once; the sweep finds what this one missed."""
    if pad and settings.CLAMD_URL:
        start_na_commit(SCAN_TAAK, pad)


def _neem_op(upload: "File[bytes]") -> Opvang:
    opvang = Opvang()
    for blok in upload.chunks(BLOK):
        opvang.write(blok)
    upload.seek(0)
    return opvang


def _schrijf_map_door(map_: Path) -> None:
    """Make sure that a name survives a power cut too."""
    nummer = os.open(map_, os.O_RDONLY)
    try:
        os.fsync(nummer)
    finally:
        os.close(nummer)
