"""Whose upload it is: of the visitor whose draft it is, and of nobody else (S-01)."""

from uuid import UUID

from django.http import Http404, HttpRequest

from formulieren.dossier import Dossier, Gesteld
from formulieren.models import Bijlage, Inzending, Upload
from formulieren.toegang import eis_invullen, inzendingen_voor
from mijnportaal.accounts.beveiligingslog import meld
from mijnportaal.accounts.verzoek import Verzoek


def concept_voor(request: Verzoek, slug: str, uuid: UUID) -> Inzending:
    """Return the draft of this visitor, or 404; somebody else's is told to the security log."""
    inzendingen = inzendingen_voor(request.aanmelding).filter(uuid=uuid, formulierversie__formulier__slug=slug)
    inzending = inzendingen.first()
    if inzending is None:
        raise _niet_van_u(request, Inzending.objects.filter(uuid=uuid).exists(), inzending=uuid)
    eis_invullen(request.aanmelding, inzending.formulierversie)
    return inzending


def upload_voor(request: Verzoek, inzending: Inzending, token: UUID) -> Upload:
    """Return the upload of this draft, or 404: used up, expired, or of another draft."""
    upload = inzending.uploads.filter(uuid=token).first()
    if upload is None:
        raise _niet_van_u(request, Upload.objects.filter(uuid=token).exists(), upload=token)
    return upload


def bijlage_voor(request: Verzoek, inzending: Inzending, uuid: UUID) -> Bijlage:
    """Return the file of this draft, or 404."""
    bijlage = inzending.bijlagen.filter(uuid=uuid).first()
    if bijlage is None:
        raise _niet_van_u(request, Bijlage.objects.filter(uuid=uuid).exists(), bijlage=uuid)
    return bijlage


def bestandsvraag(inzending: Inzending, naam: str) -> Gesteld:
    """Return the file question with this name on a page, when it is asked at all."""
    for _stap, gesteld in Dossier(inzending).alles_gesteld():
        if gesteld.naam == naam and gesteld.component.neemt_bestanden:
            return gesteld
    raise Http404


def vraag_van(upload: Upload) -> Gesteld:
    """Return the question that the upload is for; it may have been hidden meanwhile."""
    for _stap, gesteld in Dossier(upload.inzending).alles_gesteld():
        if gesteld.plek == upload.plek:
            return gesteld
    raise Http404


def _niet_van_u(request: HttpRequest, bestaat: bool, **wat: UUID) -> Http404:
    if bestaat:
        meld(request, "upload", resultaat="geweigerd", **{naam: str(uuid) for naam, uuid in wat.items()})
    return Http404()
