"""The Zaken API."""

from mijnportaal.zgw.bron import Bron
from zaken.api.zaken.statussen import Statussen

BRONNEN: list[Bron] = [Statussen()]
