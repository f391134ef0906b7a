"""What a zaak has to do with other zaken, and what colleagues note about it."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from mijnportaal.accounts.beleid import voor_profiel
from mijnportaal.accounts.verzoek import MedewerkerVerzoek
from zaken.behandeling import werkformulieren
from zaken.behandeling.pagina import formulierpagina, handeling
from zaken.behandeling.views import BEHANDELAARS
from zaken.models import Recht
from zaken.services import notities, relaties
from zaken.toegang import zaak_voor


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def notitie(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Write a note for colleagues."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    return handeling(
        request,
        zaak,
        werkformulieren.NotitieForm,
        partial(notities.schrijf_notitie, zaak),
        titel=_("Schrijf een notitie"),
        knop=_("Bewaar"),
        gelukt=_("De notitie staat in de zaak."),
        intro=_("Uw collega’s lezen dit. De inwoner ziet het niet, maar kan het wel opvragen."),
        ook_gesloten=True,
    )


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def relatie(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Relate this zaak to another one."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    return handeling(
        request,
        zaak,
        werkformulieren.RelatieForm,
        partial(relaties.leg_relatie, zaak),
        titel=_("Leg een relatie met een zaak"),
        knop=_("Leg de relatie"),
        gelukt=lambda ingevuld: _("Deze zaak hoort nu bij %(nummer)s.") % {"nummer": ingevuld["andere"]},
    )


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def relatie_weg(request: MedewerkerVerzoek, uuid: UUID, relatie: UUID) -> HttpResponse:
    """Take away a relation that this zaak has."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    gevonden = zaak.relaties.select_related("zaak", "andere_zaak").filter(uuid=relatie).first()
    if gevonden is None:
        raise Http404
    return handeling(
        request,
        zaak,
        werkformulieren.RelatieWegForm,
        partial(relaties.verwijder_relatie, gevonden),
        titel=_("Haal de relatie weg"),
        knop=_("Haal weg"),
        gelukt=_("De relatie is weg."),
        intro=str(gevonden.andere_zaak or gevonden.andere_zaak_url),
        gevaar=True,
    )


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def deelzaak(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Begin a zaak that is a part of this one."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    return handeling(
        request,
        zaak,
        werkformulieren.DeelzaakForm,
        partial(relaties.start_deelzaak, zaak),
        titel=_("Start een deelzaak"),
        knop=_("Start"),
        gelukt=_("De deelzaak is gestart."),
        intro=_("De deelzaak is voor dezelfde inwoner en heeft een eigen termijn, vanaf vandaag."),
        beletsels=relaties.beletsels_deelzaak(zaak),
    )
