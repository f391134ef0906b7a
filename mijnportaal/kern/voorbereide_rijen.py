"""A queryset that is asked often: compiled once in this process, and planned once for each connection.

The ORM builds its SQL anew at every call, which for a row with its type and catalogue takes longer than the answer of
the database. The rows that come out are ordinary instances, read at that moment; nothing of them is kept.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError
from psycopg.types.numeric import Int8

from mijnportaal.kern.voorbereid import vraag

Rij = TypeVar("Rij", bound=Model)
# What stands in the place of a value while the queryset is compiled, by its kind; no row has these.
MERKEN: dict[type, Callable[[int], Any]] = {
    int: lambda nummer: -(2**40) - nummer,
    str: lambda nummer: f"\ue000{nummer}",
    UUID: lambda nummer: UUID(int=nummer + 1),
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
        params = [vast if plaats is None else waarden[plaats] for plaats, vast in plaatsen]
        # An int is sent as the smallest type it fits in: each would have a plan of its own.
        return vraag(sql, [Int8(waarde) if type(waarde) is int else waarde for waarde in params])

    @cached_property
    def _queryset(self) -> QuerySet[Rij, Any]:
        return self._maak(*(MERKEN[soort](nummer) for nummer, soort in enumerate(self._soorten)))

    @cached_property
    def _compiler(self) -> SQLCompiler:
        return cast(SQLCompiler, self._queryset.query.get_compiler(DEFAULT_DB_ALIAS))

    @cached_property
    def _vraag(self) -> tuple[str, Sequence[tuple[int | None, Any]]]:
        """Return the statement, and for each of its parameters which value it is, or what it always is."""
        sql, params = self._compiler.as_sql()
        merken = {MERKEN[soort](nummer): nummer for nummer, soort in enumerate(self._soorten)}
        if not set(merken) <= {deel for deel in params if isinstance(deel, tuple(MERKEN))}:
            raise TypeError("Een waarde van de vraag staat niet in de query.")
        return sql, [
            (merken[deel], None) if isinstance(deel, tuple(MERKEN)) and deel in merken else (None, deel)
            for deel in params
        ]

    @cached_property
    def _lezer(self) -> Callable[[tuple[Any, ...]], Rij]:
        """Return what makes an instance of a row: the inside of Django's ModelIterable."""
        compiler, _sql = self._compiler, self._vraag
        soort, select = cast("dict[str, Any]", compiler.klass_info), cast("list[Any]", compiler.select)
        begin, einde = soort["select_fields"][0], soort["select_fields"][-1] + 1
        namen = [kolom[0].target.attname for kolom in select[begin:einde]]
        vullers = get_related_populators(soort, select, DEFAULT_DB_ALIAS)
        omzetters = list(compiler.get_converters([kolom[0] for kolom in select]).items())
        model: type[Rij] = soort["model"]

        def lees(kolommen: tuple[Any, ...]) -> Rij:
            rij = list(kolommen)
            for plek, (omzettingen, expressie) in omzetters:
                for omzetting in omzettingen:
                    rij[plek] = omzetting(rij[plek], expressie, connection)
            gelezen = model.from_db(DEFAULT_DB_ALIAS, namen, rij[begin:einde])
            for vuller in vullers:
                vuller.populate(rij, gelezen)
            return gelezen

        return lees
