"""`as-of/`: which rules held on a day, worked out by hand from the data."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from .api import Answer, answer, ask, problem
from .factories import (
    CoverageFactory,
    EventFactory,
    FigureFactory,
    OfferingFactory,
    ThemeFactory,
    japan,
    korea,
)
from .test_api_schema import schema, undescribed, validator
from .world import crowd, small_world

pytestmark = pytest.mark.django_db
MOST = 40


def side(document: Answer, place: str) -> Answer:
    found: Answer = next(one for one in document["jurisdictions"] if one["jurisdiction"] == place)
    return found


def cell(day: str, place: str, theme: str) -> Answer:
    document = answer("as-of/", date=day, jurisdiction=place, theme=theme)
    (found,) = side(document, place)["themes"]
    return dict(found)


def states(found: Answer) -> dict[str, tuple[str, str, str]]:
    return {
        rule["id"]: (rule["state"], rule["certainty"], rule["since"]["edtf"]) for rule in found["measures"]
    }


# The real data


def test_on_the_day_of_the_coincheck_theft(real_data: None) -> None:
    japan_ = cell("2018-01-26", "jp", "exchange-registration")
    assert states(japan_)["jp-2016-act-62-exchange-registration"] == ("in-force", "certain", "2017-04-01")
    rule = japan_["measures"][0]
    assert (rule["event"], rule["statute"], rule["reason"]) == ("jp-2017-04-01-act62-in-force", True, None)
    assert rule["citations"]
    assert japan_["absence"] is None
    korea_ = cell("2018-01-26", "kr", "exchange-registration")
    (guideline,) = korea_["measures"]
    assert (guideline["state"], guideline["statute"], guideline["adopted_by"]) == (
        "coming",
        False,
        "kr-2018-01-23-realname-guideline",
    )
    first = korea_["absence"]["first"]
    assert (korea_["absence"]["code"], first["event"], first["state"]) == (
        "none-in-force",
        "kr-2018-01-30-realname-in-force",
        "in-force",
    )


def test_a_rule_without_a_recorded_start_is_known_by_its_adoption(real_data: None) -> None:
    first = cell("2018-01-26", "jp", "fractional-investment")["absence"]["first"]
    assert (first["measure"], first["state"], first["event"], first["date"]["edtf"]) == (
        "jp-2023-fiea-amendment-fractional-investment",
        "start-not-recorded",
        "jp-2023-11-20-fiea-passed",
        "2023-11-20",
    )
    assert cell("2018-01-01", "jp", "self-regulation")["absence"]["first"]["state"] is None


def test_an_act_that_starts_in_parts_is_right_between_its_starts(real_data: None) -> None:
    name = "kr-2020-sfia-amendment"
    registered = states(cell("2021-06-01", "kr", "exchange-registration"))
    assert registered[f"{name}-exchange-registration"] == ("in-force", "certain", "2021-03-25")
    travel = cell("2021-06-01", "kr", "travel-rule")
    assert states(travel)[f"{name}-travel-rule"] == ("coming", "certain", "2022-03-25")
    adopted = {rule["id"]: rule["adopted_by"] for rule in travel["measures"]}[f"{name}-travel-rule"]
    assert answer(f"events/{adopted}/")["kind"] in {"bill-passed", "promulgated"}
    assert states(cell("2022-03-25", "kr", "travel-rule"))[f"{name}-travel-rule"][0] == "in-force"


def test_what_is_promulgated_in_korea_for_tokens_is_still_to_come(real_data: None) -> None:
    korea_ = cell("2026-11-23", "kr", "ledger-as-registry")
    name = "kr-2026-electronic-registration-amendment-ledger-as-registry"
    assert states(korea_)[name] == ("coming", "certain", "2027-02-04")
    assert korea_["research_ends"]["edtf"] == "2026-11-22"


def test_a_start_without_a_recorded_rule_of_its_own_is_told(real_data: None) -> None:
    """Japan's duty to disclose rests on a deciding event alone: no measure of Act 28 of 2019 names it."""
    before, after = (cell(day, "jp", "issuance-disclosure") for day in ("2020-04-30", "2020-05-01"))
    assert (before["decided"], before["absence"]["first"]["event"]) == ([], "jp-2020-05-01-act28-in-force")
    assert [one["event"] for one in after["decided"]] == ["jp-2020-05-01-act28-in-force"]
    assert after["absence"] is None


