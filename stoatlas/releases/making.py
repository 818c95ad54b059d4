"""Making a release: written aside, then given its name at once."""

from __future__ import annotations

import datetime
import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils import translation

from sources.exports import cell, line_of, rows_of
from sources.models import DataVersion
from sources.serializers import Document
from sources.snapshots import snapshot
from stoatlas.releases import comparing, database, package, shelf
from stoatlas.releases.comparing import Changes
from stoatlas.releases.shelf import CHECKSUMS, DESCRIPTION, Release
from stoatlas.releases.tables import LANGUAGE, Table, tables


class ReleaseError(Exception):
    """Why no release was made."""


def make(name: str, date: datetime.date, previous: Release | None, address: str = "") -> Release:
    """Make a release of what is published now and return it; ReleaseError where the name is taken.

    Equal data, name, date, predecessor and address give equal bytes. Nobody sees a release that is not whole.
    """
    target = shelf.shelf() / name
    shelf.shelf().mkdir(parents=True, exist_ok=True)
    if target.exists():
        raise ReleaseError(
            f"there is a release “{name}” already, and releases never change: choose another name"
        )
    aside = Path(tempfile.mkdtemp(prefix=".making-", dir=shelf.shelf()))
    try:
        with snapshot(), translation.override(LANGUAGE):
            counts = write(aside, {"name": name, "date": date, "address": address}, previous)
        seal(aside, {"name": name, "date": date.isoformat(), "previous": previous and previous.name}, counts)
        try:
            aside.rename(target)
        except OSError as error:
            raise ReleaseError(f"“{name}” cannot be put in its place: {error.strerror}") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    DataVersion.objects.renew()  # pages that were kept do not list it
    made = shelf.release(name)
    assert made is not None  # noqa: S101 - just put there
    return made


def write(folder: Path, facts: dict[str, Any], previous: Release | None) -> dict[str, int]:
    """Write all files of a release but its checksums; the records of each table, counted."""
    called, all_tables = f"sto-atlas-{facts['name']}", tables(facts["address"])
    contents, base = folder / "contents", folder / f"{called}.sqlite3"
    (contents / "data").mkdir(parents=True)
    about = {
        "title": package.TITLE,
        "name": facts["name"],
        "date": facts["date"].isoformat(),
        "previous": previous.name if previous else "",
        "licence": "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
        "citation": package.citation(facts["name"], facts["date"], facts["address"]),
    }
    database.create(base, about, all_tables)
    changes = []
    for table in all_tables:
        changes.append(each := Changes(table, comparing.known(previous, table)))
        database.fill(base, table, written(contents / "data", each))
        each.end()
    database.finish(base)
    counts = {each.table.name: len(each.seen) for each in changes}
    comparing.written(contents, facts["name"], previous, changes)
    package.describe(contents, facts, all_tables, counts)
    package.pack(contents, folder / f"{called}.zip")
    for name in ("CHANGES.md", "changes.json", "README.md"):
        shutil.copyfile(contents / name, folder / name)
    shutil.rmtree(contents)
    return counts


def written(folder: Path, changes: Changes) -> Iterator[tuple[Document, str]]:
    """Each document with its line of JSON, once it is in the CSV and the JSON file and compared."""
    table: Table = changes.table
    columns, separator = table.columns, "[\n"
    with (
        (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as rows,
        (folder / f"{table.name}.json").open("w", encoding="utf-8", newline="") as lines,
    ):
        rows.write(rows_of([[column.name for column in columns]]))
        for document in table.documents():
            line = line_of(document, None)
            rows.write(rows_of([[cell(column, document) for column in columns]]))
            lines.write(separator + line)
            separator = ",\n"
            changes.see(json.loads(line))
            yield document, line
        lines.write("\n]\n" if changes.seen else "[]\n")


def seal(folder: Path, told: dict[str, Any], counts: dict[str, int]) -> None:
    """Write what the release is and the checksums of all its files; make them all read-only."""
    files = [shelf.measured(path) for path in sorted(folder.iterdir())]
    text = json.dumps(told | {"counts": counts, "files": [asdict(file) for file in files]}, indent=1)
    (folder / DESCRIPTION).write_text(f"{text}\n", encoding="utf-8")
    sealed = [*files, shelf.measured(folder / DESCRIPTION)]
    lines = "".join(f"{file.sha256}  {file.name}\n" for file in sealed)
    (folder / CHECKSUMS).write_text(lines, encoding="utf-8")
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o755)
