"""The ZIP of a release: a data package (Frictionless) with all that a reader needs to use and to cite it."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.utils import formats, translation

from stoatlas.releases.tables import Table

TITLE = "STO Atlas: the regulatory history of security tokens in Japan and Korea"
LICENCE = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can say: no clock is in a release
README = """# {title}

Release {name} of {date}: {records} records. It never changes; a later state of the data is another release.

## Files

Each collection is there twice, with the same records in the order of their slugs:

{files}

`datapackage.json` describes every file and column to programs (a Frictionless data package). `CHANGES.md`
says what changed since the release before, `changes.json` says it to programs. A SQLite file with the same
tables lies beside this package, under the same name.

## Reading them

- Text is UTF-8. JSON files hold the documents of the API. CSV files hold a record a line; the first line
  names the columns. An empty cell means: not recorded.
- A date is given as its source states it (EDTF: `2018-01-26`, `2018-01`, `2018~`, `2018-01/2018-03`), with
  the first and the last day that it can mean, its precision, and whether the source says about or is not
  sure.
- Several values in one cell stand between ` | `, lists within lists between ` ; `; such a sign in a value
  stands behind a backslash. Columns of the same list, such as `citations_source` and `citations_locator`,
  keep the same order.
- Text that a spreadsheet would take for a formula stands behind an apostrophe (CSV only).
- Numbers are in the unit that the column beside them states (`unit`, `currency`); none is converted or
  rounded.
- `id` is a record's slug, which never changes; other tables name it by this. `revision` is the number of its
  published state; `url` and `html_url` say where it is{where}.

## Licence, credit, citation

{licence}
Every record names its sources, which are in `sources`: credit them first. Then cite the Atlas:

> {citation}

## Columns

{columns}
"""


def citation(name: str, date: datetime.date, address: str = "") -> str:
    with translation.override("en"):
        day = formats.date_format(date, "DATE_FORMAT")
    return f"{TITLE}. Release {name}, {day}. CC BY 4.0.{f' {address}' if address else ''}"


def describe(folder: Path, facts: dict[str, Any], tables: list[Table], counts: dict[str, int]) -> None:
    """Write README, licence, citation and the description of the package into its folder."""
    said = citation(facts["name"], facts["date"], facts["address"])
    licence = (settings.BASE_DIR / "fixtures" / "LICENSE").read_text(encoding="utf-8")
    description = json.dumps(data_package(facts, tables), ensure_ascii=False, indent=1)
    where = "" if facts["address"] else ", below the address of the Atlas"
    readme = README.format(
        title=TITLE,
        name=facts["name"],
        date=facts["date"].isoformat(),
        records=sum(counts.values()),
        files=file_list(tables, counts),
        where=where,
        licence=licence,
        citation=said,
        columns="\n\n".join(map(column_list, tables)),
    )
    for name, text in {
        "README.md": readme,
        "LICENSE.txt": licence,
        "CITATION.txt": f"{said}\n",
        "datapackage.json": f"{description}\n",
    }.items():
        (folder / name).write_text(text, encoding="utf-8")


def file_list(tables: list[Table], counts: dict[str, int]) -> str:
    head = "| files | records | a record is |\n|---|---:|---|"
    rows = [f"| `data/{t.name}.csv`, `data/{t.name}.json` | {counts[t.name]} | {t.meaning} |" for t in tables]
    return "\n".join([head, *rows])


def column_list(table: Table) -> str:
    rows = [f"| `{c['name']}` | {c['type']} | {c['description']} |" for c in table.explained()]
    return "\n".join([f"### {table.name}", "", "| column | type | meaning |", "|---|---|---|", *rows])


def data_package(facts: dict[str, Any], tables: list[Table]) -> dict[str, Any]:
    """The description of the package; `created` is the date of the release."""
    told: dict[str, Any] = {
        "profile": "data-package",
        "name": f"sto-atlas-{facts['name']}",
        "title": TITLE,
        "version": facts["name"],
        "created": f"{facts['date'].isoformat()}T00:00:00Z",
        "licenses": [LICENCE | {"title": "Creative Commons Attribution 4.0"}],
        "resources": [resource for table in tables for resource in resources(table)],
    }
    return told | ({"homepage": facts["address"]} if facts["address"] else {})


def resources(table: Table) -> list[dict[str, Any]]:
    shared = {"title": table.title, "description": table.meaning, "encoding": "utf-8"}
    return [
        {
            "name": table.name,
            "path": f"data/{table.name}.csv",
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            **shared,
            "schema": {
                "fields": [field | constraints(field["name"]) for field in table.explained()],
                "primaryKey": "id",
                "missingValues": [""],
            },
        },
        {
            "name": f"{table.name}-json",
            "path": f"data/{table.name}.json",
            "profile": "data-resource",
            "format": "json",
            "mediatype": "application/json",
            **shared,
        },
    ]


def constraints(column: str) -> dict[str, Any]:
    return {"constraints": {"required": True, "unique": True}} if column == "id" else {}


def pack(folder: Path, target: Path) -> None:
    """Put all files of a folder into a ZIP, sorted by name, without a clock: equal files, equal bytes."""
    with ZipFile(target, "w") as package:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            entry = ZipInfo(f"{target.stem}/{path.relative_to(folder).as_posix()}", EPOCH)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            entry.create_system, entry.file_size = 3, path.stat().st_size
            with path.open("rb") as read, package.open(entry, "w") as written:
                shutil.copyfileobj(read, written)
