"""Pages of a list: found without walking it, counted without counting a million rows."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mijnportaal.kern.voorbereid import vraag
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
    nummer: int = 1
    omvang: int = PER_BLAD
    vanaf: int | None = None


EERSTE = _Vraag()


def blader(
    rijen: QuerySet[Any, Any],
    parameters: Mapping[str, Any],
    adres: str,
    *,
    geordend: QuerySet[Any, Any] | None,
    vast: bool = False,
) -> Blad:
    """Return the page that the parameters ask for; `geordend` are the same rows in the order that was asked, if any.

    `vast` tells that the best plan is the same whatever the values are, so that it is made once.

    Without an order of its own a list runs from the newest row to the oldest, and `next` carries the last key of this
    page (`vanaf`), so that page 9,000 costs what page 2 costs.
    """
    gevraagd = _vraag(parameters)
    pks, geteld = _lees(rijen, geordend, gevraagd, vast=vast)
    meer, pks = len(pks) > gevraagd.omvang, pks[: gevraagd.omvang]
    if not pks and gevraagd.nummer > 1:
        raise Fout(404, "not_found", _("Niet gevonden."), _("Ongeldige pagina."))
    geschat = geteld > PRECIES_TOT
    count = max(geteld, _verwacht(rijen)) if geschat else geteld
    volgende = {"page": gevraagd.nummer + 1} | ({} if geordend is not None else {"vanaf": pks[-1] if pks else 0})
    return Blad(
        pks,
        max(count, _begin(gevraagd) + len(pks) + meer),
        geschat,
        _adres(adres, parameters, volgende) if meer else None,
        _adres(adres, parameters, {"page": gevraagd.nummer - 1}) if gevraagd.nummer > 1 else None,
    )


def _begin(gevraagd: _Vraag) -> int:
    return (gevraagd.nummer - 1) * gevraagd.omvang


def _lees(
    rijen: QuerySet[Any, Any], geordend: QuerySet[Any, Any] | None, gevraagd: _Vraag, *, vast: bool
) -> tuple[list[int], int]:
    """Return the keys of the page and one more, and how many rows there are up to the bound, with one query."""
    params: Sequence[Any]
    try:
        sql, params = rijen.order_by().values("pk").query.sql_with_params()
        if geordend is None and gevraagd.vanaf is None:
            sql = _van_voren(sql, gevraagd)
        else:
            sql, params = _apart(sql, params, rijen.order_by("-pk") if geordend is None else geordend, gevraagd)
    except EmptyResultSet:  # a filter that nothing can meet
        return [], 0
    if vast and gevraagd == EERSTE:
        ((pks, geteld),) = vraag(sql, params)
    else:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            pks, geteld = cursor.fetchone()
    return list(pks), int(geteld)


# The texts that these statements are made of come from the ORM; it names the column of values("pk") so.


def _van_voren(sql: str, gevraagd: _Vraag) -> str:
    """Return the statement that reads the rows once, the newest first, for the page and for the count."""
    tot, begin = gevraagd.omvang + 1, _begin(gevraagd)
    return f"""
        WITH sleutels AS MATERIALIZED (
            SELECT pk FROM ({sql}) AS rijen ORDER BY pk DESC LIMIT {max(PRECIES_TOT + 1, begin + tot)}
        )
        SELECT ARRAY(SELECT pk FROM sleutels LIMIT {tot} OFFSET {begin}), (SELECT count(*) FROM sleutels)"""  # noqa: S608


def _apart(
    sql: str, params: Sequence[Any], geordend: QuerySet[Any, Any], gevraagd: _Vraag
) -> tuple[str, Sequence[Any]]:
    """Return the statement that finds the page apart from the count: it begins further on, or has another order."""
    begin = _begin(gevraagd)
    if gevraagd.vanaf is not None:
        geordend, begin = geordend.filter(pk__lt=gevraagd.vanaf), 0
    blad, blad_params = geordend.values("pk")[begin : begin + gevraagd.omvang + 1].query.sql_with_params()
    tel = f"SELECT count(*) FROM ({sql} LIMIT {PRECIES_TOT + 1}) AS rijen"  # noqa: S608
    return f"SELECT ARRAY(SELECT pk FROM ({blad}) AS blad), ({tel})", [*blad_params, *params]  # noqa: S608


def _vraag(parameters: Mapping[str, Any]) -> _Vraag:
    if PARAMETERS.isdisjoint(parameters):
        return EERSTE
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
