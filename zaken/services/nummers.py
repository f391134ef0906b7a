"""Numbers that are never given twice: a database sequence for each kind."""

from enum import StrEnum

from mijnportaal.kern.voorbereid import vraag


class Reeks(StrEnum):
    """The sequences of migration 0001; a number that a rolled-back transaction took stays unused."""

    ZAAK = "zaken_zaaknummer"
    DOCUMENT = "zaken_documentnummer"
    BESLUIT = "zaken_besluitnummer"


VOORVOEGSEL = {Reeks.ZAAK: "", Reeks.DOCUMENT: "DOC-", Reeks.BESLUIT: "BES-"}


def volgend_nummer(reeks: Reeks, jaar: int) -> str:
    """Return the next number, such as "2026-0000042"; the sequence runs on over the years."""
    ((nummer,),) = vraag("SELECT nextval(%s::regclass)", [reeks.value])
    return f"{VOORVOEGSEL[reeks]}{jaar}-{nummer:07d}"
