"""Addresses of the timeline that cannot be: the nearest valid view, one line that says so, and a way back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from timeline.models import Event

from .browsing import browser_at
from .drawn import Drawn, drawn

pytestmark = pytest.mark.django_db

HACK = "jp-2018-01-26-coincheck-hack"
LONG = "x" * 9_990
# an address, what the line above the picture says of it, and the address that it becomes
BROKEN = [
    (
        "?begin=2018-99-01&category=foo&nonsense=1&as=pie",
        ["begin=2018-99-01", "category=foo", "nonsense=1", "as=pie"],
        "",
    ),
    (
        "?begin=2019-01-01&end=2018-01-01&day=2018-02-30&zero=nonsense&jurisdiction=jp",
        ["end=2018-01-01", "day=2018-02-30", "zero=nonsense"],
        "?jurisdiction=jp",
    ),
    ("?begin=2018-01-01&end=2018-01-01&theme=foo%00", ["end=2018-01-01", "theme=foo�"], ""),
    (
        "?begin=2016-01-01&begin=2017-01-01&end=2019-01-01",
        ["begin=2017-01-01"],
        "?begin=2016-01-01&end=2019-01-01",
    ),
    (f"?select={LONG}", ["select=xxxx", "…"], ""),
    (f"?search={LONG}&from=2018-13", ["search=xxxx", "…", "from=2018-13"], ""),
    ("?search=%00&category=%00&select=%00&begin=%00", ["begin=�", "select=�", "category=�", "search=�"], ""),
    ("?begin=%ZZ&%&&=x&kind=%E0%A4%A", ["begin=%ZZ", "=x", "kind=�%A"], ""),
    ("?from=2020&to=2019&category=law", ["to=2019"], "?from=2020&category=law"),
    ("?jurisdiction=jp&select=kr-2017-09-04-ico-ban-plan", ["select=kr-"], "?jurisdiction=jp"),
]
REFUSED = "error: Failed to load resource: the server responded with a status of 400 (Bad Request)"


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    with browser_at(browser_path) as started:
        yield started


@pytest.fixture
def timeline(browser: Browser, real_server: str) -> Iterator[Drawn]:
    with drawn(browser, real_server) as opened:
        yield opened


def test_a_broken_address_falls_back_to_what_is_nearest(timeline: Drawn) -> None:
    for query, said, becomes in BROKEN:
        timeline.at(query)
        assert timeline.address() == becomes, query[:80]
        status = timeline.status()
        for part in said:
            assert part in status, query[:80]
        assert len(status) < 300
        assert "\n" not in status
        assert timeline.page.locator("a.item").count(), query[:80]
        assert timeline.page.locator("form.filters .errorlist").count() == 0, query[:80]


def test_of_one_filter_given_twice_the_first_counts(timeline: Drawn) -> None:
    timeline.at("?search=coincheck&search=upbit")
    assert timeline.address() == "?search=coincheck"
    assert "search=upbit" in timeline.status()
    assert "search=coincheck" not in timeline.status()
    assert timeline.page.locator("form.filters [name=search]").input_value() == "coincheck"
    assert timeline.faults == [REFUSED]
    timeline.faults.clear()


def test_an_event_that_is_not_there_is_no_day_zero(timeline: Drawn) -> None:
    timeline.at("?category=law&zero=jp-1999-01-01-nothing")
    assert timeline.address() == "?category=law"
    assert "zero=jp-1999-01-01-nothing" in timeline.status()
    expect(timeline.page.locator(".zero-line")).to_be_hidden()
    assert timeline.faults == [REFUSED.replace("400 (Bad Request)", "404 (Not Found)")]
    timeline.faults.clear()


@pytest.mark.parametrize(
    ("asked", "begin", "end"),
    [
        ("?begin=2018-01-01&end=2018-01-03", "2017-12-23", "2018-01-12"),  # no closer than twenty days
        ("?begin=1000-01-01&end=2999-12-31", "1000-01-01", "2999-12-31"),
        ("?begin=3000-01-01&end=3001-01-01", "3000-01-01", "3001-01-01"),
    ],
)
def test_an_unusual_period_is_shown_as_near_as_can_be(
    timeline: Drawn, asked: str, begin: str, end: str
) -> None:
    timeline.at(asked)
    pinned = timeline.pinned()
    assert (pinned["begin"], pinned["end"]) == (begin, end)
    assert timeline.page.locator(".axis .tick").count() > 1


def test_one_end_of_a_period_is_enough(timeline: Drawn) -> None:
    timeline.at("?begin=2016-01-01")
    assert timeline.pinned()["begin"] == "2016-01-01"
    timeline.at("?end=2016-01-01")
    assert timeline.pinned()["end"] == "2016-01-01"


def test_back_and_forward_pass_the_same_views(timeline: Drawn) -> None:
    page = timeline.at("?begin=2016-01-01&end=2020-01-01")
    visited = [timeline.address()]
    page.get_by_label("Category").select_option("incident")
    visited.append(timeline.address())
    page.locator(f'a.item[data-id="{HACK}"] .shape').click()
    visited.append(timeline.address())
    timeline.presses("t")
    visited.append(timeline.address())
    assert len(set(visited)) == 4
    for address in visited[-2::-1]:
        page.go_back()
        arrived(timeline, address)
    for address in visited[1:]:
        page.go_forward()
        arrived(timeline, address)


def arrived(timeline: Drawn, address: str) -> None:
    page = timeline.rest()
    page.wait_for_function("address => location.search === address", arg=address)
    assert timeline.address() == address
    category = "incident" if "incident" in address else ""
    many = (
        Event.objects.published().of_category("incident").count()
        if category
        else Event.objects.published().count()
    )
    assert page.get_by_label("Category").input_value() == category
    assert page.locator("[data-panel]").is_visible() is ("select=" in address and "as=table" not in address)
    assert page.locator("[data-picture]").is_visible() is ("as=table" not in address)
    if "as=table" not in address:
        assert timeline.status() == f"{many} events"
        assert page.locator(f'a.item.selected[data-id="{HACK}"]').count() == ("select=" in address)
