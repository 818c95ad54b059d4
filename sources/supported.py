"""What rests on a source: every tie from a public record to it, by type of record.

The types are found in the model registry: whatever cites, reads or lists sources is shown, in any app.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Window
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
class Narrowed:
    """Of all records only those that rest on as little as `evidence` says, and those of some places.

    `evidence` holds values of `Evidence`, `places` slugs of jurisdictions; nothing narrows nothing.
    """

    evidence: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.evidence or self.places)


ALL = Narrowed()


@dataclass(frozen=True, slots=True)
class Relation:
    """A way in which records of a type rest on sources; `owner` leads from the tie to its record."""

    name: str
    sense: str
    accessor: str
    owner: str
    model: Any

    def records(self, narrowed: Narrowed = ALL) -> Any:
        """The public records of the type that may rest on sources, each with what names it public too."""
        found = self.model.objects.published().order_by()
        for name in references(self.model):
            found = found.filter(Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__state": PUBLISHED}))
        if narrowed.evidence:
            found = found.resting(*narrowed.evidence)
        return found.filter(in_places(self.model, narrowed.places)) if narrowed.places else found

    def rows(self, source: Source, narrowed: Narrowed = ALL) -> Any:
        """The ties of these records, each with what names its record, in the records' order."""
        path = f"{self.owner}__" if self.owner else ""
        joined = [*filter(None, [self.owner]), *(path + name for name in references(self.model))]
        rows = getattr(source, self.accessor).select_related(*joined)
        visible = rows.filter(**{f"{path}pk__in": self.records(narrowed).values("pk")})
        return visible.order_by(*nulls_last(*self.columns()), "pk")

    def citations(self, narrowed: Narrowed) -> Any:
        """The citations of these records, of whatever source; only of a relation that supports."""
        rows = self.model._meta.get_field("citations").related_model.objects.order_by()
        return rows.filter(**{f"{self.owner}__in": self.records(narrowed).values("pk")})

    def columns(self) -> tuple[str, ...]:
        """What the ties are sorted by: the columns of the records, seen from the ties."""
        path = f"{self.owner}__" if self.owner else ""
        return tuple(path + name for name in self.record_columns())

    def record_columns(self) -> tuple[str, ...]:
        """What the records are sorted by: the dates of events, the names of what has one, then slugs."""
        known = {field.name for field in self.model._meta.fields}
        return tuple(name for name in SORTED_BY if name in known)

    def group(self, source: Source, most: int, narrowed: Narrowed = ALL) -> Group:
        """The first ties, and how many there are."""
        rows = list(self.rows(source, narrowed).annotate(total=Window(Count("pk")))[:most])
        return self.made(rows, rows[0].total if rows else 0, is_cut=bool(rows) and rows[0].total > most)

    def page(
        self, source: Source, cursor: str, size: int, narrowed: Narrowed = ALL
    ) -> tuple[Group, paging.Page]:
        """One page of all ties; raise paging.CursorError for a strange cursor."""
        rows = self.rows(source, narrowed).order_by()
        page = paging.page(rows, self.columns(), cursor, size, f"{self.name}{source.slug}{narrowed}")
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


def in_places(model: Any, places: tuple[str, ...]) -> Q:
    """Condition: the record is of one of the jurisdictions, or names one that is where it has none itself."""
    own = next((field for field in model._meta.fields if field.name == "jurisdiction"), None)
    paths = ["jurisdiction"] if own else []
    if own is None or own.null:
        keys = [field for field in model._meta.fields if field.is_relation and field is not own]
        paths += [f"{key.name}__jurisdiction" for key in keys if has_place(key.related_model)]
    wanted = Q(pk__in=[])
    for path in paths:
        wanted |= Q(**{f"{path}__slug__in": places})
    return wanted


def has_place(model: Any) -> bool:
    return any(field.name == "jurisdiction" for field in model._meta.fields)


def place_model() -> Any:
    """The model of jurisdictions, which the records name that rest on sources."""
    keys = (field for each in citing() for field in each.model._meta.fields if field.name == "jurisdiction")
    return next(keys).related_model


def citing() -> list[Relation]:
    """The relations by which records are cited, each of its own model."""
    return [each for each in relations() if each.sense == "supports"]


def supporting(sources: Any, narrowed: Narrowed) -> Any:
    """Of the sources those that support a record so narrowed."""
    wanted = Q(pk__in=[])
    for each in citing():
        rows = each.citations(narrowed).filter(source=OuterRef("pk"))
        wanted |= Q(Exists(rows))
    return sources.filter(wanted)


def counts(sources: Iterable[Source], narrowed: Narrowed) -> dict[int, int]:
    """How many records so narrowed each of the sources supports, by key, in one query."""
    keys = [source.pk for source in sources]
    counted = [
        each.citations(narrowed)
        .filter(source__in=keys)
        .values("source")
        .annotate(count=Count(each.owner, distinct=True))
        .values_list("source", "count")
        for each in citing()
    ]
    found = dict.fromkeys(keys, 0)
    for key, count in counted[0].union(*counted[1:], all=True) if keys else ():
        found[key] += count
    return found


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
