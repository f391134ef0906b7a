"""The pages of the KCC: find the caller, and see in one screen what is running."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from klantcontact.forms import RedenForm, ZoekForm
from klantcontact.gesprek import doel_voor, onthoud_doel
from klantcontact.klantbeeld import klantbeeld
from klantcontact.toegang import MAX_GEVONDEN, klant_voor, klanten_voor
from mijnportaal.accounts.beleid import voor_profiel
from mijnportaal.accounts.inzage import leg_inzage_vast
from mijnportaal.accounts.models import Inzage, Profiel
from mijnportaal.accounts.verzoek import MedewerkerVerzoek
from zaken.models import Betrokkene


@voor_profiel(Profiel.KCC)
@require_http_methods(["GET", "POST"])
def zoeken(request: MedewerkerVerzoek) -> HttpResponse:
    """Find the caller. By POST only, so that no name or number stands in an address or a log (S-30)."""
    form = ZoekForm(request.POST if request.method == "POST" else None)
    gevonden = _zoek(request, form) if form.is_valid() else None
    context = {"form": form, "klanten": gevonden, "max_gevonden": MAX_GEVONDEN}
    return render(request, "klantcontact/zoeken.html", context)


@transaction.atomic
def _zoek(request: MedewerkerVerzoek, form: ZoekForm) -> list[Betrokkene]:
    """Return who was found, each with a line in the view log (P-09, P-17)."""
    klanten = klanten_voor(request.user, form.vraag)
    for gevonden in klanten:
        _leg_vast(request, gevonden, doel=form.doel, scherm="kcc/zoeken")
    onthoud_doel(request.session, [gevonden.uuid for gevonden in klanten], form.doel)
    return klanten


@voor_profiel(Profiel.KCC)
@require_http_methods(["GET", "POST"])
def klant(request: MedewerkerVerzoek, uuid: UUID) -> HttpResponse:
    """Show what runs for this customer; who did not come from a search says first why."""
    gevonden = klant_voor(request.user, uuid)
    form = RedenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        onthoud_doel(request.session, [gevonden.uuid], form.doel)
        return redirect("klantcontact:klant", uuid=uuid)
    doel = doel_voor(request.session, gevonden.uuid)
    if not doel or form.errors:
        return render(request, "klantcontact/reden.html", {"form": form})
    with transaction.atomic():
        _leg_vast(request, gevonden, doel=doel, scherm="kcc/klant")
        beeld = klantbeeld(request.user, gevonden)
    context = {
        "beeld": beeld,
        "klant": gevonden,
        "regels": _kopregels(gevonden),
        "badges": _badges(gevonden),
        "acties": [
            {
                "tekst": _("Nieuwe zoekvraag"),
                "url": reverse("klantcontact:zoeken"),
                "soort": "secundair",
                "icoon": "search",
            }
        ],
    }
    return render(request, "klantcontact/klant.html", context)


def _kopregels(gezien: Betrokkene) -> list[str]:
    """Return what the bar on top shows beside the name, to check with the caller."""
    geboren = formats.date_format(gezien.geboortedatum) if gezien.geboortedatum else ""
    bsn = _("BSN %(nummer)s") % {"nummer": gezien.bsn_gemaskeerd} if gezien.bsn_gemaskeerd else ""
    return [regel for regel in (geboren, bsn, gezien.adresregel) if regel]


def _badges(gezien: Betrokkene) -> list[dict[str, str]]:
    """Return what the employee should know before the first sentence."""
    if gezien.taal == settings.LANGUAGE_CODE:
        return []
    taal = get_language_info(gezien.taal)["name_translated"]
    return [{"tekst": _("Leest liever %(taal)s") % {"taal": taal}, "soort": "actief", "icoon": "language"}]


def _leg_vast(request: MedewerkerVerzoek, gezien: Betrokkene, *, doel: str, scherm: str) -> None:
    leg_inzage_vast(request.user, soort=Inzage.Onderwerp.BETROKKENE, onderwerp=gezien.uuid, doel=doel, scherm=scherm)
