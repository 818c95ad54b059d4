"""Suggestions while a query is typed, in a real browser: keys, marks, input methods, a steady page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .browsing import Watched, browser_at

pytestmark = pytest.mark.django_db

FIELD = "form.search:visible input"
ROWS = "[role=listbox]:visible [role=option]"
SHIFT = """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries()
    .reduce((sum, entry) => sum + entry.value, 0))).observe({ type: 'layout-shift', buffered: true })
    || setTimeout(() => done(0), 300))"""


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    with browser_at(browser_path) as started:
        yield started


@pytest.fixture
def watched(browser: Browser, real_server: str) -> Iterator[Watched]:
    opened = Watched(browser, real_server, viewport={"width": 1280, "height": 800})
    yield opened
    opened.page.close()
    assert opened.faults == []


def typed(page: Page, query: str, address: str = "/about/") -> Any:
    """The rows under the search field after a query was typed into it."""
    page.goto(address)
    page.locator(FIELD).first.press_sequentially(query)
    rows = page.locator(ROWS)
    expect(rows).not_to_have_count(0)
    return rows


def test_suggestions_show_label_type_and_what_matched(watched: Watched) -> None:
    rows = typed(watched.page, "자본시장법")
    expect(rows.first).to_contain_text("Financial Investment Services and Capital Markets Act")
    expect(rows.first.locator("small")).to_have_text("Laws")
    expect(rows.first.locator(".part mark")).to_have_text("자본시장법")


def test_the_arrows_choose_and_enter_opens(watched: Watched) -> None:
    page = watched.page
    rows, field = typed(page, "coincheck"), page.locator(FIELD).first
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(rows.nth(0)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", str(rows.nth(0).get_attribute("id")))
    page.keyboard.press("ArrowUp")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(rows.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/organizations/coincheck/")


def test_enter_without_a_choice_searches_and_escape_closes(watched: Watched) -> None:
    page = watched.page
    rows = typed(page, "coincheck")
    page.keyboard.press("Escape")
    expect(rows).to_have_count(0)
    expect(page.locator(FIELD).first).to_have_value("coincheck")
    page.keyboard.press("ArrowDown")
    expect(rows).not_to_have_count(0)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=coincheck")


def test_a_click_opens_and_leaving_the_field_closes(watched: Watched) -> None:
    page = watched.page
    rows = typed(page, "JVCEA")
    page.keyboard.press("Tab")
    expect(rows).to_have_count(0)
    typed(page, "JVCEA", "/ja/about/").first.click()
    page.wait_for_url("**/ja/organizations/jvcea/")


def test_nothing_is_asked_while_an_input_method_composes(watched: Watched) -> None:
    page = watched.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/search/?" in request.url else None)
    page.goto("/about/")
    field = page.locator(FIELD).first
    field.focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "코인", "selectionStart": 2, "selectionEnd": 2})
    expect(field).to_have_value("코인")
    page.wait_for_function("() => new Promise(done => setTimeout(() => done(true), 500))")
    assert asked == []
    session.send("Input.insertText", {"text": "코인체크"})
    expect(page.locator(ROWS).first).to_contain_text("Coincheck")
    assert len(asked) == 1


def test_the_page_does_not_move_when_suggestions_open(watched: Watched) -> None:
    page = watched.page
    page.goto("/about/")
    before = page.locator("main").bounding_box()
    page.locator(FIELD).first.press_sequentially("token")
    expect(page.locator(ROWS)).not_to_have_count(0)
    assert page.locator("main").bounding_box() == before
    assert page.evaluate(SHIFT) <= 0.02


def test_a_query_without_a_letter_and_one_that_finds_nothing_open_no_list(watched: Watched) -> None:
    page = watched.page
    typed(page, "token")
    page.locator(FIELD).first.fill("?!")
    expect(page.locator(ROWS)).to_have_count(0)
    page.locator(FIELD).first.fill("zzzzzz")
    expect(page.locator("form.search [role=status]:has-text('No suggestions')")).to_have_count(1)
    expect(page.locator(FIELD).first).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("width", [360, 320])
def test_on_a_phone_the_suggestions_fit_the_screen(watched: Watched, width: int) -> None:
    page = watched.page
    page.set_viewport_size({"width": width, "height": 800})
    typed(page, "coincheck", "/search/")
    assert page.evaluate("() => document.documentElement.scrollWidth") == width


def test_without_javascript_the_form_searches(browser: Browser, real_server: str) -> None:
    page = browser.new_page(base_url=real_server, java_script_enabled=False)
    page.goto("/about/")
    page.locator(FIELD).first.fill("金商法")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    expect(page.locator(".found mark").first).to_have_text("金商法")
    page.close()
