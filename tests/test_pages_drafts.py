"""What is not public is on no public road: not on a page, in a list, in a count, in search or in the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from sources.models import Record

from .factories import OrganizationFactory
from .world import COLLECTIONS, address_of, answers_of, hidden_around, pages_of, small_world

pytestmark = pytest.mark.django_db
FILTERS = ["theme=custody", "law=law", "organization=body", "source=gazette", "incident=incident"]


def seen(client: Client, addresses: list[str]) -> dict[str, tuple[int, bytes]]:
    answers = {address: client.get(address) for address in addresses}
    return {address: (answer.status_code, answer.content) for address, answer in answers.items()}


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


def test_search_finds_no_draft(client: Client) -> None:
    OrganizationFactory(state="draft", name="Secret body")
    assert b"Secret body" not in client.get("/search/?q=secret").content
