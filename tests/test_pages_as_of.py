"""The rules on a day as a page: what it shows, where it leads, and what it says to what is no day."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import Browser

from .browsing import Watched, browser_at
from .factories import EventFactory, IncidentFactory, ThemeFactory, japan, korea
from .world import crowd, small_world

pytestmark = pytest.mark.django_db
MOST = 40


def read(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def words(page: str) -> str:
    """The text of a page, its marks and numbers of sources left out."""
    page = re.sub(r"(?s)<(sup|svg|head)\b.*?</\1>", "", page)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def cell(page: str, theme: str, place: str) -> str:
    row = re.search(rf'(?s)<tr id="{theme}">(.*?)</tr>', page)
    assert row
    found = re.search(rf'(?s)<td class="j-{place}">(.*?)</td>', row[1])
    assert found
    return words(found[1])


# The days of incidents


def ways(client: Client) -> str:
    page = read(client, "/as-of/2020-01-01/")
    return page.partition('<nav class="ways"')[2].partition("</nav>")[0]


def test_of_few_incidents_every_day_is_a_click_away_and_the_list_too(client: Client) -> None:
    for number in range(24):
        EventFactory(kind="incident", date=f"2018-01-{number + 1:02}", incident=IncidentFactory())
    IncidentFactory(slug="of-no-day")
    page = ways(client)
    assert page.count("<li") == 24
    assert '<a href="/incidents/">All 25 incidents on record</a>' in page


def test_of_many_incidents_those_that_most_is_told_of_stand_in_order_of_time(client: Client) -> None:
    incidents = [IncidentFactory(slug=f"incident-{number}") for number in range(30)]
    for number, incident in enumerate(incidents):
        EventFactory(kind="incident", date=f"2018-01-{number + 1:02}", incident=incident)
    for told in (29, 3):
        EventFactory(date="2019", incident=incidents[told])
    page = ways(client)
    days = re.findall(r'href="/as-of/(2018-01-..)/"', page)
    assert len(days) == 24
    assert {"2018-01-30", "2018-01-04"} <= set(days)
    assert days == sorted(days)
    assert "All 30 incidents on record" in page


# The real data


def test_on_the_day_of_the_coincheck_theft(real_data: None, client: Client) -> None:
    page = read(client, "/as-of/2018-01-26/")
    assert "in force since 1 April 2017" in cell(page, "exchange-registration", "jp")
    korea_ = cell(page, "exchange-registration", "kr")
    assert "None in force on this day. First known rule:" in korea_
    assert "from 30 January 2018" in korea_
    assert "still to come: 30 January 2018 · guideline published 23 January 2018" in korea_
    assert "(not a statute)" in korea_
    assert "(not a statute)" in cell(page, "ico", "kr")
    shares = cell(page, "fractional-investment", "jp")
    assert shares.startswith("Japan None in force on this day. First known rule: Act No. 79 of 2023")
    assert shares.endswith(", adopted on 20 November 2023 , start not recorded")
    assert "None found; searched until 22 November 2026 in 5 sources" in cell(page, "stablecoins", "kr")
    assert "Research ends" not in page


def test_an_act_is_right_between_its_starts_and_names_who_passed_it(real_data: None, client: Client) -> None:
    page = read(client, "/as-of/2021-06-01/?jurisdiction=kr")
    assert "in force since 25 March 2021" in cell(page, "exchange-registration", "kr")
    travel = cell(page, "travel-rule", "kr")
    assert "still to come: 25 March 2022" in travel
    assert "bill passed" in travel or "promulgated" in travel
    assert 'class="j-jp"' not in page.partition("<tbody>")[2].partition("</tbody>")[0]


def test_official_texts_are_those_of_the_day_where_the_database_takes_one(
    real_data: None, client: Client
) -> None:
    page = read(client, "/as-of/2018-01-26/")
    assert "https://laws.e-gov.go.jp/law/421AC0000000059?occasion_date=20180126" in page
    assert "https://www.law.go.kr/LSW/lsInfoP.do?lsId=009244" in page
    for day in ("2014-03-10", "9999-12-31"):
        assert "occasion_date" not in read(client, f"/as-of/{day}/")
    assert "official text of today" in read(client, "/as-of/9999-12-31/")


def test_what_decides_without_a_rule_has_a_mark_and_a_word(real_data: None, client: Client) -> None:
    page = read(client, "/as-of/2018-10-24/?theme=self-regulation")
    assert page.count('href="#state-decided"') == page.count('<span class="hidden">decided:</span>') + 1 > 1
    assert 'id="state-decided"' in page
    two = read(client, "/as-of/2018-10-23/2018-10-24/?theme=self-regulation")
    assert '<use href="#state-decided"/>' in two
    assert "decided: recognised 24 October 2018" in cell(two, "self-regulation", "jp")


def test_every_deciding_event_leads_to_its_source(real_data: None, client: Client) -> None:
    page = read(client, "/as-of/2026-11-23/")
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    rules = re.findall(r'(?s)<p class="how">(.*?)</p>', body)
    assert len(rules) > 60
    assert [rule for rule in rules if 'href="#source-' not in rule] == []
    numbers = {int(number) for number in re.findall(r'href="#source-(\d+)"', page)}
    assert numbers == {int(number) for number in re.findall(r'id="source-(\d+)"', page)}


def test_the_days_of_incidents_and_the_next_changes_are_a_click_away(real_data: None, client: Client) -> None:
    page = read(client, "/as-of/2021-03-24/?theme=exchange-registration&jurisdiction=kr")
    assert 'rel="next" href="/as-of/2021-03-25/?theme=exchange-registration&amp;jurisdiction=kr"' in page
    assert 'href="/as-of/2018-01-26/?theme=exchange-registration' in page
    assert "Coincheck" in page


def test_two_days_tell_what_changed_and_by_which_event(real_data: None, client: Client) -> None:
    page = read(client, "/as-of/2021-03-24/2021-03-25/")
    korea_ = cell(page, "exchange-registration", "kr")
    assert "still to come → in force Act No. 17113 in force 25 March 2021" in korea_
    assert cell(page, "exchange-registration", "jp").endswith("No change.")
    assert '<tr id="custody">' not in page
    unchanged = re.search(r'(?s)<p class="unchanged">(.*?)</p>', page)
    assert unchanged
    assert "Custody and wallets" in words(unchanged[1])


def test_between_two_days_without_a_change_nothing_is_made_up(real_data: None, client: Client) -> None:
    page = read(client, "/as-of/2021-03-26/2021-03-27/?jurisdiction=kr&theme=exchange-registration")
    assert "Nothing changed between these days on any of these questions: Registration of exchanges" in words(
        page
    )


def test_foundings_are_changes_too(real_data: None, client: Client) -> None:
    page = read(client, "/as-of/2018-10-23/2018-10-24/?theme=self-regulation")
    assert "recognised 24 October 2018" in cell(page, "self-regulation", "jp")


@pytest.mark.parametrize("language", ["ja", "ko"])
def test_every_language_has_its_words(language: str, real_data: None, client: Client) -> None:
    page = read(client, f"/{language}/as-of/2018-01-26/")
    for english in ("The rules on", "in force since", "How to read this", "The latest figures", "Nothing"):
        assert english not in words(page)


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("/", "/as-of/"),
        ("/incidents/coincheck-2018/", "/as-of/2018-01-26/"),
        ("/events/jp-2017-04-01-act62-in-force/", "/as-of/2017-04-01/"),
        ("/timeline/day/2018-01-26/", "/as-of/2018-01-26/"),
    ],
)
def test_it_is_found_where_it_is_looked_for(page: str, link: str, real_data: None, client: Client) -> None:
    assert f'href="{link}"' in read(client, page).partition("<main")[2] + read(client, page)


# Whatever is asked


def test_without_a_day_it_is_today(client: Client) -> None:
    small_world()
    response = client.get("/as-of/")
    assert response.context["day"] == timezone.localdate()
    assert 'href="/api/v1/as-of/?date=' in response.content.decode()


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("date=2018-01-26", "/as-of/2018-01-26/"),
        ("date=2018-01-26&with=&theme=&jurisdiction=", "/as-of/2018-01-26/"),
        ("date=2018-01-26&with=2017-01-01", "/as-of/2017-01-01/2018-01-26/"),
        ("date=2018-01-26&with=2018-01-26", "/as-of/2018-01-26/"),
        ("date=2018-01-26&theme=custody&jurisdiction=jp", "/as-of/2018-01-26/?theme=custody&jurisdiction=jp"),
    ],
)
def test_the_form_leads_to_the_address_of_the_day(query: str, address: str, client: Client) -> None:
    response = client.get(f"/as-of/?{query}")
    assert (response.status_code, response["Location"]) == (302, address)


def test_days_in_the_wrong_order_are_put_right(client: Client) -> None:
    response = client.get("/ja/as-of/2021-03-25/2018-01-26/?theme=custody")
    assert response["Location"] == "/ja/as-of/2018-01-26/2021-03-25/?theme=custody"


@pytest.mark.parametrize(
    "address",
    [
        "/as-of/2018-02-30/",
        "/as-of/2018-13-01/",
        "/as-of/yesterday/",
        "/as-of/２０１８-01-26/",
        "/as-of/2018-01/",
        "/as-of/2018-01-26/2018-02-30/",
        "/as-of/?date=2018-02-30",
        "/as-of/?date=2018-01-26&with=x",
        f"/as-of/{'9' * 9_000}/",
        "/as-of/%00/",
        "/as-of/<b>/",
    ],
)
def test_what_is_no_day_has_no_page_and_a_way_on(address: str, client: Client) -> None:
    page = read(client, address, 404)
    assert "There is no such day" in page
    assert "accepted is a day such as 2018-01-26" in page
    assert 'action="/as-of/"' in page
    assert "<b>" not in page
    assert len(page.partition('<p class="lead">')[2].partition("</p>")[0]) < 150


@pytest.mark.parametrize("query", ["theme=custodi", "jurisdiction=xx", "jurisdiction=jp,jp", "theme=other"])
def test_a_filter_that_cannot_be_read_says_so_beside_it(query: str, client: Client) -> None:
    japan()
    korea()
    ThemeFactory(slug="custody")
    ThemeFactory(slug="other")
    for address in ("/as-of/2018-01-26/", "/as-of/2018-01-26/2019-01-01/"):
        page = read(client, f"{address}?{query}")
        assert "errorlist" in page
        assert "One of the filters cannot be read" in page
        assert "<tbody>" not in page


@pytest.mark.parametrize("day", ["0001-01-01", "0999-12-31", "9999-12-31"])
def test_the_ends_of_the_calendar_have_an_honest_page(day: str, client: Client) -> None:
    small_world()
    page = read(client, f"/as-of/{day}/")
    assert ("Research ends" in page) == (day == "9999-12-31")
    assert read(client, f"/as-of/0001-01-01/{'9999-12-31'}/")


def test_an_empty_atlas_has_a_page(client: Client) -> None:
    assert "No question is recorded." in read(client, "/as-of/2018-01-26/")


def test_a_draft_is_on_no_page(client: Client) -> None:
    world = small_world()
    EventFactory(kind="in-force", date="2016", amendments=[world["amendment"]], title="Unseen", state="draft")
    assert "2016" not in cell(read(client, "/as-of/2019-06-01/"), "custody", "jp")


def test_a_page_asks_the_database_as_often_for_many_records_as_for_few(client: Client) -> None:
    world = small_world()
    addresses = ("/as-of/2019-06-01/", "/as-of/2018-01-01/2019-06-01/")
    counted: list[list[int]] = []
    for numbers in (range(1), range(1, 30)):
        crowd(world, numbers)
        counted.append([queries(client, address) for address in addresses])
    assert counted[0] == counted[1]
    assert max(counted[0]) <= MOST


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        read(client, address)
    return len(asked)


def test_no_width_scrolls_sideways(real_server: str, browser_path: str) -> None:
    with browser_at(browser_path) as browser:
        assert faults_at(browser, real_server) == []


def faults_at(browser: Browser, base: str) -> list[Any]:
    watched = Watched(browser, base)
    for address in ("/as-of/2026-11-23/", "/ko/as-of/2018-01-26/2021-03-25/", "/ja/as-of/2018-01-26/"):
        watched.opens(address, (320, 360, 1280))
    return list(watched.faults)
