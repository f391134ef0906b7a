"""Ask the same statement often: PostgreSQL plans it once for each connection, and not again at every request.

Django's cursor puts the values into the text, so that each text is new to the server. For a statement with ten
subqueries planning costs more than answering.
"""

import time
from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import connection


def vraag(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a statement that is planned once; the text must not depend on who asks."""
    connection.ensure_connection()
    begin = time.monotonic()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        rijen: list[tuple[Any, ...]] = cursor.execute(sql, params, prepare=True).fetchall()
    if connection.queries_logged:
        connection.queries_log.append({"sql": sql, "time": f"{time.monotonic() - begin:.3f}"})
    return rijen
