"""The short way in: a request for an API goes straight to its resource.

The middleware of the site is about people with a browser: sessions, languages in a cookie, forms, messages. For a
system with a token it took longer than the database takes to answer. What counts for both (https, its headers) stands
before this middleware in the settings; what a response of an API needs besides is set here.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import UUIDConverter
from django.urls.resolvers import RoutePattern
from django.utils.translation import activate, get_language_from_request

from mijnportaal.accounts.beleid import Voor, beleid_van

Antwoord = Callable[[HttpRequest], HttpResponse]
Bestemming = tuple[Callable[..., HttpResponse], tuple[str, ...]]

_UUID = re.compile(UUIDConverter.regex)
_PARAMETER = re.compile("<uuid:([a-z_]+)>")
KOPPEN = {
    "Cache-Control": "no-store, private",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
}


class ApiMiddleware:
    """Answer what is for an API, and leave the rest to the site."""

    def __init__(self, get_response: Antwoord) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        bestemming = _bestemmingen().get(_UUID.sub("{}", request.path_info))
        if bestemming is None:
            return self.get_response(request)
        view, namen = bestemming
        request.get_host()  # raises on a host that is not ours, before anything is made of it
        taal = get_language_from_request(request)
        activate(taal)
        uuids = (UUID(tekst) for tekst in _UUID.findall(request.path_info))
        response = view(request, **dict(zip(namen, uuids, strict=True)))
        self._vul_koppen(response, taal)
        return response

    def _vul_koppen(self, response: HttpResponse, taal: str) -> None:
        for naam, waarde in KOPPEN.items():
            response.headers.setdefault(naam, waarde)
        response.headers["Content-Language"] = taal
        response.headers["Vary"] = "Accept-Language"
        if not response.streaming:
            response.headers["Content-Length"] = str(len(response.content))


@cache
def _bestemmingen() -> dict[str, Bestemming]:
    """Return the addresses of the URLconf that are for applications, with {} for each uuid: view and names.

    An address that is not here, such as one that nobody has, takes the way of the site and finds the same answer.
    """
    uit: dict[str, Bestemming] = {}
    for pad, view in _adressen(get_resolver(), "/"):
        beleid = beleid_van(view)
        if beleid is not None and beleid.voor is Voor.APPLICATIE:
            sleutel = _PARAMETER.sub("{}", pad)
            if "<" not in sleutel:
                uit.setdefault(sleutel, (view, tuple(_PARAMETER.findall(pad))))
    return uit


def _adressen(resolver: URLResolver, begin: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    for deel in resolver.url_patterns:
        if not isinstance(deel.pattern, RoutePattern):
            continue
        pad = begin + str(deel.pattern)
        if isinstance(deel, URLPattern):
            yield pad, deel.callback
        else:
            yield from _adressen(deel, pad)
