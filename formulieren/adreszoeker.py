"""The address question while somebody types: which addresses there are, for the script of the page.

A comfort: without it the server finds the same address when the page is sent. Only for who has a draft with such a
question, so that nobody uses us to ask the register.
"""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_POST

from formulieren.componenten.adres import korte_lijst, zoek_op
from formulieren.definitie import Definitie
from formulieren.toegang import inzending_voor
from mijnportaal.accounts.beleid import openbaar
from mijnportaal.accounts.verzoek import Verzoek
from mijnportaal.bronnen.adressen import huisnummerdelen
from mijnportaal.kern.identificatie import controleer_postcode


@openbaar
@require_POST
def adres(request: Verzoek, slug: str, uuid: UUID) -> HttpResponse:
    """Return the addresses with this postcode and number; posted, so that no address stands in an address (S-30)."""
    inzending = inzending_voor(request.aanmelding, slug, uuid)
    definitie = Definitie(inzending.formulierversie.definitie)
    if not inzending.is_concept or not any(vraag.type == "adres" for vraag in definitie.elke_vraag()):
        raise Http404
    try:
        postcode = controleer_postcode(request.POST.get("postcode", ""))
    except ValidationError:
        return JsonResponse({"adressen": [], "stil": False})
    delen = huisnummerdelen(request.POST.get("huisnummer", ""))
    if delen is None or not delen[0]:
        return JsonResponse({"adressen": [], "stil": False})
    opgezocht = zoek_op(postcode, delen[0])
    return JsonResponse({"adressen": korte_lijst(opgezocht.adressen), "stil": not opgezocht.bereikbaar})


urls = [path("<slug:slug>/<uuid:uuid>/adres/", adres, name="adres")]
