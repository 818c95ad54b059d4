"""A page of the API asks the database the same few questions, however many rows it has."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .api import LISTS, answer, problem
from .everything import world

pytestmark = pytest.mark.django_db
MOST = 15


def queries(path: str, **parameters: object) -> int:
    with CaptureQueriesContext(connection) as asked:
        answer(path, **parameters)
    return len(asked)


def test_every_list_asks_as_often_for_one_world_as_for_many() -> None:
    world("first")
    expand = {name: ",".join(problem(f"{name}/", 400, expand="-")["allowed"]) for name in LISTS}

    def counts() -> dict[str, tuple[int, int]]:
        return {
            name: (queries(f"{name}/"), queries(f"{name}/", **({"expand": paths} if paths else {})))
            for name, paths in expand.items()
        }

    one = counts()
    for number in range(4):
        world(f"more-{number}")
    assert counts() == one
    assert max(max(both) for both in one.values()) <= MOST


@pytest.mark.parametrize("collection", LISTS)
def test_pages_of_the_real_data_stay_within_the_limit(collection: str, real_data: None) -> None:
    counts = {queries(f"{collection}/", page_size=size) for size in (50, 200)}
    assert len(counts) == 1
    assert max(counts) <= MOST
    assert queries(f"{collection}/", page_size=1) <= max(counts)


def test_every_filter_adds_one_question_at_most(real_data: None) -> None:
    plain = queries("events/")
    filters = {
        "theme": "custody",
        "law": "jp-payment-services-act",
        "organization": "coincheck",
        "kind": "in-force",
    }
    for name, value in filters.items():
        assert queries("events/", **{name: value}) <= plain + 1, name
