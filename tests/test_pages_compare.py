"""The comparison as readers see it: who came first, by how many days, on which acts, and who says so."""

from __future__ import annotations

import datetime
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from timeline.compare import in_days
from timeline.lags import Days
from timeline.models import Coverage

from .factories import AmendmentFactory, CoverageFactory, EventFactory, ThemeFactory, japan, korea

pytestmark = pytest.mark.django_db
PAGE = "/compare/"


def text_of(answer: str) -> str:
    """What a reader reads, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer)).split())


def rows(client: Client, **parameters: str) -> dict[str, str]:
    """The table: what each question's row says, by the address of its theme."""
    answer = client.get(PAGE, parameters)
    assert answer.status_code == 200
    found = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", answer.content.decode(), re.DOTALL)
    return {re.findall(r"/themes/([a-z-]+)/", row)[0]: text_of(row) for row in found}


def in_force(theme: str, jp: str | None, kr: str | None) -> None:
    """A theme with an act in force in each country, or searched without a find."""
    about = ThemeFactory(slug=theme, name=theme.capitalize())
    for place, date in ((japan(), jp), (korea(), kr)):
        if date is None:
            CoverageFactory(theme=about, jurisdiction=place, status="none-found")
            continue
        act = AmendmentFactory(jurisdiction=place, themes=[about], number=f"Act of {theme}-{place.slug}")
        event = EventFactory(kind="in-force", date=date, jurisdiction=place, amendments=[act])
        CoverageFactory(theme=about, jurisdiction=place, deciding=[event])


# The questions of the real data, worked out by hand in test_lags.py


def test_exchange_registration_is_1454_days_apart_and_names_both_acts(
    client: Client, real_data: None
) -> None:
    row = rows(client)["exchange-registration"]
    assert "1 April 2017 [1]" in row
    assert "Act No. 62 of 2016" in row
    assert "25 March 2021" in row
    assert "Act No. 17113" in row
    assert row.endswith("Republic of Korea 1,454 days later")


def test_the_jvcea_came_before_daxa_by_1514_to_1574_days(client: Client, real_data: None) -> None:
    row = rows(client, milestone="founded")["self-regulation"]
    assert "March 2018 to April 2018" in row
    assert row.endswith("Republic of Korea 1,514 to 1,574 days later")


def test_what_japan_had_regulated_by_july_2021_that_korea_had_not(client: Client, real_data: None) -> None:
    found = rows(client, on="2021-07-01", first="only-jp")
    assert set(found) == {
        "asset-segregation",
        "custody",
        "derivatives-leverage",
        "ico",
        "issuance-disclosure",
        "security-token-definition",
        "unfair-trading",
        "user-protection",
    }
    # 1 May 2020 to 1 July 2021: 365 + 31 + 30
    assert found["custody"].endswith("Republic of Korea not yet as of 1 July 2021, 426 days so far")


def test_absence_is_told_apart_from_what_nobody_recorded(client: Client, real_data: None) -> None:
    found = rows(client, on="2026-11-23")
    assert "none found; searched until 22 November 2026 in 5 sources" in found["stablecoins"]
    assert found["stablecoins"].endswith("not yet as of 23 November 2026, 1,271 days so far")
    assert "not recorded designation, 29 March 2022" in found["sandbox"]
    assert found["sandbox"].endswith("no distance: the date of Japan is not recorded")
    assert "not yet Research ends 22 November 2026 policy statement, 29 September 2017" in found["ico"]
    assert "other" not in found


def test_a_rule_in_force_beside_the_one_that_decides_is_told_with_its_day(
    client: Client, real_data: None
) -> None:
    """Issuance in Korea: Decree No. 35587 since 16 June 2025. Taxation in Japan: rules since April 2024."""
    found = rows(client, on="2026-11-23")
    assert re.search(r"not yet; first 4 February 2027 .*16 June 2025", found["issuance-disclosure"])
    tax = found["taxation"]
    assert re.search(r"other rules in force since 1 April 2024 \[\d+\] \( see that day \)", tax)
    assert "not recorded" not in tax
    assert tax.endswith("no distance: other rules are in force in Japan")
    assert "other rules in force" not in rows(client, milestone="published")["taxation"]
    page = client.get(PAGE).content.decode()
    assert 'href="/as-of/2024-04-01/?theme=taxation&amp;jurisdiction=jp"' in page
    assert 'href="/as-of/2025-06-16/?theme=issuance-disclosure&amp;jurisdiction=kr"' in page
    assert "Japan by other rules</text>" in page