def test_a_missing_measure_is_either_missing_or_not_researched(real_data: None) -> None:
    absence = cell("2024-01-01", "kr", "stablecoins")["absence"]
    assert (absence["code"], absence["searched_to"]["edtf"]) == ("none-found", "2026-11-22")
    assert len(absence["sources"]) == 5


@pytest.mark.parametrize(
    ("day", "state", "certainty"),
    [
        ("2018-02-28", None, None),
        ("2018-04-10", "founded", "possible"),
        ("2018-04-30", "founded", "certain"),
        ("2018-10-24", "recognised", "certain"),
    ],
)
def test_jvcea_is_founded_within_two_months_and_then_recognised(
    day: str, state: str | None, certainty: str | None, real_data: None
) -> None:
    bodies = side(answer("as-of/", date=day, jurisdiction="jp"), "jp")["bodies"]
    found = [(one["state"], one["certainty"]) for one in bodies if one["organization"] == "jvcea"]
    assert found == ([(state, certainty)] if state else [])


def test_figures_are_the_latest_by_the_day(real_data: None) -> None:
    """Registered businesses of Japan: 11 on 29 September 2017, 16 in December 2017."""
    for day, value, as_of in (("2017-12-30", "11", "2017-09-29"), ("2017-12-31", "16", "2017-12")):
        figures = side(answer("as-of/", date=day, jurisdiction="jp"), "jp")["figures"]
        (found,) = [one for one in figures if one["metric"] == "registered_crypto_businesses"]
        assert (str(found["value"]), found["as_of"]["edtf"]) == (value, as_of)


def test_cases_are_as_many_as_their_list_has(real_data: None) -> None:
    for day in ("2020-06-30", "2020-12-31"):
        cases = side(answer("as-of/", date=day, jurisdiction="jp"), "jp")["sto_cases"]
        listed = Client().get(cases["url"].replace("http://testserver", "")).json()
        assert cases["count"] == listed["count"] > 0


def test_the_neighbouring_changes_are_the_days_on_which_a_state_turns(real_data: None) -> None:
    asked = {"jurisdiction": "kr", "theme": "exchange-registration"}
    found = answer("as-of/", date="2021-03-24", **asked)
    assert found["next_change"] == "2021-03-25"
    assert answer("as-of/", date="2021-03-26", **asked)["previous_change"] == "2021-03-25"
    previous = found["previous_change"]
    assert previous < "2021-03-24"
    assert answer("as-of/", date=previous, **asked)["next_change"] == "2021-03-25"


@pytest.mark.parametrize(
    ("day", "decided"),
    [("2018-10-20", "2018-10-24"), ("2022-06-21", "2022-06-22"), ("2014-01-01", "2014-03-07")],
)
def test_what_decides_without_a_rule_is_a_change_too(day: str, decided: str, real_data: None) -> None:
    """The JVCEA recognised, DAXA founded, the Cabinet's reply."""
    assert answer("as-of/", date=day)["next_change"] == decided
    after = datetime.date.fromisoformat(decided) + datetime.timedelta(days=1)
    assert answer("as-of/", date=after.isoformat())["previous_change"] == decided


def test_every_answer_is_as_described(real_data: None) -> None:
    for day in ("0001-01-01", "2018-01-26", "2024-01-01", "2026-11-23", "9999-12-31"):
        found = answer("as-of/", date=day, lang="ko")
        errors = validator(schema("as-of/")).iter_errors(found)
        assert [f"{list(error.path)}: {error.message}" for error in errors][:5] == []
        assert undescribed(found, schema("as-of/")) == []


