"""What is not public is on no public road: not on a page, in a list, in a count, in search or in the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from sources.models import Record
from timeline.models import Event

from .factories import CoverageFactory, EventFactory, IncidentFactory, OrganizationFactory, korea
from .world import COLLECTIONS, address_of, answers_of, hidden_around, pages_of, small_world

pytestmark = pytest.mark.django_db
QUESTIONS = [
    "/as-of/2016-01-01/2026-01-01/",
    "/compare/?milestone=founded",
    "/compare/?milestone=submitted&on=2024-01-01",
    "/timeline/day/2024-01-01/",
    "/timeline/embed/",
    "/timeline/export.csv",
    "/timeline/export.json",
    "/sto-cases/?by=lead_manager&measure=amount",
    "/search/?q=body&type=links",
    "/api/v1/as-of/?date=2024-01-01",
    "/api/v1/lags/?from=jp&to=kr",
    "/api/v1/lags/?from=jp&to=kr&milestone=promulgated",
    "/api/v1/timeline/",
    "/api/v1/timeline/?width=1",
    "/api/v1/stats/sto-cases/?group_by=platform,trustee",
    "/api/v1/search/?q=a&page_size=200",
    "/api/v1/quality/",
]
FILTERS = ["theme=custody", "law=law", "organization=body", "source=gazette", "incident=incident"]


def seen(client: Client, addresses: list[str]) -> dict[str, tuple[int, bytes]]:
    answers = {address: client.get(address) for address in addresses}
    return {address: (answer.status_code, answer.getvalue()) for address, answer in answers.items()}


@pytest.mark.parametrize("state", ["draft", "in-review", "withdrawn"])
def test_hidden_records_change_no_byte_of_an_answer_to_a_question(client: Client, state: str) -> None:
    world = small_world()
    CoverageFactory(theme=world["theme"], jurisdiction=korea())
    chains = [f"/api/v1/chains/{event}/" for event in Event.objects.values_list("slug", flat=True)]
    before = seen(client, [*QUESTIONS, *chains])
    hidden_around(world, state)
    after = seen(client, [*QUESTIONS, *chains])
    assert [address for address in before if before[address] != after[address]] == []
    assert {status for status, _ in after.values()} == {200}


@pytest.mark.parametrize("state", ["draft", "in-review", "withdrawn"])
@pytest.mark.parametrize("addresses_of", [pages_of, answers_of])
def test_hidden_records_change_no_byte_of_any_page(client: Client, addresses_of: Any, state: str) -> None:
    world = small_world()
    addresses = [*addresses_of(world), *(f"/timeline/?{query}" for query in FILTERS)]
    before = seen(client, addresses)
    hidden_around(world, state)
    after = seen(client, addresses)
    assert [address for address in addresses if before[address] != after[address]] == []
    assert {status for status, _ in after.values()} == {200}


@pytest.mark.parametrize("state", ["draft", "in-review"])
def test_a_draft_answers_as_if_it_were_not_there(client: Client, state: str) -> None:
    for record in hidden_around(small_world(), state):
        for address in addresses_of_its_own(record):
            assert (address, client.get(address).status_code) == (address, 404)


def test_a_withdrawn_record_is_gone(client: Client) -> None:
    for record in hidden_around(small_world(), "withdrawn"):
        for address in addresses_of_its_own(record):
            assert (address, client.get(address).status_code) == (address, 410)


def addresses_of_its_own(record: Record) -> list[str]:
    """Its page, where it has one that is not another's, and its answer of the API."""
    page = [] if "#" in record.get_absolute_url() else [address_of(record)]
    name = COLLECTIONS.get(record.record_type)
    return [*page, f"/api/v1/{name}/{record.slug}/"] if name else page


@pytest.mark.parametrize("prefix", ["", "/ja", "/ko"])
def test_a_withdrawn_page_says_why_and_where_to_go(client: Client, prefix: str) -> None:
    successor = OrganizationFactory(name="The real one")
    OrganizationFactory(slug="double").withdraw("A double entry.", successor=successor.slug)
    answer = client.get(f"{prefix}/organizations/double/")
    text = answer.content.decode()
    assert answer.status_code == 410
    assert "A double entry." in text
    assert f'href="{prefix}{successor.get_absolute_url()}"' in text


def test_a_withdrawn_record_is_named_by_none_that_stays(client: Client) -> None:
    body = OrganizationFactory(name="Double body")
    gone = IncidentFactory(name="Double entry")
    stays = IncidentFactory(organization=body)
    event = EventFactory(kind="incident", incident=gone, title="A theft")
    gone.withdraw("A double entry.")
    body.withdraw("A double entry.")
    addresses = ("/", "/as-of/2018-01-26/", address_of(event), address_of(stays))
    assert [address for address in addresses if b"Double" in client.get(address).content] == []


def test_search_finds_no_draft(client: Client) -> None:
    OrganizationFactory(state="draft", name="Secret body")
    assert b"Secret body" not in client.get("/search/?q=secret").content


@pytest.mark.parametrize(
    "kind", ["theme", "law", "amendment", "incident", "exchange", "body", "case", "hack", "force"]
)
def test_a_withdrawn_record_is_on_no_road_but_its_own(client: Client, kind: str) -> None:
    """Whatever else names it: pages, answers to questions, lists and records of the API."""
    world = small_world()
    CoverageFactory(theme=world["theme"], jurisdiction=korea())
    record = world[kind]
    field = "title" if hasattr(record, "title") else "name"
    setattr(record, field, "Zebra crossing")
    record.save()
    filters = [query for query in FILTERS if record.slug not in query]
    addresses = [
        *pages_of(world),
        *answers_of(world),
        *QUESTIONS,
        *(f"/timeline/?{query}" for query in filters),
    ]
    own = set(addresses_of_its_own(record))
    world[kind].refresh_from_db()
    world[kind].withdraw("A double entry.")
    told = {address: client.get(address).getvalue() for address in addresses if address not in own}
    assert [address for address, page in told.items() if b"Zebra" in page] == []
    assert [address for address, page in told.items() if f"/{record.slug}/".encode() in page] == []
