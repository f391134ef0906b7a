"""Pages of a list: found without walking it, counted without counting a million rows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mijnportaal.zgw.fouten import Fout

PER_BLAD = 100
HOOGSTE_PER_BLAD = 500
# Up to here the count is exact; above it is what the planner expects, and the header X-Count-Estimated says so.
PRECIES_TOT = 10_000
PARAMETERS = frozenset({"page", "pageSize", "vanaf"})
# Further than this nobody turns pages by number; who follows `next` is not held up (parameter `vanaf`).
VERSTE_BLAD = 1_000_000


@dataclass(frozen=True, slots=True)
class Blad:
    """One page: the keys of its rows, how many rows there are, and the addresses of its neighbours."""

    pks: list[int]
    count: int
    geschat: bool
    next: str | None
    previous: str | None


@dataclass(frozen=True, slots=True)
class _Vraag:
    nummer: int
    omvang: int
    vanaf: int | None


def blader(rijen: QuerySet[Any, Any], parameters: Mapping[str, Any], adres: str, *, geordend: bool) -> Blad:
    """Return the page that the parameters ask for.

    Without an order of its own a list runs from the newest row to the oldest, and `next` carries the last key of this
    page (`vanaf`), so that page 9,000 costs what page 2 costs.
    """
    vraag = _vraag(parameters)
    pks, geteld = _lees(rijen if geordend else rijen.order_by("-pk"), rijen, vraag)
    meer, pks = len(pks) > vraag.omvang, pks[: vraag.omvang]
    if not pks and vraag.nummer > 1:
        raise Fout(404, "not_found", _("Niet gevonden."), _("Ongeldige pagina."))
    geschat = geteld > PRECIES_TOT
    count = max(geteld, _verwacht(rijen)) if geschat else geteld
    volgende = {"page": vraag.nummer + 1} | ({} if geordend else {"vanaf": pks[-1] if pks else 0})
    return Blad(
        pks,
        max(count, _begin(vraag) + len(pks) + meer),
        geschat,
        _adres(adres, parameters, volgende) if meer else None,
        _adres(adres, parameters, {"page": vraag.nummer - 1}) if vraag.nummer > 1 else None,
    )


def _begin(vraag: _Vraag) -> int:
    return (vraag.nummer - 1) * vraag.omvang


def _lees(geordend: QuerySet[Any, Any], rijen: QuerySet[Any, Any], vraag: _Vraag) -> tuple[list[int], int]:
    """Return the keys of the page and one more, and how many rows there are up to the bound, with one query."""
    sleutels = geordend.values_list("pk", flat=True)
    if vraag.vanaf is not None:
        deel = sleutels.filter(pk__lt=vraag.vanaf)[: vraag.omvang + 1]
    else:
        deel = sleutels[_begin(vraag) : _begin(vraag) + vraag.omvang + 1]
    try:
        sql, params = deel.query.sql_with_params()
        tel_sql, tel_params = rijen.order_by().values("pk")[: PRECIES_TOT + 1].query.sql_with_params()
    except EmptyResultSet:  # a filter that nothing can meet
        return [], 0
    # Both texts are made by the ORM; Django names the column of values_list("pk") so.
    vraagtekst = f"SELECT (SELECT count(*) FROM ({tel_sql}) AS rijen), ARRAY(SELECT blad.pk FROM ({sql}) AS blad)"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(vraagtekst, [*tel_params, *params])
        geteld, pks = cursor.fetchone()
    return list(pks), int(geteld)


def _vraag(parameters: Mapping[str, Any]) -> _Vraag:
    nummer = _getal(parameters.get("page", 1), hoogste=VERSTE_BLAD)
    omvang = _getal(parameters.get("pageSize", PER_BLAD), hoogste=HOOGSTE_PER_BLAD)
    vanaf = parameters.get("vanaf")
    return _Vraag(nummer, omvang, None if vanaf is None else _getal(vanaf, hoogste=2**63 - 1))


def _getal(waarde: Any, *, hoogste: int) -> int:
    tekst = str(waarde)
    if not (tekst.isascii() and tekst.isdigit() and len(tekst) < 20 and 1 <= int(tekst) <= hoogste):
        raise Fout(404, "not_found", _("Niet gevonden."), _("Ongeldige pagina."))
    return int(tekst)


def _verwacht(rijen: QuerySet[Any, Any]) -> int:
    """Return how many rows the planner expects; that costs no reading."""
    sql, params = rijen.order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        (plan,) = cursor.fetchone()
    plan = json.loads(plan) if isinstance(plan, str) else plan
    return int(plan[0]["Plan"]["Plan Rows"])


def _adres(adres: str, parameters: Mapping[str, Any], nieuw: Mapping[str, Any]) -> str:
    blijft = {naam: waarde for naam, waarde in parameters.items() if naam not in {"page", "vanaf"}}
    return f"{adres}?{urlencode(blijft | dict(nieuw))}"
