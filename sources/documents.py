"""A record as one canonical document: its own fields, its relations by slug, its parts in order.

What follows from other records (derived themes, causes and effects) is not in it, so it never goes stale.
"""

import datetime
from decimal import Decimal
from typing import Any

from django.db import models

BOOKKEEPING = {"id", "slug", "state", "withdrawn_reason", "successor", "revision", "updated_at"}


def document_of(record: Any) -> dict[str, Any]:
    """The record in plain JSON values, without empty fields: equal records have equal documents."""
    document = own_fields(record, BOOKKEEPING) | relations(record)
    for part in record.parts:
        document[part] = parts_of(record, part)
    document |= record.document_extras()
    return {key: value for key, value in document.items() if value not in ("", None, [])}


def own_fields(row: models.Model, without: set[str]) -> dict[str, Any]:
    """The columns that somebody stated: not bookkeeping, not derived; a relation as the other's slug."""
    return {
        field.name: plain(getattr(row, field.name))
        for field in row._meta.concrete_fields
        if field.name not in without and not hasattr(field, "of")
    }


def relations(record: models.Model) -> dict[str, list[str]]:
    return {
        field.name: sorted(other.slug for other in getattr(record, field.name).all())
        for field in record._meta.many_to_many
    }


def parts_of(record: models.Model, part: str) -> list[dict[str, Any]]:
    """The rows of a part in order; a row that is a record itself (a measure) carries slug and own parts."""
    owner = record._meta.get_field(part).field.name  # type: ignore[union-attr]  # a reverse relation has its field
    rows = sorted(getattr(record, part).all(), key=lambda row: (row.position, row.pk))
    return [part_document(row, owner) for row in rows]


def part_document(row: Any, owner: str) -> dict[str, Any]:
    """One row of a part without its place, which the order of the list tells."""
    own = own_fields(row, BOOKKEEPING | {owner, "position"})
    nested = {part: parts_of(row, part) for part in getattr(row, "parts", ())}
    name = {"slug": row.slug} if hasattr(row, "slug") else {}
    return {key: value for key, value in (name | own | nested).items() if value not in ("", None, [])}


def plain(value: Any) -> Any:
    """A column's value in JSON: slug of a related record, exact decimal text, ISO date."""
    if isinstance(value, models.Model):
        return getattr(value, "slug", value.pk)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def for_document(records: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Fetch all that `document_of` reads, in a constant number of queries."""
    model = records.model
    names = [field.name for field in model._meta.many_to_many]
    for part in model.parts:
        related = model._meta.get_field(part).related_model
        names += [part, *foreign_keys(related, f"{part}__")]
        for nested in getattr(related, "parts", ()):
            names += [f"{part}__{nested}__source"]
    return records.select_related(*foreign_keys(model)).prefetch_related(*names, *model.document_prefetches)


def foreign_keys(model: Any, prefix: str = "") -> list[str]:
    return [prefix + field.name for field in model._meta.concrete_fields if field.is_relation]
