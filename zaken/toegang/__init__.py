"""Who may see and do what. Every screen, search, count, export and API gets its rows here, and nowhere else.

`grenzen` is the one condition, `schermen` asks it for people, `api` for the clients of the ZGW APIs.
"""

from zaken.toegang.api import (
    besluiten_met_scope,
    documenten_met_scope,
    lees_toekenningen,
    mag_catalogus_lezen,
    mag_type,
    rijen_met_scope,
    scopes_op,
    zaken_met_scope,
)
from zaken.toegang.schermen import (
    autorisaties_van,
    betrokkene_voor,
    betrokkenen_voor,
    collegas_voor,
    document_voor,
    documenten_voor,
    mag,
    taak_voor,
    taken_voor,
    zaak_voor,
    zaaktypeversies_voor,
    zaken_voor,
)

__all__ = [
    "autorisaties_van",
    "besluiten_met_scope",
    "betrokkene_voor",
    "betrokkenen_voor",
    "collegas_voor",
    "document_voor",
    "documenten_met_scope",
    "documenten_voor",
    "lees_toekenningen",
    "mag",
    "mag_catalogus_lezen",
    "mag_type",
    "rijen_met_scope",
    "scopes_op",
    "taak_voor",
    "taken_voor",
    "zaak_voor",
    "zaaktypeversies_voor",
    "zaken_met_scope",
    "zaken_voor",
]
