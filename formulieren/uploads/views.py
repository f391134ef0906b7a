"""The addresses that the upload script talks to: tus 1.0.0, core, creation, termination and expiration.

Without the script nothing of this is used: then the files come with the form itself. Every refusal has a sentence for
the person, as JSON, because tus leaves the body of an answer free.
"""

import binascii
import functools
import logging
from base64 import b64decode
from collections.abc import Callable
from typing import IO, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError
from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import http_date
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from formulieren.models import Bijlage, Upload
from formulieren.models.upload import BEWAARTIJD
from formulieren.services.bijlagen import verwijder_bijlage
from formulieren.uploads.aanleveren import MAX_DEEL, Aankondiging, Verschoven, begin_upload, neem_deel_op, staak
from formulieren.uploads.toegang import bestandsvraag, bijlage_voor, concept_voor, upload_voor, vraag_van
from mijnportaal.accounts.beleid import InloggenNodig, openbaar
from mijnportaal.accounts.verzoek import Verzoek

logger = logging.getLogger(__name__)

TUS = "1.0.0"
DEEL = "application/offset+octet-stream"
# An error of the store or the database: the browser tries again by itself.
STORING = 503

View = Callable[..., HttpResponseBase]

UITGELOGD = _("U bent niet meer ingelogd. Laad de pagina opnieuw. Uw antwoorden zijn bewaard.")
NIET_BEWAARD = _("Wij kunnen uw bestand nu niet bewaren. Probeer het over een paar minuten opnieuw.")
REDENEN: dict[type[Exception], tuple[int, str | Promise]] = {
    Verschoven: (409, _("Dit deel van het bestand hebben wij al.")),
    Http404: (404, _("Wij vinden dit bestand niet meer. Voeg het opnieuw toe.")),
    InloggenNodig: (403, UITGELOGD),
    PermissionDenied: (403, UITGELOGD),
    OSError: (STORING, NIET_BEWAARD),
    DatabaseError: (STORING, NIET_BEWAARD),
}


class Geweigerd(Exception):
    """The request cannot be followed: its status, and a sentence for the person."""

    def __init__(self, status: int, reden: str) -> None:
        super().__init__(reden)
        self.status, self.reden = status, reden


