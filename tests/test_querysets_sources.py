"""Words that every record's queryset understands, and those of sources, citations and revisions."""

from __future__ import annotations

import datetime
import unicodedata
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.utils import timezone

from organizations.models import Organization
from sources.models import Revision, Source
from sources.querysets import nulls_last, public

from .factories import (
    FACTORIES,
    EventFactory,
    FigureFactory,
    LawFactory,
    OrganizationFactory,
    RecordFactory,
    SourceFactory,
    cite,
    read,
)

pytestmark = pytest.mark.django_db
STATES = ["draft", "in-review", "published", "withdrawn"]


@pytest.mark.parametrize("factory", FACTORIES.values())
def test_published_leaves_out_all_other_states(factory: type[RecordFactory]) -> None:
    records = {state: factory(state=state) for state in STATES}
    mine = type(records["draft"]).objects.filter(pk__in=[record.pk for record in records.values()])
    assert list(mine.published()) == [records["published"]]


def test_reachable_are_the_published_and_the_withdrawn() -> None:
    for state in STATES:
        LawFactory(state=state, slug=f"law-{state}")
    found = LawFactory._meta.model.objects.reachable()
    assert {law.slug for law in found} == {"law-published", "law-withdrawn"}


def test_public_narrows_any_records_to_the_published() -> None:
    kept = OrganizationFactory()
    OrganizationFactory(state="draft")
    assert list(public(Organization.objects.all())) == [kept]


@pytest.mark.parametrize(
    "query",
    [
        *("JVCEA", "jvcea", "\uff2a\uff36\uff23\uff25\uff21", "virtual exchange", "EXCHANGE  virtual"),
        *("일본암호자산거래업협회", "암호자산", "日本暗号資産", "暗号資産 jvcea", "crypto-asset", "japan's"),
        unicodedata.normalize("NFD", "암호자산"),
    ],
)
def test_search_finds_every_word_however_it_is_written(query: str) -> None:
    body = OrganizationFactory(
        name="Japan Virtual and Crypto-assets Exchange Association",
        name_ja="日本暗号資産取引業協会",
        name_ko="일본 암호자산 거래업 협회",
        abbreviation="JVCEA",
        description="Japan's body for the trade in crypto-asset.",
    )
    OrganizationFactory(name="Elsewhere")
    assert list(Organization.objects.search(query)) == [body]


@pytest.mark.parametrize("query", ["", "  ", "…", "\x00", "exchange elsewhere"])
def test_search_finds_nothing_where_a_word_is_missing_or_none_is_given(query: str) -> None:
    OrganizationFactory(name="An exchange")
    assert not Organization.objects.search(query).exists()


@pytest.mark.parametrize("query", ["1%3", "a_b"])
def test_no_character_is_a_wildcard(query: str) -> None:
    OrganizationFactory(name="123 x aXb")
    found = OrganizationFactory(name=f"Named {query}")
    assert list(Organization.objects.search(query)) == [found]


def test_updated_since_takes_the_moment_itself_in() -> None:
    law = LawFactory()
    later = law.updated_at + datetime.timedelta(microseconds=1)
    assert type(law).objects.updated_since(law.updated_at).filter(pk=law.pk).exists()
    assert not type(law).objects.updated_since(later).exists()


def test_get_by_natural_key_finds_by_slug() -> None:
    law = LawFactory(slug="jp-psa")
    assert type(law).objects.get_by_natural_key("jp-psa") == law
    with pytest.raises(type(law).DoesNotExist):
        type(law).objects.get_by_natural_key("jp-fiea")


def test_update_refuses_to_leave_a_derived_column_stale() -> None:
    law = LawFactory()
    with pytest.raises(FieldError, match="search_text"):
        type(law).objects.update(short_name="PSA")
    assert type(law).objects.update(state="withdrawn", withdrawn_reason="A duplicate.") == 1


