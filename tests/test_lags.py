"""By how many days one country came before another: like with like, by all days that the dates can mean."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from organizations.models import Jurisdiction
from regulations.models import Theme
from sources import dates
from timeline.lags import Days, Lag, Milestone, days_between, days_until, lags
from timeline.models import Coverage

from .factories import AmendmentFactory, CoverageFactory, EventFactory, ThemeFactory, japan, korea

TODAY = datetime.date(2026, 11, 23)
ANY_DAY = st.dates(datetime.date(2014, 1, 1), datetime.date(2028, 1, 1))
DATES = st.one_of(
    ANY_DAY.map(str),
    ANY_DAY.map(lambda day: f"{day:%Y-%m}"),
    ANY_DAY.map(lambda day: f"{day:%Y}~"),
    ANY_DAY.map(lambda day: f"{day:%Y-%m}?"),
    ANY_DAY.map(lambda day: f"../{day}"),
    ANY_DAY.map(lambda day: f"{day:%Y-%m}/.."),
)
DAYS = ANY_DAY.map(str)


def dated(text: str) -> Any:
    stated = dates.parse(text)
    return SimpleNamespace(earliest=stated.earliest, latest=stated.latest)


# Properties of a range of days


@given(DATES, DATES)
def test_a_lag_is_the_other_way_round_the_same_with_its_signs_turned(one: str, two: str) -> None:
    there, back = days_between(dated(one), dated(two)), days_between(dated(two), dated(one))
    assert there == back.turned()
    assert there.turned().turned() == there


@given(DATES, DATES)
def test_the_least_is_never_more_than_the_most(one: str, two: str) -> None:
    found = days_between(dated(one), dated(two))
    assert found.least is None or found.most is None or found.least <= found.most


@given(DAYS)
def test_equal_days_are_none_apart(day: str) -> None:
    assert days_between(dated(day), dated(day)) == Days(0, 0)


@given(DATES, st.integers(0, 31), ANY_DAY)
def test_what_truly_happened_lies_within_the_range(stated: str, offset: int, other: datetime.date) -> None:
    event = dated(stated)
    first = event.earliest or event.latest
    day = min(first + datetime.timedelta(offset), event.latest or datetime.date.max)
    found = days_between(event, dated(str(other)))
    if day >= first:
        assert found.least is None or found.least <= (other - day).days
        assert found.most is None or found.most >= (other - day).days


@given(DATES, ANY_DAY)
def test_days_so_far_are_never_less_than_none(stated: str, day: datetime.date) -> None:
    event = dated(stated)
    found = days_until(event, day)
    if found is None:
        assert event.earliest > day
    else:
        assert found.least is not None
        assert found.least >= 0
        assert found.most is None or found.most >= found.least


def test_an_open_date_leaves_the_range_open_on_its_side() -> None:
    assert days_between(dated("2018-01-01/.."), dated("2018-01-11")) == Days(None, 10)
    assert days_between(dated("../2018-01-01"), dated("2018-01-11")) == Days(10, None)


on_real_data = pytest.mark.usefixtures("real_data")

# Small worlds


def found(milestone: str, on: datetime.date | None = None) -> dict[str, Lag]:
    """From Japan to Korea, by theme."""
    places = japan(), korea()
    themes = Theme.objects.published().comparable()
    rows = Coverage.objects.for_lags()
    return {each.theme.slug: each for each in lags(themes, rows, places, Milestone(milestone), TODAY, on=on)}


def act_of(theme: Any, place: Any, **life: str) -> Any:
    """An act in force that decides the theme; its life by kind."""
    act = AmendmentFactory(jurisdiction=place, themes=[theme])
    events = {
        kind: EventFactory(kind=kind.replace("_", "-"), date=date, jurisdiction=place, amendments=[act])
        for kind, date in life.items()
    }
    deciding = [event for kind, event in events.items() if kind == "in_force"]
    CoverageFactory(theme=theme, jurisdiction=place, deciding=deciding)
    return act


@pytest.mark.django_db
def test_steps_are_those_of_the_act_that_decides_and_of_no_other() -> None:
    theme = ThemeFactory(slug="custody")
    act_of(theme, japan(), bill_passed="2016-05-25", in_force="2017-04-01")
    act_of(theme, korea(), in_force="2021-03-25")
    other = AmendmentFactory(jurisdiction=korea(), themes=[theme])
    EventFactory(kind="bill-passed", date="2019-01-01", jurisdiction=korea(), amendments=[other])
    lag = found("passed")["custody"]
    assert (lag.status, lag.origin.event.date, lag.target.missing) == (
        "not-recorded",
        "2016-05-25",
        "not-recorded",
    )
    assert lag.days is None
    assert lag.so_far is None


@pytest.mark.django_db
def test_a_bill_that_lapsed_does_not_count() -> None:
    theme = ThemeFactory(slug="custody")
    act = act_of(theme, japan(), bill_submitted="2015-01-10", bill_lapsed="2015-06-01", in_force="2017-04-01")
    assert found("submitted")["custody"].origin.missing == "not-recorded"
    EventFactory(kind="bill-submitted", date="2016-03-04", amendments=[act])
    assert found("submitted")["custody"].origin.event.date == "2016-03-04"


@pytest.mark.django_db
def test_a_later_passage_of_the_same_act_is_not_that_of_its_promulgation() -> None:
    theme = ThemeFactory(slug="custody")
    act_of(theme, japan(), bill_passed="2021-12-02", promulgated="2020-12-29", in_force="2027-01-01")
    assert found("passed")["custody"].origin.missing == "not-recorded"
    assert found("promulgated")["custody"].origin.event.date == "2020-12-29"


@pytest.mark.django_db
def test_a_start_by_rules_of_another_theme_is_no_step_of_this_one() -> None:
    theme, other = ThemeFactory(slug="custody"), ThemeFactory(slug="tax")
    act = act_of(theme, japan(), in_force="2020-05-01")
    rule = AmendmentFactory(jurisdiction=japan(), themes=[other]).measures.get()
    EventFactory(kind="promulgated", date="2019-06-07", amendments=[act, rule.amendment], measures=[rule])
    assert found("promulgated")["custody"].origin.missing == "not-recorded"


@pytest.mark.django_db
def test_what_was_not_researched_is_never_not_yet() -> None:
    theme = ThemeFactory(slug="custody")
    act_of(theme, japan(), in_force="2017-04-01")
    assert found("in-force")["custody"].target.missing == "not-researched"
    CoverageFactory(theme=theme, jurisdiction=korea(), status="not-researched")
    lag = found("in-force")["custody"]
    assert (lag.status, lag.target.missing, lag.so_far) == ("not-recorded", "not-researched", None)


@pytest.mark.django_db
def test_what_was_searched_and_not_found_is_counted_to_today() -> None:
    theme = ThemeFactory(slug="custody")
    act_of(theme, japan(), in_force="2026-10")
    CoverageFactory(theme=theme, jurisdiction=korea(), status="none-found")
    lag = found("in-force")["custody"]
    assert (lag.status, lag.so_far) == ("only-from", Days(23, 53))
    assert lag.first is lag.origin


@pytest.mark.django_db
def test_nobody_came_first_while_the_only_date_lies_ahead() -> None:
    theme = ThemeFactory(slug="custody")
    CoverageFactory(theme=theme, jurisdiction=japan(), status="none-found")
    act_of(theme, korea(), in_force="2027-02-04")
    lag = found("in-force")["custody"]
    assert (lag.status, lag.so_far, lag.first) == ("only-to", None, None)


@pytest.mark.django_db
def test_what_the_other_answers_in_another_way_has_no_first() -> None:
    theme = ThemeFactory(slug="custody")
    opening = EventFactory(kind="market-launch", date="2020-05-01", jurisdiction=japan())
    CoverageFactory(theme=theme, jurisdiction=japan(), deciding=[opening])
    act_of(theme, korea(), in_force="2021-03-25")
    lag = found("opened")["custody"]
    assert (lag.status, lag.target.missing, lag.first) == ("only-from", "otherwise", None)


@pytest.mark.django_db
@on_real_data
def test_what_happens_under_a_law_whose_start_nobody_recorded_denies_that_law_on_no_day() -> None:
    """Japan's plans were certified in 2022 under a scheme of earlier law: none says “not yet” of 2021."""
    lag = found("in-force", datetime.date(2021, 7, 1))["sandbox"]
    assert (lag.status, lag.origin.missing, lag.so_far) == ("not-recorded", "not-recorded", None)
    made_later = found("in-force", datetime.date(2021, 7, 1))["fractional-investment"]
    assert made_later.origin.missing == "not-yet"  # the act was passed in 2023


