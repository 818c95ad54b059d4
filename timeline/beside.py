"""Rules in force beside the one that an editor lets decide: what a comparison must not pass over."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from timeline.as_of import Book
from timeline.lags import Lag, Side
from timeline.rule_states import Finding, RuleState


@dataclass(frozen=True, slots=True)
class Beside:
    """The start of the first other rule that is in force on a day; `address` leads to the rules of then."""

    event: Any
    certain: bool
    address: str


def with_others(lags: Iterable[Lag], book: Book, day: datetime.date) -> list[Lag]:
    """The same, each side with what else of its question is in force on the day."""
    found = list(lags)
    firsts = {
        (lag.theme, side.place): first
        for lag in found
        for side in lag.sides
        if (first := first_other(book, lag.theme, side, day))
    }
    book.fetch(first.since.event for first in firsts.values())

    def of(lag: Lag, side: Side) -> Side:
        first = firsts.get((lag.theme, side.place))
        return replace(side, beside=beside(book, lag.theme, side, first, day)) if first else side

    return [replace(lag, origin=of(lag, lag.origin), target=of(lag, lag.target)) for lag in found]


def first_other(book: Book, theme: Any, side: Side, day: datetime.date) -> Finding | None:
    """The first of those in force on the day that another event started than the one compared."""
    found = (book.finding(measure, day) for measure in book.measures.get((theme.pk, side.place.pk), []))
    others = (
        each
        for each in found
        if each
        and each.state == RuleState.IN_FORCE
        and not (side.event and each.since.event == side.event.pk)
    )
    return min(
        others, key=lambda each: (each.since.earliest or datetime.date.min, each.since.event), default=None
    )


def beside(book: Book, theme: Any, side: Side, first: Finding, day: datetime.date) -> Beside:
    then = min(first.since.latest or day, day)
    address = reverse("as-of-day", args=[then.isoformat()])
    return Beside(
        book.event(first.since), first.certain, f"{address}?theme={theme.slug}&jurisdiction={side.place.slug}"
    )
