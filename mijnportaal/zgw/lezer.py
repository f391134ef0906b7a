"""From rows to JSON, with one prepared statement for each resource and nothing in between.

A `Lezer` compiles the read side of a serializer once: each field gives one SQL expression and, where its value needs a
hand, one function. Reading is then: fill in the primary keys, and make dicts.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast
from uuid import UUID

import orjson
from django.core.exceptions import EmptyResultSet
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


@dataclass(frozen=True, slots=True)
class Voorwaarde:
    """A condition on the rows of a `Lezer` in SQL, on their `id` and `uuid`, with its values."""

    sql: str = "TRUE"
    params: tuple[Any, ...] = ()


NIEMAND = Voorwaarde("FALSE")


def binnen_rijen(rijen: QuerySet[Any, Any]) -> Voorwaarde:
    """Return the condition that a row is one of these."""
    try:
        sql, params = rijen.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:  # a client without any right on these rows: Django has no SQL for nothing
        return NIEMAND
    return Voorwaarde(f"id IN ({sql})", tuple(params)) if rijen.query.where else Voorwaarde()


class Lezer:
    """Reads the rows of one model as one serializer shows them."""

    def __init__(self, model: type[Model], velden: Mapping[str, serializers.Field]) -> None:  # type: ignore[type-arg]
        self.model, self.velden = model, velden

    @cached_property
    def maker(self) -> "Objectmaker":
        """Return what makes the resource from its values."""
        return Objectmaker(self.velden)

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
        if not gezocht:
            return []
        rijen = self._vraag(Voorwaarde("id = ANY(%s::bigint[])", (gezocht,)))
        gelezen = {pk: self.maak(rij, basis) for pk, _uuid, rij in rijen}
        return [gelezen[pk] for pk in gezocht if pk in gelezen]

    def een(self, pk: int, basis: str = "") -> dict[str, Any] | None:
        """Return one row, or nothing when it is gone."""
        rij = next((rij for _pk, _uuid, rij in self._vraag(Voorwaarde("id = %s::bigint", (pk,)))), None)
        if rij is None:
            return None
        if not basis and (gelezen := _voor_spoor.get()) is not None:
            gelezen[self.model, pk] = rij
        return self.maak(rij, basis)

    def net_gelezen(self, pk: int, basis: str) -> dict[str, Any] | None:
        """Return one row as the act of this request read it last for its trail, or else as it is now."""
        rij = (_voor_spoor.get() or {}).get((self.model, pk))
        return self.een(pk, basis) if rij is None else self.maak(rij, basis)

    def zoek(self, uuid: UUID, toegang: Voorwaarde, basis: str) -> dict[str, Any] | None:
        """Return the row with this uuid, or nothing when it is not there or does not meet the condition."""
        rijen = self._vraag(Voorwaarde(f"uuid = %s::uuid AND {toegang.sql}", (uuid, *toegang.params)))
        return next((self.maak(rij, basis) for _pk, _uuid, rij in rijen), None)

    def maak(self, rij: str, basis: str) -> dict[str, Any]:
        """Return the resource from its values."""
        return self.maker(orjson.loads(rij), basis)

    def deel(self, voorwaarde: Voorwaarde) -> Voorwaarde:
        """Return the statement with a condition, for who reads several resources in one query (expand)."""
        sql, params = self._sql
        return Voorwaarde(f"{sql} WHERE {voorwaarde.sql}", (*params, *voorwaarde.params))

    def _vraag(self, voorwaarde: Voorwaarde) -> list[tuple[int, Any, str]]:
        opdracht = self.deel(voorwaarde)
        return cast("list[tuple[int, Any, str]]", vraag(opdracht.sql, opdracht.params))


class Objectmaker:
    """Makes the JSON object of a resource, or of a part of one, from what the database gave for its fields."""

    def __init__(self, velden: Mapping[str, serializers.Field]) -> None:  # type: ignore[type-arg]
        self.namen = tuple(velden)
        makers = ((plaats, naam, maker_van(veld)) for plaats, (naam, veld) in enumerate(velden.items()))
        self.makers = [(plaats, naam, maker) for plaats, naam, maker in makers if maker is not None]

    def __call__(self, waarden: Sequence[Any], basis: str) -> dict[str, Any]:
        """Return the names with their values."""
        uit = dict(zip(self.namen, waarden, strict=True))
        for plaats, naam, maker in self.makers:
            uit[naam] = maker(waarden[plaats], basis)
        return uit


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
