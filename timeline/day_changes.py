"""The days on which a rule changes its state or an event decides, and what changed between two days."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sources.text import localized
from timeline.as_of import Book, Place, may_have_come
from timeline.rule_states import Finding, RuleState, Step

ONE_DAY = datetime.timedelta(days=1)
Pair = tuple[Finding | None, Finding | None]  # what was found of a measure on the first day and on the last


def neighbours(book: Book, day: datetime.date) -> tuple[datetime.date | None, datetime.date | None]:
    """The last day before this one, and the first after it, on which the state of any rule changes,
    or an event comes that decides a question alone."""
    touched, decided = measures_by_day(book), days_decided(book)
    days = sorted({*touched, *decided})

    def is_change(one: datetime.date) -> bool:
        return one in decided or any(turns(book, measure, one) for measure in touched[one])

    return (
        next((one for one in reversed(days) if one < day and is_change(one)), None),
        next((one for one in days if one > day and is_change(one)), None),
    )


def measures_by_day(book: Book) -> dict[datetime.date, list[Any]]:
    """The days at which any step may come or is past, with the measures whose state may change there."""
    touched: dict[datetime.date, list[Any]] = {}
    for measure in measures_of(book):
        bounds = {bound for step in book.steps_of(measure) for bound in (step.earliest, step.latest)}
        for bound in filter(None, bounds):
            touched.setdefault(bound, []).append(measure)
    return touched


def days_decided(book: Book) -> set[datetime.date]:
    """The first days on which an event that decides a cell alone can have come."""
    events = (
        event for theme in book.themes for place in book.places for event in book.deciding(theme, place)
    )
    return {event.earliest for event in events if event.earliest}


def measures_of(book: Book) -> Iterable[Any]:
    return (measure for measures in book.measures.values() for measure in measures)


def turns(book: Book, measure: Any, day: datetime.date) -> bool:
    before = day - ONE_DAY if day > datetime.date.min else day
    return state(book.finding(measure, before)) != state(book.finding(measure, day))


def state(found: Finding | None) -> RuleState | None:
    return found.state if found else None


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an amendment's rules on one question: from what to what, and by which event.

    Without an amendment: an event that decides the question alone, such as a founding.
    """

    amendment: Any
    measures: list[Any]
    before: Finding | None
    after: Finding | None
    event: Any

    @property
    def label(self) -> str:
        return localized(self.amendment, "label")

    @property
    def text(self) -> str:
        return " ".join(measure.text for measure in self.measures)

    @property
    def address(self) -> str:
        return str(self.measures[0].get_absolute_url())

    @property
    def is_of_state(self) -> bool:
        """The state changed, not only how sure it is."""
        return state(self.before) != state(self.after)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question on which something changed, with the changes of each country."""

    theme: Any
    places: list[tuple[Any, list[Change]]]

    @property
    def has_changes(self) -> bool:
        return any(changes for _place, changes in self.places)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The questions on which something changed between two days, and those on which nothing did."""

    turns: list[Turn]
    unchanged: list[Any]


def comparison(book: Book, first: datetime.date, last: datetime.date) -> Comparison:
    """What changed from the first day to the last, theme by theme, each change with its event."""
    turned = turned_between(book, first, last)
    decided = decided_between(book, first, last)
    book.fetch([*events_of(turned), *(event.pk for events in decided.values() for event in events)])
    turns = [turn(book, theme, turned, decided) for theme in book.themes]
    return Comparison(
        turns=[each for each in turns if each.has_changes],
        unchanged=[each.theme for each in turns if not each.has_changes],
    )


def turned_between(book: Book, first: datetime.date, last: datetime.date) -> dict[Any, Pair]:
    """The measures whose state, or how sure it is, differs on the two days, with what each found."""
    found = {
        measure: (book.finding(measure, first), book.finding(measure, last)) for measure in measures_of(book)
    }
    return {measure: pair for measure, pair in found.items() if differs(*pair)}


def events_of(turned: Mapping[Any, Pair]) -> list[int]:
    """The events, by key, that made the measures what they are on the later day."""
    steps = (step_to(after) for _before, after in turned.values())
    return [step.event for step in steps if step]


def step_to(found: Finding | None) -> Step | None:
    """The step by which a rule became what it is; of what is still to come, its passing."""
    return (found.adopted or found.since) if found else None


def differs(before: Finding | None, after: Finding | None) -> bool:
    if before is None or after is None:
        return before is not after
    return (before.state, before.certain) != (after.state, after.certain)


def decided_between(book: Book, first: datetime.date, last: datetime.date) -> dict[Place, list[Any]]:
    """The events that decide a cell alone by the last day and cannot have by the first."""
    return {
        (theme.pk, place.pk): [
            event
            for event in book.deciding(theme, place)
            if may_have_come(event, last) and not may_have_come(event, first)
        ]
        for theme in book.themes
        for place in book.places
    }


def turn(book: Book, theme: Any, turned: Mapping[Any, Pair], decided: Mapping[Place, Sequence[Any]]) -> Turn:
    return Turn(
        theme, [(place, changes_of(book, (theme.pk, place.pk), turned, decided)) for place in book.places]
    )


def changes_of(
    book: Book, key: Place, turned: Mapping[Any, Pair], decided: Mapping[Place, Sequence[Any]]
) -> list[Change]:
    """Of one question in one country: rules that turned, then what decided it alone."""
    mine = [(measure, turned[measure]) for measure in book.measures.get(key, []) if measure in turned]
    alone = [Change(None, [], None, None, book.events[event.pk]) for event in decided[key]]
    return changes(book, mine) + alone


def changes(book: Book, turned: Iterable[tuple[Any, Pair]]) -> list[Change]:
    """One for all rules of an act that changed alike, in order of their events."""
    groups: dict[Any, Change] = {}
    for measure, (before, after) in turned:
        change = Change(measure.amendment, [], before, after, book.event(step_to(after)))
        groups.setdefault((measure.amendment_id, before, after), change).measures.append(measure)
    return sorted(groups.values(), key=lambda change: change.event.earliest or datetime.date.min)
