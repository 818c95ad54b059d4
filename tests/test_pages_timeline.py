"""The chronology page: two columns around one axis, filtered, a period at a time."""

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
