"""The concept: its texts, its pages and its questions."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from formulieren.beheer.conceptbeeld import blokkadebeelden, stapbeelden
from formulieren.beheer.forms import BevestigForm, GegevensForm, OvernameForm, StapForm
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
from formulieren.beheer.regels import ONDERDELEN
from formulieren.beheer.soorten import Vraagsoort, kiesbaar, soort_van
from formulieren.beheer.vraagformulier import SoortForm, VraagForm, opties_van, optieset
from formulieren.componenten.basis import COMPONENTEN
from formulieren.componenten.structuur import STRUCTUUR
from formulieren.definitie import Definitie, Json, Vraag
from formulieren.models import FormulierVersie
from formulieren.ontwerp import naam_van_houder
from formulieren.services.studio import (
    kopieer_vraag,
    neem_stap_over,
    verplaats_stap,
    verplaats_vraag,
    verwijder_stap,
    verwijder_vraag,
    voeg_stap_toe,
    voeg_vraag_toe,
    wijzig_stap,
    wijzig_vraag,
    zet_gegevens,
)
from mijnportaal.accounts.verzoek import MedewerkerVerzoek
from zaken.models import Zaaktype
from zaken.services.catalogus import versie_voor_eigen_gebruik

RICHTING = {"omhoog": -1, "omlaag": 1}


@beheer
@require_GET
def versie(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Show a version with its pages, questions and rules; a concept can be changed here."""
    gevonden = versie_met(uuid)
    definitie = Definitie(gevonden.definitie)
    context = {
        "versie": gevonden,
        "titel": titel_van(gevonden),
        "definitie": definitie,
        "is_concept": gevonden.status == FormulierVersie.Status.CONCEPT,
        "is_gepubliceerd": gevonden.status == FormulierVersie.Status.GEPUBLICEERD,
        "stappen": stapbeelden(definitie),
        "blokkades": blokkadebeelden(definitie),
        "onderdelen": [(naam, titel, bool(definitie.gegevens.get(naam))) for naam, titel in ONDERDELEN.items()],
        "kruimels": kruimels(gevonden),
    }
    return render(request, "formulieren/beheer/versie.html", context)


