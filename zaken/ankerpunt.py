"""Where a geometry begins, as the database can reckon and index it: its first position as a point."""

from collections.abc import Sequence

from django.db.models import BooleanField, Field, Func, Value
from django.db.models.expressions import Combinable


class _Punt(Field):  # type: ignore[type-arg]
    def db_type(self, connection: object) -> str:
        """Return the geometric type of PostgreSQL itself."""
        return "point"


class Ankerpunt(Func):
    """The first position of a GeoJSON column; of a point that is all there is. Immutable, so it can be indexed."""

    template = (
        "point("
        "(jsonb_path_query_array(%(expressions)s, '$.**.coordinates.** ? (@.type() == \"number\")') -> 0)::float8, "
        "(jsonb_path_query_array(%(expressions)s, '$.**.coordinates.** ? (@.type() == \"number\")') -> 1)::float8)"
    )
    output_field = _Punt()


class InRing(Func):
    """Whether a point lies in a ring, its edge included."""

    template = "(%(expressions)s::polygon)"
    arg_joiner = " <@ "
    output_field = BooleanField()

    def __init__(self, punt: Combinable, ring: Sequence[tuple[float, float]]) -> None:
        super().__init__(punt, Value("(" + ",".join(f"({x!r},{y!r})" for x, y in ring) + ")"))