@pytest.mark.django_db
def test_days_so_far_never_run_past_today() -> None:
    theme = ThemeFactory(slug="custody")
    act_of(theme, japan(), in_force="2026-11-01")
    CoverageFactory(theme=theme, jurisdiction=korea(), status="none-found")
    for day, days in ((datetime.date(2026, 11, 11), 10), (TODAY, 22), (datetime.date(2999, 1, 1), 22)):
        lag = found("in-force", day)["custody"]
        assert (lag.so_far, lag.until) == (Days(days, days), min(day, TODAY))


@pytest.mark.django_db
def test_what_comes_only_later_is_told_and_so_is_where_the_research_ends() -> None:
    theme = ThemeFactory(slug="custody")
    act_of(theme, japan(), in_force="2020-05-01")
    act_of(theme, korea(), in_force="2024-07-19")
    side = found("in-force", datetime.date(2021, 7, 1))["custody"].target
    assert (side.missing, side.later.date, side.ends) == ("not-yet", "2024-07-19", "")
    side = found("in-force")["custody"].target
    assert (side.event.date, side.later, side.ends) == ("2024-07-19", None, "2026-11-22")


@pytest.mark.django_db
def test_a_coming_date_is_a_date_but_not_on_an_earlier_day() -> None:
    theme = ThemeFactory(slug="custody")
    act_of(theme, japan(), in_force="2020-05-01")
    act_of(theme, korea(), in_force="2027-02-04")
    assert found("in-force")["custody"].status == "both"
    before = found("in-force", datetime.date(2027, 2, 3))["custody"]
    assert (before.status, before.target.missing) == ("only-from", "not-yet")
    assert found("in-force", datetime.date(2027, 2, 4))["custody"].status == "both"


