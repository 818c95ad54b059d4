"""The timeline on a phone: filters folded away, the year listed in view, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from .browsing import SIDEWAYS, browser_at

pytestmark = pytest.mark.django_db

PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    with browser_at(browser_path) as started:
        yield started


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(browser: Browser, real_server: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    opened = browser.new_page(base_url=real_server, viewport=PHONE, java_script_enabled=request.param)
    yield opened
    opened.close()


@pytest.mark.parametrize("address", ["/timeline/", "/ja/timeline/?year=2018", "/ko/timeline/?year=1999"])
def test_the_first_entry_and_the_year_listed_are_on_the_screen(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".periods [aria-current]")).to_be_in_viewport(ratio=1)
    expect(page.locator(".chronology ol > li").first).to_be_in_viewport()
    expect(page.locator("form.filters, .categories").filter(visible=True)).to_have_count(0)
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate("() => scrollY") == 0


def test_keys_unfold_the_filters_and_those_in_use_are_open(page: Page) -> None:
    page.goto("/timeline/")
    page.locator(".fold summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    field = page.locator("form.filters [name=search]")
    expect(field).to_be_focused()
    field.fill("coincheck")
    page.keyboard.press("Enter")
    page.wait_for_url("**/timeline/?*search=coincheck*")
    page.reload()
    expect(page.locator("form.filters [name=search]")).to_be_visible()


def test_the_year_stays_in_view_when_another_is_chosen(page: Page) -> None:
    page.goto("/timeline/?year=2018")
    page.locator(".pager a[rel=next]").click()
    page.wait_for_url("**year=2019*")
    expect(page.locator(".periods [aria-current]")).to_contain_text("2019")
    left, right = (
        page.locator(".periods").bounding_box(),
        page.locator(".periods [aria-current]").bounding_box(),
    )
    assert left is not None
    assert right is not None
    assert left["x"] <= right["x"] <= left["x"] + left["width"] - right["width"]


def test_a_wide_screen_folds_nothing(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/timeline/")
    expect(page.locator(".fold")).to_be_hidden()
    expect(page.locator("form.filters [name=search]")).to_be_visible()
