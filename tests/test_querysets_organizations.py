"""Words for jurisdictions, organizations and affiliations."""

from __future__ import annotations

from typing import Any

import pytest

from organizations.models import Affiliation, Jurisdiction, Organization

from .factories import (
    AffiliationFactory,
    CoverageFactory,
    EventFactory,
    JurisdictionFactory,
    OrganizationFactory,
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


def test_between_are_the_affiliations_to_the_bodies() -> None:
    one, other = AffiliationFactory(), AffiliationFactory()
    assert list(Affiliation.objects.between([one.body])) == [one]
    assert set(Affiliation.objects.between([one.body, other.body])) == {one, other}
    assert not Affiliation.objects.between([one.organization]).exists()
