"""Forms as files: one out, one in, and an export of Open Forms in with what became of everything."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from formulieren.beheer.forms import zaaktypekeuzes
from formulieren.beheer.pagina import beheer, formulier_met, get_en_post, ingevuld, kruimels, versie_met, versieadres
from formulieren.beheer.publiceren import punten_van
from formulieren.models import FormulierVersie
from formulieren.services.cijfers import cijfers_van
from formulieren.services.invoer import Ingevoerd, importeer
from formulieren.services.uitwisselen import is_eigen, voer_in, voer_uit
from mijnportaal.accounts.verzoek import MedewerkerVerzoek
from mijnportaal.kern.forms import PortaalForm
from zaken.behandeling.pagina import lukt
from zaken.models import Zaaktype


class InvoerForm(PortaalForm):
    """A file with a form, and the zaaktype that it starts here."""

    bestand = forms.FileField(
        label=gettext_lazy("Bestand"),
        help_text=gettext_lazy("Een zip: een formulier uit deze studio, of een export van Open Forms."),
        widget=forms.FileInput({"accept": ".zip,application/zip"}),
    )
    zaaktype = forms.ChoiceField(
        label=gettext_lazy("Zaaktype"),
        required=False,
        help_text=gettext_lazy("Alleen nodig voor een formulier dat hier nog niet is."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zaaktype"].choices = [  # type: ignore[attr-defined]
            ("", _("Zoals in het bestand")),
            *zaaktypekeuzes(),
        ]

    def clean_zaaktype(self) -> Zaaktype | None:
        """Return the chosen zaaktype, when there is one."""
        gekozen = self.cleaned_data["zaaktype"]
        return Zaaktype.objects.get(uuid=gekozen) if gekozen else None


@beheer
@require_GET
def uitvoer(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Return a version as a file."""
    versie = versie_met(uuid)
    naam = f"{versie.formulier.slug}-v{versie.versie}.zip"
    koppen = {"Content-Disposition": f'attachment; filename="{naam}"'}
    return HttpResponse(voer_uit(versie), content_type="application/zip", headers=koppen)


@beheer
@get_en_post
def invoer(request: MedewerkerVerzoek) -> HttpResponse:
    """Take a form in from a file, always as a concept."""
    form = InvoerForm(ingevuld(request), request.FILES or None)
    uitkomst: list[FormulierVersie | Ingevoerd] = []
    if form.is_valid() and lukt(form, lambda: uitkomst.append(_neem_in(request, form))):
        gemaakt = uitkomst[0]
        if isinstance(gemaakt, Ingevoerd):
            return _toon_verslag(request, gemaakt)
        messages.success(request, _("Het formulier is ingelezen, als concept. Kijk na wat er nog te doen is."))
        return redirect(versieadres(gemaakt, "publiceren"))
    pad = [*kruimels()[:-1], (_("Formulieren"), reverse("studio:lijst")), (_("Inlezen"), None)]
    context = {
        "form": form,
        "rijen": None,
        "titel": _("Lees een formulier in"),
        "knop": _("Lees in"),
        "intro": _("Het wordt altijd een concept. Wat online staat, verandert niet."),
        "gevaar": False,
        "mag_blijven": False,
        "terug": reverse("studio:lijst"),
        "kruimels": pad,
    }
    return render(request, "formulieren/beheer/bewerk.html", context)


def _neem_in(request: MedewerkerVerzoek, form: InvoerForm) -> FormulierVersie | Ingevoerd:
    bestand, zaaktype = form.cleaned_data["bestand"], form.cleaned_data["zaaktype"]
    if is_eigen(bestand):
        return voer_in(bestand, zaaktype=zaaktype, door=request.user)
    return importeer(bestand, zaaktype=zaaktype.identificatie if zaaktype else "")


def _toon_verslag(request: MedewerkerVerzoek, ingevoerd: Ingevoerd) -> HttpResponse:
    versie = ingevoerd.versie
    context = {
        "versie": versie,
        "titel": _("Ingelezen: %(naam)s") % {"naam": versie},
        "aantallen": [(str(soort), aantal) for soort, aantal in ingevoerd.verslag.aantallen().items()],
        "regels": ingevoerd.verslag.regels,
        "punten": punten_van(versie, ingevoerd.gebreken),
        "kruimels": kruimels(versie, _("Verslag")),
    }
    return render(request, "formulieren/beheer/verslag.html", context)


@beheer
@require_GET
def cijfers(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Show how a form is used."""
    formulier = formulier_met(uuid)
    context = {
        "formulier": formulier,
        "cijfers": cijfers_van(formulier),
        "titel": _("Cijfers van %(naam)s") % {"naam": formulier},
        "kruimels": [
            *kruimels(formulier=formulier)[:-1],
            (str(formulier), reverse("studio:formulier", args=[formulier.uuid])),
            (_("Cijfers"), None),
        ],
    }
    return render(request, "formulieren/beheer/cijfers.html", context)
