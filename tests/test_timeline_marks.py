"""Bars, marks and buttons: hatched what is to come, a halo round what is chosen, forced colours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from .browsing import browser_at
from .drawn import OVERLAPS, drawn
from .factories import AmendmentFactory, EventFactory, japan, korea

pytestmark = pytest.mark.django_db

HACK = "jp-2018-01-26-coincheck-hack"
COMING = """() => {
    const today = Number(document.querySelector("line.today").getAttribute("x1"));
    return [...document.querySelectorAll("a.life .coming")].map((node) => {
        const { x, width } = node.getBBox();
        const [, id] = /#([^"']+)/.exec(getComputedStyle(node).fill);
        const stripe = document.getElementById(id).querySelector("path");
        const { stroke } = getComputedStyle(stripe);
        return {
            today, begins: x, ends: x + width, kind: node.classList[1], stroke,
            place: getComputedStyle(node.closest("a")).color, dashes: getComputedStyle(node).strokeDasharray,
        };
    });
}"""
# What hatched bars share pixels with: bars of other items.
UNDER = """() => {
    const box = (node) => ({ node, item: node.closest("a"), ...node.getBoundingClientRect().toJSON() });
    const seen = (selector) => [...document.querySelectorAll(selector)].map(box)
        .filter(({ width }) => width > 0);
    const bars = seen("a.life :is(.stage, .tail)");
    const meets = (one, other) => one.left + 1 < other.right && other.left + 1 < one.right
        && one.top + 1 < other.bottom && other.top + 1 < one.bottom;
    return seen("a.life .coming").flatMap((one) => bars
        .filter((other) => other.item !== one.item && meets(one, other))
        .map((other) => [one.item.dataset.id, other.item.dataset.id]));
}"""
WIDTHS = """all => Object.fromEntries(all.filter(one => getComputedStyle(one).display !== "none")
    .map(one => [one.textContent, one.getComputedTextLength()]))"""
GROUND = "one => [getComputedStyle(one).backgroundColor, getComputedStyle(one).color]"


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    with browser_at(browser_path) as started:
        yield started


@pytest.fixture
def acts() -> None:
    """Acts to come in each country; one that starts in parts, one in force, one without a start."""
    begun = {"bill-submitted": "2020-01-10", "promulgated": "2021-06-01"}
    for place in (japan(), korea()):
        act(place, begun | {"in-force": "2150-01-01"})
    in_parts = act(japan(), {"promulgated": "2019-05-01", "in-force": "2020-05-01"})
    EventFactory(kind="in-force", date="2140-01-01", amendments=[in_parts])
    act(japan(), {"promulgated": "2015-03-01", "in-force": "2016-03-01"})
    act(korea(), {"promulgated": "2019-03-01"})


def act(place: Any, stages: dict[str, str]) -> Any:
    made = AmendmentFactory(jurisdiction=place)
    for kind, date in stages.items():
        EventFactory(jurisdiction=place, kind=kind, date=date, amendments=[made])
    return made


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_to_come_is_hatched_and_runs_past_today(
    browser: Browser, live_server: LiveServer, acts: None, scheme: str
) -> None:
    with drawn(browser, live_server.url, color_scheme=scheme) as timeline:
        found = timeline.at("?begin=2018-01-01&end=2160-01-01").evaluate(COMING)
        assert sorted(each["kind"] for each in found) == ["coming", "promulgated", "promulgated"]
        for each in found:
            assert each["ends"] > each["today"] > each["begins"] - 1
            assert each["stroke"] == each["place"]
            assert each["dashes"] == "none"
        assert len({each["stroke"] for each in found}) == 2


def test_an_act_that_starts_in_parts_keeps_its_row_until_the_last(browser: Browser, real_server: str) -> None:
    with drawn(browser, real_server) as timeline:
        page = timeline.at("?begin=2025-01-01&end=2027-12-31")
        assert page.locator("a.life .coming").count()
        assert page.evaluate(UNDER) == []


def test_a_file_of_the_picture_holds_its_hatching(
    browser: Browser, live_server: LiveServer, acts: None, tmp_path: Any
) -> None:
    with drawn(browser, live_server.url) as timeline:
        page = timeline.at("?begin=2018-01-01&end=2160-01-01")
        with page.expect_download() as download:
            page.locator("[data-save=svg]").click()
        download.value.save_as(tmp_path / "picture.svg")
        alone = browser.new_page()
        alone.goto(f"file://{tmp_path / 'picture.svg'}")
        strokes = alone.evaluate("""() => [...document.querySelectorAll('[fill*="hatch-"]')].map((node) => {
            const [, id] = /#([^"')]+)/.exec(node.getAttribute("fill"));
            return document.getElementById(id).firstElementChild.getAttribute("stroke");
        })""")
        alone.close()
        assert len(strokes) == 3
        assert all(stroke.startswith("rgb") for stroke in strokes)


def test_what_is_chosen_or_focused_cuts_no_word_beside_it(browser: Browser, real_server: str) -> None:
    with drawn(browser, real_server) as timeline:
        view = "?begin=2017-06-01&end=2020-01-01"
        before = timeline.at(view).locator("a.item .label").evaluate_all(WIDTHS)
        page = timeline.at(f"{view}&select={HACK}")
        assert page.evaluate(OVERLAPS) == []
        for item in (f'a.item[data-id="{HACK}"]', "a.item.life", "a.item.body"):
            page.locator(item).first.focus()
            assert page.evaluate("() => document.activeElement.matches('a.item:focus-visible')")
            assert page.locator(item).first.evaluate("one => getComputedStyle(one).outlineStyle") == "none"
            part = page.locator(item).first.locator(":is(.shape, .tail, .line)").first
            assert part.evaluate("one => parseFloat(getComputedStyle(one).strokeWidth)") >= 3
            wide = page.locator("a.item .label").evaluate_all(WIDTHS)
            assert {text: wide[text] for text in wide if text in before} == {
                text: before[text] for text in wide if text in before
            }


def test_what_is_pressed_is_seen_in_forced_colours(browser: Browser, real_server: str) -> None:
    with drawn(browser, real_server, forced_colors="active") as timeline:
        page = timeline.at("?category=law")
        button = page.get_by_role("button", name="On a day")
        before = button.evaluate(GROUND)
        button.click()
        timeline.rest()
        expect(button).to_have_attribute("aria-pressed", "true")
        assert button.evaluate(GROUND)[0] != before[0]
        kinds = page.locator(".categories .kind")
        chosen = page.locator(".categories .kind[aria-current]")
        assert chosen.evaluate(GROUND)[0] != kinds.last.evaluate(GROUND)[0]
