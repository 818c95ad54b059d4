"""From days to places along the axis."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale: `start` is drawn at `near`, `end` at `far`, pixels of a picture `full` wide."""

    start: datetime.date
    end: datetime.date
    near: float
    far: float
    full: float

    def place(self, day: datetime.date) -> float:
        days = (self.end - self.start).days or 1
        return self.near + (day - self.start).days / days * (self.far - self.near)

    def share(self, pixels: float) -> str:
        """Pixels as a share of the whole width: what is drawn in shares keeps apart on wider screens too."""
        return f"{pixels / self.full * 100:.2f}%"

    def at(self, day: datetime.date) -> str:
        return self.share(self.place(day))

    def years(self) -> list[int]:
        """Years whose first day lies between start and end."""
        return list(
            range(self.start.year + (self.start.replace(month=1, day=1) < self.start), self.end.year + 1)
        )
