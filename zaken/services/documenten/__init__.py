"""What happens to documents: they come in, change, are locked, belong to something, and really go."""

from zaken.services.documenten.bestandsdelen import lever_deel_aan
from zaken.services.documenten.gebruiksrechten import (
    maak_gebruiksrecht,
    verwijder_gebruiksrecht,
    wijzig_gebruiksrecht,
)
from zaken.services.documenten.gegevens import Documentgegevens, gegevens_van
from zaken.services.documenten.objecten_elders import koppel_object_elders, ontkoppel_object_elders
from zaken.services.documenten.registratie import (
    maak_definitief,
    maak_document,
    onderteken,
    werk_document_bij,
)
from zaken.services.documenten.slot import ontgrendel_document, vergrendel_document
from zaken.services.documenten.verwijdering import verwijder_document
from zaken.services.documenten.verzendingen import (
    Verzendgegevens,
    maak_verzending,
    verwijder_verzending,
    wijzig_verzending,
)
from zaken.services.documenten.zaakdocumenten import (
    NieuwDocument,
    beletsels_documenttypen,
    koppel_nieuw_document,
    vingerafdrukken,
    voeg_document_toe,
    voeg_documenten_toe,
)

__all__ = [
    "Documentgegevens",
    "NieuwDocument",
    "Verzendgegevens",
    "beletsels_documenttypen",
    "gegevens_van",
    "koppel_nieuw_document",
    "koppel_object_elders",
    "lever_deel_aan",
    "maak_definitief",
    "maak_document",
    "maak_gebruiksrecht",
    "maak_verzending",
    "onderteken",
    "ontgrendel_document",
    "ontkoppel_object_elders",
    "vergrendel_document",
    "verwijder_document",
    "verwijder_gebruiksrecht",
    "verwijder_verzending",
    "vingerafdrukken",
    "voeg_document_toe",
    "voeg_documenten_toe",
    "werk_document_bij",
    "wijzig_gebruiksrecht",
    "wijzig_verzending",
]
