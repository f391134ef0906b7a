"""Which closed zaken an archivaris keeps: those of the zaaktypen on which he may archive."""

from uuid import UUID

from django.http import Http404

from mijnportaal.accounts.models import Gebruiker
from zaken.models import Recht, Zaak
from zaken.models.zaak import ZaakQuerySet
from zaken.toegang import zaak_voor, zaken_voor


def archiefzaken_voor(medewerker: Gebruiker) -> ZaakQuerySet:
    """Return the closed zaken that this employee keeps."""
    return zaken_voor(medewerker, Recht.ARCHIVEREN).afgesloten()


def archiefzaak_voor(medewerker: Gebruiker, uuid: UUID) -> Zaak:
    """Return a closed zaak; 404 when it is open or not there for this employee, 403 when he may not archive it."""
    zaak = zaak_voor(medewerker, uuid, Recht.ARCHIVEREN)
    if zaak.is_open:
        raise Http404
    return zaak
