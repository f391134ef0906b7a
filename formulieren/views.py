"""Filling in a form: introduction, a page per step, check, receipt. Every page works without JavaScript."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from formulieren.definitie import Stap, Vraag
from formulieren.dossier import Dossier
from formulieren.forms import Verzendformulier
from formulieren.meebewegen import bewaarantwoord
from formulieren.models import FormulierVersie, Inzending
from formulieren.paginas import (
    Stappagina,
    adres,
    omleiding,
    ontvangstpagina,
    samenvattingen,
    stapadres,
    startpagina,
    tekortfouten,
    verderadres,
    voortgang,
)
from formulieren.prefill import vul_in
from formulieren.regels.browser import browserregels
from formulieren.services.bijlagen import verwijder_bijlage
from formulieren.services.concept import begin, bewaar_stap, gooi_concept_weg, verwijder_rij, voeg_rij_toe
from formulieren.services.verplaatsen import Verplaatst, verplaats
from formulieren.services.versturen import verstuur
from formulieren.stapformulier import Stapformulier
from formulieren.toegang import aanvraag_van, concepten_voor, eis_invullen, formulier_voor_iedereen, inzending_voor
from formulieren.verschil import Soort
from mijnportaal.accounts.aanmelding import onthoud_inzending
from mijnportaal.accounts.beleid import openbaar
from mijnportaal.accounts.beveiligingslog import meld
from mijnportaal.accounts.verzoek import Verzoek
from mijnportaal.kern.opslag import download_antwoord
from mijnportaal.kern.uploaden import neemt_bestanden
from zaken.models import Zaaktypeversie
from zaken.services.catalogus import versie_voor_eigen_gebruik

# Buttons that may be pressed before everything is filled in.
RIJKNOPPEN = {"rij_erbij", "rij_weg"}
HALVERWEGE = {"opslaan", "vorige", "herlaad", *RIJKNOPPEN}
GET_EN_POST = require_http_methods(["GET", "HEAD", "POST"])


@openbaar
@GET_EN_POST
def start(request: Verzoek, slug: str) -> HttpResponse:
    """Show what the form is about; a POST begins, or goes on with the draft that is there."""
    versie = formulier_voor_iedereen(slug)
    if request.method == "POST":
        return _begin(request, versie)
    geldig = Zaaktypeversie.objects.geldig_op(timezone.localdate())
    pagina = startpagina(
        versie,
        request.aanmelding,
        concept=concepten_voor(request.aanmelding, versie).first(),
        zaaktype=geldig.filter(zaaktype=versie.formulier.zaaktype_id).first(),
    )
    return render(request, "formulieren/start.html", {"pagina": pagina, "definitie": pagina.definitie})


def _begin(request: Verzoek, versie: FormulierVersie) -> HttpResponse:
    eis_invullen(request.aanmelding, versie)
    if versie_voor_eigen_gebruik(versie.formulier.zaaktype_id, timezone.localdate()) is None:
        raise PermissionDenied(_("U kunt dit formulier nu niet invullen. Neem contact met ons op."))
    concept = concepten_voor(request.aanmelding, versie).first()
    if concept and concept.is_concept and "opnieuw" in request.POST and _weggegooid(request, concept):
        concept = None
    if concept:
        _meld_verplaatst(request, verplaats(concept))
        vul_in(concept, request.aanmelding)
        return redirect(verderadres(concept))
    nieuw = begin(versie, door=request.aanmelding.gebruiker)
    vul_in(nieuw, request.aanmelding)
    if nieuw.gebruiker is None:
        onthoud_inzending(request, nieuw.uuid)
    return redirect(stapadres(nieuw, Dossier(nieuw).stappen[0]))


def _weggegooid(request: Verzoek, concept: Inzending) -> bool:
    """Return whether the draft is gone; a reason why not is told."""
    try:
        gooi_concept_weg(concept)
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
        return False
    return True


def _meld_verplaatst(request: Verzoek, verplaatst: Verplaatst) -> None:
    """Tell what changed in the form since somebody began it; nothing when nobody has to look again."""
    opnieuw = [v.vraag.label for v in verplaatst.verschillen if v.soort == Soort.NIEUW or v.andere_vraag]
    if opnieuw:
        zin = _("Wij hebben dit formulier veranderd. Uw antwoorden zijn bewaard. Kijk deze vragen na: %(vragen)s.")
        messages.info(request, zin % {"vragen": ", ".join(opnieuw)})


@neemt_bestanden
@openbaar
@GET_EN_POST
def stap(request: Verzoek, slug: str, uuid: UUID, sleutel: str) -> HttpResponse:
    """Show one page of questions, and keep what is sent."""
    dossier = Dossier(inzending_voor(request.aanmelding, slug, uuid))
    huidig = _stap(dossier, sleutel)
    if elders := omleiding(dossier, huidig):
        return redirect(elders)
    pagina = Stappagina(dossier, huidig)
    if request.method == "POST":
        return _verwerk(request, pagina)
    return _toon(request, pagina, Stapformulier(dossier, huidig))


def _stap(dossier: Dossier, sleutel: str) -> Stap:
    """Return a page that exists for this person, or 404."""
    stap = next((stap for stap in dossier.stappen if stap.sleutel == sleutel), None)
    if stap is None and dossier.inzending.is_concept:
        raise Http404
    return stap or dossier.stappen[0]


def _verwerk(request: Verzoek, pagina: Stappagina) -> HttpResponse:
    """Keep the page and go on; a button other than "next" may be pressed before everything is filled in."""
    inzending, halverwege = pagina.dossier.inzending, not HALVERWEGE.isdisjoint(request.POST)
    formulier = Stapformulier(pagina.dossier, pagina.stap, request.POST, request.FILES, mag_leeg=halverwege)
    _meld_geknoei(request, formulier)
    if "verwijder" in request.POST:
        return _verwijder(request, pagina, formulier)
    if "herlaad" in request.POST:  # a button inside a question: show what goes with what was chosen
        return _toon(request, pagina, formulier.zonder_oordeel())
    if not RIJKNOPPEN.isdisjoint(request.POST):
        return _verander_rijen(request, pagina, formulier)
    try:
        # Going back is always possible: what is wrong is asked again when they return to this page.
        if bewaar_stap(formulier, deels="vorige" in request.POST) or "vorige" in request.POST:
            return redirect(_vervolg(request, pagina))
    except ValidationError as fout:
        formulier.add_error(None, fout)
    inzending.refresh_from_db(fields=["status"])
    return _toon(request, pagina, formulier) if inzending.is_concept else redirect(adres("ontvangen", inzending))


def _meld_geknoei(request: Verzoek, formulier: Stapformulier) -> None:
    """Write one line when something was sent for an answer that a register fixed; it is not read (S-04)."""
    if geknoeid := formulier.geknoeid:
        inzending = formulier.dossier.inzending.uuid
        meld(request, "formulier-vast-antwoord", resultaat="genegeerd", inzending=inzending, vragen=",".join(geknoeid))


def _verwijder(request: Verzoek, pagina: Stappagina, formulier: Stapformulier) -> HttpResponse:
    inzending, gekozen = pagina.dossier.inzending, request.POST["verwijder"]
    bijlagen = [rij for rijen in pagina.dossier.bijlagen.values() for rij in rijen if str(rij.uuid) == gekozen]
    for bijlage in bijlagen:
        verwijder_bijlage(inzending, bijlage.uuid)
        pagina.dossier.bijlagen[bijlage.plek].remove(bijlage)
    return _toon(request, pagina, formulier.zonder_oordeel())


def _verander_rijen(request: Verzoek, pagina: Stappagina, formulier: Stapformulier) -> HttpResponse:
    """Keep what was typed, and add a row to a repeating group or take one out."""
    inzending = pagina.dossier.inzending
    bewaar_stap(formulier, deels=True)
    if vraag := _herhaling(pagina, request.POST.get("rij_erbij", "")):
        voeg_rij_toe(inzending, vraag)
    for vraag, rij in _rijen(pagina, request.POST.get("rij_weg", "")):
        verwijder_rij(inzending, vraag, rij)
    anker = f"#rijen-{vraag.sleutel}" if vraag else ""
    return redirect(f"{stapadres(inzending, pagina.stap)}{anker}")


def _herhaling(pagina: Stappagina, sleutel: str) -> Vraag | None:
    return next((vraag for vraag in pagina.stap.vragen if vraag.is_herhaling and vraag.sleutel == sleutel), None)


def _rijen(pagina: Stappagina, uuid: str) -> list[tuple[Vraag, UUID]]:
    """Return the row with this id and its repeating group, when it stands on this page."""
    herhalingen = [vraag for vraag in pagina.stap.vragen if vraag.is_herhaling]
    return [(vraag, rij) for vraag in herhalingen for rij in pagina.dossier.rijen.get(vraag.id, ()) if str(rij) == uuid]


@openbaar
@require_POST
def bewaar(request: Verzoek, slug: str, uuid: UUID, sleutel: str) -> HttpResponse:
    """Keep what was typed so far, field by field, while someone is filling in; the answer is for the script."""
    dossier = Dossier(inzending_voor(request.aanmelding, slug, uuid))
    formulier = Stapformulier(dossier, _stap(dossier, sleutel), request.POST, mag_leeg=True)
    _meld_geknoei(request, formulier)
    try:
        bewaar_stap(formulier, deels=True)
    except ValidationError as fout:
        return JsonResponse({"bewaard": False, "reden": " ".join(fout.messages)}, status=409)
    return JsonResponse(bewaarantwoord(formulier))


def _vervolg(request: Verzoek, pagina: Stappagina) -> str:
    """Return where the pressed button leads."""
    if "vorige" in request.POST and pagina.vorige:
        return stapadres(pagina.dossier.inzending, pagina.vorige)
    if "opslaan" in request.POST and request.aanmelding.gebruiker:
        messages.success(request, _("Wij hebben uw antwoorden bewaard. U kunt later verdergaan."))
        return "pip:overzicht"
    naar_controle = request.GET.get("naar") == "controle"
    return stapadres(pagina.dossier.inzending, None if naar_controle else pagina.volgende)


def _toon(request: Verzoek, pagina: Stappagina, formulier: Stapformulier) -> HttpResponse:
    context = {
        "pagina": pagina,
        "form": formulier,
        "definitie": pagina.dossier.definitie,
        "regels": browserregels(formulier),
    }
    return render(request, "formulieren/stap.html", context)


@openbaar
@require_GET
def controle(request: Verzoek, slug: str, uuid: UUID) -> HttpResponse:
    """Show all answers once more, before they are sent (normen W-11)."""
    dossier = Dossier(inzending_voor(request.aanmelding, slug, uuid))
    if elders := omleiding(dossier):
        return redirect(elders)
    return _toon_controle(request, dossier, Verzendformulier())


@openbaar
@GET_EN_POST
def versturen(request: Verzoek, slug: str, uuid: UUID) -> HttpResponse:
    """Send the form; a second click finds the zaak of the first (R-1)."""
    inzending = inzending_voor(request.aanmelding, slug, uuid)
    if request.method != "POST":
        return redirect(adres("controle", inzending))
    formulier = Verzendformulier(request.POST)
    if not inzending.is_concept or (formulier.is_valid() and _verstuurd(formulier, inzending)):
        return redirect(omleiding(Dossier(inzending)))
    return _toon_controle(request, Dossier(inzending), formulier)


def _verstuurd(formulier: Verzendformulier, inzending: Inzending) -> bool:
    """Return whether it is sent, or waits for a payment; the reasons why not stand in the form."""
    try:
        verstuur(inzending)
    except ValidationError as fout:
        # What is incomplete is told with the link to its page, by `tekortfouten`.
        andere = [reden for reden in fout.error_list if reden.code != "onvolledig"]
        formulier.add_error(None, andere)
        return False
    inzending.refresh_from_db(fields=["status", "zaak"])
    return True


def _toon_controle(request: Verzoek, dossier: Dossier, formulier: Verzendformulier) -> HttpResponse:
    context = {
        "dossier": dossier,
        "definitie": dossier.definitie,
        "form": formulier,
        "fouten": [*tekortfouten(dossier), *formulier.foutlijst()],
        "samenvattingen": samenvattingen(dossier),
        "aanbevolen": [gesteld.vraag.label for gesteld in dossier.aanbevolen()],
        "voortgang": voortgang(dossier),
    }
    return render(request, "formulieren/controle.html", context)


@openbaar
@require_GET
def ontvangen(request: Verzoek, slug: str, uuid: UUID) -> HttpResponse:
    """Show the receipt; it can be opened again as long as the visitor may open the submission."""
    inzending = inzending_voor(request.aanmelding, slug, uuid)
    if inzending.zaak is None:
        return redirect(adres("controle", inzending))
    pagina = ontvangstpagina(inzending, inzending.zaak, inzending.zaak.initiator)
    return render(request, "formulieren/ontvangen.html", {"pagina": pagina, "definitie": pagina.definitie})


@openbaar
@require_GET
def pdf(request: Verzoek, slug: str, uuid: UUID) -> HttpResponseBase:
    """Return the PDF of exactly what was sent, without login too (N-14)."""
    versie = aanvraag_van(inzending_voor(request.aanmelding, slug, uuid))
    return download_antwoord(
        pad=versie.pad,
        naam=versie.bestandsnaam,
        mimetype=versie.mimetype,
        omvang=versie.omvang or 0,
        sha256=versie.sha256,
        verzoek=request,
    )


@openbaar
@require_POST
def weg(request: Verzoek, slug: str, uuid: UUID) -> HttpResponse:
    """Throw a draft away; what was sent stays (Awb 2:12)."""
    inzending = inzending_voor(request.aanmelding, slug, uuid)
    try:
        gooi_concept_weg(inzending)
    except ValidationError:  # sent already, perhaps in another tab just now
        return redirect(adres("ontvangen", inzending))
    messages.success(request, _("Wij hebben uw antwoorden weggegooid."))
    return redirect("pip:overzicht" if request.aanmelding.gebruiker else "pip:home")
