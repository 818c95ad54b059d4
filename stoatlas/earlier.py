"""A document of the past as rows to show: labels of its fields, values in words, references as links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.documents import foreign_keys
from sources.fields import EDTFField
from sources.models import Record
from sources.serializers import Document
from timeline.models import Event

PARTS = {
    "citations": gettext_lazy("Sources"),
    "readings": gettext_lazy("Readings that differ"),
    "measures": gettext_lazy("Measures"),
    "roles": gettext_lazy("Roles"),
    "milestones": gettext_lazy("Milestones"),
}
# parts that no relation describes are written as this model would be
WRITTEN_AS = {"milestones": Event}
LANGUAGES = {"ja", "ko"}


@dataclass(slots=True)
class Reference:
    """A record that a document names; `record` is what is published of it now, if it is."""

    model: Any
    slug: str
    record: Any = None


@dataclass(frozen=True, slots=True)
class Value:
    """One value, of one of four shapes."""

    text: str = ""
    date: str = ""
    reference: Reference | None = None
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A field with its values; `language` is that of its text where the field says it."""

    name: str
    label: str
    values: tuple[Value, ...]
    language: str = ""


def rows_of(model: Any, document: Document) -> list[Row]:
    """The fields of a document in the order of the model's columns, then its parts; references filled in."""
    rows = list(bare_rows(model, document))
    fill(list(references(rows)))
    return rows


def bare_rows(model: Any, document: Document) -> Iterator[Row]:
    columns = [field.name for field in [*model._meta.concrete_fields, *model._meta.many_to_many]]
    order = [*columns, *getattr(model, "parts", ())]
    place = {name: number for number, name in enumerate(order)}
    for name in sorted(document, key=lambda name: (place.get(name, len(place)), name)):
        if name == "slug":
            continue
        field = field_of(model, name)
        label: Any = PARTS.get(name) or getattr(field, "verbose_name", name.replace("_", " "))
        given = document[name]
        values = tuple(value_of(name, field, one) for one in (given if isinstance(given, list) else [given]))
        ending = name.rpartition("_")[2]
        yield Row(name, capfirst(str(label)), values, ending if ending in LANGUAGES else "")


def field_of(model: Any, name: str) -> Any:
    """The field of now; None for one that there was then."""
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def value_of(name: str, field: Any, value: Any) -> Value:
    related = getattr(field, "related_model", None) or WRITTEN_AS.get(name)
    if isinstance(value, dict):
        return Value(rows=tuple(bare_rows(related, value)) if related else plain_rows(value))
    if isinstance(related, type) and issubclass(related, Record):
        return Value(reference=Reference(related, str(value)))
    if isinstance(field, EDTFField):
        return Value(date=str(value))
    if isinstance(value, bool):
        return Value(text=_("yes") if value else _("no"))
    return Value(text=str(dict(getattr(field, "flatchoices", ())).get(value, value)))


def plain_rows(document: Document) -> tuple[Row, ...]:
    """A part that no model describes any more, as it stands."""
    return tuple(Row(name, name, (Value(text=str(value)),)) for name, value in document.items())


def references(rows: list[Row] | tuple[Row, ...]) -> Iterator[Reference]:
    for value in (value for row in rows for value in row.values):
        if value.reference:
            yield value.reference
        yield from references(value.rows)


def fill(found: list[Reference]) -> None:
    """Fetch what is published now of the records named, a question for each type of record."""
    for model in dict.fromkeys(one.model for one in found):
        named = [one for one in found if one.model is model]
        published = model.objects.published().filter(slug__in={one.slug for one in named})
        records = {each.slug: each for each in published.select_related(*foreign_keys(model))}
        for one in named:
            one.record = records.get(one.slug)
