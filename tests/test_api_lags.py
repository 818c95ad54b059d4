"""Lags and chains through the API: what the data says, and a clear refusal of what cannot be asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stoatlas.api_root import description

from .api import answer, problem
from .factories import EventFactory
from .test_api_schema import schema, undescribed, validator
from .world import crowd, small_world

pytestmark = pytest.mark.django_db
JAPAN_TO_KOREA = {"from_": "jp", "to": "kr"}
HACK = "jp-2018-01-26-coincheck-hack"


def lag(theme: str, **parameters: Any) -> dict[str, Any]:
    (found,) = answer("lags/", theme=theme, **(JAPAN_TO_KOREA | parameters))["results"]
    result: dict[str, Any] = found
    return result


# The questions of the real data, worked out by hand in test_lags.py and test_chains.py


def test_exchange_registration_in_force_1454_days(real_data: None) -> None:
    found = lag("exchange-registration")
    assert (found["status"], found["days_min"], found["days_max"], found["first"]) == (
        "both",
        1454,
        1454,
        "jp",
    )
    assert found["from"]["event"]["id"] == "jp-2017-04-01-act62-in-force"
    assert (found["from"]["act"]["id"], found["to"]["act"]["id"]) == (
        "jp-2016-act-62",
        "kr-2020-sfia-amendment",
    )
    assert found["from"]["event"]["citations"]
    assert found["to"]["event"]["citations"]


def test_the_other_way_round_the_days_turn_their_signs(real_data: None) -> None:
    found = lag("exchange-registration", from_="kr", to="jp")
    assert (found["days_min"], found["days_max"], found["first"]) == (-1454, -1454, "jp")


def test_jvcea_came_before_daxa_by_1514_to_1574_days(real_data: None) -> None:
    found = lag("self-regulation", milestone="founded")
    assert (found["days_min"], found["days_max"], found["first"]) == (1514, 1574, "jp")
    assert found["from"]["event"]["date"]["edtf"] == "2018-03/2018-04"


def test_what_japan_had_regulated_by_july_2021_that_korea_had_not(real_data: None) -> None:
    found = answer("lags/", **JAPAN_TO_KOREA, on="2021-07-01")
    assert (found["as_of"], found["by_then"], found["count"]) == ("2021-07-01", True, 18)
    assert {each["theme"] for each in found["results"] if each["status"] == "only-from"} == {
        "asset-segregation",
        "custody",
        "derivatives-leverage",
        "ico",
        "issuance-disclosure",
        "security-token-definition",
        "unfair-trading",
        "user-protection",
    }


def test_what_has_not_come_is_counted_on(real_data: None) -> None:
    found = lag("stablecoins", on="2026-11-23")
    assert (found["status"], found["days_min"]) == ("only-from", None)
    assert (found["days_so_far_min"], found["days_so_far_max"]) == (1271, 1271)
    assert (found["to"]["missing"], found["to"]["searched_to"]["edtf"]) == ("not-yet", "2026-11-22")


def test_what_is_not_recorded_is_never_not_yet(real_data: None) -> None:
    found = lag("sandbox")
    assert (found["status"], found["from"]["missing"]) == ("not-recorded", "not-recorded")
    assert [event["kind"] for event in found["from"]["decided_by"]] == ["designation"]


def test_what_followed_from_coincheck_and_who_says_so(real_data: None) -> None:
    found = answer(f"chains/{HACK}/")
    direct = [step for step in found["steps"] if step["from"]["id"] == HACK]
    assert {step["kind"] for step in direct} == {"prompted"}
    assert len(direct) == 8
    assert all(step["citations"] for step in found["steps"])
    (passed,) = [step for step in direct if step["to"]["id"] == "jp-2019-05-31-act28-passed"]
    assert (passed["days_min"], passed["days_max"]) == (490, 490)
    reached = {step["to"]["id"] for step in found["steps"]}
    assert {"jp-2018-12-21-study-group-report", "jp-2019-03-15-act28-bill"} <= reached
    assert "jp-2020-05-01-act28-in-force" in reached
    assert not reached & {event["id"] for event in found["then"]}


# Form


@pytest.mark.parametrize(
    "milestone",
    ["in-force", "founded", "recognised", "published", "opened", "submitted", "passed", "promulgated"],
)
def test_every_answer_on_lags_is_as_described(milestone: str, real_data: None) -> None:
    found = answer("lags/", **JAPAN_TO_KOREA, milestone=milestone)
    assert list(validator(schema("lags/")).iter_errors(found)) == []
    assert undescribed(found, schema("lags/")) == []
    for each in found["results"]:
        assert set(each) == set(description()["components"]["schemas"]["Lag"]["properties"])


def test_every_answer_on_chains_is_as_described(real_data: None) -> None:
    for slug in (HACK, "jp-2020-05-01-act28-in-force", "kr-2022-06-22-daxa-founded"):
        found = answer(f"chains/{slug}/")
        assert list(validator(schema("chains/{event}/")).iter_errors(found)) == []
        assert undescribed(found, schema("chains/{event}/")) == []
        assert found["steps"]
        assert found["count"] == len(found["steps"])


def test_titles_and_dates_are_in_the_language_asked_for(real_data: None) -> None:
    found = answer(f"chains/{HACK}/", lang="ja")
    assert found["event"]["date"]["text"] == "2018年1月26日"
    assert lag("exchange-registration", lang="ko")["to"]["event"]["date"]["text"] == "2021년 3월 25일"


# Bad input


@pytest.mark.parametrize(
    ("parameters", "at_fault"),
    [
        ({"to": "kr"}, "from"),
        ({"from": "jp"}, "to"),
        ({"from": "jp", "to": "xx"}, "to"),
        ({"from": "jp", "to": "jp"}, "to"),
        ({"from": "", "to": "kr"}, "from"),
        ({"from": "jp,kr", "to": "kr"}, "from"),
        ({"from": "jp", "to": "kr", "theme": "custard"}, "theme"),
        ({"from": "jp", "to": "kr", "theme": "other"}, "theme"),
        ({"from": "jp", "to": "kr", "theme": ","}, "theme"),
        ({"from": "jp", "to": "kr", "milestone": "in_force"}, "milestone"),
        ({"from": "jp", "to": "kr", "on": "2018-02-30"}, "on"),
        ({"from": "jp", "to": "kr", "on": "2018-02"}, "on"),
        ({"from": "jp", "to": "kr", "on": "2018-02-03~"}, "on"),
        ({"from": "jp", "to": "kr", "on": "yesterday"}, "on"),
        ({"from": "jp", "to": "kr", "on": "２０１８-02-03"}, "on"),
        ({"from": "jp", "to": "kr", "on": "\x00"}, "on"),
        ({"from": "jp", "to": "kr", "lang": "fr"}, "lang"),
        ({"from": "jp", "to": "kr", "themes": "custody"}, "themes"),
        ({"from": "x" * 10_000, "to": "kr"}, "from"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(parameters: dict[str, str], at_fault: str) -> None:
    world = small_world()
    world["coverage"].jurisdiction = world["kr"]
    world["coverage"].pk, world["coverage"].slug = None, "custody-kr"
    world["coverage"].save()
    found = problem("lags/", 400, **parameters)
    assert (found["parameter"], bool(found["detail"])) == (at_fault, True)


def test_a_jurisdiction_given_twice_is_refused() -> None:
    response = Client().get("/api/v1/lags/?from=jp&from=kr&to=kr")
    assert (response.status_code, response.json()["parameter"]) == (400, "from")


def test_an_unknown_theme_is_told_what_there_is(real_data: None) -> None:
    found = problem("lags/", 400, **JAPAN_TO_KOREA, theme="stable-coins")
    assert "stablecoins" in found["allowed"]
    assert "other" not in found["allowed"]


@pytest.mark.parametrize("slug", ["nothing", "UPPER", "a b", "%00", "\x00", "a\n", "x" * 3000])
def test_an_unknown_event_has_no_chain(slug: str) -> None:
    assert "There is no" in problem(f"chains/{slug}/", 404)["detail"]


def test_a_draft_has_no_chain_and_a_withdrawn_event_says_why() -> None:
    EventFactory(slug="draft", state="draft")
    EventFactory(slug="gone", state="withdrawn")
    problem("chains/draft/", 404)
    assert problem("chains/gone/", 410)["reason"] == "Entered by mistake."


def test_an_event_in_no_chain_has_an_empty_one() -> None:
    EventFactory(slug="alone")
    found = answer("chains/alone/")
    assert (found["event"]["id"], found["count"], found["steps"], found["then"]) == ("alone", 0, [], [])


def test_a_chain_takes_no_other_parameter() -> None:
    EventFactory(slug="alone")
    assert problem("chains/alone/", 400, depth="2")["parameter"] == "depth"


def test_both_ask_the_database_as_often_for_many_records_as_for_few() -> None:
    world = small_world()
    row = world["coverage"]
    row.pk, row.slug, row.jurisdiction = None, "custody-kr", world["kr"]
    row.save()
    counted = []
    for numbers in (range(1), range(1, 25)):
        crowd(world, numbers)
        with CaptureQueriesContext(connection) as queries:
            answer("lags/", **JAPAN_TO_KOREA)
        with CaptureQueriesContext(connection) as more:
            answer("chains/hack/")
        counted.append((len(queries), len(more)))
    assert counted[0] == counted[1]
    assert max(counted[0]) <= 40
