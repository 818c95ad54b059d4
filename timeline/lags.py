"""By how many days one country came before another: like with like, on the deciding events of coverage.

The match is an editor's, and shown: the coverage row of a question and a country names its deciding events.
Steps before the start (submitted, passed, promulgated) are those of the act that the row decides by, and of
no other act.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from timeline.acts import act_of
from timeline.coverage import CoverageStatus
from timeline.kinds import EventKind
from timeline.rule_states import ISSUED

STAGES = (EventKind.BILL_SUBMITTED, EventKind.BILL_PASSED, EventKind.PROMULGATED, EventKind.IN_FORCE)
MADE = set(STAGES[1:])  # an act is made: only its start can be missing
BEFORE_LAW = {
    *ISSUED,
    EventKind.STUDY_GROUP,
    EventKind.CONSULTATION,
    EventKind.BILL_SUBMITTED,
    EventKind.BILL_ADVANCED,
    EventKind.BILL_LAPSED,
    EventKind.ORGANIZATION_FOUNDED,
}


class Milestone(models.TextChoices):
    """What two countries can be compared by."""

    IN_FORCE = "in-force", _("law in force")
    FOUNDED = "founded", _("body founded")
    RECOGNISED = "recognised", _("body recognised")
    PUBLISHED = "published", _("guideline or statement published")
    OPENED = "opened", _("market opened")
    SUBMITTED = "submitted", _("bill submitted")
    PASSED = "passed", _("bill passed")
    PROMULGATED = "promulgated", _("promulgated")

    @property
    def kinds(self) -> set[EventKind]:
        return _KINDS[self]

    @property
    def is_step(self) -> bool:
        """A step of an act before its start."""
        return bool(self.kinds & set(STAGES[:-1]))

    @property
    def is_of_law(self) -> bool:
        return self.is_step or self == Milestone.IN_FORCE

    @property
    def precursors(self) -> set[EventKind]:
        """What can decide a question while this has not come: anything else answers it in another way."""
        if self.is_of_law:
            return BEFORE_LAW
        return {EventKind.ORGANIZATION_FOUNDED} if self == Milestone.RECOGNISED else set()


_KINDS = {
    Milestone.IN_FORCE: {EventKind.IN_FORCE},
    Milestone.FOUNDED: {EventKind.ORGANIZATION_FOUNDED},
    Milestone.RECOGNISED: {EventKind.ORGANIZATION_RECOGNISED},
    Milestone.PUBLISHED: ISSUED,
    Milestone.OPENED: {EventKind.MARKET_LAUNCH, EventKind.OFFERING_OPENED},
    Milestone.SUBMITTED: {EventKind.BILL_SUBMITTED},
    Milestone.PASSED: {EventKind.BILL_PASSED},
    Milestone.PROMULGATED: {EventKind.PROMULGATED},
}


class LagStatus(models.TextChoices):
    BOTH = "both", _("both have a date")
    ONLY_FROM = "only-from", _("only the first has a date")
    ONLY_TO = "only-to", _("only the second has a date")
    NEITHER = "neither", _("neither has a date")
    NOT_RECORDED = "not-recorded", _("a date is not recorded")


class Missing(models.TextChoices):
    """Why a side has no date."""

    NOT_YET = "not-yet", _("not yet")
    OTHERWISE = "otherwise", _("answered in another way")
    NOT_RECORDED = "not-recorded", _("not recorded")
    NOT_RESEARCHED = "not-researched", _("not researched")


@dataclass(frozen=True, slots=True)
class Days:
    """A range of days, signed; None where an open date leaves it open."""

    least: int | None
    most: int | None

    def turned(self) -> "Days":
        """The same the other way round."""
        least, most = self.most, self.least
        return Days(None if least is None else -least, None if most is None else -most)


@dataclass(frozen=True, slots=True)
class Side:
    """A country's answer: the event and the act it is about, or why there is none.

    `instead`: what decides the question where the event is missing. `later`: the event, where it comes only
    after the day that is asked about. `ends`: the last day of the research, where the day is after it.
    `beside`: the first other rule in force on the question, where a page tells of it.
    """

    place: Any
    row: Any
    event: Any = None
    act: Any = None
    missing: str = ""
    instead: tuple[Any, ...] = ()
    later: Any = None
    ends: str = ""
    beside: Any = None

    @property
    def searched_to(self) -> str:
        """The last day of the research, as stated; empty where none was made."""
        return "" if self.missing == Missing.NOT_RESEARCHED else self.row.searched_to

    @property
    def nothing_found(self) -> bool:
        return bool(self.row) and self.row.status == CoverageStatus.NONE_FOUND


@dataclass(frozen=True, slots=True)
class Lag:
    """Both sides of a question; `days` from the first to the second, `so_far` while one has not come.

    `until` is the day that days so far are counted to.
    """

    theme: Any
    origin: Side
    target: Side
    status: LagStatus
    days: Days | None
    so_far: Days | None
    until: datetime.date

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.origin, self.target

    @property
    def certain(self) -> bool:
        """No date that it rests on is approximate or uncertain, as its source says."""
        events = [side.event for side in self.sides if side.event]
        return not any(event.approximate or event.uncertain for event in events)

    @property
    def first(self) -> Side | None:
        """Who surely came first; None where nobody has yet, both did on one day, or nobody can tell.

        A question that the other answers in another way has no first.
        """
        if self.so_far:
            return self.origin if self.origin.event else self.target
        if self.days is None:
            return None
        if self.days.least is not None and self.days.least > 0:
            return self.origin
        return self.target if self.days.most is not None and self.days.most < 0 else None

    @property
    def by(self) -> Days | None:
        """The distance without its sign, where it is known who came first."""
        turned = self.days and self.first is self.target
        return self.days.turned() if self.days and turned else self.days


def days_between(one: Any, two: Any) -> Days:
    """From one dated event to another, by all days that either can mean."""
    least = (two.earliest - one.latest).days if two.earliest and one.latest else None
    most = (two.latest - one.earliest).days if two.latest and one.earliest else None
    return Days(least, most)


def days_until(event: Any, day: datetime.date) -> Days | None:
    """From an event to a day, never less than none; None where the event is still to come."""
    if event.earliest and event.earliest > day:
        return None
    least = max(0, (day - event.latest).days) if event.latest else 0
    return Days(least, (day - event.earliest).days if event.earliest else None)


def lags(
    themes: Iterable[Any],
    rows: Iterable[Any],
    places: tuple[Any, Any],
    milestone: Milestone,
    today: datetime.date,
    *,
    on: datetime.date | None = None,
) -> list[Lag]:
    """A lag for each theme, from the first place to the second. `rows` as `for_lags` fetches them.

    What has not come is counted to today. Dates to come count as dates. With `on` the question is what was on
    that day: later dates count as not yet come, and the days end there, but never after today.
    """
    known = {(row.theme_id, row.jurisdiction_id): row for row in rows}
    until = min(on, today) if on else today

    def of(theme: Any, place: Any) -> Side:
        row = known.get((theme.pk, place.pk))
        ends = row.searched_to if row and row.ends_before(until) else ""
        return replace(side(place, row, milestone, on), ends=ends)

    origin, target = places
    return [lag(theme, of(theme, origin), of(theme, target), until) for theme in themes]


def lag(theme: Any, origin: Side, target: Side, until: datetime.date) -> Lag:
    status = status_of(origin, target)
    days = days_between(origin.event, target.event) if status == LagStatus.BOTH else None
    so_far = None
    for one, other in ((origin, target), (target, origin)):
        if one.event and other.missing == Missing.NOT_YET:
            so_far = days_until(one.event, until)
    return Lag(theme, origin, target, status, days, so_far, until)


def status_of(origin: Side, target: Side) -> LagStatus:
    if {origin.missing, target.missing} & {Missing.NOT_RECORDED, Missing.NOT_RESEARCHED}:
        return LagStatus.NOT_RECORDED
    return {
        (True, True): LagStatus.BOTH,
        (True, False): LagStatus.ONLY_FROM,
        (False, True): LagStatus.ONLY_TO,
        (False, False): LagStatus.NEITHER,
    }[bool(origin.event), bool(target.event)]


def side(place: Any, row: Any, milestone: Milestone, limit: datetime.date | None) -> Side:
    """A country's answer; what comes after the limit counts as not yet come."""
    if row is None or row.status == CoverageStatus.NOT_RESEARCHED:
        return Side(place, row, missing=Missing.NOT_RESEARCHED)
    deciding = list(row.deciding.all())
    event, act = (
        step(deciding, row.theme, milestone) if milestone.is_step else start(deciding, row, milestone)
    )
    known = tuple(one for one in deciding if not is_after(one, limit))
    if event is None:
        missing = why_missing(deciding, known, milestone, known_act=bool(act))
        return Side(place, row, act=act, missing=missing, instead=known)
    if is_after(event, limit):
        return Side(place, row, missing=Missing.NOT_YET, instead=known, later=event)
    return Side(place, row, event, act)


