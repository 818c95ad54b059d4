"""How the timeline is drawn: within a screen, nothing over anything else, and nothing hidden for good."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from .browsing import browser_at
from .drawn import OVERLAPS, Drawn, drawn
from .factories import EventFactory, japan

pytestmark = pytest.mark.django_db

LAPTOP = {"width": 1280, "height": 800}
API = "**/api/v1/timeline/**"
HEIGHTS = """() => ["[data-stage]", "[data-picture]"]
    .map((name) => document.querySelector(name).getBoundingClientRect().height)"""
SHOWN = """() => [...document.querySelectorAll('a.item:not(.more)')]
    .flatMap(one => one.__data__.item.events.map(({ id }) => id))"""
GATHERED = "one => one.__data__.item.events.map(({ id }) => id)"
ENDS_SHORT = """() => {
    const today = Number(document.querySelector("line.today").getAttribute("x1"));
    return [...document.querySelectorAll("a.life")].filter((node) => {
        const { item, next } = node.__data__;
        const { x, width } = node.querySelector(".on").getBBox();
        const on = x + width;
        const inForce = item.effect && item.effect < Date.now() && !item.ended;
        return inForce && next < Infinity && Math.abs(on - today) > 0.2;
    }).map(({ dataset }) => dataset.id);
}"""

# Counts the moves of what moves, and remembers what changed within it meanwhile.
WATCH = """() => {
    const moving = document.querySelector(".moving");
    window.moves = 0;
    window.changed = [];
    new MutationObserver((all) => {
        if (!moving.getAttribute("transform")) return;
        for (const { target } of all) {
            if (target === moving) window.moves += 1;
            else window.changed.push(target.outerHTML.slice(0, 80));
        }
    }).observe(moving, { subtree: true, childList: true, attributes: true });
}"""
# Zooms by the wheel and says how many heights were seen; the gesture lasts to its last frame, however slow.
ZOOM = """async () => {
    const svg = document.querySelector("[data-picture]");
    const { left, top, width } = svg.getBoundingClientRect();
    const place = { clientX: left + width / 2, clientY: top + 50 };
    const [heights, held, started] = [new Set(), [], window.setTimeout];
    window.setTimeout = (act) => -held.push(act);
    for (let n = 0; n < 12; n += 1) {
        const turn = { deltaY: -100, ctrlKey: true, bubbles: true, cancelable: true };
        svg.dispatchEvent(new WheelEvent("wheel", { ...turn, ...place }));
        await new Promise(requestAnimationFrame);
        heights.add(svg.getAttribute("height"));
    }
    window.setTimeout = started;
    for (const act of held) started(act, 0);
    return heights.size;
}"""


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    with browser_at(browser_path) as started:
        yield started


@pytest.fixture
def timeline(browser: Browser, real_server: str) -> Iterator[Drawn]:
    opened = Drawn(browser, real_server, viewport=LAPTOP)
    yield opened
    opened.page.close()
    assert opened.faults == []


def test_the_picture_fits_a_laptop_and_its_place_is_kept(timeline: Drawn) -> None:
    page = timeline.page
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(API, hold)
    page.goto("/timeline/")
    expect(page.locator("[data-picture] .loading")).to_have_text("Loading …")
    before = page.evaluate(HEIGHTS)
    held[0].continue_()
    timeline.rest()
    expect(page.locator("[data-picture] .loading")).to_have_count(0)
    assert page.evaluate(HEIGHTS) == before
    assert before[0] <= 700


def test_the_word_of_loading_goes_when_the_server_fails(browser: Browser, real_server: str) -> None:
    page = Drawn(browser, real_server, viewport=LAPTOP).page
    page.route(API, lambda route: route.abort())
    page.goto("/timeline/")
    page.locator("[data-status]").get_by_role("button", name="Try again").wait_for()
    expect(page.locator("[data-picture] .loading")).to_have_count(0)
    page.close()


@pytest.mark.parametrize("period", ["begin=2018-01-01&end=2019-12-31", "begin=2023-01-20&end=2023-02-20"])
def test_close_by_nothing_is_hidden(timeline: Drawn, period: str) -> None:
    page = timeline.at()
    assert page.locator("a.more").count() > 0
    page = timeline.at(f"?{period}")
    assert page.locator("a.more").count() == 0
    assert page.locator("a.item").count() > 0


def test_what_found_no_room_comes_out_by_a_click_and_by_a_key(timeline: Drawn) -> None:
    page = timeline.at()
    page.locator("a.item.more").nth(3).hover()
    assert page.locator("[data-card] .stage").count() > 1
    for act in (click_more, press_more):
        page = timeline.at()
        before = timeline.pinned()
        gathered = act(page)
        timeline.rest()
        after = timeline.pinned()
        assert before["begin"] < after["begin"] <= after["end"] < before["end"]
        while page.locator("a.more").count() and gathered - set(page.evaluate(SHOWN)):
            page.locator("a.more").first.click()
            timeline.rest()
        assert gathered & set(page.evaluate(SHOWN))


def click_more(page: Page) -> set[str]:
    more = page.locator("a.item.more").nth(3)
    gathered: list[str] = more.evaluate(GATHERED)
    more.click()
    return set(gathered)


def press_more(page: Page) -> set[str]:
    """Arrows lead there as to any item: to the end of the track and back."""
    page.locator("[data-picture]").focus()
    page.keyboard.press("ArrowDown")
    for _ in range(200):
        focused = page.locator("a.item:focus")
        if "more" in (focused.get_attribute("class") or ""):
            break
        page.keyboard.press("ArrowRight")
    assert "+" in (focused.get_attribute("aria-label") or "")
    gathered: list[str] = focused.evaluate(GATHERED)
    page.keyboard.press("Enter")
    return set(gathered)


def test_a_rule_in_force_goes_on_where_the_next_begins(timeline: Drawn) -> None:
    page = timeline.at()
    crowded = page.locator("a.life").evaluate_all(
        "all => all.filter(one => one.__data__.next < Infinity).length"
    )
    assert crowded > 3
    assert page.evaluate(ENDS_SHORT) == []


@pytest.mark.parametrize("language", ["", "/ja", "/ko"])
@pytest.mark.parametrize(
    "period", ["", "?begin=2017-06-01&end=2020-01-01", "?begin=2024-01-01&end=2024-05-01"]
)
def test_no_word_stands_on_a_word_or_a_mark(timeline: Drawn, language: str, period: str) -> None:
    page = timeline.at(period, path=f"{language}/timeline/")
    assert page.locator("a.item .label").count() > 3
    assert page.evaluate(OVERLAPS) == []


def test_long_names_on_one_day_far_away_or_without_an_end_are_all_drawn(
    browser: Browser, live_server: LiveServer
) -> None:
    dates = ["2018-01-26"] * 5 + ["1873-02", "2150-06-01", "../2019-05-01", "2021-03/..", "2020~"]
    place = japan()
    for date in dates:
        EventFactory(jurisdiction=place, date=date, kind="policy-statement", title="法" * 90)
    with drawn(browser, live_server.url) as opened:
        page = opened.at()
        page.get_by_role("button", name="All years").click()
        opened.rest()
        assert len(set(page.evaluate(SHOWN))) == len(dates)
        page.locator("a.item.mark").first.hover()
        expect(page.locator("[data-card] strong")).to_have_text("法" * 90)
        for period in ("", "?begin=2018-01-15&end=2018-02-10", "?begin=2017-01-01&end=2022-01-01"):
            assert opened.at(period).evaluate(OVERLAPS) == []
        expect(page.locator("a.item .label", has_text="…").first).to_be_visible()


def test_the_axis_speaks_the_language_of_the_page(timeline: Drawn) -> None:
    period = "?begin=2023-01-20&end=2023-08-20"
    for path, month in (("/timeline/", "March"), ("/ja/timeline/", "3月"), ("/ko/timeline/", "3월")):
        expect(timeline.at(period, path=path).locator(".back .axis")).to_contain_text(month)


def test_a_drag_moves_the_picture_and_draws_it_when_it_rests(timeline: Drawn) -> None:
    page = timeline.at()
    page.evaluate(WATCH)
    page.locator("[data-picture]").scroll_into_view_if_needed()
    box = timeline.box("[data-picture]")
    x, y = box["x"] + 700, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y, steps=3)
    page.wait_for_function("() => window.moves > 0")
    page.mouse.up()
    timeline.rest()
    assert page.locator(".moving").get_attribute("transform") is None
    assert page.evaluate("() => window.changed") == []


def test_a_gesture_changes_no_height(timeline: Drawn) -> None:
    page = timeline.at()
    assert page.evaluate(ZOOM) == 1


def test_aligned_lanes_each_have_their_today_and_the_world_says_why_it_is_not_there(timeline: Drawn) -> None:
    page = timeline.at("?zero=exchange-registration")
    expect(page.locator("line.today")).to_have_count(2)
    first, second = page.locator("line.today").evaluate_all(
        "all => all.map(one => Number(one.getAttribute('x1')))"
    )
    assert second < first
    expect(page.locator(".back .out")).to_contain_text("World events are left out")
    assert page.locator(".items.world a").count() == 0
    assert page.locator("[data-overview] path.j-kr").get_attribute("transform")
    page.get_by_role("combobox", name="Align on").select_option("")
    timeline.rest()
    expect(page.locator("line.today")).to_have_count(1)
    assert page.locator(".items.world a").count() > 0
    assert page.locator("[data-overview] path.j-kr").get_attribute("transform") is None


def test_the_label_of_the_day_takes_the_place_of_today(timeline: Drawn) -> None:
    page = timeline.at()
    today = page.locator(".back text.day")
    assert today.is_visible()
    page.get_by_role("button", name="On a day").click()
    timeline.rest()
    assert page.locator(".cursor .tag").is_visible()
    assert not today.is_visible()
    assert page.locator(".cursor").evaluate("one => getComputedStyle(one).outlineStyle") == "none"
    page.get_by_role("button", name="On a day").click()
    timeline.rest()
    assert today.is_visible()


def test_the_selected_event_has_a_place_at_any_zoom(timeline: Drawn) -> None:
    page = timeline.at()
    hidden = page.locator("a.item.more").nth(2).evaluate(GATHERED)[0]
    page = timeline.at(f"?select={hidden}")
    expect(page.locator("a.item.selected")).to_have_count(1)
    assert hidden in page.locator("a.item.selected").evaluate(GATHERED)


def test_a_hundred_thousand_events_are_one_shape_a_track(timeline: Drawn) -> None:
    bins = [
        {"date": f"{year}-{month:02}", "jurisdiction": place, "category": category, "count": year + month}
        for year in range(2000, 2026)
        for month in range(1, 13)
        for place in ("jp", "kr")
        for category in ("law", "policy", "incident", "organization", "offering")
    ]
    answer = {"mode": "bins", "count": 100_000, "period": "month", "bins": bins}

    def crowd(route: Route) -> None:
        route.fulfill(status=200, content_type="application/json", body=json.dumps(answer))

    timeline.page.route(API, crowd)
    page = timeline.at()
    expect(page.locator("path.bar")).to_have_count(11)
    assert page.locator(".moving *").count() < 200
    before = page.locator("path.bar").first.get_attribute("transform")
    page.get_by_role("button", name="Closer").click()
    timeline.rest()
    assert page.locator("path.bar").first.get_attribute("transform") != before


def test_causes_near_in_time_bow_apart(timeline: Drawn) -> None:
    page = timeline.at("?select=jp-2018-01-26-coincheck-hack&begin=2014-01-01&end=2026-01-01")
    expect(page.locator("g.arc")).to_have_count(8)
    paths: list[Any] = page.locator("g.arc .line").evaluate_all("all => all.map(one => one.getBBox().height)")
    assert all(height > 10 for height in paths)


def test_what_differs_is_tied_by_a_broken_line_and_counts_as_no_cause(timeline: Drawn) -> None:
    page = timeline.at("?select=kr-2021-03-25-sfia-amendment-in-force")
    contrast = page.locator("g.arc.contrasts-with")
    expect(contrast).to_have_count(1)
    assert contrast.get_attribute("aria-label").count("contrasts with") == 1  # type: ignore[union-attr]  # it has one
    line = contrast.locator(".line")
    assert line.get_attribute("marker-end") is None
    assert line.evaluate("one => getComputedStyle(one).strokeDasharray") != "none"
    caused = page.locator("g.arc:not(.contrasts-with)").count()
    said = page.locator(".arc-line").inner_text()
    assert sum(int(word) for word in said.split() if word.isdecimal()) == caused
