"""The market of STO cases: what counts under what, exact sums, and where the bars stand."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from offerings.charts import MOST_BARS, chart
from offerings.market import Grouping, Tally, grouped, market, year_of
from offerings.models import Offering

from .factories import OfferingFactory, OrganizationFactory, RoleFactory, korea

pytestmark = pytest.mark.django_db


def cases(*groupings: Grouping) -> Tally:
    return market(Offering.objects.published(), groupings)


def keys(grouping: Grouping) -> dict[str | None, int]:
    return {key: each.count for (key,), each in grouped(cases(grouping), [grouping]).items()}


def drawn(by: Grouping = Grouping.YEAR, measure: str = "count") -> Any:
    return chart(Offering.objects.published(), by, measure, lambda **filters: f"?{filters}")


@pytest.mark.parametrize(
    ("first", "last", "year"),
    [
        ("2021-04-27", "2021-04-27", "2021"),
        ("2021-01-01", "2021-12-31", "2021"),
        ("2021-12-31", "2022-01-01", "2021/2022"),
        (None, "2022-10-13", "../2022"),
        ("2022-10-13", None, "2022/.."),
        (None, None, None),
    ],
)
def test_a_date_lies_in_one_year_or_says_which_it_may_be(
    first: str | None, last: str | None, year: str | None
) -> None:
    days = [datetime.date.fromisoformat(day) if day else None for day in (first, last)]
    assert year_of(*days) == year


def test_years_stand_in_order_and_the_undated_last() -> None:
    for date in ("2022", "2020-12/2021-01", "2021", "../2021", "2021-03"):
        OfferingFactory(milestones={"issued": date})
    OfferingFactory(milestones={"matured": "2025"})
    assert list(keys(Grouping.YEAR).items()) == [
        ("2020/2021", 1),
        ("2021", 2),
        ("../2021", 1),
        ("2022", 1),
        (None, 1),
    ]


def test_a_case_with_two_trustees_counts_under_each_and_once_in_all() -> None:
    one, two = OrganizationFactory(slug="one"), OrganizationFactory(slug="two")
    both = OfferingFactory(amount=10, currency="JPY")
    for trustee in (one, two):
        RoleFactory(offering=both, organization=trustee, role="trustee")
    RoleFactory(offering=OfferingFactory(), organization=two, role="trustee")
    RoleFactory(offering=OfferingFactory(), organization=one, role="custodian")
    assert keys(Grouping.TRUSTEE) == {"one": 1, "two": 2, None: 1}
    (panel,) = drawn(Grouping.TRUSTEE).panels
    assert (panel.count, panel.stated) == (3, 1)


def test_withdrawn_platforms_and_trustees_and_drafts_of_cases_count_nowhere() -> None:
    gone = OrganizationFactory(slug="gone")
    RoleFactory(offering=OfferingFactory(platform=gone), organization=gone, role="trustee")
    gone.withdraw("A mistake.")
    OfferingFactory(state="draft")
    assert keys(Grouping.PLATFORM) == {None: 1}
    assert keys(Grouping.TRUSTEE) == {None: 1}


def test_sums_are_exact_and_stay_in_their_currency() -> None:
    big = Decimal("9999999999999.99")
    for amount, code in [(big, "JPY"), (Decimal("0.02"), "JPY"), (Decimal(7), "KRW"), (None, "JPY")]:
        OfferingFactory(amount=amount, currency=code)
    tally = cases()
    assert [(each.currency, each.count, each.sum) for each in tally.amounts] == [
        ("JPY", 2, Decimal("10000000000000.01")),
        ("KRW", 1, Decimal(7)),
    ]
    assert (tally.count, tally.with_amount) == (4, 3)


def test_no_currency_is_added_to_another_on_the_page_either() -> None:
    for amount, code in [(100, "JPY"), (300, "USD"), (None, "")]:
        OfferingFactory(amount=amount, currency=code)
    OfferingFactory(jurisdiction=korea(), amount=5, currency="KRW")
    panels = drawn(measure="amount").panels
    assert [(each.place.slug, each.currency, each.stated, each.count) for each in panels] == [
        ("jp", "JPY", 1, 3),
        ("jp", "USD", 1, 3),
        ("kr", "KRW", 1, 1),
    ]
    assert [[bar.pieces[0].width for bar in panel.bars] for panel in panels] == [["100.00%"]] * 3


def test_trials_and_plans_are_told_apart_from_what_was_carried_out() -> None:
    for status in ("completed", "redeemed", "announced", "trial", "cancelled"):
        OfferingFactory(status=status)
    (panel,) = drawn().panels
    (bar,) = panel.bars
    assert [(piece.part.outcome.name, piece.x, piece.width) for piece in bar.pieces] == [
        ("done", "0.00%", "40.00%"),
        ("announced", "40.00%", "20.00%"),
        ("trial", "60.00%", "20.00%"),
        ("cancelled", "80.00%", "20.00%"),
    ]


def test_counts_of_two_countries_are_drawn_to_one_scale() -> None:
    for _number in range(4):
        OfferingFactory()
    OfferingFactory(jurisdiction=korea())
    japan, south = drawn().panels
    assert japan.bars[0].pieces[0].width == "100.00%"
    assert south.bars[0].pieces[0].width == "25.00%"


def test_an_empty_year_between_others_is_shown_and_a_far_one_adds_no_thousand() -> None:
    for date in ("2020", "2022"):
        OfferingFactory(milestones={"issued": date})
    assert [(bar.label, bar.count) for bar in drawn().panels[0].bars] == [
        ("2020", 1),
        ("2021", 0),
        ("2022", 1),
    ]
    OfferingFactory(milestones={"issued": "1020"})
    assert [bar.label for bar in drawn().panels[0].bars] == ["1020", "2020", "2022"]


def test_cases_without_a_value_are_counted_apart_and_not_drawn() -> None:
    OfferingFactory(milestones={"matured": "2025"})
    OfferingFactory()
    dated, undated = drawn().panels[0].bars
    assert (dated.label, dated.url) == ("2020", "?{'jurisdiction': 'jp', 'year': '2020'}")
    assert (undated.key, undated.label, undated.count, undated.pieces, undated.url) == (
        None,
        "not dated",
        1,
        (),
        "",
    )


def test_of_very_many_organizations_the_largest_are_drawn_and_the_rest_counted() -> None:
    for number in range(MOST_BARS + 3):
        RoleFactory(organization=OrganizationFactory(name=f"Trust {number:02}"), role="trustee")
    RoleFactory(organization=OrganizationFactory(slug="large", name="Trust Z"), role="trustee")
    RoleFactory(organization=Offering.objects.order_by("-pk")[0].roles.get().organization, role="trustee")
    (panel,) = drawn(Grouping.TRUSTEE).panels
    assert panel.bars[0].label == "Trust Z"
    assert (len(panel.bars), panel.hidden, panel.hidden_cases) == (MOST_BARS, 4, 4)


def test_nothing_to_draw_is_no_error() -> None:
    assert drawn().panels == ()
    OfferingFactory()
    assert drawn(measure="amount").panels == ()
    for amount in (0, None):
        OfferingFactory(amount=amount, currency="JPY")
    (panel,) = drawn(measure="amount").panels
    assert [(bar.stated, bar.count, bar.pieces) for bar in panel.bars] == [(1, 3, ())]


@pytest.mark.parametrize("by", [Grouping.YEAR, Grouping.PLATFORM, Grouping.TRUSTEE])
def test_queries_are_few_and_constant(by: Grouping, django_assert_max_num_queries: Any) -> None:
    for _number in range(5):
        RoleFactory(offering=OfferingFactory(platform=OrganizationFactory()), role="trustee")
    with django_assert_max_num_queries(4):
        drawn(by)
