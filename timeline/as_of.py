"""What applies on a day: every question with the answer of each country, side by side."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from organizations.models import Jurisdiction
from regulations.models import Measure
from sources import dates
from timeline.models import Coverage, Event
from timeline.rule_states import (
    ISSUED,
    WITHOUT_STATUTE,
    Finding,
    RuleState,
    Step,
    finding,
    of_kinds,
    starts_of,
)
from timeline.standing import importance

HOLDING = {RuleState.IN_FORCE, RuleState.ISSUED, RuleState.START_NOT_RECORDED}


@dataclass(frozen=True, slots=True)
class Applying:
    """A measure with what was found about it on the day."""

    measure: Any
    finding: Finding

    @property
    def state(self) -> RuleState:
        return self.finding.state


@dataclass(frozen=True, slots=True)
class Cell:
    """A country's answer to a question on a day.

    `decided`: what decides the question by then without being a rule, such as a founding. `first`: the first
    rule that is known to start, and when. `ends`: the last day of the research, where the day is after it.
    """

    place: Any
    row: Any
    rules: list[Applying]
    decided: list[Any]
    first: tuple[Any, Any] | None
    ends: str

    @property
    def is_empty(self) -> bool:
        """No rule holds: the line of absence is to be read."""
        return not self.decided and not any(rule.state in HOLDING for rule in self.rules)

    @property
    def absence(self) -> str:
        """none-in-force, none-found or not-researched; empty where some rule holds."""
        if not self.is_empty:
            return ""
        status = self.row.status if self.row else "not-researched"
        return {"found": "none-in-force"}.get(status, status)

    @property
    def standing(self) -> list["Group"]:
        """What has not ended, act by act: rules of one act in the same state since the same day once."""
        groups: dict[Any, Group] = {}
        for rule in self.rules:
            if rule.state != RuleState.ENDED:
                key = (rule.measure.amendment, rule.finding)
                groups.setdefault(key, Group(rule.measure.amendment, rule.finding, [])).measures.append(
                    rule.measure
                )
        return list(groups.values())


@dataclass(frozen=True, slots=True)
class Group:
    """An amendment's rules on one question that share their state and its start."""

    amendment: Any
    finding: Finding
    measures: list[Any]

    @property
    def label(self) -> str:
        return str(self.amendment.number or self.amendment.title)

    @property
    def text(self) -> str:
        return " ".join(measure.text for measure in self.measures)

    @property
    def address(self) -> str:
        return str(self.measures[0].get_absolute_url())


@dataclass(frozen=True, slots=True)
class Row:
    theme: Any
    cells: list[Cell]


def as_of(day: datetime.date, places: Sequence[Any] | None = None) -> list[Row]:
    """Every question with the answer of each country on the day, in a constant number of queries."""
    places = list(Jurisdiction.objects.published().compared()) if places is None else list(places)
    measures = list(Measure.objects.for_as_of(places))
    steps = {measure.amendment: steps_of(measure.amendment) for measure in measures}
    rows = {
        (row.theme, row.jurisdiction): row
        for row in Coverage.objects.for_standing().prefetch_related("sources")
    }
    held: dict[Any, list[Any]] = {}
    for measure in measures:
        held.setdefault((measure.theme, measure.amendment.jurisdiction), []).append(measure)
    themes = sorted({theme for theme, _place in [*rows, *held]}, key=importance)
    return [
        Row(
            theme,
            [
                cell(place, rows.get((theme, place)), held.get((theme, place), []), steps, day)
                for place in places
            ],
        )
        for theme in themes
    ]


def steps_of(amendment: Any) -> list[Step]:
    return [step_of(event) for event in amendment.events.all()]


def step_of(event: Any) -> Step:
    """The event as a step, where `for_as_of` fetched the measures that it names."""
    named = frozenset(measure.pk for measure in event.measures.all())
    exact = not (event.approximate or event.uncertain)
    return Step(event.kind, event.earliest, event.latest, exact, named, event)


def cell(
    place: Any, row: Any, measures: Sequence[Any], steps: dict[Any, list[Step]], day: datetime.date
) -> Cell:
    found = [
        Applying(measure, state)
        for measure in measures
        if (state := finding(measure.amendment.instrument, measure.pk, steps[measure.amendment], day))
    ]
    order = list(RuleState)
    deciding = list(row.deciding.all()) if row else []
    return Cell(
        place,
        row,
        rules=sorted(found, key=lambda rule: order.index(rule.state)),
        decided=[event for event in deciding if decides_alone(event, day)],
        first=first_known(measures, steps) or first_deciding(deciding),
        ends=row.searched_to if row and is_researched_before(row, day) else "",
    )


def decides_alone(event: Any, day: datetime.date) -> bool:
    """A founding, a launch and the like, which is no step in the life of a rule."""
    return event.category != "law" and event.kind not in ISSUED and step_of_deciding(event).may_have_come(day)


def step_of_deciding(event: Any) -> Step:
    exact = not (event.approximate or event.uncertain)
    return Step(event.kind, event.earliest, event.latest, exact, frozenset(), event)


def is_researched_before(row: Any, day: datetime.date) -> bool:
    latest = dates.latest(row.searched_to)
    return latest is not None and latest < day


def first_known(measures: Sequence[Any], steps: dict[Any, list[Step]]) -> tuple[Any, Any] | None:
    """The measure that starts, or is issued, first of all; and the event by which it does."""
    begun = [
        (measure, step.event)
        for measure in measures
        for step in beginnings(measure, steps[measure.amendment])[:1]
    ]
    return min(begun, key=lambda pair: begins(pair[1]), default=None)


def beginnings(measure: Any, steps: Sequence[Step]) -> list[Step]:
    mine = [step for step in steps if not step.measures or measure.pk in step.measures]
    instrument = measure.amendment.instrument
    return starts_of(measure.pk, mine) or (of_kinds(mine, ISSUED) if instrument in WITHOUT_STATUTE else [])


def first_deciding(events: Sequence[Event]) -> tuple[None, Any] | None:
    return (None, events[0]) if events else None


def begins(event: Any) -> tuple[datetime.date, str]:
    return event.earliest or event.latest, event.slug
