"""Hand out the description of an API, as it stands in the repository."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from mijnportaal.accounts.beleid import openbaar
from mijnportaal.zgw.bron import Api


def schema_pad(api: Api, bestand: Path) -> URLPattern:
    """Return the address of the description, such as /zaken/api/v1/schema/openapi.yaml; everybody may read it."""
    return path(f"{api.pad.lstrip('/')}/schema/openapi.yaml", _view(api, bestand))


def _view(api: Api, bestand: Path) -> Callable[..., HttpResponse]:
    @openbaar
    def view(request: HttpRequest, **pad: Any) -> HttpResponse:
        response = HttpResponse(bestand.read_bytes(), content_type="application/yaml")
        response["API-version"] = api.versie
        return response

    return view
