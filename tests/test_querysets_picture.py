"""Words for the picture of the timeline: its marks, its axis, its ends."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from timeline.models import Event

from .factories import (
    AmendmentFactory,
    CoverageFactory,
    EventFactory,
    LinkFactory,
    OrganizationFactory,
    ThemeFactory,
    cite,
    japan,
    korea,
    read,
)

pytestmark = pytest.mark.django_db


def test_a_mark_of_the_picture_says_how_many_questions_its_event_decides(
    django_assert_num_queries: Any,
) -> None:
    event = EventFactory(slug="weighty", organizations=[OrganizationFactory(), OrganizationFactory()])
    for state in ("published", "published", "draft"):
        CoverageFactory(deciding=[event], state=state)
    (mark,) = Event.objects.for_picture()
    with django_assert_num_queries(0):
        assert (mark.decided_count, mark.jurisdiction.slug, mark.incident) == (2, "jp", None)


def test_an_event_reaches_abroad_by_a_link_to_a_published_event_elsewhere() -> None:
    def link(slug: str, place: Any, **columns: Any) -> Any:
        effect = EventFactory(jurisdiction=place, date="2020")
        return LinkFactory(from_event=EventFactory(slug=slug), to_event=effect, **columns)

    link("abroad", korea())
    link("home", japan())
    link("contrast", korea(), kind="contrasts-with")
    link("draft", korea(), state="draft")
    link("gone", korea()).to_event.withdraw("A duplicate.")
    events = Event.objects.all()
    found = events.filter(events.reaching_abroad())
    assert [event.slug for event in found] == ["abroad"]


def test_a_mark_of_the_axis_counts_its_evidence_and_names_published_records(
    django_assert_num_queries: Any,
) -> None:
    amendment = AmendmentFactory(themes=[ThemeFactory(), ThemeFactory()])
    body, closed = OrganizationFactory(), OrganizationFactory()
    event = EventFactory(
        amendments=[amendment], measures=amendment.measures.all(), organizations=[body, closed]
    )
    for number in range(2):
        cite(event)
        read(event, says=f"{number} of another")
    closed.withdraw("A duplicate.")
    (mark,) = Event.objects.for_axis()
    with django_assert_num_queries(0):
        assert (mark.citation_count, mark.reading_count, mark.measure_count) == (3, 2, 2)
        assert (list(mark.amendments.all()), list(mark.organizations.all())) == ([amendment], [body])


def test_the_axis_is_in_order() -> None:
    for date in ("2019", "2018-05", "../2010"):
        EventFactory(date=date)
    assert [event.date for event in Event.objects.for_axis()] == ["2018-05", "2019", "../2010"]


def test_the_extent_counts_and_runs_from_the_first_possible_day_to_the_last() -> None:
    for date in ("2018-05", "2019", "../2010-03", "2019-06/.."):
        EventFactory(date=date)
    assert Event.objects.all().extent() == (4, (datetime.date(2010, 3, 31), datetime.date(2019, 12, 31)))
    assert Event.objects.none().extent() == (0, None)


def test_counts_by_period_name_it_by_the_letters_of_its_date() -> None:
    for date in ("2018-05-03", "2018-05", "../2010-03", "2019-06/.."):
        EventFactory(date=date, kind="in-force", jurisdiction=korea())
    EventFactory(date="2018-05", kind="enforcement", jurisdiction=korea())
    place = korea().pk
    assert sorted(Event.objects.all().counts_by_period(7)) == [
        ("2010-03", place, "in-force", 1),
        ("2018-05", place, "enforcement", 1),
        ("2018-05", place, "in-force", 2),
        ("2019-06", place, "in-force", 1),
    ]
    assert ("2018-05-01", place, "in-force", 1) in Event.objects.all().counts_by_period(10)


def test_counts_by_category_sum_up_the_kinds_and_name_no_empty_one() -> None:
    for kind in ("promulgated", "in-force", "in-force", "listed"):
        EventFactory(kind=kind)
    assert Event.objects.counts_by_category() == {"law": 3, "offering": 1}
    assert Event.objects.none().counts_by_category() == {}
