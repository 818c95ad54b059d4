"""The kinds of event: their order is their rank, and each has one category and one shape."""

from __future__ import annotations

import pytest

from timeline.kinds import Category, EventKind, rank_of

IN_ORDER = [
    *(
        "incident",
        "enforcement",
        "study-group",
        "report-published",
        "policy-statement",
        "guideline-published",
    ),
    *("consultation", "bill-submitted", "bill-advanced", "bill-passed", "bill-lapsed", "promulgated"),
    *("in-force", "ended", "organization-founded", "organization-recognised", "designation", "market-launch"),
    *(
        "insolvency",
        "offering-announced",
        "offering-opened",
        "offering-closed",
        "issued",
        "listed",
        "matured",
    ),
    *("redeemed", "cancelled", "other"),
]

OF_CATEGORY = {
    "incident": ["incident", "insolvency"],
    "law": [
        *("consultation", "bill-submitted", "bill-advanced", "bill-passed", "bill-lapsed"),
        *("promulgated", "in-force", "ended"),
    ],
    "policy": [
        *("study-group", "report-published", "policy-statement", "guideline-published"),
        *("enforcement", "designation"),
    ],
    "organization": ["organization-founded", "organization-recognised"],
    "market": ["market-launch", "other"],
    "offering": [
        *("offering-announced", "offering-opened", "offering-closed", "issued", "listed"),
        *("matured", "redeemed", "cancelled"),
    ],
}


def test_the_kinds_are_closed_and_stand_in_their_order() -> None:
    assert EventKind.values == IN_ORDER


def test_the_rank_of_a_kind_is_its_place() -> None:
    assert [EventKind(kind).rank for kind in IN_ORDER] == list(range(len(IN_ORDER)))
    assert [rank_of(kind) for kind in IN_ORDER] == list(range(len(IN_ORDER)))
    assert rank_of("no kind") == len(IN_ORDER)


@pytest.mark.parametrize(("category", "kinds"), OF_CATEGORY.items())
def test_a_category_has_its_kinds(category: str, kinds: list[str]) -> None:
    assert set(Category(category).kinds) == set(kinds)


def test_every_kind_has_one_category() -> None:
    assert set(Category.values) == set(OF_CATEGORY)
    assert sum(len(category.kinds) for category in Category) == len(EventKind)
    assert all(kind in kind.category.kinds for kind in EventKind)


def test_the_life_of_an_offering_is_its_milestones() -> None:
    assert EventKind.milestones() == Category.OFFERING.kinds
    assert {kind for kind in EventKind if kind.is_milestone} == set(EventKind.milestones())
