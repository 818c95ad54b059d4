"""Reading one state of the database for as long as it takes."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# SQLite's own BEGIN of this project waits for writers, and makes them wait
BEGIN = {
    "sqlite": "BEGIN DEFERRED",
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
}


@contextmanager
def snapshot() -> Iterator[None]:
    """All that is read within is of one state of the database; nobody who writes waits for it.

    In a transaction that is open already, that one decides what is seen. Nothing may be written within.
    """
    if connection.in_atomic_block:
        yield
        return
    run(BEGIN[connection.vendor])
    try:
        yield
    finally:
        run("ROLLBACK")


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
