"""When the server is slow, broken or gone, and when nothing is found: the picture stays and says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect
from pytest_django.live_server_helper import LiveServer

from .browsing import Watched, browser_at
from .drawn import Drawn, drawn
from .factories import EventFactory, japan, korea

pytestmark = pytest.mark.django_db

DATA, AGAIN = "**/api/v1/timeline/**", "[data-status] button"
LISTING = re.compile(r"://[^/]+/timeline/\?category=law")
WORDS = "The picture could not be brought up to date."
HACK = "jp-2018-01-26-coincheck-hack"
TROUBLES: dict[str, Callable[[Route], Any]] = {
    "unreachable": lambda route: route.abort(),
    "failing": lambda route: route.fulfill(status=500, body="<h1>Server Error</h1>"),
    "busy": lambda route: route.fulfill(status=503, body=""),
    "broken off": lambda route: route.fulfill(status=200, body='{"mode": "events", "eve'),
    "not ours": lambda route: route.fulfill(status=200, body='{"mode": "events", "count": 3}'),
    "no JSON": lambda route: route.fulfill(status=200, body="<html>a proxy's page</html>"),
}


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    with browser_at(browser_path) as started:
        yield started


@pytest.fixture
def timeline(browser: Browser, real_server: str) -> Iterator[Drawn]:
    with drawn(browser, real_server) as opened:
        yield opened


def unexpected(timeline: Watched) -> list[str]:
    """Faults besides those that the browser itself logs of an answer that failed."""
    faults = [
        each for each in timeline.faults if "Failed to load resource" not in each and "ERR_" not in each
    ]
    timeline.faults.clear()
    return faults


def test_the_picture_outlasts_every_trouble_and_another_try_helps(timeline: Drawn) -> None:
    page = timeline.at("?theme=custody")
    for category, (name, answer) in zip(("law", "incident") * 3, TROUBLES.items(), strict=True):
        before = timeline.shown()
        page.route(DATA, answer)
        page.get_by_label("Category").select_option(category)
        expect(page.locator(AGAIN)).to_be_visible()
        assert WORDS in timeline.status(), name
        assert timeline.shown() == before, name
        timeline.page.locator("[data-picture]").focus()
        timeline.presses("+", "-", "ArrowDown", "Enter")  # it can still be read
        expect(page.locator("[data-panel]")).to_be_visible()
        timeline.presses("Escape")
        page.unroute(DATA)
        page.locator(AGAIN).click()
        assert timeline.rest().locator(AGAIN).count() == 0, name
        assert timeline.status().endswith(("event", "events")), name
        assert page.locator("a.item").count(), name
    assert unexpected(timeline) == []


@pytest.mark.parametrize("trouble", ["failing", "no JSON"])
def test_a_first_answer_that_fails_leaves_an_axis_and_another_try(timeline: Drawn, trouble: str) -> None:
    page = timeline.page
    page.route(DATA, TROUBLES[trouble])
    timeline.at("?theme=custody")
    assert WORDS in timeline.status()
    assert page.locator(".axis .tick").count() > 2
    assert page.locator(".list .moment").count(), "the list beneath needs no picture"
    page.unroute(DATA)
    page.locator(AGAIN).click()
    timeline.rest()
    page.locator("a.item").first.wait_for()
    assert "events" in timeline.status()
    assert unexpected(timeline) == []


def test_without_a_network_the_picture_stays_and_comes_back(timeline: Drawn) -> None:
    page = timeline.at("?theme=custody")
    items = page.locator("a.item").count()
    page.context.set_offline(True)
    page.get_by_label("Category").select_option("law")
    expect(page.locator(AGAIN)).to_be_visible()
    assert timeline.rest().locator("a.item").count() == items
    page.context.set_offline(False)
    page.locator(AGAIN).click()
    expect(page.locator(AGAIN)).to_have_count(0)
    assert "law" in page.locator(".categories [aria-current]").inner_text().lower(), (
        "the list was fetched too"
    )
    timeline.rest()
    assert 0 < page.locator("a.item").count() < items
    assert unexpected(timeline) == []


def test_the_list_beneath_is_tried_again_by_itself(timeline: Drawn) -> None:
    page = timeline.at("?theme=custody")
    page.route(LISTING, TROUBLES["failing"])
    page.get_by_label("Category").select_option("law")
    expect(page.locator(AGAIN)).to_be_visible()
    drawn_items = timeline.rest().locator("a.item").count()
    assert page.locator(".categories [aria-current]").count() == 0
    page.unroute(LISTING)
    page.locator(AGAIN).click()
    expect(page.locator(AGAIN)).to_have_count(0)
    assert timeline.status().endswith("events")
    assert page.locator(".categories [aria-current]").count() == 1
    assert page.locator("a.item").count() == drawn_items
    assert unexpected(timeline) == []


def test_a_slow_answer_is_said_to_be_slow(browser: Browser, real_server: str) -> None:
    watched = Watched(browser, real_server, viewport={"width": 1280, "height": 900})
    page = watched.page
    page.clock.install()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(DATA, hold)
    page.goto("/timeline/?theme=custody")
    expect(page.locator("[data-picture]")).to_be_attached()
    page.wait_for_function("() => !document.querySelector('[data-timeline]').hidden")
    page.clock.fast_forward(7_000)
    expect(page.locator("[data-status]")).to_contain_text("The answer takes longer than usual.")
    expect(page.locator(AGAIN)).to_be_visible()
    held[0].continue_()
    page.locator("a.item").first.wait_for()
    expect(page.locator("[data-status]")).to_contain_text("events")
    assert watched.faults == []
    page.close()


def test_the_record_and_the_day_say_that_they_could_not_be_fetched(timeline: Drawn) -> None:
    page = timeline.page
    for address in ("**/events/**", "**/timeline/day/**", "**/api/v1/links/**"):
        page.route(address, TROUBLES["failing"])
    timeline.at(f"?select={HACK}&day=2018-01-26")
    panel = page.locator("[data-panel]")
    expect(panel.get_by_role("link", name="Open its page")).to_have_attribute("href", f"/events/{HACK}/")
    expect(page.locator(".day-part .problem")).to_contain_text("could not be fetched")
    for address in ("**/events/**", "**/timeline/day/**", "**/api/v1/links/**"):
        page.unroute(address)
    timeline.presses("Escape")
    page.locator(f'a.item[data-id="{HACK}"] .shape').click()
    expect(panel.get_by_role("heading").first).to_contain_text("Coincheck")
    assert unexpected(timeline) == []


def test_nothing_found_says_why_and_how_to_find_again(timeline: Drawn) -> None:
    page = timeline.at("?category=incident&search=zeppelin")
    assert "No event matches" in timeline.status()
    assert page.locator(".axis .tick").count() > 2
    offers = page.locator(".list .empty a")
    assert [text.strip() for text in offers.all_inner_texts()][:2] == [
        "Category: incident",
        "Words: zeppelin",
    ]
    offers.nth(1).click()
    assert timeline.address() == "?category=incident"
    assert page.locator("a.item").count()
    page.locator("form.filters [name=search]").fill("zeppelin")
    timeline.rest()
    assert page.locator("a.item").count() == 0
    assert page.locator(".axis .tick").count() > 2
    page.get_by_role("link", name="Show all events").click()
    assert timeline.address() == ""
    assert page.locator("a.item").count()


CROWD = ["policy-statement", "consultation", "bill-passed", "study-group", "guideline-published"]
SPANS = ["1873-02", "1899-12-31", "2150-06-01", "2999", "../2019-05-01", "2021-03/..", "2020~", "2019-05?"]


def test_whatever_is_in_store_is_drawn_and_listed(browser: Browser, live_server: LiveServer) -> None:
    """Ninety full-width letters, five on a day, open at either end, long ago and far ahead: in order."""
    stored = [
        EventFactory(jurisdiction=place, date=day, kind=kind, title=f"第{number}号" + "法" * 86)
        for number, (place, day, kind) in enumerate(
            [(korea(), "2018-01-26", kind) for kind in CROWD]
            + [(japan(), day, "policy-statement") for day in SPANS]
        )
    ]
    with drawn(browser, live_server.url) as timeline:
        page = timeline.at()
        page.locator("[data-act=all]").click()
        timeline.rest()
        ids = set(page.locator("a.item").evaluate_all("all => all.map(({ dataset }) => dataset.id)"))
        assert ids == {event.slug for event in stored}
        for box in (each.bounding_box() for each in page.locator("a.item .shape").all()):
            assert box
            assert box["width"] > 2
        timeline.presses("t")
        listed = page.locator(".list .moment h3 a, .list .moment a.title").all_inner_texts()
        assert sorted(text.split("号")[0] for text in listed) == sorted(
            event.title.split("号")[0] for event in stored
        )
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
