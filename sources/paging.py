"""Pages of a list by the values of its ordering, for the API and the HTML lists alike.

A page begins after a row, not at a number: rows that come or go meanwhile cause no repeats and no gaps, and a
deep page costs what the first costs. NULLs stand last both ways; the primary key ends every ordering.
"""

import base64
import binascii
import datetime
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from sources.asked import is_tracking

VERSION = 1
SIGNATURE_BYTES = 12
# parameters that change how a list is cut or shown, not which rows it holds
SHOWING = {"cursor", "page_size", "fields", "omit", "expand", "lang", "format"}
NEVER = Q(pk__in=())


class CursorError(ValueError):
    """A cursor that this list did not give out."""


@dataclass(frozen=True, slots=True)
class Page:
    """Rows with the cursors of the pages before and after them, and how many rows the whole list has."""

    items: list[Any]
    next: str | None
    previous: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an ordering. `nullable` is true where NULL can occur, or nobody knows."""

    name: str
    descending: bool
    nullable: bool
    nulls_first: bool = False

    def reversed(self) -> "Column":
        return Column(self.name, not self.descending, self.nullable, not self.nulls_first)

    def expression(self) -> Any:
        places: dict[str, Any] = {"nulls_first" if self.nulls_first else "nulls_last": True}
        column = F(self.name)
        return (column.desc if self.descending else column.asc)(**(places if self.nullable else {}))

    def equals(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True} if value is None else {self.name: value})

    def follows(self, value: Any) -> Q:
        """Condition: a row's value stands after this one."""
        if value is None:
            return Q(**{f"{self.name}__isnull": False}) if self.nulls_first else NEVER
        after = Q(**{f"{self.name}__{'lt' if self.descending else 'gt'}": value})
        if self.nullable and not self.nulls_first:
            after |= Q(**{f"{self.name}__isnull": True})
        return after

    def value_of(self, row: Any) -> Any:
        """The row's value in JSON."""
        value = row
        for name in self.name.split("__"):
            value = None if value is None else getattr(value, name)
        if isinstance(value, datetime.date):
            return value.isoformat()
        return str(value) if isinstance(value, Decimal) else value


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: beyond the row with these values, in which direction; the count goes along."""

    backward: bool
    values: list[Any]
    count: int


def page(
    queryset: QuerySet[Any], ordering: Sequence[str], cursor: str = "", size: int = 50, scope: str = ""
) -> Page:
    """The rows beyond the cursor, or the first ones without it; raise CursorError for a strange cursor.

    `ordering` holds names such as `earliest` or `-amount`; `scope` tells this list's filter from others.
    """
    columns = columns_of(queryset.model, ordering)
    digest = digest_of(queryset.model._meta.label, *ordering, scope)
    place = decoded(cursor, digest) if cursor else None
    count = place.count if place else queryset.count()
    rows = rows_beyond(queryset, columns, place, size + 1)
    more, items = len(rows) > size, rows[:size]
    if place and place.backward:
        items.reverse()
    before, after = neighbours(place, more=more)

    def beside(row: Any, *, backward: bool) -> str:
        return encoded(Place(backward, [column.value_of(row) for column in columns], count), digest)

    return Page(
        items,
        next=beside(items[-1], backward=False) if items and after else None,
        previous=beside(items[0], backward=True) if items and before else None,
        count=count,
    )


def ordered(queryset: QuerySet[Any], ordering: Sequence[str]) -> QuerySet[Any]:
    """All rows in the order of the pages."""
    return queryset.order_by(*(column.expression() for column in columns_of(queryset.model, ordering)))


def neighbours(place: Place | None, *, more: bool) -> tuple[bool, bool]:
    """Whether there are pages before and after: where we came from, there is one; ahead, if rows are left."""
    if place is None:
        return False, more
    return (more, True) if place.backward else (True, more)


def rows_beyond(queryset: QuerySet[Any], columns: list[Column], place: Place | None, most: int) -> list[Any]:
    """At most so many rows in the order in which they are met when going on from the place."""
    if place is None:
        return list(queryset.order_by(*(column.expression() for column in columns))[:most])
    met = [column.reversed() for column in columns] if place.backward else columns
    rows = queryset.filter(beyond(met, place.values))
    return list(rows.order_by(*(column.expression() for column in met))[:most])


def beyond(columns: list[Column], values: list[Any]) -> Q:
    """Condition: a row stands after the values, column by column."""
    condition, same = NEVER, Q()
    for column, value in zip(columns, values, strict=True):
        condition |= same & column.follows(value)
        same &= column.equals(value)
    return condition


def columns_of(model: Any, ordering: Sequence[str]) -> list[Column]:
    """The columns of an ordering, ending in the primary key."""
    named = [(name.removeprefix("-"), name.startswith("-")) for name in ordering]
    columns = [Column(name, descending, is_nullable(model, name)) for name, descending in named]
    return [*columns, Column("pk", descending=False, nullable=False)]


def is_nullable(model: Any, name: str) -> bool:
    try:
        return bool(model._meta.get_field(name).null)
    except FieldDoesNotExist:
        return True


def scope_of(parameters: QueryDict) -> str:
    """What tells a filtered list from others: its parameters without those that only cut and show it."""
    names = [name for name in parameters if name not in SHOWING and not is_tracking(name)]
    kept = {name: sorted(filter(None, parameters.getlist(name))) for name in names}
    return json.dumps({name: values for name, values in kept.items() if values}, sort_keys=True)


def digest_of(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:12]


def encoded(place: Place, digest: str) -> str:
    """The place as opaque text, signed: what it says was said by us."""
    payload = json.dumps(
        [VERSION, digest, int(place.backward), place.values, place.count], separators=(",", ":")
    ).encode()
    return base64.urlsafe_b64encode(signature(payload) + payload).decode().rstrip("=")


def decoded(cursor: str, digest: str) -> Place:
    try:
        signed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except (binascii.Error, ValueError):
        signed = b""
    payload = signed[SIGNATURE_BYTES:]
    canonical = base64.urlsafe_b64encode(signed).decode().rstrip("=") == cursor
    if not canonical or not constant_time_compare(signed[:SIGNATURE_BYTES], signature(payload)):
        raise CursorError(_("This cursor is none that was given out here; start again without it."))
    version, of, backward, values, count = json.loads(payload)
    if (version, of) != (VERSION, digest):
        raise CursorError(_("This cursor belongs to another filter or order; start again without it."))
    return Place(bool(backward), values, count)


def signature(payload: bytes) -> bytes:
    return salted_hmac("sources.paging", payload, algorithm="sha256").digest()[:SIGNATURE_BYTES]
