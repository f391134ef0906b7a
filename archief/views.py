"""The pages of the archivaris: which zaken are kept until when, and why. Nothing can be changed here yet."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from archief import overzicht as lijsten
from archief.forms import FilterForm
from archief.toegang import archiefzaak_voor
from archief.uitleg import selectielijstrij, uitleg_van
from mijnportaal.accounts.beleid import voor_profiel
from mijnportaal.accounts.inzage import leg_inzage_vast
from mijnportaal.accounts.models import Inzage, Profiel
from mijnportaal.accounts.verzoek import MedewerkerVerzoek
from zaken.services.catalogus.archiefregels import procestype_van


@voor_profiel(Profiel.ARCHIEF)
@require_GET
def overzicht(request: MedewerkerVerzoek) -> HttpResponse:
    """Show one list of closed zaken, filtered, a page at a time."""
    vandaag = timezone.localdate()
    alle = lijsten.archieflijsten(request.user, vandaag)
    lijst = lijsten.kies(alle, request.GET.get("lijst", ""))
    form = FilterForm({**request.GET.dict(), "lijst": lijst.sleutel}, medewerker=request.user)
    form.full_clean()
    bladzijde = lijsten.bladzijde(lijst, lijsten.gefilterd(lijst.zaken, form.cleaned_data), request.GET.get("na", ""))
    parameters = request.GET.copy()
    parameters["na"] = bladzijde.volgende
    context = {
        "lijst": lijst,
        "rail": lijsten.rail(alle, lijst),
        "filter": form,
        "fouten": form.foutlijst(),
        "bladzijde": bladzijde,
        "vandaag": vandaag,
        "volgende_url": f"?{parameters.urlencode()}",
    }
    return render(request, "archief/overzicht.html", context)


@voor_profiel(Profiel.ARCHIEF)
@require_GET
def zaak(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Show until when one zaak is kept and how that date came about, after writing down who looks."""
    gevonden = archiefzaak_voor(request.user, uuid)
    resultaat = getattr(gevonden, "resultaat", None)
    doel = f"Archiefbeheer van zaak {gevonden.identificatie}"
    leg_inzage_vast(
        request.user, soort=Inzage.Onderwerp.ZAAK, onderwerp=gevonden.uuid, doel=doel, scherm="archief/zaak"
    )
    context = {
        "zaak": gevonden,
        "versie": gevonden.zaaktypeversie,
        "resultaat": resultaat,
        "rij": selectielijstrij(gevonden, resultaat.resultaattype) if resultaat else None,
        "procestype": procestype_van(gevonden.zaaktypeversie),
        "stappen": uitleg_van(gevonden),
        "aantal_documenten": gevonden.documenten.count(),
        "kruimels": [(_("Archief"), reverse("archief:overzicht")), (gevonden.identificatie, None)],
    }
    return render(request, "archief/zaak.html", context)
