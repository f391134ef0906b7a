"""The one way in which an act is done on a page: its form, the reasons why not, and one service behind it."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mijnportaal.accounts.verzoek import MedewerkerVerzoek
from mijnportaal.kern.forms import PortaalForm
from zaken.behandeling.inzage import bekijk_zaak
from zaken.models import Zaak
from zaken.services.sloten import eis_open

formulierpagina = require_http_methods(["GET", "POST"])


def handeling(
    request: MedewerkerVerzoek,
    zaak: Zaak,
    formulier: Callable[..., PortaalForm],
    doe: Callable[..., object],
    *,
    titel: str,
    knop: str,
    gelukt: str | Callable[[dict[str, Any]], str],
    intro: str = "",
    beletsels: Sequence[ValidationError] = (),
    ook_gesloten: bool = False,
    gevaar: bool = False,
) -> HttpResponse:
    """Do the act with what was filled in and go back to the zaak; or show its page, with every reason why not.

    `doe` gets the cleaned data and `door`; `gelukt` is the sentence that says what happened, or makes it of that data.
    """
    form = formulier(request.POST or None, zaak=zaak, medewerker=request.user)
    if form.is_valid() and lukt(form, doe, door=request.user, **form.cleaned_data):
        return naar_zaak(request, zaak, gelukt if isinstance(gelukt, str) else gelukt(form.cleaned_data))
    redenen = [*([] if ook_gesloten else eis_open(zaak)), *beletsels]
    return toon(request, zaak, form, titel=titel, knop=knop, intro=intro, redenen=redenen, gevaar=gevaar)


def lukt(form: PortaalForm, doe: Callable[..., object], *args: object, **kwargs: object) -> bool:
    """Return whether the act was done; every reason why not stands in the form then, at its field when it names one."""
    try:
        doe(*args, **kwargs)
    except ValidationError as fout:
        for reden in fout.error_list:
            veld = (reden.params or {}).get("veld")
            form.add_error(veld if veld in form.fields else None, reden)
        return False
    return True


def naar_zaak(request: MedewerkerVerzoek, zaak: Zaak, bericht: str) -> HttpResponse:
    """Return to the page of the zaak with the sentence that it worked."""
    messages.success(request, bericht)
    return redirect("behandeling:zaak", uuid=zaak.uuid)


def toon(
    request: MedewerkerVerzoek,
    zaak: Zaak,
    form: PortaalForm,
    *,
    titel: str,
    knop: str,
    intro: str = "",
    redenen: Sequence[ValidationError] = (),
    gevaar: bool = False,
) -> HttpResponse:
    """Return the page of an act, after the look at the zaak is written down; with reasons why not it has no form."""
    bekijk_zaak(zaak, request.user, scherm=f"werk/{request.resolver_match.url_name if request.resolver_match else ''}")
    context = {
        "zaak": zaak,
        "form": form,
        "titel": titel,
        "knop": knop,
        "intro": intro,
        "gevaar": gevaar,
        "redenen": list(dict.fromkeys(zin for reden in redenen for zin in reden.messages)),
        "kruimels": [
            (_("Werkvoorraad"), reverse("behandeling:werkvoorraad")),
            (zaak.identificatie, reverse("behandeling:zaak", args=[zaak.uuid])),
            (titel, None),
        ],
    }
    return render(request, "behandeling/handeling.html", context)
