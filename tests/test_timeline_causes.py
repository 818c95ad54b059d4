"""On the picture: a day's rules beneath a cursor, arcs to causes and effects, and a common day zero."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .browsing import Watched, browser_at

pytestmark = pytest.mark.django_db

HACK = "jp-2018-01-26-coincheck-hack"


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    with browser_at(browser_path) as started:
        yield started


@pytest.fixture
def timeline(browser: Browser, real_server: str) -> Iterator[Any]:
    watched = Watched(browser, real_server, viewport={"width": 1280, "height": 900})

    def open_at(query: str) -> Page:
        watched.page.goto(f"/timeline/{query}")
        watched.page.locator("a.item").first.wait_for()
        return watched.page

    yield open_at
    watched.page.close()
    assert watched.faults == []


def test_the_address_restores_the_day_and_keys_move_it(timeline: Any) -> None:
    page = timeline("?day=2018-01-26")
    beneath = page.locator(".day-state")
    expect(beneath.get_by_role("heading")).to_have_text("The rules on 26 January 2018")
    expect(beneath.locator("tr", has_text="Registration of exchanges")).to_contain_text("Act No. 62 of 2016")
    cursor = page.get_by_role("slider", name="Day shown beneath")
    cursor.focus()
    for key, day in (
        ("ArrowRight", "27 January"),
        ("Shift+ArrowRight", "27 February"),
        ("ArrowLeft", "26 Feb"),
    ):
        page.keyboard.press(key)
        expect(cursor.locator("text")).to_contain_text(day)
    page.keyboard.press("PageUp")
    page.wait_for_url("**day=2019-02-26*")
    expect(beneath.get_by_role("heading")).to_have_text("The rules on 26 February 2019")


def test_the_cursor_is_off_until_asked_for_and_can_be_dragged(timeline: Any) -> None:
    page = timeline("")
    cursor = page.locator(".cursor")
    expect(cursor).to_be_hidden()
    page.get_by_role("button", name="On a day").click()
    expect(cursor).to_be_visible()
    before = cursor.get_attribute("aria-valuenow")
    box = cursor.locator(".tag").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] - 200, box["y"] + 10, steps=4)
    page.mouse.up()
    assert int(cursor.get_attribute("aria-valuenow")) < int(before) - 300
    page.get_by_role("button", name="On a day").click()
    expect(cursor).to_be_hidden()
    expect(page.locator(".day-part")).to_be_hidden()


def test_a_theme_sets_the_answers_of_both_countries_beneath(timeline: Any) -> None:
    page = timeline("?theme=stablecoins")
    rows = page.locator(".day-state tbody tr")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("1 June 2023")
    expect(rows).to_contain_text("None found; searched until 22 November 2026")


def test_arcs_lead_to_what_followed_and_one_step_further(timeline: Any) -> None:
    page = timeline(f"?select={HACK}")
    line = page.locator(".arc-line")
    expect(line).to_contain_text("0 causes · 8 effects")
    expect(page.locator("g.arc")).to_have_count(8)
    page.locator("g.arc").first.focus()
    expect(page.locator(".arc-note")).to_contain_text("Coincheck loses over 500 million NEM")
    line.get_by_role("button", name="One step further").click()
    expect(page.locator("g.arc.far").first).to_be_attached()
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.locator("g.arc")).to_have_count(0)


def test_effects_out_of_view_are_counted_at_the_edge(timeline: Any) -> None:
    page = timeline(f"?select={HACK}&begin=2018-01-20&end=2018-02-20")
    expect(page.locator(".arc-edges text")).to_have_text("4 later →")


def test_day_zero_puts_both_beginnings_under_each_other(timeline: Any) -> None:
    page = timeline("")
    page.get_by_role("combobox", name="Align on").select_option("exchange-registration")
    expect(page.locator(".zero-line")).to_contain_text("Japan 1 April 2017, Republic of Korea 25 March 2021")
    expect(page.locator(".back .axis")).to_contain_text("+1,461 days (4 years)")
    page.wait_for_url("**zero=exchange-registration*")
    page.get_by_role("combobox", name="Align on").select_option("")
    expect(page.locator(".back .axis")).to_contain_text("2018")


def test_an_event_chosen_in_its_panel_is_day_zero_for_all_lanes(timeline: Any) -> None:
    page = timeline(f"?select={HACK}&begin=2016-01-01&end=2022-01-01")
    expect(page.locator(".back .axis")).not_to_contain_text("days")
    marks = page.locator("a.item.mark").count()
    button = page.locator("[data-panel]").get_by_role("button", name="Count days from here")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    axis = page.locator(".back .axis")
    expect(axis).to_contain_text("day zero")
    expect(axis).to_contain_text("−730 days (2 years)")
    line = page.locator(".zero-line")
    expect(line).to_contain_text("Day zero: ")
    expect(line).to_contain_text("26 January 2018")
    expect(page.locator(".back line.today")).to_have_count(1)
    assert page.locator("a.item.mark").count() == marks
    page.wait_for_url(f"**zero={HACK}*")
    button.click()
    expect(line).to_be_hidden()
    expect(axis).to_contain_text("2018")
    page.wait_for_url(lambda url: "zero=" not in url)


def test_an_address_restores_an_event_as_day_zero_and_align_leaves_it(timeline: Any) -> None:
    page = timeline(f"?category=law&zero={HACK}")
    expect(page.locator(".zero-line")).to_contain_text("26 January 2018")
    page.get_by_role("button", name="On a day").click()
    expect(page.locator(".cursor")).to_be_visible()
    page.get_by_role("combobox", name="Align on").select_option("")
    expect(page.locator(".zero-line")).to_be_hidden()
    page.wait_for_url(lambda url: "zero=" not in url)


def test_a_theme_without_a_start_in_both_countries_is_refused_in_words(timeline: Any) -> None:
    page = timeline("?zero=stablecoins")
    expect(page.locator(".zero-line")).to_contain_text("cannot be aligned")
    expect(page.locator(".back .axis")).to_contain_text("2018")


def test_a_link_beside_the_button_leads_down_to_the_rules(timeline: Any) -> None:
    page = timeline("")
    way = page.locator(".tools a", has_text="The rules on")
    expect(way).to_be_hidden()
    page.get_by_role("button", name="On a day").click()
    page.locator(".cursor").focus()
    page.keyboard.press("PageDown")
    day = page.locator(".cursor text").text_content()
    expect(way).to_have_text(f"The rules on {day} ↓")
    way.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.matches('.day-part')")
    expect(page.locator(".day-state h2")).to_be_in_viewport()
    expect(page.locator(".day-state h2")).to_have_text(f"The rules on {day}")
    assert "#" not in page.url
    page.get_by_role("button", name="On a day").click()
    expect(way).to_be_hidden()


def test_aligned_the_day_is_refused_with_its_reason_beside(timeline: Any) -> None:
    page = timeline("?zero=exchange-registration")
    button = page.get_by_role("button", name="On a day")
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(button).to_have_accessible_description("Not while aligned: each country then counts its own days.")
    expect(page.locator("#no-day")).to_be_visible()
    button.click(force=True)
    expect(page.locator(".cursor")).to_be_hidden()
    assert "day=" not in page.url
    page.get_by_role("combobox", name="Align on").select_option("")
    expect(page.locator("#no-day")).to_be_hidden()
    button.click()
    expect(page.locator(".cursor")).to_be_visible()


# The names of each two arcs that cross; beside the mark where all begin they may touch.
KNOTS = """() => {
    const arcs = [...document.querySelectorAll("g.arc .line")].map((path) => {
        const long = path.getTotalLength();
        const at = (share) => { const { x, y } = path.getPointAtLength(share * long); return [x, y]; };
        const points = Array.from({ length: 161 }, (_, n) => at(n / 160)).slice(16);
        return { name: path.parentNode.getAttribute("aria-label"), points };
    });
    const turn = ([ax, ay], [bx, by], [cx, cy]) => Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
    const cross = (a, b, c, d) => turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
    const meet = ({ points: one }, { points: other }) => one.slice(1).some((b, n) =>
        other.slice(1).some((d, m) => cross(one[n], b, other[m], d)));
    return arcs.flatMap((one, n) => arcs.slice(n + 1).filter((other) => meet(one, other))
        .map((other) => [one.name, other.name]));
}"""
APART = """() => [...document.querySelectorAll("g.arc .line")].map((path) => {
    const end = path.getPointAtLength(path.getTotalLength());
    const { to } = path.parentNode.__data__;
    return Math.hypot(end.x - to.x, end.y - to.y);
})"""


@pytest.mark.parametrize(
    "period", ["", "&begin=2014-01-01&end=2026-01-01", "&begin=2017-10-01&end=2019-06-01"]
)
def test_arcs_of_one_event_do_not_cross_and_end_beside_its_marks(timeline: Any, period: str) -> None:
    page = timeline(f"?select={HACK}{period}")
    expect(page.locator("g.arc")).to_have_count(8)
    assert page.evaluate(KNOTS) == []
    assert all(8 < far < 12 for far in page.evaluate(APART))