def test_rules_that_the_compared_event_started_are_no_others(client: Client, real_data: None) -> None:
    """Korea's decree of 19 July 2024 came into force by the event that is compared."""
    assert "other rules" not in rows(client)["custody"]


def test_what_comes_only_after_the_day_is_told_with_its_date(client: Client, real_data: None) -> None:
    found = rows(client, on="2021-07-01")
    assert "not yet; first 19 July 2024" in found["custody"]
    assert "Research ends" not in found["custody"]


def test_what_the_law_did_not_begin_leads_to_what_did(client: Client, real_data: None) -> None:
    assert rows(client)["self-regulation"].endswith("compare by: body founded")
    page = client.get(PAGE, {"from": "kr", "to": "jp", "first": "nobody"}).content.decode()
    (link,) = re.findall(r'<a class="better" href="([^"]+)"', page)
    assert unescape(link) == "?from=kr&to=jp&milestone=founded"
    assert "1,514 to 1,574 days" in client.get(PAGE + unescape(link)).content.decode()
    assert 'class="better"' not in client.get(PAGE, {"milestone": "founded"}).content.decode()


def test_where_one_has_no_such_date_it_is_told_what_it_has_instead(client: Client, real_data: None) -> None:
    """Korea's market has a law and no opening; nobody recognised DAXA."""
    assert rows(client, milestone="opened")["secondary-market"].endswith(
        "only Japan has such a date; Republic of Korea instead: in force, 23 September 2025"
    )
    published = rows(client, milestone="published", on="2026-11-23")
    assert "only Republic of Korea has such a date; Japan instead: in force, 1 May 2020" in published["ico"]
    recognised = rows(client, milestone="recognised", on="2026-11-23")
    assert "not yet as of 23 November 2026, 2,952 days so far" in recognised["self-regulation"]


@pytest.mark.parametrize(
    ("prefix", "words"), [("/ja", "1,454日"), ("/ko", "1,454일"), ("", "Republic of Korea 1,454 days later")]
)
def test_it_speaks_every_language(client: Client, real_data: None, prefix: str, words: str) -> None:
    assert words in text_of(client.get(prefix + PAGE).content.decode())


def test_every_date_is_cited_and_the_page_stays_light(client: Client, real_data: None) -> None:
    page = client.get(PAGE).content.decode()
    shown = re.findall(r'<p class="(?:when|by-what quiet)">(.*?)</p>', page, re.DOTALL)
    cells = [cell for cell in shown if 'class="date' in cell]
    assert len(cells) > 30
    assert all('class="cited"' in cell for cell in cells)
    assert len(page.encode()) <= 120_000


def test_the_picture_draws_each_dated_question_with_its_distance(client: Client, real_data: None) -> None:
    page = client.get(PAGE).content.decode()
    picture = page[page.index('<figure class="gaps"') : page.index("</figure>")]
    assert picture.count('class="question"') == 17  # of 18, all but self-regulation, which no law started
    assert "1,454 days</text>" in picture
    assert "days so far</text>" in picture
    assert picture.count('class="wait" x=') == 3  # stablecoins, coin offerings, derivatives


def test_its_json_twin_answers_the_same(client: Client, real_data: None) -> None:
    page = client.get(PAGE, {"milestone": "passed", "on": "2024-01-01"}).content.decode()
    (twin,) = re.findall(r'type="application/json" href="([^"]+)"', page)
    answer = client.get(unescape(twin)).json()
    assert (answer["milestone"], answer["as_of"], answer["from"], answer["to"]) == (
        "passed",
        "2024-01-01",
        "jp",
        "kr",
    )


@pytest.mark.parametrize("page", ["/", "/timeline/", "/ja/laws/"])
def test_it_is_linked_from_home_and_every_header(client: Client, page: str) -> None:
    assert "/compare/" in client.get(page).content.decode()


# Small worlds


def test_in_order_of_who_came_first(client: Client) -> None:
    in_force("late", "2020-01-02", "2021-01-01")
    in_force("korean", "2019-01-02", "2018-01-01")
    in_force("early", "2017-01-02", "2021-01-01")
    in_force("same", "2017-01-02", "2017-01-02")
    page = client.get(PAGE, {"order": "first"}).content.decode()
    table = page[page.index("<table") :]
    parts = ["Japan first", "Early", "Late", "Korea first", "Korean", "Not to be told", "Same"]
    places = [table.index(f">{part}<") for part in parts]
    assert places == sorted(places)
    assert set(rows(client, first="kr")) == {"korean"}
    assert set(rows(client, first="jp")) == {"early", "late"}
    assert set(rows(client, first="nobody")) == {"same"}
    assert "No question matches" in client.get(PAGE, {"first": "only-kr"}).content.decode()


