"""The acts on a zaak: each a small page with its form, the reasons why not, and one service behind it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mijnportaal.accounts.beleid import voor_profiel
from mijnportaal.accounts.verzoek import MedewerkerVerzoek
from mijnportaal.kern.forms import PortaalForm
from zaken.behandeling import forms
from zaken.behandeling.inzage import bekijk_zaak
from zaken.behandeling.views import BEHANDELAARS
from zaken.behandeling.vooruitzicht import altijd_in_de_weg, vooruitzichten
from zaken.models import Recht, Taak, Zaak
from zaken.services import afsluiting, behandeling, besluiten, opschorten, taken
from zaken.services.sloten import eis_open
from zaken.toegang import taken_voor, zaak_voor

formulierpagina = require_http_methods(["GET", "POST"])


def lukt(form: PortaalForm, handeling: Callable[..., object], *args: object, **kwargs: object) -> bool:
    """Return whether the act was done; every reason why not stands in the form then."""
    try:
        handeling(*args, **kwargs)
    except ValidationError as fout:
        form.add_error(None, fout)
        return False
    return True


def naar_zaak(request: MedewerkerVerzoek, zaak: Zaak, bericht: str) -> HttpResponse:
    """Return to the page of the zaak with the sentence that it worked."""
    messages.success(request, bericht)
    return redirect("behandeling:zaak", uuid=zaak.uuid)


def toon(
    request: MedewerkerVerzoek,
    zaak: Zaak,
    form: PortaalForm,
    *,
    titel: str,
    knop: str,
    intro: str = "",
    beletsels: list[ValidationError] | None = None,
    gevaar: bool = False,
) -> HttpResponse:
    """Return the page of an act, after the look at the zaak is written down; with reasons why not it has no form."""
    bekijk_zaak(zaak, request.user, scherm=f"werk/{request.resolver_match.url_name if request.resolver_match else ''}")
    redenen = [*eis_open(zaak), *(beletsels or [])]
    context = {
        "zaak": zaak,
        "form": form,
        "titel": titel,
        "knop": knop,
        "intro": intro,
        "gevaar": gevaar,
        "redenen": [zin for reden in redenen for zin in reden.messages],
        "kruimels": [
            (_("Werkvoorraad"), reverse("behandeling:werkvoorraad")),
            (zaak.identificatie, reverse("behandeling:zaak", args=[zaak.uuid])),
            (titel, None),
        ],
    }
    return render(request, "behandeling/handeling.html", context)


@voor_profiel(*BEHANDELAARS)
@require_POST
def neem(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Take a zaak that nobody has; when a colleague was first, say who."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    try:
        behandeling.neem(zaak, door=request.user)
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
        return redirect("behandeling:zaak", uuid=zaak.uuid)
    return naar_zaak(request, zaak, _("U behandelt deze zaak."))


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def geef_vrij(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Give the zaak back to its group."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    form = forms.GeefVrijForm(request.POST or None, zaak=zaak, medewerker=request.user)
    if form.is_valid() and lukt(form, behandeling.geef_vrij, zaak, door=request.user, **form.cleaned_data):
        return naar_zaak(request, zaak, _("De zaak is terug bij de groep."))
    intro = _("De zaak komt bij ‘Nog niet verdeeld’ van %(groep)s.") % {"groep": zaak.groep}
    return toon(request, zaak, form, titel=_("Geef terug aan de groep"), knop=_("Geef terug"), intro=intro)


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def wijs_toe(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Give the zaak to a colleague."""
    zaak = zaak_voor(request.user, uuid, Recht.VERDELEN)
    form = forms.WijsToeForm(request.POST or None, zaak=zaak, medewerker=request.user)
    if form.is_valid() and lukt(form, behandeling.wijs_toe, zaak, door=request.user, **form.cleaned_data):
        bericht = _("%(naam)s behandelt deze zaak nu.") % {"naam": form.cleaned_data["aan"]}
        return naar_zaak(request, zaak, bericht)
    return toon(request, zaak, form, titel=_("Wijs toe aan collega"), knop=_("Wijs toe"))


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def status(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Set the next phase, with the text that the resident reads."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    form = forms.StatusForm(request.POST or None, zaak=zaak, medewerker=request.user)
    if form.is_valid() and lukt(form, behandeling.zet_status, zaak, door=request.user, **form.cleaned_data):
        bericht = _("De status is nu: %(status)s.") % {"status": form.cleaned_data["statustype"]}
        return naar_zaak(request, zaak, bericht)
    return toon(request, zaak, form, titel=_("Zet status"), knop=_("Zet status"))


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def aanvulling(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Ask the resident for what is missing; until the answer the term stands still."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    form = forms.AanvullingForm(request.POST or None, zaak=zaak, medewerker=request.user)
    if form.is_valid() and lukt(form, taken.vraag_aanvulling, zaak, door=request.user, **form.cleaned_data):
        return naar_zaak(request, zaak, _("De vraag is gesteld. De termijn staat stil tot de inwoner antwoordt."))
    return toon(
        request,
        zaak,
        form,
        titel=_("Vraag om aanvulling"),
        knop=_("Stel de vraag"),
        intro=_("De inwoner krijgt een taak en een bericht."),
        beletsels=opschorten.beletsels_opschorten(zaak) if zaak.is_open else [],
    )


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def taak_vervalt(request: MedewerkerVerzoek, uuid: UUID, taak: UUID) -> HttpResponse:
    """Drop a task that is no longer needed."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    gevonden = taken_voor(request.user).select_related("zaak").filter(zaak=zaak, uuid=taak).first()
    if gevonden is None:
        raise Http404
    form = forms.TaakVervaltForm(request.POST or None, zaak=zaak, medewerker=request.user)
    if form.is_valid() and lukt(form, taken.laat_taak_vervallen, gevonden, door=request.user, **form.cleaned_data):
        return naar_zaak(request, zaak, _("De taak is vervallen. De inwoner krijgt daar bericht van."))
    return toon(
        request,
        zaak,
        form,
        titel=_("Laat taak vervallen"),
        knop=_("Laat vervallen"),
        intro=gevonden.titel,
        beletsels=_taak_is_klaar(gevonden),
        gevaar=True,
    )


def _taak_is_klaar(taak: Taak) -> list[ValidationError]:
    return [] if taak.status == Taak.Status.OPEN else [ValidationError(_("Deze taak is al klaar."))]


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def besluit(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Record a decision; the resident gets it at once."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    form = forms.BesluitForm(request.POST or None, zaak=zaak, medewerker=request.user)
    if form.is_valid() and lukt(form, besluiten.leg_besluit_vast, zaak, door=request.user, **form.cleaned_data):
        return naar_zaak(request, zaak, _("Het besluit is vastgelegd en bekendgemaakt."))
    return toon(
        request,
        zaak,
        form,
        titel=_("Leg besluit vast"),
        knop=_("Leg vast en maak bekend"),
        intro=_("De inwoner krijgt het besluit meteen, met de laatste dag om bezwaar te maken."),
        beletsels=_geen_besluittypen(zaak),
    )


def _geen_besluittypen(zaak: Zaak) -> list[ValidationError]:
    if zaak.zaaktypeversie.besluittypen.exists():
        return []
    return [ValidationError(_("Bij dit zaaktype hoort geen besluit."))]


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def afsluiten(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Close the zaak; what stands in the way of each outcome, and what follows from it, is said before the click."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    uitkomsten = vooruitzichten(zaak) if zaak.is_open else []
    uitleg = {str(uitkomst.resultaattype.uuid): uitkomst.uitleg for uitkomst in uitkomsten}
    form = forms.AfsluitenForm(request.POST or None, zaak=zaak, medewerker=request.user, uitleg=uitleg)
    if form.is_valid() and lukt(form, afsluiting.sluit_af, zaak, door=request.user, **form.cleaned_data):
        return naar_zaak(request, zaak, _("De zaak is afgesloten."))
    return toon(
        request,
        zaak,
        form,
        titel=_("Sluit af"),
        knop=_("Sluit de zaak af"),
        beletsels=altijd_in_de_weg(uitkomsten),
    )
