"""What is done with the term of a zaak: let it stand still, let it run, make it longer (Awb 4:14 and 4:15)."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from mijnportaal.accounts.beleid import voor_profiel
from mijnportaal.accounts.verzoek import MedewerkerVerzoek
from zaken.behandeling import termijnformulieren
from zaken.behandeling.pagina import formulierpagina, handeling
from zaken.behandeling.views import BEHANDELAARS
from zaken.models import Recht
from zaken.services import opschorten as opschorting
from zaken.services import verlengen as verlenging
from zaken.toegang import zaak_voor


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def opschorten(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Let the term stand still for another ground than a question to the resident."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    return handeling(
        request,
        zaak,
        termijnformulieren.OpschortForm,
        partial(opschorting.schort_op, zaak),
        titel=_("Zet de termijn stil"),
        knop=_("Zet stil"),
        gelukt=_("De termijn staat stil. De inwoner krijgt daar bericht van."),
        intro=_("Mist u iets van de inwoner? Vraag dan om aanvulling. Dan staat de termijn vanzelf stil."),
        beletsels=opschorting.beletsels_opschorten(zaak),
    )


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def hervatten(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Let the term run again; the days that it stood still are added."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    return handeling(
        request,
        zaak,
        termijnformulieren.HervatForm,
        partial(opschorting.hervat, zaak),
        titel=_("Laat de termijn weer lopen"),
        knop=_("Laat weer lopen"),
        gelukt=_("De termijn loopt weer. De inwoner krijgt de nieuwe datum."),
        beletsels=opschorting.beletsels_hervatten(opschorting.open_opschorting(zaak)),
    )


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def verlengen(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Make the term longer, once, as the law of this zaaktype allows."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    return handeling(
        request,
        zaak,
        termijnformulieren.VerlengForm,
        partial(verlenging.verleng, zaak),
        titel=_("Verleng de termijn"),
        knop=_("Verleng"),
        gelukt=_("De termijn is langer. De inwoner krijgt de nieuwe datum."),
        intro=_("U kunt dit één keer doen, voordat de termijn voorbij is."),
        beletsels=verlenging.beletsels_verlengen(zaak),
    )


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def latere_datum(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Tell that it will be later (Awb 4:14)."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    wettelijk = _("De datum uit de wet verandert niet. De inwoner weet dan wel wanneer u beslist.")
    eigen = _("Deze datum wordt de nieuwe uiterste datum.")
    return handeling(
        request,
        zaak,
        termijnformulieren.LatereDatumForm,
        partial(verlenging.noem_latere_datum, zaak),
        titel=_("Noem een latere datum"),
        knop=_("Noem deze datum"),
        gelukt=_("De inwoner krijgt bericht met de nieuwe datum."),
        intro=wettelijk if zaak.zaaktypeversie.wettelijke_termijn else eigen,
        beletsels=verlenging.beletsels_latere_datum(zaak),
    )
