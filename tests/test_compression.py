"""Pages and answers are sent compressed, and still say when nothing has changed."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpResponse
from django.test import Client

from .everything import world

pytestmark = pytest.mark.django_db

ADDRESSES = ["/", "/timeline/", "/ja/timeline/", "/api/v1/events/", "/api/v1/timeline/?width=900"]
PACKED = {"accept-encoding": "gzip"}


@pytest.fixture(autouse=True)
def _data() -> None:
    world()


def ask(address: str, **headers: str) -> HttpResponse:
    answer = Client().get(address, headers=headers)
    assert isinstance(answer, HttpResponse)
    return answer


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_is_compressed_for_who_can_read_that_and_the_same_for_all(address: str) -> None:
    plain, packed = ask(address), ask(address, **PACKED)
    assert (plain.status_code, packed.status_code) == (200, 200)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content)
    for answer in (plain, packed):
        assert "accept-encoding" in answer.headers["Vary"].lower()
        assert int(answer.headers["Content-Length"]) == len(answer.content)


@pytest.mark.parametrize("address", ADDRESSES)
def test_asked_whether_it_has_changed_it_says_no_without_sending_it_again(address: str) -> None:
    for headers in ({}, PACKED):
        tag = ask(address, **headers).headers["ETag"]
        for known in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
            again = ask(address, **headers, **{"if-none-match": known})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["ETag"].removeprefix("W/") == tag.removeprefix("W/")


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_is_sent_again_to_who_has_another(address: str) -> None:
    again = ask(address, **PACKED, **{"if-none-match": 'W/"other"'})
    assert again.status_code == 200
    assert again.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("address", ADDRESSES)
def test_its_tag_is_one_for_all_encodings_and_weak_where_compressed(address: str) -> None:
    plain, packed = ask(address).headers["ETag"], ask(address, **PACKED).headers["ETag"]
    assert packed == f"W/{plain}"


def test_a_spreadsheet_is_compressed_and_whole() -> None:
    """It is sent in pieces, and so has neither length nor tag."""
    plain, packed = (Client().get("/timeline/export.csv", headers=sent) for sent in ({}, PACKED))
    assert packed.headers["Content-Encoding"] == "gzip"
    whole = plain.getvalue()
    assert gzip.decompress(packed.getvalue()) == whole
    assert whole.startswith(b"\xef\xbb\xbf")
