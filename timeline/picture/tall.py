"""The tall picture, for phones: time runs down the middle, Japan to its left, Korea to its right.

In order of time, not to scale: years are as tall as they are full. A label never touches the next one on its
side, and no mark stands above that of an earlier event.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from timeline.picture.lettering import balance, offsets, wrap
from timeline.picture.spots import Spot

SIZE, SMALL, LEADING = 13, 12, 16
WIDEST = 124  # of a label, at a screen of 320 px; wider ones leave more white
BOTH_SIDES = 250  # of a label across the axis
AFTER_LABEL, YEAR, STEP, TODAY, MARK, REACH, HEAD = 10, 30, 18, 40, 18, 18, 36


@dataclass(frozen=True, slots=True)
class Stop:
    """A spot at its height, `y` pixels from the top; the lines of its date and of its label beneath."""

    spot: Spot
    y: int
    dates: list[tuple[str, int]]
    texts: list[tuple[str, int]]

    @property
    def x(self) -> int:
        """Where its lines start, end or are centred, from the axis."""
        return {"jp": -REACH, "kr": REACH}.get(self.spot.place, 0)

    @property
    def depth(self) -> int:
        """Height of its lines."""
        return (len(self.dates) + len(self.texts)) * LEADING


@dataclass(frozen=True, slots=True)
class TallPicture:
    """Heights in pixels; `today` is None where nothing is still to come or nothing is past."""

    height: int
    years: list[tuple[str, int]]
    today: int | None
    stops: list[Stop]

    @property
    def full_height(self) -> int:
        """With the names of the countries above."""
        return HEAD + self.height


class Column:
    """How far down each side is filled, while spots are put in one after the other."""

    def __init__(self) -> None:
        self.filled = {"jp": 0, "kr": 0}
        self.last = 0
        self.years: list[tuple[str, int]] = []
        self.stops: list[Stop] = []

    @property
    def bottom(self) -> int:
        return max(*self.filled.values(), self.last)

    def skip(self, height: int) -> int:
        """Keep a strip across both sides free; return its middle."""
        top = self.bottom
        self.filled = dict.fromkeys(self.filled, top + height)
        self.last = top + height
        return top + height // 2

    def add_year(self, year: int) -> None:
        self.years.append((str(year), self.skip(YEAR)))

    def add(self, spot: Spot) -> None:
        sides = [spot.place] if spot.place in self.filled else list(self.filled)
        y = max(self.last, *(self.filled[side] for side in sides))
        stop = stand(spot, y + LEADING // 2)
        self.stops.append(stop)
        self.filled |= dict.fromkeys(sides, y + stop.depth + AFTER_LABEL + offset_of(spot))
        self.last = y + STEP


def tall(spots: Sequence[Spot], today: datetime.date) -> TallPicture | None:
    """Lay out the spots; None where there are none. What is still to come stands under a line for `today`."""
    if not spots:
        return None
    column = Column()
    past = [spot for spot in spots if not spot.coming]
    coming = [spot for spot in spots if spot.coming]
    add_all(column, past)
    line = column.skip(TODAY) if past and coming else None
    add_all(column, coming)
    return TallPicture(column.bottom, column.years, line, column.stops)


def add_all(column: Column, spots: Sequence[Spot]) -> None:
    """Also years in which nothing happened are named, between those in which something did."""
    known = int(column.years[-1][0]) if column.years else None
    for year, of_year in groupby(spots, key=lambda spot: spot.middle.year):
        for each in range(known + 1 if known else year, year + 1):
            column.add_year(each)
        known = year
        for spot in of_year:
            column.add(spot)


def offset_of(spot: Spot) -> int:
    """A label across the axis stands beneath its mark, all others beside it."""
    return MARK if spot.place == "intl" else 0


def stand(spot: Spot, y: int) -> Stop:
    widest = BOTH_SIDES if spot.place == "intl" else WIDEST
    dates = wrap(spot.date, widest, SMALL)
    lines = balance(spot.label, len(wrap(spot.label, widest, SIZE, bold=spot.heavy)), SIZE, bold=spot.heavy)
    under = offset_of(spot)
    return Stop(
        spot,
        y,
        [(text, under + offset) for text, offset in offsets(dates, LEADING)],
        [(text, under + offset + len(dates) * LEADING) for text, offset in offsets(lines, LEADING)],
    )
