"""The Besluiten API."""

from mijnportaal.zgw.bron import Bron

BRONNEN: list[Bron] = []
