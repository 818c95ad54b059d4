"""The chronology page: two columns around one axis, filtered, a period at a time."""

import re

import pytest
from django.test import Client

from tests.factories import EventFactory, JurisdictionFactory, OrganizationFactory
from timeline import views

pytestmark = pytest.mark.django_db


def test_a_short_chronology_stands_whole_with_its_years(client: Client) -> None:
    EventFactory(date="2018-01-26", title="Coins are stolen")
    EventFactory(date="2019-05", title="A bill is passed")
    page = client.get("/timeline/").content.decode()
    assert page.index("Coins are stolen") < page.index("A bill is passed")
    assert '<li class="year"><span>2018</span></li>' in page


def test_a_long_chronology_shows_a_year_at_a_time(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_ROWS", 1)
    EventFactory(date="2018-01-26", title="Coins are stolen")
    EventFactory(date="2019-05", title="A bill is passed")
    page = client.get("/timeline/?year=2018").content.decode()
    assert "Coins are stolen" in page
    assert "A bill is passed" not in page
    assert 'rel="next" href="?year=2019"' in page


def test_a_year_without_events_leads_to_the_nearest(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_ROWS", 1)
    for date in ("2014", "2018"):
        EventFactory(date=date)
    assert client.get("/timeline/?year=1066").context["year"] == 2014
    assert client.get("/timeline/?year=9999").context["year"] == 2018
    assert client.get("/timeline/?year=²").context["year"] == 2018


@pytest.mark.parametrize(
    ("most", "asked", "said"),
    [
        (1, "1999", "There is no event in 1999: the nearest year with events is shown, 2014."),
        (9, "1999", "There is no event in 1999: all years are shown."),
        (1, "20141", "“20141” is no year, so it is left out."),
        (9, "<soon>", "“&lt;soon&gt;” is no year, so it is left out."),
        (1, "2014", ""),
        (9, "2018", ""),
        (1, "", ""),
    ],
)
def test_a_year_asked_for_in_vain_is_named(
    client: Client, monkeypatch: pytest.MonkeyPatch, most: int, asked: str, said: str
) -> None:
    monkeypatch.setattr(views, "MOST_ROWS", most)
    for date in ("2014", "2018"):
        EventFactory(date=date)
    page = client.get("/timeline/", {"year": asked}).content.decode()
    assert re.findall('<p class="problem left-out" role="status">(.*?)</p>', page) == [said] * bool(said)


@pytest.mark.parametrize(
    ("query", "closed"), [("", True), ("?year=2018", True), ("?category=law", False), ("?search=a", False)]
)
def test_filters_are_folded_for_phones_until_one_is_in_use(client: Client, query: str, closed: bool) -> None:
    EventFactory(date="2018")
    page = client.get(f"/timeline/{query}").content.decode()
    assert ('<details class="fold"><summary>Filters</summary></details>' in page) is closed
    assert ('<details class="fold" open><summary>Filters</summary></details>' in page) is not closed


@pytest.mark.parametrize(("of_all", "of_year"), [(2, 9), (2, 1)])
def test_a_crowded_year_turns_pages_within_it(
    client: Client, monkeypatch: pytest.MonkeyPatch, of_all: int, of_year: int
) -> None:
    monkeypatch.setattr(views, "MOST_ROWS", of_all)
    monkeypatch.setattr(views, "MOST_OF_YEAR", of_year)
    slugs = [EventFactory(date=f"2018-01-0{day}").slug for day in (1, 2, 3)]
    first = client.get("/timeline/?year=2018")
    assert len(first.context["events"]) == min(of_all, of_year)
    second = client.get("/timeline/" + first.context["next_url"])
    shown = [event.slug for page in (first, second) for event in page.context["events"]]
    assert shown == slugs[: 2 * min(of_all, of_year)]


def test_an_open_start_stands_in_the_year_of_its_end(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_ROWS", 1)
    event = EventFactory(date="../2022-10-13")
    EventFactory(date="2018")
    assert [row.slug for row in client.get("/timeline/?year=2022").context["events"]] == [event.slug]


def test_filters_narrow_and_stay_in_the_address(client: Client) -> None:
    japan, korea = JurisdictionFactory(slug="jp"), JurisdictionFactory(slug="kr")
    EventFactory(jurisdiction=japan, title="In Tokyo")
    EventFactory(jurisdiction=korea, title="In Seoul")
    answer = client.get("/timeline/?jurisdiction=kr")
    assert [event.title for event in answer.context["events"]] == ["In Seoul"]
    assert 'value="kr" selected' in answer.content.decode()


def test_filters_that_leave_nothing_say_which_to_take_away(client: Client) -> None:
    JurisdictionFactory(slug="jp")
    EventFactory(title="Something else")
    page = client.get("/timeline/?jurisdiction=jp&search=zeppelin").content.decode()
    assert "No event matches these filters together." in page
    assert 'href="?jurisdiction=jp"' in page


def test_a_wrong_filter_is_named_beside_its_field(client: Client) -> None:
    EventFactory()
    answer = client.get("/timeline/?from=2018-13")
    assert "2018-13" in str(answer.context["form"].errors["from"])
    assert list(answer.context["events"]) == []


def test_a_cursor_that_is_none_is_said_and_the_first_page_shown(client: Client) -> None:
    event = EventFactory()
    answer = client.get("/timeline/?cursor=nonsense")
    assert [row.slug for row in answer.context["events"]] == [event.slug]
    assert "This cursor is none that was given out here" in answer.content.decode()


def test_the_empty_site_has_a_timeline_too(client: Client) -> None:
    assert client.get("/timeline/").status_code == 200


def test_a_filter_forgives_capitals_and_blanks(client: Client) -> None:
    body = OrganizationFactory(slug="sbi-e-sports")
    event = EventFactory(organizations=[body])
    answer = client.get("/timeline/?organization=SBI+e-Sports")
    assert [one.slug for one in answer.context["events"]] == [event.slug]
