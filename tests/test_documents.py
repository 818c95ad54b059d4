"""What publication remembers: a revision for each change, whose document equals the columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User

from sources.documents import document_of, for_document
from sources.models import Record, Revision

from .factories import (
    FACTORIES,
    AmendmentFactory,
    EventFactory,
    OrganizationFactory,
    RecordFactory,
    SourceFactory,
    ThemeFactory,
    cite,
    read,
)

pytestmark = pytest.mark.django_db
PUBLISHED_ALONE = [factory for model, factory in FACTORIES.items() if model.__name__ != "Measure"]


def revisions(record: Record) -> list[tuple[int, str]]:
    return list(Revision.objects.of(record).order_by("number").values_list("number", "state"))


def stored(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)


@pytest.mark.parametrize("factory", PUBLISHED_ALONE)
def test_publication_writes_revision_one(factory: type[RecordFactory]) -> None:
    record = factory()
    assert revisions(record) == [(1, "published")]
    assert (stored(record).state, stored(record).revision) == ("published", 1)


@pytest.mark.parametrize("factory", PUBLISHED_ALONE)
def test_the_document_equals_the_columns(factory: type[RecordFactory]) -> None:
    record = factory()
    kept = Revision.objects.of(record).get(state="published").document
    assert kept == document_of(stored(record))
    assert kept


@pytest.mark.parametrize("factory", PUBLISHED_ALONE)
def test_publishing_again_without_a_change_writes_nothing(factory: type[RecordFactory]) -> None:
    record = stored(factory())
    before = record.updated_at
    record.publish()
    assert revisions(record) == [(1, "published")]
    assert stored(record).updated_at == before


def test_a_change_writes_the_next_revision_and_supersedes_the_last() -> None:
    event = EventFactory(title="Old")
    before = event.updated_at
    event.title = "New"
    event.publish(author=User.objects.create_user("ann"), note="Better words")
    assert revisions(event) == [(1, "superseded"), (2, "published")]
    assert stored(event).revision == 2
    assert stored(event).updated_at > before
    last = Revision.objects.of(event).get(state="published")
    assert (str(last.author), last.note, last.document["title"]) == ("ann", "Better words", "New")


@pytest.mark.parametrize(
    "change",
    [
        cite,
        read,
        lambda event: event.organizations.add(OrganizationFactory()),
        lambda event: event.citations.update(locator="p. 2"),
    ],
)
def test_a_change_of_a_part_is_a_change(change: Callable[[Any], Any]) -> None:
    event = EventFactory()
    change(event)
    event.publish()
    assert event.revision == 2


def test_the_document_holds_parts_in_order_and_relations_by_slug() -> None:
    event = EventFactory(organizations=[OrganizationFactory(slug="b"), OrganizationFactory(slug="a")])
    cite(event, SourceFactory(slug="last"), position=9)
    cite(event, SourceFactory(slug="first"), position=0, supports="Stolen")
    read(event, says="744,000 BTC", trusted="no")
    document = document_of(stored(event))
    assert document["organizations"] == ["a", "b"]
    assert document["citations"][0] == {"source": "first", "locator": "p. 1", "supports": "Stolen"}
    assert [citation["source"] for citation in document["citations"]] == ["first", "gazette", "last"]
    assert document["readings"] == [{"source": "gazette", "says": "744,000 BTC", "trusted": "no"}]
    assert not {"slug", "state", "earliest", "rank", "search_text", "summary_ja"} & set(document)


def test_an_amendment_s_document_holds_its_measures_whole() -> None:
    amendment = AmendmentFactory(themes=[ThemeFactory(slug="custody")])
    (measure,) = document_of(stored(amendment))["measures"]
    assert measure["theme"] == "custody"
    assert measure["citations"][0]["source"] == "gazette"


@pytest.mark.parametrize("factory", FACTORIES.values())
def test_documents_are_fetched_in_a_constant_number_of_queries(
    factory: type[RecordFactory], django_assert_max_num_queries: Any
) -> None:
    records = type(factory()).objects.order_by("pk")
    with django_assert_max_num_queries(20) as queries:
        first = document_of(for_document(records).get())
    factory()
    factory()
    with django_assert_max_num_queries(len(queries)):
        documents = [document_of(record) for record in for_document(records)]
    assert documents[0] == first
    assert len(documents) == 3
