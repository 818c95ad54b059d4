"""Who would be left pointing at nothing if a record went."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from sources.models import Record


def dependents_of(record: Record) -> list[Record]:
    """Published records that name the record, itself or in a citation, reading or role of theirs."""
    found = {other: None for relation in relations_to(record) for other in naming(record, relation)}
    return [other for other in found if other != record]


def relations_to(record: Record) -> Iterable[Any]:
    """The relations by which other tables point at the record, but those of its own parts."""
    fields: Iterable[Any] = record._meta.get_fields(include_hidden=True)
    for relation in fields:
        is_reverse = relation.auto_created and not relation.concrete and not relation.many_to_many
        if is_reverse and relation.get_accessor_name() not in record.parts:
            yield relation


def naming(record: Record, relation: Any) -> Iterable[Record]:
    """The published records behind one relation: its rows themselves, or those whom its rows belong to."""
    table, column = relation.related_model, relation.field.name
    if issubclass(table, Record):
        yield from (row for row in table._default_manager.filter(**{column: record}) if row.is_published)
        return
    for owner in owners_in(table, column):
        rows = table._default_manager.filter(**{column: record}).select_related(owner)
        yield from (one for one in (getattr(row, owner) for row in rows) if one.is_published)


def owners_in(table: type[models.Model], column: str) -> list[str]:
    """Of a table of parts or of pairs, the keys to the records that its rows belong to."""
    keys = [field for field in table._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    return [key.name for key in keys if key.name != column and _is_owner(key)]


def _is_owner(key: Any) -> bool:
    """A key that takes its row along when its record goes; of a table of pairs, the side that names."""
    table = key.model
    if not table._meta.auto_created:
        return issubclass(key.related_model, Record) and key.remote_field.on_delete is models.CASCADE
    return bool(key.related_model is table._meta.auto_created)
