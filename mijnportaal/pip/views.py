"""What a resident sees: the catalogue for everybody, and behind login the own zaken, tasks, messages and documents."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from formulieren.betalen.koppeling import pad_van as betaalpad
from mijnportaal.accounts.beleid import openbaar, voor_inwoner
from mijnportaal.accounts.verzoek import InwonerVerzoek, Verzoek
from mijnportaal.kern.opslag import download_antwoord
from mijnportaal.kern.uploaden import neemt_bestanden
from mijnportaal.notificaties.services import markeer_gelezen
from mijnportaal.pip.berichten import berichtregel, met_zaak
from mijnportaal.pip.forms import TaakForm, Zakenfilter
from mijnportaal.pip.kaarten import taakregels, voor_kaarten, zaakkaarten
from mijnportaal.pip.overzicht import overzicht as maak_overzicht
from mijnportaal.pip.overzicht import producten
from mijnportaal.pip.toegang import bericht_voor, berichten_voor
from mijnportaal.pip.zaakpagina import zaakpagina
from zaken.models import Taak
from zaken.services.taken import lever_in
from zaken.toegang import document_voor, taak_voor, taken_voor, zaak_voor, zaken_voor

PER_PAGINA = 12


@openbaar
@require_GET
def home(request: Verzoek) -> HttpResponse:
    """Show everything that people can arrange with us, and how they can do so without the internet (N-01)."""
    return render(request, "pip/home.html", {"producten": producten()})


@openbaar
@require_GET
def toegankelijkheid(request: Verzoek) -> HttpResponse:
    """Show for whom this site works, what does not work yet, and where to say so."""
    return render(request, "pip/toegankelijkheid.html")


@openbaar
@require_GET
def privacy(request: Verzoek) -> HttpResponse:
    """Show what we keep of people, why, and for how long."""
    return render(request, "pip/privacy.html")


@voor_inwoner
@require_GET
def overzicht(request: InwonerVerzoek) -> HttpResponse:
    """Show what needs attention now."""
    pagina = maak_overzicht(request.aanmelding, request.user, nu=timezone.localtime())
    return render(request, "pip/overzicht.html", {"pagina": pagina})


@voor_inwoner
@require_GET
def zaken(request: InwonerVerzoek) -> HttpResponse:
    """Show the own zaken, open ones first."""
    filter_ = Zakenfilter(request.GET)
    volgorde = (F("einddatum").desc(nulls_first=True), "-startdatum", "-pk")
    gevonden = filter_.kies(voor_kaarten(zaken_voor(request.user))).order_by(*volgorde)
    pagina = Paginator(gevonden, PER_PAGINA).get_page(request.GET.get("pagina"))
    kaarten = zaakkaarten(list(pagina), vandaag=timezone.localdate())
    return render(request, "pip/zaken.html", {"filter": filter_, "pagina": pagina, "kaarten": kaarten})


@voor_inwoner
@require_GET
def zaak(request: InwonerVerzoek, uuid: UUID) -> HttpResponse:
    """Show where one zaak stands."""
    pagina = zaakpagina(zaak_voor(request.user, uuid), request.user, vandaag=timezone.localdate())
    kruimels = [(_("Overzicht"), reverse("pip:overzicht")), (_("Mijn zaken"), reverse("pip:zaken"))]
    return render(
        request, "pip/zaak.html", {"pagina": pagina, "kruimels": [*kruimels, (pagina.zaak.omschrijving, None)]}
    )


@voor_inwoner
@require_GET
def taken(request: InwonerVerzoek) -> HttpResponse:
    """Show what we ask of this resident, the most urgent first, and what was done before."""
    alle = taken_voor(request.user).select_related("zaak", "betaling")
    open_taken = taakregels(alle.open().order_by("uiterlijk_op", "pk"), vandaag=timezone.localdate())
    gedaan = Paginator(alle.exclude(status=Taak.Status.OPEN).order_by("-gesloten_op", "-pk"), PER_PAGINA)
    return render(
        request, "pip/taken.html", {"taken": open_taken, "gedaan": gedaan.get_page(request.GET.get("pagina"))}
    )


@neemt_bestanden
@voor_inwoner
@require_http_methods(["GET", "HEAD", "POST"])
def taak(request: InwonerVerzoek, uuid: UUID) -> HttpResponse:
    """Show one task, and take in the answer."""
    gevraagd = taak_voor(request.user, uuid)
    if hasattr(gevraagd, "betaling") and gevraagd.betaling.is_lopend:
        return redirect(betaalpad(gevraagd.betaling))
    formulier = TaakForm(request.POST or None, request.FILES or None, taak=gevraagd)
    if request.method == "POST" and _ingeleverd(request, gevraagd, formulier):
        messages.success(request, _("Wij hebben uw antwoord ontvangen. U ziet het terug bij uw zaak."))
        return redirect("pip:zaak", gevraagd.zaak.uuid)
    kruimels = [(_("Overzicht"), reverse("pip:overzicht")), (_("Mijn taken"), reverse("pip:taken"))]
    context = {
        "taak": gevraagd,
        "dagen": (gevraagd.uiterlijk_op - timezone.localdate()).days,
        "form": formulier,
        "kruimels": [*kruimels, (gevraagd.titel, None)],
    }
    return render(request, "pip/taak.html", context)


def _ingeleverd(request: InwonerVerzoek, gevraagd: Taak, formulier: TaakForm) -> bool:
    """Return whether the task is done; the reasons why not stand in the form."""
    if not formulier.is_valid():
        return False
    invoer = formulier.cleaned_data
    try:
        lever_in(gevraagd, antwoord=invoer["antwoord"], uploads=invoer.get("documenten", []), door=request.user)
    except ValidationError as fout:
        formulier.add_error(None, fout)
        return False
    return True


@voor_inwoner
@require_GET
def berichten(request: InwonerVerzoek) -> HttpResponse:
    """Show our messages, the newest first."""
    pagina = Paginator(met_zaak(berichten_voor(request.user)), PER_PAGINA).get_page(request.GET.get("pagina"))
    regels = [berichtregel(rij) for rij in pagina]
    return render(request, "pip/berichten.html", {"pagina": pagina, "berichten": regels})


@voor_inwoner
@require_GET
def bericht(request: InwonerVerzoek, uuid: UUID) -> HttpResponse:
    """Show one message and keep that it was opened: the proof of reading (Awb 2:25; docs/besluiten)."""
    gevraagd = bericht_voor(request.user, uuid)
    markeer_gelezen(gevraagd)
    kruimels = [(_("Overzicht"), reverse("pip:overzicht")), (_("Berichten"), reverse("pip:berichten"))]
    context = {
        "bericht": gevraagd,
        "regel": berichtregel(gevraagd),
        "kruimels": [*kruimels, (gevraagd.onderwerp, None)],
    }
    return render(request, "pip/bericht.html", context)


@voor_inwoner
@require_GET
def document(request: InwonerVerzoek, uuid: UUID) -> HttpResponseBase:
    """Return one document of an own zaak as a download."""
    versie = document_voor(request.user, uuid).informatieobject.versies.latest("versie")
    return download_antwoord(
        pad=versie.pad,
        naam=versie.bestandsnaam,
        mimetype=versie.mimetype,
        omvang=versie.omvang or 0,
        sha256=versie.sha256,
        verzoek=request,
    )
