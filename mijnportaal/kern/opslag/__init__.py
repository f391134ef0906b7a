"""Keep files and hand them out again, a piece at a time; the database only knows their path, size and sha256.

A file stands under its sha256: the same content is kept once, whoever handed it in. Storing happens outside a
transaction: a rollback leaves a file that no row points to, which `wezen` finds.
"""

from mijnportaal.kern.opslag.bestand import (
    BLOK,
    BewaardBestand,
    ScanStatus,
    beginstatus,
    in_gebruik,
    lees,
    mag_open,
    ruim_wezen_op,
    verwijder,
    wezen,
)
from mijnportaal.kern.opslag.download import DIRECT_TONEN, download_antwoord
from mijnportaal.kern.opslag.opvang import Opvang, bewaar, bewaard, onderweg

__all__ = [
    "BLOK",
    "DIRECT_TONEN",
    "BewaardBestand",
    "Opvang",
    "ScanStatus",
    "beginstatus",
    "bewaar",
    "bewaard",
    "download_antwoord",
    "in_gebruik",
    "lees",
    "mag_open",
    "onderweg",
    "ruim_wezen_op",
    "verwijder",
    "wezen",
]
