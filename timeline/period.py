"""The period that an address of the timeline names by `begin` and `end`, for the list."""

import datetime
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from sources import dates
from sources.date_words import in_words
from timeline.days import day_of

NAMES = ("begin", "end")


@dataclass(frozen=True, slots=True)
class Period:
    """Two days, both within it; None leaves that side open.

    `problem` says in one line what was asked for in vain.
    """

    begin: datetime.date | None = None
    end: datetime.date | None = None
    problem: str = ""

    def __bool__(self) -> bool:
        return self.begin is not None or self.end is not None

    @property
    def text(self) -> str:
        """In words, in the language in use; an open side is two dots in the date that is read."""
        begin, end = (day.isoformat() if day else ".." for day in (self.begin, self.end))
        return in_words(dates.parse(f"{begin}/{end}"))

    def added_to(self, query: str) -> str:
        """A query of filters with this period, unless they name one of their own."""
        used = QueryDict(query, mutable=True)
        if "from" not in used and "to" not in used:
            sides = {"from": self.begin, "to": self.end}
            used.update({name: day.isoformat() for name, day in sides.items() if day})
        return used.urlencode(safe=",")


def period_of(given: QueryDict) -> Period:
    """The period as the picture reads it: the first of two counts; what is no day, not."""
    days, wrong = {}, []
    for name in NAMES:
        text = (given.getlist(name) or [""])[0]
        try:
            days[name] = day_of(text) if text else None
        except dates.DateError:
            wrong.append(f"{name}={text}")
            days[name] = None
    begin, end = days["begin"], days["end"]
    if begin and end and begin >= end:
        wrong.append(f"end={end}")
        begin = end = None
    return Period(begin, end, refusal(wrong))


def refusal(wrong: list[str]) -> str:
    if not wrong:
        return ""
    said = ", ".join(each[:60].replace("\x00", "\ufffd") for each in wrong)
    return _("Left out, as it could not be read: %s") % said
