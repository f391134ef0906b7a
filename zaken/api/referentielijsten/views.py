"""The Referentielijsten API: public and read-only, as the one of VNG, so that nobody depends on a third party."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, re_path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from mijnportaal.accounts.beleid import openbaar
from mijnportaal.zgw import fouten
from mijnportaal.zgw.filters import weiger_onbekende
from mijnportaal.zgw.fouten import Fout
from mijnportaal.zgw.velden import is_adres
from mijnportaal.zgw.verzoek import Verzoekcontext, binnen
from zaken.api.referentielijsten.weergave import (
    Toner,
    toon_kanaal,
    toon_omschrijving,
    toon_procestype,
    toon_resultaat,
)
from zaken.selectielijst import PAD, Procestype, Resultaat, lijsten, procestype, procestype_van

VERSIE = "1.0.0"
PER_BLAD = 100
HOOGSTE_PER_BLAD = 500
Filter = Callable[[Sequence[Any], str], list[Any]]


@dataclass(frozen=True)
class Lijst:
    """One list: where its rows are, how they look, on what can be filtered, and whether it has pages."""

    soort: str
    toon: Toner
    filters: Mapping[str, Filter]
    bladert: bool

    @property
    def rijen(self) -> Mapping[UUID, Any]:
        """Return all rows, in order."""
        rijen: Mapping[UUID, Any] = getattr(lijsten(), self.soort)
        return rijen


def _op_jaar(rijen: Sequence[Any], waarde: str) -> list[Procestype]:
    if not (waarde.isascii() and waarde.isdigit()):
        raise fouten.veld_ongeldig("jaar", "invalid", _("Voer een geldig getal in."))
    return [rij for rij in rijen if rij.jaar == int(waarde)]


def _op_procestype(rijen: Sequence[Any], waarde: str) -> list[Resultaat]:
    if not is_adres(waarde):
        raise fouten.veld_ongeldig("procesType", "invalid", _("Voer een geldige URL in."))
    gezocht = procestype_van(waarde)
    return [rij for rij in rijen if rij.procestype is gezocht]


def _op_naam(rijen: Sequence[Any], waarde: str) -> list[Resultaat]:
    return [rij for rij in rijen if rij.naam == waarde]


LIJSTEN = (
    Lijst("procestypen", toon_procestype, {"jaar": _op_jaar}, bladert=False),
    # The API of VNG answers to both spellings of procesType.
    Lijst(
        "resultaten",
        toon_resultaat,
        {"procesType": _op_procestype, "proces_type": _op_procestype, "naam": _op_naam},
        bladert=True,
    ),
    Lijst("resultaattypeomschrijvingen", toon_omschrijving, {}, bladert=False),
    Lijst("communicatiekanalen", toon_kanaal, {}, bladert=True),
)


def paden() -> list[URLPattern]:
    """Return the addresses: list and detail of each, and 404 in the words of the standard for any other."""
    begin = PAD.lstrip("/")
    uit: list[URLPattern] = []
    for lijst in LIJSTEN:
        uit.append(path(f"{begin}/{lijst.soort}", _als_view(_toon_lijst, lijst)))
        uit.append(path(f"{begin}/{lijst.soort}/<uuid:uuid>", _als_view(_toon_een, lijst)))
    return [*uit, re_path(rf"^{begin}(?:/[\s\S]*)?$", _als_view(_onbekend, LIJSTEN[0]))]


def _als_view(antwoord: Callable[..., Any], lijst: Lijst) -> Callable[..., HttpResponse]:
    """Return a view for everybody, that only reads."""

    @openbaar
    @csrf_exempt
    def view(request: HttpRequest, **pad: Any) -> HttpResponse:
        try:
            _eis_lezen(request)
            # The name under which we are asked is one of ours, in the addresses of filters too.
            with binnen(Verzoekcontext(host=request.get_host())):
                inhoud = antwoord(lijst, request, **pad)
            response: HttpResponse = JsonResponse(inhoud, safe=False, json_dumps_params={"ensure_ascii": False})
            # Nobody's data: it may be kept a day, as who asks for the selectielijst does.
            response["Cache-Control"] = "public, max-age=86400"
        except Fout as fout:
            response = fouten.antwoord(fout, request)
        response["API-version"] = VERSIE
        return response

    return view


def _eis_lezen(request: HttpRequest) -> None:
    if request.method not in {"GET", "HEAD"}:
        detail = _("Methode “%(methode)s” niet toegestaan.") % {"methode": request.method}
        raise Fout(405, "method_not_allowed", detail, detail, koppen={"Allow": "GET, HEAD"})


def _toon_een(lijst: Lijst, request: HttpRequest, uuid: UUID) -> dict[str, Any]:
    weiger_onbekende(request.GET.dict(), frozenset())
    rij = procestype(uuid) if lijst.soort == "procestypen" else lijst.rijen.get(uuid)
    if rij is None:
        raise fouten.niet_gevonden()
    return lijst.toon(rij, _basis(request))


def _toon_lijst(lijst: Lijst, request: HttpRequest) -> list[dict[str, Any]] | dict[str, Any]:
    parameters = request.GET.dict()
    weiger_onbekende(parameters, lijst.filters.keys() | ({"page", "pageSize"} if lijst.bladert else set()))
    rijen = list(lijst.rijen.values())
    for naam, filter_ in lijst.filters.items():
        if parameters.get(naam):
            rijen = filter_(rijen, parameters[naam])
    if lijst.bladert:
        return _blad(lijst, request, rijen, parameters)
    return [lijst.toon(rij, _basis(request)) for rij in rijen]


def _blad(lijst: Lijst, request: HttpRequest, rijen: Sequence[Any], parameters: Mapping[str, str]) -> dict[str, Any]:
    nummer = _getal(parameters.get("page", "1"), hoogste=10_000)
    omvang = _getal(parameters.get("pageSize", str(PER_BLAD)), hoogste=HOOGSTE_PER_BLAD)
    op_blad = rijen[(nummer - 1) * omvang : nummer * omvang]
    if not op_blad and nummer > 1:
        raise _geen_blad()
    adres = f"{_basis(request)}{request.path}"
    return {
        "count": len(rijen),
        "next": _adres(adres, parameters, nummer + 1) if nummer * omvang < len(rijen) else None,
        "previous": _adres(adres, parameters, nummer - 1) if nummer > 1 else None,
        "results": [lijst.toon(rij, _basis(request)) for rij in op_blad],
    }


def _getal(tekst: str, *, hoogste: int) -> int:
    if not (tekst.isascii() and tekst.isdigit() and len(tekst) < 10 and 1 <= int(tekst) <= hoogste):
        raise _geen_blad()
    return int(tekst)


def _geen_blad() -> Fout:
    return fouten.niet_gevonden(_("Ongeldige pagina."))


def _adres(adres: str, parameters: Mapping[str, str], nummer: int) -> str:
    return f"{adres}?{urlencode({**parameters, 'page': nummer})}"


def _basis(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _onbekend(lijst: Lijst, request: HttpRequest) -> None:
    raise fouten.niet_gevonden()
