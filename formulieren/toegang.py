"""Who may open which form and which draft."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from formulieren.definitie import Definitie
from formulieren.models import Afspraak, FormulierVersie, Inzending
from mijnportaal.accounts.aanmelding import Aanmelding, Niveau
from mijnportaal.accounts.beleid import vereis_niveau
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.opslag import mag_open
from zaken.models import Informatieobjectversie


def formulieren_voor_iedereen() -> QuerySet[FormulierVersie]:
    """Return the published version of every form, in the order of the catalogue."""
    return (
        FormulierVersie.objects.gepubliceerd()
        .select_related("formulier")
        .order_by("formulier__volgorde", "formulier__slug")
    )


def formulier_voor_iedereen(slug: str) -> FormulierVersie:
    """Return the published version of one form, or 404."""
    versie = formulieren_voor_iedereen().select_related("formulier__zaaktype").filter(formulier__slug=slug).first()
    if versie is None:
        raise Http404
    return versie


def eis_invullen(aanmelding: Aanmelding, versie: FormulierVersie) -> None:
    """Pass silently when this visitor may fill in this form; else ask for a (surer) login, or refuse."""
    if aanmelding.gebruiker is not None and aanmelding.gebruiker.is_medewerker:
        raise PermissionDenied(
            _("U bent ingelogd als medewerker. Log eerst uit om zelf iets aan te vragen of te melden.")
        )
    vereis_niveau(aanmelding, Niveau(versie.niveau))


def inzendingen_voor(aanmelding: Aanmelding) -> QuerySet[Inzending]:
    """Return the drafts and submissions of this visitor: those of the account, and those that this browser began."""
    inzendingen = Inzending.objects.select_related("formulierversie__formulier__zaaktype", "zaak", "gebruiker")
    # S-29: the uuid alone opens nothing; only the account or the session that began it does.
    van_sessie = Q(gebruiker=None, uuid__in=aanmelding.inzendingen)
    return inzendingen.filter(van_sessie | Q(gebruiker=aanmelding.gebruiker) if aanmelding.gebruiker else van_sessie)


def concepten_voor(aanmelding: Aanmelding, versie: FormulierVersie | None = None) -> QuerySet[Inzending]:
    """Return the unsent drafts of this visitor, of one form or of all, the newest first."""
    concepten = inzendingen_voor(aanmelding).exclude(status=Inzending.Status.VERZONDEN).order_by("-bijgewerkt_op")
    return concepten.filter(formulierversie__formulier=versie.formulier_id) if versie else concepten


def inzending_voor(aanmelding: Aanmelding, slug: str, uuid: UUID) -> Inzending:
    """Return the submission of this visitor with this form, or 404.

    A visitor whose session has ended is asked to log in again: the draft waits (A-12, W-09).
    """
    inzending = inzendingen_voor(aanmelding).filter(uuid=uuid, formulierversie__formulier__slug=slug).first()
    if inzending is None and aanmelding.gebruiker is None:
        _vraag_login(slug, uuid)
    if inzending is None:
        raise Http404
    eis_invullen(aanmelding, inzending.formulierversie)
    return inzending


def _vraag_login(slug: str, uuid: UUID) -> None:
    """Ask for the login when there is such a draft and it belongs to an account."""
    # In one filter, so that it is about this draft and not about any draft of the form.
    van_account = {"inzendingen__uuid": uuid, "inzendingen__gebruiker__isnull": False}
    versie = FormulierVersie.objects.filter(formulier__slug=slug, **van_account).first()
    if versie is not None:
        vereis_niveau(Aanmelding(), max(Niveau(versie.niveau), Niveau.BASIS))


def afspraken_voor(inwoner: Gebruiker) -> QuerySet[Afspraak]:
    """Return the appointments that this person made and that still stand, the first one first."""
    return Afspraak.objects.bevestigd().filter(inzending__gebruiker=inwoner).select_related("product", "locatie")


def aanvraag_van(inzending: Inzending) -> Informatieobjectversie:
    """Return the PDF of what was sent, for whoever may open the submission (Awb 2:17); 404 before it was sent."""
    soort = Definitie(inzending.formulierversie.definitie).documenttype
    versies = Informatieobjectversie.objects.filter(
        informatieobject__zaken__zaak=inzending.zaak_id, informatieobject__informatieobjecttype__omschrijving=soort
    )
    versie = versies.order_by("informatieobject", "-versie").first() if inzending.zaak_id else None
    if versie is None:
        raise Http404
    if not mag_open(versie.scanstatus):
        raise PermissionDenied(
            _("Wij controleren dit bestand nog op virussen. Probeer het over een paar minuten nog eens.")
        )
    return versie
