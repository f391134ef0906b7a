"""The Autorisaties API."""

from mijnportaal.zgw.bron import Bron
from zaken.api.autorisaties.bronnen import Applicaties

BRONNEN: list[Bron] = [Applicaties()]
