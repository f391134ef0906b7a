"""The fee tables of a form: what a definition has to say before `tarief` can read it."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from formulieren.regels.datums import datum
from formulieren.regels.waarden import Json, als_getal


def fouten_in_tabellen(tabellen: Json) -> list[str]:
    """Return what is wrong with the fee tables of a definition, one sentence per fault."""
    if not isinstance(tabellen, Mapping):
        return [_("De tabellen zijn geen object van naam naar rijen.")]
    return [f"{naam}: {zin}" for naam, rijen in tabellen.items() for zin in dict.fromkeys(_fouten(rijen))]


def _fouten(rijen: Json) -> Iterator[str]:
    if not isinstance(rijen, list) or not rijen:
        yield _("De tabel heeft geen rijen.")
        return
    for rij in rijen:
        vanaf = rij.get("vanaf") if isinstance(rij, Mapping) else None
        # As text, because dates are compared as text.
        if not isinstance(vanaf, str) or len(vanaf) != 10 or datum(vanaf) is None:
            yield _("Elke rij van een tabel heeft een datum vanaf wanneer zij geldt.")
        waarden = rij.get("waarden") if isinstance(rij, Mapping) else None
        if not isinstance(waarden, Mapping) or any(als_getal(bedrag) is None for bedrag in waarden.values()):
            yield _("Elke rij van een tabel heeft waarden: van code naar getal.")
