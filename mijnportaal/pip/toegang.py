"""Which messages a resident may read; zaken, tasks and documents are found through `zaken.toegang`."""

from uuid import UUID

from django.http import Http404

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.notificaties.models import Bericht, BerichtQuerySet


def berichten_voor(inwoner: Gebruiker) -> BerichtQuerySet:
    """Return the messages to this person in the portal, the newest first."""
    return Bericht.objects.in_portaal(inwoner.pk)


def bericht_voor(inwoner: Gebruiker, uuid: UUID) -> Bericht:
    """Return one message to this person, or 404."""
    bericht = berichten_voor(inwoner).select_related("gebeurtenisbericht__gebeurtenis__zaak").filter(uuid=uuid).first()
    if bericht is None:
        raise Http404
    return bericht
