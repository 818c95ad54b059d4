"""Acts in the picture: each has every stage of its own events, and no event of the answer is left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .browsing import browser_at
from .drawn import Drawn, drawn

pytestmark = pytest.mark.django_db

SHARED = "kr-2026-02-03-security-token-law-promulgated"
TOKEN_LAWS = ["kr-2026-fscma-amendment", "kr-2026-electronic-registration-amendment"]
# What each act's bar tells, in order of time.
KINDS = """() => Object.fromEntries([...document.querySelectorAll("a.life")]
    .map(({ dataset, __data__ }) => [dataset.id, __data__.item.events.map(({ kind }) => kind)]))"""

# Each item with its events, and how many ticks a bar has.
EVENTS_DRAWN = """() => [...document.querySelectorAll("a.item")].map((node) => [
    node.dataset.id, node.__data__.item.events.map(({ id }) => id),
    node.querySelector(".stop")?.getAttribute("d").split("M").length - 1 || null,
])"""


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    with browser_at(browser_path) as started:
        yield started


@pytest.fixture
def timeline(browser: Browser, real_server: str) -> Iterator[Drawn]:
    with drawn(browser, real_server, viewport={"width": 1600, "height": 1000}) as opened:
        yield opened


def kinds(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(KINDS)
    return found


def test_an_event_of_several_acts_is_a_stage_of_each(timeline: Drawn) -> None:
    for decree, theme in (("kr-2021-sfia-decree", ""), ("kr-2024-user-protection-decree", "&theme=custody")):
        page = timeline.at(f"?category=law&begin=2019-01-01&end=2025-01-01{theme}")
        assert "in-force" in kinds(page)[decree]
        expect(page.locator(f'a.life[data-id="{decree}"] .unrecorded')).to_have_count(0)
    page = timeline.at("?category=law&begin=2025-06-01&end=2027-06-01")
    for act in TOKEN_LAWS:
        assert {"bill-passed", "promulgated", "in-force"} <= set(kinds(page)[act])


def test_an_event_of_two_acts_is_chosen_once_and_marks_both(timeline: Drawn) -> None:
    page = timeline.at(f"?category=law&begin=2025-06-01&end=2027-06-01&select={SHARED}")
    chosen = page.locator("a.life.selected").evaluate_all("all => all.map(({ dataset }) => dataset.id)")
    assert sorted(chosen) == sorted(TOKEN_LAWS)
    assert timeline.address().count("select=") == 1
    expect(page.locator("[data-panel]")).to_be_visible()


@pytest.mark.parametrize("query", ["?", "?category=law", "?theme=custody"])
def test_every_event_of_the_answer_is_drawn(timeline: Drawn, query: str) -> None:
    """In a bar, with a tick of its own, as a mark, or in a "+n"."""
    with timeline.page.expect_response(lambda answer: "/api/v1/timeline/" in answer.url) as answered:
        page = timeline.at(f"{query}&begin=2000-01-01&end=2045-01-01")
    events = {event["id"] for event in answered.value.json()["events"]}
    shown: list[Any] = page.evaluate(EVENTS_DRAWN)
    assert events - {event for _name, drawn_here, _ticks in shown for event in drawn_here} == set()
    assert [name for name, drawn_here, ticks in shown if ticks not in (None, len(drawn_here))] == []


def test_a_bar_begins_with_its_consultation_beneath_its_name(timeline: Drawn) -> None:
    page = timeline.at("?category=law&begin=2016-01-01&end=2027-06-01")
    decree = page.locator('a.life[data-id="kr-2024-user-protection-decree"]')
    assert kinds(page)["kr-2024-user-protection-decree"][0] == "consultation"
    assert decree.locator(".stage.consultation").evaluate("one => one.getBBox().width") > 5
    afloat = """() => [...document.querySelectorAll("a.life")].filter((node) => {
        const first = Math.min(...[...node.querySelectorAll(".stage, .tail, .unrecorded")]
            .map((one) => one.getBBox()).filter(({ width }) => width).map(({ x }) => x));
        return first > node.querySelector(".stop").getBBox().x + 2;
    }).map(({ dataset }) => dataset.id)"""
    assert page.evaluate(afloat) == []


def test_what_goes_on_in_a_shared_row_is_a_line_to_today_and_the_key_says_so(timeline: Drawn) -> None:
    page = timeline.at("?category=law")
    on = page.locator('a.life[data-id="jp-2016-act-62"] .on')
    height, opacity = on.evaluate("one => [one.getBBox().height, Number(getComputedStyle(one).opacity)]")
    assert height >= 3
    assert opacity > 0.7
    expect(page.locator(".signs .on")).to_be_visible()
    expect(page.locator(".signs")).to_contain_text("still in force")
