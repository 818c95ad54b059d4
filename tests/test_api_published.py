"""A draft or withdrawn record is on no road of the API: no list, count, relation, expansion or filter."""

from __future__ import annotations

import pytest

from organizations.models import Affiliation
from sources.models import Record

from .api import LISTS, answer, ask, problem
from .everything import world
from .factories import FACTORIES

pytestmark = pytest.mark.django_db
COLLECTIONS = {
    "jurisdiction": "jurisdictions",
    "organization": "organizations",
    "theme": "themes",
    "law": "laws",
    "amendment": "amendments",
    "measure": "measures",
    "coverage": "coverage",
    "offering": "sto-cases",
    "event": "events",
    "incident": "incidents",
    "figure": "figures",
    "link": "links",
    "source": "sources",
}


@pytest.mark.parametrize("model", [each for each in FACTORIES if each is not Affiliation])
@pytest.mark.parametrize("state", ["draft", "in-review", "withdrawn"])
def test_what_is_not_published_is_in_no_list_and_at_no_address(model: type[Record], state: str) -> None:
    collection = COLLECTIONS[str(model._meta.model_name)]
    hidden = FACTORIES[model](state=state, cited=True).slug
    assert not named(answer(f"{collection}/"), hidden)
    problem(f"{collection}/{hidden}/", 410 if state == "withdrawn" else 404)


@pytest.mark.parametrize(
    "name", ["source", "law", "amendment", "organization", "case", "incident", "event", "themed", "theme"]
)
def test_what_is_withdrawn_is_named_nowhere(name: str) -> None:
    made = world("seen")
    hidden: Record = getattr(made, name)
    hidden.withdraw("Entered by mistake.")
    for collection in LISTS:
        expandable = problem(f"{collection}/", 400, expand="nothing")["allowed"]
        for parameters in ({}, {"expand": ",".join(expandable)} if expandable else {}):
            page = answer(f"{collection}/", **parameters)
            assert page["count"] == len(page["results"]), collection
            assert not named(page, hidden.slug), collection


def named(value: object, slug: str) -> bool:
    """Whether the slug stands anywhere as a value: an id, a reference, the subject of a figure."""
    if isinstance(value, dict):
        return any(named(inner, slug) for inner in value.values())
    if isinstance(value, list):
        return any(named(inner, slug) for inner in value)
    return value == slug


def test_what_a_withdrawn_source_says_is_not_shown() -> None:
    world().source.withdraw("Entered by mistake.")
    event, figure = answer("events/a-event/"), answer("figures/a-figure/")
    assert [citation["source"] for citation in event["citations"]] == ["gazette"]
    assert (event["readings"], event["conflicting"], figure["readings"]) == ([], False, [])


def test_an_affiliation_that_is_a_draft_is_not_shown() -> None:
    made = world()
    Affiliation.objects.filter(pk=made.affiliation.pk).update(state="draft")
    assert answer("organizations/a-body/")["affiliates"] == []


def test_a_filter_does_not_know_what_is_hidden() -> None:
    made = world()
    made.organization.withdraw("Entered by mistake.")
    assert ask("events/", organization="a-organization").status_code == 400
