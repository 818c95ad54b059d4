"""Filters put values to words of the queryset; what they do not know they refuse, naming what they do."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from offerings.filters import OfferingFilter
from offerings.models import Offering
from organizations.filters import OrganizationFilter
from organizations.models import Organization
from regulations.filters import AmendmentFilter, LawFilter, MeasureFilter
from regulations.models import Amendment, Law, Measure
from sources.filters import RecordFilter, SourceFilter
from sources.models import Source
from timeline.filters import CoverageFilter, EventFilter, FigureFilter, IncidentFilter, LinkFilter
from timeline.models import Coverage, Event, Figure, Incident, Link

from .factories import (
    AffiliationFactory,
    AmendmentFactory,
    CoverageFactory,
    EventFactory,
    FigureFactory,
    IncidentFactory,
    LawFactory,
    LinkFactory,
    OfferingFactory,
    OrganizationFactory,
    RoleFactory,
    SourceFactory,
    ThemeFactory,
    cite,
    japan,
    korea,
    read,
)

pytestmark = pytest.mark.django_db


def filtered(filterset: type[RecordFilter], model: Any, query: str) -> RecordFilter:
    return filterset(QueryDict(query), queryset=model.objects.for_api())


def found(filterset: type[RecordFilter], model: Any, query: str) -> set[str]:
    narrowed = filtered(filterset, model, query)
    assert narrowed.is_valid(), narrowed.errors
    slugs = [record.slug for record in narrowed.qs]
    assert len(slugs) == len(set(slugs))
    return set(slugs)


def events(query: str) -> set[str]:
    return found(EventFilter, Event, query)


def cases(query: str) -> set[str]:
    return found(OfferingFilter, Offering, query)


def test_several_values_come_by_comma_or_by_repeating() -> None:
    for slug, place in [("a", japan()), ("b", korea())]:
        EventFactory(slug=slug, jurisdiction=place)
    assert events("jurisdiction=jp,kr") == events("jurisdiction=jp&jurisdiction=kr") == {"a", "b"}
    assert events("jurisdiction=kr") == events("jurisdiction=+kr+") == {"b"}
    assert events("jurisdiction=") == {"a", "b"}


def test_events_by_kind_and_category() -> None:
    EventFactory(slug="force", kind="in-force")
    EventFactory(slug="founded", kind="organization-founded")
    EventFactory(slug="report", kind="report-published")
    assert events("kind=in-force,report-published") == {"force", "report"}
    assert events("category=law,organization") == {"force", "founded"}
    assert events("category=law&kind=report-published") == set()


def test_events_by_all_that_they_name() -> None:
    law, theme = LawFactory(slug="law"), ThemeFactory(slug="theme")
    amendment = AmendmentFactory(slug="act", amends=[law], themes=[theme])
    measure = amendment.measures.get()
    case, organization, incident = (
        OfferingFactory(slug="case"),
        OrganizationFactory(slug="who"),
        IncidentFactory(),
    )
    EventFactory(slug="all", amendments=[amendment], measures=[measure], offerings=[case], incident=incident)
    EventFactory(slug="who-did", organizations=[organization])
    EventFactory(slug="neither")
    for query in (
        "theme=theme",
        "law=law",
        "amendment=act",
        f"measure={measure.slug}",
        f"incident={incident.slug}",
    ):
        assert events(query) == {"all"}, query
    assert events("sto_case=case") == {"all", "case-issued"}
    assert events("organization=who") == {"who-did"}


def test_events_by_source_count_readings_too() -> None:
    source = SourceFactory(slug="paper")
    cite(EventFactory(slug="cited"), source)
    read(EventFactory(slug="read"), source)
    EventFactory(slug="else")
    assert events("source=paper") == {"cited", "read"}
    assert events("conflicting=true") == {"read"}
    assert events("conflicting=false&source=paper") == {"cited"}


def test_a_period_finds_every_span_that_overlaps_it() -> None:
    dates = {
        "day": "2018-01-26",
        "month": "2018-01",
        "year": "2018",
        "open": "2017-06/..",
        "early": "2016",
        "start": "../2017",
    }
    for slug, date in dates.items():
        EventFactory(slug=slug, date=date)
    assert events("from=2018-02") == {"year", "open"}
    assert events("from=2018-01-31&to=2018") == {"month", "year", "open"}
    assert events("to=2016") == {"early", "start"}
    assert events("from=2018-01&to=2018-01") == {"day", "month", "year", "open"}


def test_events_by_precision_and_certainty() -> None:
    for slug, date in [
        ("day", "2018-01-26"),
        ("about", "2018-01~"),
        ("perhaps", "2018?"),
        ("span", "2018/2019~"),
    ]:
        EventFactory(slug=slug, date=date)
    assert events("precision=day,interval") == {"day", "span"}
    assert events("certainty=exact") == {"day"}
    assert events("certainty=approximate,uncertain") == {"about", "perhaps", "span"}


def test_words_are_looked_for_in_every_language() -> None:
    EventFactory(slug="theft", title="Coins stolen", title_ja="仮想通貨流出", summary="A hot wallet.")
    EventFactory(slug="else")
    assert events("search=STOLEN") == events("search=仮想通貨") == events("search=coins+wallet") == {"theft"}
    assert events("search=!!!") == set()


def test_sto_cases_by_what_was_offered() -> None:
    OfferingFactory(slug="flat", asset_class="real-estate", instrument="Trust certificates", status="trial")
    OfferingFactory(slug="bond", asset_class="bond", investors="public", jurisdiction=korea())
    assert (
        cases("asset_class=real-estate,fund")
        == cases("status=trial")
        == cases("instrument=trust")
        == {"flat"}
    )
    assert cases("investors=public") == cases("jurisdiction=kr") == {"bond"}


def test_sto_cases_by_amount_and_currency() -> None:
    OfferingFactory(slug="small", amount=50, currency="JPY")
    OfferingFactory(slug="large", amount=5000, currency="KRW")
    OfferingFactory(slug="unknown")
    assert cases("amount_min=51") == cases("currency=KRW") == {"large"}
    assert cases("amount_max=50.00") == cases("amount_min=50&amount_max=50") == {"small"}


def test_sto_cases_by_date_year_and_milestone() -> None:
    OfferingFactory(slug="early", milestones={"issued": "2020-10", "offering-announced": "2019-12-01"})
    OfferingFactory(slug="late", milestones={"listed": "2021"})
    OfferingFactory(slug="undated", milestones={"redeemed": "2021"})
    assert cases("year=2020") == cases("to=2020") == {"early"}
    assert cases("year=2020,2021") == {"early", "late"}
    assert cases("from=2021-06&to=2021-06") == {"late"}


def test_a_role_and_an_organization_are_asked_of_one_row() -> None:
    trustee, other = OrganizationFactory(slug="trustee"), OrganizationFactory(slug="other")
    platform = OrganizationFactory(slug="ibet", kind="platform")
    case = OfferingFactory(slug="case", platform=platform, issuer=other)
    RoleFactory(offering=case, organization=trustee, role="trustee")
    RoleFactory(offering=case, organization=other, role="lender")
    OfferingFactory(slug="none")
    for query in (
        "organization=trustee",
        "role=trustee",
        "role=trustee&organization=trustee",
        "platform=ibet",
    ):
        assert cases(query) == {"case"}, query
    assert (
        cases("role=platform&organization=ibet")
        == cases("role=issuer")
        == cases("role=lender&organization=other")
    )
    assert cases("role=trustee&organization=other") == set()


def test_figures_by_metric_subject_unit_and_date() -> None:
    body, event = OrganizationFactory(slug="body"), EventFactory(slug="event")
    FigureFactory(slug="members", organization=body, as_of="2019")
    FigureFactory(
        slug="loss", organization=None, event=event, metric="value_lost", unit="JPY", as_of="2018-01-26"
    )
    FigureFactory(slug="undated", organization=body, metric="admission_fee", unit="JPY")

    def figures(query: str) -> set[str]:
        return found(FigureFilter, Figure, query)

    assert figures("metric=members") == figures("unit=members") == {"members"}
    assert figures("subject=body") == {"members", "undated"}
    assert figures("subject=event") == figures("as_of_to=2018-12-31") == {"loss"}
    assert figures("as_of_from=2019-06") == {"members"}


def test_the_other_lists_by_what_a_reader_expects() -> None:
    theme, law = ThemeFactory(slug="theme"), LawFactory(slug="law")
    AmendmentFactory(slug="bill", instrument="bill")
    act = AmendmentFactory(slug="act", amends=[law], themes=[theme])
    LawFactory(slug="untouched")
    measure = act.measures.get().slug
    for query in ("instrument=act", "law=law", "theme=theme"):
        assert found(AmendmentFilter, Amendment, query) == {"act"}
    assert found(LawFilter, Law, "theme=theme") == {"law"}
    for query in ("theme=theme", "amendment=act", "instrument=act", "jurisdiction=jp"):
        assert found(MeasureFilter, Measure, query) == {measure}
    CoverageFactory(theme=theme, status="none-found")
    CoverageFactory()
    assert found(CoverageFilter, Coverage, "theme=theme") == found(
        CoverageFilter, Coverage, "status=none-found"
    )


def test_organizations_incidents_links_and_sources() -> None:
    tie = AffiliationFactory(organization__slug="member", body__slug="body")
    assert found(OrganizationFilter, Organization, f"body={tie.body.slug}") == {"member"}
    assert found(OrganizationFilter, Organization, "kind=self-regulatory-body") == {"body"}
    IncidentFactory(slug="hack", organization=tie.organization)
    IncidentFactory()
    assert found(IncidentFilter, Incident, "organization=member") == {"hack"}
    link = LinkFactory(from_event__slug="cause", to_event__slug="effect")
    for query in ("from=cause", "to=effect", "event=effect", "kind=prompted"):
        assert found(LinkFilter, Link, query) == {link.slug}
    assert found(LinkFilter, Link, "from=effect") == set()
    SourceFactory(slug="news", kind="news", language="ja")
    assert (
        found(SourceFilter, Source, "language=ja") == found(SourceFilter, Source, "primary=false") == {"news"}
    )
    assert "news" not in found(SourceFilter, Source, "primary=true")


REFUSED = [
    ("jurisdiction=xx", "jurisdiction", "xx"),
    ("jurisdiction=jp,", "jurisdiction", ""),
    ("kind=in-force,foo", "kind", "foo"),
    ("theme=Custody", "theme", "Custody"),
    ("organization=a%00b", "organization", "a\x00b"),
    ("conflicting=maybe", "conflicting", "maybe"),
    ("from=2019-02-29", "from", "2019-02-29"),
    ("to=2018-13", "to", "2018-13"),
    ("from=../2018", "from", "../2018"),
    ("from=2019&to=2018", "to", "2018"),
]


@pytest.mark.parametrize(("query", "name", "value"), REFUSED)
def test_a_value_that_is_not_known_is_refused_by_name(query: str, name: str, value: str) -> None:
    EventFactory(jurisdiction=japan())
    narrowed = filtered(EventFilter, Event, query)
    assert not narrowed.is_valid()
    (error,) = narrowed.form.errors.as_data()[name]
    assert error.params["value"] == value
    assert list(narrowed.qs) == []


def test_an_error_lists_what_is_accepted_or_of_many_the_nearest() -> None:
    EventFactory(jurisdiction=korea())
    short = filtered(EventFilter, Event, "jurisdiction=japan").form.errors.as_data()["jurisdiction"][0]
    assert short.params == {"value": "japan", "allowed": ["kr"], "accepted": "kr"}
    for number in range(50):
        OrganizationFactory(slug=f"exchange-{number}")
    long = filtered(EventFilter, Event, "organization=exchange_7").form.errors.as_data()["organization"][0]
    assert "exchange-7" in long.params["allowed"]
    assert len(long.params["allowed"]) == 5


@pytest.mark.parametrize(
    "query", ["amount_min=abc", "amount_min=-1", "amount_max=1e9", "year=20", "amount_min=5&amount_max=3"]
)
def test_amounts_and_years_are_digits(query: str) -> None:
    assert not filtered(OfferingFilter, Offering, query).is_valid()


def test_text_that_no_database_holds_is_refused() -> None:
    for text in ("a\x00b", "a\ud800b", "x" * 201):
        given = QueryDict(mutable=True)
        given["search"] = text
        assert not EventFilter(given, queryset=Event.objects.all()).is_valid()


def test_drafts_are_no_values() -> None:
    OrganizationFactory(slug="draft", state="draft")
    assert not filtered(EventFilter, Event, "organization=draft").is_valid()


def test_the_form_offers_names_in_the_language_of_the_page() -> None:
    japan()
    korea()
    form = str(filtered(EventFilter, Event, "").form["jurisdiction"])
    assert '<option value="jp">Japan</option>' in form
    assert '<option value="">All</option>' in form
    both = str(filtered(EventFilter, Event, "jurisdiction=jp,kr").form["jurisdiction"])
    assert '<option value="jp,kr" selected>Japan, Korea</option>' in both
    assert 'value="coincheck,ftx"' in str(
        filtered(EventFilter, Event, "organization=coincheck,ftx").form["organization"]
    )


def test_the_filters_in_use_are_one_query_for_page_and_api() -> None:
    query = "jurisdiction=jp&jurisdiction=kr&kind=&search=a%26b&cursor=x&strange=1&year=2018"
    assert filtered(EventFilter, Event, query).query == "search=a%26b&jurisdiction=jp,kr"
