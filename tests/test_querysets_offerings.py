"""Words for STO cases, whose dates are those of their events."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from offerings.models import Offering
from offerings.querysets import DATING_KINDS, milestones_of

from .factories import EventFactory, OfferingFactory, OrganizationFactory, RoleFactory, read

pytestmark = pytest.mark.django_db


def dated(**milestones: str) -> Any:
    """An offering with these milestones, as the queryset sees it."""
    made = OfferingFactory(milestones={kind.replace("_", "-"): date for kind, date in milestones.items()})
    return Offering.objects.with_date().get(pk=made.pk)


def test_the_first_kind_in_order_gives_the_date_whatever_came_first() -> None:
    dates = {kind: f"20{30 - place}" for place, kind in enumerate(DATING_KINDS)}
    for kind in DATING_KINDS:
        offering = dated(**{name.replace("-", "_"): date for name, date in dates.items()})
        assert (offering.date_of, offering.date) == (kind, dates[kind])
        del dates[kind]


def test_the_date_comes_with_its_bounds() -> None:
    offering = dated(issued="2020-10~")
    assert offering.date == "2020-10~"
    assert (offering.date_earliest, offering.date_latest) == (
        datetime.date(2020, 10, 1),
        datetime.date(2020, 10, 31),
    )


@pytest.mark.parametrize("kind", ["matured", "redeemed", "cancelled"])
def test_its_end_dates_no_offering(kind: str) -> None:
    offering = dated(**{kind: "2020"})
    assert (offering.date, offering.date_of, offering.date_earliest) == (None, None, None)


def test_the_earliest_of_one_kind_counts_and_an_open_start_comes_last() -> None:
    made = OfferingFactory(milestones={"issued": "../2018"})
    EventFactory(offerings=[made], kind="issued", date="2021")
    EventFactory(offerings=[made], kind="issued", date="2020")
    assert Offering.objects.with_date().get().date == "2020"


def test_a_draft_dates_nothing() -> None:
    made = OfferingFactory(milestones={"listed": "2021"})
    EventFactory(offerings=[made], kind="issued", date="2020", state="draft")
    assert Offering.objects.with_date().get().date_of == "listed"


@pytest.mark.parametrize(
    ("earliest", "latest", "slugs"),
    [
        (None, None, {"day", "year", "until", "since"}),
        ("2020-06-15", "2020-06-15", {"day", "year", "until", "since"}),
        ("2020-06-16", None, {"year", "until", "since"}),
        ("2021-01-01", None, {"since"}),
        (None, "2020-06-14", {"year", "until", "since"}),
        (None, "2019-12-31", {"until"}),
    ],
)
def test_between_finds_what_can_lie_in_the_days(
    earliest: str | None, latest: str | None, slugs: set[str]
) -> None:
    spans = {"day": "2020-06-15", "year": "2020", "until": "../2020-08", "since": "2020-03/.."}
    for slug, date in spans.items():
        OfferingFactory(slug=slug, milestones={"issued": date})
    OfferingFactory(slug="undated", milestones={"matured": "2020-06-15"})
    days = [datetime.date.fromisoformat(bound) if bound else None for bound in (earliest, latest)]
    assert {offering.slug for offering in Offering.objects.between(*days)} == slugs


@pytest.mark.parametrize(
    ("least", "most", "amounts"),
    [(None, None, [10, 20, 30]), (20, None, [20, 30]), (None, 20, [10, 20]), (20, 20, [20]), (31, None, [])],
)
def test_amounts_are_between_both_bounds_and_none_is_no_amount(
    least: int | None, most: int | None, amounts: list[int]
) -> None:
    for amount in (10, 20, 30):
        OfferingFactory(amount=amount, currency="JPY")
    OfferingFactory()
    bounds = [None if bound is None else Decimal(bound) for bound in (least, most)]
    found = Offering.objects.with_amount_between(*bounds).order_by("amount")
    assert [offering.amount for offering in found] == amounts


def test_amounts_are_compared_and_counted_within_one_currency() -> None:
    for amount, currency in [(10, "JPY"), (20, "JPY"), (30, "KRW"), (None, "USD")]:
        OfferingFactory(amount=amount, currency=currency)
    assert Offering.objects.counts_by_currency() == {"JPY": 2, "KRW": 1}
    rows = Offering.objects.with_amount_order().order_by("pk")
    assert [row.amount_currency for row in rows] == ["JPY", "JPY", "KRW", None]


def test_each_amount_is_counted_once_under_any_filter() -> None:
    party = OrganizationFactory(slug="sbi")
    offering = OfferingFactory(amount=10, currency="JPY")
    RoleFactory(offering=offering, organization=party, role="underwriter")
    RoleFactory(offering=offering, organization=party, role="distributor")
    found = Offering.objects.filter(roles__organization=party)
    assert found.counts_by_currency() == {"JPY": 1}


def test_with_party_finds_any_part_once() -> None:
    party, other = OrganizationFactory(slug="sbi"), OrganizationFactory()
    offering = OfferingFactory(issuer=party, platform=party)
    RoleFactory(offering=offering, organization=party, role="underwriter")
    RoleFactory(offering=offering, organization=party, role="distributor")
    in_role, elsewhere = RoleFactory(organization=party).offering, RoleFactory(organization=other).offering
    assert set(Offering.objects.with_party("sbi")) == {offering, in_role}
    assert list(Offering.objects.with_party("sbi").filter(pk=offering.pk)) == [offering]
    assert set(Offering.objects.with_party("sbi", other.slug)) == {offering, in_role, elsewhere}


def test_events_are_those_of_the_related_model() -> None:
    OfferingFactory(slug="case")
    assert [event.slug for event in Offering.objects.all().events()] == ["case-issued"]


def test_dating_reads_one_column_of_the_dating_event() -> None:
    OfferingFactory(slug="case")
    found = Offering.objects.annotate(
        by=Offering.objects.all().dating("slug", Offering._meta.get_field("slug"))
    )
    assert found.get().by == "case-issued"


def test_a_list_of_offerings_has_all_a_row_shows(django_assert_num_queries: Any) -> None:
    RoleFactory(offering=OfferingFactory(issuer=OrganizationFactory(), platform=OrganizationFactory()))
    offering = Offering.objects.for_list().get()
    with django_assert_num_queries(0):
        assert (offering.date_of, offering.jurisdiction.slug) == ("issued", "jp")
        assert offering.issuer.name
        assert offering.platform.name
        assert [role.organization.name for role in offering.roles.all()]


def test_the_page_of_an_offering_has_its_published_life_in_order(django_assert_num_queries: Any) -> None:
    made = OfferingFactory(milestones={"listed": "2020-12", "issued": "2020-10-12"})
    shared = EventFactory(offerings=[made, OfferingFactory()], kind="market-launch", date="2020-11")
    read(shared)
    EventFactory(offerings=[made], state="draft")
    (offering,) = Offering.objects.for_page().filter(pk=made.pk)
    with django_assert_num_queries(0):
        life = [(event.kind, len(event.offerings.all())) for event in offering.events.all()]
        assert life == [("issued", 1), ("market-launch", 2), ("listed", 1)]
        assert all(
            citation.source.slug for event in offering.events.all() for citation in event.citations.all()
        )
        assert [
            reading.source.slug for event in offering.events.all() for reading in event.readings.all()
        ] == ["gazette"]
        assert [citation.source.slug for citation in offering.citations.all()] == ["gazette"]


def test_milestones_are_the_events_of_the_offering_alone_in_order() -> None:
    offering = OfferingFactory(milestones={"listed": "2020-12", "issued": "2020-10-12"})
    EventFactory(offerings=[offering, OfferingFactory()], kind="market-launch")
    draft = EventFactory(offerings=[offering], kind="matured", date="2030", state="draft")
    kinds = [event.kind for event in milestones_of(offering)]
    assert kinds == ["issued", "listed", draft.kind]


def test_the_market_has_its_columns_without_unpublished_platforms() -> None:
    gone = OrganizationFactory()
    OfferingFactory(platform=OrganizationFactory(slug="ledger"), amount=5, currency="JPY")
    OfferingFactory(platform=gone, milestones={"matured": "2021"})
    gone.withdraw("A mistake.")
    day = datetime.date(2020, 10, 12)
    assert [row[1:] for row in Offering.objects.for_list().for_market()] == [
        ("jp", "completed", "bond", "ledger", "JPY", Decimal(5), day, day),
        ("jp", "completed", "bond", None, "", None, None, None),
    ]


def test_holders_of_a_role_are_published_organizations_each_once() -> None:
    gone = OrganizationFactory()
    offering = RoleFactory(organization=OrganizationFactory(slug="trust")).offering
    RoleFactory(offering=offering, organization=gone)
    RoleFactory(offering=offering, organization=OrganizationFactory(), role="custodian")
    RoleFactory()
    gone.withdraw("A mistake.")
    found = Offering.objects.filter(pk=offering.pk)
    assert list(found.holders_of("trustee")) == [(offering.pk, "trust")]


def test_platforms_sort_by_name_where_they_are_published() -> None:
    gone = OrganizationFactory()
    OfferingFactory(slug="shown", platform=OrganizationFactory(name="ibet"))
    OfferingFactory(slug="hidden", platform=gone)
    gone.withdraw("A mistake.")
    rows = Offering.objects.all().with_platform_order().order_by("slug")
    assert [row.platform_order for row in rows] == [None, "ibet"]
