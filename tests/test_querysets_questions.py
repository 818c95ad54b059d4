"""Words that fetch what comparisons and chains ask."""

from __future__ import annotations

from typing import Any

import pytest

from timeline.models import Coverage, Event, Link

from .factories import (
    AmendmentFactory,
    CoverageFactory,
    EventFactory,
    LinkFactory,
    SourceFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


def test_lags_are_fetched_with_acts_their_lives_citations_and_what_was_searched(
    django_assert_num_queries: Any,
) -> None:
    theme = ThemeFactory(slug="custody")
    act, gone = AmendmentFactory(themes=[theme]), AmendmentFactory(themes=[theme])
    start = EventFactory(kind="in-force", date="2020-05-01", amendments=[act, gone])
    passed = EventFactory(kind="bill-passed", date="2019-05-31", amendments=[act])
    EventFactory(kind="promulgated", date="2019-06-07", amendments=[act], state="draft")
    CoverageFactory(theme=ThemeFactory(slug="other"), deciding=[start])
    searched = [SourceFactory(slug="searched")]
    CoverageFactory(theme=theme, deciding=[start], sources=searched)
    gone.withdraw("A duplicate.")
    (row,) = Coverage.objects.for_lags()
    with django_assert_num_queries(0):
        (event,) = row.deciding.all()
        (found,) = event.amendments.all()
        assert (row.theme, row.jurisdiction.slug, found) == (theme, "jp", act)
        assert [source.slug for source in row.sources.all()] == ["searched"]
        assert list(found.events.all()) == [passed, start]
        assert [measure.theme_id for measure in found.measures.all()] == [theme.pk]
        assert [one.source.slug for one in found.events.all()[0].citations.all()] == ["gazette"]
        assert (found.events.all()[0].jurisdiction.slug, list(event.measures.all())) == ("jp", [])


def test_edges_are_directed_and_join_published_events() -> None:
    link = LinkFactory()
    LinkFactory(state="draft")
    LinkFactory(kind="contrasts-with")
    LinkFactory().to_event.withdraw("A duplicate.")
    assert list(Link.objects.edges()) == [(link.pk, link.from_event_id, link.to_event_id)]


def test_lives_pair_published_events_with_published_acts() -> None:
    act, gone = AmendmentFactory(), AmendmentFactory()
    event = EventFactory(slug="start", kind="in-force", date="2017-04", amendments=[act, gone])
    EventFactory(amendments=[act], state="draft")
    gone.withdraw("A duplicate.")
    assert list(Event.objects.lives()) == [
        (act.pk, event.pk, event.earliest, event.latest, event.rank, "start")
    ]


def test_a_step_of_a_chain_is_fetched_whole(django_assert_num_queries: Any) -> None:
    made = EventFactory()
    event = Event.objects.for_chain().get(pk=made.pk)
    with django_assert_num_queries(0):
        assert event.jurisdiction.slug == "jp"
        assert [citation.source.slug for citation in event.citations.all()] == ["gazette"]


def test_with_themes_fetches_all_that_they_follow_from(django_assert_num_queries: Any) -> None:
    ruled, own, decided = (ThemeFactory(slug=slug) for slug in ("a-ruled", "b-own", "c-decided"))
    made = EventFactory(amendments=[AmendmentFactory(themes=[ruled])])
    themed = EventFactory(themes=[own])
    CoverageFactory(theme=decided, deciding=[made, themed])
    events = Event.objects.with_themes().in_bulk([made.pk, themed.pk])
    with django_assert_num_queries(0):
        assert events[made.pk].all_themes == [ruled, decided]
        assert events[themed.pk].all_themes == [own, decided]


def test_cited_fetches_citations_with_their_sources_at_once(django_assert_num_queries: Any) -> None:
    EventFactory()
    events = Event.objects.all()
    with django_assert_num_queries(2):
        (event,) = events.prefetch_related(events.cited())
        assert [citation.source.slug for citation in event.citations.all()] == ["gazette"]
