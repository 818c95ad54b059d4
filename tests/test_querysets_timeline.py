"""Words for events: when, where, what kind, under which theme, on whose word."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from timeline.models import Event

from .factories import (
    AmendmentFactory,
    CoverageFactory,
    EventFactory,
    FigureFactory,
    IncidentFactory,
    LawFactory,
    MeasureFactory,
    OfferingFactory,
    OrganizationFactory,
    SourceFactory,
    ThemeFactory,
    cite,
    korea,
    read,
)

pytestmark = pytest.mark.django_db


def slugs(events: Any) -> set[str]:
    """The slugs found, each once: a second time would be a repeat."""
    found = [event.slug for event in events]
    assert len(found) == len(set(found))
    return set(found)


def test_events_stand_by_first_day_then_rank_then_slug_and_open_starts_last() -> None:
    for slug, date, kind in [
        ("open", "../2010", "incident"),
        ("b-force", "2018-01", "in-force"),
        ("a-force", "2018-01-01", "in-force"),
        ("promulgated", "2018", "promulgated"),
        ("before", "2017-12-31", "other"),
    ]:
        EventFactory(
            slug=slug, date=date, kind=kind, incident=IncidentFactory() if kind == "incident" else None
        )
    order = [event.slug for event in Event.objects.chronological()]
    assert order == ["before", "promulgated", "a-force", "b-force", "open"]


def test_the_year_is_of_the_first_possible_day_or_else_of_the_last() -> None:
    for date in ("2018-12-31/2019-02", "2018~", "../2017", "2019/.."):
        EventFactory(date=date)
    years = dict(Event.objects.with_year().values_list("date", "year"))
    assert years == {"2018-12-31/2019-02": 2018, "2018~": 2018, "../2017": 2017, "2019/..": 2019}
    assert slugs(Event.objects.in_year(2018)) == slugs(Event.objects.filter(date__startswith="2018"))
    assert list(Event.objects.counts_by_year().items()) == [(2017, 1), (2018, 2), (2019, 1)]


def test_counts_by_year_count_each_event_once_under_any_filter() -> None:
    event = EventFactory(
        date="2018", organizations=[OrganizationFactory(slug="a"), OrganizationFactory(slug="b")]
    )
    cite(event, SourceFactory(slug="other"))
    found = Event.objects.naming("organizations", "a", "b").resting_on("gazette", "other")
    assert found.counts_by_year() == {2018: 1}


def test_of_category_finds_all_its_kinds() -> None:
    for kind in ("promulgated", "in-force", "listed", "market-launch"):
        EventFactory(slug=kind, kind=kind)
    assert slugs(Event.objects.of_category("law")) == {"promulgated", "in-force"}
    assert slugs(Event.objects.of_category("law", "offering")) == {"promulgated", "in-force", "listed"}


SPANS = {
    "day": "2018-06-15",
    "year": "2018",
    "until": "../2018-08",
    "since": "2018-03/..",
    "other": "2016-05",
}


@pytest.mark.parametrize(
    ("earliest", "latest", "found"),
    [
        (None, None, {"day", "year", "until", "since", "other"}),
        ("2018-06-15", "2018-06-15", {"day", "year", "until", "since"}),
        ("2018-06-16", None, {"year", "until", "since"}),
        ("2018-09-01", None, {"year", "since"}),
        ("2019-01-01", None, {"since"}),
        (None, "2018-02-28", {"year", "until", "other"}),
        (None, "2016-04-30", {"until"}),
    ],
)
def test_between_finds_spans_that_overlap(earliest: str | None, latest: str | None, found: set[str]) -> None:
    for slug, date in SPANS.items():
        EventFactory(slug=slug, date=date)
    days = [datetime.date.fromisoformat(bound) if bound else None for bound in (earliest, latest)]
    assert slugs(Event.objects.between(*days)) == found


def test_the_themes_of_an_event_are_those_of_the_measures_it_names() -> None:
    custody, tax = ThemeFactory(slug="custody"), ThemeFactory(slug="tax")
    amendment = AmendmentFactory(themes=[custody, tax])
    EventFactory(slug="one", amendments=[amendment], measures=amendment.measures.filter(theme=custody))
    EventFactory(slug="all", amendments=[amendment])
    EventFactory(slug="none")
    assert slugs(Event.objects.with_theme("custody")) == {"one", "all"}
    assert slugs(Event.objects.with_theme("tax")) == {"all"}
    assert slugs(Event.objects.with_theme("custody", "tax")) == {"one", "all"}


def test_or_its_own_or_those_of_the_published_coverage_it_decides() -> None:
    theme = ThemeFactory(slug="tax")
    EventFactory(slug="own", themes=[theme])
    CoverageFactory(theme=theme, deciding=[EventFactory(slug="deciding")])
    other = EventFactory(slug="of-draft")
    CoverageFactory(theme=theme, jurisdiction=korea(), deciding=[other], state="draft")
    assert slugs(Event.objects.with_theme("tax")) == {"own", "deciding"}


def test_any_asks_whether_a_related_row_meets_the_conditions() -> None:
    EventFactory(
        slug="with", organizations=[OrganizationFactory(kind="bank"), OrganizationFactory(kind="bank")]
    )
    EventFactory(slug="without")
    events = Event.objects.all()
    assert slugs(events.filter(events.any("organizations"))) == {"with"}
    assert slugs(events.filter(events.any("organizations", kind="bank"))) == {"with"}
    assert slugs(events.filter(~events.any("organizations"))) == {"without"}
    assert slugs(events.filter(events.any("readings"))) == set()


@pytest.mark.parametrize(
    ("relation", "make"),
    [
        ("amendments", AmendmentFactory),
        ("laws", LawFactory),
        ("offerings", OfferingFactory),
        ("organizations", OrganizationFactory),
        ("themes", ThemeFactory),
    ],
)
def test_naming_follows_any_relation(relation: str, make: Any) -> None:
    one, two = make(slug="one"), make(slug="two")
    EventFactory(slug="named", **{relation: [one, two]})
    EventFactory(slug="not-named")
    assert slugs(Event.objects.naming(relation, "one", "two")) - {"one-issued", "two-issued"} == {"named"}
    assert slugs(Event.objects.naming(relation, "three")) == set()


def test_naming_a_measure_finds_the_event_that_names_it() -> None:
    measure = MeasureFactory(slug="rule")
    EventFactory(slug="named", amendments=[measure.amendment], measures=[measure])
    EventFactory(amendments=[measure.amendment])
    assert slugs(Event.objects.naming("measures", "rule")) == {"named"}


def test_on_law_finds_events_of_the_law_and_of_its_amendments() -> None:
    law = LawFactory(slug="psa")
    amendment = AmendmentFactory(amends=[law, LawFactory(slug="fiea")])
    EventFactory(slug="on-both", laws=[law], amendments=[amendment])
    EventFactory(slug="on-amendment", amendments=[amendment])
    EventFactory(slug="elsewhere", laws=[LawFactory(slug="tax")])
    assert slugs(Event.objects.on_law("psa", "fiea")) == {"on-both", "on-amendment"}


def test_outside_leaves_out_the_life_of_amendments() -> None:
    amendment = AmendmentFactory()
    EventFactory(slug="life", amendments=[amendment])
    EventFactory(slug="other-life", amendments=[AmendmentFactory()])
    EventFactory(slug="alone")
    lives = type(amendment).objects.filter(pk=amendment.pk)
    assert slugs(Event.objects.outside(lives)) == {"other-life", "alone"}


def test_resting_on_a_source_means_citing_or_reading_it() -> None:
    source = SourceFactory(slug="asked")
    cited, disputed = EventFactory(slug="cited"), EventFactory(slug="disputed")
    cite(cited, source)
    cite(cited, source, locator="p. 2")
    read(disputed, source)
    EventFactory()
    assert slugs(Event.objects.resting_on("asked")) == {"cited", "disputed"}
    assert slugs(Event.objects.resting_on("unknown")) == set()


def test_conflicting_events_have_a_reading() -> None:
    disputed = EventFactory(slug="disputed")
    read(disputed)
    read(disputed, trusted="yes")
    EventFactory(slug="agreed")
    assert slugs(Event.objects.conflicting()) == {"disputed"}
    assert slugs(Event.objects.conflicting(wanted=False)) == {"agreed"}


@pytest.mark.parametrize(
    ("certainties", "found"),
    [
        ([], set()),
        (["exact"], {"exact"}),
        (["approximate"], {"about", "mixed"}),
        (["uncertain"], {"perhaps", "mixed"}),
        (["exact", "uncertain"], {"exact", "perhaps", "mixed"}),
        (["exact", "approximate", "uncertain"], {"exact", "about", "perhaps", "mixed"}),
    ],
)
def test_certainty_is_as_the_mark_of_the_date_says(certainties: list[str], found: set[str]) -> None:
    for slug, date in {"exact": "2018", "about": "2018~", "perhaps": "2018?", "mixed": "2018~/2019?"}.items():
        EventFactory(slug=slug, date=date)
    assert slugs(Event.objects.with_certainty(*certainties)) == found


def test_the_weightiest_are_incidents_foundings_recognitions_and_what_decides() -> None:
    wanted = {"organization-founded", "organization-recognised"}
    for kind in wanted:
        EventFactory(slug=kind, kind=kind)
    EventFactory(slug="incident", kind="incident", incident=IncidentFactory())
    deciding = [EventFactory(slug="deciding")]
    CoverageFactory(deciding=deciding)
    CoverageFactory(deciding=deciding)
    CoverageFactory(deciding=[EventFactory(slug="of-draft")], state="draft")
    assert slugs(Event.objects.weightiest()) == wanted | {"incident", "deciding"}


def test_a_row_of_a_chronology_is_fetched_whole(django_assert_num_queries: Any) -> None:
    event = EventFactory(slug="whole", kind="incident", incident=IncidentFactory(slug="hack"))
    read(event)
    (row,) = Event.objects.for_list()
    with django_assert_num_queries(0):
        assert (row.jurisdiction.slug, row.incident.slug, row.is_conflicting) == ("jp", "hack", True)
        assert [citation.source.title for citation in row.citations.all()] == ["Gazette"]


def test_with_readings_fetches_who_says_otherwise(django_assert_num_queries: Any) -> None:
    read(EventFactory())
    (row,) = Event.objects.for_list().with_readings()
    with django_assert_num_queries(0):
        assert [reading.source.title for reading in row.readings.all()] == ["Gazette"]


def test_the_page_of_an_event_names_published_records_only(django_assert_num_queries: Any) -> None:
    kept, gone = AmendmentFactory(themes=[ThemeFactory()]), AmendmentFactory(themes=[ThemeFactory()])
    body, closed = OrganizationFactory(), OrganizationFactory()
    measures = [kept.measures.get(), gone.measures.get()]
    made = EventFactory(amendments=[kept, gone], measures=measures, organizations=[body, closed])
    gone.withdraw("A duplicate.")
    closed.withdraw("A duplicate.")
    event = Event.objects.for_page().get(pk=made.pk)
    with django_assert_num_queries(0):
        assert list(event.amendments.all()) == [kept]
        assert list(event.measures.all()) == [measures[0]]
        assert event.measures.all()[0].theme.name
        assert list(event.organizations.all()) == [body]
        assert not [*event.laws.all(), *event.offerings.all(), *event.themes.all()]


def test_figures_do_not_multiply_events() -> None:
    event = EventFactory(slug="counted")
    for _ in range(2):
        FigureFactory(organization=None, event=event)
    assert slugs(Event.objects.for_page()) == {"counted"}
