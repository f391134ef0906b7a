"""From rows to JSON, with one prepared statement for each resource and nothing in between.

A `Lezer` compiles the read side of a serializer once: each field gives one SQL expression and, where its value needs a
hand, one function. Reading is then: fill in the primary keys, and make dicts.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import Any, cast

from django.db.models import F, Func, JSONField, Model, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from rest_framework import serializers

from mijnportaal.kern.voorbereid import vraag

Maker = Callable[[Any, str], Any]


class JsonRij(Func):
    """The values of one row as a JSON array; unlike Django's JSONArray it keeps `json`, which costs less than jsonb."""

    function = "JSON_BUILD_ARRAY"
    output_field = JSONField()

    def __init__(self, *expressies: Any) -> None:
        # A constant has no type of its own in a prepared statement.
        super().__init__(*(Cast(deel, TextField()) if _is_tekst(deel) else deel for deel in expressies))


def _is_tekst(deel: Any) -> bool:
    return isinstance(deel, Value) and isinstance(deel.value, str)


def tijdstip(waarde: str | None, basis: str) -> str | None:
    """Return a moment as the standards write it, in UTC with a Z."""
    return waarde.removesuffix("+00:00") + "Z" if waarde else waarde


# What the act of a request read last of each row; the answer to who made it is of the same values.
_voor_spoor: ContextVar[dict[tuple[type[Model], int], str] | None] = ContextVar("gelezen_voor_het_spoor", default=None)


@contextmanager
def onthoud_gelezen() -> Iterator[None]:
    """Keep, in this block, what the trail reads of rows."""
    merk = _voor_spoor.set({})
    try:
        yield
    finally:
        _voor_spoor.reset(merk)


class Lezer:
    """Reads the rows of one model as one serializer shows them."""

    def __init__(self, model: type[Model], velden: Mapping[str, serializers.Field]) -> None:  # type: ignore[type-arg]
        self.model, self.velden = model, velden

    @cached_property
    def makers(self) -> list[tuple[str, Maker | None]]:
        """Return each name with what its value still needs."""
        return [(naam, maker_van(veld)) for naam, veld in self.velden.items()]

    @cached_property
    def _sql(self) -> tuple[str, tuple[Any, ...]]:
        """Return the statement that gives id, uuid and values of rows, as a table to ask some of."""
        rij = JsonRij(*(expressie_van(naam, veld) for naam, veld in self.velden.items()))
        rijen: QuerySet[Any, Any] = self.model._default_manager.order_by().values_list(
            "pk", "uuid", Cast(rij, TextField())
        )
        sql, params = rijen.query.sql_with_params()
        return f"SELECT * FROM ({sql}) AS bron (id, uuid, rij)", tuple(params)  # noqa: S608 - made by the ORM

    def lees(self, pks: Iterable[int], basis: str) -> list[dict[str, Any]]:
        """Return these rows in this order, what is gone left out; addresses begin with `basis`, "" for none."""
        gezocht = list(pks)
        gelezen = {pk: self.maak(rij, basis) for pk, _uuid, rij in self._vraag("id = ANY(%s::bigint[])", gezocht)}
        return [gelezen[pk] for pk in gezocht if pk in gelezen]

    def lees_uuids(self, uuids: Iterable[str], basis: str) -> dict[str, dict[str, Any]]:
        """Return these rows by their uuid."""
        return {
            str(uuid): self.maak(rij, basis) for _pk, uuid, rij in self._vraag("uuid = ANY(%s::uuid[])", list(uuids))
        }

    def een(self, pk: int, basis: str = "") -> dict[str, Any] | None:
        """Return one row, or nothing when it is gone."""
        rij = next((rij for _pk, _uuid, rij in self._vraag("id = %s::bigint", pk)), None)
        if rij is None:
            return None
        if not basis and (gelezen := _voor_spoor.get()) is not None:
            gelezen[self.model, pk] = rij
        return self.maak(rij, basis)

    def net_gelezen(self, pk: int, basis: str) -> dict[str, Any] | None:
        """Return one row as the act of this request read it last for its trail, or else as it is now."""
        rij = (_voor_spoor.get() or {}).get((self.model, pk))
        return self.een(pk, basis) if rij is None else self.maak(rij, basis)

    def maak(self, rij: str, basis: str) -> dict[str, Any]:
        """Return the resource from its values."""
        return vul(self.makers, json.loads(rij), basis)

    def deel(self, voorwaarde: str) -> tuple[str, tuple[Any, ...]]:
        """Return the statement with a condition, for who reads several resources in one query (expand)."""
        sql, params = self._sql
        return f"{sql} WHERE {voorwaarde}", params

    def _vraag(self, voorwaarde: str, waarden: Sequence[Any] | int) -> list[tuple[int, Any, str]]:
        if waarden == []:
            return []
        sql, params = self.deel(voorwaarde)
        return cast("list[tuple[int, Any, str]]", vraag(sql, [*params, waarden]))


def vul(makers: Sequence[tuple[str, Maker | None]], waarden: Sequence[Any], basis: str) -> dict[str, Any]:
    """Return the names with their values."""
    return {
        naam: waarde if maker is None else maker(waarde, basis)
        for (naam, maker), waarde in zip(makers, waarden, strict=True)
    }


def expressie_van(naam: str, veld: serializers.Field) -> Combinable:  # type: ignore[type-arg]
    """Return what the database has to give for this field; a field of ours says it itself."""
    if lees := getattr(veld, "lees", None):
        return cast("Combinable", lees() if callable(lees) else lees)
    return F((veld.source or naam).replace(".", "__"))


def maker_van(veld: serializers.Field) -> Maker | None:  # type: ignore[type-arg]
    """Return what makes JSON of the value of this field, or None when it is JSON already."""
    if maker := getattr(veld, "maak", None):
        return cast("Maker", maker)
    return tijdstip if isinstance(veld, serializers.DateTimeField) else None
