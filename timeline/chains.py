"""What followed from what: the chain of an event, up to its causes and down to its effects.

A step is a link that a source states, or `same-act`: the other events of an act that the chain has reached,
in order of their dates, on their own citations. A contrast has no direction and is no step.
"""

import datetime
from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Case, Value, When

from regulations.models import Amendment
from sources.querysets import nulls_last
from timeline.lags import Days, days_between
from timeline.models import Event, Link
from timeline.querysets import CHRONOLOGICAL

SAME_ACT = "same-act"
MOST_THEN = 8


@dataclass(frozen=True, slots=True)
class Tie:
    """A directed step between two events, by their keys: along a link or, without one, within an act."""

    cause: int
    effect: int
    link: int | None = None
    act: int | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """What the walk knows of an event of an act."""

    key: int
    order: tuple[datetime.date, int, str]
    earliest: datetime.date | None
    latest: datetime.date | None


@dataclass(frozen=True, slots=True)
class Step:
    """A tie with its records: `link` is None within an act, which is then `act`.

    `number` is that of the stop at its other end, 0 where that is a start of the chain.
    """

    cause: Any
    effect: Any
    link: Any
    act: Any
    days: Days
    number: int

    @property
    def kind(self) -> str:
        return self.link.kind if self.link else SAME_ACT

    @property
    def evidence(self) -> Any:
        """What carries the citations: the link, or within an act the event itself."""
        return self.link or self.effect


@dataclass(frozen=True, slots=True)
class Stop:
    """An event that the chain reaches, its number, and the steps that tie it to what is nearer to the start.

    Upstream these lead from the stop onwards, downstream they lead to it. `beyond` stands in where there is
    none, because the chain entered the act in its middle: the steps that tie it to what is farther. `since`
    is the distance from the start, or to it; from the first or to the last of several.
    """

    number: int
    event: Any
    since: Days
    steps: list[Step]
    beyond: list[Step]

    @property
    def is_linked(self) -> bool:
        """Some source ties it to another; else it only belongs to an act that the chain has reached."""
        return any(step.link for step in (*self.steps, *self.beyond))

    @property
    def shown(self) -> list[Step]:
        """The steps worth telling: what sources state, and the act alone only where they state nothing."""
        return [step for step in self.steps if step.link] or self.steps


@dataclass(frozen=True, slots=True)
class Chain:
    """Both directions in order of time; `then` merely came later, of the same incident or themes."""

    upstream: list[Stop]
    downstream: list[Stop]
    then: list[Any]

    @property
    def steps(self) -> list[tuple[str, int, Step]]:
        """Direction, number and step, one after the other."""
        return [
            (direction, stop.number, step)
            for direction, stops in (("upstream", self.upstream), ("downstream", self.downstream))
            for stop in stops
            for step in stop.steps
        ]


def chain_of(starts: Sequence[Any]) -> Chain:
    """The chain of one event, or of all events of an incident, in a constant number of queries."""
    keys = {event.pk for event in starts}
    links = [Tie(cause, effect, link) for link, cause, effect in Link.objects.edges()]
    lives = lives_of(Event.objects.lives())
    begin, end = extent_of(starts)
    down = walk(keys, links, {act: since(life, keys, begin) for act, life in lives.items()})
    back = {act: until(life, keys, end) for act, life in lives.items()}
    up = [turned(tie) for tie in walk(keys, map(turned, links), back)]
    reached = keys.union(*((tie.cause, tie.effect) for tie in (*up, *down)))
    later = then(starts, reached, begin)
    found = Found(starts, [*up, *down], later)
    upstream, downstream = found.stops(up, keys, near="effect"), found.stops(down, keys, near="cause")
    return Chain(upstream, downstream, sorted((found.events[key] for key in later), key=in_time))


def extent_of(events: Sequence[Any]) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and the last day that any of them can mean; None for no events."""
    begin = min((event.earliest or event.latest for event in events), default=None)
    return begin, max((event.latest or event.earliest for event in events), default=None)


def lives_of(
    rows: Iterable[tuple[int, int, datetime.date | None, datetime.date | None, int, str]],
) -> dict[int, list[Dated]]:
    """The events of each act in order of their dates, from rows as `lives` gives them."""
    lives: dict[int, list[Dated]] = {}
    for act, key, earliest, latest, rank, slug in rows:
        day = earliest or latest
        if day:
            lives.setdefault(act, []).append(Dated(key, (day, rank, slug), earliest, latest))
    return {act: sorted(life, key=lambda one: one.order) for act, life in lives.items()}


def since(life: Sequence[Dated], starts: Collection[int], begin: datetime.date | None) -> list[int]:
    """An act's events from the last start among them on, else from the day that the chain begins."""
    places = [place for place, one in enumerate(life) if one.key in starts]
    left = (
        life[places[-1] :]
        if places
        else [one for one in life if not (begin and one.latest and one.latest < begin)]
    )
    return [one.key for one in left]


