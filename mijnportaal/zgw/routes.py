"""The addresses of resources, each a view that is open to applications: the resource itself asks who calls."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt

from mijnportaal.accounts.beleid import voor_applicatie
from mijnportaal.zgw import fouten
from mijnportaal.zgw.bron import Api, Bron


def als_view(methode: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return a view of a method of a resource: no cookie counts here, so no CSRF either."""

    @voor_applicatie
    @csrf_exempt
    def view(request: HttpRequest, **pad: Any) -> HttpResponse:
        return methode(request, **pad)

    return view


def paden(bronnen: Iterable[Bron]) -> list[URLPattern]:
    """Return the addresses of these resources: list, detail, and what a resource has beside them."""
    uit: list[URLPattern] = []
    for bron in bronnen:
        pad = bron.volledig_pad.lstrip("/").replace("{}", f"<uuid:{bron.ouder}>")
        uit += [path(f"{pad}/{extra}", als_view(methode)) for extra, methode in bron.extra().items()]
        uit += [path(pad, als_view(bron.lijst)), path(f"{pad}/<uuid:uuid>", als_view(bron.detail))]
    return uit


def rest(api: Api) -> URLPattern:
    """Return what answers on every other address of an API: 404 in the words of the standard."""

    def onbekend(request: HttpRequest, **pad: Any) -> HttpResponse:
        response = fouten.antwoord(fouten.niet_gevonden(), request)
        response["API-version"] = api.versie
        return response

    return re_path(rf"^{api.pad.lstrip('/')}(?:/[\s\S]*)?$", als_view(onbekend))
