"""What the pages about the site promise: live counts, true examples, no dead ends."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from stoatlas.holdings import COLLECTIONS
from stoatlas.meanings import MEANINGS
from stoatlas.reference import EXAMPLES, reference
from tests.factories import CoverageFactory, EventFactory, SourceFactory, read

pytestmark = pytest.mark.django_db
LARGEST = 120_000  # bytes of HTML


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", ["", "/ja", "/ko"])
@pytest.mark.parametrize("path", ["/about/", "/data/", "/api/"])
def test_they_answer_in_every_language_also_without_data(client: Client, language: str, path: str) -> None:
    html = page(client, language + path)

    assert len(html.encode()) < LARGEST
    assert html.count("<h1") == 1


@pytest.mark.parametrize("path", ["/about/", "/data/", "/api/"])
def test_they_ask_the_database_little(
    client: Client, path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(25):
        page(client, path)


def test_counts_are_of_published_records(client: Client) -> None:
    EventFactory.create_batch(2)
    EventFactory(state="draft")

    counted = client.get("/about/").context["held"]

    assert counted["events"] == 2


def test_the_method_tells_how_many_facts_are_disputed(client: Client) -> None:
    read(EventFactory(), says="Another day")

    assert ">1 events</a>" in page(client, "/about/")


def test_the_least_searched_cell_says_how_far_the_search_went(client: Client) -> None:
    CoverageFactory(searched_to="2026-11-22")
    CoverageFactory(searched_to="2026-10-01")

    assert "1 October 2026" in page(client, "/about/")
    assert "Data searched up to 1 October 2026." in page(client, "/data/")


def test_the_newest_source_is_the_latest_dated_one(client: Client) -> None:
    SourceFactory(title="Old notice", published="2019")
    SourceFactory(title="New notice", published="2026-09-17")
    SourceFactory(title="Undated notice", published="")

    html = page(client, "/data/")

    assert "New notice" in html
    assert "Old notice" not in html


def test_every_collection_stands_on_the_data_page(client: Client) -> None:
    html = page(client, "/data/")

    for each in COLLECTIONS:
        assert f'href="{each.api_url}"' in html


def test_the_reference_holds_every_collection_and_parameter(client: Client) -> None:
    html = page(client, "/api/")

    for each in COLLECTIONS:
        assert f'id="{each.name}"' in html
    for entry in reference("en").entries:
        for parameter in entry.parameters:
            assert f"<code>{parameter.name}</code>" in html


def test_every_parameter_is_explained_beyond_its_name() -> None:
    lists = {entry.id: entry.parameters for entry in reference("en").entries}

    missing = [
        f"{name}.{line.name}" for name, lines in lists.items() for line in lines if line.name not in MEANINGS
    ]

    assert missing == []


def test_no_meaning_outlives_its_parameter() -> None:
    found = reference("en")
    known = {line.name for line in found.shared}
    for entry in found.entries:
        names = {line.name for line in entry.parameters}
        known |= names | {f"{entry.id}.{name}" for name in names}
    for question in found.questions:
        names = {line.name for line in question.parameters}
        known |= names | {f"{question.question.name}.{name}" for name in names}

    assert set(MEANINGS) - known == set()


def test_every_field_is_explained() -> None:
    found = reference("en")
    lines = [line for entry in found.entries for line in entry.fields]
    lines += [line for part in found.parts for line in part.fields]

    assert [line.name for line in lines if not line.meaning and not line.allowed and line.name != "id"] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_answers(real_data: None, client: Client, name: str) -> None:
    response = client.get(f"/api/v1/{name}/{EXAMPLES[name]}")

    assert response.status_code == 200
    assert response.json()["count"] > 0


@pytest.mark.parametrize("path", ["/about/", "/data/", "/api/"])
def test_no_address_of_an_example_is_dead(real_data: None, client: Client, path: str) -> None:
    named = re.findall(r"http://testserver(/api/v1/[^\s'<…]*)", page(client, path))

    for address in {each.replace("&amp;", "&") for each in named if "cursor=" not in each}:
        assert client.get(address).status_code == 200, address


def test_only_withdrawals_and_bad_parameters_have_a_kind_of_their_own(client: Client) -> None:
    html = page(client, "/api/")

    assert 'id="invalid-parameter"' in html
    assert 'id="withdrawn"' in html


def test_english_on_a_page_in_another_language_is_marked_as_english(client: Client) -> None:
    event = EventFactory(title="Coins are stolen", title_ja="コインの流出", summary="They are gone.")
    japanese = client.get(f"/ja{event.get_absolute_url()}").content.decode()
    korean = client.get(f"/ko{event.get_absolute_url()}").content.decode()
    english = client.get(event.get_absolute_url()).content.decode()
    assert "<h1>コインの流出</h1>" in japanese
    assert '<p class="lead" lang="en">They are gone.' in japanese
    assert '<h1 lang="en">Coins are stolen</h1>' in korean
    assert "<h1>Coins are stolen</h1>" in english
