"""The page where a visitor chooses how to log in, and the way out."""

from dataclasses import dataclass

from allauth.socialaccount.adapter import get_adapter
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mijnportaal.accounts.aanmelding import SESSIESLEUTEL, Middel, Niveau
from mijnportaal.accounts.beleid import Voor, beleid_van_pad, openbaar
from mijnportaal.accounts.beveiligingslog import meld
from mijnportaal.accounts.doorsturen import gevraagd_niveau, veilig_pad
from mijnportaal.accounts.verzoek import Verzoek


@dataclass(frozen=True, slots=True)
class Keuze:
    """One way to log in, as the page shows it."""

    middel: Middel
    voor_wie: str
    knop: str
    icoon: str
    meer_url: str = ""


@openbaar
@require_GET
def inloggen(request: Verzoek) -> HttpResponse:
    """Show the ways to log in that fit the page where the visitor wants to be."""
    volgende = veilig_pad(request, request.GET.get("volgende"), anders="")
    niveau = gevraagd_niveau(request, volgende)
    context = {
        "keuzes": _keuzes(request, volgende),
        "volgende": volgende,
        "gevraagd": niveau.label if niveau > Niveau.BASIS else "",
    }
    return render(request, "accounts/inloggen.html", context)


@openbaar  # a session that has just ended must be able to log out too
@require_POST
def uitloggen(request: Verzoek) -> HttpResponse:
    """End the session here, and after that the one at the identity provider."""
    gegevens = request.session.get(SESSIESLEUTEL, {})
    if gegevens:
        meld(request, "uitloggen", resultaat="gelukt", identiteit=gegevens["identiteit"], middel=gegevens["middel"])
    logout(request)
    antwoord = HttpResponseRedirect(gegevens.get("uitlogadres") or reverse("accounts:uitgelogd"))
    # Not "cookies": the session cookie is gone already, and the chosen language may stay.
    antwoord["Clear-Site-Data"] = '"cache", "storage"'
    return antwoord


@openbaar
@require_GET
def uitgelogd(request: HttpRequest) -> HttpResponse:
    """Confirm that the visitor is logged out."""
    return render(request, "accounts/uitgelogd.html")


def _keuzes(request: HttpRequest, volgende: str) -> list[Keuze]:
    """Return the configured ways to log in; only those that the page behind `volgende` lets in."""
    aanwezig = {app.provider_id for app in get_adapter(request).list_apps(request, provider="nl_oidc")}
    beleid = beleid_van_pad(volgende) if volgende else None
    weg = {Voor.INWONER: {Middel.MEDEWERKER}, Voor.MEDEWERKER: {Middel.DIGID, Middel.EHERKENNING}}
    niet = weg.get(beleid.voor, set()) if beleid else set()
    return [keuze for keuze in _alle_keuzes() if keuze.middel in aanwezig and keuze.middel not in niet]


def _alle_keuzes() -> list[Keuze]:
    return [
        Keuze(Middel.DIGID, _("Voor inwoners"), _("Inloggen met DigiD"), "user", "https://www.digid.nl"),
        Keuze(
            Middel.EHERKENNING,
            _("Voor ondernemers en organisaties"),
            _("Inloggen met eHerkenning"),
            "building",
            "https://www.eherkenning.nl",
        ),
        Keuze(Middel.MEDEWERKER, _("Voor medewerkers van de gemeente"), _("Inloggen als medewerker"), "briefcase"),
    ]
