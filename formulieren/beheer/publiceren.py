"""Before publishing: everything that is wrong, with the way to mend it, and what changed since the last version."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from formulieren.beheer.forms import BevestigForm
from formulieren.beheer.pagina import (
    beheer,
    bewerk,
    concept_met,
    get_en_post,
    ingevuld,
    kruimels,
    titel_van,
    versie_met,
    versieadres,
)
from formulieren.controle import Gebrek, gebreken
from formulieren.definitie import Definitie
from formulieren.models import FormulierVersie
from formulieren.services.studio import publiceer_concept
from formulieren.verschil import verschillen
from mijnportaal.accounts.verzoek import MedewerkerVerzoek

GEHEEL = ("titel", "samenvatting", "voor_wie", "nodig", "vervolg", "grondslag", "omschrijving", "document", "duur")
REKENWERK = ("variabelen", "tabellen", "blokkades", "routes", "prijs", "ondertekening", "voorbeelden")


@dataclass(frozen=True)
class Punt:
    """One fault, with the page on which it can be mended."""

    zin: str
    plaats: str
    url: str


def punten(versie: FormulierVersie) -> list[Punt]:
    """Return everything that stands between this version and publishing."""
    return punten_van(versie, gebreken(Definitie(versie.definitie), versie.formulier.zaaktype))


def punten_van(versie: FormulierVersie, gevonden: list[Gebrek]) -> list[Punt]:
    """Return faults with the pages on which they can be mended."""
    definitie = Definitie(versie.definitie)
    return [_punt(versie, definitie, gebrek) for gebrek in gevonden]


def _punt(versie: FormulierVersie, definitie: Definitie, gebrek: Gebrek) -> Punt:
    for vraag in definitie.elke_vraag():
        if vraag.sleutel == gebrek.plaats:
            return Punt(gebrek.zin, vraag.label or vraag.sleutel, versieadres(versie, "vraag", vraag.id))
    if gebrek.plaats and (stap := definitie.stap(gebrek.plaats)):
        return Punt(gebrek.zin, stap.titel or stap.sleutel, versieadres(versie, "stap", stap.sleutel))
    geheel = any(naam in gebrek.zin for naam in GEHEEL)
    return Punt(gebrek.zin, gebrek.plaats, versieadres(versie, "gegevens") if geheel else versieadres(versie))


@beheer
@get_en_post
def publiceren(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Show the checklist; publish when nothing stands on it."""
    versie = concept_met(uuid)
    open_punten = punten(versie)
    vorige = FormulierVersie.objects.gepubliceerd().filter(formulier=versie.formulier).first()
    return bewerk(
        request,
        BevestigForm(ingevuld(request)),
        lambda: publiceer_concept(versie, door=request.user),
        terug=versieadres(versie),
        titel=_("Publiceer versie %(nummer)s") % {"nummer": versie.versie},
        knop=_("Publiceer"),
        gelukt=_("Het formulier staat online."),
        pad=kruimels(versie, _("Publiceren")),
        sjabloon="formulieren/beheer/publiceren.html",
        meer={
            "versie": versie,
            "punten": open_punten,
            "vorige": vorige,
            "verschillen": _verschillen(vorige, versie) if vorige and not open_punten else [],
        },
    )


@beheer
@require_GET
def verschil(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Tell in words what is different between two versions; by default the one before this one."""
    versie = versie_met(uuid)
    andere = versie.formulier.versies.exclude(pk=versie.pk).order_by("-versie")
    if nummer := request.GET.get("met", ""):
        oud: FormulierVersie | None = get_object_or_404(andere, versie=int(nummer) if nummer.isdecimal() else 0)
    else:
        oud = andere.filter(versie__lt=versie.versie).first()
    context = {
        "versie": versie,
        "oud": oud,
        "andere": andere,
        "titel": _("Wat is er veranderd?"),
        "verschillen": _verschillen(oud, versie) if oud else [],
        "naam": titel_van(versie),
        "kruimels": kruimels(versie, _("Verschil")),
    }
    return render(request, "formulieren/beheer/verschil.html", context)


def _verschillen(oud: FormulierVersie, nieuw: FormulierVersie) -> list[str]:
    """Return what changed: the form as a whole, its pages, and then question by question."""
    voor, na = Definitie(oud.definitie), Definitie(nieuw.definitie)
    return [*_van_geheel(oud, nieuw), *_van_stappen(voor, na), *(str(rij) for rij in verschillen(voor, na))]


def _van_geheel(oud: FormulierVersie, nieuw: FormulierVersie) -> Iterator[str]:
    if oud.niveau != nieuw.niveau:
        yield _("Inloggen gaat nu met: %(niveau)s.") % {"niveau": nieuw.get_niveau_display()}
    for naam in (*GEHEEL, *REKENWERK):
        if oud.definitie.get(naam) != nieuw.definitie.get(naam):
            yield _("Van het hele formulier is veranderd: %(wat)s.") % {"wat": naam.replace("_", " ")}


def _van_stappen(oud: Definitie, nieuw: Definitie) -> Iterator[str]:
    voor, na = ({stap.sleutel: stap for stap in definitie.stappen} for definitie in (oud, nieuw))
    for sleutel, stap in na.items():
        if sleutel not in voor:
            yield _("De stap ‘%(titel)s’ is nieuw.") % {"titel": stap.titel}
        elif {**voor[sleutel].gegevens, "vragen": None} != {**stap.gegevens, "vragen": None}:
            yield _("De stap ‘%(titel)s’ heeft andere teksten of een andere regel.") % {"titel": stap.titel}
    for sleutel, stap in voor.items():
        if sleutel not in na:
            yield _("De stap ‘%(titel)s’ is weg.") % {"titel": stap.titel}
    if [sleutel for sleutel in voor if sleutel in na] != [sleutel for sleutel in na if sleutel in voor]:
        yield _("De stappen staan in een andere volgorde.")
