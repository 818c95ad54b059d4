"""The wide picture: three lanes over one axis, drawn so that no label touches another.

Japan lies above the axis and grows upwards, Korea beneath it and grows downwards, the world between them. The
weightiest stand next to the axis. All is laid out at the least width that the picture is shown at; across,
everything is placed in shares of the width, so that wider is only airier.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from timeline.picture.boxes import Room, first_free
from timeline.picture.lettering import offsets
from timeline.picture.scale import Scale
from timeline.picture.spots import Spot

FULL, GUTTER, AFTER, EDGE = 1100, 84, 124, 2
LEADING, MARGIN, YEARS, HEAD = 14, 8, 24, 18
LANE_ROWS, WORLD_ROWS, TRIES = 9, 3, 10


@dataclass(frozen=True, slots=True)
class Placed:
    """A spot in its place: `x` and `span` (start, length) are shares of the width, `y` is in pixels."""

    spot: Spot
    x: str
    y: int
    span: tuple[str, str]
    texts: list[tuple[str, int]]
    leftward: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """A country's lane, or the world's, in order of time; its name stands in the gutter at `y`."""

    code: str
    y: int
    placed: list[Placed]


@dataclass(frozen=True, slots=True)
class WidePicture:
    """`axis` is the upper line of the middle lane, `depth` its height."""

    height: int
    axis: int
    depth: int
    today: str
    years: list[tuple[str, str]]
    lanes: list[Lane]

    @property
    def foot(self) -> int:
        return self.axis + self.depth


@lru_cache(maxsize=16)
def wide(spots: tuple[Spot, ...], today: datetime.date) -> WidePicture | None:
    """Lay out the spots; None where there are none. `today` is a line across all lanes."""
    if not spots:
        return None
    scale = scale_of(spots, today)
    japan = rooms_in("jp", LANE_ROWS, spots, scale, today)
    world = rooms_in("intl", WORLD_ROWS, spots, scale, today)
    korea = rooms_in("kr", LANE_ROWS, spots, scale, today)
    axis = HEAD + height_of(japan)
    depth = YEARS + height_of(world) - MARGIN
    return WidePicture(
        height=axis + depth + height_of(korea),
        axis=axis,
        depth=depth,
        today=scale.at(today),
        years=[(str(year), scale.at(datetime.date(year, 1, 1))) for year in scale.years()],
        lanes=[
            Lane("jp", HEAD + (axis - HEAD) // 2, upwards(japan, axis, scale)),
            Lane("intl", axis + YEARS + LEADING // 2, downwards(world, axis + YEARS - MARGIN, scale)),
            Lane("kr", axis + depth + height_of(korea) // 2, downwards(korea, axis + depth, scale)),
        ],
    )


def scale_of(spots: Sequence[Spot], today: datetime.date) -> Scale:
    start = min(today, *(spot.first for spot in spots))
    end = max(today, *(spot.last for spot in spots))
    return Scale(datetime.date(start.year, 1, 1), end, GUTTER, FULL - AFTER, FULL)


def rooms_in(place: str, most: int, spots: Sequence[Spot], scale: Scale, today: datetime.date) -> list[Room]:
    """Rooms for the spots of a place, in order of time.

    First the weightiest choose; then, a few times, those that got no label choose first, and what leaves the
    least weight without a label is kept.
    """
    bounds = (GUTTER, FULL - EDGE, scale.place(today))
    order = sorted(
        (spot for spot in spots if spot.place == place), key=lambda spot: (-spot.weight, spot.slug)
    )
    tries = [packed(order, most, scale, bounds)]
    for _ in range(TRIES):
        left_out = [room.spot for room in tries[-1] if not room.lines]
        order = left_out + [spot for spot in order if spot not in left_out]
        tries.append(packed(order, most, scale, bounds))
    best = max(tries, key=lambda rooms: (labelled(rooms), -height_of(rooms)))
    return sorted(best, key=lambda room: (room.spot.middle, room.spot.slug))


def packed(order: Sequence[Spot], most: int, scale: Scale, bounds: tuple[float, float, float]) -> list[Room]:
    """Each spot in its turn takes the best room that is left."""
    rooms: list[Room] = []
    for spot in order:
        rooms.append(first_free(spot, scale.place(spot.middle), bounds, most, rooms))
    return rooms


def labelled(rooms: Sequence[Room]) -> float:
    return sum(room.spot.weight for room in rooms if room.lines)


def height_of(rooms: Sequence[Room]) -> int:
    return max((room.box.end for room in rooms), default=0) * LEADING + 2 * MARGIN


def upwards(rooms: Sequence[Room], axis: int, scale: Scale) -> list[Placed]:
    return [placed(room, axis - MARGIN - room.box.end * LEADING, scale) for room in rooms]


def downwards(rooms: Sequence[Room], foot: int, scale: Scale) -> list[Placed]:
    return [placed(room, foot + MARGIN + room.box.row * LEADING, scale) for room in rooms]


def placed(room: Room, top: int, scale: Scale) -> Placed:
    spot = room.spot
    start, end = scale.place(spot.first), scale.place(spot.last)
    return Placed(
        spot=spot,
        x=scale.at(spot.middle),
        y=top + LEADING // 2,
        span=(scale.share(start), scale.share(end - start)),
        texts=offsets(room.lines, LEADING),
        leftward=room.leftward,
    )
