"""The SQLite file of a release: a table for each collection, its columns those of the CSV file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from sources.exports_flat import Shape
from sources.serializers import Document
from stoatlas.releases.tables import Table

AFFINITY = {"string": "TEXT", "number": "NUMERIC", "integer": "INTEGER", "boolean": "INTEGER", "date": "TEXT"}


def create(path: Path, about: dict[str, str], tables: list[Table]) -> None:
    """An empty file with its tables, and what it is. Equal steps with the same SQLite give equal bytes."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA page_size = 4096")
        database.execute('CREATE TABLE "release" ("name" TEXT PRIMARY KEY, "value" TEXT) WITHOUT ROWID')
        database.executemany('INSERT INTO "release" VALUES (?, ?)', about.items())
        database.execute(
            'CREATE TABLE "columns" ("table" TEXT, "name" TEXT, "type" TEXT, "description" TEXT,'
            ' PRIMARY KEY ("table", "name")) WITHOUT ROWID'
        )
        for table in tables:
            explained = table.explained()
            columns = [f"{quoted(each['name'])} {AFFINITY[each['type']]}" for each in explained]
            columns[0] += " PRIMARY KEY"
            database.execute(f"CREATE TABLE {quoted(table.name)} ({', '.join(columns)}, document TEXT)")
            rows = [(table.name, each["name"], each["type"], each["description"]) for each in explained]
            database.executemany('INSERT INTO "columns" VALUES (?, ?, ?, ?)', rows)


def fill(path: Path, table: Table, rows: Iterable[tuple[Document, str]]) -> None:
    """The records of one table, each with its whole document as JSON."""
    columns = table.columns
    marks = ", ".join("?" * (len(columns) + 1))
    with closing(sqlite3.connect(path)) as database, database:
        database.executemany(
            f"INSERT INTO {quoted(table.name)} VALUES ({marks})",  # noqa: S608 - names of our own
            ([*(value(column, document) for column in columns), line] for document, line in rows),
        )


def finish(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("VACUUM")


def value(column: Any, document: Document) -> Any:
    """What a cell holds: numbers as text, which the column's type turns into a number where none is lost."""
    found = column.value(document)
    if found is None or found == "":
        return None
    if column.shape is Shape.TRUTH:
        return int(found)
    return found if isinstance(found, int) else str(found)


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
