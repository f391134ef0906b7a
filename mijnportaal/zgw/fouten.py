"""What went wrong, in the error body of the standard (RFC 7807 with `code` and `invalidParams`)."""

import json
import logging
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, RequestDataTooBig, ValidationError
from django.db import DataError, IntegrityError
from django.db.models import ProtectedError, RestrictedError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from mijnportaal.zgw.jwt import Geweigerd

logger = logging.getLogger(__name__)

NIET_AAN_EEN_VELD = "nonFieldErrors"


@dataclass(frozen=True, slots=True)
class Veldfout:
    """One entry of invalidParams: which field (dots for nesting, numbers for list items), which code, and why."""

    name: str
    code: str
    reason: str


class Fout(Exception):
    """A refusal with its status, code and title; `invalid_params` only for what was wrong in the input."""

    def __init__(
        self,
        status: int,
        code: str,
        titel: str,
        detail: str = "",
        *,
        soort: str = "",
        invalid_params: Sequence[Veldfout] = (),
        koppen: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail or titel)
        self.status, self.code, self.titel, self.detail = status, code, titel, detail
        self.soort, self.invalid_params, self.koppen = (
            soort or SOORTEN.get(status, "APIException"),
            invalid_params,
            koppen,
        )


SOORTEN = {
    400: "ValidationError",
    403: "PermissionDenied",
    404: "NotFound",
    405: "MethodNotAllowed",
    406: "NotAcceptable",
    409: "Conflict",
    412: "PreconditionFailed",
    413: "RequestEntityTooLarge",
    415: "UnsupportedMediaType",
    500: "APIException",
}


def ongeldig(*veldfouten: Veldfout) -> Fout:
    """Return the refusal of input."""
    return Fout(400, "invalid", _("Invalid input."), invalid_params=veldfouten)


def veld_ongeldig(name: str, code: str, reason: str) -> Fout:
    """Return the refusal of one field."""
    return ongeldig(Veldfout(name, code, reason))


def onleesbaar(reden: str) -> Fout:
    """Return that the body is no JSON that we take (400, parse_error)."""
    return Fout(400, "parse_error", _("Malformed request."), reden, soort="ParseError")


def niet_gevonden(detail: str = "") -> Fout:
    """Return that it is not there."""
    return Fout(404, "not_found", _("Niet gevonden."), detail or _("Niet gevonden."))


def geen_toestemming(detail: str = "") -> Fout:
    """Return that this client may not do this."""
    titel = _("Je hebt geen toestemming om deze actie uit te voeren.")
    return Fout(403, "permission_denied", titel, detail or titel)


def van_serializer(fouten: Any, naam: str = "") -> Iterator[Veldfout]:
    """Give the errors of a DRF serializer, nested as they are, as flat entries."""
    if isinstance(fouten, Mapping):
        for deel, inhoud in fouten.items():
            sleutel = NIET_AAN_EEN_VELD if deel == "non_field_errors" else str(deel)
            yield from van_serializer(inhoud, f"{naam}.{sleutel}" if naam else sleutel)
    elif isinstance(fouten, list):
        for nummer, inhoud in enumerate(fouten):
            yield from van_serializer(inhoud, naam if isinstance(inhoud, ErrorDetail) else f"{naam}.{nummer}")
    else:
        yield Veldfout(naam or NIET_AAN_EEN_VELD, str(fouten.code), str(fouten))


def van_service(fout: ValidationError, codes: Mapping[str, str] | None = None) -> list[Veldfout]:
    """Return the reasons of a service.

    `params={"veld": ...}` of a reason names the field; `codes` maps our code to that of the standard.
    """
    uit = []
    for reden in fout.error_list:
        params = reden.params if isinstance(reden.params, Mapping) else {}
        code = str(reden.code or "invalid")
        uit.append(Veldfout(params.get("veld", NIET_AAN_EEN_VELD), (codes or {}).get(code, code), reden.messages[0]))
    return uit


def als_fout(fout: Exception, codes: Mapping[str, str]) -> Fout | None:
    """Return the refusal that an exception stands for, or None when it is none: then something is broken.

    `codes` maps what our services and the rules of the database are called to the words of the standard.
    """
    for soort, vertaal in VERTALINGEN.items():
        if isinstance(fout, soort):
            return vertaal(fout, codes)
    return None


def _als_botsing(fout: IntegrityError, codes: Mapping[str, str]) -> Fout:
    """Return the refusal for a rule that only the database could see broken, in a race mostly."""
    regel = getattr(getattr(fout.__cause__, "diag", None), "constraint_name", "") or ""
    logger.warning("regel van de database", extra={"regel": regel})
    reden = _("Dit botst met wat er al is (%(regel)s).") % {"regel": regel}
    return veld_ongeldig(NIET_AAN_EEN_VELD, codes.get(regel, "unique"), reden)


def _verdwenen(fout: Exception, codes: Mapping[str, str]) -> Fout:
    """Return the refusal for a row that was deleted while this request waited for its lock."""
    logger.warning("rij is verdwenen", exc_info=fout)
    return niet_gevonden()


def _in_gebruik(fout: Exception, codes: Mapping[str, str]) -> Fout:
    return veld_ongeldig(NIET_AAN_EEN_VELD, "pending-relations", _("Dit is in gebruik en kan niet weg."))


# In order: what stands higher is more particular.
VERTALINGEN: dict[type[Exception], Callable[[Any, Mapping[str, str]], Fout]] = {
    Fout: lambda fout, codes: fout,
    Geweigerd: lambda fout, codes: Fout(fout.status, fout.code, fout.titel, fout.detail, soort=fout.fout),
    serializers.ValidationError: lambda fout, codes: ongeldig(*van_serializer(fout.detail)),
    ValidationError: lambda fout, codes: ongeldig(*van_service(fout, codes)),
    Http404: lambda fout, codes: niet_gevonden(),
    ObjectDoesNotExist: _verdwenen,
    PermissionDenied: lambda fout, codes: geen_toestemming(str(fout)),
    ProtectedError: _in_gebruik,
    RestrictedError: _in_gebruik,
    RequestDataTooBig: lambda fout, codes: Fout(413, "request_entity_too_large", _("Het bericht is te groot.")),
    IntegrityError: _als_botsing,
    DataError: lambda fout, codes: veld_ongeldig(NIET_AAN_EEN_VELD, "invalid", _("Een waarde past niet.")),
    # A moment in the year 1, which our own time zone puts before the calendar begins.
    OverflowError: lambda fout, codes: veld_ongeldig(NIET_AAN_EEN_VELD, "invalid", _("Een waarde past niet.")),
}


def antwoord(fout: Fout, request: HttpRequest) -> HttpResponse:
    """Return the error as application/problem+json."""
    basis = f"{request.scheme}://{request.get_host()}"
    inhoud: dict[str, object] = {
        "type": f"{basis}/ref/fouten/{fout.soort}/",
        "code": fout.code,
        "title": fout.titel,
        "status": fout.status,
        "detail": fout.detail,
        "instance": f"urn:uuid:{uuid.uuid4()}",
    }
    if fout.soort == "ValidationError":
        inhoud["invalidParams"] = [
            {"name": veld.name, "code": veld.code, "reason": veld.reason} for veld in fout.invalid_params
        ]
    response = HttpResponse(
        json.dumps(inhoud, ensure_ascii=False), status=fout.status, content_type="application/problem+json"
    )
    for kop, waarde in (fout.koppen or {}).items():
        response[kop] = waarde
    return response