@pytest.mark.django_db
def test_a_withdrawn_event_decides_nothing() -> None:
    theme = ThemeFactory(slug="custody")
    event = EventFactory(kind="in-force", date="2017-04-01")
    CoverageFactory(theme=theme, deciding=[event])
    event.withdraw("A mistake.")
    assert found("in-force")["custody"].origin.event is None


@pytest.mark.django_db
def test_who_came_first_is_only_said_where_no_day_denies_it() -> None:
    theme = ThemeFactory(slug="custody")
    act_of(theme, japan(), in_force="2020-05")
    act_of(theme, korea(), in_force="2020-05-10")
    lag = found("in-force")["custody"]
    assert (lag.days, lag.first) == (Days(-21, 9), None)


@pytest.mark.django_db
def test_lags_ask_the_database_as_often_for_many_themes_as_for_one() -> None:
    counted = []
    for number in (1, 8):
        for _ in range(number):
            theme = ThemeFactory()
            act_of(theme, japan(), bill_passed="2016-05-25", in_force="2017-04-01")
            act_of(theme, korea(), in_force="2021-03-25")
        with CaptureQueriesContext(connection) as queries:
            found("passed")
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 16


# The real data, worked out by hand


def real(milestone: str, theme: str) -> Lag:
    return found(milestone)[theme]


@pytest.mark.django_db
@on_real_data
def test_korea_registered_exchanges_1454_days_after_japan() -> None:
    # 2017-04-01 to 2021-03-25: four years to 2021-04-01 are 4 x 365 + 1 = 1,461 days, less 7.
    lag = real("in-force", "exchange-registration")
    assert (lag.origin.event.slug, lag.origin.act.slug) == ("jp-2017-04-01-act62-in-force", "jp-2016-act-62")
    assert lag.target.event.slug == "kr-2021-03-25-sfia-amendment-in-force"
    assert lag.target.act.slug == "kr-2020-sfia-amendment"  # the act, not the decree that carries it out
    assert (lag.status, lag.days, lag.certain) == ("both", Days(1454, 1454), True)
    assert lag.first is lag.origin


