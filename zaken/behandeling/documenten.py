"""Documents of a zaak: opened by staff, and added by staff."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from mijnportaal.accounts.beleid import voor_profiel
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.accounts.verzoek import MedewerkerVerzoek
from mijnportaal.kern import opslag
from mijnportaal.kern.uploaden import neemt_bestanden
from zaken.behandeling.forms import DocumentForm
from zaken.behandeling.inzage import bekijk_document
from zaken.behandeling.pagina import formulierpagina, lukt, naar_zaak, toon
from zaken.behandeling.views import BEHANDELAARS
from zaken.models import Recht, Richting, Zaak, ZaaktypeInformatieobjecttype
from zaken.services.documenten import NieuwDocument, voeg_documenten_toe
from zaken.services.sloten import eis_open
from zaken.toegang import document_voor, zaak_voor


@voor_profiel(*BEHANDELAARS)
@require_GET
def document(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponseBase:
    """Hand out the newest version of a document, after writing down who looks; `?toon=1` shows it in the page."""
    gevonden = bekijk_document(document_voor(request.user, uuid), request.user, scherm="werk/document")
    versie = gevonden.informatieobject.versies.latest("versie")
    return opslag.download_antwoord(
        pad=versie.pad,
        naam=versie.bestandsnaam,
        mimetype=versie.mimetype,
        omvang=versie.omvang or 0,
        sha256=versie.sha256,
        verzoek=request,
        inline="toon" in request.GET,
    )


@neemt_bestanden
@voor_profiel(*BEHANDELAARS)
@formulierpagina
def document_toevoegen(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Add files to the zaak: the photo of the work that was done, or any document of the zaaktype."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    form = DocumentForm(request.POST or None, request.FILES or None, zaak=zaak, medewerker=request.user)
    if form.is_valid() and zaak.is_open and lukt(form, _voeg_toe, zaak, form, request.user):
        aantal = len(form.uploads)
        zin = ngettext("Het document staat in de zaak.", "%(aantal)s documenten staan in de zaak.", aantal)
        return naar_zaak(request, zaak, zin % {"aantal": aantal})
    return toon(request, zaak, form, titel=_("Foto of document toevoegen"), knop=_("Voeg toe"), redenen=eis_open(zaak))


def _voeg_toe(zaak: Zaak, form: DocumentForm, medewerker: Gebruiker) -> None:
    """Store the files, then write their rows in one transaction."""
    soort: ZaaktypeInformatieobjecttype = form.cleaned_data["soort"]
    with opslag.bewaard(form.uploads) as bestanden:
        documenten = [
            NieuwDocument(
                bestand=bestand,
                titel=form.cleaned_data["titel"] or bestand.naam,
                informatieobjecttype=soort.informatieobjecttype,
                richting=Richting(soort.richting),
                zichtbaar_voor_inwoner=form.cleaned_data["zichtbaar_voor_inwoner"],
            )
            for bestand in bestanden
        ]
        voeg_documenten_toe(zaak, documenten, auteur=medewerker.naam, door=medewerker)
