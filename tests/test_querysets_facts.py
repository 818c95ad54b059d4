"""Words for incidents, figures, links and coverage."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from timeline.models import Coverage, Figure, Incident, Link

from .factories import (
    AmendmentFactory,
    CoverageFactory,
    EventFactory,
    FigureFactory,
    IncidentFactory,
    LawFactory,
    LinkFactory,
    OfferingFactory,
    OrganizationFactory,
    SourceFactory,
    ThemeFactory,
    japan,
    korea,
    read,
)

pytestmark = pytest.mark.django_db

# Incidents


def test_an_incident_is_dated_by_its_loss_or_else_by_its_first_published_event() -> None:
    hack, run = IncidentFactory(slug="hack"), IncidentFactory(slug="run")
    EventFactory(incident=hack, date="2017-12", kind="enforcement")
    EventFactory(incident=hack, date="2018-01-26", kind="incident")
    EventFactory(incident=hack, date="2018-02", kind="incident")
    EventFactory(incident=run, date="2019-05", kind="insolvency")
    EventFactory(incident=run, date="2019-02~", kind="enforcement")
    EventFactory(incident=run, date="2019-01", kind="incident", state="draft")
    IncidentFactory(slug="alone")
    dates = dict(Incident.objects.with_date().values_list("slug", "date"))
    assert dates == {"hack": "2018-01-26", "run": "2019-02~", "alone": None}
    assert str(Incident.objects.with_date().get(slug="run").date_earliest) == "2019-02-01"


def test_dating_reads_one_column_of_the_dating_event() -> None:
    EventFactory(slug="first", incident=IncidentFactory())
    assert Incident.objects.annotate(by=Incident.objects.all().dating("slug")).get().by == "first"


def test_a_list_of_incidents_shows_what_was_lost_as_published(django_assert_num_queries: Any) -> None:
    event = EventFactory(incident=IncidentFactory(), kind="incident")
    loss = {"organization": None, "event": event, "metric": "crypto_lost", "unit": "BTC"}
    FigureFactory(slug="loss", **loss)
    FigureFactory(slug="draft", state="draft", **loss)
    FigureFactory(slug="other", organization=None, event=event, metric="meetings", unit="meetings")
    (incident,) = Incident.objects.for_list()
    with django_assert_num_queries(0):
        assert (incident.jurisdiction.slug, incident.organization, incident.date) == (
            "jp",
            None,
            "2018-01-26",
        )
        assert [[one.slug for one in row.figures.all()] for row in incident.events.all()] == [["loss"]]


def test_the_page_of_an_incident_has_its_organization_at_hand(django_assert_num_queries: Any) -> None:
    IncidentFactory(organization=OrganizationFactory(slug="exchange"))
    (incident,) = Incident.objects.for_page()
    with django_assert_num_queries(0):
        assert (incident.organization.slug, incident.jurisdiction.slug) == ("exchange", "jp")


# Figures


def test_figures_are_shown_by_metric_scope_and_date_with_all_they_name(
    django_assert_num_queries: Any,
) -> None:
    for slug, metric, scope, date in [
        ("d", "members", "", ""),
        ("c", "members", "", "2020"),
        ("b", "members", "", "2019"),
        ("e", "members", "supporting", "2018"),
        ("a", "meetings", "", "2021"),
    ]:
        read(FigureFactory(slug=slug, metric=metric, unit=metric, scope=scope, as_of=date))
    figures = list(Figure.objects.for_display())
    with django_assert_num_queries(0):
        assert [figure.slug for figure in figures] == ["a", "b", "c", "d", "e"]
        assert all(figure.subject.slug for figure in figures)
        assert figures[0].citations.all()[0].source.slug == figures[0].readings.all()[0].source.slug


def test_about_finds_published_figures_of_the_subject() -> None:
    body = OrganizationFactory()
    figure = FigureFactory(organization=body)
    FigureFactory(organization=body, state="draft")
    FigureFactory()
    assert list(Figure.objects.about(organization=body)) == [figure]


def test_of_metric_takes_one_or_several() -> None:
    members, meetings = FigureFactory(), FigureFactory(metric="meetings", unit="meetings")
    FigureFactory(metric="bills_merged", unit="bills")
    assert list(Figure.objects.of_metric("members")) == [members]
    assert set(Figure.objects.of_metric("members", "meetings")) == {members, meetings}


@pytest.mark.parametrize(
    ("earliest", "latest", "found"),
    [
        (None, None, {"day", "year", "since"}),
        ("2018-06-16", None, {"year", "since"}),
        ("2019-01-01", None, {"since"}),
        (None, "2018-06-14", {"year", "since"}),
        (None, "2018-02-28", {"year"}),
    ],
)
def test_as_of_between_finds_dates_that_can_lie_in_the_days(
    earliest: str | None, latest: str | None, found: set[str]
) -> None:
    for slug, date in {"day": "2018-06-15", "year": "2018", "since": "2018-03/..", "undated": ""}.items():
        FigureFactory(slug=slug, as_of=date)
    days = [datetime.date.fromisoformat(bound) if bound else None for bound in (earliest, latest)]
    assert {figure.slug for figure in Figure.objects.as_of_between(*days)} == found


def test_about_slug_finds_the_subject_of_whatever_type() -> None:
    subjects = {
        "organization": OrganizationFactory,
        "event": EventFactory,
        "offering": OfferingFactory,
        "law": LawFactory,
        "amendment": AmendmentFactory,
    }
    for name, make in subjects.items():
        FigureFactory(**({"organization": None} | {name: make(slug=f"one-{name}")}))
    FigureFactory(organization=None, jurisdiction=japan())
    for name in subjects:
        assert [figure.subject.slug for figure in Figure.objects.about_slug(f"one-{name}")] == [f"one-{name}"]
    assert Figure.objects.about_slug("jp", "one-law").count() == 2
    assert not Figure.objects.about_slug("unknown").exists()


def loss(**columns: Any) -> Any:
    return FigureFactory(**({"metric": "crypto_recovered", "unit": "BTC"} | columns))


def test_around_an_incident_are_figures_of_its_events_and_what_its_organization_counted_then() -> None:
    exchange = OrganizationFactory()
    incident = IncidentFactory(organization=exchange)
    events = [
        EventFactory(incident=incident, date="2018-01-26"),
        EventFactory(incident=incident, date="2018-03"),
    ]
    wanted = {loss(organization=None, event=events[0]), loss(organization=exchange, as_of="2018-02")}
    loss(organization=exchange, as_of="2016")
    loss(organization=exchange, as_of="2018-02", metric="members", unit="members")
    loss(organization=exchange, as_of="2018-02", state="draft")
    loss(organization=OrganizationFactory(), as_of="2018-02")
    loss(organization=None, event=EventFactory())
    assert set(Figure.objects.around(incident, events)) == wanted


def test_around_an_incident_of_nobody_are_figures_of_its_events_alone() -> None:
    incident = IncidentFactory()
    event = EventFactory(incident=incident, date="2018-01-26")
    figure = loss(organization=None, event=event)
    loss(organization=None, event=EventFactory(), as_of="2018-01-26")
    loss(organization=None, jurisdiction=japan(), as_of="2018-01-26")
    assert list(Figure.objects.around(incident, [event])) == [figure]


# Links


def test_links_are_shown_between_published_events_in_the_order_of_causes(
    django_assert_num_queries: Any,
) -> None:
    later = LinkFactory(from_event=EventFactory(date="2018-02"), to_event=EventFactory(date="2018-06"))
    first = LinkFactory(from_event=EventFactory(date="2017"), to_event=EventFactory(date="2019"))
    LinkFactory(state="draft")
    LinkFactory().from_event.withdraw("A duplicate.")
    LinkFactory().to_event.withdraw("A duplicate.")
    links = list(Link.objects.for_display())
    with django_assert_num_queries(0):
        assert links == [first, later]
        assert links[0].from_event.jurisdiction == links[0].to_event.jurisdiction
        assert [citation.source.slug for citation in links[0].citations.all()] == ["gazette"]


def test_touching_finds_links_from_and_to_the_event() -> None:
    event = EventFactory(slug="hub", date="2018")
    links = {
        LinkFactory(from_event=event, to_event=EventFactory(date="2019")),
        LinkFactory(to_event=event, from_event=EventFactory(date="2017")),
    }
    LinkFactory()
    assert set(Link.objects.touching("hub")) == links


def test_a_contrast_has_no_direction() -> None:
    cause, contrast = LinkFactory(), LinkFactory(kind="contrasts-with")
    assert list(Link.objects.directed()) == [cause]
    assert list(Link.objects.contrasts()) == [contrast]


@pytest.mark.parametrize("end", ["from_event", "to_event"])
def test_a_link_is_of_published_events_at_both_ends(end: str) -> None:
    link, cut = LinkFactory(), LinkFactory()
    getattr(cut, end).withdraw("A duplicate.")
    assert list(Link.objects.of_published()) == [link]


# Coverage


def test_coverage_is_shown_with_published_events_in_order(django_assert_num_queries: Any) -> None:
    theme = ThemeFactory()
    late, early, gone = (EventFactory(date=date) for date in ("2019", "2018", "2017"))
    every = [late, early, gone]
    CoverageFactory(theme=theme, deciding=every, events=every, sources=[SourceFactory(slug="searched")])
    CoverageFactory(theme=theme, jurisdiction=korea(), state="draft")
    gone.withdraw("A duplicate.")
    (row,) = Coverage.objects.for_display()
    with django_assert_num_queries(0):
        assert list(row.deciding.all()) == list(row.events.all()) == [early, late]
        assert (row.theme, row.jurisdiction.slug) == (theme, "jp")
        assert row.deciding.all()[0].citations.all()[0].source.slug == "gazette"
        assert [source.slug for source in row.sources.all()] == ["searched"]


def test_standing_rests_on_comparable_themes_and_published_acts(django_assert_num_queries: Any) -> None:
    theme = ThemeFactory(slug="custody")
    act, gone = AmendmentFactory(themes=[theme]), AmendmentFactory(themes=[theme])
    event = EventFactory(kind="in-force", amendments=[act, gone])
    hidden = EventFactory(kind="in-force", state="draft", cited=True)
    CoverageFactory(theme=theme, state="draft", jurisdiction=korea())
    CoverageFactory(theme=ThemeFactory(slug="other"), deciding=[event])
    row = CoverageFactory(theme=theme, deciding=[event])
    row.deciding.add(hidden)
    gone.withdraw("A duplicate.")
    (found,) = Coverage.objects.for_standing()
    with django_assert_num_queries(0):
        assert (found, found.theme, found.jurisdiction.slug) == (row, theme, "jp")
        assert list(found.deciding.all()) == [event]
        assert list(found.deciding.all()[0].measures.all()) == []
        assert list(found.deciding.all()[0].amendments.all()) == [act]
        assert [measure.theme_id for measure in found.deciding.all()[0].amendments.all()[0].measures.all()]
