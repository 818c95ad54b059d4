"""Records as fixture files in canonical form: equal records make equal bytes, whatever the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from sources.documents import for_document
from sources.fields import EDTFField
from stoatlas.editions.layout import FILES, label, owner_field, stated_fields

WIDTH = 100
Row = dict[str, Any]


class Flow(list[Any]):
    """A list that stands on one line: `[jp]`."""


class Quoted(str):
    """Text in quotes, though it might do without: a date."""

    __slots__ = ()


class Dumper(yaml.CSafeDumper):
    """YAML as an editor would write it."""


def represent_flow(dumper: Any, value: Flow) -> Any:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)


def represent_quoted(dumper: Any, value: Quoted) -> Any:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(value), style="'")


def represent_decimal(dumper: Any, value: Decimal) -> Any:
    kind = "int" if value == value.to_integral_value() else "float"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", format(value.normalize(), "f"))


Dumper.add_representer(Flow, represent_flow)
Dumper.add_representer(Quoted, represent_quoted)
Dumper.add_representer(Decimal, represent_decimal)


def texts() -> Iterator[tuple[str, str]]:
    """Name and text of every file of the edition that the database holds now: its published records."""
    for name, model in FILES.items():
        records = for_document(model._default_manager.filter(state=model.State.PUBLISHED))
        yield f"{name}.yaml", text_of(name, sorted(records, key=place))


def place(record: Any) -> tuple[str, str]:
    """Where a record stands in its file: events by their date as text, all by slug."""
    return getattr(record, "date", ""), record.slug


def text_of(name: str, records: Iterable[Any]) -> str:
    ordered = "date, then slug" if name == "events" else "slug"
    blocks = [block(rows_of(record)) for record in records]
    return "\n".join([f"# {name.capitalize()}, sorted by {ordered}\n", *blocks])


def block(rows: Iterable[Row]) -> str:
    return yaml.dump(list(rows), Dumper=Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)


def rows_of(record: Any, owner: str = "", position: int = 0) -> Iterator[Row]:
    """The row of a record, then those of its parts; a part gives its owner and its place, from 1."""
    fields = {field.name: stated(record, field) for field in stated_fields(type(record), owner)}
    if owner:
        fields["position"] = position
    yield {
        "model": label(type(record)),
        "fields": {name: value for name, value in fields.items() if value not in ("", None, [])},
    }
    for part in getattr(record, "parts", ()):
        rows = sorted(getattr(record, part).all(), key=lambda row: (row.position, row.pk))
        for place_of_row, row in enumerate(rows, 1):
            yield from rows_of(row, owner_field(type(record), part), place_of_row)


def stated(record: Any, field: Any) -> Any:
    """A column in the words of a fixture: relations by natural key, dates quoted."""
    if field.many_to_many:
        return Flow(Flow([other.slug]) for other in sorted_by_slug(getattr(record, field.name).all()))
    value = getattr(record, field.name)
    if field.is_relation:
        return Flow([value.slug]) if value else None
    return Quoted(value) if isinstance(field, EDTFField) else value


def sorted_by_slug(records: Iterable[Any]) -> list[Any]:
    return sorted(records, key=lambda record: str(record.slug))


def stale_files(folder: Path) -> list[str]:
    """Files of the folder that are missing or differ from what the database holds."""
    return [name for name, text in texts() if not is_written(folder / name, text)]


def is_written(file: Path, text: str) -> bool:
    """Whether the file says this; a file that is not there says that there is no record of its kind."""
    return file.read_bytes() == text.encode() if file.is_file() else "- model: " not in text


def write(folder: Path) -> list[str]:
    """Write the files that differ; return their names."""
    stale = [(name, text) for name, text in texts() if not is_written(folder / name, text)]
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in stale:
        (folder / name).write_bytes(text.encode())
    return [name for name, _ in stale]
