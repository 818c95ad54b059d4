"""Whatever goes wrong under /api/ is a problem document that names what is wrong and what is allowed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from timeline.models import Event

from .api import ask, problem
from .factories import EventFactory, JurisdictionFactory, OrganizationFactory, japan

pytestmark = pytest.mark.django_db


def test_an_unknown_parameter_is_named_with_what_is_allowed() -> None:
    document = problem("events/", 400, jurisdicton="jp")
    assert document["type"] == "/api/#invalid-parameter"
    assert document["title"] == "Bad Request"
    assert (document["parameter"], document["value"]) == ("jurisdicton", "jp")
    assert "Did you mean jurisdiction?" in document["detail"]
    assert {"jurisdiction", "kind", "page_size", "lang", "updated_since"} <= set(document["allowed"])


def test_an_unknown_value_is_named_with_what_is_allowed() -> None:
    japan()
    JurisdictionFactory(slug="draft", state="draft")
    document = problem("events/", 400, jurisdiction="jp,xx")
    assert (document["parameter"], document["value"], document["allowed"]) == ("jurisdiction", "xx", ["jp"])
    assert "xx" in document["detail"]


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("kind", "foo"),
        ("category", "in-force"),
        ("precision", "hour"),
        ("certainty", "sure"),
        ("conflicting", "1"),
        ("theme", "none"),
        ("from", "2019-02-29"),
        ("to", "01/05/2020"),
        ("cursor", "abc"),
        ("page_size", "0"),
        ("ordering", "title"),
        ("fields", "id,nothing"),
        ("omit", "nothing"),
        ("expand", "citations.source.citations"),
        ("expand", "citations"),
        ("lang", "fr"),
        ("lang", "EN"),
        ("format", "xml"),
        ("updated_since", "yesterday"),
        ("updated_since", "2026-13-01"),
        ("updated_since", "0001-01-01T00:00:00+14:00"),
        ("search", ""),
        ("search", "a\x00b"),
        ("search", "x" * 201),
        ("organization", "a\x00b"),
        ("kind", "in-force,"),
    ],
)
def test_a_strange_value_is_refused_by_name(parameter: str, value: str) -> None:
    document = problem("events/", 400, **{parameter: value})
    assert document["parameter"] == parameter
    assert document["detail"].startswith(f"{parameter}: ")


@pytest.mark.parametrize(
    "query",
    [
        "search=%ED%A0%80",
        "search=%ff",
        "cursor=%00",
        "kind=%ed%b0%80",
        "%00=1",
        "%ff=1",
        "from=2018&from=2019",
    ],
)
def test_malformed_text_and_repeats_are_refused(query: str) -> None:
    response = Client(raise_request_exception=False).get(f"/api/v1/events/?{query}")
    assert response.status_code == 400
    assert json.loads(response.content)["status"] == 400


def test_a_cursor_of_another_list_is_refused() -> None:
    for number in range(3):
        EventFactory(slug=f"event-{number}")
    address = ask("events/", page_size=1).json()["next"]
    cursor = address.partition("cursor=")[2]
    assert "another filter or order" in problem("events/", 400, cursor=cursor, jurisdiction="jp")["detail"]
    assert "another filter or order" in problem("sources/", 400, cursor=cursor)["detail"]
    assert "none that was given out" in problem("events/", 400, cursor=cursor[:-2])["detail"]
    assert ask("events/", cursor=cursor, page_size=2, fields="id").status_code == 200


def test_one_record_takes_parameters_of_showing_alone() -> None:
    EventFactory(slug="event")
    document = problem("events/event/", 400, jurisdiction="jp")
    assert set(document["allowed"]) == {"fields", "omit", "expand", "lang", "format"}


def test_unknown_addresses_are_404() -> None:
    assert "no record “nothing” in events" in problem("events/nothing/", 404)["detail"]
    for path in ("nothing/", "events/NOTHING/", "events/a/b/", "events/a%00b/", "ja/events/"):
        problem(path, 404)


def test_an_address_without_its_slash_leads_to_it() -> None:
    response = Client().get("/api/v1/events?kind=in-force")
    assert (response.status_code, response["Location"]) == (301, "/api/v1/events/?kind=in-force")


def test_a_withdrawn_record_is_410_with_reason_and_successor() -> None:
    EventFactory(slug="new")
    EventFactory(slug="old").withdraw("The same as new.", successor="new")
    document = problem("events/old/", 410)
    assert (document["reason"], document["successor"]) == ("The same as new.", "new")
    assert document["title"] == "Gone"
    EventFactory(slug="gone", state="withdrawn")
    assert problem("events/gone/", 410)["successor"] is None


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(method: str) -> None:
    EventFactory(slug="event")
    for path in ("events/", "events/event/", "", "schema/"):
        response = getattr(Client(), method)(f"/api/v1/{path}", data="{}", content_type="application/json")
        assert response.status_code == 405
        assert response["Content-Type"] == "application/problem+json"
    assert Event.objects.count() == 1


def test_an_error_of_ours_is_a_problem_document_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Any, *args: Any) -> Any:
        raise RuntimeError("a secret of ours")

    monkeypatch.setattr("timeline.querysets.EventQuerySet.for_api", fail)
    document = problem("events/", 500)
    assert "secret" not in json.dumps(document)


def test_too_many_parameters_are_a_problem_document() -> None:
    document = problem("events/", 400, **{f"a{number}": "1" for number in range(1001)})
    assert "too many parameters" in document["detail"]


@pytest.mark.parametrize(
    "path", ["", "schema/", "events/", "events/event/", "events/nothing/", "events/?a=b", "events"]
)
def test_every_answer_may_be_read_from_anywhere_and_sets_no_cookie(path: str) -> None:
    EventFactory(slug="event")
    response = Client(headers={"Origin": "https://example.org", "Accept-Language": "ja"}).get(
        f"/api/v1/{path}"
    )
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "public, no-cache"
    assert not response.cookies
    assert not {"Cookie", "Accept-Language", "Origin"} & set(response.get("Vary", "").split(", "))


@pytest.mark.parametrize(
    "path",
    [*("events", "as-of", "lags", "timeline", "search", "stats/sto-cases", "quality"), "chains/jp-event"],
)
def test_a_browser_may_ask_beforehand(path: str) -> None:
    response = Client().options(f"/api/v1/{path}/", headers={"Origin": "https://example.org"})
    assert response.status_code == 204
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("accept", ["text/html", "text/csv", "application/xml", "*/*"])
def test_json_comes_whatever_is_accepted(accept: str) -> None:
    OrganizationFactory()
    response = Client(headers={"Accept": accept}).get("/api/v1/organizations/")
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")


def test_pages_outside_the_api_keep_their_own_errors() -> None:
    response = Client().get("/nothing-here/")
    assert response.status_code == 404
    assert response["Content-Type"].startswith("text/html")
