"""What is done with a zaak as a whole: who handles it, its phase, its end, and what comes after."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mijnportaal.accounts.beleid import voor_profiel
from mijnportaal.accounts.verzoek import MedewerkerVerzoek
from zaken.behandeling import forms, werkformulieren
from zaken.behandeling.pagina import formulierpagina, handeling, naar_zaak
from zaken.behandeling.views import BEHANDELAARS
from zaken.behandeling.vooruitzicht import altijd_in_de_weg, vooruitzichten
from zaken.models import Recht
from zaken.services import afsluiting, behandeling, heropening
from zaken.services.correcties import beletsels_corrigeren, corrigeer_na_sluiting
from zaken.toegang import zaak_voor


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
    return handeling(
        request,
        zaak,
        forms.GeefVrijForm,
        partial(behandeling.geef_vrij, zaak),
        titel=_("Geef terug aan de groep"),
        knop=_("Geef terug"),
        gelukt=_("De zaak is terug bij de groep."),
        intro=_("De zaak komt bij ‘Nog niet verdeeld’ van %(groep)s.") % {"groep": zaak.groep},
    )


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def wijs_toe(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Give the zaak to a colleague."""
    zaak = zaak_voor(request.user, uuid, Recht.VERDELEN)
    return handeling(
        request,
        zaak,
        forms.WijsToeForm,
        partial(behandeling.wijs_toe, zaak),
        titel=_("Wijs toe aan collega"),
        knop=_("Wijs toe"),
        gelukt=lambda ingevuld: _("%(naam)s behandelt deze zaak nu.") % {"naam": ingevuld["aan"]},
    )


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def draag_over(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Give a zaak that one handles oneself to a colleague who goes on with it."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    return handeling(
        request,
        zaak,
        werkformulieren.DraagOverForm,
        partial(behandeling.draag_over, zaak),
        titel=_("Draag over aan collega"),
        knop=_("Draag over"),
        gelukt=lambda ingevuld: _("%(naam)s behandelt deze zaak nu.") % {"naam": ingevuld["aan"]},
        intro=_("Uw collega leest waarom, en gaat verder waar u was."),
        beletsels=behandeling.beletsels_overdragen(zaak, request.user),
    )


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def status(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Set the next phase, with the text that the resident reads."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    return handeling(
        request,
        zaak,
        forms.StatusForm,
        partial(behandeling.zet_status, zaak),
        titel=_("Zet status"),
        knop=_("Zet status"),
        gelukt=lambda ingevuld: _("De status is nu: %(status)s.") % {"status": ingevuld["statustype"]},
    )


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def afsluiten(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Close the zaak; what stands in the way of each outcome, and what follows from it, is said before the click."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    uitkomsten = vooruitzichten(zaak) if zaak.is_open else []
    uitleg = {str(uitkomst.resultaattype.uuid): uitkomst.uitleg for uitkomst in uitkomsten}
    return handeling(
        request,
        zaak,
        partial(forms.AfsluitenForm, uitleg=uitleg),
        partial(afsluiting.sluit_af, zaak),
        titel=_("Sluit af"),
        knop=_("Sluit de zaak af"),
        gelukt=_("De zaak is afgesloten."),
        beletsels=altijd_in_de_weg(uitkomsten),
    )


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def heropenen(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Let a closed zaak run again; its archive dates go with its end."""
    zaak = zaak_voor(request.user, uuid, Recht.HEROPENEN)
    return handeling(
        request,
        zaak,
        werkformulieren.HeropenForm,
        partial(heropening.heropen, zaak),
        titel=_("Heropen de zaak"),
        knop=_("Heropen"),
        gelukt=_("De zaak is weer open. De inwoner krijgt daar bericht van."),
        intro=_("De einddatum en de bewaartermijn vervallen. Bij het afsluiten rekenen wij die opnieuw uit."),
        beletsels=heropening.beletsels_heropenen(zaak),
        ook_gesloten=True,
    )


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def corrigeren(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Mend what is wrong in a closed zaak; the trail keeps the old and the new."""
    zaak = zaak_voor(request.user, uuid, Recht.CORRIGEREN)

    def corrigeer(*, reden: str, **kwargs: object) -> None:
        wijzigingen = {naam: waarde for naam, waarde in kwargs.items() if naam != "door"}
        corrigeer_na_sluiting(zaak, wijzigingen, reden=reden, door=request.user)

    return handeling(
        request,
        zaak,
        werkformulieren.CorrectieForm,
        corrigeer,
        titel=_("Corrigeer de gegevens"),
        knop=_("Corrigeer"),
        gelukt=_("De gegevens zijn gecorrigeerd."),
        intro=_("Oud en nieuw blijven in het logboek van de zaak staan, met uw naam en uw reden."),
        beletsels=beletsels_corrigeren(zaak),
        ook_gesloten=True,
    )
