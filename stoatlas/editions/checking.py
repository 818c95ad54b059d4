"""Every rule of the data asked of an edition in memory, so that all problems are told at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from sources import dates
from sources.fields import EDTFField
from stoatlas.editions.building import NEVER, Edition, Entry
from stoatlas.editions.layout import BOOKKEEPING, OWNERS, all_models, is_main, relations
from stoatlas.editions.rows import Problem, key_of
from stoatlas.faults import faults_of, references

Checked = dict[tuple[str, tuple[Any, ...]], bool]


def problems_of(edition: Edition) -> list[Problem]:
    """All that is wrong with an edition, in one list; rules are asked of records whose columns are right."""
    problems = list(edition.problems)
    for entry in edition.entries:
        found = list(column_problems(entry))
        entry.is_sound = entry.is_sound and not found
        problems += found
    spread_unsoundness(edition)
    checked: Checked = {}
    sound = [entry for entry in edition.entries if entry.is_sound]
    for entry in sound:
        problems += rule_problems(entry) or list(constraint_problems(entry, checked))
    return problems + list(repetitions(sound, checked))


def spread_unsoundness(edition: Edition) -> None:
    """A rule cannot be asked of a record whose part, or whose relation, is not understood."""
    unsound = {id(entry.record) for entry in edition.entries if not entry.is_sound}
    for entry in reversed(edition.entries):
        if id(entry.record) in unsound and (owner := OWNERS.get(entry.row.model)):
            unsound.add(id(getattr(entry.record, owner, None)))
    for entry in edition.entries:
        if id(entry.record) in unsound or any(id(other) in unsound for _, other in references(entry.record)):
            entry.is_sound = False


def column_problems(entry: Entry) -> Iterator[Problem]:
    """Columns that are missing or that their field refuses."""
    row, record = entry.row, entry.record
    for field in relations(row.model):
        if not field.null and field.name not in row.fields:
            yield row.problem("it is missing; accepted is the natural key of a record", field.name)
    try:
        record.clean_fields(exclude=not_stated(row.model))
    except ValidationError as error:
        for name, texts in error.message_dict.items():
            value = row.fields.get(name, "")
            if not isinstance(value, NEVER):
                yield row.problem(" ".join(texts) + accepted(row.model, name, texts), name, value)


def not_stated(model: Any) -> set[str]:
    """Columns that need no check of their own: counted, derived, or resolved already."""
    derived = {field.name for field in model._meta.concrete_fields if hasattr(field, "of")}
    return BOOKKEEPING | derived | {field.name for field in relations(model)}


def accepted(model: Any, name: str, texts: list[str]) -> str:
    """What a column accepts, where its message does not say so."""
    field = model._meta.get_field(name)
    if isinstance(field, EDTFField):
        return "" if any(str(dates.ACCEPTED) in text for text in texts) else f"; accepted is {dates.ACCEPTED}"
    if field.choices:
        return " Accepted: " + ", ".join(str(value) for value, _ in field.flatchoices if value) + "."
    return f" {field.help_text}" if field.help_text else ""


def rule_problems(entry: Entry) -> list[Problem]:
    """What `faults_of` finds in a record that is to be published; warnings are left to the audit."""
    if not is_main(entry.record) or not entry.record.is_published:
        return []
    faults = (fault for fault in faults_of(entry.record) if not fault.is_warning)
    return [entry.row.problem(fault.text, fault.field, fault.value) for fault in faults]


def constraint_problems(entry: Entry, checked: Checked) -> Iterator[Problem]:
    """The check constraints of the database, asked before it would refuse the whole."""
    constraints = entry.row.model._meta.constraints
    for constraint in (one for one in constraints if isinstance(one, models.CheckConstraint)):
        if not holds(constraint.name, constraint.condition, entry.record, checked):
            yield entry.row.problem(str(constraint.get_violation_error_message()))


def holds(name: str, condition: Any, record: Any, checked: Checked) -> bool:
    """Whether a condition holds for a record; the database is asked once for each set of values."""
    columns = sorted(condition.referenced_base_fields)
    values = tuple(getattr(record, record._meta.get_field(column).attname) for column in columns)
    key = (name, values)
    if key not in checked:
        fields = {
            column: models.Value(value, record._meta.get_field(column))
            for column, value in zip(columns, values, strict=True)
        }
        checked[key] = condition.check(fields)
    return checked[key]


def repetitions(entries: list[Entry], checked: Checked) -> Iterator[Problem]:
    """Rows that a unique constraint would refuse beside an earlier one."""
    for model in all_models():
        constraints = [one for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]
        for constraint in constraints:
            rows = (entry for entry in entries if entry.row.model is model)
            yield from repeated(constraint, rows, checked)


def repeated(constraint: Any, entries: Iterable[Entry], checked: Checked) -> Iterator[Problem]:
    seen: dict[tuple[Any, ...], str] = {}
    for entry in entries:
        record = entry.record
        if constraint.condition and not holds(constraint.name, constraint.condition, record, checked):
            continue
        values = tuple(getattr(record, record._meta.get_field(name).attname) for name in constraint.fields)
        if values in seen:
            text = f"the same as in {seen[values]}. {constraint.get_violation_error_message()}"
            stated = ", ".join(
                key_of(one := entry.row.fields.get(name, "")) or str(one) for name in constraint.fields
            )
            yield entry.row.problem(text, ", ".join(constraint.fields), stated)
        seen.setdefault(values, entry.row.record)
