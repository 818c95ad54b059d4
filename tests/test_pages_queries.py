"""A page asks the database as often for two hundred rows as for one, and at most 25 times (a day 40)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from .world import LISTS, crowd, pages_of, small_world

pytestmark = pytest.mark.django_db
MOST, MOST_OF_A_DAY = 25, 40


def counts(client: Client, addresses: list[str]) -> dict[str, int]:
    found = {}
    for address in addresses:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        assert (address, answer.status_code) == (address, 200)
        found[address] = len(queries)
    return found


def test_queries_are_few_and_do_not_grow_with_the_rows(client: Client) -> None:
    world = small_world()
    pages = pages_of(world)
    crowd(world, range(1))
    few = counts(client, pages)
    crowd(world, range(1, 49))
    some = counts(client, pages)
    crowd(world, range(49, 200))
    many = counts(client, pages)
    assert [f"{page} {few[page]} {some[page]}" for page in pages if few[page] != some[page]] == []
    assert [f"{page} {some[page]} {many[page]}" for page in pages if some[page] != many[page]] == []
    assert [f"{page} {most}" for page, most in many.items() if most > limit(page)] == []
    assert set(LISTS) <= set(pages)


def limit(page: str) -> int:
    """A day shows every country's rules, bodies, figures and cases at once."""
    return MOST_OF_A_DAY if page.startswith("/as-of/") else MOST
