"""Find a zaak by its number, or by the name of who asked for it."""

from django.db.models import Q

from mijnportaal.accounts.models import Gebruiker
from zaken.models import Betrokkene, Rol, Rolsoort, Zaak
from zaken.toegang import zaken_voor

MAX_GEVONDEN = 20
MIN_LETTERS = 3


def zoek(medewerker: Gebruiker, zoekterm: str) -> list[Zaak]:
    """Return the zaken that this employee may see with this number or applicant, the newest first."""
    zaken = zaken_voor(medewerker).voor_lijst()
    op_nummer = list(zaken.filter(identificatie__iexact=zoekterm)[:1]) if zoekterm else []
    if op_nummer or len(zoekterm) < MIN_LETTERS:
        return op_nummer
    namen = Q(achternaam__istartswith=zoekterm) | Q(naam__istartswith=zoekterm)
    rollen = Rol.objects.filter(soort=Rolsoort.INITIATOR, betrokkene__in=Betrokkene.objects.filter(namen))
    # Who may only know that a zaak exists does not find it by a name.
    op_naam = zaken.filter(toont_inhoud=True, pk__in=rollen.values("zaak"))  # type: ignore[misc]
    return list(op_naam.order_by("-pk")[:MAX_GEVONDEN])
