"""The rules of a concept: when a question or a page is there, what somebody has to answer, and what stops him."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from formulieren.beheer.conceptbeeld import regelnaam
from formulieren.beheer.forms import TaalForm
from formulieren.beheer.pagina import beheer, bewerk, concept_met, get_en_post, ingevuld, kruimels, versieadres
from formulieren.beheer.regelformulier import JsonForm, Regelinvoer
from formulieren.controle import gebreken
from formulieren.definitie import Definitie, Json, Vraag
from formulieren.models import FormulierVersie
from formulieren.regels.plan import REGELS
from formulieren.services.studio import zet_blokkade, zet_onderdeel, zet_regel
from formulieren.services.uitwisselen import eis_leesbaar
from mijnportaal.accounts.verzoek import MedewerkerVerzoek

# What holds for the whole form and has no builder: it is written as JSON, as docs/formulierdialect.md tells.
ONDERDELEN = {
    "variabelen": gettext_lazy("Berekende waarden"),
    "tabellen": gettext_lazy("Tarieven"),
    "prijs": gettext_lazy("Prijs"),
    "routes": gettext_lazy("Routes"),
    "ondertekening": gettext_lazy("Ondertekening"),
}


class BlokkadeForm(TaalForm):
    """After which page somebody stops, and what he reads then."""

    def vul(self) -> None:
        """Add the page and the message."""
        self.fields["stap"] = forms.ChoiceField(label=gettext_lazy("Na welke stap?"))
        self.initial.setdefault("stap", self.oud.get("stap", ""))
        self.voeg_tekst_toe("melding", gettext_lazy("Wat leest de inwoner?"), lang=True, moet=True)


@beheer
@get_en_post
def regel(request: MedewerkerVerzoek, uuid: UUID, plaats: str, naam: str) -> HttpResponse:
    """Show one rule of a question or a page as a sentence, and change it or take it out."""
    concept = concept_met(uuid)
    definitie = Definitie(concept.definitie)
    gegevens, titel, herhaling = _onderdeel(definitie, plaats, naam)
    terug = f"{versieadres(concept)}#deel-{plaats}"
    if "weg" in request.POST:
        zet_regel(concept, plaats, naam, None, door=request.user)
        messages.success(request, _("De regel is weg."))
        return redirect(terug)
    invoer = Regelinvoer(
        ingevuld(request),
        gegevens.get(naam),
        definitie=definitie,
        herhaling=herhaling,
        bouwbaar=naam != "waarde",
    )
    if invoer.lees():
        zet_regel(concept, plaats, naam, invoer.regel, door=request.user)
        messages.success(request, _("De regel is bewaard."))
        return redirect(terug)
    kop = f"{regelnaam(naam)}: {titel}"
    return _toon(request, concept, invoer, titel=kop, zin=invoer.zin(naam), terug=terug)


def _onderdeel(definitie: Definitie, plaats: str, naam: str) -> tuple[dict[str, Json], str, Vraag | None]:
    """Return the question or page of a rule, its title, and the repeating group that a question stands in."""
    if naam == "van_toepassing" and (stap := definitie.stap(plaats)):
        return dict(stap.gegevens), stap.titel, None
    gevonden = next((vraag for vraag in definitie.elke_vraag() if str(vraag.id) == plaats), None)
    if naam not in REGELS or gevonden is None:
        raise Http404
    herhalingen = [vraag for vraag in definitie.vragen() if vraag.is_herhaling]
    buiten = next((h for h in herhalingen if gevonden.id in {vraag.id for vraag in _binnen(h)}), None)
    return dict(gevonden.gegevens), gevonden.label or gevonden.sleutel, buiten


def _binnen(vraag: Vraag) -> list[Vraag]:
    return [deel for binnen in vraag.vragen for deel in (binnen, *_binnen(binnen))]


@beheer
@get_en_post
def blokkade(request: MedewerkerVerzoek, uuid: UUID, nummer: int | None = None) -> HttpResponse:
    """Add a reason why somebody cannot go on, change it, or take it out."""
    concept = concept_met(uuid)
    definitie = Definitie(concept.definitie)
    rijen = definitie.gegevens.get("blokkades", [])
    if nummer is not None and nummer >= len(rijen):
        raise Http404
    terug = f"{versieadres(concept)}#blokkades"
    if "weg" in request.POST and nummer is not None:
        zet_blokkade(concept, nummer, None, door=request.user)
        messages.success(request, _("De blokkade is weg."))
        return redirect(terug)
    oud = rijen[nummer] if nummer is not None else {}
    invoer = Regelinvoer(ingevuld(request), oud.get("als"), definitie=definitie)
    form = BlokkadeForm(ingevuld(request), oud=oud)
    form.fields["stap"].choices = [(stap.sleutel, stap.titel) for stap in definitie.stappen]  # type: ignore[attr-defined]
    goed = form.is_valid()
    if invoer.lees() and goed:
        nieuw = {**form.gegevens(), "stap": form.cleaned_data["stap"], "als": invoer.regel}
        zet_blokkade(concept, nummer, nieuw, door=request.user)
        messages.success(request, _("De blokkade is bewaard."))
        return redirect(terug)
    kop = _("Wanneer kan iemand niet verder?")
    return _toon(request, concept, invoer, titel=kop, zin=invoer.zin("als"), terug=terug, form=form)


@beheer
@get_en_post
def onderdeel(request: MedewerkerVerzoek, uuid: UUID, naam: str) -> HttpResponse:
    """Change a part of the form as a whole as JSON; what is wrong with it is told at once."""
    concept = concept_met(uuid)
    if naam not in ONDERDELEN:
        raise Http404
    form = JsonForm(ingevuld(request), concept.definitie.get(naam))

    def doe() -> None:
        waarde = form.cleaned_data["inhoud"]
        _eis_goed(concept, naam, waarde)
        zet_onderdeel(concept, naam, waarde, door=request.user)

    return bewerk(
        request,
        form,
        doe,
        terug=versieadres(concept),
        titel=str(ONDERDELEN[naam]),
        knop=_("Bewaar"),
        gelukt=_("Wij hebben het bewaard."),
        intro=_("Laat het veld leeg om dit onderdeel weg te halen."),
        pad=kruimels(concept, str(ONDERDELEN[naam])),
    )


def _eis_goed(concept: FormulierVersie, naam: str, waarde: Json) -> None:
    """Raise ValidationError with the faults that this part would add to the form."""
    nieuw = {sleutel: deel for sleutel, deel in concept.definitie.items() if sleutel != naam}
    nieuw |= {} if waarde is None else {naam: waarde}
    eis_leesbaar(nieuw)
    zaaktype = concept.formulier.zaaktype
    oud = gebreken(Definitie(concept.definitie), zaaktype)
    erbij = [gebrek for gebrek in gebreken(Definitie(nieuw), zaaktype) if gebrek not in oud]
    if erbij:
        raise ValidationError([ValidationError(str(gebrek), code="onderdeel-fout") for gebrek in erbij])


def _toon(
    request: MedewerkerVerzoek,
    concept: FormulierVersie,
    invoer: Regelinvoer,
    *,
    titel: str,
    zin: str,
    terug: str,
    form: TaalForm | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "invoer": invoer,
        "form": form,
        "fouten": [*(form.foutlijst() if form else []), *invoer.fouten],
        "titel": titel,
        "zin": zin,
        "terug": terug,
        "kruimels": kruimels(concept, _("Regel")),
    }
    return render(request, "formulieren/beheer/regel.html", context)