@beheer
@get_en_post
def gegevens(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Change what is said of the form as a whole."""
    concept = concept_met(uuid)
    form = GegevensForm(ingevuld(request), oud=concept.definitie, initial={"niveau": concept.niveau})
    return bewerk(
        request,
        form,
        lambda: zet_gegevens(concept, form.gegevens(), niveau=form.cleaned_data["niveau"], door=request.user),
        terug=versieadres(concept),
        titel=_("Titel, teksten en inloggen"),
        knop=_("Bewaar"),
        gelukt=_("Wij hebben het bewaard."),
        pad=kruimels(concept, _("Teksten")),
    )


@beheer
@get_en_post
def stap_nieuw(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Add a page."""
    concept = concept_met(uuid)
    form = StapForm(ingevuld(request), oud={})
    return bewerk(
        request,
        form,
        lambda: voeg_stap_toe(concept, form.gegevens(), door=request.user),
        terug=versieadres(concept),
        titel=_("Nieuwe stap"),
        knop=_("Voeg de stap toe"),
        gelukt=_("De stap is toegevoegd."),
        pad=kruimels(concept, _("Nieuwe stap")),
    )


def _stap(concept: FormulierVersie, sleutel: str) -> dict[str, Json]:
    stap = Definitie(concept.definitie).stap(sleutel)
    if stap is None:
        raise Http404
    return dict(stap.gegevens)


@beheer
@get_en_post
def stap(request: MedewerkerVerzoek, uuid: UUID, sleutel: str) -> HttpResponse:
    """Change the texts of a page."""
    concept = concept_met(uuid)
    form = StapForm(ingevuld(request), oud=_stap(concept, sleutel))
    return bewerk(
        request,
        form,
        lambda: wijzig_stap(concept, sleutel, form.gegevens(), door=request.user),
        terug=_anker(concept, sleutel),
        titel=_("Wijzig de stap"),
        knop=_("Bewaar"),
        gelukt=_("De stap is gewijzigd."),
        pad=kruimels(concept, _("Stap")),
    )


@beheer
@get_en_post
def stap_weg(request: MedewerkerVerzoek, uuid: UUID, sleutel: str) -> HttpResponse:
    """Take a page out, after asking."""
    concept = concept_met(uuid)
    titel = Definitie({"stappen": [_stap(concept, sleutel)]}).stappen[0].titel
    return bewerk(
        request,
        BevestigForm(ingevuld(request)),
        lambda: verwijder_stap(concept, sleutel, door=request.user),
        terug=versieadres(concept),
        titel=_("Verwijder de stap ‘%(titel)s’") % {"titel": titel},
        knop=_("Verwijder"),
        gelukt=_("De stap is verwijderd."),
        intro=_("Alle vragen in deze stap gaan mee."),
        pad=kruimels(concept, _("Verwijderen")),
        gevaar=True,
    )


@beheer
@require_POST
def stap_verplaats(request: MedewerkerVerzoek, uuid: UUID, sleutel: str) -> HttpResponse:
    """Move a page one place."""
    concept = concept_met(uuid)
    richting = RICHTING.get(request.POST.get("richting", ""), 1)
    try:
        verplaats_stap(concept, sleutel, richting=richting, door=request.user)
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
    return redirect(_anker(concept, sleutel))


@beheer
@get_en_post
def stap_overnemen(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Copy a page of another form (R.E5)."""
    concept = concept_met(uuid)
    bronnen = {f"{bron.uuid}:{stap.sleutel}": (bron, stap.sleutel) for bron, stap in _stappen_elders(concept)}
    keuzes = [
        (code, f"{titel_van(bron)}: {Definitie(bron.definitie).stap(sleutel).titel}")  # type: ignore[union-attr]
        for code, (bron, sleutel) in bronnen.items()
    ]
    form = OvernameForm(ingevuld(request), stappen=keuzes)

    def doe() -> None:
        bron, sleutel = bronnen[form.cleaned_data["stap"]]
        neem_stap_over(concept, bron, sleutel, door=request.user)

    return bewerk(
        request,
        form,
        doe,
        terug=versieadres(concept),
        titel=_("Neem een stap over"),
        knop=_("Neem over"),
        gelukt=_("De stap is overgenomen. Kijk na of alles klopt voor dit formulier."),
        intro=_("U krijgt een kopie. Verandert het andere formulier later, dan blijft deze stap zoals hij is."),
        pad=kruimels(concept, _("Stap overnemen")),
    )


def _stappen_elders(concept: FormulierVersie) -> Iterator[tuple[FormulierVersie, Any]]:
    """Yield the pages of what is published."""
    versies = FormulierVersie.objects.gepubliceerd().select_related("formulier").order_by("formulier__slug")
    for bron in versies.exclude(pk=concept.pk):
        yield from ((bron, stap) for stap in Definitie(bron.definitie).stappen)


def _anker(concept: FormulierVersie, plaats: object) -> str:
    """Return the address of the concept at the place where somebody was."""
    return f"{versieadres(concept)}#deel-{plaats}"


# Questions


def houders(definitie: Definitie, *, zonder: Vraag | None = None) -> list[tuple[str, str]]:
    """Return every place where a question can stand: pages and groups, but nothing inside `zonder`."""
    gevonden = []
    for stap in definitie.stappen:
        gevonden.append((stap.sleutel, stap.titel))
        gevonden += list(_groepen(stap.onderdelen, stap.titel, zonder))
    return gevonden


def _groepen(vragen: tuple[Vraag, ...], boven: str, zonder: Vraag | None) -> Iterator[tuple[str, str]]:
    for vraag in vragen:
        if soort_van(vraag.type).heeft_vragen and (zonder is None or vraag.id != zonder.id):
            naam = f"{boven} › {vraag.label or vraag.sleutel}"
            yield str(vraag.id), naam
            yield from _groepen(vraag.vragen, naam, zonder)


def doelen(zaaktype: Zaaktype) -> list[tuple[str, str]]:
    """Return what an answer can become in a zaak of this type."""
    vast = [
        ("toelichting", _("Toelichting van de zaak")),
        ("locatie", _("Locatie van de zaak")),
        ("naam", _("Naam van de aanvrager")),
        ("email", _("E-mailadres van de aanvrager")),
        ("telefoon", _("Telefoonnummer van de aanvrager")),
    ]
    versie = versie_voor_eigen_gebruik(zaaktype.pk, timezone.localdate())
    if versie is None:
        return vast
    lijsten = (
        ("eigenschap", _("Eigenschap"), versie.eigenschappen.values_list("naam", flat=True)),
        (
            "document",
            _("Document"),
            versie.informatieobjecttypen.values_list("informatieobjecttype__omschrijving", flat=True),
        ),
        ("rol", _("Rol"), versie.roltypen.values_list("omschrijving", flat=True)),
    )
    return vast + [(f"{soort}:{naam}", f"{titel}: {naam}") for soort, titel, namen in lijsten for naam in namen]


@beheer
@get_en_post
def vraag_nieuw(request: MedewerkerVerzoek, uuid: UUID, houder: str) -> HttpResponse:
    """Add a question to a page or a group: first its type, then the rest."""
    concept = concept_met(uuid)
    definitie = Definitie(concept.definitie)
    if houder not in dict(houders(definitie)):
        raise Http404
    type_ = request.GET.get("type", "")
    if type_ not in {*COMPONENTEN, *STRUCTUUR}:
        return _kies_soort(request, concept)
    return _bewerk_vraag(request, concept, soort_van(type_), {}, houder)


def _kies_soort(request: MedewerkerVerzoek, concept: FormulierVersie) -> HttpResponse:
    context = {
        "soorten": kiesbaar(),
        "form": SoortForm(soorten=kiesbaar()),
        "titel": _("Welke soort vraag?"),
        "terug": versieadres(concept),
        "kruimels": kruimels(concept, _("Nieuwe vraag")),
    }
    return render(request, "formulieren/beheer/soort.html", context)


@beheer
@get_en_post
def vraag(request: MedewerkerVerzoek, uuid: UUID, vraag: UUID) -> HttpResponse:
    """Change a question; its id and its type stay, for answers hang on them."""
    concept = concept_met(uuid)
    gevonden = _vraag(concept, vraag)
    houder = naam_van_houder(concept.definitie, str(vraag))
    return _bewerk_vraag(request, concept, soort_van(gevonden.type), dict(gevonden.gegevens), houder)


def _vraag(concept: FormulierVersie, vraag: UUID) -> Vraag:
    gevonden = Definitie(concept.definitie).op_id.get(vraag)
    if gevonden is None:
        raise Http404
    return gevonden


def _bewerk_vraag(
    request: MedewerkerVerzoek, concept: FormulierVersie, soort: Vraagsoort, oud: dict[str, Json], houder: str
) -> HttpResponse:
    definitie = Definitie(concept.definitie)
    form = VraagForm(
        ingevuld(request),
        oud=oud,
        soort=soort,
        houders=houders(definitie, zonder=Vraag(oud) if oud else None),
        doelen=doelen(concept.formulier.zaaktype),
        initial={"houder": houder},
    )
    opties = list(oud.get("opties", []))
    rijen = optieset(ingevuld(request), opties) if soort.opties else None
    bewaard: list[UUID] = []

    def doe() -> None:
        nieuw = form.gegevens() | ({"opties": opties_van(rijen, opties)} if rijen is not None else {})
        if oud:
            plaats = form.cleaned_data["houder"]
            wijzig_vraag(concept, UUID(oud["id"]), nieuw, houder=plaats, door=request.user)
            bewaard.append(UUID(oud["id"]))
        else:
            extra: dict[str, Json] = {"vragen": []} if soort.heeft_vragen else {}
            bewaard.append(voeg_vraag_toe(concept, form.cleaned_data["houder"], nieuw | extra, door=request.user))

    def naar() -> str:
        hier = "blijf" in request.POST
        return versieadres(concept, "vraag", bewaard[0]) if hier else _anker(concept, bewaard[0])

    return bewerk(
        request,
        form,
        doe,
        rijen=rijen,
        terug=_anker(concept, oud.get("id", houder)),
        naar=naar,
        titel=_("Wijzig de vraag") if oud else _("Nieuwe vraag"),
        knop=_("Bewaar"),
        gelukt=_("De vraag is bewaard."),
        intro=_("Soort: %(soort)s.") % {"soort": soort.naam},
        pad=kruimels(concept, _("Vraag")),
        meer={"mag_blijven": True},
    )


@beheer
@get_en_post
def vraag_weg(request: MedewerkerVerzoek, uuid: UUID, vraag: UUID) -> HttpResponse:
    """Take a question out, after asking."""
    concept = concept_met(uuid)
    gevonden = _vraag(concept, vraag)
    return bewerk(
        request,
        BevestigForm(ingevuld(request)),
        lambda: verwijder_vraag(concept, vraag, door=request.user),
        terug=_anker(concept, vraag),
        naar=lambda: versieadres(concept),
        titel=_("Verwijder ‘%(titel)s’") % {"titel": gevonden.label or gevonden.sleutel},
        knop=_("Verwijder"),
        gelukt=_("De vraag is verwijderd."),
        intro=_("Staat de vraag in een regel? Dan ziet u dat voor het publiceren."),
        pad=kruimels(concept, _("Verwijderen")),
        gevaar=True,
    )


@beheer
@require_POST
def vraag_kopieer(request: MedewerkerVerzoek, uuid: UUID, vraag: UUID) -> HttpResponse:
    """Copy a question; the copy stands below it."""
    concept = concept_met(uuid)
    _vraag(concept, vraag)
    nieuw = kopieer_vraag(concept, vraag, door=request.user)
    messages.success(request, _("De kopie staat eronder."))
    return redirect(_anker(concept, nieuw))


@beheer
@require_POST
def vraag_verplaats(request: MedewerkerVerzoek, uuid: UUID, vraag: UUID) -> HttpResponse:
    """Move a question one place."""
    concept = concept_met(uuid)
    _vraag(concept, vraag)
    verplaats_vraag(concept, vraag, richting=RICHTING.get(request.POST.get("richting", ""), 1), door=request.user)
    return redirect(_anker(concept, vraag))
