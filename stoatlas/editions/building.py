"""From rows to records in memory: natural keys resolved, relations and parts held, nothing written."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from sources.models import Record
from stoatlas.editions.layout import all_models, owner_field, part_models, stated_fields
from stoatlas.editions.rows import Problem, Row, Rows, key_of
from timeline.models import Incident

FEW = 12
NEVER = (bool, list, dict)  # what a column that names no record never holds
Keys = dict[Any, dict[str, int]]


@dataclass(slots=True)
class Entry:
    """A row and the record made of it; `many` holds its many-to-many relations.

    `is_sound` tells whether all of the row could be understood.
    """

    row: Row
    record: Any
    many: dict[str, list[Any]]
    is_sound: bool = True


@dataclass(slots=True)
class Edition:
    """All entries in the order of loading, the records by model and slug, and the problems found."""

    entries: list[Entry] = field(default_factory=list)
    records: dict[Any, dict[str, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def of(self, model: Any) -> Iterator[Entry]:
        return (entry for entry in self.entries if entry.row.model is model)


def build(read: Rows, known: Keys) -> Edition:
    """Make the records of the rows; `known` are the keys of records that the database holds already."""
    edition = Edition(problems=[*read.problems])
    numbers = itertools.count(-1, -1)  # a key of its own for what has none yet, so that relations can be held
    used: dict[str, Row] = {}
    for model in all_models():
        edition.records[model] = {}
        for row in (row for row in read.rows if row.model is model):
            entry = enter(row, edition)
            edition.entries.append(entry)
            if isinstance(entry.record, Record):
                entry.record.pk = known[model].get(entry.record.slug) or next(numbers)
                register(entry, edition, used)
    hold_all(edition)
    return edition


def register(entry: Entry, edition: Edition, used: dict[str, Row]) -> None:
    """Let a record be found by its slug, which none may share, in whichever file: it is an address."""
    slug = entry.record.slug
    if slug in used:
        entry.is_sound = False
        text = f"used already in {used[slug].file}; accepted is a slug of its own"
        edition.problems.append(entry.row.problem(text, "slug", slug))
    else:
        used[slug] = entry.row
        edition.records[entry.row.model][slug] = entry.record


def enter(row: Row, edition: Edition) -> Entry:
    """The record of a row, as far as its fields can be understood."""
    before = len(edition.problems)
    values: dict[str, Any] = {}
    many: dict[str, list[Any]] = {}
    fields = {one.name: one for one in stated_fields(row.model)}
    for name, value in row.fields.items():
        if name not in fields:
            text = f"no such field; accepted are {', '.join(fields)}"
            edition.problems.append(row.problem(text, name, value))
        elif fields[name].many_to_many:
            many[name] = resolve_all(row, fields[name], value, edition)
        else:
            values[name] = understood(row, fields[name], value, edition)
    given = {name: value for name, value in values.items() if value is not None}
    return Entry(row, row.model(**given), many, is_sound=len(edition.problems) == before)


def understood(row: Row, one: Any, value: Any, edition: Edition) -> Any:
    """A value as its column takes it; None where it is empty, or refused with a problem."""
    if one.is_relation:
        return resolve(row, one, value, edition)
    if isinstance(value, NEVER) or "\0" in str(value):
        edition.problems.append(row.problem("accepted is text in quotes, or a number", one.name, value))
        return None
    return value


def resolve(row: Row, one: Any, value: Any, edition: Edition) -> Any:
    """The record that a natural key names; None, and a problem, where there is none."""
    slug = key_of(value)
    if not slug:
        text = "accepted is the slug of a record as a natural key, such as [jp]"
        edition.problems.append(row.problem(text, one.name, value))
        return None
    known = edition.records.get(one.related_model, {})
    if slug not in known:
        kind = one.related_model._meta.verbose_name
        text = f"no {kind} has this slug; accepted {likely(slug, known)}"
        edition.problems.append(row.problem(text, one.name, slug))
    return known.get(slug)


def likely(slug: str, known: Iterable[str]) -> str:
    """What might have been meant: all slugs where they are few, else the nearest ones."""
    names = sorted(known)
    if len(names) <= FEW:
        return f"are: {', '.join(names)}" if names else "is a record of this edition"
    near = get_close_matches(slug, names, 3)
    return f"is a record of this edition{', such as ' + ', '.join(near) if near else ''}"


def resolve_all(row: Row, one: Any, value: Any, edition: Edition) -> list[Any]:
    if not isinstance(value, list):
        text = "accepted is a list of natural keys, such as [[jp-fiea], [jp-aptcp]]"
        edition.problems.append(row.problem(text, one.name, value))
        return []
    named = [resolve(row, one, key, edition) for key in value]
    found = {record.slug: record for record in named if record is not None}
    if len(found) < sum(record is not None for record in named):
        edition.problems.append(row.problem("a record is named twice; accepted is once", one.name))
    return [found[slug] for slug in sorted(found)]


def hold_all(edition: Edition) -> None:
    """Give every record its relations and parts, so that its document can be made without a database."""
    for entry in edition.entries:
        if isinstance(entry.record, Record):
            for relation in entry.record._meta.many_to_many:
                hold(entry.record, relation.name, entry.many.get(relation.name, []))
    for model in all_models():
        for part, inner in part_models(model).items():
            hold_backwards(edition, model, part, inner, owner_field(model, part))
    hold_events(edition)


def hold_backwards(edition: Edition, model: Any, relation: str, inner: Any, owner: str) -> None:
    """Hold for each record of a model the rows that name it as their owner."""
    rows: dict[int, list[Any]] = {record.pk: [] for record in edition.records[model].values()}
    for entry in edition.of(inner):
        rows.get(getattr(entry.record, f"{owner}_id"), []).append(entry.record)
    for record in edition.records[model].values():
        hold(record, relation, rows[record.pk])


def hold_events(edition: Edition) -> None:
    """Hold the events of incidents and offerings, which rules and milestones look back to."""
    event = Incident._meta.get_field("events").related_model
    hold_backwards(edition, Incident, "events", event, "incident")
    for offering, events in by_offering(edition, event).values():
        hold(offering, "events", events)


def by_offering(edition: Edition, event: Any) -> dict[int, tuple[Any, list[Any]]]:
    offering = event._meta.get_field("offerings").related_model
    found: dict[int, tuple[Any, list[Any]]] = {
        one.pk: (one, []) for one in edition.records[offering].values()
    }
    for entry in edition.of(event):
        for one in entry.many.get("offerings", []):
            found[one.pk][1].append(entry.record)
    return found


def hold(record: Any, relation: str, rows: list[Any]) -> None:
    """Let a relation answer with these rows, as prefetching would."""
    queryset = record._meta.get_field(relation).related_model._default_manager.all()
    queryset._result_cache = rows
    queryset._prefetch_done = True
    vars(record).setdefault("_prefetched_objects_cache", {})[relation] = queryset
