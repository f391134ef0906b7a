"""Who may open which form and which draft."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from formulieren.models import FormulierVersie, Inzending
from mijnportaal.accounts.aanmelding import Aanmelding


def formulieren_voor_iedereen() -> QuerySet[FormulierVersie]:
    """Return the published version of every form, in the order of the catalogue."""
    return FormulierVersie.objects.gepubliceerd().select_related("formulier").order_by("formulier__volgorde", "formulier__slug")


def formulier_voor_iedereen(slug: str) -> FormulierVersie:
    """Return the published version of one form, or 404."""
    versie = formulieren_voor_iedereen().select_related("formulier__zaaktype").filter(formulier__slug=slug).first()
    if versie is None:
        raise Http404
    return versie


def inzendingen_voor(aanmelding: Aanmelding) -> QuerySet[Inzending]:
    """Return the drafts and submissions of this visitor: those of the account, or those that this browser began."""
    inzendingen = Inzending.objects.select_related("formulierversie__formulier__zaaktype", "zaak", "gebruiker")
    if aanmelding.gebruiker is not None:
        return inzendingen.filter(gebruiker=aanmelding.gebruiker)
    # S-29: the uuid alone opens nothing; only the session that began it does.
    return inzendingen.filter(gebruiker=None, uuid__in=aanmelding.inzendingen)


def concepten_voor(aanmelding: Aanmelding, versie: FormulierVersie | None = None) -> QuerySet[Inzending]:
    """Return the unsent drafts of this visitor, of one form or of all, the newest first."""
    concepten = inzendingen_voor(aanmelding).filter(status=Inzending.Status.CONCEPT).order_by("-bijgewerkt_op")
    return concepten.filter(formulierversie__formulier=versie.formulier_id) if versie else concepten


def inzending_voor(aanmelding: Aanmelding, slug: str, uuid: UUID) -> Inzending:
    """Return the submission of this visitor with this form, or 404."""
    inzending = inzendingen_voor(aanmelding).filter(uuid=uuid, formulierversie__formulier__slug=slug).first()
    if inzending is None:
        raise Http404
    return inzending
