"""The worklist, the search box, and the page of one zaak."""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mijnportaal.accounts.beleid import voor_profiel
from mijnportaal.accounts.models import Profiel
from mijnportaal.accounts.verzoek import MedewerkerVerzoek
from zaken.behandeling import werkvoorraad as lijsten
from zaken.behandeling.forms import FilterForm
from zaken.behandeling.inzage import bekijk_zaak
from zaken.behandeling.tijdlijn import tijdlijn_van
from zaken.behandeling.toestand import dagen_over
from zaken.behandeling.zaakbeeld import zaakbeeld
from zaken.behandeling.zoeken import MAX_GEVONDEN, zoek
from zaken.toegang import zaak_voor

BEHANDELAARS = (Profiel.BEHANDELAAR, Profiel.COORDINATOR)


@voor_profiel(*BEHANDELAARS)
@require_GET
def werkvoorraad(request: MedewerkerVerzoek) -> HttpResponse:
    """Show one queue, filtered, a page at a time; what ends first stands on top."""
    vandaag = timezone.localdate()
    alle = lijsten.werklijsten(request.user, vandaag)
    lijst = lijsten.kies(alle, request.GET.get("lijst", ""))
    form = FilterForm({**request.GET.dict(), "lijst": lijst.sleutel}, medewerker=request.user)
    form.full_clean()
    zaken = lijsten.gefilterd(lijst, form.cleaned_data, request.user)
    bladzijde = lijsten.bladzijde(lijst, zaken, request.GET.get("na", ""))
    rail = lijsten.rail(alle, lijst)
    chips = lijsten.chips(form, lijst)
    context = {
        "lijst": lijst,
        "rail": rail,
        "kpis": lijsten.kpis(lijst, lijsten.aantal_in(rail, alle, "niet-verdeeld"), vandaag),
        "filter": form,
        "fouten": form.foutlijst(),
        "chips": chips,
        "aantal": lijsten.aantal_in(rail, alle, lijst.sleutel) if not chips else lijsten.tel(zaken),
        "tel_tot": lijsten.TEL_TOT,
        "regels": [lijsten.regel_van(zaak, vandaag) for zaak in bladzijde.rijen],
        "bladzijde": bladzijde,
        "volgende_url": lijsten.met_sleutel(request.GET, bladzijde.volgende),
        "eerste_url": lijsten.met_sleutel(request.GET, ""),
    }
    return render(request, "behandeling/werkvoorraad.html", context)


@voor_profiel(*BEHANDELAARS)
@require_POST
def zoeken(request: MedewerkerVerzoek) -> HttpResponse:
    """Go to the zaak with this number, or list those of people with this name; no name stands in an address."""
    zoekterm = request.POST.get("zoek", "").replace("\0", "").strip()  # the database refuses a null character
    zaken = zoek(request.user, zoekterm)
    if len(zaken) == 1 and zaken[0].identificatie == zoekterm:
        return redirect("behandeling:zaak", uuid=zaken[0].uuid)
    vandaag = timezone.localdate()
    context = {
        "zoekterm": zoekterm,
        "regels": [lijsten.regel_van(zaak, vandaag) for zaak in zaken],
        "max_gevonden": MAX_GEVONDEN,
    }
    return render(request, "behandeling/zoeken.html", context)


@voor_profiel(*BEHANDELAARS)
@require_GET
def zaak(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Show everything of one zaak, after writing down who looks."""
    gevonden = bekijk_zaak(zaak_voor(request.user, uuid), request.user, scherm="werk/zaak")
    punt = (gevonden.geometrie or {}).get("coordinates", [None, None])
    context = {
        "beeld": zaakbeeld(gevonden, request.user),
        "zaak": gevonden,
        "versie": gevonden.zaaktypeversie,
        "dagen": dagen_over(gevonden, timezone.localdate()),
        "gebeurtenissen": tijdlijn_van(gevonden),
        "lon": punt[0],
        "lat": punt[1],
        "tegels": settings.KAART["tegels"],
        "kruimels": [
            (_("Werkvoorraad"), reverse("behandeling:werkvoorraad")),
            (gevonden.identificatie, None),
        ],
    }
    return render(request, "behandeling/zaak.html", context)
