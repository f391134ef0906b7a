"""Ask the same statement often: PostgreSQL plans it once for each connection, and not again at every request.

Django's cursor puts the values into the text, so that each text is new to the server. For a statement with ten
subqueries planning costs more than answering. The connection asks for plans that do not look at the values
(plan_cache_mode in the settings): PostgreSQL would otherwise plan anew for every list of keys.
"""

import re
import time
from collections.abc import Sequence
from functools import lru_cache
from itertools import count
from typing import Any

import psycopg
from django.db import connection

PLAATS = re.compile("%[s%]")


def vraag(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a statement that is planned once; the text must not depend on who asks."""
    connection.ensure_connection()
    begin = time.monotonic()
    with connection.wrap_database_errors, psycopg.RawCursor(connection.connection) as cursor:
        rijen: list[tuple[Any, ...]] = cursor.execute(_genummerd(sql), params, prepare=True).fetchall()
    if connection.queries_logged:
        connection.queries_log.append({"sql": sql, "time": f"{time.monotonic() - begin:.3f}"})
    return rijen


@lru_cache(maxsize=1024)
def _genummerd(sql: str) -> str:
    """Return the statement with $1, $2 for its parameters: psycopg would look for each %s again at every call."""
    nummers = count(1)
    return PLAATS.sub(lambda gevonden: "%" if gevonden[0] == "%%" else f"${next(nummers)}", sql)
