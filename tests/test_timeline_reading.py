"""Reading the timeline: filters at once, an address that restores, a list, the keyboard, bad input."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route
from pytest_django.live_server_helper import LiveServer

from .browsing import Watched, browser_at
from .factories import EventFactory, JurisdictionFactory

pytestmark = pytest.mark.django_db

ACT = "jp-2017-04-01-act62-in-force"
FOCUSED = "() => document.activeElement.dataset.id ?? document.activeElement.tagName.toLowerCase()"
STATUS = "[data-status]"


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    with browser_at(browser_path) as started:
        yield started


@pytest.fixture
def watched(browser: Browser, real_server: str) -> Iterator[Watched]:
    opened = Watched(browser, real_server, viewport={"width": 1280, "height": 900})
    yield opened
    assert opened.faults == []
    opened.page.close()


def drawn(page: Page, address: str) -> Page:
    """The page once its picture shows what the server sent."""
    page.goto(address)
    page.wait_for_selector("a.item, [data-status]:not(:empty)")
    return page


def count(page: Page) -> int:
    page.wait_for_function("() => /event/.test(document.querySelector('[data-status]').textContent)")
    return int(page.locator(STATUS).inner_text().split()[0])


def test_a_filter_acts_on_picture_list_and_address_without_a_reload(watched: Watched) -> None:
    page = drawn(watched.page, "/timeline/")
    page.evaluate("() => { window.unbroken = true }")
    whole = count(page)
    page.get_by_label("Category").select_option("incident")
    page.wait_for_url("**/timeline/?category=incident*")
    page.wait_for_function(f"() => !document.querySelector('{STATUS}').textContent.startsWith('{whole} ')")
    page.wait_for_selector(".categories [aria-current]")
    assert 0 < count(page) < whole
    assert page.locator(".list .count strong").inner_text() == str(count(page))
    assert page.locator(".categories [aria-current] small").inner_text() == str(count(page))
    assert page.evaluate("() => window.unbroken")


def test_a_category_is_taken_up_and_put_back_by_its_key(watched: Watched) -> None:
    page = drawn(watched.page, "/timeline/")
    page.locator(".categories a", has_text="Law").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".categories [aria-current]")
    assert page.get_by_label("Category").input_value() == "law"
    assert page.evaluate("() => document.activeElement.textContent.includes('Law')")
    page.go_back()
    page.wait_for_selector(".categories:not(:has([aria-current]))")
    assert page.get_by_label("Category").input_value() == ""


def test_the_address_alone_restores_the_view(watched: Watched) -> None:
    address = f"/timeline/?jurisdiction=jp&begin=2016-01-01&end=2018-12-31&select={ACT}"
    page = drawn(watched.page, address)
    page.wait_for_selector("[data-panel] h2")
    page.wait_for_timeout(400)
    assert f"select={ACT}" in page.url
    assert "jurisdiction=jp" in page.url
    assert "begin=2016-01-01" in page.url
    page.keyboard.press("Escape")
    assert page.locator("[data-panel]").is_hidden()
    page.go_back()
    page.wait_for_selector("[data-panel] h2")


def test_a_broken_address_falls_back_and_says_so(browser: Browser, real_server: str) -> None:
    page = Watched(browser, real_server, viewport={"width": 1280, "height": 900}).page
    drawn(page, "/timeline/?begin=2018-99-01&category=foo&nonsense=1&select=zzz&jurisdiction=jp")
    page.wait_for_function(f"() => document.querySelector('{STATUS}').textContent.includes('zzz')")
    said = page.locator(STATUS).inner_text()
    assert all(part in said for part in ("begin=2018-99-01", "category=foo", "nonsense=1", "select=zzz"))
    assert page.locator("a.item.j-jp").count() > 0
    assert page.locator("a.item.j-kr").count() == 0
    page.close()


def test_the_keyboard_reads_the_whole_picture(watched: Watched) -> None:
    page = drawn(watched.page, "/timeline/")
    page.locator("[data-picture]").focus()
    visited = []
    for key in ("ArrowDown", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
        visited.append(page.evaluate(FOCUSED))
    assert len({*visited, "svg"}) == 4
    here = visited[-1]
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-panel] h2")
    assert page.evaluate(FOCUSED) == "aside"
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUSED) == here
    page.keyboard.press("End")
    page.keyboard.press("+")
    assert page.evaluate(FOCUSED) not in {"body", "svg"}


def test_the_window_of_the_overview_is_a_slider(watched: Watched) -> None:
    page = drawn(watched.page, "/timeline/?begin=2016-01-01&end=2018-12-31")
    window = page.get_by_role("slider", name="Period in view")
    window.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => !location.search.includes('begin=2016-01')")
    assert window.get_attribute("aria-valuetext").startswith("2016")  # type: ignore[union-attr]  # it has one


def test_the_same_stands_as_a_list_one_key_away(watched: Watched) -> None:
    page = drawn(watched.page, "/timeline/?begin=2018-01-01&end=2018-06-01")
    page.wait_for_selector("a.item")
    page.keyboard.press("t")
    page.wait_for_function("() => Number(document.querySelector('.list .count strong').textContent) < 40")
    assert page.locator("[data-picture]").is_hidden()
    assert "as=table" in page.url
    days = page.locator(".moment time").evaluate_all("all => all.map(one => one.dateTime)")
    assert days
    page.keyboard.press("t")
    assert page.locator("[data-picture]").is_visible()


def test_a_server_that_fails_leaves_the_picture_and_offers_another_try(
    browser: Browser, real_server: str
) -> None:
    page = Watched(browser, real_server, viewport={"width": 1280, "height": 900}).page
    drawn(page, "/timeline/")
    items = page.locator("a.item").count()

    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/api/v1/timeline/**", refuse)
    page.get_by_label("Category").select_option("law")
    again = page.locator(STATUS).get_by_role("button")
    again.wait_for()
    assert page.locator("a.item").count() == items
    page.unroute("**/api/v1/timeline/**")
    again.click()
    page.wait_for_function(f"() => document.querySelectorAll('a.item').length < {items}")
    page.close()


def test_whatever_is_in_store_is_drawn(browser: Browser, live_server: LiveServer) -> None:
    japan = JurisdictionFactory(slug="jp")
    kinds = ("in-force", "policy-statement", "promulgated", "organization-founded", "issued")
    dates = ("1873-02", "2150-06-01", "../2019-05-01", "2021-03/..", "2020~")
    crowd = [("2018-01-26", kind) for kind in kinds] + [(date, "policy-statement") for date in dates]
    stored = {
        EventFactory(jurisdiction=japan, date=date, kind=kind, title="法" * 90).slug for date, kind in crowd
    }
    watched = Watched(browser, live_server.url, viewport={"width": 1280, "height": 900})
    page = drawn(watched.page, "/timeline/")
    page.get_by_role("button", name="All years").click()
    page.wait_for_function(f"() => document.querySelectorAll('a.item').length === {len(stored)}")
    assert watched.faults == []
    page.goto("/timeline/?search=zeppelin")
    page.wait_for_function("() => document.querySelectorAll('.axis .tick').length > 2")
    assert "No event matches" in page.locator(STATUS).inner_text()
    page.close()