def test_primary_sources_are_those_of_who_acted() -> None:
    for kind in Source.Kind.values:
        SourceFactory(slug=f"a-{kind}", kind=kind)
    primary = {source.kind for source in Source.objects.primary()}
    assert primary == {"law", "regulator", "legislature", "international-body", "company", "industry-body"}
    assert all(source.is_primary == (source.kind in primary) for source in Source.objects.all())


def test_a_list_of_sources_leaves_the_search_text_alone() -> None:
    SourceFactory()
    source = Source.objects.for_list().get()
    assert "search_text" in source.get_deferred_fields()


def test_citations_are_shown_in_their_order_with_their_sources(django_assert_num_queries: Any) -> None:
    event = EventFactory()
    cite(event, SourceFactory(slug="later"), position=3)
    cite(event, SourceFactory(slug="first"), position=0)
    with django_assert_num_queries(1):
        shown = [citation.source.slug for citation in event.citations.for_display()]
    assert shown == ["first", "gazette", "later"]


@pytest.mark.parametrize(
    ("order", "slugs"), [("as_of_earliest", ["a", "b", "n"]), ("-as_of_earliest", ["b", "a", "n"])]
)
def test_what_has_no_value_stands_last_both_ways(order: str, slugs: list[str]) -> None:
    for slug, date in [("n", ""), ("b", "2020"), ("a", "2019")]:
        FigureFactory(slug=slug, as_of=date)
    figures = FigureFactory._meta.model.objects.order_by(*nulls_last(order))
    assert [figure.slug for figure in figures] == slugs


# Revisions


def test_revisions_of_a_record_are_not_those_of_its_namesake() -> None:
    event, law = EventFactory(slug="same"), LawFactory(slug="same", state="draft")
    assert Revision.objects.of(event).get().record_type == "event"
    assert not Revision.objects.of(law).exists()
    assert Revision.objects.elsewhere(law).get().record_type == "event"
    assert not Revision.objects.elsewhere(event).exists()


def test_published_revisions_are_those_the_public_saw() -> None:
    for number, state in enumerate(Revision.State.values, start=1):
        Revision.objects.create(record_type="law", slug="a", number=number, state=state, document={})
    assert {one.state for one in Revision.objects.published()} == {"published", "superseded"}


def test_the_latest_number_counts_proposals_too() -> None:
    event = EventFactory()
    assert Revision.objects.latest_number(event) == 1
    Revision.objects.create(record_type="event", slug=event.slug, number=2, state="proposed", document={})
    assert Revision.objects.latest_number(event) == 2
    assert Revision.objects.latest_number(LawFactory(state="draft")) == 0


def test_write_supersedes_the_revision_before() -> None:
    event = EventFactory()
    written = Revision.objects.write(event, note="Again")
    states = dict(Revision.objects.of(event).values_list("number", "state"))
    assert states == {1: "superseded", 2: "published"}
    assert (written.number, written.note, written.decided_at is not None) == (2, "Again", True)


def test_write_first_writes_revision_one_of_many(django_assert_num_queries: Any) -> None:
    laws = [LawFactory(state="draft") for _ in range(3)]
    with django_assert_num_queries(len(laws) + 2):  # the citations of each, the moment, one statement for all
        Revision.objects.write_first(laws, "Loaded")
    written = Revision.objects.filter(record_type="law", decided_at__lte=timezone.now())
    assert list(written.values_list("number", "state", "note")) == [(1, "published", "Loaded")] * 3


def test_changes_are_the_newest_public_state_of_each_record_in_the_order_of_publication() -> None:
    source = EventFactory(slug="first").citations.get().source
    changed = EventFactory(slug="changed")
    EventFactory(slug="gone").withdraw("A duplicate.")
    EventFactory(slug="draft", state="draft")
    Revision.objects.create(record_type="event", slug="first", number=2, state="proposed", document={})
    changed.title = "Another"
    changed.remember()
    found = [
        (one.slug, one.state, one.is_first)
        for one in Revision.objects.for_changes()
        if one.record_type == "event"
    ]
    assert found == [
        ("first", "published", True),
        ("gone", "withdrawn", False),
        ("changed", "published", False),
    ]
    assert Revision.objects.for_changes().get(slug=source.slug).is_first


