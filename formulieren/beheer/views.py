"""The forms and their versions: make, look at, withdraw, throw away."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from formulieren.beheer.forms import BevestigForm, NieuwForm
from formulieren.beheer.pagina import (
    beheer,
    bewerk,
    concept_met,
    formulier_met,
    get_en_post,
    ingevuld,
    kruimels,
    titel_van,
    versie_met,
    versieadres,
)
from formulieren.models import FormulierVersie
from formulieren.services.formulierlijst import formulierregels, versieregels
from formulieren.services.studio import gooi_versie_weg, maak_concept, maak_formulier, trek_in
from mijnportaal.accounts.verzoek import MedewerkerVerzoek


@beheer
@require_GET
def lijst(request: MedewerkerVerzoek) -> HttpResponse:
    """Show every form with its versions and how many drafts run."""
    return render(request, "formulieren/beheer/lijst.html", {"regels": formulierregels(), "kruimels": kruimels()})


@beheer
@get_en_post
def nieuw(request: MedewerkerVerzoek) -> HttpResponse:
    """Make a new form, which begins as an empty concept."""
    form = NieuwForm(ingevuld(request))
    gemaakt: list[FormulierVersie] = []
    return bewerk(
        request,
        form,
        lambda: gemaakt.append(maak_formulier(**form.cleaned_data, door=request.user)),
        terug=reverse("studio:lijst"),
        naar=lambda: versieadres(gemaakt[0]),
        titel=_("Nieuw formulier"),
        knop=_("Maak het formulier"),
        gelukt=_("Het formulier is er, als concept. Voeg nu stappen en vragen toe."),
        pad=[*_open(kruimels()), (_("Nieuw formulier"), None)],
    )


def _open(pad: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    """Return the way to the list with its last part as a link."""
    return [*pad[:-1], (pad[-1][0], reverse("studio:lijst"))]


@beheer
@require_GET
def formulier(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Show one form with its versions."""
    gevonden = formulier_met(uuid)
    regels = versieregels(gevonden)
    context = {
        "formulier": gevonden,
        "regels": regels,
        "heeft_concept": any(regel.is_concept for regel in regels),
        "kruimels": kruimels(formulier=gevonden),
    }
    return render(request, "formulieren/beheer/formulier.html", context)


@beheer
@require_POST
def nieuw_concept(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Make a concept of what is published now, or of the version that was asked for (R.E1)."""
    gevonden = formulier_met(uuid)
    nummer = request.POST.get("van", "")
    bron = get_object_or_404(gevonden.versies, versie=int(nummer)) if nummer.isdecimal() else None
    try:
        versie = maak_concept(gevonden, bron=bron, door=request.user)
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
        return redirect("studio:formulier", uuid=gevonden.uuid)
    return redirect(versieadres(versie))


@beheer
@get_en_post
def weg(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Throw a concept away, after asking."""
    versie = concept_met(uuid)
    return bewerk(
        request,
        BevestigForm(ingevuld(request)),
        lambda: gooi_versie_weg(versie, door=request.user),
        terug=versieadres(versie),
        naar=lambda: reverse("studio:lijst"),
        titel=_("Gooi dit concept weg"),
        knop=_("Gooi weg"),
        gelukt=_("Het concept is weg."),
        intro=_("Versie %(nummer)s van ‘%(titel)s’ is daarna niet terug te halen.")
        % {"nummer": versie.versie, "titel": titel_van(versie)},
        pad=kruimels(versie, _("Weggooien")),
        gevaar=True,
    )


@beheer
@get_en_post
def intrekken(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Withdraw the published version, after asking."""
    versie = versie_met(uuid)
    return bewerk(
        request,
        BevestigForm(ingevuld(request)),
        lambda: trek_in(versie, door=request.user),
        terug=versieadres(versie),
        titel=_("Trek deze versie in"),
        knop=_("Trek in"),
        gelukt=_("Het formulier staat niet meer online."),
        intro=_("Niemand kan ‘%(titel)s’ daarna nog beginnen. Wie al begonnen is, kan nog versturen.")
        % {"titel": titel_van(versie)},
        pad=kruimels(versie, _("Intrekken")),
        gevaar=True,
    )
