"""What every address of the API does alike, be it a list, a record or a question."""

from __future__ import annotations

import pytest

from .api import LISTS, ask, problem
from .factories import CoverageFactory, EventFactory, korea
from .world import small_world

pytestmark = pytest.mark.django_db
QUESTIONS = {
    "": {},
    "schema/": {},
    "as-of/": {"date": "2018-01-26"},
    "timeline/": {},
    "lags/": {"from": "jp", "to": "kr"},
    "chains/alone/": {},
    "search/": {"q": "act"},
    "stats/sto-cases/": {},
    "quality/": {},
    "changes/": {},
    "events/alone/history/": {},
}
ADDRESSES = QUESTIONS | {f"{name}/": {} for name in LISTS} | {"events/alone/": {}}


@pytest.fixture(autouse=True)
def two_countries() -> None:
    world = small_world()
    CoverageFactory(theme=world["theme"], jurisdiction=korea())
    EventFactory(slug="alone")


@pytest.mark.parametrize("address", ADDRESSES)
def test_json_may_be_asked_for_by_name_everywhere(address: str) -> None:
    plain, named = (ask(address, **ADDRESSES[address], **more) for more in ({}, {"format": "json"}))
    assert (plain.status_code, named.status_code) == (200, 200)
    assert named["Content-Type"] == plain["Content-Type"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("form", ["xml", "JSON", "api", "json,json"])
def test_any_other_form_is_refused_with_what_there_is(address: str, form: str) -> None:
    found = problem(address, 400, **ADDRESSES[address], format=form)
    allowed = ["json", "csv", "ndjson", "xlsx"] if address.rstrip("/") in LISTS else ["json"]
    assert (found["parameter"], found["value"], found["allowed"]) == ("format", form, allowed)


@pytest.mark.parametrize(
    ("address", "parameter", "value"),
    [
        ("as-of/", "theme", "custody"),
        ("as-of/", "jurisdiction", "jp"),
        ("timeline/", "theme", "custody"),
        ("timeline/", "kind", "in-force"),
        ("lags/", "theme", "custody"),
        ("search/", "type", "laws"),
        ("stats/sto-cases/", "jurisdiction", "jp"),
        ("stats/sto-cases/", "year", "2021"),
        ("events/", "jurisdiction", "jp"),
        ("coverage/", "theme", "custody"),
        ("events/", "fields", "id"),
        ("events/", "expand", "citations.source"),
    ],
)
def test_a_value_named_twice_is_refused(address: str, parameter: str, value: str) -> None:
    given = ADDRESSES[address]
    assert ask(address, **given, **{parameter: value}).status_code == 200
    found = problem(address, 400, **given, **{parameter: f"{value},{value}"})
    assert (found["parameter"], found["value"]) == (parameter, value)
    assert "more than once" in found["detail"]


def test_a_value_is_named_twice_in_whatever_spelling() -> None:
    assert problem("events/", 400, jurisdiction="jp,JP")["parameter"] == "jurisdiction"
    assert problem("events/?jurisdiction=jp&jurisdiction=jp", 400)["parameter"] == "jurisdiction"
