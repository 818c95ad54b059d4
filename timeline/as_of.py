"""What applies on a day: every question with the answer of each country, side by side."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.models import Jurisdiction
from regulations.models import Measure, Theme
from sources.text import localized
from timeline.first_known import First, first_known
from timeline.models import Coverage, Event
from timeline.rule_states import (
    ADOPTED,
    ENDED,
    LIFE,
    TABLED,
    Finding,
    RuleState,
    Step,
    finding,
)
from timeline.standing import importance

HOLDING = {RuleState.IN_FORCE, RuleState.ISSUED, RuleState.START_NOT_RECORDED}
HOW = {
    RuleState.IN_FORCE: gettext_lazy("in force since"),
    RuleState.ISSUED: gettext_lazy("issued"),
    RuleState.START_NOT_RECORDED: gettext_lazy("adopted, start not recorded:"),
    RuleState.COMING: gettext_lazy("still to come:"),
    RuleState.PROPOSED: gettext_lazy("proposed"),
    RuleState.ENDED: gettext_lazy("ended"),
}
Place = tuple[int, int]  # keys of a theme and a jurisdiction: where a cell stands


@dataclass(frozen=True, slots=True)
class Applying:
    """A measure with what was found about it on the day, and the event that decides it."""

    measure: Any
    finding: Finding
    event: Any

    @property
    def state(self) -> RuleState:
        return self.finding.state


@dataclass(frozen=True, slots=True)
class Group:
    """An amendment's rules on one question that share their state and its start.

    `doubt` is the event that leaves it only possible, `adopted` the one by which what is to come was passed.
    """

    amendment: Any
    finding: Finding
    event: Any
    doubt: Any
    adopted: Any
    measures: list[Any]

    @property
    def label(self) -> str:
        return localized(self.amendment, "label")

    @property
    def how(self) -> str:
        """The state in the words that stand before its date."""
        return str(HOW[self.finding.state])

    @property
    def text(self) -> str:
        return " ".join(measure.text for measure in self.measures)

    @property
    def address(self) -> str:
        return str(self.measures[0].get_absolute_url())

    @property
    def is_statute(self) -> bool:
        return bool(self.amendment.is_statute)

    @property
    def may_have_ended(self) -> bool:
        return self.doubt is not None and self.finding.state != RuleState.ENDED and self.doubt.kind in ENDED

    @property
    def reason(self) -> str:
        """Why it is only possible, in words; empty where it is certain."""
        if self.doubt is None:
            return ""
        if self.may_have_ended:
            return _("it may have ended")
        if self.doubt.uncertain:
            return _("the source is not sure of the date")
        if self.doubt.approximate:
            return _("the source says “about” of the date")
        return _("the source names no exact day, and this day may lie before it")


@dataclass(frozen=True, slots=True)
class Cell:
    """A country's answer to a question on a day.

    `decided`: what decides the question by then and is no step of a recorded rule, such as a founding.
    `first`: the first rule that is known, where none holds. `ends`: the last day of the research, where the
    day is after it.
    """

    place: Any
    row: Any
    rules: list[Applying]
    groups: list[Group]
    decided: list[Any]
    first: First | None
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
    def standing(self) -> list[Group]:
        """What has not ended, act by act: rules of one act in the same state since the same day once."""
        return [group for group in self.groups if group.finding.state != RuleState.ENDED]

    @property
    def ended(self) -> list[Group]:
        return [group for group in self.groups if group.finding.state == RuleState.ENDED]


@dataclass(frozen=True, slots=True)
class Row:
    theme: Any
    cells: list[Cell]


@dataclass(slots=True)
class Book:
    """All that is known of the rules of some countries, read once and asked for any day.

    `measures` stand by theme and jurisdiction, `steps` by amendment and in order of time, `coverage` by theme
    and jurisdiction; all by key. `events` are those asked for so far.
    """

    places: list[Any]
    themes: list[Any]
    measures: dict[Place, list[Any]]
    steps: dict[int, list[Step]]
    coverage: dict[Place, Any]
    events: dict[int, Any] = field(default_factory=dict)

    def finding(self, measure: Any, day: datetime.date) -> Finding | None:
        return finding(measure.amendment.instrument, measure.pk, self.steps_of(measure), day)

    def steps_of(self, measure: Any) -> list[Step]:
        return self.steps.get(measure.amendment_id, [])

    def on(self, day: datetime.date) -> list[Row]:
        """Every question with the answer of each country on the day."""
        found = {
            measure: state
            for measures in self.measures.values()
            for measure in measures
            if (state := self.finding(measure, day))
        }
        cells = [Draft(self, theme, place, found, day) for theme in self.themes for place in self.places]
        self.fetch(key for cell in cells for key in cell.named())
        rows = [cells[at : at + len(self.places)] for at in range(0, len(cells), max(1, len(self.places)))]
        return [Row(row[0].theme, [cell.cell() for cell in row]) for row in rows]

    def fetch(self, keys: Iterable[int]) -> None:
        """Have these events at hand, with their citations."""
        if missing := set(keys) - set(self.events):
            self.events |= {event.pk: event for event in Event.objects.filter(pk__in=missing).for_rules()}

    def deciding(self, theme: Any, place: Any) -> list[Any]:
        """The events that decide the cell and are told by none of its rules: a founding, a launch, a start.

        Their dates alone are fetched.
        """
        row = self.coverage.get((theme.pk, place.pk))
        told = {
            step.event
            for measure in self.measures.get((theme.pk, place.pk), [])
            for step in self.steps_of(measure)
        }
        events = row.deciding.all() if row else []
        return [event for event in events if event.pk not in told and decides_alone(event)]

    def event(self, step: Step | None) -> Any:
        return self.events[step.event] if step else None


def book(places: Collection[Any], themes: Collection[str] = (), *, with_coverage: bool = True) -> Book:
    """The book of these countries, on some themes or on all, in a constant number of queries.

    Without coverage it tells of rules alone, not of what decides beside them nor of absence.
    """
    measures: dict[Place, list[Any]] = {}
    for measure in Measure.objects.for_as_of(places):
        measures.setdefault((measure.theme_id, measure.amendment.jurisdiction_id), []).append(measure)
    kept = [theme for theme in Theme.objects.published().for_rows() if not themes or theme.slug in themes]
    rows = Coverage.objects.for_as_of(places) if with_coverage else ()
    return Book(
        list(places),
        sorted(kept, key=importance),
        {place: held for place, held in measures.items() if place[0] in {theme.pk for theme in kept}},
        steps_by_amendment(places),
        {(row.theme_id, row.jurisdiction_id): row for row in rows},
    )


def steps_by_amendment(places: Collection[Any]) -> dict[int, list[Step]]:
    named: dict[int, set[int]] = {}
    for event, measure in Event.objects.published().of_kind(*LIFE).measures_named(places):
        named.setdefault(event, set()).add(measure)
    steps: dict[int, list[Step]] = {}
    for amendment, key, kind, earliest, latest, about, unsure in (
        Event.objects.published().of_kind(*LIFE).as_steps(places)
    ):
        names = frozenset(named.get(key, ()))
        step = Step(kind, earliest, latest, not (about or unsure), names, key)
        steps.setdefault(amendment, []).append(step)
    return steps


def as_of(day: datetime.date, places: Sequence[Any] | None = None) -> list[Row]:
    """Every question with the answer of each country on the day, in a constant number of queries."""
    return book(compared() if places is None else places).on(day)


def compared() -> list[Any]:
    """The countries that stand side by side where nobody asks for others."""
    return list(Jurisdiction.objects.published().compared())


class Draft:
    """A cell before the events that it names are at hand."""

    def __init__(
        self, of: Book, theme: Any, place: Any, found: dict[Any, Finding], day: datetime.date
    ) -> None:
        self.book, self.theme, self.place, self.day = of, theme, place, day
        self.measures = of.measures.get((theme.pk, place.pk), [])
        self.row = of.coverage.get((theme.pk, place.pk))
        order = list(RuleState)
        held = [(measure, found[measure]) for measure in self.measures if measure in found]
        self.found = sorted(held, key=lambda pair: order.index(pair[1].state))
        self.deciding = of.deciding(theme, place)
        self.decided = [event for event in self.deciding if may_have_come(event, day)]
        holds = self.decided or any(state.state in HOLDING for _measure, state in self.found)
        self.first = None if holds else self.first_known()

    def first_known(self) -> First | None:
        steps = {measure: self.book.steps_of(measure) for measure in self.measures}
        return first_known(steps, self.deciding)

    def named(self) -> Iterable[int]:
        """The events that the cell names."""
        for _measure, state in self.found:
            yield from (step.event for step in (state.since, state.doubt, state.adopted) if step)
        yield from (event.pk for event in self.decided)
        if self.first:
            yield self.first.event

    def cell(self) -> Cell:
        events = self.book.events
        return Cell(
            self.place,
            self.row,
            rules=[Applying(measure, state, events[state.since.event]) for measure, state in self.found],
            groups=self.groups(),
            decided=[events[event.pk] for event in self.decided],
            first=self.first and self.first._replace(event=events[self.first.event]),
            ends=self.row.searched_to if self.row and self.row.ends_before(self.day) else "",
        )

    def groups(self) -> list[Group]:
        groups: dict[Any, Group] = {}
        event = self.book.event
        for measure, state in self.found:
            group = groups.setdefault(
                (measure.amendment_id, state),
                Group(
                    measure.amendment,
                    state,
                    event(state.since),
                    event(state.doubt),
                    event(state.adopted),
                    [],
                ),
            )
            group.measures.append(measure)
        return list(groups.values())


def decides_alone(event: Any) -> bool:
    """Of an event that is no step of a recorded rule: it does more than to pass or to propose one."""
    return event.kind not in ADOPTED | TABLED | ENDED


def may_have_come(event: Any, day: datetime.date) -> bool:
    return event.earliest is None or event.earliest <= day