def until(life: Sequence[Dated], starts: Collection[int], end: datetime.date | None) -> list[int]:
    """An act's events back from the first start among them, else from the day that the chain ends."""
    places = [place for place, one in enumerate(life) if one.key in starts]
    left = (
        life[: places[0] + 1]
        if places
        else [one for one in life if not (end and one.earliest and one.earliest > end)]
    )
    return [one.key for one in reversed(left)]


def turned(tie: Tie) -> Tie:
    return Tie(tie.effect, tie.cause, tie.link, tie.act)


def walk(starts: Collection[int], links: Iterable[Tie], lives: Mapping[int, Sequence[int]]) -> list[Tie]:
    """All ties that lead on from the starts, each once, however often they meet or turn in a circle.

    Of an act that is reached, each event stands behind the one before it: by their link where there is one.
    """
    roads = Roads(list(links), lives)
    waiting, seen = deque(starts), set(starts)
    found: dict[Tie, None] = {}
    while waiting:
        for tie in roads.onward_from(waiting.popleft()):
            found[tie] = None
            fresh = {tie.cause, tie.effect} - seen
            seen |= fresh
            waiting.extend(sorted(fresh))
    return [tie for tie in found if tie.effect not in starts]


class Roads:
    """The ties that lead on from an event: its links, and all of each act that no event before it reached."""

    def __init__(self, links: Sequence[Tie], lives: Mapping[int, Sequence[int]]) -> None:
        self.linked = {(tie.cause, tie.effect): tie for tie in links}
        self.onward = grouped((tie.cause, tie) for tie in links)
        self.acts = grouped((key, act) for act, life in lives.items() for key in life)
        self.lives = dict(lives)

    def onward_from(self, key: int) -> list[Tie]:
        within = [tie for act in self.acts.get(key, ()) for tie in self.through(act)]
        return [*self.onward.get(key, ()), *within]

    def through(self, act: int) -> list[Tie]:
        """From event to event of the act; nothing where it was walked before."""
        life = self.lives.pop(act, ())
        return [self.linked.get(pair, Tie(*pair, act=act)) for pair in pairwise(life)]


def grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


class Found:
    """The records of a walk, fetched at once."""

    def __init__(self, starts: Sequence[Any], ties: Sequence[Tie], later: Collection[int]) -> None:
        keys = {key for tie in ties for key in (tie.cause, tie.effect)} | set(later)
        self.starts = starts
        self.events = {event.pk: event for event in Event.objects.published().filter(pk__in=keys).for_chain()}
        self.links = {
            link.pk: link for link in Link.objects.with_evidence().filter(pk__in={tie.link for tie in ties})
        }
        acts = {tie.act for tie in ties if tie.act}
        self.acts = Amendment.objects.published().in_bulk(acts) if acts else {}

    def stops(self, ties: Sequence[Tie], starts: Collection[int], near: str) -> list[Stop]:
        """The events reached, numbered in order of time, each with the steps that tie it to nearer ones."""
        far = "cause" if near == "effect" else "effect"
        reached = {key for tie in ties for key in (tie.cause, tie.effect)} - set(starts)
        ordered = sorted((self.events[key] for key in reached), key=in_time)
        numbers = {event.pk: number for number, event in enumerate(ordered, start=1)}
        steps, beyond = (
            grouped((getattr(tie, here), self.step(tie, numbers.get(getattr(tie, there), 0))) for tie in ties)
            for here, there in ((far, near), (near, far))
        )
        return [
            Stop(
                number=numbers[event.pk],
                event=event,
                since=self.distance(event, near),
                steps=steps.get(event.pk, []),
                beyond=[] if event.pk in steps else beyond[event.pk],
            )
            for event in ordered
        ]

    def distance(self, event: Any, near: str) -> Days:
        if near == "cause":
            return days_between(min(self.starts, key=in_time), event)
        return days_between(event, max(self.starts, key=in_time))

    def step(self, tie: Tie, number: int) -> Step:
        cause, effect = self.events[tie.cause], self.events[tie.effect]
        link = self.links[tie.link] if tie.link else None
        act = self.acts[tie.act] if tie.act else None
        return Step(cause, effect, link, act, days_between(cause, effect), number)


def in_time(event: Any) -> tuple[datetime.date, int, str]:
    return event.earliest or event.latest, event.rank, event.slug


def then(starts: Sequence[Any], reached: Collection[int], begin: datetime.date | None) -> list[int]:
    """A few events that came later without a link, by key: of the same incident first, then of its themes."""
    if begin is None:
        return []
    later = Event.objects.published().filter(earliest__gt=begin).exclude(pk__in=reached)
    incidents = {event.incident_id for event in starts if event.incident_id}
    themes = {theme.slug for event in starts for theme in event.all_themes}
    found = later.filter(incident__in=incidents) | later.with_theme(*themes)
    same_first = Case(When(incident__in=incidents, then=Value(0)), default=Value(1))
    ordered = found.order_by(same_first, *nulls_last(*CHRONOLOGICAL))
    return list(ordered.values_list("pk", flat=True)[:MOST_THEN])
