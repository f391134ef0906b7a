"""The Besluiten API."""

from mijnportaal.zgw.bron import Bron
from zaken.api.besluiten.bronnen import Besluiten, Besluitinformatieobjecten

BRONNEN: list[Bron] = [Besluiten(), Besluitinformatieobjecten()]