def test_same_day_overlap_and_coming_have_words_of_their_own(client: Client) -> None:
    in_force("same", "2017-01-02", "2017-01-02")
    in_force("overlap", "2017-01", "2017-01-02")
    in_force("coming", "2017-01-02", "2999-01-02")
    in_force("none", "2017-01-02", None)
    in_force("vague", "2017-01~", "2018-01-02")
    in_force("waiting", "2999-01-02", None)
    found = rows(client)
    assert re.search(r"still to come .* not yet in either as of \d+ \w+ \d{4}$", found["waiting"])
    assert set(rows(client, first="nobody")) == {"overlap", "same", "waiting"}
    assert found["same"].endswith("on the same day")
    assert found["overlap"].endswith("who came first cannot be told: the dates overlap")
    assert "2 January 2999 still to come" in found["coming"]
    assert found["none"].endswith("days so far")
    assert found["vague"].endswith("(a source is not sure of a date)")


def test_what_is_there_instead_may_be_still_to_come(client: Client) -> None:
    in_force("tax", "2017-01-02", "2999-01-02")
    reply = EventFactory(kind="policy-statement", date="2014-03-07")
    Coverage.objects.get(slug="tax-jp").deciding.add(reply)
    row = rows(client, milestone="published")["tax"]
    assert row.endswith("only Japan has such a date; Korea instead: in force (still to come), 2 January 2999")


def test_without_two_countries_there_is_nothing_to_compare(client: Client) -> None:
    assert "Nothing is compared yet." in client.get(PAGE).content.decode()
    CoverageFactory()
    assert "Nothing is compared yet." in client.get(PAGE).content.decode()


def test_a_theme_that_one_country_was_not_searched_for_says_so(client: Client) -> None:
    in_force("custody", "2017-01-02", None)
    CoverageFactory(theme=ThemeFactory(slug="tax"))
    assert rows(client)["tax"].endswith("no distance: not researched in Korea")


@pytest.mark.parametrize(
    ("parameters", "told"),
    [
        ({"milestone": "in_force"}, "in_force"),
        ({"first": "xx"}, "xx"),
        ({"order": "size"}, "size"),
        ({"on": "2018-02-30"}, "“2018-02-30” is not a day"),
        ({"on": "2018-02"}, "“2018-02” is not a day"),
        ({"on": "２０１８-02-03"}, "is not a day"),
        ({"from": "xx"}, "xx"),
        ({"from": "jp", "to": "jp"}, "are both “jp”"),
        ({"on": "<script>"}, "&lt;script&gt;"),
        ({"on": "x" * 10_000}, "is not a day"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_rest_is_shown(
    client: Client, parameters: dict[str, str], told: str
) -> None:
    in_force("custody", "2017-01-02", "2018-01-02")
    answer = client.get(PAGE, parameters)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert told in page
    assert "<script>" not in page
    assert "365 days later" in page


def test_the_other_way_round_it_says_the_same(client: Client) -> None:
    in_force("custody", "2017-01-02", "2018-01-02")
    assert rows(client)["custody"].endswith("Korea 365 days later")
    assert rows(client, from_="", **{"from": "kr", "to": "jp"})["custody"].endswith("Korea 365 days later")


def test_it_asks_the_database_as_often_for_many_questions_as_for_one(client: Client) -> None:
    counted = []
    for number in (1, 9):
        for each in range(number):
            in_force(f"theme-{'abcdefghi'[number - 1]}{'abcdefghi'[each]}", "2017-01-02", "2018-01-02")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PAGE).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 25


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (Days(1, 1), "1 day"),
        (Days(0, 0), "0 days"),
        (Days(1514, 1574), "1,514 to 1,574 days"),
        (Days(0, 30), "0 to 30 days"),
        (Days(-265, 40), "at most 40 days"),
        (Days(None, 40), "at most 40 days"),
        (Days(40, None), "at least 40 days"),
        (Days(None, None), "an unknown number of days"),
    ],
)
def test_days_in_words(days: Days, words: str) -> None:
    with translation.override("en"):
        assert in_days(days) == words


def test_a_day_to_come_is_no_obstacle(client: Client) -> None:
    in_force("custody", "2017-01-02", "2018-01-02")
    for day in (datetime.date.min, datetime.date.max):
        assert client.get(PAGE, {"on": day.isoformat()}).status_code == 200
    in_force("none", "2017-01-02", None)
    assert "9999" not in rows(client, on="9999-12-31")["none"]
