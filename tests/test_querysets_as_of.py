"""Words that fetch what is needed to tell the state of the rules on a day."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from offerings.models import Offering
from organizations.models import Organization
from regulations.models import Amendment, Measure, Theme
from timeline.day_facts import incident_days
from timeline.models import Coverage, Event, Figure

from .factories import (
    AmendmentFactory,
    EventFactory,
    FigureFactory,
    IncidentFactory,
    OfferingFactory,
    OrganizationFactory,
    ThemeFactory,
    japan,
    korea,
)
from .world import small_world

pytestmark = pytest.mark.django_db
DAY = datetime.date(2018, 1, 26)


def asked(read: Any) -> int:
    with CaptureQueriesContext(connection) as queries:
        read()
    return len(queries)


def test_measures_for_as_of_are_those_of_public_acts_of_the_countries() -> None:
    world = small_world()
    AmendmentFactory(slug="draft", state="draft", themes=[world["theme"]])
    AmendmentFactory(slug="elsewhere", jurisdiction=korea(), themes=[world["theme"]])
    AmendmentFactory(slug="beside", themes=[ThemeFactory(slug="other")])
    (measure,) = Measure.objects.for_as_of([japan()])
    assert measure.amendment == world["amendment"]
    assert asked(lambda: (measure.amendment.title, measure.amendment.jurisdiction_id)) == 0


def test_for_rows_leaves_out_the_theme_that_compares_nothing() -> None:
    ThemeFactory(slug="custody")
    ThemeFactory(slug="other")
    assert [theme.slug for theme in Theme.objects.for_rows()] == ["custody"]


def test_coverage_for_as_of_brings_deciding_events_and_sources_of_the_countries() -> None:
    world = small_world()
    assert list(Coverage.objects.for_as_of([korea()])) == []
    (row,) = Coverage.objects.for_as_of([japan()])

    def shown() -> tuple[list[str], list[str]]:
        return [event.kind for event in row.deciding.all()], [one.slug for one in row.sources.all()]

    assert asked(shown) == 0
    assert shown() == (["in-force"], [world["source"].slug])


def test_as_steps_gives_each_act_its_events_in_order_of_time() -> None:
    world = small_world()
    passed = EventFactory(kind="bill-passed", date="2018-05~", amendments=[world["amendment"]])
    steps = list(Event.objects.published().as_steps([japan()]))
    first = datetime.date(2018, 5, 1)
    assert [step[:4] for step in steps] == [
        (world["amendment"].pk, passed.pk, "bill-passed", first),
        (world["amendment"].pk, world["force"].pk, "in-force", datetime.date(2019, 4, 1)),
    ]
    assert [step[5:] for step in steps] == [(True, False), (False, False)]
    assert list(Event.objects.published().as_steps([korea()])) == []


def test_as_steps_passes_over_acts_without_rules() -> None:
    AmendmentFactory(slug="bare", jurisdiction=japan(), themes=[])
    bare = Amendment.objects.get(slug="bare")
    bare.measures.all().delete()
    EventFactory(kind="in-force", amendments=[bare])
    assert list(Event.objects.published().as_steps([japan()])) == []


def test_measures_named_pairs_events_with_the_measures_that_they_name() -> None:
    world = small_world()
    measure = world["amendment"].measures.get()
    assert list(Event.objects.measures_named([japan()])) == [(world["force"].pk, measure.pk)]
    assert list(Event.objects.measures_named([korea()])) == []


def test_on_one_day_leaves_out_months_and_doubts() -> None:
    day = EventFactory(date="2018-01-26")
    for date in ("2018-01", "2018-01-26~", "2018-01-26?", "2018-01-26/2018-01-27"):
        EventFactory(date=date)
    assert list(Event.objects.on_one_day()) == [day]


def test_organizations_for_as_of_are_the_countries_regulators_and_bodies() -> None:
    body = OrganizationFactory(slug="body", kind="self-regulatory-body")
    OrganizationFactory(slug="exchange", kind="exchange")
    OrganizationFactory(slug="elsewhere", kind="regulator", jurisdiction=korea())
    assert list(Organization.objects.for_as_of([japan()])) == [body]


def test_beginnings_of_are_foundations_and_recognitions_in_order_with_all_that_they_name() -> None:
    body, other = OrganizationFactory(slug="body"), OrganizationFactory(slug="other")
    recognised = EventFactory(kind="organization-recognised", date="2019", organizations=[body, other])
    founded = EventFactory(kind="organization-founded", date="2018", organizations=[body])
    EventFactory(kind="organization-founded", organizations=[other])
    EventFactory(kind="other", organizations=[body])
    found = list(Event.objects.beginnings_of([body]))
    assert found == [founded, recognised]

    def named() -> list[Any]:
        return [(set(one.organizations.all()), list(one.citations.all())) for one in found]

    assert asked(named) == 0
    assert [names for names, _citations in named()] == [{body}, {body, other}]


def test_for_rules_brings_names_date_and_sources_of_what_decides() -> None:
    force = small_world()["force"]
    found = Event.objects.for_rules().get(pk=force.pk)

    def shown() -> tuple[Any, ...]:
        (citation,) = found.citations.all()
        return (
            found.title,
            found.date,
            found.get_kind_display(),
            citation.source.title,
            found.get_absolute_url(),
        )

    assert asked(shown) == 0
    assert shown()[:2] == (force.title, "2019-04-01")


def test_for_shortcuts_brings_all_that_leads_to_the_day_of_an_incident() -> None:
    made = small_world()["incident"]
    hack = EventFactory(kind="incident", incident=made, date="2018-01-26")
    found = Event.objects.for_shortcuts().get(pk=hack.pk)

    def shown() -> tuple[Any, ...]:
        return (
            found.date,
            found.earliest,
            found.jurisdiction.slug,
            found.incident.name,
            found.incident.name_ja,
        )

    assert asked(shown) == 0
    assert shown()[:3] == ("2018-01-26", DAY, "jp")


def test_held_by_gives_figures_about_the_country_up_to_the_day_latest_last() -> None:
    def figure(slug: str, as_of: str, **about: Any) -> int:
        made = FigureFactory(slug=slug, as_of=as_of, organization=None, metric="members", **about)
        return int(made.pk)

    late, early = (
        figure("late", "2018-01-26", jurisdiction=japan()),
        figure("early", "2017", jurisdiction=japan()),
    )
    figure("month", "2018-01", jurisdiction=japan())
    figure("elsewhere", "2017", jurisdiction=korea())
    found = list(Figure.objects.held_by([japan()], DAY))
    assert [row[0] for row in found] == [early, late]
    assert found[0][1:] == (japan().pk, "members", "")


def test_dated_within_finds_what_between_finds() -> None:
    dated = {}
    for date in ("2018-01-26", "2018-01", "2018-02-01", "2017", "../2018-02-01", "2018-01-27/.."):
        case = OfferingFactory()
        EventFactory(kind="issued", date=date, offerings=[case])
        dated[date] = case
    announced = OfferingFactory()
    EventFactory(kind="offering-announced", date="2018-01-02", offerings=[announced])
    EventFactory(kind="issued", date="2019", offerings=[announced])
    start = datetime.date(2018, 1, 1)
    found = set(Offering.objects.dated_within(start, DAY))
    assert found == set(Offering.objects.between(start, DAY))
    assert {dated[date] for date in ("2018-01-26", "2018-01")} <= found
    assert not {dated["2018-02-01"], dated["2017"], announced} & found


def test_counts_by_incident_counts_the_events_that_are_of_one() -> None:
    one, two = IncidentFactory(slug="one"), IncidentFactory(slug="two")
    for incident in (one, one, two):
        EventFactory(kind="incident", incident=incident)
    EventFactory(kind="other")
    EventFactory(incident=two, state="draft")
    assert Event.objects.published().counts_by_incident() == {one.pk: 2, two.pk: 1}


def test_of_very_many_days_of_incidents_those_of_which_most_is_told_are_kept_in_order_of_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, two, three = (IncidentFactory(slug=slug) for slug in ("one", "two", "three"))
    for incident, year in ((three, 2019), (one, 2020), (two, 2021)):
        EventFactory(kind="incident", title=incident.slug, incident=incident, date=f"{year}-01-01")
    for incident in (two, three):
        EventFactory(incident=incident)
    for _draft in range(3):
        EventFactory(incident=one, state="draft")
    monkeypatch.setattr("timeline.day_facts.MOST_SHORTCUTS", 2)
    shortcuts = incident_days()
    assert ([event.incident.slug for event in shortcuts.events], shortcuts.total) == (["three", "two"], 3)
