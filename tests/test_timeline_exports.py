"""Picture, table, spreadsheet and slides hold the same events, on every screen and without JavaScript."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from timeline.models import Event

from .browsing import Watched, browser_at
from .drawn import Drawn, drawn

pytestmark = pytest.mark.django_db

VIEW = "?theme=custody&begin=2016-01-01&end=2020-01-01"
ITEMS = """() => [...document.querySelectorAll("[data-picture] a.item")]
    .map((item) => ({ id: item.dataset.id, href: item.getAttribute("href"), mark: item.matches(".mark"),
                      box: (item.querySelector(".shape") ?? item).getBoundingClientRect().toJSON() }))
    .filter(({ box }) => {
        const svg = document.querySelector("[data-picture]");
        const origin = svg.getBoundingClientRect().left;
        const left = origin + Number(svg.querySelector("clipPath rect").getAttribute("x")) + 8;
        return box.right > left + 8 && box.left < origin + Number(svg.getAttribute("width")) - 28;
    })
    .sort((one, other) => one.box.left + one.box.right - other.box.left - other.box.right)"""
LISTED = """() => [...document.querySelectorAll(".list .moment")]
    .map((row) => ({ id: row.id, href: row.querySelector("h3 a").getAttribute("href") }))"""


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    with browser_at(browser_path) as started:
        yield started


@pytest.fixture
def timeline(browser: Browser, real_server: str) -> Iterator[Drawn]:
    with drawn(browser, real_server) as opened:
        yield opened


def rows(page: Page) -> list[dict[str, str]]:
    """What the page's link to the spreadsheet gives."""
    answer = page.request.get(page.locator("[data-follow$='.csv']").get_attribute("href") or "")
    assert answer.ok
    return list(csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig"))))


def slides(page: Page) -> list[Any]:
    answer = page.request.get(page.locator("[data-follow$='.json']").get_attribute("href") or "")
    assert answer.ok
    return list(answer.json()["events"])


def test_picture_table_spreadsheet_and_slides_hold_the_same_in_the_same_order(timeline: Drawn) -> None:
    page = timeline.at(VIEW)
    for place in ("", "jp"):
        page.get_by_label("Jurisdiction").select_option(place)
        timeline.rest()
        items = page.evaluate(ITEMS)
        timeline.presses("t")
        listed = page.evaluate(LISTED)
        ids = [row["id"] for row in listed]
        assert len(ids) > 5
        assert int(page.locator(".list .count strong").inner_text()) == len(ids)
        assert [row["id"] for row in rows(page)] == ids
        assert [slide["unique_id"] for slide in slides(page)] == ids
        links = {row["href"] for row in listed}
        assert {item["href"] for item in items if item["mark"]} <= links  # lives lead to their last stage
        marks = [item["id"] for item in items if item["mark"]]
        exact = set(
            Event.objects.filter(slug__in=marks, precision="day", approximate=False).values_list(
                "slug", flat=True
            )
        )
        in_order = [slug for slug in ids if slug in exact]
        days = dict(Event.objects.filter(slug__in=exact).values_list("slug", "earliest"))
        drawn_days = [days[slug] for slug in marks if slug in exact]
        assert drawn_days == [days[slug] for slug in in_order], "from left to right as from top to bottom"
        assert len(exact) > 3
        timeline.presses("t")


def test_filters_without_a_reload_reach_what_is_taken_away(timeline: Drawn) -> None:
    page = timeline.at("?theme=custody")
    page.get_by_label("Category").select_option("incident")
    timeline.rest()
    assert {row["category"] for row in rows(page)} == {"incident"}
    page.locator("[data-act=closer]").click()
    begin, end = (timeline.pinned()[name] for name in ("begin", "end"))
    assert all(row["earliest"] <= end and row["latest"] >= begin for row in rows(page))


def test_on_a_phone_too(browser: Browser, real_server: str) -> None:
    with drawn(browser, real_server, viewport={"width": 360, "height": 740}) as phone:
        page = phone.at("?theme=custody")
        assert page.locator("[data-picture]").is_hidden()
        whole = [row["id"] for row in rows(page)]
        page.get_by_label("Category").select_option("incident")
        phone.rest()
        ids = [row["id"] for row in rows(page)]
        assert 0 < len(ids) < len(whole)
        assert ids == [row["id"] for row in page.evaluate(LISTED)] == [s["unique_id"] for s in slides(page)]
        assert phone.address() == "?category=incident&theme=custody"


def test_while_the_countries_are_aligned_all_years_are_given_and_said_to_be(timeline: Drawn) -> None:
    page = timeline.at("?zero=exchange-registration&begin=2016-01-01&end=2018-01-01&theme=custody")
    timeline.rest()
    expect(page.locator("[data-said]")).to_have_text(
        "CSV and TimelineJS: all years, as the countries are aligned."
    )
    assert len(rows(page)) == len(slides(page)) == Event.objects.published().with_theme("custody").count()
    page.get_by_role("combobox", name="Align on").select_option("")
    timeline.rest()
    expect(page.locator("[data-said]")).to_have_text("")
    assert len(rows(page)) < Event.objects.published().with_theme("custody").count()


def test_without_javascript_the_page_is_whole(browser: Browser, real_server: str) -> None:
    watched = Watched(
        browser, real_server, viewport={"width": 1280, "height": 900}, java_script_enabled=False
    )
    page = watched.page
    page.goto("/timeline/?year=2018")
    assert not page.locator("[data-picture], .tools").filter(visible=True).count()
    shown = page.locator(".list .moment").count()
    assert shown == Event.objects.published().in_year(2018).count()
    assert page.locator(".list .count strong").inner_text() == str(shown)
    years = page.locator(".list .periods a").all_inner_texts()
    assert any("2017" in year for year in years)
    page.get_by_role("link", name="2019").last.click()
    assert "year=2019" in page.url
    page.get_by_label("Category").select_option("incident")
    page.locator("form.filters").get_by_role("button", name="Show").click()
    assert "category=incident" in page.url
    found = page.locator(".list .moment").count()
    assert found == Event.objects.published().of_category("incident").count()
    counted = page.locator(".categories [aria-current] small").inner_text()
    assert counted == str(found)
    assert [row["category"] for row in rows(page)] == ["incident"] * found
    page.locator(".list .moment h3 a").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert watched.faults == []
    page.close()
