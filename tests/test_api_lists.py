"""The conventions of every list of the API."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from organizations.models import Organization
from timeline.models import Event

from .api import LISTS, answer, ask, ids, problem
from .everything import world
from .factories import EventFactory, OfferingFactory, OrganizationFactory, korea

pytestmark = pytest.mark.django_db


def walk(address: str | None) -> list[str]:
    """Ids of all pages from this one on, by following `next` as it stands."""
    found: list[str] = []
    while address:
        page = Client().get(address).json()
        found += [record["id"] for record in page["results"]]
        address = page["next"] and page["next"].removeprefix("http://testserver")
    return found


def test_every_list_has_its_envelope_and_every_record_its_address() -> None:
    world()
    for collection in LISTS:
        page = answer(f"{collection}/")
        assert list(page) == ["count", "next", "previous", "results"]
        assert page["count"] == len(page["results"]) > 0
        assert (page["next"], page["previous"]) == (None, None)
        for record in page["results"]:
            assert list(record)[:3] == ["id", "url", "html_url"]
            assert list(record)[-2:] == ["updated_at", "revision"]
            assert Client().get(urlsplit(record["url"]).path).json() == record


def test_every_ordering_of_every_list_is_complete() -> None:
    for mark in "ab":
        world(mark)
    for collection in LISTS:
        everything = set(ids(f"{collection}/"))
        orderings = problem(f"{collection}/", 400, ordering="none")["allowed"]
        assert len(orderings) >= 4
        for ordering in orderings:
            found = walk(f"/api/v1/{collection}/?page_size=2&fields=id&ordering={ordering}")
            assert len(found) == len(everything), (collection, ordering)
            assert set(found) == everything, (collection, ordering)


def test_pages_follow_each_other_and_lead_back() -> None:
    for number in range(7):
        EventFactory(slug=f"event-{number}")
    first = answer("events/", page_size=3, jurisdiction="jp", fields="id")
    second = Client().get(first["next"]).json()
    third = Client().get(second["next"]).json()
    assert [len(page["results"]) for page in (first, second, third)] == [3, 3, 1]
    assert third["next"] is None
    assert Client().get(third["previous"]).json()["results"] == second["results"]
    assert Client().get(second["previous"]).json()["results"] == first["results"]
    assert {page["count"] for page in (first, second, third)} == {7}


def test_a_page_has_fifty_rows_unless_told() -> None:
    Organization.objects.all().delete()
    for number in range(51):
        OrganizationFactory(slug=f"organization-{number}")
    assert len(answer("organizations/")["results"]) == 50
    assert len(answer("organizations/", page_size=200)["results"]) == 51


@pytest.mark.parametrize("size", ["0", "-1", "201", "1000000000", "ten", "1.5", "", " 5", "５", "1e1"])
def test_a_page_size_is_a_number_from_1_to_200(size: str) -> None:
    assert problem("events/", 400, page_size=size)["parameter"] == "page_size"


def test_events_stand_by_date_unless_told_and_turn_round() -> None:
    for slug, date in [("b", "2018"), ("a", "2019"), ("c", "../2010")]:
        EventFactory(slug=slug, date=date)
    assert ids("events/") == ["b", "a", "c"]
    assert ids("events/", ordering="-date") == ["a", "b", "c"]
    assert ids("events/", ordering="-id") == ["c", "b", "a"]


def test_sto_cases_without_a_date_stand_last_both_ways() -> None:
    OfferingFactory(slug="a", milestones={"issued": "2021"})
    OfferingFactory(slug="b", milestones={"listed": "2020"})
    OfferingFactory(slug="c", milestones={"redeemed": "2019"})
    assert ids("sto-cases/") == ["b", "a", "c"]
    assert ids("sto-cases/", ordering="-date") == ["a", "b", "c"]


def test_fields_and_omit_choose_what_is_shown() -> None:
    EventFactory(slug="event")
    assert answer("events/", fields="title,id")["results"] == [{"id": "event", "title": "Event"}]
    assert answer("events/event/", fields="id,title", omit="title") == {"id": "event"}
    assert "citations" not in answer("events/event/", omit="citations,readings")


@pytest.mark.parametrize("collection", LISTS)
def test_every_list_understands_what_all_lists_understand(collection: str) -> None:
    world("a")
    world("b")
    korea()
    whole = answer(f"{collection}/")["results"]
    assert len(whole) > 1
    names = [name for name in whole[0] if name not in {"id", "citations"}]
    for record in answer(f"{collection}/", fields=f"id,{names[-1]}")["results"]:
        assert set(record) == {"id", names[-1]}
    for record in answer(f"{collection}/", omit=",".join(names[2:]))["results"]:
        assert not set(record) & set(names[2:])
        assert "id" in record
    page = answer(f"{collection}/", page_size=1)
    assert (page["count"], page["results"]) == (len(whole), whole[:1])
    assert Client().get(page["next"]).json()["results"] == whole[1:2]
    last = max(record["updated_at"] for record in whole)
    later = {record["id"] for record in whole if record["updated_at"] >= last}
    assert set(ids(f"{collection}/", updated_since=last)) == later
    assert 0 < len(later) <= len(whole)
    for language in ("ja", "ko"):
        (record, *_others) = answer(f"{collection}/", lang=language)["results"]
        assert f"/{language}/" in record["html_url"]
    for name in ("fields", "omit", "expand", "ordering", "lang", "format", "cursor", "updated_since"):
        assert problem(f"{collection}/", 400, **{name: "no-such"})["parameter"] == name
    assert problem(f"{collection}/", 400, nothing="1")["parameter"] == "nothing"


def test_languages_change_names_words_and_pages() -> None:
    EventFactory(slug="event", title="Theft", title_ja="流出", date="2018-01~", jurisdiction=korea())
    japanese = answer("events/event/", lang="ja")
    assert (japanese["title"], japanese["date"]["text"]) == ("流出", "2018年1月頃")
    assert japanese["html_url"] == "http://testserver/ja/events/event/"
    assert answer("events/event/", lang="ko")["title"] == "Theft"
    assert answer("events/event/")["date"]["text"] == "about January 2018"
    assert ask("events/event/", lang="ja")["Content-Language"] == "ja"


def test_updated_since_finds_what_changed_from_then_on() -> None:
    for slug, day in [("old", 1), ("new", 3)]:
        moment = datetime.datetime(2026, 11, day, tzinfo=datetime.UTC)
        Event.objects.filter(pk=EventFactory(slug=slug).pk).update(updated_at=moment)
    assert ids("events/", updated_since="2026-11-02") == ["new"]
    assert ids("events/", updated_since="2026-11-01T00:00:00Z") == ["new", "old"]
    assert ids("events/", updated_since="2026-11-03T09:00:00+09:00") == ["new"]
    assert ids("events/", updated_since="2026-11-03T09:00:01+09:00") == []
    assert timezone.get_current_timezone_name() == "Asia/Tokyo"
    assert ids("events/", updated_since="2026-11-03") == ["new"]


def test_search_narrows_every_list() -> None:
    world()
    for collection in LISTS:
        assert answer(f"{collection}/", search="zzz")["count"] == 0, collection


def test_what_can_be_expanded_is_shown_whole() -> None:
    world()
    expandable = {name: problem(f"{name}/", 400, expand="nothing")["allowed"] for name in LISTS}
    assert {name for name, paths in expandable.items() if not paths} == {"jurisdictions", "themes", "sources"}
    for collection, paths in expandable.items():
        plain = answer(f"{collection}/")
        whole = answer(f"{collection}/", expand=",".join(paths)) if paths else plain
        for path in paths:
            slugs, cards = (
                [value for row in page["results"] for value in at(row, path)] for page in (plain, whole)
            )
            assert all(isinstance(slug, str) for slug in slugs), path
            assert [card["id"] for card in cards] == slugs, path
            assert cards, path
            assert all("citations" not in card for card in cards), path


def at(value: Any, path: str) -> list[Any]:
    """All values at a path through objects and lists; nulls left out."""
    name, _, rest = path.partition(".")
    inner = value[name]
    found = inner if isinstance(inner, list) else [inner]
    deeper = [leaf for each in found for leaf in at(each, rest)] if rest else found
    return [leaf for leaf in deeper if leaf is not None]


def test_head_answers_like_get_without_a_body() -> None:
    EventFactory()
    response = Client().head("/api/v1/events/")
    assert (response.status_code, response.content) == (200, b"")


def test_the_root_names_every_list() -> None:
    assert set(answer("")["collections"]) == set(LISTS)
    for address in answer("")["collections"].values():
        assert Client().get(address).status_code == 200
