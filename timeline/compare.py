"""A comparison for readers: who came first in words, and its rows in the order and the choice of a reader."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sources import dates
from sources.date_words import in_words
from sources.numbers import in_full
from sources.text import localized
from timeline.lags import Days, Lag, LagStatus, Milestone, Missing, Side
from timeline.picture.gaps import ends

NOBODY, ONLY = "nobody", "only-"
ORDERS: dict[str, Promise] = {
    "question": gettext_lazy("by question"),
    "first": gettext_lazy("by who came first"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A question with the distance in words, `brief` for the picture.

    `better` is by what else the two can be compared, where they cannot by what is asked.
    """

    lag: Lag
    words: str
    brief: str
    better: Milestone | None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading; an empty one where they are not grouped."""

    title: str
    rows: list[Row]


def rows_of(found: Iterable[Lag]) -> list[Row]:
    return [Row(lag, in_sentence(lag), in_brief(lag), better(lag)) for lag in found]


def better(lag: Lag) -> Milestone | None:
    """The first other milestone that the deciding events of both have, where no distance can be told.

    Law is compared where nothing is chosen, so nobody needs to be led to it.
    """
    if lag.days or lag.so_far:
        return None
    kinds = [{event.kind for event in side.instead} for side in lag.sides]
    others = (milestone for milestone in Milestone if not milestone.is_of_law)
    return next((one for one in others if all(one.kinds & had for had in kinds)), None)


def chosen(rows: Iterable[Row], first: str) -> list[Row]:
    """Those in which the named jurisdiction came first, alone so far, or nobody did; all of them for none."""
    return [row for row in rows if first in {"", who(row.lag), alone(row.lag)}]


def who(lag: Lag) -> str:
    return lag.first.place.slug if lag.first else NOBODY


def alone(lag: Lag) -> str:
    """`only-jp` where only that one has come; empty where both have, or nobody can tell."""
    return f"{ONLY}{who(lag)}" if lag.first and lag.days is None else ""


def grouped(rows: list[Row], places: Iterable[Any], order: str) -> list[Group]:
    """By question as they come; or by who came first, each group in order of that day."""
    if order != "first":
        return [Group("", rows)]
    titles = {place.slug: _("%(place)s first") % {"place": localized(place, "name")} for place in places}
    titles[NOBODY] = _("Not to be told")
    groups = [
        Group(title, sorted((row for row in rows if who(row.lag) == name), key=by_day))
        for name, title in titles.items()
    ]
    return [group for group in groups if group.rows]


def by_day(row: Row) -> tuple[datetime.date, str]:
    days = [ends(side.event)[0] for side in row.lag.sides if side.event]
    return min(days, default=datetime.date.max), row.lag.theme.slug


def in_sentence(lag: Lag) -> str:
    """“Korea 1,454 days later”, or why nobody can say."""
    if lag.status == LagStatus.BOTH:
        return between(lag)
    day = in_words(dates.parse(lag.until.isoformat()))
    if lag.so_far:
        (other,) = (side for side in lag.sides if not side.event)
        told = {"place": name_of(other), "day": day, "days": in_days(lag.so_far)}
        return _("%(place)s not yet as of %(day)s, %(days)s so far") % told
    if all(side.event or side.missing == Missing.NOT_YET for side in lag.sides):
        return _("not yet in either as of %(day)s") % {"day": day}
    return _why(lag)


def _why(lag: Lag) -> str:
    for missing, beside, words in (
        (Missing.NOT_RESEARCHED, False, _("no distance: not researched in %(places)s")),
        (Missing.NOT_RECORDED, False, _("no distance: the date of %(places)s is not recorded")),
        (Missing.NOT_RECORDED, True, _("no distance: other rules are in force in %(places)s")),
    ):
        sides = [side for side in lag.sides if side.missing == missing and bool(side.beside) == beside]
        if sides:
            return words % {"places": ", ".join(map(name_of, sides))}
    if lag.status == LagStatus.NEITHER:
        return _("no such date on either side")
    only, other = lag.sides if lag.origin.event else reversed(lag.sides)
    instead = other.instead[0]
    return _("only %(place)s has such a date; %(other)s instead: %(what)s, %(day)s") % {
        "place": name_of(only),
        "other": name_of(other),
        "what": kind_of(instead, lag.until),
        "day": in_words(dates.parse(instead.date)),
    }


def kind_of(event: Any, today: datetime.date) -> str:
    """What happened, or is still to."""
    kind = str(event.get_kind_display())
    is_ahead = event.earliest is not None and event.earliest > today
    return f"{kind} ({_('still to come')})" if is_ahead else kind


def between(lag: Lag) -> str:
    if lag.days == Days(0, 0):
        return _("on the same day")
    if lag.first is None or lag.by is None:
        return _("who came first cannot be told: the dates overlap")
    second = lag.target if lag.first is lag.origin else lag.origin
    return _("%(place)s %(days)s later") % {"place": name_of(second), "days": in_days(lag.by)}


def in_brief(lag: Lag) -> str:
    """The same for the picture: “1,454 days”, “1,271 days so far”, or what is missing."""
    if lag.days == Days(0, 0):
        return _("same day")
    if lag.status == LagStatus.BOTH:
        return in_days(lag.by) if lag.first and lag.by else _("dates overlap")
    if lag.so_far:
        return _("%(days)s so far") % {"days": in_days(lag.so_far)}
    (other,) = (side for side in lag.sides if not side.event) if any_date(lag) else (lag.target,)
    told: dict[str, Callable[[], str]] = {
        Missing.OTHERWISE: lambda: _("%(place)s otherwise"),
        Missing.NOT_YET: lambda: _("%(place)s not yet"),
        Missing.NOT_RESEARCHED: lambda: _("%(place)s not researched"),
    }
    if other.beside and other.missing == Missing.NOT_RECORDED:
        return _("%(place)s by other rules") % {"place": name_of(other)}
    pattern = told.get(other.missing, lambda: _("%(place)s not recorded"))()
    return pattern % {"place": name_of(other)}


def any_date(lag: Lag) -> bool:
    return any(side.event for side in lag.sides)


def name_of(side: Side) -> str:
    return localized(side.place, "name")


def in_days(days: Days) -> str:
    """“1,454 days”, “1,514 to 1,574 days”; of an open range the bound that is known."""
    least, most = days.least, days.most
    if least is None and most is None:
        return _("an unknown number of days")
    if least is None or (least < 0 and most is not None):
        return _("at most %(days)s") % {"days": counted(most or 0)}
    if most is None:
        return _("at least %(days)s") % {"days": counted(least)}
    if least == most:
        return counted(least)
    return _("%(least)s to %(days)s") % {"least": in_full(least), "days": counted(most)}


def counted(days: int) -> str:
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": in_full(days)}
