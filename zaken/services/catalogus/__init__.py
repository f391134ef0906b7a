"""The catalogue changes here, and nowhere else: by our own studio as by the API."""

from zaken.services.catalogus.archiefregels import Klasse
from zaken.services.catalogus.catalogi import maak_catalogus, wijzig_catalogus
from zaken.services.catalogus.delen import Deelrelaties, bepaal_eindstatus, maak_deel, verwijder_deel, wijzig_deel
from zaken.services.catalogus.geforceerd import geforceerd
from zaken.services.catalogus.publicatie import (
    beletsels_eigen_gebruik,
    beletsels_publiceren,
    publiceer,
    publiceer_volgens_standaard,
    versie_voor_eigen_gebruik,
)
from zaken.services.catalogus.relaties import (
    NieuweRelatie,
    Verwijzing,
    geldige_besluittypen,
    hoort_bij_zaaktype,
)
from zaken.services.catalogus.typen import (
    maak_besluittype,
    maak_informatieobjecttype,
    publiceer_type,
    verwijder_type,
    wijzig_besluittype,
    wijzig_informatieobjecttype,
)
from zaken.services.catalogus.zaaktypen import (
    Zaaktyperelaties,
    maak_zaaktypeversie,
    verwijder_zaaktypeversie,
    wijzig_zaaktypeversie,
)

__all__ = [
    "Deelrelaties",
    "Klasse",
    "NieuweRelatie",
    "Verwijzing",
    "Zaaktyperelaties",
    "beletsels_eigen_gebruik",
    "beletsels_publiceren",
    "bepaal_eindstatus",
    "geforceerd",
    "geldige_besluittypen",
    "hoort_bij_zaaktype",
    "maak_besluittype",
    "maak_catalogus",
    "maak_deel",
    "maak_informatieobjecttype",
    "maak_zaaktypeversie",
    "publiceer",
    "publiceer_type",
    "publiceer_volgens_standaard",
    "versie_voor_eigen_gebruik",
    "verwijder_deel",
    "verwijder_type",
    "verwijder_zaaktypeversie",
    "wijzig_besluittype",
    "wijzig_catalogus",
    "wijzig_deel",
    "wijzig_informatieobjecttype",
    "wijzig_zaaktypeversie",
]
