"""The changes of the API: what was published, changed or withdrawn, in order, and nothing else."""

from __future__ import annotations

import datetime
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organizations.models import Affiliation
from sources.models import Revision
from timeline.models import Event

from .api import Answer, answer, ask, problem
from .everything import world
from .factories import (
    FACTORIES,
    AmendmentFactory,
    EventFactory,
    LawFactory,
    OfferingFactory,
    ThemeFactory,
    the_source,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen() -> str:
    """A cursor after all that tests need around their records."""
    LawFactory(slug="law")
    return str(answer("changes/")["cursor"])


def changes(since: str) -> list[tuple[str, str, str]]:
    return [(one["change"], one["type"], one["id"]) for one in answer("changes/", since=since)["results"]]


def test_what_was_created_updated_and_withdrawn_comes_in_order(seen: str) -> None:
    first, second = EventFactory(slug="first"), EventFactory(slug="second")
    assert changes(seen) == [("created", "event", "first"), ("created", "event", "second")]
    first.title = "Another"
    first.remember()
    second.withdraw("The same as first.", successor="first")
    updated, withdrawn = answer("changes/", since=seen)["results"]
    assert (updated["change"], updated["id"], updated["revision"]) == ("updated", "first", 2)
    assert updated["document"]["title"] == "Another"
    assert (updated["reason"], updated["successor"]) == (None, None)
    assert Client().get(updated["url"]).json()["id"] == "first"
    assert (withdrawn["change"], withdrawn["id"], withdrawn["revision"]) == ("withdrawn", "second", 2)
    assert (withdrawn["document"], withdrawn["reason"]) == (None, "The same as first.")
    assert withdrawn["successor"] == "first"
    assert updated["at"] < withdrawn["at"]


def test_a_record_says_when_it_changed_as_its_change_does(seen: str) -> None:
    event = EventFactory(slug="event")
    event.title = "Another"
    event.remember()
    (change,) = answer("changes/", since=seen)["results"]
    record = answer("events/event/")
    assert (record["updated_at"], record["revision"]) == (change["at"], change["revision"])


def test_what_changes_nothing_is_no_change(seen: str) -> None:
    event = EventFactory(slug="event")
    before = answer("changes/", since=seen), answer("events/event/")["updated_at"]
    event.save()
    event.remember()
    event.publish()
    assert (answer("changes/", since=seen), answer("events/event/")["updated_at"]) == before


def test_pages_follow_each_other_and_the_last_says_where_to_go_on(seen: str) -> None:
    for number in range(5):
        EventFactory(slug=f"event-{number}")
    page = answer("changes/", since=seen, page_size=2)
    assert page["count"] == 5
    found = [one["id"] for one in page["results"]]
    while page["next"]:
        page = Client().get(page["next"]).json()
        found += [one["id"] for one in page["results"]]
    assert found == [f"event-{number}" for number in range(5)]
    assert changes(page["cursor"]) == []
    again = answer("changes/", since=page["cursor"])
    EventFactory(slug="later")
    assert changes(again["cursor"]) == [("created", "event", "later")]


def test_a_record_that_changes_while_pages_are_read_comes_again_at_the_end(seen: str) -> None:
    first = EventFactory(slug="first")
    EventFactory(slug="second")
    page = answer("changes/", since=seen, page_size=1)
    first.title = "Another"
    first.remember()
    assert changes(page["cursor"]) == [("created", "event", "second"), ("updated", "event", "first")]


def test_since_takes_a_moment_and_holds_what_happened_at_it(seen: str) -> None:
    EventFactory(slug="first")
    at = Revision.objects.get(slug="first").decided_at
    assert at is not None
    EventFactory(slug="second")
    assert [slug for _change, _type, slug in changes(at.isoformat())] == ["first", "second"]
    just_after = (at + datetime.timedelta(microseconds=1)).isoformat()
    assert [slug for _change, _type, slug in changes(just_after)] == ["second"]


def test_without_since_it_begins_at_the_beginning() -> None:
    made = world()
    found = {(one["type"], one["id"]) for one in answer("changes/", page_size=200)["results"]}
    named = [("sto-case", made.case), ("affiliation", made.affiliation), ("amendment", made.amendment)]
    named += [("event", made.event), ("source", made.source), ("figure", made.figure)]
    assert {(kind, record.slug) for kind, record in named} <= found
    assert not [one for one in found if one[0] == "measure"], "they are in the documents of their amendments"


def test_the_cursor_of_nothing_goes_on_from_where_one_asked() -> None:
    empty = answer("changes/")
    assert (empty["count"], empty["results"], empty["next"]) == (0, [], None)
    the_source()
    assert changes(empty["cursor"]) == [("created", "source", "gazette")]


def test_a_withdrawn_case_takes_its_milestones_along(seen: str) -> None:
    OfferingFactory(slug="case").withdraw("A hoax.")
    assert {one for one in changes(seen) if one[0] == "withdrawn"} == {
        ("withdrawn", "sto-case", "case"),
        ("withdrawn", "event", "case-issued"),
    }


def test_a_draft_that_goes_down_with_its_case_was_never_public(seen: str) -> None:
    case = OfferingFactory(slug="case")
    EventFactory(slug="draft", kind="listed", offerings=[case], jurisdiction=case.jurisdiction, state="draft")
    case.withdraw("A hoax.")
    assert "draft" not in str(answer("changes/", since=seen))
    problem("events/draft/history/", 404)


def test_a_withdrawal_from_before_there_were_revisions_of_it_is_told_too(seen: str) -> None:
    event = EventFactory(slug="event")
    Event.objects.filter(pk=event.pk).update(state="withdrawn", withdrawn_reason="A duplicate.")
    migration = import_module("stoatlas.migrations.0004_remember_withdrawals")
    for _ in range(2):
        migration.remember_withdrawals(apps, SimpleNamespace(connection=connection))
    (change,) = answer("changes/", since=seen)["results"]
    assert (change["change"], change["reason"], change["revision"]) == ("withdrawn", "A duplicate.", 2)


@pytest.mark.parametrize("model", [each for each in FACTORIES if each is not Affiliation])
@pytest.mark.parametrize("state", ["draft", "in-review"])
def test_what_is_not_published_is_no_change(model: Any, state: str) -> None:
    hidden = FACTORIES[model](state=state, cited=True)
    assert f"'{hidden.slug}'" not in str(answer("changes/", page_size=200))


def test_a_proposal_is_no_change(seen: str) -> None:
    event = EventFactory(slug="event")
    cursor = answer("changes/")["cursor"]
    Revision.objects.create(
        record_type="event", slug=event.slug, number=2, state="proposed", document={"title": "Secret"}
    )
    assert "Secret" not in str(answer("changes/", since=seen))
    assert changes(cursor) == []


@pytest.mark.parametrize(
    "value",
    [
        "",
        "yesterday",
        "2026-13-01",
        "2026-11-22T25:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "a\x00b",
        "\ud800",
        "eyJhIjoxfQ",
        "9" * 400,
    ],
)
def test_since_is_a_moment_or_a_cursor(value: str) -> None:
    response = Client(raise_request_exception=False).get(
        "/api/v1/changes/", {"since": value.encode("utf-8", "surrogatepass")}
    )
    assert response.status_code == 400
    assert response.json()["parameter"] == "since"


def test_since_is_not_to_come() -> None:
    ahead = (timezone.now() + datetime.timedelta(hours=1)).isoformat()
    assert "yet to come" in problem("changes/", 400, since=ahead)["detail"]


def test_a_cursor_is_taken_as_it_was_given_alone(seen: str) -> None:
    assert problem("changes/", 400, since=seen[:-2])["parameter"] == "since"
    EventFactory(slug="one")
    EventFactory(slug="two")
    of_a_list = ask("events/", page_size=1).json()["next"].partition("cursor=")[2]
    assert problem("changes/", 400, since=of_a_list)["parameter"] == "since"


@pytest.mark.parametrize(("name", "value"), [("page_size", "0"), ("page_size", "201"), ("cursor", "a")])
def test_other_parameters_are_checked_as_everywhere(name: str, value: str) -> None:
    assert problem("changes/", 400, **{name: value})["parameter"] == name


def test_many_changes_ask_as_little_as_one(seen: str) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            answer("changes/", since=seen)
        return len(queries)

    EventFactory()
    one = asked()
    for _ in range(5):
        EventFactory()
    assert asked() == one <= 2


# The history of one record


def history(path: str, **parameters: Any) -> list[Answer]:
    return list(answer(f"{path}/history/", **parameters)["results"])


def test_a_history_says_what_changed_when() -> None:
    event = EventFactory(slug="event", title="One")
    event.title, event.summary = "Two", "It went otherwise."
    event.remember()
    Revision.objects.create(
        record_type="event", slug="event", number=3, state="proposed", document={"title": "Secret"}
    )
    first, second = history("events/event")
    assert (first["revision"], first["change"]) == (1, "created")
    assert {"title", "date", "citations"} <= set(first["changed"])
    assert first["document"]["title"] == "One"
    assert (second["revision"], second["change"], second["changed"]) == (2, "updated", ["summary", "title"])
    assert second["document"]["title"] == "Two"
    assert second["at"] == answer("events/event/")["updated_at"]


def test_the_history_of_a_withdrawn_record_says_so_and_repeats_nothing() -> None:
    event = EventFactory(slug="event", title="Libel")
    event.withdraw("Not true.", successor="another")
    created, withdrawn = history("events/event")
    assert (created["change"], created["document"]) == ("created", None)
    assert (withdrawn["change"], withdrawn["reason"], withdrawn["successor"]) == (
        "withdrawn",
        "Not true.",
        "another",
    )
    assert (withdrawn["changed"], withdrawn["document"]) == ([], None)
    assert "Libel" not in str(history("events/event"))


def test_a_history_comes_in_pages_that_agree_with_the_whole() -> None:
    event = EventFactory(slug="event", title="0")
    for number in range(1, 5):
        event.title = str(number)
        event.remember()
    whole = history("events/event")
    page = answer("events/event/history/", page_size=2)
    assert page["count"] == 5
    found = page["results"]
    while page["next"]:
        page = Client().get(page["next"]).json()
        found += page["results"]
    assert found == whole
    assert [one["document"]["title"] for one in found] == ["0", "1", "2", "3", "4"]


def test_a_measure_has_the_history_of_its_own_changes() -> None:
    amendment = AmendmentFactory(slug="act", themes=[ThemeFactory(), ThemeFactory()])
    first, second = amendment.measures.all()
    first.text = "Another rule"
    first.save()
    amendment.remember()
    amendment.summary = "Shorter."
    amendment.remember()
    assert [one["changed"] for one in history(f"measures/{first.slug}")][1:] == [["text"]]
    assert [one["revision"] for one in history(f"measures/{second.slug}")] == [1]
    assert [one["revision"] for one in history("amendments/act")] == [1, 2, 3]
    amendment.withdraw("A duplicate.")
    assert [one["change"] for one in history(f"measures/{second.slug}")] == ["created", "withdrawn"]


@pytest.mark.parametrize("state", ["draft", "in-review"])
@pytest.mark.parametrize("factory", [EventFactory, LawFactory, AmendmentFactory, OfferingFactory])
def test_what_was_never_public_has_no_history(factory: Any, state: str) -> None:
    record = factory(slug="hidden", state=state, cited=True)
    assert record.state == state
    collection = {"event": "events", "law": "laws", "amendment": "amendments", "offering": "sto-cases"}
    problem(f"{collection[record.record_type]}/hidden/history/", 404)


def test_nothing_has_no_history() -> None:
    assert "ever public" in problem("events/nothing/history/", 404)["detail"]
    EventFactory(slug="event")
    assert problem("events/event/history/", 400, lang="ja")["parameter"] == "lang"
    assert problem("events/event/history/", 400, cursor="abc")["parameter"] == "cursor"
    assert problem("events/event/history/", 400, page_size="0")["parameter"] == "page_size"


def test_every_record_of_every_collection_has_its_history() -> None:
    made = world()
    addresses = {
        "amendments": made.amendment,
        "measures": made.measure,
        "coverage": made.coverage,
        "sto-cases": made.case,
        "figures": made.figure,
        "links": made.link,
        "sources": made.source,
        "incidents": made.incident,
        "organizations": made.organization,
        "themes": made.theme,
        "laws": made.law,
    }
    for collection, record in addresses.items():
        (first, *_later) = history(f"{collection}/{record.slug}")
        assert first["change"] == "created", collection
