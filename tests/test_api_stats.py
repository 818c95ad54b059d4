"""The question of the STO market: counts, and sums per currency."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from offerings.market import Grouping

from .api import answer, problem
from .factories import OfferingFactory, OrganizationFactory, RoleFactory, korea
from .test_api_schema import schema, undescribed, validator

pytestmark = pytest.mark.django_db
PATH = "stats/sto-cases/"


def groups(**parameters: Any) -> list[tuple[Any, ...]]:
    """Each group as its values and its count."""
    given = answer(PATH, **parameters)
    return [(*(each[name] for name in given["group_by"]), each["count"]) for each in given["groups"]]


def test_without_a_grouping_the_totals_alone_are_given() -> None:
    OfferingFactory(amount=100, currency="JPY")
    OfferingFactory(amount="2.50", currency="USD", status="trial")
    OfferingFactory()
    assert answer(PATH) == {
        "group_by": [],
        "count": 3,
        "statuses": {"announced": 0, "completed": 2, "redeemed": 0, "cancelled": 0, "trial": 1},
        "with_amount": 2,
        "amounts": [
            {"currency": "JPY", "count": 1, "sum": "100"},
            {"currency": "USD", "count": 1, "sum": "2.5"},
        ],
        "groups": [],
    }


def test_two_groupings_give_every_combination_that_occurs() -> None:
    OfferingFactory(asset_class="bond", milestones={"issued": "2020"})
    OfferingFactory(asset_class="art", milestones={"issued": "2021"})
    OfferingFactory(asset_class="art", milestones={"matured": "2025"})
    assert groups(group_by="year,asset_class") == [("2020", "bond", 1), ("2021", "art", 1), (None, "art", 1)]
    assert groups(group_by="asset_class,year") == [("art", "2021", 1), ("art", None, 1), ("bond", "2020", 1)]


def test_it_takes_the_filters_of_the_collection() -> None:
    OfferingFactory(asset_class="bond")
    OfferingFactory(asset_class="art", jurisdiction=korea())
    assert groups(group_by="jurisdiction", asset_class="art") == [("kr", 1)]
    assert groups(group_by="status", year="1999") == []


def test_an_undated_span_is_no_year() -> None:
    OfferingFactory(milestones={"issued": "2020/2021"})
    assert groups(group_by="year", year="2021") == [("2020/2021", 1)]


def test_trustees_and_lead_managers_are_filters_of_the_collection_too() -> None:
    trust = OrganizationFactory(slug="trust")
    RoleFactory(offering=OfferingFactory(slug="held"), organization=trust, role="trustee")
    RoleFactory(offering=OfferingFactory(slug="led"), organization=trust, role="lead-manager")
    assert [each["id"] for each in answer("sto-cases/", trustee="trust")["results"]] == ["held"]
    assert [each["id"] for each in answer("sto-cases/", lead_manager="trust")["results"]] == ["led"]
    assert problem("sto-cases/", 400, trustee="trusty")["allowed"] == ["trust"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("yaer", "group_by: “yaer” is no grouping (did you mean year?). Allowed: year, asset_class"),
        ("colour", "group_by: “colour” is no grouping. Allowed: year, asset_class"),
        ("year,status,trustee", "group_by: “year,status,trustee” names 3 groupings; give one or two."),
        ("year,year", "group_by: “year,year” names the same grouping twice."),
        ("year,", "group_by: “” is no grouping."),
        ("", "group_by: “” is empty; leave the parameter out instead"),
    ],
)
def test_a_grouping_that_cannot_be_is_refused_by_name(asked: str, told: str) -> None:
    document = problem(PATH, 400, group_by=asked)
    assert document["detail"].startswith(told)
    assert document["parameter"] == "group_by"
    assert document["allowed"] in ([], Grouping.values)


def test_what_means_nothing_is_refused() -> None:
    assert "is given more than once" in problem(PATH, 400, group_by=["year", "status"])["detail"]
    assert "Did you mean group_by?" in problem(PATH, 400, groupby="year")["detail"]
    assert problem(PATH, 400, asset_class="gold")["parameter"] == "asset_class"
    assert problem(PATH, 400, page_size="3")["parameter"] == "page_size"


@pytest.mark.parametrize("grouping", Grouping.values)
def test_every_real_answer_is_as_described_and_complete(grouping: str, real_data: None) -> None:
    given = answer(PATH, group_by=f"{grouping}")
    described = schema(PATH)
    assert list(validator(described).iter_errors(given)) == []
    assert undescribed(given, described) == []
    assert given["count"] == answer("sto-cases/", page_size=1)["count"]
    if grouping not in {"trustee", "lead_manager"}:
        assert sum(each["count"] for each in given["groups"]) == given["count"]
        assert sum(each["with_amount"] for each in given["groups"]) == given["with_amount"]


def test_a_count_is_that_of_the_list_with_the_same_filter(real_data: None) -> None:
    for name, collection in (
        ("trustee", "trustee"),
        ("platform", "platform"),
        ("asset_class", "asset_class"),
    ):
        for value, count in groups(group_by=name):
            if value:
                listed = answer("sto-cases/", page_size=1, **{collection: value})["count"]
                assert (value, listed) == (value, count)


def test_queries_are_few_and_constant() -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            answer(PATH, group_by="year,trustee")
        return len(queries)

    RoleFactory()
    few = asked()
    for _number in range(4):
        RoleFactory()
    assert asked() == few <= 4
