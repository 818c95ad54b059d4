"""Words for jurisdictions, organizations and affiliations."""

from __future__ import annotations

from typing import Any

import pytest

from organizations.models import Affiliation, Jurisdiction, Organization

from .factories import (
    AffiliationFactory,
    AmendmentFactory,
    CoverageFactory,
    EventFactory,
    FigureFactory,
    JurisdictionFactory,
    MeasureFactory,
    OrganizationFactory,
    ThemeFactory,
    japan,
    korea,
)

pytestmark = pytest.mark.django_db


def test_compared_are_the_jurisdictions_with_coverage_once_each_by_name() -> None:
    for jurisdiction in (korea(), japan(), japan()):
        CoverageFactory(jurisdiction=jurisdiction)
    JurisdictionFactory(name="Elsewhere")
    assert list(Jurisdiction.objects.compared()) == [japan(), korea()]


def test_a_draft_of_coverage_compares_nothing() -> None:
    CoverageFactory(jurisdiction=JurisdictionFactory(), state="draft")
    assert not Jurisdiction.objects.compared().exists()


def test_in_jurisdiction_takes_one_or_several() -> None:
    here, there = OrganizationFactory(), OrganizationFactory(jurisdiction=korea())
    OrganizationFactory(jurisdiction=JurisdictionFactory())
    assert list(Organization.objects.in_jurisdiction("jp")) == [here]
    assert set(Organization.objects.in_jurisdiction("jp", "kr")) == {here, there}
    assert not Organization.objects.in_jurisdiction().exists()


def test_of_kind_takes_one_or_several() -> None:
    bank, regulator = OrganizationFactory(kind="bank"), OrganizationFactory(kind="regulator")
    OrganizationFactory(kind="exchange")
    assert list(Organization.objects.of_kind("bank")) == [bank]
    assert set(Organization.objects.of_kind("bank", "regulator")) == {bank, regulator}


def test_self_regulatory_are_bodies_and_associations() -> None:
    wanted = {
        OrganizationFactory(kind="self-regulatory-body"),
        OrganizationFactory(kind="industry-association"),
    }
    OrganizationFactory(kind="regulator")
    assert set(Organization.objects.self_regulatory()) == wanted


def test_a_list_of_organizations_counts_published_events_only(django_assert_num_queries: Any) -> None:
    busy, quiet = OrganizationFactory(slug="busy"), OrganizationFactory(slug="quiet")
    EventFactory(organizations=[busy, quiet])
    EventFactory(organizations=[busy])
    EventFactory(organizations=[quiet], state="draft", cited=True)
    with django_assert_num_queries(1):
        rows = {row.slug: (row.event_count, row.jurisdiction.slug) for row in Organization.objects.for_list()}
    assert rows == {"busy": (2, "jp"), "quiet": (1, "jp")}


def test_the_page_of_an_organization_has_its_citations_at_hand(django_assert_num_queries: Any) -> None:
    OrganizationFactory(slug="body")
    organization = Organization.objects.for_page().get(slug="body")
    with django_assert_num_queries(0):
        assert organization.jurisdiction.slug == "jp"
        assert [citation.source.slug for citation in organization.citations.all()] == ["gazette"]


def test_affiliations_are_shown_where_both_sides_are_published(django_assert_num_queries: Any) -> None:
    shown = AffiliationFactory()
    AffiliationFactory(state="draft")
    AffiliationFactory().body.withdraw("A hoax.")
    AffiliationFactory().organization.withdraw("A hoax.")
    (found,) = Affiliation.objects.for_page()
    with django_assert_num_queries(0):
        assert found == shown
        assert (found.body.jurisdiction.slug, found.organization.jurisdiction.slug) == ("jp", "jp")
        assert [citation.source.slug for citation in found.citations.all()] == ["gazette"]


def test_affiliations_among_organizations_have_both_sides_there() -> None:
    one = AffiliationFactory()
    AffiliationFactory(organization=one.organization)
    assert list(Affiliation.objects.among([one.organization, one.body])) == [one]
    assert not Affiliation.objects.among([one.body]).exists()


def test_related_is_the_model_at_the_other_end() -> None:
    assert Jurisdiction.objects.all().related("organizations") is Organization


def test_measures_under_a_theme_are_the_published_ones_of_every_jurisdiction() -> None:
    theme = ThemeFactory(slug="custody")
    measures = [
        MeasureFactory(theme=theme, amendment=AmendmentFactory(jurisdiction=place))
        for place in (japan(), korea())
    ]
    MeasureFactory(theme=theme, state="draft")
    MeasureFactory()
    assert set(Jurisdiction.objects.all().measures_under("custody")) == set(measures)


def test_self_regulation_has_the_bodies_of_each_country_and_what_was_searched(
    django_assert_num_queries: Any,
) -> None:
    body = OrganizationFactory(kind="self-regulatory-body", slug="body")
    OrganizationFactory(kind="self-regulatory-body", state="draft")
    OrganizationFactory(kind="exchange")
    founded = EventFactory(kind="organization-founded", date="2018-03", organizations=[body])
    EventFactory(kind="report-published", organizations=[body])
    EventFactory(kind="organization-recognised", organizations=[body], state="draft", cited=True)
    members = FigureFactory(organization=body)
    FigureFactory(organization=body, metric="meetings", unit="meetings")
    belongs = AffiliationFactory(body=body)
    row = CoverageFactory(theme=ThemeFactory(slug="self-regulation"))
    CoverageFactory()
    (place,) = Jurisdiction.objects.for_self_regulation().filter(slug="jp")
    with django_assert_num_queries(0):
        assert list(place.coverage_rows.all()) == [row]
        found = next(one for one in place.organizations.all() if one == body)
        assert list(found.events.all()) == [founded]
        assert list(found.events.all()[0].organizations.all()) == [body]
        assert list(found.figures.all()) == [members]
        assert list(found.affiliates.all()) == [belongs]
        assert found.citations.all()[0].source.slug == "gazette"


def test_organizations_for_self_regulation_stand_by_name() -> None:
    names = ["bitFlyer", "BITPOINT", "Coincheck"]
    for name in reversed(names):
        OrganizationFactory(name=name)
    assert [one.name for one in Organization.objects.for_self_regulation()] == names
