"""Documents of the API as rows: one value a column, whatever hangs together in the document.

A date `date` becomes `date` (EDTF), `date_earliest`, `date_latest`, ...; an object `subject` becomes
`subject_type`, `subject_id`. A list becomes one text, or one for each field of its objects
(`citations_source`, `citations_locator`), its values in the same order between separators.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from rest_framework import serializers

from sources.serializers import Document, RecordSerializer, Reference

# between the values of a list, and between those of a list in it
SEPARATORS = (" | ", " ; ")
FIRST, LAST = ("id", "url", "html_url"), ("updated_at", "revision")
Get = Callable[[Any], Any]


class Shape(Enum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    TRUTH = "true or false"
    DAY = "day"


NUMBERS = (serializers.IntegerField, serializers.DecimalField)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, and how to get it, first from a document, then from one field."""

    name: str
    shape: Shape
    get: Get
    field: str = ""

    def value(self, document: Document) -> Any:
        return self.get(document[self.field])


def columns_of(serializer: RecordSerializer, shown: Collection[str] | None) -> list[Column]:
    """The columns of a type of record, in the order of its document; of the fields in `shown`, if told."""
    fields: dict[str, Any] = dict(serializer.fields)
    own = [name for name in fields if name not in (*FIRST, *LAST)]
    names = [name for name in (*FIRST, *own, *LAST) if shown is None or name in shown]
    return [
        Column(column.name, column.shape, column.get, name)
        for name in names
        for column in leaves(name, fields[name])
    ]


def leaves(name: str, field: Any, depth: int = 0) -> Iterator[Column]:
    """The columns of one field; `depth` counts the lists around it."""
    if isinstance(field, serializers.ListSerializer):
        for inner in leaves(name, field.child, depth + 1):
            yield Column(inner.name, Shape.TEXT, joining(inner.get, depth))
    elif isinstance(field, serializers.Serializer):
        for key, child in field.fields.items():
            called = name if key == "edtf" else f"{name}_{key}"
            for inner in leaves(called, child, depth):
                yield Column(inner.name, inner.shape, within(key, inner.get))
    elif isinstance(field, serializers.ListField) or (isinstance(field, Reference) and field.many):
        yield Column(name, Shape.TEXT, joining(in_list(depth), depth))
    else:
        yield Column(name, shape_of(field), in_list(depth - 1) if depth else itself)


def shape_of(field: Any) -> Shape:
    if isinstance(field, NUMBERS):
        return Shape.NUMBER
    if isinstance(field, serializers.BooleanField):
        return Shape.TRUTH
    return Shape.DAY if isinstance(field, serializers.DateField) else Shape.TEXT


def itself(value: Any) -> Any:
    return value


def within(key: str, get: Get) -> Get:
    """From an object that may be missing."""
    return lambda value: None if value is None else get(value[key])


def joining(get: Get, depth: int) -> Get:
    separator = SEPARATORS[depth]
    return lambda rows: separator.join([get(row) or "" for row in rows])


def in_list(depth: int) -> Get:
    """The value as text in which a separator's sign is none: it stands behind a backslash."""
    signs = [separator.strip() for separator in SEPARATORS[: depth + 1]]

    def escaped(value: Any) -> str:
        text = plain(value)
        for sign in ("\\", *signs):
            text = text.replace(sign, f"\\{sign}")
        return text

    return escaped


def plain(value: Any) -> str:
    """A value in a list, or in a cell of text."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
