"""A queryset or an insert that is asked often: compiled once in this process, and planned once for each connection.

The ORM builds its SQL anew at every call, which for a row with its type and catalogue takes longer than the answer of
the database. The rows that come out are ordinary instances, read at that moment; nothing of them is kept.
"""

import datetime
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import AutoField, Field, Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError, mark_for_rollback_on_error
from psycopg.sql import Literal
from psycopg.types.numeric import Int8

from mijnportaal.kern.voorbereid import PLAATS, vraag

Rij = TypeVar("Rij", bound=Model)
# What stands in the place of a value while the queryset is compiled, by its kind; no row has these.
MERKEN: dict[type, Callable[[int], Any]] = {
    int: lambda nummer: -(2**40) - nummer,
    str: lambda nummer: f"\ue000{nummer}",
    UUID: lambda nummer: UUID(int=nummer + 1),
    datetime.datetime: lambda nummer: datetime.datetime(2, 1, 1, 0, 0, nummer, tzinfo=datetime.UTC),
}


class Rijenvraag(Generic[Rij]):
    """The rows of a queryset of which only these values differ from call to call.

    `Rijenvraag(lambda uuid: Zaak.objects.filter(uuid=uuid), UUID)` makes a question that is asked with `.een(uuid)`.
    The queryset may lock, join with select_related and order; it must give whole rows, or with values_list tuples.
    """

    def __init__(self, maak: Callable[..., QuerySet[Rij, Any]], *soorten: type) -> None:
        self._maak, self._soorten = maak, soorten

    def rijen(self, *waarden: Any) -> list[Rij]:
        """Return the rows for these values."""
        lees = self._lezer
        return [lees(rij) for rij in self.tupels(*waarden)]

    def een(self, *waarden: Any) -> Rij | None:
        """Return the first row for these values, or nothing."""
        return next(iter(self.rijen(*waarden)), None)

    def tupels(self, *waarden: Any) -> list[tuple[Any, ...]]:
        """Return the columns as the database gives them."""
        sql, plaatsen = self._vraag
        if self._queryset.query.select_for_update and not connection.in_atomic_block:
            raise TransactionManagementError("Een slot hoort in een transactie.")
        return vraag(sql, [_breed(waarden[plaats]) for plaats in plaatsen])

    def bestaat(self, *waarden: Any) -> bool:
        """Tell whether there is a row for these values."""
        return bool(self.tupels(*waarden))

    @cached_property
    def _queryset(self) -> QuerySet[Rij, Any]:
        return self._maak(*(MERKEN[soort](nummer) for nummer, soort in enumerate(self._soorten)))

    @cached_property
    def _compiler(self) -> SQLCompiler:
        return cast(SQLCompiler, self._queryset.query.get_compiler(DEFAULT_DB_ALIAS))

    @cached_property
    def _vraag(self) -> tuple[str, Sequence[int]]:
        """Return the statement, and for each of its parameters which of the values it is."""
        sql, params = self._compiler.as_sql()
        merken = {MERKEN[soort](nummer): nummer for nummer, soort in enumerate(self._soorten)}
        plaatsen = [merken.get(deel) if isinstance(deel, tuple(MERKEN)) else None for deel in params]
        if set(plaatsen) - {None} != set(merken.values()):
            raise TypeError("Een waarde van de vraag staat niet in de query.")
        # What never differs stands in the text: a plan for every value can then still use an index with a condition.
        delen = iter(
            "%s" if plaats is not None else _letterlijk(deel) for plaats, deel in zip(plaatsen, params, strict=True)
        )
        tekst = PLAATS.sub(lambda gevonden: next(delen) if gevonden[0] == "%s" else gevonden[0], sql)
        return tekst, [plaats for plaats in plaatsen if plaats is not None]

    @cached_property
    def _lezer(self) -> Callable[[tuple[Any, ...]], Rij]:
        """Return what makes an instance of a row: the inside of Django's ModelIterable."""
        compiler, _sql = self._compiler, self._vraag
        soort, select = cast("dict[str, Any]", compiler.klass_info), cast("list[Any]", compiler.select)
        begin, einde = soort["select_fields"][0], soort["select_fields"][-1] + 1
        namen = [kolom[0].target.attname for kolom in select[begin:einde]]
        vullers = get_related_populators(soort, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # stubs of 6.1
        omzetters = list(compiler.get_converters([kolom[0] for kolom in select]).items())
        model: type[Rij] = soort["model"]

        def lees(kolommen: tuple[Any, ...]) -> Rij:
            rij, verbinding = list(kolommen), connections[DEFAULT_DB_ALIAS]
            for plek, (omzettingen, expressie) in omzetters:
                for omzetting in omzettingen:
                    rij[plek] = omzetting(rij[plek], expressie, verbinding)
            gelezen = model.from_db(DEFAULT_DB_ALIAS, namen, rij[begin:einde])
            for vuller in vullers:
                vuller.populate(rij, gelezen)
            return gelezen

        return lees


def voeg_in(rij: Model) -> None:
    """Insert a new row of a model without parents: what `save(force_insert=True)` does, but without signals."""
    sql, velden = _invoeging(type(rij))
    verbinding = connections[DEFAULT_DB_ALIAS]  # the real one: the stand-in looks it up at every question
    waarden = [_breed(veld.get_db_prep_save(veld.pre_save(rij, add=True), verbinding)) for veld in velden]
    with mark_for_rollback_on_error(using=DEFAULT_DB_ALIAS):
        ((rij.pk,),) = vraag(sql, waarden)
    rij._state.adding, rij._state.db = False, DEFAULT_DB_ALIAS


@cache
def _invoeging(model: type[Model]) -> "tuple[str, list[Field[Any, Any]]]":
    """Return the statement, and the fields of which it wants the values; a number as key comes from the database."""
    meta, citeer = model._meta, connection.ops.quote_name
    velden = [veld for veld in meta.concrete_fields if not isinstance(veld, AutoField)]
    kolommen = ", ".join(citeer(str(veld.column)) for veld in velden)
    plaatsen = ", ".join(["%s"] * len(velden))
    sleutel = citeer(str(meta.pk.column))
    return (
        f"INSERT INTO {citeer(meta.db_table)} ({kolommen}) VALUES ({plaatsen}) RETURNING {sleutel}",  # noqa: S608
        velden,
    )


def _letterlijk(waarde: Any) -> str:
    connection.ensure_connection()
    return Literal(waarde).as_string(connection.connection).replace("%", "%%")


def _breed(waarde: Any) -> Any:
    """Return a whole number as the widest type: by itself it is sent as the smallest, and each has its own plan."""
    return Int8(waarde) if isinstance(waarde, int) and not isinstance(waarde, bool) else waarde
