"""An edition into the database: all of it or nothing.

What the database does not know is added. What it knows is never touched: where an edition states a published
record otherwise, a revision is proposed to the editors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from sources.models import DataVersion, Record, Revision
from stoatlas.audit import audit
from stoatlas.editions.building import Edition, Entry, Keys, build
from stoatlas.editions.checking import problems_of
from stoatlas.editions.layout import FILES, OWNERS, all_models, is_main, relations
from stoatlas.editions.proposing import propose
from stoatlas.editions.rows import Problem, read_folder

NOTE = "From the fixtures."
BATCH = 500


class EditionError(Exception):
    """An edition that cannot be loaded; `problems` holds every reason found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(slots=True)
class Loaded:
    """What loading did: how many records were added, by model, and the slugs of those treated otherwise."""

    added: Counter[Any] = field(default_factory=Counter)
    proposed: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    known: int = 0


def is_empty() -> bool:
    """Whether the database holds no record at all."""
    return not any(model._default_manager.exists() for model in FILES.values())


@transaction.atomic
def load(folder: Path) -> Loaded:
    """Load an edition; EditionError tells why it was not, and then nothing has changed."""
    edition = build(read_folder(folder), known_keys())
    if problems := problems_of(edition):
        raise EditionError(problems)
    old = [entry.record for entry in edition.entries if is_main(entry.record) and entry.record.pk > 0]
    new, waiting = addable(edition)
    try:
        write(new)
    except IntegrityError as error:
        raise EditionError(
            [Problem("", "", f"the database refuses the whole: {' '.join(str(error).split())}")]
        ) from None
    remember_owners(new, old)
    loaded = Loaded(waiting=waiting, known=len(old), proposed=propose(old, edition, NOTE))
    loaded.added.update(entry.row.model for entry in new if isinstance(entry.record, Record))
    refuse_faults()
    return loaded


def known_keys() -> Keys:
    """The keys of all records that the database holds, by model and slug."""
    records = (model for model in all_models() if issubclass(model, Record))
    return {model: dict(model._default_manager.values_list("slug", "pk")) for model in records}


def addable(edition: Edition) -> tuple[list[Entry], list[str]]:
    """New entries that name only what is there or comes along, and the slugs of those that must wait.

    A new part of a record that is there already is a change of that record, to be decided first.
    """
    here = {record for made in edition.records.values() for record in made.values() if record.pk > 0}
    new: list[Entry] = []
    added: set[Any] = set()
    waiting: list[str] = []
    for entry in edition.entries:
        if isinstance(entry.record, Record) and entry.record in here:
            continue
        if is_ready(entry, here, added):
            new.append(entry)
            added |= {entry.record} if isinstance(entry.record, Record) else set()
        elif is_main(entry.record):
            waiting.append(entry.record.slug)
    return new, waiting


def is_ready(entry: Entry, here: set[Any], added: set[Any]) -> bool:
    owner = OWNERS.get(entry.row.model)
    if owner:
        return getattr(entry.record, owner) in added
    return all(other in here or other in added for other in named(entry))


def named(entry: Entry) -> Iterator[Any]:
    """The records that an entry names itself."""
    for one in relations(entry.row.model):
        if (other := getattr(entry.record, one.name)) is not None:
            yield other
    for others in entry.many.values():
        yield from others


def write(entries: list[Entry]) -> None:
    """Write new entries in bulk, each model after those that it names, and revision 1 of each record."""
    DataVersion.objects.renew()
    now = timezone.now()
    for model in all_models():
        made = [entry for entry in entries if entry.row.model is model]
        for entry in made:
            prepare(entry.record, now)
        model._default_manager.bulk_create([entry.record for entry in made], batch_size=BATCH)
        write_relations(model, made)
    records = [entry.record for entry in entries if is_main(entry.record) and entry.record.is_published]
    Revision.objects.write_first(records, NOTE)


def prepare(record: Any, now: Any) -> None:
    """Ask the database for the key; take over the keys that it gave to the records named."""
    record.pk = None
    for one in relations(type(record)):
        setattr(record, one.name, getattr(record, one.name))
    if isinstance(record, Record):
        record.updated_at = now
        record.revision = int(record.is_published)


def write_relations(model: Any, entries: list[Entry]) -> None:
    for relation in model._meta.many_to_many:
        through = relation.remote_field.through
        here, there = relation.m2m_field_name(), relation.m2m_reverse_field_name()
        rows = [
            through(**{here: entry.record, there: other})
            for entry in entries
            for other in entry.many.get(relation.name, [])
        ]
        through._default_manager.bulk_create(rows, batch_size=BATCH)


def remember_owners(new: Iterable[Entry], old: list[Any]) -> None:
    """A new milestone of an STO case that was there already belongs to its document from now on."""
    owners = {owner for entry in new if is_main(entry.record) for owner in entry.record.owners()}
    for record in (one for one in old if one in owners):
        current = type(record)._default_manager.get(pk=record.pk)
        if current.is_published:
            current.remember(note=NOTE)


def refuse_faults() -> None:
    errors = [finding for finding in audit() if finding.level == "error"]
    if errors:
        raise EditionError([Problem("database", one.slug, one.text, one.field, one.value) for one in errors])
