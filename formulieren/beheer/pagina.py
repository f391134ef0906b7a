"""The one way in which the studio shows a form and does what it asks."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from formulieren.definitie import Definitie
from formulieren.models import Formulier, FormulierVersie
from mijnportaal.accounts.beleid import voor_profiel
from mijnportaal.accounts.models import Profiel
from mijnportaal.kern.forms import PortaalForm
from zaken.behandeling.pagina import lukt

Kruimels = list[tuple[str, str | None]]

beheer = voor_profiel(Profiel.FUNCTIONEEL_BEHEER)
get_en_post = require_http_methods(["GET", "HEAD", "POST"])


def ingevuld(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, also when that is nothing but the press of a button."""
    return request.POST if request.method == "POST" else None


def versie_met(uuid: UUID) -> FormulierVersie:
    """Return a version with its form, or 404."""
    return get_object_or_404(FormulierVersie.objects.select_related("formulier__zaaktype"), uuid=uuid)


def formulier_met(uuid: UUID) -> Formulier:
    """Return a form, or 404."""
    return get_object_or_404(Formulier.objects.select_related("zaaktype"), uuid=uuid)


def concept_met(uuid: UUID) -> FormulierVersie:
    """Return a version that can still change, or 404: of a published one there is nothing to edit."""
    concepten = FormulierVersie.objects.filter(status=FormulierVersie.Status.CONCEPT)
    return get_object_or_404(concepten.select_related("formulier__zaaktype"), uuid=uuid)


def versieadres(versie: FormulierVersie, naam: str = "versie", *meer: Any) -> str:
    """Return the address of a page about this version."""
    return reverse(f"studio:{naam}", args=[versie.uuid, *meer])


def kruimels(versie: FormulierVersie | None = None, *titels: str, formulier: Formulier | None = None) -> Kruimels:
    """Return the way from the list to here."""
    pad: Kruimels = [(_("Beheer"), reverse("admin:index")), (_("Formulieren"), reverse("studio:lijst"))]
    formulier = versie.formulier if versie else formulier
    if formulier:
        pad.append((str(formulier), reverse("studio:formulier", args=[formulier.uuid])))
    if versie:
        pad.append((_("versie %(nummer)s") % {"nummer": versie.versie}, versieadres(versie)))
    pad += [(titel, None) for titel in titels]
    return [*pad[:-1], (pad[-1][0], None)]


def titel_van(versie: FormulierVersie) -> str:
    """Return what a version is called for people."""
    return Definitie(versie.definitie).titel or str(versie.formulier)


def bewerk(
    request: HttpRequest,
    form: PortaalForm,
    doe: Callable[[], object],
    *,
    terug: str,
    titel: str,
    knop: str,
    gelukt: str,
    pad: Kruimels,
    intro: str = "",
    gevaar: bool = False,
    rijen: "BaseFormSet[Any] | None" = None,
    naar: Callable[[], str] | None = None,
    sjabloon: str = "formulieren/beheer/bewerk.html",
    meer: dict[str, Any] | None = None,
) -> HttpResponse:
    """Do the act with what was filled in and go on; or show the page, with every reason why not.

    `terug` is where one goes without doing it, and afterwards too unless `naar` says otherwise.
    """
    goed = form.is_valid()
    if rijen is not None and rijen.is_bound:
        goed = rijen.is_valid() and goed
    if request.method == "POST" and goed and lukt(form, doe):
        messages.success(request, gelukt)
        return redirect(naar() if naar else terug)
    context = {
        "form": form,
        "rijen": rijen,
        "titel": titel,
        "knop": knop,
        "intro": intro,
        "gevaar": gevaar,
        "terug": terug,
        "kruimels": pad,
        **(meer or {}),
    }
    return render(request, sjabloon, context)
