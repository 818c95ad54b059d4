"""`GET /api/v1/search/`: what it answers, what it refuses, and that its description is true."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from stoatlas.api_root import description
from tests.factories import AmendmentFactory, EventFactory, LawFactory
from timeline.search import LONGEST_QUERY, TYPES

from .api import answer, ask, problem

pytestmark = pytest.mark.django_db


def described() -> dict[str, Any]:
    of = description()["paths"]["/api/v1/search/"]["get"]["responses"]["200"]["content"]["application/json"]
    return {"$ref": of["schema"]["$ref"], "components": description()["components"]}


def test_a_result_says_what_matched_and_where() -> None:
    LawFactory(slug="jp-fiea", name="Exchange Act", name_ja="金融商品取引法", abbreviations="金商法; FIEA")
    found = answer("search/", q="ＦＩＥＡ")
    (result,) = found["results"]
    assert (found["query"], found["count"]) == ("ＦＩＥＡ", 1)
    assert result == {
        "type": "laws",
        "id": "jp-fiea",
        "url": "http://testserver/api/v1/laws/jp-fiea/",
        "html_url": "http://testserver/laws/jp-fiea/",
        "label": "Exchange Act",
        "match": {"field": "abbreviations", "text": "FIEA", "start": 0, "end": 4},
    }


def test_the_match_is_counted_in_unicode_characters() -> None:
    EventFactory(title="𠮷野 토큰 증권")
    match = answer("search/", q="토큰증권")["results"][0]["match"]
    assert match == {"field": "title", "text": "𠮷野 토큰 증권", "start": 3, "end": 8}


def test_labels_and_pages_are_in_the_language_asked_for() -> None:
    EventFactory(slug="hack", title="A hack", title_ja="流出")
    response = ask("search/?q=hack&lang=ja")
    (result,) = response.json()["results"]
    assert (result["label"], result["html_url"]) == ("流出", "http://testserver/ja/events/hack/")
    assert response["Content-Language"] == "ja"


def test_types_narrow_what_is_searched_and_are_counted() -> None:
    for number in range(3):
        EventFactory(title=f"Token {number}")
    LawFactory(slug="law", name="Token")
    AmendmentFactory(slug="act", title="Token")
    whole = answer("search/", q="token", page_size=2)
    assert (whole["count"], len(whole["results"])) == (5, 2)
    assert {each["type"]: each["count"] for each in whole["types"]} == {
        "laws": 1,
        "amendments": 1,
        "events": 3,
    }
    assert [each["type"] for each in answer("search/", q="token", type="amendments,laws")["types"]] == [
        "laws",
        "amendments",
    ]


def test_all_of_a_type_are_where_the_answer_says() -> None:
    EventFactory(slug="one", title="Act No. 62 & more")
    AmendmentFactory(slug="act", title="Act No. 62 & more")
    for each in answer("search/", q="62 & more")["types"]:
        api = Client().get(each["url"].removeprefix("http://testserver")).json()
        page = Client().get(each["html_url"].removeprefix("http://testserver")).content.decode()
        assert api["count"] == each["count"] == 1
        assert "62 &amp; more</" in page


def test_drafts_are_in_no_answer() -> None:
    EventFactory(state="draft", title="Token")
    assert answer("search/", q="token")["results"] == []


def test_what_is_in_no_record_is_an_empty_answer() -> None:
    assert answer("search/", q="zzz") == {"query": "zzz", "count": 0, "types": [], "results": []}


@pytest.mark.parametrize(
    ("given", "parameter", "told"),
    [
        ({}, "q", "missing"),
        ({"q": " "}, "q", "empty"),
        ({"q": "a" * 10_000}, "q", "10000 characters"),
        ({"q": "?!… -"}, "q", "no letter and no digit"),
        ({"q": "a\x00b"}, "q", "well-formed"),
        ({"q": "a", "type": "law"}, "type", "laws"),
        ({"q": "a", "page_size": "201"}, "page_size", "from 1 to 200"),
        ({"q": "a", "lang": "fr"}, "lang", "ko"),
        ({"q": "a", "limit": "5"}, "limit", "page_size"),
        ({"q": ["a", "b"]}, "q", "more than once"),
    ],
)
def test_what_cannot_be_searched_is_refused_by_name(given: dict[str, Any], parameter: str, told: str) -> None:
    refused = problem("search/", 400, **given)
    assert refused["parameter"] == parameter
    assert told in refused["detail"]


def test_half_a_surrogate_pair_is_refused() -> None:
    response = ask("search/?q=%ED%A0%80")
    assert (response.status_code, response.json()["parameter"]) == (400, "q")


def test_the_longest_query_is_answered() -> None:
    assert answer("search/", q="a" * LONGEST_QUERY)["count"] == 0


@pytest.mark.parametrize("query", ["token", "coincheck hack", "金", "Mt.Gox", "zzz"])
def test_every_answer_is_as_described(query: str, real_data: None) -> None:
    document = answer("search/", q=query, page_size=200)
    assert list(Draft202012Validator(described()).iter_errors(document)) == []
    for result in document["results"]:
        match = result["match"]
        assert 0 <= match["start"] < match["end"] <= len(match["text"])


def test_every_type_of_record_is_searched(real_data: None) -> None:
    collections = set(answer("")["collections"])
    assert set(TYPES) == collections
    found = {each["type"] for query in ("japan", "exchange") for each in answer("search/", q=query)["types"]}
    assert found == collections
