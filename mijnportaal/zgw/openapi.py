"""Hand out the description of an API, as it stands in the repository."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from mijnportaal.accounts.beleid import openbaar


def schema_pad(pad: str, versie: str, bestand: Path) -> URLPattern:
    """Return the address of the description, such as /zaken/api/v1/schema/openapi.yaml; everybody may read it."""
    return path(f"{pad.lstrip('/')}/schema/openapi.yaml", _view(versie, bestand))


def _view(versie: str, bestand: Path) -> Callable[..., HttpResponse]:
    @openbaar
    def view(request: HttpRequest, **pad: Any) -> HttpResponse:
        response = HttpResponse(bestand.read_bytes(), content_type="application/yaml")
        response["API-version"] = versie
        return response

    return view
