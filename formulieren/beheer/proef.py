"""Seeing a concept as a resident does, in each language, filling it in, and sending it without anything happening."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from formulieren.beheer.pagina import beheer, concept_met, get_en_post, kruimels, titel_van, versieadres
from formulieren.beheer.publiceren import punten_van
from formulieren.componenten import Bestanden
from formulieren.definitie import Definitie, Verplicht
from formulieren.models import FormulierVersie, Plek
from formulieren.services.proef import (
    Proefdossier,
    Uitkomst,
    beletsels,
    bewaar_voorbeeld,
    verstuur_op_proef,
    verwijder_voorbeeld,
)
from formulieren.stapformulier import Stapformulier
from mijnportaal.accounts.verzoek import MedewerkerVerzoek
from mijnportaal.kern.forms import Fout

TALEN = dict(settings.LANGUAGES)


@beheer
@get_en_post
def proef(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Show the whole concept on one page; a button works it out again, sends it on trial, or keeps it as a case."""
    versie = concept_met(uuid)
    if te_doen := beletsels(versie):
        return _toon(request, versie, punten=punten_van(versie, te_doen))
    taal = request.POST.get("taal", "nl")
    taal = taal if taal in TALEN else "nl"
    fouten: list[Fout] = []
    uitkomst = None
    with translation.override(taal):
        dossier = Proefdossier(versie, rijen=_rijen(request, Definitie(versie.definitie)), taal=taal)
        formulieren = _formulieren(request, dossier)
        voorbeeld = render_to_string(
            "formulieren/beheer/_voorbeeld.html",
            {"formulieren": formulieren, "dossier": dossier, "taal": taal, "rijen": _verborgen(dossier)},
            request,
        )
    if not {"verstuur", "bewaar"}.isdisjoint(request.POST):
        fouten = [fout for form in formulieren for fout in form.foutlijst()]
    if "verstuur" in request.POST and not fouten:
        uitkomst, fouten = _verstuur(request, versie, dossier)
    if "bewaar" in request.POST and not fouten:
        naam = request.POST.get("naam", "").strip()[:80] or _("Zonder naam")
        bewaar_voorbeeld(versie, dossier, naam=naam, vandaag=timezone.localdate(), door=request.user)
        messages.success(request, _("Het proefgeval is bewaard. Bij het publiceren kijken wij of het nog klopt."))
        return redirect(versieadres(versie, "proef"))
    return _toon(
        request,
        versie,
        voorbeeld=voorbeeld,
        fouten=fouten,
        uitkomst=uitkomst,
        taal=taal,
        dossier=dossier,
        heeft_kaart=any(form.heeft_kaart for form in formulieren),
    )


def _toon(request: MedewerkerVerzoek, versie: FormulierVersie, **delen: object) -> HttpResponse:
    context = {
        "versie": versie,
        "titel": _("Bekijk en probeer: %(titel)s") % {"titel": titel_van(versie)},
        "punten": [],
        "voorbeeld": "",
        "fouten": [],
        "uitkomst": None,
        "taal": "nl",
        "talen": settings.LANGUAGES,
        "dossier": None,
        "heeft_kaart": False,
        "gevallen": [str(geval.get("naam", "")) for geval in versie.definitie.get("voorbeelden", [])],
        "kruimels": kruimels(versie, _("Bekijk en probeer")),
        **delen,
    }
    return render(request, "formulieren/beheer/proef.html", context)


def _formulieren(request: MedewerkerVerzoek, dossier: Proefdossier) -> list[Stapformulier]:
    """Return the pages that exist, each after the answers of the pages before it."""
    for stap in dossier.definitie.stappen:
        if request.method == "POST" and dossier.toestand.geldt(stap):
            form = Stapformulier(dossier, stap, request.POST, mag_leeg=True)
            form.is_valid()
            dossier.antwoorden.update(form.antwoorden())
            dossier.vergeet()
    # Made anew when all answers are known: the rules of a page may wait for a later one.
    data = request.POST if request.method == "POST" else None
    return [Stapformulier(dossier, stap, data, mag_leeg=data is not None) for stap in dossier.stappen]


def _rijen(request: MedewerkerVerzoek, definitie: Definitie) -> dict[UUID, list[UUID]]:
    """Return the rows of every repeating group, after the button that adds or removes one."""
    rijen = {}
    for vraag in definitie.vragen():
        if not vraag.is_herhaling:
            continue
        gestuurd = [_als_uuid(deel) for deel in request.POST.get(f"rijen__{vraag.id}", "").split(",")]
        eigen = [rij for rij in gestuurd if rij is not None and str(rij) != request.POST.get("rij_weg")]
        erbij = (request.POST.get("rij_erbij") == vraag.sleutel) + max(0, vraag.min_rijen - len(eigen))
        rijen[vraag.id] = [*eigen, *(uuid4() for _nummer in range(erbij))][: vraag.max_rijen]
    return rijen


def _als_uuid(tekst: str) -> UUID | None:
    try:
        return UUID(tekst)
    except ValueError:
        return None


def _verborgen(dossier: Proefdossier) -> list[tuple[str, str]]:
    """Return what the page sends along, so that its rows are the same next time."""
    return [(f"rijen__{vraag}", ",".join(map(str, rijen))) for vraag, rijen in dossier.rijen.items()]


def _verstuur(
    request: MedewerkerVerzoek, versie: FormulierVersie, dossier: Proefdossier
) -> tuple[Uitkomst | None, list[Fout]]:
    try:
        return verstuur_op_proef(versie, dossier, _bestanden(request, dossier), door=request.user), []
    except ValidationError as fout:
        return None, [Fout("", zin) for zin in fout.messages]


def _bestanden(request: MedewerkerVerzoek, dossier: Proefdossier) -> dict[Plek, Sequence[tuple[str, int]]]:
    """Return the names of the chosen files; where one is needed and none was chosen, one is made up."""
    gevonden: dict[Plek, Sequence[tuple[str, int]]] = {}
    for _stap, gesteld in dossier.alles_gesteld():
        if isinstance(gesteld.component, Bestanden):
            gekozen = [(upload.name or "", upload.size or 0) for upload in request.FILES.getlist(gesteld.naam)]
            if gekozen or gesteld.staat.verplicht == Verplicht.HARD:
                gevonden[gesteld.plek] = gekozen or [(_("Proefbestand"), 1)]
    return gevonden


@beheer
@require_POST
def voorbeeld_weg(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Take a sample case out."""
    versie = concept_met(uuid)
    try:
        verwijder_voorbeeld(versie, request.POST.get("naam", ""), door=request.user)
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
    return redirect(versieadres(versie, "proef"))
