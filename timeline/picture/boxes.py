"""Where a label may stand: every possible room of a spot, the best first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from timeline.picture.lettering import balance, widest
from timeline.picture.spots import Spot

SIZE = 12.5
MARK, REACH, APART = 7, 12, 7
PLEASING, MOST_LINES = 125, 4


@dataclass(frozen=True, slots=True)
class Box:
    """Room taken: pixels across at the least width, rows counted from the axis."""

    left: float
    right: float
    row: int
    rows: int = 1

    @property
    def end(self) -> int:
        return self.row + self.rows

    def touches(self, other: "Box") -> bool:
        across = self.left < other.right + APART and other.left < self.right + APART
        return across and self.row < other.end and other.row < self.end


@dataclass(frozen=True, slots=True)
class Room:
    """A box for a spot's mark and the lines of its label, to the right of the mark or to its left."""

    spot: Spot
    box: Box
    lines: tuple[str, ...] = ()
    leftward: bool = False


def first_free(
    spot: Spot, x: float, bounds: tuple[float, float, float], most: int, taken: Sequence[Room]
) -> Room:
    """The best room that touches none of those taken; where none is within `most` rows, for the mark alone.

    `bounds` are the left and right edge and the line of today, which no label crosses.
    """
    rooms = (room for room in rooms_of(spot, x, most) if is_within(room, x, bounds))
    return next(room for room in rooms if not any(room.box.touches(other.box) for other in taken))


def rooms_of(spot: Spot, x: float, most: int) -> Iterator[Room]:
    """Low rooms before high ones, labels of a pleasing width before others, right before left."""
    shapes = shapes_of(spot)
    found = [
        (row + len(lines), badness, leftward, row, lines)
        for badness, lines in enumerate(shapes)
        for row in range(most - len(lines) + 1)
        for leftward in (False, True)
    ]
    for _height, _badness, leftward, row, lines in sorted(found):
        reach = REACH + widest(lines, SIZE, bold=spot.heavy)
        left, right = (x - reach, x + MARK) if leftward else (x - MARK, x + reach)
        yield Room(spot, Box(left, right, row, len(lines)), lines, leftward)
    for row in count():
        yield Room(spot, Box(x - MARK, x + MARK, row))


@lru_cache(maxsize=512)
def shapes_of(spot: Spot) -> list[tuple[str, ...]]:
    """The label in one to four lines, the one nearest to a pleasing width first."""
    shapes = {balance(spot.label, lines, SIZE, bold=spot.heavy) for lines in range(1, MOST_LINES + 1)}
    return sorted(shapes, key=lambda lines: abs(widest(lines, SIZE, bold=spot.heavy) - PLEASING))


def is_within(room: Room, x: float, bounds: tuple[float, float, float]) -> bool:
    if not room.lines:
        return True
    left, right, line = bounds
    crossed = room.box.left < line < x if room.leftward else x < line < room.box.right
    return left <= room.box.left and room.box.right <= right and not crossed