@pytest.mark.django_db
@on_real_data
def test_the_jvcea_was_founded_1514_to_1574_days_before_daxa() -> None:
    # JVCEA March to April 2018, DAXA 22 June 2022. From 30 April 2018 four years are 1,461 days, to
    # 22 June 31 + 22 = 53 more: 1,514. From 1 March 2018 four years are 1,461, to 22 June
    # 31 + 30 + 31 + 21 = 113 more: 1,574.
    lag = real("founded", "self-regulation")
    assert (lag.origin.event.date, lag.target.event.date) == ("2018-03/2018-04", "2022-06-22")
    assert lag.days == Days(1514, 1574)
    assert lag.first is lag.origin


@pytest.mark.django_db
@on_real_data
def test_no_authority_recognised_daxa_yet() -> None:
    # JVCEA recognised 24 October 2018; to 24 October 2026 are 8 x 365 + 2 = 2,922 days, and 30 more to
    # 23 November.
    lag = real("recognised", "self-regulation")
    assert (lag.status, lag.target.missing, lag.so_far) == ("only-from", "not-yet", Days(2952, 2952))


@pytest.mark.django_db
@on_real_data
def test_stablecoins_are_unregulated_in_korea_1271_days_on() -> None:
    # 2023-06-01 to 2026-06-01: 3 x 365 + 1 = 1,096; June to October 30 + 31 + 31 + 30 + 31 = 153; 22 more.
    lag = real("in-force", "stablecoins")
    assert (lag.status, lag.so_far, lag.target.nothing_found) == ("only-from", Days(1271, 1271), True)


@pytest.mark.django_db
@on_real_data
def test_korea_had_a_travel_rule_first() -> None:
    # 2022-03-25 to 2023-03-25: 365; to 1 June 6 + 30 + 31 + 1 = 68 more.
    lag = real("in-force", "travel-rule")
    assert (lag.days, lag.first is lag.target, lag.by) == (Days(-433, -433), True, Days(433, 433))


@pytest.mark.django_db
@on_real_data
def test_a_start_that_nobody_recorded_is_not_recorded() -> None:
    """Japan's Act No. 79 of 2023 was promulgated; its start is on no record."""
    lag = real("in-force", "fractional-investment")
    assert (lag.status, lag.origin.missing) == ("not-recorded", "not-recorded")
    assert [event.kind for event in lag.origin.instead] == ["bill-passed", "promulgated"]
    assert real("promulgated", "fractional-investment").days == Days(551, 551)


@pytest.mark.django_db
@on_real_data
def test_what_japan_had_regulated_by_july_2021_that_korea_had_not() -> None:
    """In force in Japan by then: since 2017 aml-kyc, exchange-registration, asset-segregation and
    user-protection; since 2020 custody, derivatives-leverage, ico, issuance-disclosure,
    security-token-definition and unfair-trading. In Korea: aml-kyc and exchange-registration (March 2021)
    and sandbox (2019). What is left of Japan's ten are eight."""
    by_then = found("in-force", datetime.date(2021, 7, 1))
    assert {slug for slug, lag in by_then.items() if lag.status == "only-from"} == {
        "asset-segregation",
        "custody",
        "derivatives-leverage",
        "ico",
        "issuance-disclosure",
        "security-token-definition",
        "unfair-trading",
        "user-protection",
    }


@pytest.mark.django_db
@on_real_data
@pytest.mark.parametrize("milestone", Milestone)
def test_every_lag_of_the_real_data_is_turned_when_its_sides_are(milestone: Milestone) -> None:
    themes = list(Theme.objects.published().comparable())
    rows = list(Coverage.objects.for_lags())
    pair = [Jurisdiction.objects.get(slug=slug) for slug in ("jp", "kr")]
    there = lags(themes, rows, (pair[0], pair[1]), milestone, TODAY)
    back = lags(themes, rows, (pair[1], pair[0]), milestone, TODAY)
    for one, two in zip(there, back, strict=True):
        assert (one.days and one.days.turned(), one.so_far) == (two.days, two.so_far)
        assert (one.first and one.first.place) == (two.first and two.first.place)
