"""What the home page promises: what this is, where the countries stand today, and a picture of the road."""

import datetime
import re
from typing import Any

import pytest
from django.test import Client

from tests.factories import (
    AmendmentFactory,
    CoverageFactory,
    EventFactory,
    IncidentFactory,
    ThemeFactory,
    japan,
    korea,
)
from timeline.acts import act_of
from timeline.models import Coverage
from timeline.standing import Answer, standing

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 23)
MOST_BYTES, MOST_QUERIES = 120_000, 25


def home(client: Client, language: str = "") -> str:
    answer = client.get(f"{language}/")
    assert answer.status_code == 200
    assert not answer.cookies
    return answer.content.decode()


def answer_to(theme: Any, today: datetime.date = TODAY) -> Answer:
    (question,) = standing(Coverage.objects.for_standing().filter(theme=theme), today).questions
    return question.answers[0]


@pytest.mark.parametrize("language", ["", "/ja", "/ko"])
def test_the_page_answers_before_there_is_any_data(client: Client, language: str) -> None:
    page = home(client, language)
    assert page.count("<h1") == 1
    assert 'class="empty"' in page
    assert "drawing" not in page


def test_every_event_of_the_picture_is_a_link_with_a_title_in_both_drawings(client: Client) -> None:
    EventFactory(
        slug="hack",
        kind="incident",
        incident=IncidentFactory(name="Coincheck NEM theft"),
        title="Coincheck loses",
    )
    EventFactory(slug="daxa", kind="organization-founded", date="2022-06", jurisdiction=korea())
    EventFactory(slug="minor")
    page = home(client)
    assert page.count('class="drawing"') == 2
    assert page.count("<title>26 January 2018: Coincheck loses (incident)</title>") == 2
    assert page.count('href="/events/daxa/"') == 2
    assert "/events/minor/" not in page
    assert 'style="' not in page


def test_drafts_and_what_they_decide_are_not_on_the_page(client: Client) -> None:
    CoverageFactory(state="draft", theme=ThemeFactory(name="Custody"), deciding=[EventFactory(slug="quiet")])
    EventFactory(slug="planned", kind="organization-founded", state="draft")
    page = home(client)
    assert "Custody" not in page
    assert "/events/quiet/" not in page
    assert "/events/planned/" not in page


def test_each_country_answers_each_question(client: Client) -> None:
    theme = ThemeFactory(slug="custody", name="Custody")
    act = AmendmentFactory(number="Act No. 28 of 2019", themes=[theme])
    begun = EventFactory(slug="begun", kind="in-force", date="2020-05-01", amendments=[act])
    CoverageFactory(theme=theme, jurisdiction=japan(), deciding=[begun])
    CoverageFactory(theme=theme, jurisdiction=korea(), status="none-found")
    page = home(client)
    assert "Act No. 28 of 2019" in page
    assert "searched, none found" in page
    assert "Of 1 question put to both, Japan has settled 1 by law in force today, Korea 0" in page


def test_a_cell_that_nobody_looked_into_says_so(client: Client) -> None:
    CoverageFactory(status="not-researched")
    assert "not researched" in home(client)


@pytest.mark.parametrize(
    ("kind", "date", "state"),
    [
        ("in-force", "2020-05-01", "in-force"),
        ("in-force", "2027-02-04", "coming"),
        ("in-force", "2026-11-23", "in-force"),
        ("guideline-published", "2023-02-06", "issued"),
        ("policy-statement", "2017-09-29", "issued"),
        ("promulgated", "2023-11-29", "start-not-recorded"),
        ("organization-founded", "2022-06-22", ""),
    ],
)
def test_what_decides_tells_the_state_of_today(kind: str, date: str, state: str) -> None:
    theme = ThemeFactory()
    CoverageFactory(theme=theme, deciding=[EventFactory(kind=kind, date=date)])
    assert [since.state for since in answer_to(theme).since] == [state]


def test_of_a_kind_the_first_event_counts_and_of_the_steps_of_an_act_the_last() -> None:
    theme = ThemeFactory()
    deciding = [
        EventFactory(slug=slug, kind=kind, date=date)
        for slug, kind, date in [
            ("passed", "bill-passed", "2019-05-31"),
            ("first", "in-force", "2020-05-01"),
            ("second", "in-force", "2023-06-01"),
            ("guideline", "guideline-published", "2018-01"),
        ]
    ]
    CoverageFactory(theme=theme, deciding=deciding)
    assert [since.event.slug for since in answer_to(theme).since] == ["guideline", "first"]


def test_of_several_acts_the_one_that_rules_on_the_question_is_named() -> None:
    theme = ThemeFactory()
    acts = [AmendmentFactory(title="Other act"), AmendmentFactory(title="The act", themes=[theme])]
    CoverageFactory(theme=theme, deciding=[EventFactory(kind="in-force", date="2020", amendments=acts)])
    assert answer_to(theme).since[0].act.label == "The act"


def test_the_act_is_the_one_of_the_rule_that_the_event_names() -> None:
    """Another act of the same event rules on the question too, but began on another day."""
    theme = ThemeFactory(slug="custody")
    earlier = AmendmentFactory(slug="a-earlier", title="Begun before", themes=[theme])
    begun = AmendmentFactory(slug="b-begun", title="Begun by it", themes=[theme])
    event = EventFactory(kind="in-force", date="2027-02-04", amendments=[earlier, begun])
    event.measures.set(begun.measures.all())
    CoverageFactory(theme=theme, deciding=[event])
    assert answer_to(theme).since[0].act.label == "Begun by it"


def test_home_and_comparison_name_the_same_act_of_every_deciding_event(real_data: None) -> None:
    rows = {row.slug: row for row in Coverage.objects.for_lags()}
    home = standing(Coverage.objects.for_standing(), TODAY)
    for answer in (each for question in home.questions for each in question.answers):
        events = {event.pk: event for event in rows[answer.row.slug].deciding.all()}
        for since in answer.since:
            assert since.act == act_of(events[since.event.pk], answer.row.theme)


def test_questions_stand_by_importance_then_name() -> None:
    for slug in ("zeta", "alpha", "stablecoins", "exchange-registration", "other"):
        CoverageFactory(theme=ThemeFactory(slug=slug))
    asked = [each.theme.slug for each in standing(Coverage.objects.for_standing(), TODAY).questions]
    assert asked == ["exchange-registration", "stablecoins", "alpha", "zeta"]


def fill(count: int) -> None:
    for number in range(count):
        theme = ThemeFactory()
        act = AmendmentFactory(themes=[theme])
        event = EventFactory(kind="in-force", date=f"20{14 + number % 12}-05-01", amendments=[act])
        CoverageFactory(theme=theme, deciding=[event])
        CoverageFactory(theme=theme, jurisdiction=korea(), deciding=[event])


def test_queries_are_few_and_constant(client: Client, django_assert_num_queries: Any) -> None:
    fill(1)
    with django_assert_num_queries(9):
        home(client)
    fill(6)
    with django_assert_num_queries(9):
        home(client)


def test_the_page_stays_light_however_much_there_is(client: Client) -> None:
    for number in range(80):
        EventFactory(
            slug=f"founded-{number}",
            title=f"Six securities firms found an association of their own, number {number}",
            kind="organization-founded",
            date=f"20{14 + number % 12}-0{1 + number % 9}",
        )
    fill(4)
    page = home(client)
    assert len(page.encode()) <= MOST_BYTES
    assert len(re.findall(r'<use class="(?:mark|coming)"', page)) == 2 * 64
    assert "64 weightiest of" in page
