"""Public answers kept in memory: made once, right after every change, and the same to the letter."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sources.models import DataVersion

from .factories import EventFactory, LawFactory, OfferingFactory

pytestmark = pytest.mark.django_db
PAGES = ("/", "/timeline/", "/ja/laws/", "/api/v1/events/", "/as-of/2018-01-26/", "/timeline/embed/")


@pytest.fixture(autouse=True)
def kept(settings: Any) -> Iterator[None]:
    settings.KEEP_ANSWERS = 300
    caches["answers"].clear()
    yield
    caches["answers"].clear()


def asked(client: Client, address: str, **headers: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(address, headers=headers)
    return len(queries)


@pytest.mark.parametrize("address", PAGES)
def test_an_answer_is_made_once_and_then_the_same_with_all_its_headers(client: Client, address: str) -> None:
    EventFactory()
    first = client.get(address)
    again = client.get(address)
    assert (again.content, dict(again.items())) == (first.content, dict(first.items()))
    assert asked(client, address) == 1


def test_what_is_published_changed_or_withdrawn_is_seen_at_once(client: Client) -> None:
    law = LawFactory(name="Old name", state="draft", cited=True)
    assert "Old name" not in client.get("/laws/").content.decode()
    law.publish()
    assert "Old name" in client.get("/laws/").content.decode()
    law.name = "New name"
    law.remember()
    assert "New name" in client.get("/laws/").content.decode()
    law.withdraw("It was no law.")
    assert "New name" not in client.get("/laws/").content.decode()
    assert client.get(law.get_absolute_url()).status_code == 410


def test_the_version_is_that_of_what_is_public() -> None:
    offering = OfferingFactory()
    draft = EventFactory(state="draft", jurisdiction=offering.jurisdiction)
    before = DataVersion.objects.current()
    draft.save()
    assert DataVersion.objects.current() == before
    offering.save()
    assert DataVersion.objects.current() != before


def test_loading_the_fixtures_changes_the_version(real_data: None) -> None:
    assert DataVersion.objects.current()


def test_a_change_while_an_answer_is_made_makes_it_anew(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    law = LawFactory(name="Old name")
    tokens = iter(["one", "two"])
    monkeypatch.setattr(type(DataVersion.objects), "current", lambda _self: next(tokens, "two"))

    assert law.name in client.get("/laws/").content.decode()
    assert asked(client, "/laws/") > 1, "kept under a state that was gone"
    assert asked(client, "/laws/") == 0


def test_tomorrow_is_asked_anew(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    EventFactory()
    assert asked(client, "/") > 1
    assert asked(client, "/") == 1
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
    assert asked(client, "/") > 1


def test_compressed_and_plain_answers_are_kept_apart(client: Client) -> None:
    EventFactory()
    plain = client.get("/timeline/")
    packed = client.get("/timeline/", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert client.get("/timeline/").content == plain.content


def test_what_a_reader_holds_is_not_sent_again(client: Client) -> None:
    EventFactory()
    tag = client.get("/timeline/")["ETag"]
    answer = client.get("/timeline/", headers={"if-none-match": tag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert asked(client, "/timeline/", **{"if-none-match": tag}) == 1


@pytest.mark.parametrize("address", ["/laws/none/", "/api/v1/events/?kind=none", "/admin/login/"])
def test_errors_and_what_is_somebodys_own_are_not_kept(client: Client, address: str) -> None:
    client.get(address)
    assert not caches["answers"]._cache  # type: ignore[attr-defined]


def test_every_public_answer_may_be_kept_by_others_if_they_ask_again(client: Client, settings: Any) -> None:
    settings.KEEP_ANSWERS = 0
    for address in (*PAGES, "/laws/none/"):
        assert client.get(address)["Cache-Control"] == "public, no-cache"
    assert "public" not in client.get("/admin/login/").get("Cache-Control", "")
