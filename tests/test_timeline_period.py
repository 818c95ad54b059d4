"""The period of an address holds for the list too: on phones, without JavaScript, beneath the picture."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect

from .browsing import browser_at
from .drawn import drawn
from .factories import EventFactory

pytestmark = pytest.mark.django_db

PERIOD = "?begin=2018-01-01&end=2018-06-30"
PHONE = {"width": 360, "height": 740}
DAYS = "all => all.map(one => one.dateTime)"


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    with browser_at(browser_path) as started:
        yield started


@pytest.fixture
def four() -> None:
    for date in ("2017-12-31", "2018-01-26", "2018", "2019-05"):
        EventFactory(slug=f"of-{date}", date=date)


def listed(client: Client, query: str, page: str = "/timeline/") -> list[str]:
    return [event.slug for event in client.get(f"{page}{query}").context["events"]]


@pytest.mark.parametrize("page", ["/timeline/", "/timeline/embed/"])
@pytest.mark.parametrize(
    ("query", "days", "said"),
    [
        (PERIOD, ["2018", "2018-01-26"], "1 January 2018 to 30 June 2018"),
        ("?begin=2018-07-01", ["2018", "2019-05"], "from 1 July 2018"),
        ("?end=2018-01-01", ["2017-12-31", "2018"], "by 1 January 2018"),
        ("?begin=2018-01-01&begin=2019-01-01", ["2018", "2018-01-26", "2019-05"], "from 1 January 2018"),
    ],
)
def test_the_list_is_that_of_the_period_and_says_which(
    client: Client, four: None, page: str, query: str, days: list[str], said: str
) -> None:
    assert listed(client, query, page) == [f"of-{day}" for day in days]
    text = client.get(f"{page}{query}").content.decode()
    assert f"Shown: {said}." in text
    assert '<a href="?">All years</a>' in text


def test_all_years_keep_the_filters(client: Client, four: None) -> None:
    text = client.get(f"/timeline/{PERIOD}&category=policy&year=2018").content.decode()
    assert '<a href="?category=policy">All years</a>' in text
    assert "Shown:" not in client.get("/timeline/?category=policy").content.decode()


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("?begin=2018-99-01", "begin=2018-99-01"),
        ("?begin=2018&end=2019", "begin=2018, end=2019"),
        ("?begin=2019-01-01&end=2018-01-01", "end=2018-01-01"),
        ("?begin=%00", "begin=\ufffd"),
    ],
)
def test_a_broken_period_is_left_out_with_a_line(client: Client, four: None, query: str, wrong: str) -> None:
    assert len(listed(client, query)) == 4
    text = client.get(f"/timeline/{query}").content.decode()
    assert f"Left out, as it could not be read: {wrong}</p>" in text
    assert "Shown:" not in text


def test_what_is_taken_away_is_of_the_period_unless_the_filters_name_one(client: Client, four: None) -> None:
    text = client.get(f"/timeline/{PERIOD}").content.decode()
    assert 'href="/timeline/export.csv?from=2018-01-01&amp;to=2018-06-30"' in text
    text = client.get(f"/timeline/{PERIOD}&to=2019").content.decode()
    assert 'href="/timeline/export.csv?to=2019"' in text


def test_a_phone_shows_the_period_keeps_it_under_filters_and_leaves_it(
    browser: Browser, real_server: str
) -> None:
    with drawn(browser, real_server, viewport=PHONE) as timeline:
        page = timeline.at(PERIOD)
        line = page.locator(".shown-period")
        expect(line).to_contain_text("1 January 2018 to 30 June 2018")
        within = page.locator(".moment time").evaluate_all(DAYS)
        assert 3 < len(within) < 100
        page.locator(".fold summary").click()
        page.get_by_label("Category").select_option("incident")
        timeline.rest()
        assert 0 < len(page.locator(".moment time").evaluate_all(DAYS)) < len(within)
        expect(line).to_contain_text("1 January 2018")
        line.get_by_role("link").click()
        timeline.rest()
        expect(line).to_have_count(0)
        assert timeline.address() == "?category=incident"


def test_beneath_the_picture_all_years_lead_both_to_the_whole(browser: Browser, real_server: str) -> None:
    with drawn(browser, real_server) as timeline:
        page = timeline.at(PERIOD)
        before = timeline.pinned()
        line = page.locator(".shown-period")
        expect(line).to_contain_text("1 January 2018 to 30 June 2018")
        page.get_by_label("Category").select_option("policy")
        timeline.rest()
        expect(line).to_contain_text("1 January 2018 to 30 June 2018")
        line.get_by_role("link").click()
        timeline.rest()
        expect(line).to_have_count(0)
        assert timeline.pinned()["begin"] < before["begin"]
        assert timeline.address() == "?category=policy"
        page.go_back()
        timeline.rest()
        assert timeline.pinned()["begin"] == before["begin"]


def test_a_view_without_events_says_so_and_leads_back(browser: Browser, real_server: str) -> None:
    with drawn(browser, real_server) as timeline:
        page = timeline.at("?begin=1850-01-01&end=1851-01-01")
        said = timeline.status()
        assert "No events between 1 January 1850 and 1 January 1851. Nearest:" in said
        assert page.locator("a.item .before").count() == 2, "what is dated only by a later day is there"
        status = page.locator("[data-status]")
        status.get_by_role("button").first.click()
        assert "No events" not in timeline.status()
        assert page.locator("a.item:not(:has(.before))").count() > 0
        page = timeline.at("?begin=1850-01-01&end=1851-01-01")
        status.get_by_role("button", name="All years").click()
        assert "No events" not in timeline.status()
        assert timeline.pinned()["end"] > "2026"


def test_the_list_one_key_away_is_of_the_period_in_view_and_takes_the_focus(
    browser: Browser, real_server: str
) -> None:
    with drawn(browser, real_server) as timeline:
        page = timeline.at()
        page.locator("[data-picture]").focus()
        timeline.presses("t")
        shown = timeline.pinned()
        assert timeline.address() == f"?begin={shown['begin']}&end={shown['end']}&as=table"
        count = """async ({begin, end}) => (await (await fetch(
            `/api/v1/events/?from=${begin}&to=${end}`)).json()).count"""
        total = page.locator(".list .count .quiet")  # of a long list, the first year is open
        listed = int(total.inner_text().split()[-1])
        assert 400 < listed == page.evaluate(count, shown)
        assert "The list shows" in timeline.status()
        assert page.evaluate("() => document.activeElement.id") == "list"
        timeline.presses("t")
        assert page.evaluate("() => document.activeElement.matches('[data-picture]')")
        assert timeline.address() == ""
        timeline.presses("t")
        page.locator("[data-status]").get_by_role("button", name="All years").click()
        assert "The list shows all years." in timeline.status()
        assert int(total.inner_text().split()[-1]) > listed
        assert timeline.address() == "?as=table"
