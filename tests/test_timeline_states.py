"""The address alone is the view: fifty states at random, broken ones, and the way back and forward."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from playwright.sync_api import Browser

from regulations.models import Theme
from timeline.filters import EventFilter
from timeline.models import Coverage, Event

from .browsing import browser_at
from .drawn import DOMAIN, Drawn, drawn

pytestmark = pytest.mark.django_db

EPOCH = datetime.date(1970, 1, 1)
DAY = 86_400_000
FIELDS = """(names) => Object.fromEntries(names.map((name) =>
    [name, document.querySelector("form.filters").elements.namedItem(name).value]))"""
SHOWN_PARTS = """() => ({
    drawn: [...document.querySelectorAll("a.item.mark")].map(({ dataset }) => dataset.id),
    selected: [...document.querySelectorAll("a.item.selected")].map(({ dataset }) => dataset.id),
    day: document.querySelector(".cursor").getAttribute("aria-valuenow"),
    cursor: document.querySelector(".cursor").getAttribute("display") !== "none",
    panel: !document.querySelector("[data-panel]").hidden,
    table: document.querySelector(".picture").classList.contains("as-table"),
    aligned: [document.querySelector(".tools > select").value, document.querySelector(".zero-line").hidden],
    count: Number(document.querySelector(".list .count strong")?.textContent ?? 0),
})"""


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    with browser_at(browser_path) as started:
        yield started


@pytest.fixture
def timeline(browser: Browser, real_server: str) -> Iterator[Drawn]:
    with drawn(browser, real_server) as opened:
        yield opened


@dataclass
class State:
    """A view as an address has it; `query` writes it as the timeline itself does."""

    filters: dict[str, str] = field(default_factory=dict)
    begin: str = ""
    end: str = ""
    day: str = ""
    select: str = ""
    zero: str = ""
    table: bool = False

    @property
    def query(self) -> str:
        own = {name: getattr(self, name) for name in ("begin", "end", "day", "select", "zero")}
        said = self.filters | own | {"as": "table" if self.table else ""}
        stated = {name: value for name, value in said.items() if value}
        return f"?{urlencode(stated)}" if stated else ""

    def events(self) -> Any:
        given = QueryDict(urlencode(self.filters))
        return EventFilter(given, queryset=Event.objects.published()).qs


def alignable() -> list[str]:
    """Themes with a recorded start in both countries."""
    starts: dict[str, set[str]] = {}
    rows = Coverage.objects.published().filter(
        deciding__kind="in-force", deciding__state="published", deciding__earliest__isnull=False
    )
    for theme, place in rows.values_list("theme__slug", "jurisdiction__slug"):
        starts.setdefault(theme, set()).add(place)
    return sorted(theme for theme, places in starts.items() if {"jp", "kr"} <= places)


def some_filters(chance: random.Random, themes: list[str]) -> dict[str, str]:
    choices = {
        "search": ["bitcoin", "暗号資産", "가상자산", "exchange & custody", "100%"],
        "jurisdiction": ["jp", "kr", "intl"],
        "category": ["law", "incident", "policy", "organization", "offering", "market"],
        "theme": themes,
        "from": ["2016", "2017-04", "2018-01-26"],
        "to": ["2021", "2022-10-13"],
        "certainty": ["exact", "approximate"],
        "conflicting": ["true", "false"],
    }
    names = chance.sample(sorted(choices), chance.choice([0, 0, 1, 1, 2]))
    return {name: chance.choice(choices[name]) for name in choices if name in names}


def a_day(chance: random.Random, first: int, last: int) -> str:
    return (
        datetime.date(first, 1, 1) + datetime.timedelta(chance.randrange((last - first) * 365))
    ).isoformat()


def states(seed: int, many: int) -> list[State]:
    chance = random.Random(seed)
    themes = list(Theme.objects.published().order_by("slug").values_list("slug", flat=True))
    made = []
    for _ in range(many):
        state = State(filters=some_filters(chance, themes), table=chance.random() < 0.2)
        if chance.random() < 0.7:
            state.begin = a_day(chance, 2012, 2023)
            days = chance.choice([30, 90, 400, 1500])
            state.end = (datetime.date.fromisoformat(state.begin) + datetime.timedelta(days)).isoformat()
        found = sorted(state.events().values_list("slug", flat=True))
        if found and chance.random() < 0.5:
            state.select = chance.choice(found)
        if chance.random() < 0.4:
            state.day = a_day(chance, 2012, 2026)
        if chance.random() < 0.2:
            state.zero = chance.choice(alignable())
        made.append(state)
    return made


@pytest.mark.parametrize("seed", range(5))
def test_the_address_restores_fifty_views(timeline: Drawn, seed: int) -> None:
    for number, state in enumerate(states(seed, 10)):
        timeline.at(state.query)
        assert timeline.address() == state.query, "the address is canonical and stays"
        holds(timeline, state)
        if number % 3 == 0:
            before = timeline.shown()
            timeline.page.reload()
            assert timeline.shown() == before, f"{state.query} is drawn otherwise after a reload"


def holds(timeline: Drawn, state: State) -> None:
    """What is drawn is what the state says."""
    page = timeline.rest()
    shown = page.evaluate(SHOWN_PARTS)
    slugs = set(state.events().values_list("slug", flat=True))
    assert page.evaluate(FIELDS, list(state.filters)) == state.filters
    assert set(shown["drawn"]) <= slugs
    assert shown["table"] is state.table, state.query
    assert shown["aligned"] == [state.zero, not state.zero], state.query
    assert shown["panel"] is bool(state.select), state.query
    assert shown["cursor"] is bool(state.day and not state.zero), state.query
    if shown["cursor"]:
        assert int(shown["day"]) == (datetime.date.fromisoformat(state.day) - EPOCH).days
    if state.select and state.select in shown["drawn"]:
        assert shown["selected"] == [state.select]
    counted(timeline, state, len(slugs), shown["count"])
    spanned(timeline, state)


def counted(timeline: Drawn, state: State, many: int, listed: int) -> None:
    """The number of events: in the line above the picture, or, of a table, in its own heading."""
    if state.table:
        period = {} if not state.begin else {"from": state.begin, "to": state.end}
        within = State(filters=period | state.filters)  # a filter's own period goes before that in view
        listed_year = timeline.page.locator(".periods [aria-current]").count()
        assert listed_year or listed == within.events().count(), state.query
    else:
        said = timeline.status()
        assert said.startswith({0: "No event", 1: "1 event"}.get(many, f"{many} events")), state.query


def spanned(timeline: Drawn, state: State) -> None:
    """The axis spans what the address says, told by where single days stand on it."""
    if not state.begin:
        return
    assert {name: timeline.pinned()[name] for name in ("begin", "end")} == {
        "begin": state.begin,
        "end": state.end,
    }
    exact = state.events().filter(
        precision="day", approximate=False, uncertain=False, jurisdiction__slug="jp"
    )
    days = {slug: (day - EPOCH).days * DAY for slug, day in exact.values_list("slug", "earliest")}
    if state.table or (domain := timeline.page.evaluate(DOMAIN, days)) is None:
        return
    for end in ("begin", "end"):
        asked = (datetime.date.fromisoformat(getattr(state, end)) - EPOCH).days * DAY
        assert abs(domain[end] - asked) < DAY + 2 * domain["pixel"], f"{end} of {state.query}"
