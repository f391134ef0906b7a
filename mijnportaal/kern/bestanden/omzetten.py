"""Make a JPG of a HEIC photo, in a process of its own with a bound on memory and time.

Decoding HEVC is the work of a large library in C that strangers feed; what goes wrong there ends that process only.
`heicproces.py` is that process.
"""

import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from mijnportaal.kern.bestanden.heicproces import MAX_SECONDEN, TE_GROOT

PROGRAMMA = Path(__file__).with_name("heicproces.py")
# So many at a time in one web process; the next one waits.
TEGELIJK = threading.BoundedSemaphore(2)


class NietOmTeZetten(Exception):
    """The photo cannot be made a JPG; the text is for the person."""


def zet_om(bron: IO[bytes], doel: IO[bytes], *, plaats_bewaren: bool = False) -> None:
    """Write the photo as a JPG, the right way up."""
    opdracht = [sys.executable, "-I", str(PROGRAMMA), *(["plaats"] if plaats_bewaren else [])]
    with TEGELIJK, tempfile.TemporaryFile() as invoer:
        bron.seek(0)
        while blok := bron.read(256 * 1024):
            invoer.write(blok)
        invoer.seek(0)
        try:
            klaar = subprocess.run(
                opdracht, stdin=invoer, stdout=doel, stderr=subprocess.PIPE, timeout=MAX_SECONDEN, check=False
            )
        except subprocess.TimeoutExpired:
            raise NietOmTeZetten(_("Het duurt te lang om deze foto om te zetten naar JPG.")) from None
    if klaar.returncode == TE_GROOT:
        raise NietOmTeZetten(_("De foto heeft te veel beeldpunten. Maak hem kleiner, of sla hem op als JPG."))
    if klaar.returncode:
        raise NietOmTeZetten(_("Wij kunnen deze foto niet openen. Sla hem op als JPG, en voeg hem dan toe."))