def _tus(view: View) -> View:
    """Return the view with what tus asks of every answer, and every refusal as a sentence."""

    @functools.wraps(view)
    def met_tus(request: Verzoek, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.headers.get("Tus-Resumable") != TUS:
            antwoord: HttpResponseBase = HttpResponse(status=412, headers={"Tus-Version": TUS})
        else:
            antwoord = _met_reden(view, request, *args, **kwargs)
        antwoord["Tus-Resumable"] = TUS
        return antwoord

    return met_tus


def _met_reden(view: View, *args: object, **kwargs: object) -> HttpResponseBase:
    try:
        return view(*args, **kwargs)
    except Geweigerd as fout:
        return _reden(fout.status, fout.reden)
    except ValidationError as fout:
        return _reden(429 if fout.error_list[0].code == "te-veel-uploads" else 422, " ".join(fout.messages))
    except tuple(REDENEN) as fout:
        status, zin = next(reden for soort, reden in REDENEN.items() if isinstance(fout, soort))
        if status == STORING:
            logger.exception("upload niet bewaard")
        return _reden(status, str(zin))


def _reden(status: int, zin: str) -> HttpResponse:
    return JsonResponse({"reden": zin}, status=status)


@openbaar
@require_POST
@_tus
def uploads(request: Verzoek, slug: str, uuid: UUID) -> HttpResponse:
    """Begin a file; what comes along with this first request is its first part, and often all of it."""
    inzending = concept_voor(request, slug, uuid)
    gegevens = _metadata(request.headers.get("Upload-Metadata", ""))
    gesteld = bestandsvraag(inzending, gegevens.get("veld", ""))
    bestand = Aankondiging(gegevens.get("filename", ""), gegevens.get("filetype", ""), _getal(request, "Upload-Length"))
    nieuw = begin_upload(inzending, gesteld, bestand)
    begonnen = (
        neem_deel_op(nieuw, gesteld, begin=0, deel=cast(IO[bytes], request), omvang=_lengte(request))
        if _deel(request)
        else None
    )
    antwoord = _stand(nieuw, begonnen, status=201)
    antwoord["Location"] = reverse("formulieren:upload", args=[slug, uuid, nieuw.uuid])
    return antwoord


@openbaar
@require_http_methods(["HEAD", "PATCH", "DELETE"])
@_tus
def upload(request: Verzoek, slug: str, uuid: UUID, token: UUID) -> HttpResponse:
    """Tell how far a file is, take its next part, or throw it away."""
    bezig = upload_voor(request, concept_voor(request, slug, uuid), token)
    if request.method == "DELETE":
        staak(bezig)
        return HttpResponse(status=204)
    if request.method == "HEAD":
        return _stand(bezig, None, status=200)
    if not _deel(request):
        raise Geweigerd(415, _t("Dit is geen deel van een bestand."))
    begin = _getal(request, "Upload-Offset")
    klaar = neem_deel_op(bezig, vraag_van(bezig), begin=begin, deel=cast(IO[bytes], request), omvang=_lengte(request))
    return _stand(bezig, klaar, status=200 if klaar else 204)


@openbaar
@require_http_methods(["GET", "HEAD", "DELETE"])
@_tus
def bijlage(request: Verzoek, slug: str, uuid: UUID, bijlage: UUID) -> HttpResponse:
    """Tell what the virus scanner said of a file of the draft, or take it out."""
    inzending = concept_voor(request, slug, uuid)
    gevonden = bijlage_voor(request, inzending, bijlage)
    if request.method == "DELETE":
        verwijder_bijlage(inzending, gevonden.uuid)
        return HttpResponse(status=204)
    return JsonResponse(_weergave(gevonden))


def _stand(upload: Upload, klaar: Bijlage | None, *, status: int) -> HttpResponse:
    antwoord = JsonResponse(_weergave(klaar), status=status) if klaar else HttpResponse(status=status)
    antwoord["Upload-Offset"] = str(upload.omvang if klaar else upload.ontvangen)
    antwoord["Upload-Length"] = str(upload.omvang)
    antwoord["Cache-Control"] = "no-store"
    if not klaar:
        verloopt = upload.bijgewerkt_op + BEWAARTIJD
        antwoord["Upload-Expires"] = http_date(verloopt.timestamp())
    return antwoord


def _weergave(bijlage: Bijlage) -> dict[str, object]:
    return {
        "bijlage": str(bijlage.uuid),
        "naam": bijlage.naam,
        "omvang": bijlage.omvang,
        "scan": bijlage.scanstatus,
        "scantekst": bijlage.scantekst,
    }


def _deel(request: Verzoek) -> bool:
    return request.content_type == DEEL


def _lengte(request: Verzoek) -> int:
    lengte = request.META.get("CONTENT_LENGTH") or "0"
    if not lengte.isdecimal() or int(lengte) > MAX_DEEL:
        raise Geweigerd(413, _t("Dit deel van het bestand is te groot."))
    return int(lengte)


def _getal(request: Verzoek, kop: str) -> int:
    waarde = request.headers.get(kop, "")
    if not waarde.isdecimal() or len(waarde) > 15:
        raise Geweigerd(400, _t("Uw browser zegt niet goed hoe groot het bestand is."))
    return int(waarde)


def _metadata(kop: str) -> dict[str, str]:
    """Return what the browser says about the file: pairs of a name and a value in base64."""
    gegevens = {}
    for paar in kop.split(","):
        naam, _spatie, waarde = paar.strip().partition(" ")
        try:
            gegevens[naam] = b64decode(waarde, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
    return gegevens
