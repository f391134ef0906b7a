"""Tasks of a zaak: for the resident, and for colleagues."""

from functools import partial
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from mijnportaal.accounts.beleid import voor_profiel
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.accounts.verzoek import MedewerkerVerzoek
from zaken.behandeling import forms, werkformulieren
from zaken.behandeling.pagina import formulierpagina, handeling
from zaken.behandeling.views import BEHANDELAARS
from zaken.models import Recht, Taak, Zaak
from zaken.services import taken
from zaken.services.opschorten import beletsels_opschorten
from zaken.services.taakregels import beletsels_overgang
from zaken.toegang import taken_voor, zaak_voor


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def aanvulling(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Ask the resident for what is missing; until the answer the term stands still."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    return handeling(
        request,
        zaak,
        forms.AanvullingForm,
        partial(taken.vraag_aanvulling, zaak),
        titel=_("Vraag om aanvulling"),
        knop=_("Stel de vraag"),
        gelukt=_("De vraag is gesteld. De termijn staat stil tot de inwoner antwoordt."),
        intro=_("De inwoner krijgt een taak en een bericht."),
        beletsels=beletsels_opschorten(zaak),
    )


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def taak_nieuw(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Ask a colleague for something; the resident does not see it."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    return handeling(
        request,
        zaak,
        werkformulieren.TaakForm,
        partial(taken.maak_taak, zaak),
        titel=_("Nieuwe taak voor een collega"),
        knop=_("Maak de taak"),
        gelukt=_("De taak staat in de zaak."),
        intro=_("De inwoner ziet deze taak niet."),
    )


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def taak_vervalt(request: MedewerkerVerzoek, uuid: UUID, taak: UUID) -> HttpResponse:
    """Drop a task that is no longer needed."""
    zaak, gevonden = _zaak_en_taak(request.user, uuid, taak)
    voor_inwoner = gevonden.voor == Taak.Voor.INWONER
    return handeling(
        request,
        zaak,
        forms.TaakVervaltForm,
        partial(taken.laat_taak_vervallen, gevonden),
        titel=_("Laat taak vervallen"),
        knop=_("Laat vervallen"),
        gelukt=_("De taak is vervallen. De inwoner krijgt daar bericht van.")
        if voor_inwoner
        else _("De taak is vervallen."),
        intro=gevonden.titel,
        beletsels=beletsels_overgang(gevonden, Taak.Status.VERVALLEN),
        gevaar=True,
    )


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def taak_afronden(request: MedewerkerVerzoek, uuid: UUID, taak: UUID) -> HttpResponse:
    """Finish a task of staff, with what came of it."""
    zaak, gevonden = _zaak_en_taak(request.user, uuid, taak)
    return handeling(
        request,
        zaak,
        werkformulieren.TaakAfrondenForm,
        partial(taken.rond_taak_af, gevonden, documenten=(), auteur=request.user.naam),
        titel=_("Rond taak af"),
        knop=_("Rond af"),
        gelukt=_("De taak is klaar."),
        intro=gevonden.titel,
        beletsels=[*beletsels_overgang(gevonden, Taak.Status.AFGEROND), *_beletsels_van_inwoner(gevonden)],
    )


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def taak_heropenen(request: MedewerkerVerzoek, uuid: UUID, taak: UUID) -> HttpResponse:
    """Ask again what seemed done."""
    zaak, gevonden = _zaak_en_taak(request.user, uuid, taak)
    return handeling(
        request,
        zaak,
        werkformulieren.TaakHeropenenForm,
        partial(taken.heropen_taak, gevonden),
        titel=_("Heropen taak"),
        knop=_("Heropen"),
        gelukt=_("De taak staat weer open."),
        intro=gevonden.titel,
        beletsels=beletsels_overgang(gevonden, Taak.Status.OPEN),
    )


def _zaak_en_taak(medewerker: Gebruiker, uuid: UUID, taak: UUID) -> tuple[Zaak, Taak]:
    """Return the zaak and the task of it, or 404."""
    zaak = zaak_voor(medewerker, uuid, Recht.BEHANDELEN)
    gevonden = taken_voor(medewerker).select_related("zaak").filter(zaak=zaak, uuid=taak).first()
    if gevonden is None:
        raise Http404
    return zaak, gevonden


def _beletsels_van_inwoner(taak: Taak) -> list[ValidationError]:
    """Return that only the resident can do this; who does not need it any more lets it lapse."""
    if taak.voor != Taak.Voor.INWONER:
        return []
    zin = _("Deze taak is voor de inwoner. Is hij niet meer nodig? Laat hem dan vervallen.")
    return [ValidationError(zin, code="taak-van-inwoner")]