def is_after(event: Any, limit: datetime.date | None) -> bool:
    return limit is not None and event.earliest is not None and event.earliest > limit


def start(deciding: Sequence[Any], row: Any, milestone: Milestone) -> tuple[Any, Any]:
    """The first deciding event of the milestone's kinds, and its act."""
    event = next((one for one in deciding if one.kind in milestone.kinds), None)
    return event, act_of(event, row.theme) if event else None


def step(deciding: Sequence[Any], theme: Any, milestone: Milestone) -> tuple[Any, Any]:
    """The step of the act that decides: by its start or, where none is recorded, by having been made."""
    starts = [one for one in deciding if one.kind == EventKind.IN_FORCE]
    decider = next((one for one in starts or deciding if one.kind in MADE), None)
    act = act_of(decider, theme) if decider else None
    return (step_of(act, theme, milestone) if act else None), act


def step_of(act: Any, theme: Any, milestone: Milestone) -> Any:
    """The act's first event of the kind that no later stage precedes and that came after any lapse."""
    (kind,) = milestone.kinds
    life = [event for event in act.events.all() if concerns(event, theme)]
    later = [first_of(life, stage) for stage in STAGES[STAGES.index(kind) + 1 :]]
    end = min((one.latest for one in later if one and one.latest), default=datetime.date.max)
    lapses = [one.latest or one.earliest for one in life if one.kind == EventKind.BILL_LAPSED]
    lapse = max(lapses, default=datetime.date.min)
    return next(
        (one for one in life if one.kind == kind and lapse < (one.earliest or one.latest) <= end), None
    )


def first_of(life: Sequence[Any], kind: EventKind) -> Any:
    return next((event for event in life if event.kind == kind), None)


def concerns(event: Any, theme: Any) -> bool:
    """It names no single rules, or one under the theme."""
    named = list(event.measures.all())
    return not named or any(measure.theme_id == theme.pk for measure in named)


def why_missing(
    deciding: Iterable[Any], known: Iterable[Any], milestone: Milestone, *, known_act: bool
) -> Missing:
    """Not yet: by the day nothing is known, or only what goes before. Else the date is not recorded, or the
    question has another answer. What happens under a law says that there was one, before it too."""
    if milestone == Milestone.SUBMITTED or (milestone.is_step and known_act):
        return Missing.NOT_RECORDED  # bills that became no act are not searched for, so none is denied either
    if milestone.is_of_law and any(event.kind not in BEFORE_LAW | MADE for event in deciding):
        return Missing.NOT_RECORDED
    if {event.kind for event in known} <= milestone.precursors:
        return Missing.NOT_YET
    return Missing.NOT_RECORDED if milestone.is_of_law else Missing.OTHERWISE
