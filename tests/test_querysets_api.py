"""Words that fetch what the API's documents show."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.models import Organization
from regulations.models import Amendment, Law, Measure
from timeline.models import Event, Figure, Link

from .everything import world
from .factories import FACTORIES, EventFactory, FigureFactory, cite

pytestmark = pytest.mark.django_db


def asked(read: Any) -> int:
    with CaptureQueriesContext(connection) as queries:
        read()
    return len(queries)


@pytest.mark.parametrize("model", list(FACTORIES))
def test_for_api_finds_what_is_published(model: Any) -> None:
    if not hasattr(model.objects, "for_api"):
        pytest.fail(f"{model.__name__} has no word for the API")
    made = FACTORIES[model]()
    hidden = FACTORIES[model](state="draft")
    slugs = {record.slug for record in model.objects.for_api()}
    assert made.slug in slugs
    assert hidden.slug not in slugs


def test_for_card_brings_what_a_card_names() -> None:
    made = world()
    organization = Organization.objects.for_card().get(pk=made.organization.pk)
    measure = Measure.objects.for_card().get()
    assert asked(lambda: organization.jurisdiction.slug) == 0
    assert asked(lambda: (measure.theme.slug, measure.amendment.jurisdiction.slug)) == 0


def test_with_keys_follows_what_is_expanded_one_step_further() -> None:
    world()
    plain = Event.objects.with_keys().get(slug="a-event")
    deeper = Event.objects.with_keys({"incident"}).get(slug="a-event")
    assert asked(lambda: plain.incident.name) == 0
    assert asked(lambda: plain.incident.organization.name) == 1
    assert asked(lambda: deeper.incident.organization.name) == 0


def test_with_evidence_brings_citations_and_readings_with_their_sources() -> None:
    world()
    event = Event.objects.with_evidence().get(slug="a-event")
    assert asked(lambda: [row.source.title for row in (*event.citations.all(), *event.readings.all())]) == 0


def test_with_names_brings_published_records_by_slug_or_whole() -> None:
    made = world()
    made.organization.withdraw("Entered by mistake.")
    event = Event.objects.with_names((), "organizations", "amendments").get(slug="a-event")
    whole = Event.objects.with_names({"amendments"}, "amendments").get(slug="a-event")
    assert list(event.organizations.all()) == []
    assert asked(lambda: event.amendments.all()[0].slug) == 0
    assert asked(lambda: event.amendments.all()[0].title) == 1
    assert asked(lambda: (whole.amendments.all()[0].title, whole.amendments.all()[0].jurisdiction.slug)) == 0


def test_named_works_for_relations_from_the_other_side() -> None:
    made = world()
    laws = Law.objects.all().prefetch_related(Law.objects.all().named("amendments", whole=False))
    assert [each.slug for each in laws.get().amendments.all()] == [made.amendment.slug]


def test_an_amendment_for_the_api_has_its_measures_whole() -> None:
    made = world()
    cite(made.measure, made.source)
    amendment = Amendment.objects.for_api().get()

    def read() -> list[str]:
        return [row.source.slug for measure in amendment.measures.all() for row in measure.citations.all()]

    assert asked(read) == 0
    assert set(read()) == {"gazette", "a-source"}


def test_figures_and_links_of_what_is_hidden_are_hidden() -> None:
    made = world()
    assert (Figure.objects.for_api().count(), Link.objects.for_api().count()) == (1, 1)
    made.event.withdraw("Entered by mistake.")
    assert (Figure.objects.for_api().count(), Link.objects.for_api().count()) == (0, 0)


def test_figures_lie_between_two_days_as_far_as_their_date_can() -> None:
    event = EventFactory()
    for slug, date in {
        "day": "2018-01-26",
        "year": "2018",
        "since": "2017/..",
        "until": "../2017",
        "none": "",
    }.items():
        FigureFactory(slug=slug, organization=None, event=event, metric="value_lost", unit="JPY", as_of=date)

    def found(*days: datetime.date | None) -> set[str]:
        return {figure.slug for figure in Figure.objects.as_of_between(*days)}

    start, end = datetime.date(2018, 2, 1), datetime.date(2017, 12, 31)
    assert found(start, None) == {"year", "since"}
    assert found(None, end) == {"since", "until"}
    assert found(None, None) == {"day", "year", "since", "until"}
