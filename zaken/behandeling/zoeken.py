"""Find a zaak by its number, or by the name of who asked for it."""

from mijnportaal.accounts.models import Gebruiker
from zaken.models import Zaak
from zaken.toegang import zaken_voor

MAX_GEVONDEN = 20
MIN_LETTERS = 3


def zoek(medewerker: Gebruiker, zoekterm: str) -> list[Zaak]:
    """Return the zaken that this employee may see with this number or applicant, the newest first."""
    zaken = zaken_voor(medewerker).voor_lijst()
    op_nummer = list(zaken.filter(identificatie=zoekterm)[:1]) if zoekterm else []
    if op_nummer or len(zoekterm) < MIN_LETTERS:
        return op_nummer
    # Who may only know that a zaak exists does not find it by a name.
    op_naam = zaken.van_aanvrager(zoekterm).filter(toont_inhoud=True)  # type: ignore[misc]
    return list(op_naam.order_by("-pk")[:MAX_GEVONDEN])
