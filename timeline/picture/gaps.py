"""The picture of a comparison: a row for each question, two marks on one axis of time, the gap labelled.

All is placed in shares of the width and reckoned at a phone's, so that wider is only airier.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.lags import Lag, Missing
from timeline.picture.lettering import width
from timeline.picture.scale import Scale

FULL, EDGE, SIZE, APART = 280, 9, 12.5, 16
YEAR = 34  # pixels that the number of a year needs
AFTER = datetime.timedelta(days=30)
STEPS, MOST_YEARS = (1, 2, 5, 10, 50, 100, 500, 1000), 16
MIDDLE, END, START = "middle", "end", "start"


@dataclass(frozen=True, slots=True)
class Mark:
    """A country's date: `x` in its middle, `span` (start, length) where it is no exact day."""

    place: Any
    event: Any
    x: str
    span: tuple[str, str] | None
    coming: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """What lies between: from, length; `waiting` is the country that has not come yet, if any."""

    x: str
    width: str
    waiting: Any


@dataclass(frozen=True, slots=True)
class Label:
    """The gap in words: beside the marks, or in the middle above the bar where it is long enough."""

    text: str
    x: str
    anchor: str

    @property
    def shift(self) -> int:
        """Pixels away from the mark that it stands beside."""
        return {MIDDLE: 0, START: APART, END: -APART}[self.anchor]


@dataclass(frozen=True, slots=True)
class GapRow:
    lag: Lag
    marks: list[Mark]
    bar: Bar | None
    label: Label


@dataclass(frozen=True, slots=True)
class GapPicture:
    """Rows in the order given; those without any date are left to the table."""

    rows: list[GapRow]
    years: list[tuple[int, str]]
    today: str


def gaps(found: Iterable[tuple[Lag, str]], day: datetime.date) -> GapPicture | None:
    """Lags with their labels as a picture, `day` being the line of today; None where no date is known."""
    dated = [(lag, text) for lag, text in found if any(side.event for side in lag.sides)]
    if not dated:
        return None
    bounds = [bound for lag, _text in dated for side in lag.sides if side.event for bound in ends(side.event)]
    start, end = min(*bounds, day), max(*bounds, min(day, datetime.date.max - AFTER) + AFTER)
    scale = Scale(datetime.date(start.year, 1, 1), end, EDGE, FULL - EDGE, FULL)
    rows = [row(lag, text, scale, day) for lag, text in dated]
    return GapPicture(rows, years_of(scale), scale.at(day))


def years_of(scale: Scale) -> list[tuple[int, str]]:
    """Years that leave room for their number; of very many, those that are round."""
    years = scale.years()
    step = next(step for step in STEPS if len(years) <= step * MOST_YEARS)
    firsts = [datetime.date(year, 1, 1) for year in years if year % step == 0]
    return [(first.year, scale.at(first)) for first in firsts if scale.place(first) <= FULL - YEAR]


def ends(event: Any) -> tuple[datetime.date, datetime.date]:
    """The bounds of its date, an open end closed by the other one."""
    return event.earliest or event.latest, event.latest or event.earliest


def middle(event: Any) -> datetime.date:
    first, last = ends(event)
    return first + (last - first) / 2


def row(lag: Lag, text: str, scale: Scale, day: datetime.date) -> GapRow:
    marks = [mark(side, scale, day) for side in lag.sides if side.event]
    places = sorted(scale.place(middle(side.event)) for side in lag.sides if side.event)
    waiting = next((side.place for side in lag.sides if side.missing == Missing.NOT_YET and lag.so_far), None)
    if waiting:
        places.append(scale.place(day))
    bar = None
    if len(places) > 1:
        bar = Bar(scale.share(places[0]), scale.share(places[-1] - places[0]), waiting)
    return GapRow(lag, marks, bar, label(text, places, scale))


def mark(side: Any, scale: Scale, day: datetime.date) -> Mark:
    first, last = ends(side.event)
    span = None
    if first != last:
        span = scale.at(first), scale.share(scale.place(last) - scale.place(first))
    return Mark(side.place, side.event, scale.at(middle(side.event)), span, first > day)


def label(text: str, places: Sequence[float], scale: Scale) -> Label:
    """In the middle where the bar is long enough, else on the side that has more room."""
    needed, left, right = width(text, SIZE), places[0], places[-1]
    if right - left > needed + 2 * APART:
        return Label(text, scale.share((left + right) / 2), MIDDLE)
    if FULL - right >= left:
        return Label(text, scale.share(right), START)
    return Label(text, scale.share(left), END)
