"""Dates as a source states them: the part of EDTF (ISO 8601-2) that regulatory history needs.

`2018`, `2018-01`, `2018-01-26`, each with `~` (approximate) or `?` (uncertain) after it, and intervals
`a/b`, `../b`, `a/..` of these. Everything else is refused: a date is never guessed.
"""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ACCEPTED = gettext_lazy(
    "a year (2018), month (2018-01) or day (2018-01-26), each optionally with ~ (about) or ? (uncertain), "
    "or an interval of two of them (2018-01/2018-03, ../2018, 2018/..)"
)
OPEN = ".."
_ONE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?]?)", re.ASCII)
PRECISIONS = ("year", "month", "day")


class DateError(ValueError):
    """A text that is no date of the accepted forms; the message names the text and what is accepted."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One stated year, month or day, with the first and the last day that it can mean."""

    earliest: datetime.date
    latest: datetime.date
    precision: str
    mark: str


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date or interval as stated. An open end has no bound; `~` and `?` widen nothing.

    `precision` is day, month, year or interval.
    """

    text: str
    start: Moment | None
    end: Moment | None

    @property
    def earliest(self) -> datetime.date | None:
        return self.start.earliest if self.start else None

    @property
    def latest(self) -> datetime.date | None:
        return self.end.latest if self.end else None

    @property
    def precision(self) -> str:
        return self.start.precision if self.start and self.start is self.end else "interval"

    @property
    def approximate(self) -> bool:
        return any(moment.mark == "~" for moment in (self.start, self.end) if moment)

    @property
    def uncertain(self) -> bool:
        return any(moment.mark == "?" for moment in (self.start, self.end) if moment)

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=8192)
def parse(text: str) -> StatedDate:
    """Read EDTF text; raise DateError naming the text and what is accepted."""
    if "/" not in text:
        moment = _moment(text, text)
        return StatedDate(text, moment, moment)
    first, _slash, second = text.partition("/")
    start = None if first == OPEN else _moment(first, text)
    end = None if second == OPEN else _moment(second, text)
    if start is None and end is None:
        raise _refused(_("“%(text)s” is open at both ends; accepted is %(accepted)s"), text)
    if start and end and start.earliest > end.latest:
        raise _refused(_("“%(text)s” runs backwards: the interval ends before it starts"), text)
    return StatedDate(text, start, end)


def _refused(message: str, text: str) -> DateError:
    return DateError(message % {"text": text, "accepted": ACCEPTED})


def _moment(part: str, text: str) -> Moment:
    found = _ONE.fullmatch(part)
    if found is None:
        raise _refused(_("“%(text)s” is not a date of an accepted form; accepted is %(accepted)s"), text)
    year, month, day, mark = found.groups()
    numbers = [int(number) for number in (year, month, day) if number]
    try:
        earliest = datetime.date(*[*numbers, 1, 1][:3])
    except ValueError:
        raise _refused(
            _("“%(text)s” names a day that does not exist; accepted is %(accepted)s"), text
        ) from None
    precision = PRECISIONS[len(numbers) - 1]
    return Moment(earliest, _last_day(earliest, precision), precision, mark)


def _last_day(earliest: datetime.date, precision: str) -> datetime.date:
    if precision == "year":
        return earliest.replace(month=12, day=31)
    if precision == "month":
        return earliest.replace(day=calendar.monthrange(earliest.year, earliest.month)[1])
    return earliest


def read(text: str) -> StatedDate | None:
    """The date, or None where the text is empty or no date: for columns derived from unchecked text."""
    try:
        return parse(text) if text else None
    except DateError:
        return None


def earliest(text: str) -> datetime.date | None:
    """First day that the text can mean; None for an open start, no text or no date."""
    stated = read(text)
    return stated.earliest if stated else None


def latest(text: str) -> datetime.date | None:
    """Last day that the text can mean; None for an open end, no text or no date."""
    stated = read(text)
    return stated.latest if stated else None


def precision(text: str) -> str:
    stated = read(text)
    return stated.precision if stated else ""


def approximate(text: str) -> bool:
    stated = read(text)
    return bool(stated and stated.approximate)


def uncertain(text: str) -> bool:
    stated = read(text)
    return bool(stated and stated.uncertain)
