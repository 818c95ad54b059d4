"""Where the countries stand today: each question with its answers, from coverage and its deciding events."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from timeline.acts import act_of
from timeline.kinds import EventKind
from timeline.picture.scale import Scale

# What a first look asks first; questions that are not named follow in order of their names.
FIRST = (
    "exchange-registration",
    "custody",
    "stablecoins",
    "security-token-definition",
    "ledger-as-registry",
    "self-regulation",
    "issuance-disclosure",
    "secondary-market",
    "fractional-investment",
    "sandbox",
    "ico",
    "taxation",
    "user-protection",
    "asset-segregation",
    "unfair-trading",
    "derivatives-leverage",
    "aml-kyc",
    "travel-rule",
)
MARGIN = 200  # days drawn after the last that is known, so that what is still to come is seen
STEPS = (EventKind.BILL_PASSED, EventKind.PROMULGATED, EventKind.IN_FORCE)
NO_STATUTE = {EventKind.GUIDELINE_PUBLISHED, EventKind.POLICY_STATEMENT}


@dataclass(frozen=True, slots=True)
class Since:
    """A deciding event: the act it is about, where there is one, and what it makes of the rule by today.

    `state` is in-force, coming, issued, start-not-recorded, or empty for a founding or a launch.
    """

    event: Any
    act: Any
    state: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A piece of a country's line: from where, how long (shares of the width), and in which state."""

    x: str
    width: str
    state: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A country's cell: its coverage row, what decides, and the same as a line through time."""

    row: Any
    since: list[Since]
    strokes: list[Stroke]


@dataclass(frozen=True, slots=True)
class Question:
    theme: Any
    answers: list[Answer]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many questions a country has settled by law in force, and by law that is still to start.

    What settles a question is the deciding event of its coverage row; other rules on it can hold beside that.
    """

    place: Any
    in_force: int
    coming: int


@dataclass(frozen=True, slots=True)
class Standing:
    """`years` are the ends of the lines through time, `today` its place on them as a share of the width."""

    questions: list[Question]
    tallies: dict[str, Tally]
    searched_to: str
    years: tuple[int, int]
    today: str

    @property
    def places(self) -> list[Any]:
        return [tally.place for tally in self.tallies.values()]


def standing(rows: Iterable[Any], today: datetime.date) -> Standing:
    """The rows as `for_standing` fetches them, as questions in order of importance with an answer each."""
    ordered = sorted(rows, key=lambda row: (*importance(row.theme), row.jurisdiction.name_sort))
    answered = {row: sinces(row, today) for row in ordered}
    scale = scale_of([since for each in answered.values() for since in each], today)
    answers = [Answer(row, since, strokes(since, scale, today)) for row, since in answered.items()]
    return Standing(
        questions=questions_of(answers),
        tallies=tallies_of(answers),
        searched_to=min((row.searched_to for row in ordered), default=""),
        years=(scale.start.year, scale.end.year),
        today=scale.at(today),
    )


def questions_of(answers: Sequence[Answer]) -> list[Question]:
    grouped = groupby(answers, key=lambda answer: answer.row.theme)
    return [Question(theme, list(of_theme)) for theme, of_theme in grouped]


def tallies_of(answers: Sequence[Answer]) -> dict[str, Tally]:
    """By slug, in order of the names."""
    places = sorted({answer.row.jurisdiction for answer in answers}, key=lambda place: str(place.name_sort))
    return {place.slug: tally(place, answers) for place in places}


def importance(theme: Any) -> tuple[int, str]:
    return FIRST.index(theme.slug) if theme.slug in FIRST else len(FIRST), theme.name


def sinces(row: Any, today: datetime.date) -> list[Since]:
    """The first deciding event of each kind; of the steps of an act only the last one."""
    firsts: dict[str, Any] = {}
    for event in row.deciding.all():
        firsts.setdefault(event.kind, event)
    for step in [step for step in STEPS if step in firsts][:-1]:
        del firsts[step]
    return [Since(event, act_of(event, row.theme), state_of(event, today)) for event in firsts.values()]


def state_of(event: Any, today: datetime.date) -> str:
    if event.kind == EventKind.IN_FORCE:
        return "coming" if is_after(event, today) else "in-force"
    if event.kind in STEPS:
        return "start-not-recorded"
    return "issued" if event.kind in NO_STATUTE else ""


def is_after(event: Any, today: datetime.date) -> bool:
    return event.earliest is not None and event.earliest > today


def day_of(since: Since) -> datetime.date:
    day: datetime.date = since.event.earliest or since.event.latest
    return day


def scale_of(found: Sequence[Since], today: datetime.date) -> Scale:
    days = [today, *map(day_of, found)]
    return Scale(min(days), max(days) + datetime.timedelta(days=MARGIN), 0, 100, 100)


def strokes(found: Sequence[Since], scale: Scale, today: datetime.date) -> list[Stroke]:
    """Each state from its first day until the next one or today; what is coming, from its day on."""
    ordered = sorted(found, key=day_of)
    turns = pairwise([*map(day_of, ordered), today])
    return [
        stroke(scale, start, min(end, today) if start <= today else scale.end, since.state)
        for since, (start, end) in zip(ordered, turns, strict=True)
    ]


def stroke(scale: Scale, start: datetime.date, end: datetime.date, state: str) -> Stroke:
    return Stroke(scale.at(start), scale.share(scale.place(end) - scale.place(start)), state or "issued")


def tally(place: Any, answers: Iterable[Answer]) -> Tally:
    states = [
        {since.state for since in answer.since} for answer in answers if answer.row.jurisdiction == place
    ]
    return Tally(
        place,
        in_force=sum("in-force" in each for each in states),
        coming=sum("coming" in each for each in states),
    )
