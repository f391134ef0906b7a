"""One page for each policy, beside all pages of the portal."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from mijnportaal.accounts.aanmelding import Niveau
from mijnportaal.accounts.beleid import (
    openbaar,
    vereis_niveau,
    voor_ingelogd,
    voor_inwoner,
    voor_medewerker,
    voor_profiel,
)
from mijnportaal.accounts.models import Profiel
from mijnportaal.accounts.verzoek import Verzoek


@openbaar
def voor_iedereen(request: HttpRequest) -> HttpResponse:
    """Answer everybody."""
    return HttpResponse("iedereen")


@voor_ingelogd
def ingelogd(request: Verzoek) -> HttpResponse:
    """Answer with the level of the login."""
    return HttpResponse(request.aanmelding.niveau.name)


@voor_inwoner
def inwoner(request: HttpRequest) -> HttpResponse:
    """Answer a resident."""
    return HttpResponse("alleen voor inwoners")


@voor_inwoner(niveau=Niveau.SUBSTANTIEEL)
def substantieel(request: HttpRequest) -> HttpResponse:
    """Answer a resident who logged in surely."""
    return HttpResponse("substantieel")


@voor_inwoner(niveau=Niveau.HOOG)
def hoog(request: HttpRequest) -> HttpResponse:
    """Answer a resident who logged in most surely."""
    return HttpResponse("hoog")


@openbaar
def formulier(request: Verzoek) -> HttpResponse:
    """Answer who logged in as surely as the data of this page asks."""
    vereis_niveau(request.aanmelding, Niveau.SUBSTANTIEEL)
    return HttpResponse("formulier")


@voor_medewerker
def medewerker(request: HttpRequest) -> HttpResponse:
    """Answer staff."""
    return HttpResponse("medewerker")


@voor_profiel(Profiel.KCC, Profiel.COORDINATOR)
def klantcontact(request: HttpRequest) -> HttpResponse:
    """Answer staff of the contact centre."""
    return HttpResponse("klantcontact")


def vergeten(request: HttpRequest) -> HttpResponse:
    """Answer nobody: this view has no policy."""
    return HttpResponse("vergeten")


urlpatterns = [
    path("proef/iedereen/", voor_iedereen),
    path("proef/ingelogd/", ingelogd),
    path("proef/inwoner/", inwoner),
    path("proef/substantieel/", substantieel),
    path("proef/hoog/", hoog),
    path("proef/formulier/", formulier),
    path("proef/medewerker/", medewerker),
    path("proef/klantcontact/", klantcontact),
    path("proef/vergeten/", vergeten),
    path("", include("mijnportaal.urls")),
]

handler500 = "mijnportaal.kern.views.serverfout"