def test_a_history_is_all_that_the_public_saw() -> None:
    for number, state in enumerate(Revision.State.values, start=1):
        Revision.objects.create(record_type="law", slug="a", number=number, state=state, document={})
    found = {one.state for one in Revision.objects.for_history()}
    assert found == {"published", "superseded", "withdrawn"}


def test_a_withdrawal_takes_the_place_of_what_was_published() -> None:
    event = EventFactory()
    event.withdrawn_reason, event.successor = "A duplicate.", "another"
    written = Revision.objects.write_withdrawal(event)
    assert (written.number, written.state) == (2, "withdrawn")
    assert written.document == {"withdrawn_reason": "A duplicate.", "successor": "another"}
    assert Revision.objects.of(event).get(number=1).state == "superseded"


def test_a_new_public_state_supersedes_the_one_before() -> None:
    event = EventFactory()
    written = Revision.objects.supersede(event, document={"title": "Another"})
    states = dict(Revision.objects.of(event).values_list("number", "state"))
    assert states == {1: "superseded", 2: "published"}
    assert written.document == {"title": "Another"}


def test_the_last_decision_is_when_the_data_changed() -> None:
    assert Revision.objects.last_decided() is None
    event = EventFactory()
    assert Revision.objects.last_decided() == Revision.objects.of(event).get().decided_at


def test_every_decision_is_later_than_those_before_whatever_the_clock_says() -> None:
    EventFactory()
    ahead = timezone.now() + datetime.timedelta(days=1)
    Revision.objects.update(decided_at=ahead)
    assert Revision.objects.next_moment() == ahead + datetime.timedelta(microseconds=1)


# On how little records rest


def event_on(*kinds: str, slug: str) -> Any:
    """An event that rests on new sources of these kinds alone."""
    event = EventFactory(slug=slug)
    event.citations.all().delete()
    for kind in kinds:
        cite(event, SourceFactory(kind=kind))
    return event


def weak_and_firm() -> Any:
    event_on("news", slug="one")
    event_on("news", "report", slug="two")
    event_on("news", "law", slug="mixed")
    event_on("law", slug="firm")
    event_on(slug="uncited")
    twice = event_on("news", slug="twice")
    cite(twice, twice.citations.get().source, locator="p. 2")
    return EventFactory._meta.model.objects.order_by("slug")


def slugs(found: Any) -> list[str]:
    return [record.slug for record in found]


def test_without_primary_are_cited_records_that_rest_on_secondary_sources() -> None:
    assert slugs(weak_and_firm().without_primary()) == ["one", "twice", "two"]


def test_on_one_source_counts_sources_and_not_places_in_them() -> None:
    assert slugs(weak_and_firm().on_one_source()) == ["firm", "one", "twice"]


def test_resting_on_one_secondary_source_or_on_several() -> None:
    events = weak_and_firm()
    assert slugs(events.resting("one-secondary")) == ["one", "twice"]
    assert slugs(events.resting("secondary-only")) == ["one", "twice", "two"]
    assert slugs(events.resting("one-secondary", "secondary-only")) == ["one", "twice", "two"]


def test_evidence_counts_are_those_of_the_words(django_assert_num_queries: Any) -> None:
    events = weak_and_firm()
    with django_assert_num_queries(1):
        found = events.evidence_counts()
    assert found == {"all": 6, "uncited": 1, "secondary-only": 3, "one-secondary": 2}


def test_undecided_are_those_with_any_reading_left_open() -> None:
    for slug, verdicts in {"open": ["", "no"], "closed": ["yes", "no"], "plain": []}.items():
        event = EventFactory(slug=slug)
        for verdict in verdicts:
            read(event, trusted=verdict)
    assert slugs(EventFactory._meta.model.objects.undecided()) == ["open"]
