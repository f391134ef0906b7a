"""The Autorisaties API."""

from mijnportaal.zgw.bron import Bron

BRONNEN: list[Bron] = []
