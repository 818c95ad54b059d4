"""The order of what is found, and that few and many matches are ranked alike."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories import EventFactory, LawFactory, OrganizationFactory, SourceFactory
from timeline import search

pytestmark = pytest.mark.django_db

# queries on the real data, each with the record that must come first: collection and slug
FIRST = {
    "FIEA": ("laws", "jp-fiea"),
    "ＦＩＥＡ": ("laws", "jp-fiea"),
    "金商法": ("laws", "jp-fiea"),
    "金融商品取引法": ("laws", "jp-fiea"),
    "Act No. 25 of 1948": ("laws", "jp-fiea"),
    "昭和二十三年法律第二十五号": ("laws", "jp-fiea"),
    "323AC0000000025": ("laws", "jp-fiea"),
    "PSA": ("laws", "jp-payment-services-act"),
    "資金決済法": ("laws", "jp-payment-services-act"),
    "外為法": ("laws", "jp-fefa"),
    "자본시장법": ("laws", "kr-fscma"),
    "자본 시장법": ("laws", "kr-fscma"),
    "fscma": ("laws", "kr-fscma"),
    "특금법": ("laws", "kr-specified-financial-information-act"),
    "전자증권법": ("laws", "kr-electronic-registration-act"),
    "JVCEA": ("organizations", "jvcea"),
    "日本": ("jurisdictions", "jp"),
    "Act No. 62 of 2016": ("amendments", "jp-2016-act-62"),
}


def order(query: str, most: int = 5) -> list[tuple[str, str]]:
    return [(searched.collection, one.record.slug) for searched, one in search.best(query, most).findings]


@pytest.mark.parametrize("query", FIRST)
def test_the_record_that_is_meant_comes_first(query: str, real_data: None) -> None:
    assert order(query)[0] == FIRST[query]


def test_every_rank_has_its_place() -> None:
    LawFactory(slug="text", name="Law", description="It speaks of tokens.")
    LawFactory(slug="contains", name="The token law")
    LawFactory(slug="both-words", name="Law of a token", name_ja="法")
    LawFactory(slug="begins", name="Token law")
    LawFactory(slug="abbreviated", name="Any law", abbreviations="TL; Token")
    LawFactory(slug="numbered", name="Some law", law_number="Token")
    found = [slug for _type, slug in order("token", 9)]
    assert set(found[:2]) == {"abbreviated", "numbered"}
    assert found[2] == "begins"
    assert set(found[3:5]) == {"contains", "both-words"}
    assert found[5:] == ["text"]


def test_all_words_in_names_come_before_one_in_a_text() -> None:
    OrganizationFactory(slug="apart", name="Osaka", description="A digital exchange.")
    OrganizationFactory(slug="names", name="Osaka exchange", name_ja="Digital")
    assert [slug for _type, slug in order("digital exchange")] == ["names", "apart"]


def test_both_words_must_be_in_the_record() -> None:
    EventFactory(slug="one", title="Token")
    EventFactory(slug="both", title="Token law")
    assert order("law token") == [("events", "both")]


def test_equals_of_different_types_stand_in_the_order_of_types() -> None:
    SourceFactory(slug="source", title="Token")
    EventFactory(slug="event", title="Token")
    LawFactory(slug="law", name="Token")
    assert [collection for collection, _slug in order("token")] == ["laws", "events", "sources"]


def titled(number: int) -> dict[str, Any]:
    """Titles and summaries of every rank by turns, on days that are not in the order of slugs."""
    titles = ("Token", "Token law", "A token", "Law")
    return {"title": titles[number % 4], "summary": "Of a token.", "date": f"20{10 + number * 7 % 13}"}


@pytest.mark.parametrize("query", ["token", "a token", "law", "zzz", "t"])
@pytest.mark.parametrize("most", [1, 3, 8])
def test_many_matches_are_ranked_as_few_are(query: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(24):
        EventFactory(slug=f"event-{number:02}", **titled(number))
    few = search.best(query, most)
    monkeypatch.setattr(search, "FEW", 8)
    many = search.best(query, most)
    assert [one.record.slug for _type, one in many.findings] == [
        one.record.slug for _type, one in few.findings
    ]
    assert many.counts == few.counts


def test_the_page_asks_as_much_of_many_records_as_of_few(django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        EventFactory(title=f"Token {number}")
        LawFactory(name=f"Token {number}")
    with django_assert_max_num_queries(20):
        Client().get("/search/?q=token")
