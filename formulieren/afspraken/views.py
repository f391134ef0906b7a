"""The page of one appointment: when and where, and moving or cancelling it yourself."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from formulieren.afspraken import koppeling
from formulieren.afspraken.agenda import Keuze
from formulieren.afspraken.berichten import voor_wie, wanneer
from formulieren.afspraken.boeken import annuleer, te_wijzigen, verzet, vind
from formulieren.afspraken.ical import MIMETYPE, agendabestand
from formulieren.afspraken.invoer import Getypt, Tijdkeuze, moment
from formulieren.models import Afspraak
from mijnportaal.accounts.aanmelding import Niveau
from mijnportaal.accounts.actoren import Naamloos
from mijnportaal.accounts.beleid import openbaar, vereis_niveau
from mijnportaal.accounts.verzoek import Verzoek


@openbaar
@require_http_methods(["GET", "HEAD", "POST"])
def afspraak(request: Verzoek, bewijs: str) -> HttpResponse:
    """Show an appointment, and move or cancel it."""
    gevraagd = _afspraak(request, bewijs)
    if request.method == "POST" and "herlaad" not in request.POST:
        return _verander(request, gevraagd)
    getypt = Getypt.uit(request.POST, "nieuw")
    verzetten = te_wijzigen(gevraagd, timezone.now()) and ("verzetten" in request.GET or "herlaad" in request.POST)
    keuze = Keuze(gevraagd.product, gevraagd.locatie, gevraagd.personen)
    context = {
        "afspraak": gevraagd,
        "waarvoor": voor_wie(gevraagd.product.naam, gevraagd.personen),
        "wanneer": wanneer(gevraagd.begin, gevraagd.einde),
        "te_wijzigen": te_wijzigen(gevraagd, timezone.now()),
        "voorbij": gevraagd.begin < timezone.now(),
        "bewijs": bewijs,
        "tijden": Tijdkeuze.voor(keuze, getypt, eigen=gevraagd.uuid) if verzetten else None,
    }
    return render(request, "formulieren/afspraak.html", context)


@openbaar
@require_GET
def agenda(request: Verzoek, bewijs: str) -> HttpResponse:
    """Return the appointment as a file for a calendar."""
    gevraagd = _afspraak(request, bewijs)
    inhoud = agendabestand(gevraagd, adres=koppeling.adres_van(gevraagd))
    koppen = {"Content-Disposition": 'attachment; filename="afspraak.ics"'}
    return HttpResponse(inhoud, content_type=f"{MIMETYPE}; charset=utf-8", headers=koppen)


def _verander(request: Verzoek, gevraagd: Afspraak) -> HttpResponse:
    door = request.aanmelding.gebruiker or Naamloos.ZONDER_LOGIN
    try:
        if "annuleer" in request.POST:
            annuleer(gevraagd, door=door)
            messages.success(request, _("Uw afspraak is geannuleerd. U krijgt een bericht."))
        elif begin := moment(request.POST.get("nieuw_tijd", "")):
            verzet(gevraagd, begin, door=door)
            messages.success(request, _("Uw afspraak is verzet. U krijgt een bericht met de nieuwe tijd."))
        else:
            messages.error(request, _("Kies een dag en een tijd."))
            return redirect(f"{koppeling.pad_van(gevraagd)}?verzetten=1")
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
    return redirect(koppeling.pad_van(gevraagd))


def _afspraak(request: Verzoek, bewijs: str) -> Afspraak:
    """Return the appointment of this address; of somebody with an account only after logging in as surely as then."""
    uuid: UUID | None = koppeling.lees(bewijs)
    gevonden = vind(uuid) if uuid else None
    if gevonden is None or gevonden.zaak is None:
        raise Http404
    eigenaar = gevonden.inzending.gebruiker
    if eigenaar is not None:
        vereis_niveau(request.aanmelding, max(Niveau(gevonden.inzending.formulierversie.niveau), Niveau.BASIS))
        if request.aanmelding.gebruiker != eigenaar:
            raise Http404
    return gevonden