def test_before_the_first_record_nothing_holds_and_far_ahead_research_has_ended(real_data: None) -> None:
    early = answer("as-of/", date="0001-01-01")
    assert early["previous_change"] is None
    assert all(theme["measures"] == [] for one in early["jurisdictions"] for theme in one["themes"])
    late = answer("as-of/", date="9999-12-31")
    assert late["next_change"] is None
    assert all(theme["research_ends"] for one in late["jurisdictions"] for theme in one["themes"])


# Whatever is asked


@pytest.mark.parametrize(
    "day", ["2018-02-30", "2018-13-01", "yesterday", "２０１８-01-26", "2018-01", "0000-01-01"]
)
def test_what_is_no_day_is_refused_by_name(day: str) -> None:
    found = problem("as-of/", 400, date=day)
    assert (found["parameter"], found["value"]) == ("date", day)
    assert day in found["detail"]
    assert "2018-01-26" in found["detail"]


def test_a_day_is_required() -> None:
    found = problem("as-of/", 400)
    assert (found["parameter"], found["value"]) == ("date", None)


def test_what_is_not_known_is_refused_with_what_is_near() -> None:
    japan()
    korea()
    ThemeFactory(slug="custody")
    assert problem("as-of/", 400, date="2018-01-26", theme="custodi")["allowed"] == ["custody"]
    assert problem("as-of/", 400, date="2018-01-26", jurisdiction="jp,xx")["allowed"] == ["jp", "kr"]
    assert "Did you mean theme?" in problem("as-of/", 400, date="2018-01-26", themes="custody")["detail"]
    twice = problem("as-of/", 400, date="2018-01-26", jurisdiction="jp,jp")
    assert (twice["parameter"], twice["value"]) == ("jurisdiction", "jp")
    assert ask("as-of/?date=2018-01-26&jurisdiction=jp&jurisdiction=kr").status_code == 200
    assert problem("as-of/?date=2018-01-26&date=2018-01-27", 400)["parameter"] == "date"


def test_a_country_without_coverage_was_not_researched() -> None:
    ThemeFactory(slug="custody")
    korea()
    (found,) = side(answer("as-of/", date="2018-01-26", jurisdiction="kr"), "kr")["themes"]
    assert found["absence"]["code"] == "not-researched"


def test_a_doubtful_date_says_why_it_is_only_possible() -> None:
    world = small_world()
    reasons: dict[str, Any] = {}
    for date in ("2017~", "2017?", "2018"):
        made = EventFactory(kind="in-force", date=date, amendments=[world["amendment"]], slug="only")
        world["force"].measures.clear()
        (rule,) = cell("2018-01-26", "jp", "custody")["measures"]
        reasons[date] = (rule["state"], rule["certainty"], rule["reason"])
        made.delete()
    assert reasons == {
        "2017~": ("in-force", "possible", "the source says “about” of the date"),
        "2017?": ("in-force", "possible", "the source is not sure of the date"),
        "2018": ("in-force", "possible", "the source names no exact day, and this day may lie before it"),
    }


def test_drafts_are_on_no_road() -> None:
    world = small_world()
    hidden = ThemeFactory(slug="hidden", state="draft")
    CoverageFactory(theme=world["theme"], jurisdiction=korea(), state="draft", status="none-found")
    FigureFactory(slug="unseen", organization=None, jurisdiction=japan(), as_of="2017", state="draft")
    text = ask("as-of/", date="2020-01-01", jurisdiction="jp,kr").content.decode()
    assert '"not-researched"' in text
    assert "unseen" not in text
    assert f'"{hidden.slug}"' not in text


def test_the_answer_asks_the_database_as_often_for_many_records_as_for_few() -> None:
    world = small_world()
    counted = []
    for numbers in (range(1), range(1, 30)):
        crowd(world, numbers)
        OfferingFactory(jurisdiction=japan())
        with CaptureQueriesContext(connection) as queries:
            answer("as-of/", date="2019-06-01", jurisdiction="jp,kr")
        counted.append(len(queries))
    assert counted[0] == counted[1] <= MOST
