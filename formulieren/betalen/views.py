"""Pay: the page with the amount, the way to the checkout and back, and the door at which the provider knocks."""

import logging
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from formulieren.betalen import koppeling
from formulieren.betalen.aanbieder import AanbiederFout
from formulieren.betalen.pagina import betaalpagina
from formulieren.betalen.pogingen import begin, geef_concept_vrij, kijk, kijk_alles
from formulieren.betalen.tasks import vraag_na
from formulieren.dossier import Dossier
from formulieren.models import Betaalpoging, Betaling
from formulieren.paginas import adres, omleiding
from formulieren.toegang import inzending_voor
from mijnportaal.accounts.actoren import Naamloos
from mijnportaal.accounts.beleid import openbaar
from mijnportaal.accounts.verzoek import Verzoek
from mijnportaal.kern.taken import start_na_commit

logger = logging.getLogger(__name__)


@openbaar
@require_http_methods(["GET", "HEAD", "POST"])
def betalen(request: Verzoek, slug: str, uuid: UUID) -> HttpResponse:
    """Show what has to be paid for a submission, and do what its buttons say."""
    inzending = inzending_voor(request.aanmelding, slug, uuid)
    betaling = inzending.betalingen.select_related("inzending", "taak").order_by("-pk").first()
    if betaling and request.method == "POST":
        return _doe(request, betaling, adres("betalen", inzending))
    klaar = betaling is None or (betaling.is_binnen and inzending.zaak_id)
    if betaling is None or klaar or inzending.is_concept:
        return redirect(omleiding(Dossier(inzending)) or adres("controle", inzending))
    return _toon(request, betaling)


@openbaar
@require_http_methods(["GET", "HEAD", "POST"])
def betaallink(request: Verzoek, bewijs: str) -> HttpResponse:
    """Show the same to whoever has the signed address from a mail: what, how much, and nothing else."""
    betaling = koppeling.vind(bewijs)
    if betaling is None:
        raise Http404
    if request.method == "POST":
        return _doe(request, betaling, koppeling.pad_van(betaling))
    return _toon(request, betaling)


@csrf_exempt
@openbaar
@require_POST
def melding(request: Verzoek) -> HttpResponse:
    """Hear that something changed, and ask the provider what; whatever else stands in the message is not read.

    An unknown id gets the same answer as a known one, so that nobody learns which ones exist.
    """
    kenmerk = request.POST.get("id", "")[:100].replace("\0", "")
    poging = Betaalpoging.objects.select_related("betaling__inzending").filter(kenmerk=kenmerk).first()
    if poging:
        try:
            kijk(poging)
        except AanbiederFout as fout:
            logger.warning("betaaldienst antwoordt niet", extra={"poging": str(poging.uuid), "fout": str(fout)})
            return HttpResponse(status=503)  # the provider tells it again later
    return HttpResponse(status=200)


def _doe(request: Verzoek, betaling: Betaling, hier: str) -> HttpResponse:
    """Do what the pressed button says, and lead the visitor on; whatever goes wrong is told on the same page."""
    door = request.aanmelding.gebruiker or Naamloos.ZONDER_LOGIN
    try:
        if "betaal" in request.POST:
            return redirect(begin(betaling, terug=request.build_absolute_uri(hier), door=door))
        if "wijzig" in request.POST and betaling.wanneer == Betaling.Wanneer.VOOR:
            geef_concept_vrij(betaling, door=door)
        else:
            kijk_alles(betaling)
    except AanbiederFout as fout:
        logger.warning("betaaldienst antwoordt niet", extra={"betaling": str(betaling.uuid), "fout": str(fout)})
        messages.error(
            request, _("Dit lukt nu niet. Uw antwoorden zijn bewaard. Probeer het over een paar minuten nog eens.")
        )
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
    return redirect(hier)


def _toon(request: Verzoek, betaling: Betaling) -> HttpResponse:
    """Show the page; who has just come back from the checkout sets the question in motion by looking."""
    if betaling.status == Betaling.Status.GESTART:
        start_na_commit(vraag_na, betaling.pk)
    pagina = betaalpagina(betaling, vervolg_url=_vervolg(request, betaling))
    return render(request, "formulieren/betalen.html", {"pagina": pagina})


def _vervolg(request: Verzoek, betaling: Betaling) -> str:
    """Return the page of the zaak, for who may open it."""
    eigen = betaling.inzending.gebruiker_id and request.aanmelding.gebruiker == betaling.inzending.gebruiker
    return reverse("pip:zaak", args=[betaling.zaak.uuid]) if betaling.zaak and eigen else ""
