"""What rests on a source: every tie from a public record to it, by type of record.

The types are found in the model registry: whatever cites, reads or lists sources is shown, in any app.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Window
from django.utils.functional import Promise

from sources import paging
from sources.models import Citation, Reading, Record, Source
from sources.querysets import PUBLISHED, nulls_last

SORTED_BY = ("earliest", "rank", "name_sort", "slug")


@dataclass(frozen=True, slots=True)
class Tie:
    """A record, and what the source says there: citations or readings; none where it is only listed."""

    record: Any
    points: list[Any]


@dataclass(frozen=True, slots=True)
class Group:
    """Ties of one type, `total` of them in all; `sense` is supports, disputes or searched."""

    name: str
    sense: str
    label: str | Promise
    ties: list[Tie]
    total: int
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Relation:
    """A way in which records of a type rest on sources; `owner` leads from the tie to its record."""

    name: str
    sense: str
    accessor: str
    owner: str
    model: Any

    def rows(self, source: Source) -> Any:
        """The ties of published records, each with what names its record, in the records' order."""
        path = f"{self.owner}__" if self.owner else ""
        named_by = references(self.model)
        visible = Q(**{f"{path}pk__in": self.model.objects.published().order_by().values("pk")})
        for name in named_by:
            visible &= Q(**{f"{path}{name}__isnull": True}) | Q(**{f"{path}{name}__state": PUBLISHED})
        joined = [*filter(None, [self.owner]), *(path + name for name in named_by)]
        rows = getattr(source, self.accessor).select_related(*joined).filter(visible)
        return rows.order_by(*nulls_last(*self.columns()), "pk")

    def columns(self) -> tuple[str, ...]:
        """What the ties are sorted by: the dates of events, the names of what has one, then slugs."""
        known = {field.name for field in self.model._meta.fields}
        path = f"{self.owner}__" if self.owner else ""
        return tuple(path + name for name in SORTED_BY if name in known)

    def group(self, source: Source, most: int) -> Group:
        """The first ties, and how many there are."""
        rows = list(self.rows(source).annotate(total=Window(Count("pk")))[:most])
        return self.made(rows, rows[0].total if rows else 0, is_cut=bool(rows) and rows[0].total > most)

    def page(self, source: Source, cursor: str, size: int) -> tuple[Group, paging.Page]:
        """One page of all ties; raise paging.CursorError for a strange cursor."""
        page = paging.page(
            self.rows(source).order_by(), self.columns(), cursor, size, self.name + source.slug
        )
        return self.made(page.items, page.count, is_cut=False), page

    def made(self, rows: list[Any], total: int, *, is_cut: bool) -> Group:
        label = self.model._meta.verbose_name_plural
        return Group(self.name, self.sense, label, list(self.ties(rows)), total, is_cut)

    def ties(self, rows: Iterable[Any]) -> Iterator[Tie]:
        """Rows of one record together."""
        found: dict[Any, Tie] = {}
        for row in rows:
            record = getattr(row, self.owner) if self.owner else row
            tie = found.setdefault(record.pk, Tie(record, []))
            if self.owner:
                tie.points.append(row)
        yield from found.values()


def references(model: Any) -> list[str]:
    """Keys to the records by which one without a name of its own is named, such as a link's two events."""
    fields = model._meta.fields
    if {"name", "title"} & {field.name for field in fields}:
        return []
    return [field.name for field in fields if field.is_relation and issubclass(field.related_model, Record)]


def relations() -> Iterator[Relation]:
    """All ways in which records rest on sources, in the order of the apps."""
    for tie in Source._meta.related_objects:
        model, accessor = tie.related_model, str(tie.get_accessor_name())
        if issubclass(model, Citation):
            owner = owner_of(model)
            yield Relation(owner.name, "supports", accessor, owner.name, owner.related_model)
        elif issubclass(model, Reading):
            owner = owner_of(model)
            yield Relation(f"{owner.name}-reading", "disputes", accessor, owner.name, owner.related_model)
        elif issubclass(model, Record):
            yield Relation(str(model._meta.model_name), "searched", accessor, "", model)


def owner_of(model: Any) -> Any:
    """The key from a citation or reading to its record."""
    return next(field for field in model._meta.fields if field.is_relation and field.name != "source")
