"""Figures over time as small charts: where each point stands. Pure geometry; templates draw it.

A point is as long as its date is imprecise. Lines are straight, and no line bridges a gap of more than two
years. What holds for a period stands by itself. Where sources disagree, every number is drawn.
"""

import datetime
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, groupby, pairwise, product
from typing import Any

from sources import numbers
from sources.templatetags import records
from timeline.figures import Figure, Qualifier
from timeline.metrics import PERIODIC
from timeline.picture.lettering import width
from timeline.picture.scale import Scale

LEAST_POINTS = 3  # dates of one series; of fewer a table tells more
LONGEST_GAP = datetime.timedelta(days=2 * 366)
TOP, BOTTOM, HEIGHT = 26, 130, 152
LEFT, RIGHT, WHOLE = 2, 98, 100  # per cent of the width
MOST_YEARS = 6  # labels under the axis, which a phone has room for
NARROWEST, SIZE = 300, 13  # pixels: of a chart, and of its lettering
CARET = 5  # that a sign of “over” or “under” takes
STEPS = tuple(map(Decimal, ("1", "1.2", "1.5", "2", "3", "4", "5", "6", "8", "10")))
POWERS = {None: 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
UNITS = {"JPY": {"yen", "jpy"}, "KRW": {"won", "krw"}, "USD": {"dollars", "us dollars", "usd"}}
STATED = re.compile(
    r"(?:(?P<qualifier>about|over|under) )?(?P<number>\d[\d,]*(?:\.\d+)?)"
    r"(?: (?P<power>thousand|million|billion|trillion))?(?: (?P<unit>[a-z ]+))?",
    re.ASCII | re.IGNORECASE,
)


Spot = tuple[float, float]  # per cent across, pixels down


@dataclass(frozen=True, slots=True)
class Point:
    """A number of a figure, or of a reading of it, with the days that its date can mean."""

    figure: Figure
    value: Decimal
    qualifier: str
    first: datetime.date
    last: datetime.date
    reading: Any = None

    @property
    def span(self) -> tuple[datetime.date, datetime.date]:
        return self.first, self.last

    @property
    def middle(self) -> datetime.date:
        return self.first + (self.last - self.first) / 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A point as it is drawn, from `left` to `right` in shares of the width; hollow where others disagree."""

    point: Point
    left: float
    right: float
    y: float
    hollow: bool

    @property
    def x1(self) -> str:
        return f"{self.left:.2f}%"

    @property
    def x2(self) -> str:
        return f"{self.right:.2f}%"

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def x(self) -> str:
        return f"{self.middle:.2f}%"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line between two marks."""

    x1: str
    y1: float
    x2: str
    y2: float


@dataclass(frozen=True, slots=True)
class Label:
    """What is written beside a mark, and at which end of the text the mark is; the room that it takes."""

    mark: Mark
    text: str
    y: float
    anchor: str
    left: float
    right: float

    def covers(self, x: float, y: float) -> bool:
        """Whether a point, in per cent across and pixels down, is under the text."""
        return self.left - 1 <= x <= self.right + 1 and self.y - SIZE <= y <= self.y + 4

    def touches(self, other: "Label") -> bool:
        apart = other.right + 1 < self.left or self.right + 1 < other.left
        return not apart and abs(self.y - other.y) < SIZE + 3


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures of one metric in one unit; one line for each scope.

    `ticks` are heights with their numbers, `years` places with their labels.
    """

    figure: Figure
    marks: tuple[Mark, ...]
    lines: tuple[Stroke, ...]
    ties: tuple[Stroke, ...]
    labels: tuple[Label, ...]
    ticks: tuple[tuple[float, Decimal], ...]
    years: tuple[tuple[str, int], ...]
    periodic: bool
    height: int = HEIGHT
    bottom: int = BOTTOM

    @property
    def disputed(self) -> list[Mark]:
        return [mark for mark in self.marks if mark.hollow]


def charts(figures: Iterable[Figure]) -> list[Chart]:
    """A chart for each metric, unit and subject that has a series of three dates or more; long ones first."""
    groups: dict[tuple[object, ...], list[Point]] = {}
    for figure in figures:
        subject = tuple(getattr(figure, f"{name}_id") for name in Figure.SUBJECTS)
        groups.setdefault((figure.metric, figure.unit, subject), []).extend(points(figure))
    series = [by_scope(group) for group in groups.values()]
    found = [chart(each) for each in series if any(is_long(one) for one in each)]
    return sorted(found, key=lambda each: (-len(each.marks), each.figure.metric))


def points(figure: Figure) -> Iterator[Point]:
    """The figure's own number, and those that readings of it state; none for a figure without a date."""
    first, last = figure.as_of_earliest, figure.as_of_latest
    begin, end = first or last, last or first
    if begin is None or end is None:
        return
    yield Point(figure, figure.value, figure.qualifier, begin, end)
    for reading in figure.readings.all():
        told = number_in(reading.says, figure.unit)
        if told and told[0] != figure.value:
            yield Point(figure, *told, begin, end, reading)


def number_in(text: str, unit: str) -> tuple[Decimal, str] | None:
    """What “about 107.7 trillion won” states; None unless the text is a number of this unit and no more."""
    match = STATED.fullmatch(text.strip())
    if match is None:
        return None
    stated = (match["unit"] or unit).lower()
    if stated not in UNITS.get(unit, {unit.lower()}):
        return None
    power = match["power"].lower() if match["power"] else None
    value = Decimal(match["number"].replace(",", "")).scaleb(POWERS[power])
    return value, (match["qualifier"] or Qualifier.EXACT).lower()


def by_scope(group: Iterable[Point]) -> list[list[Point]]:
    """The series of a chart: points of one scope in order of time."""
    ordered = sorted(group, key=lambda one: (one.figure.scope, one.middle, one.span, one.figure.slug))
    return [list(points) for _scope, points in groupby(ordered, key=lambda one: one.figure.scope)]


def is_long(series: Sequence[Point]) -> bool:
    return len({point.span for point in series}) >= LEAST_POINTS


def chart(series: Sequence[Sequence[Point]]) -> Chart:
    every = list(chain.from_iterable(series))
    figure = every[0].figure
    scale, top = scale_of(every), ceiling(max(point.value for point in every))
    drawn = [marks_of(each, scale, top) for each in series]
    periodic = figure.metric in PERIODIC
    strokes = [] if periodic else list(chain.from_iterable(map(lines, drawn)))
    ticks = [(height(value, top), value) for value in (top, top / 2, Decimal(0))]
    return Chart(
        figure=figure,
        marks=tuple(chain.from_iterable(drawn)),
        lines=tuple(strokes),
        ties=tuple(chain.from_iterable(map(ties, drawn))),
        labels=tuple(labels(drawn, strokes, [*beside(ticks, figure.unit)])),
        ticks=tuple(ticks),
        years=tuple(year_labels(scale)),
        periodic=periodic,
    )


def scale_of(every: Sequence[Point]) -> Scale:
    """Whole years, from the first date to the last."""
    first, last = min(point.first for point in every), max(point.last for point in every)
    return Scale(first.replace(month=1, day=1), last.replace(month=12, day=31), LEFT, RIGHT, WHOLE)


def ceiling(value: Decimal) -> Decimal:
    """The round number at or above a value, for the top of the axis; 1 for nothing."""
    if value <= 0:
        return Decimal(1)
    power = Decimal(10) ** math.floor(value.log10())
    return next(step * power for step in STEPS if step * power >= value)


def height(value: Decimal, top: Decimal) -> float:
    return round(BOTTOM - float(value / top) * (BOTTOM - TOP), 1)


def marks_of(series: Sequence[Point], scale: Scale, top: Decimal) -> list[Mark]:
    """The points of a series in their places; hollow where another number is stated for the same date."""
    values: dict[object, set[Decimal]] = {}
    for point in series:
        values.setdefault(point.span, set()).add(point.value)
    return [
        Mark(
            point,
            scale.place(point.first),
            scale.place(point.last),
            height(point.value, top),
            hollow=len(values[point.span]) > 1,
        )
        for point in series
    ]


def lines(marks: Sequence[Mark]) -> Iterator[Stroke]:
    """From each date to the next: from the end of the one to the begin of the other, through what we follow.

    Two figures of one date are both followed: the line forks.
    """
    followed = [mark for mark in marks if mark.point.reading is None]
    dates = [list(group) for _span, group in groupby(followed, key=lambda mark: mark.point.span)]
    for before, after in pairwise(dates):
        if after[0].point.first - before[0].point.last > LONGEST_GAP:
            continue
        for one, two in product(before, after):
            overlap = two.left < one.right
            x1, x2 = (one.x, two.x) if overlap else (one.x2, two.x1)
            yield Stroke(x1, one.y, x2, two.y)


def ties(marks: Sequence[Mark]) -> Iterator[Stroke]:
    """A hairline through the numbers that are stated for one date."""
    for _span, group in groupby(marks, key=lambda mark: mark.point.span):
        same = list(group)
        heights = sorted({mark.y for mark in same})
        if len(heights) > 1:
            yield Stroke(same[0].x, heights[0], same[0].x, heights[-1])


def labels(
    drawn: Sequence[Sequence[Mark]], strokes: Sequence[Stroke], scales: Sequence[Spot]
) -> Iterator[Label]:
    """The newest number of each series, then its highest and its oldest: each where it covers nothing."""
    full = [*obstacles(strokes), *scales]
    taken: list[Label] = []
    newest, others = [], []
    for marks in drawn:
        own = [mark for mark in marks if mark.point.reading is None]
        newest.append(own[-1])
        others += [min(own, key=lambda mark: mark.y), own[0]]
    for mark in dict.fromkeys([*newest, *others]):
        free = (
            each
            for each in places(mark, scoped=len(drawn) > 1)
            if not any(each.covers(*spot) for spot in [*full, *around(mark, drawn)])
            and not any(map(each.touches, taken))
        )
        if label := next(free, None):
            taken.append(label)
            yield label


def around(labelled: Mark, drawn: Sequence[Sequence[Mark]]) -> Iterator[Spot]:
    """Points along every mark; and above the others, where their own numbers would be looked for."""
    for mark in (mark for marks in drawn for mark in marks):
        yield from ((mark.left + (mark.right - mark.left) * n / 8, mark.y) for n in range(9))
        if mark.y != labelled.y:
            yield mark.middle, mark.y - SIZE


def obstacles(strokes: Sequence[Stroke]) -> Iterator[Spot]:
    """Points along every line."""
    for line in strokes:
        x1, x2 = (float(x.rstrip("%")) for x in (line.x1, line.x2))
        yield from ((x1 + (x2 - x1) * n / 24, line.y1 + (line.y2 - line.y1) * n / 24) for n in range(25))


def beside(ticks: Sequence[tuple[float, Decimal]], unit: str) -> Iterator[Spot]:
    """Points along the numbers of the axis, the uppermost of which names the unit."""
    for y, value in ticks[:-1]:
        text = numbers.in_words(value) + (records.unit_after(unit, value) if y == ticks[0][0] else "")
        across = width(text, SIZE) / NARROWEST * 100
        yield from ((across * n / 8, y - up) for n in range(9) for up in (4, 14))


def places(mark: Mark, *, scoped: bool) -> Iterator[Label]:
    """Where the number of a mark may stand, the best place first: above or below, centred or aside."""
    point = mark.point
    words = records.around(point.qualifier)
    text = f"{words.before}{numbers.in_words(point.value)}{words.after}"
    text = f"{point.figure.scope}: {text}" if scoped and point.figure.scope else text
    across = width(text, SIZE, bold=True) / NARROWEST * 100
    over, under = (CARET if point.qualifier == each else 0 for each in (Qualifier.OVER, Qualifier.UNDER))
    for y in (mark.y - 8 - over, mark.y + 19 + under, mark.y - 18 - over):
        for anchor, share in (("middle", 0.5), ("end", 1.0), ("start", 0.0)):
            left = mark.middle - across * share
            if left >= 0 and left + across <= WHOLE and y <= BOTTOM - 3:
                yield Label(mark, text, round(y, 1), anchor, left, left + across)


def year_labels(scale: Scale) -> Iterator[tuple[str, int]]:
    years = scale.years()
    step = math.ceil(len(years) / MOST_YEARS)
    for year in years[::step]:
        yield scale.at(datetime.date(year, 1, 1)), year
