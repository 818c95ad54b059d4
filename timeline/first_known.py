"""Where no rule holds on a day: the first one that is known, and by which step. Pure functions."""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from regulations.models import Instrument
from timeline.rule_states import (
    ADOPTED,
    ISSUED,
    WITHOUT_STATUTE,
    RuleState,
    Step,
    of_kinds,
    starts_of,
)


class First(NamedTuple):
    """The first rule that is known, the event that makes it so, and the state that it gives the rule.

    The event starts the rule or issues it. Where no start is on record at all it adopted the rule, and the
    state is start-not-recorded. An event that decides without a rule, such as a founding, has neither.
    """

    measure: Any
    event: Any
    state: RuleState | None


def first_known(steps: Mapping[Any, Sequence[Step]], deciding: Collection[Any]) -> First | None:
    """The first of all, with its event by key; a known start comes before any that is not recorded.

    `steps` are those of each measure's amendment, `deciding` the events that decide alone.
    """
    begun = [
        *firsts(steps, beginnings),
        *((begins(event), First(None, event.pk, None)) for event in deciding),
    ]
    return earliest(begun) or earliest(firsts(steps, adoptions))


def earliest(begun: Iterable[tuple[datetime.date, First]]) -> First | None:
    found = min(begun, key=lambda one: one[0], default=None)
    return found[1] if found else None


def firsts(
    steps: Mapping[Any, Sequence[Step]], chosen: Callable[[Any, Sequence[Step]], list[Step]]
) -> list[tuple[datetime.date, First]]:
    """What each measure is by the first of the steps that are chosen, and when."""
    return [
        (begins(step), First(measure, step.event, made_by(step)))
        for measure, life in steps.items()
        for step in chosen(measure, naming(measure, life))[:1]
    ]


def beginnings(measure: Any, steps: Sequence[Step]) -> list[Step]:
    """The steps by which a measure starts or, where it is no statute, is issued."""
    is_issued = measure.amendment.instrument in WITHOUT_STATUTE
    return starts_of(measure.pk, steps) or (of_kinds(steps, ISSUED) if is_issued else [])


def adoptions(measure: Any, steps: Sequence[Step]) -> list[Step]:
    """The steps by which a measure of a statute is adopted."""
    return [] if Instrument(measure.amendment.instrument).is_proposal else of_kinds(steps, ADOPTED)


def naming(measure: Any, steps: Iterable[Step]) -> list[Step]:
    """The steps that name the measure, or no measures at all."""
    return [step for step in steps if not step.measures or measure.pk in step.measures]


def made_by(step: Step) -> RuleState:
    """What a rule is by a step that starts, issues or adopts it."""
    if step.kind in ADOPTED:
        return RuleState.START_NOT_RECORDED
    return RuleState.ISSUED if step.kind in ISSUED else RuleState.IN_FORCE


def begins(come: Any) -> datetime.date:
    """The first day that a step or an event can mean."""
    return come.earliest or come.latest or datetime.date.max
