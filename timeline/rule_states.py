"""What one rule is on a day, from the dated events of its amendment alone. Pure functions."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import models
from django.utils.translation import gettext_lazy as _

from regulations.models import Instrument
from timeline.kinds import EventKind

ADOPTED = {EventKind.BILL_PASSED, EventKind.PROMULGATED}
ISSUED = {EventKind.GUIDELINE_PUBLISHED, EventKind.POLICY_STATEMENT, EventKind.REPORT_PUBLISHED}
TABLED = {EventKind.BILL_SUBMITTED, EventKind.BILL_ADVANCED}
ENDED = {EventKind.ENDED, EventKind.BILL_LAPSED}
LIFE = {EventKind.IN_FORCE} | ADOPTED | ISSUED | TABLED | ENDED
WITHOUT_STATUTE = {Instrument.GUIDELINE, Instrument.POLICY}


class RuleState(models.TextChoices):
    """What a rule is on a day, in the order in which a reader wants them."""

    IN_FORCE = "in-force", _("in force")
    ISSUED = "issued", _("issued")
    START_NOT_RECORDED = "start-not-recorded", _("start not recorded")
    COMING = "coming", _("still to come")
    PROPOSED = "proposed", _("proposed")
    ENDED = "ended", _("ended")


@dataclass(frozen=True, slots=True)
class Step:
    """One event in the life of an amendment, by key. `measures` are the keys of those that it names."""

    kind: str
    earliest: datetime.date | None
    latest: datetime.date | None
    exact: bool
    measures: frozenset[int]
    event: int = 0

    def may_have_come(self, day: datetime.date) -> bool:
        return self.earliest is None or self.earliest <= day

    def is_past(self, day: datetime.date) -> bool:
        """Its last possible day has come."""
        return self.latest is not None and self.latest <= day

    def has_come(self, day: datetime.date) -> bool:
        """For certain: `~` and `?` leave doubt however long ago."""
        return self.exact and self.is_past(day)

    def is_ahead(self, day: datetime.date) -> bool:
        """For certain."""
        return self.exact and not self.may_have_come(day)


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's state, the step that it rests on, and the one that leaves it in doubt, if any does.

    Of what is still to come `since` is its start, and `adopted` the step by which it was passed or published.
    """

    state: RuleState
    since: Step
    doubt: Step | None = None
    adopted: Step | None = None

    @property
    def certain(self) -> bool:
        return self.doubt is None


def finding(instrument: str, measure: int, steps: Sequence[Step], day: datetime.date) -> Finding | None:
    """The state of one measure on a day, or None where nothing of it was known by then.

    `steps` are those of its amendment, in order of time. A step that comes for certain after an end begins
    the rule anew, and what lies before that end gives nothing. Of dates that overlap the end is the later.
    """
    mine = [step for step in steps if not step.measures or measure in step.measures]
    ends = [step for step in of_kinds(mine, ENDED) if step.may_have_come(day)]
    past = [end for end in ends if end.is_past(day)]

    def alive_by(left: Sequence[Step]) -> Finding | None:
        return alive(instrument, measure, left, day)

    found = alive_by(after(max(past, key=last_day), mine) if past else mine)
    if found:
        return doubted(found, ends, day)
    if not past or not alive_by(mine):
        return None
    lasting = [end for end in past if not alive_by(after(end, mine))]
    return Finding(RuleState.ENDED, lasting[0], doubt_of(lasting, day))


def alive(instrument: str, measure: int, steps: Sequence[Step], day: datetime.date) -> Finding | None:
    """The state that steps give as long as nothing has ended it."""
    starts = starts_of(measure, steps)
    return first_of(
        standing_rule(instrument, starts, steps, day),
        coming(instrument, starts, steps, day),
        proposed(instrument, steps, day),
    )


def after(end: Step, steps: Iterable[Step]) -> list[Step]:
    """The steps that come after it for certain, by all days that either can mean."""
    return [step for step in steps if step.earliest and end.latest and step.earliest > end.latest]


def last_day(step: Step) -> datetime.date:
    return step.latest or datetime.date.max


def doubted(found: Finding, ends: Sequence[Step], day: datetime.date) -> Finding:
    """In doubt where an end may have come, or came on no certain day."""
    unsure = next((end for end in ends if not end.has_come(day)), None)
    return replace(found, doubt=found.doubt or unsure)


def first_of(*found: Finding | None) -> Finding | None:
    return next(filter(None, found), None)


def starts_of(measure: int, steps: Sequence[Step]) -> list[Step]:
    """The in-force events that name the measure; if none does, those that name no measures."""
    starts = [step for step in steps if step.kind == EventKind.IN_FORCE]
    return [step for step in starts if measure in step.measures] or starts


def standing_rule(
    instrument: str, starts: Sequence[Step], steps: Sequence[Step], day: datetime.date
) -> Finding | None:
    """In force, or issued where it is no statute and no start is recorded."""
    if starts:
        return since(RuleState.IN_FORCE, starts, day)
    if instrument in WITHOUT_STATUTE:
        return since(RuleState.ISSUED, of_kinds(steps, ISSUED), day)
    return None


def coming(
    instrument: str, starts: Sequence[Step], steps: Sequence[Step], day: datetime.date
) -> Finding | None:
    """Passed or promulgated by the day, or published where it is no statute: its start lies ahead.

    The start of a statute may also be on no record. Without a recorded start what is no statute is issued.
    """
    if Instrument(instrument).is_proposal or (instrument in WITHOUT_STATUTE and not starts):
        return None
    kinds = ISSUED if instrument in WITHOUT_STATUTE else ADOPTED
    adopted = since(RuleState.START_NOT_RECORDED, of_kinds(steps, kinds), day)
    if adopted is None or not starts:
        return adopted
    doubted_start = next((step for step in starts if not step.is_ahead(day)), None)
    return Finding(RuleState.COMING, starts[0], adopted.doubt or doubted_start, adopted.since)


def proposed(instrument: str, steps: Sequence[Step], day: datetime.date) -> Finding | None:
    """A bill or an outline; also an act while it was a bill."""
    kinds = TABLED | ISSUED if Instrument(instrument).is_proposal else TABLED
    return since(RuleState.PROPOSED, of_kinds(steps, kinds), day)


def since(state: RuleState, steps: Sequence[Step], day: datetime.date) -> Finding | None:
    """The state from the first of the steps that can have come; certain when any has."""
    possible = [step for step in steps if step.may_have_come(day)]
    if not possible:
        return None
    return Finding(state, possible[0], doubt_of(possible, day))


def doubt_of(steps: Sequence[Step], day: datetime.date) -> Step | None:
    """The first of the steps, unless any of them has come for certain."""
    return None if any(step.has_come(day) for step in steps) else steps[0]


def of_kinds(steps: Sequence[Step], kinds: Iterable[str]) -> list[Step]:
    return [step for step in steps if step.kind in kinds]
