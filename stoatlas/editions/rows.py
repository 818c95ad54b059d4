"""The rows of an edition's files as written, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from stoatlas.editions.layout import FILES, label, models_of

LONGEST = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an edition cannot be loaded: file, record, field, value, and what is accepted."""

    file: str
    record: str
    text: str
    field: str = ""
    value: Any = ""

    def __str__(self) -> str:
        value = f" {shown(self.value)}" if self.value not in ("", None) else ""
        return ": ".join(filter(None, [self.file, self.record, f"{self.field}{value}".strip(), self.text]))


def shown(value: Any) -> str:
    text = key_of(value) or str(value)
    return f"“{text}”" if len(text) <= LONGEST else f"“{text[:LONGEST]}…”"


@dataclass(slots=True)
class Row:
    """One row: its file, its place there, its model, and its fields as the file states them."""

    file: str
    number: int
    model: Any
    fields: dict[str, Any]

    @property
    def record(self) -> str:
        """The name of the record in messages; a part is named by its owner and its place."""
        if self.fields.get("slug"):
            return str(self.fields["slug"])
        owner = next(filter(None, map(key_of, self.fields.values())), f"row {self.number}")
        return f"{owner}, {self.model._meta.verbose_name} {self.fields.get('position', '')}".rstrip()

    def problem(self, text: str, name: str = "", value: Any = "") -> Problem:
        return Problem(self.file, self.record, text, name, value)


@dataclass(slots=True)
class Rows:
    """All rows of an edition, and the problems found in reading them."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class Loader(yaml.CSafeLoader):
    """YAML with exact numbers, and dates left as the text that they are."""


def as_written(loader: Any, node: Any) -> str:
    return str(loader.construct_scalar(node))


def exact(loader: Any, node: Any) -> Decimal | str:
    text = as_written(loader, node)
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


Loader.add_constructor("tag:yaml.org,2002:float", exact)
Loader.add_constructor("tag:yaml.org,2002:timestamp", as_written)


def key_of(value: Any) -> str:
    """The slug of a natural key `[slug]`; empty where the value is none."""
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return value[0]
    return ""


def read_folder(folder: Path) -> Rows:
    """Read every file of an edition; a file that is not there holds no record."""
    read = Rows()
    for file in sorted(folder.glob("*.y*ml")):
        if file.name not in {f"{name}.yaml" for name in FILES}:
            read.problems.append(
                Problem(file.name, "", f"no such file; accepted are {', '.join(FILES)} (.yaml)")
            )
    for name, model in FILES.items():
        if (file := folder / f"{name}.yaml").is_file():
            read_file(file, {label(one): one for one in models_of(model)}, read)
    if not read.rows and not read.problems:
        read.problems.append(Problem(str(folder), "", "no records; accepted is a folder of fixtures"))
    return read


def read_file(file: Path, models: dict[str, Any], read: Rows) -> None:
    for number, raw in enumerate(parsed(file, read), 1):
        row = shaped(raw)
        if row is None:
            text = "accepted is a mapping of model and fields, nothing else"
            read.problems.append(Problem(file.name, f"row {number}", text, value=raw))
        elif row["model"] not in models:
            named = str(row["fields"].get("slug", f"row {number}"))
            text = f"no model of this file; accepted are {', '.join(models)}"
            read.problems.append(Problem(file.name, named, text, "model", row["model"]))
        else:
            read.rows.append(Row(file.name, number, models[row["model"]], row["fields"]))


def parsed(file: Path, read: Rows) -> list[Any]:
    """The rows of a file; none, and a problem, where it is no YAML or no list."""
    try:
        found = yaml.load(file.read_bytes(), Loader=Loader)  # noqa: S506  # a safe loader of our own
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        read.problems.append(Problem(file.name, "", f"no YAML: {' '.join(str(error).split())}"))
        return []
    if found is not None and not isinstance(found, list):
        read.problems.append(Problem(file.name, "", "accepted is a list of rows, each with model and fields"))
        return []
    return found or []


def shaped(raw: Any) -> Any:
    """The row if it has the shape of one, else None."""
    if not isinstance(raw, dict) or set(raw) != {"model", "fields"} or not isinstance(raw["fields"], dict):
        return None
    return {"model": str(raw["model"]), "fields": {str(name): value for name, value in raw["fields"].items()}}
