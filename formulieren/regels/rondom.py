"""The environment of one evaluation: this day, our free days, the fees of this form and our municipality."""

import datetime

from django.utils.functional import SimpleLazyObject

from formulieren.componenten.locatie import plek_in_gemeente
from formulieren.definitie import Definitie
from formulieren.regels.omgeving import Omgeving
from zaken.services.termijnen import dagentabel


def omgeving_van(definitie: Definitie, vandaag: datetime.date) -> Omgeving:
    """Return a fresh environment for one evaluation of this form on this day."""
    return Omgeving(
        vandaag=vandaag,
        # Read only by a rule that counts working days.
        dagentabel=SimpleLazyObject(dagentabel),  # type: ignore[arg-type]
        tabellen=definitie.gegevens.get("tabellen", {}),
        in_gemeente=plek_in_gemeente,
    )
