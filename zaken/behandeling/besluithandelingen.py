"""Decisions in a zaak: taken, changed and withdrawn."""

from functools import partial
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from mijnportaal.accounts.beleid import voor_profiel
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.accounts.verzoek import MedewerkerVerzoek
from zaken.behandeling import besluitformulieren, forms
from zaken.behandeling.pagina import formulierpagina, handeling
from zaken.behandeling.views import BEHANDELAARS
from zaken.models import Besluit, Recht, Zaak
from zaken.services import besluiten
from zaken.toegang import zaak_voor


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def besluit(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Record a decision; the resident gets it at once."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    return handeling(
        request,
        zaak,
        forms.BesluitForm,
        partial(besluiten.leg_besluit_vast, zaak),
        titel=_("Leg besluit vast"),
        knop=_("Leg vast en maak bekend"),
        gelukt=_("Het besluit is vastgelegd en bekendgemaakt."),
        intro=_("De inwoner krijgt het besluit meteen, met de laatste dag om bezwaar te maken."),
        beletsels=_geen_besluittypen(zaak),
    )


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def besluit_wijzigen(request: MedewerkerVerzoek, uuid: UUID, besluit: UUID) -> HttpResponse:
    """Change a decision; it is made known anew, with a new last day to object."""
    zaak, gevonden = _zaak_en_besluit(request.user, uuid, besluit)
    return handeling(
        request,
        zaak,
        partial(besluitformulieren.BesluitWijzigenForm, besluit=gevonden),
        partial(besluiten.wijzig_besluit, gevonden),
        titel=_("Wijzig het besluit"),
        knop=_("Wijzig en maak bekend"),
        gelukt=_("Het besluit is gewijzigd. De inwoner krijgt het opnieuw."),
        intro=_("De inwoner krijgt een nieuw bericht, met een nieuwe laatste dag om bezwaar te maken."),
        beletsels=besluiten.beletsels_vervallen(gevonden),
    )


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def besluit_intrekken(request: MedewerkerVerzoek, uuid: UUID, besluit: UUID) -> HttpResponse:
    """Withdraw a decision from a day on."""
    zaak, gevonden = _zaak_en_besluit(request.user, uuid, besluit)
    return handeling(
        request,
        zaak,
        besluitformulieren.BesluitIntrekkenForm,
        partial(besluiten.trek_besluit_in, gevonden),
        titel=_("Trek het besluit in"),
        knop=_("Trek in"),
        gelukt=_("Het besluit is ingetrokken. De inwoner krijgt daar bericht van."),
        intro=f"{gevonden.besluittype} {gevonden.identificatie}",
        beletsels=besluiten.beletsels_vervallen(gevonden),
        gevaar=True,
    )


def _zaak_en_besluit(medewerker: Gebruiker, uuid: UUID, besluit: UUID) -> tuple[Zaak, Besluit]:
    """Return the zaak and the decision in it, or 404."""
    zaak = zaak_voor(medewerker, uuid, Recht.BEHANDELEN)
    gevonden = zaak.besluiten.select_related("besluittype").filter(uuid=besluit).first()
    if gevonden is None:
        raise Http404
    return zaak, gevonden


def _geen_besluittypen(zaak: Zaak) -> list[ValidationError]:
    if zaak.zaaktypeversie.besluittypen.exists():
        return []
    return [ValidationError(_("Bij dit zaaktype hoort geen besluit."))]
