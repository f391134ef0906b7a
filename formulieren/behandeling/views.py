"""Payments and appointments of a zaak: look at them, pay back, cancel."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from formulieren.afspraken.berichten import voor_wie, wanneer
from formulieren.afspraken.boeken import annuleer
from formulieren.behandeling.forms import AfwijzenForm, TerugvragenForm, UitvoerenForm
from formulieren.betalen.terugbetalen import betaal_terug, te_ontvangen, vraag_terug, wijs_af
from formulieren.models import Afspraak, Betaling, Terugbetaling
from formulieren.models.betaling import NUL
from mijnportaal.accounts.beleid import voor_profiel
from mijnportaal.accounts.verzoek import MedewerkerVerzoek
from mijnportaal.kern.invoer import bedragtekst
from zaken.behandeling.inzage import bekijk_zaak
from zaken.behandeling.pagina import formulierpagina, handeling
from zaken.behandeling.views import BEHANDELAARS
from zaken.models import Recht, Zaak
from zaken.toegang import zaak_voor


@voor_profiel(*BEHANDELAARS)
@require_GET
def betalingen(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Show what was asked and paid for a zaak, and how that went."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    rijen = Betaling.objects.filter(zaak=zaak).prefetch_related("regels", "terugbetalingen").order_by("pk")
    context = _context(request, zaak, _("Betalingen"))
    return render(request, "formulieren/behandeling/betalingen.html", {**context, "betalingen": rijen})


@voor_profiel(*BEHANDELAARS)
@require_GET
def afspraken(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Show the appointments of a zaak."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    rijen = Afspraak.objects.filter(zaak=zaak).select_related("product", "locatie")
    regels = [(rij, voor_wie(rij.product.naam, rij.personen), wanneer(rij.begin, rij.einde)) for rij in rijen]
    context = _context(request, zaak, _("Afspraken"))
    return render(request, "formulieren/behandeling/afspraken.html", {**context, "afspraken": regels})


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def terugvragen(request: MedewerkerVerzoek, uuid: UUID, betaling: UUID) -> HttpResponse:
    """Ask to pay back what was paid, wholly or in part."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    rij = get_object_or_404(Betaling, zaak=zaak, uuid=betaling)
    hoogste = max((te_ontvangen(poging) for poging in rij.pogingen.select_related("betaling")), default=NUL)
    return handeling(
        request,
        zaak,
        partial(TerugvragenForm, hoogste=hoogste),
        partial(vraag_terug, rij),
        titel=_("Terugbetalen"),
        knop=_("Vraag de terugbetaling aan"),
        gelukt=_("De terugbetaling is aangevraagd. Er staat een taak bij de zaak."),
        intro=_("%(waarvoor)s, betaald: € %(bedrag)s.")
        % {"waarvoor": rij.omschrijving, "bedrag": bedragtekst(rij.bedrag)},
        ook_gesloten=True,
    )


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def uitvoeren(request: MedewerkerVerzoek, uuid: UUID, terug: UUID) -> HttpResponse:
    """Pay back through the provider."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    rij = _terugbetaling(zaak, terug)
    return handeling(
        request,
        zaak,
        UitvoerenForm,
        partial(betaal_terug, rij),
        titel=_("Betaal € %(bedrag)s terug") % {"bedrag": bedragtekst(rij.bedrag)},
        knop=_("Betaal terug"),
        gelukt=_("Het geld is onderweg. De inwoner krijgt bericht."),
        intro=_("Reden: %(reden)s. Het geld gaat naar de rekening waarvan is betaald.") % {"reden": rij.reden},
        ook_gesloten=True,
    )


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def afwijzen(request: MedewerkerVerzoek, uuid: UUID, terug: UUID) -> HttpResponse:
    """Refuse to pay back."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    rij = _terugbetaling(zaak, terug)
    return handeling(
        request,
        zaak,
        AfwijzenForm,
        partial(wijs_af, rij),
        titel=_("Niet terugbetalen"),
        knop=_("Wijs af"),
        gelukt=_("De terugbetaling is afgewezen."),
        intro=_("Reden van de aanvraag: %(reden)s") % {"reden": rij.reden},
        ook_gesloten=True,
        gevaar=True,
    )


@voor_profiel(*BEHANDELAARS)
@formulierpagina
def annuleren(request: MedewerkerVerzoek, uuid: UUID, afspraak: UUID) -> HttpResponse:
    """Cancel an appointment, also when the resident himself cannot any more."""
    zaak = zaak_voor(request.user, uuid, Recht.BEHANDELEN)
    rij = get_object_or_404(Afspraak.objects.select_related("product", "locatie", "zaak"), zaak=zaak, uuid=afspraak)
    return handeling(
        request,
        zaak,
        UitvoerenForm,
        partial(annuleer, rij, geforceerd=True),
        titel=_("Annuleer de afspraak"),
        knop=_("Annuleer"),
        gelukt=_("De afspraak is geannuleerd. De inwoner krijgt bericht."),
        intro=wanneer(rij.begin, rij.einde),
        ook_gesloten=True,
        gevaar=True,
    )


def _terugbetaling(zaak: Zaak, uuid: UUID) -> Terugbetaling:
    return get_object_or_404(Terugbetaling.objects.select_related("betaling", "poging"), betaling__zaak=zaak, uuid=uuid)


def _context(request: MedewerkerVerzoek, zaak: Zaak, titel: str) -> dict[str, Any]:
    """Return what both pages show of the zaak, after the look at it was written down."""
    bekijk_zaak(zaak, request.user, scherm=f"werk/{request.resolver_match.url_name if request.resolver_match else ''}")
    kruimels = [
        (_("Werkvoorraad"), reverse("behandeling:werkvoorraad")),
        (zaak.identificatie, reverse("behandeling:zaak", args=[zaak.uuid])),
        (titel, None),
    ]
    return {"zaak": zaak, "titel": titel, "kruimels": kruimels}
