"""The keys of an export in ours: letters, digits and single underscores, each once in the whole form."""

import re
from collections.abc import Iterable
from uuid import UUID, uuid5

from django.utils.text import slugify

from formulieren.regels.plan import GEGEVEN

NAAMRUIMTE = UUID("8f1d0f0a-1f0e-4f5e-9d52-6a1c4b7f2e11")


class Sleutels:
    """Gives every key of an export its one key here, and every element an id that a second import finds again."""

    def __init__(self, formulier: str) -> None:
        self.formulier = formulier
        self.naar: dict[str, str] = {}
        self.gebruikt: set[str] = set(GEGEVEN)

    def neem(self, pad: str, sleutel: str) -> str:
        """Return our key for an element; `pad` tells apart what is called the same in a repeating group."""
        basis = re.sub(r"_+", "_", re.sub(r"[^0-9a-zA-Z]+", "_", sleutel)).strip("_") or "vraag"
        basis = (basis if basis[0].isalpha() else f"v{basis}")[:50].rstrip("_")
        nieuw, nummer = basis, 2
        while nieuw in self.gebruikt:
            nieuw, nummer = f"{basis}{nummer}", nummer + 1
        self.gebruikt.add(nieuw)
        self.naar[pad] = nieuw
        return nieuw

    def id(self, pad: str) -> str:
        """Return the stable id of an element."""
        return str(uuid5(NAAMRUIMTE, f"{self.formulier}/{pad}"))


def stapsleutel(slug: str, bezet: Iterable[str]) -> str:
    """Return the key of a page, which stands in its address."""
    basis = slugify(slug)[:45].strip("-") or "stap"
    nieuw, nummer = basis, 2
    while nieuw in set(bezet):
        nieuw, nummer = f"{basis}-{nummer}", nummer + 1
    return nieuw
