"""Search: every word of the query, in any of the three languages, the best name first."""

import pytest
from django.test import Client

from tests.factories import EventFactory, LawFactory, OrganizationFactory
from timeline import search

pytestmark = pytest.mark.django_db


def names(client: Client, query: str) -> list[str]:
    groups = client.get("/search/", {"q": query}).context["groups"]
    return [record.slug for group in groups for record in group.records]


@pytest.mark.parametrize("query", ["金融", "ＦＩＥＡ", "fiea", "金 融", "金融商品取引法"])
def test_a_law_is_found_by_name_abbreviation_and_width(client: Client, query: str) -> None:
    LawFactory(slug="jp-fiea", name_ja="金融商品取引法", short_name="FIEA")
    LawFactory(slug="other")
    assert names(client, query) == ["jp-fiea"]


def test_decomposed_hangul_finds_composed(client: Client) -> None:
    OrganizationFactory(slug="coincheck", name_ko="코인체크")
    assert names(client, "코인체크") == ["coincheck"]


@pytest.mark.parametrize("query", ["Mt. Gox", "mt.gox", "MtGox", "mt-gox"])
def test_punctuation_in_a_name_matters_not(client: Client, query: str) -> None:
    OrganizationFactory(slug="mtgox", name="Mt. Gox")
    OrganizationFactory(slug="other")
    assert names(client, query) == ["mtgox"]


def test_a_name_that_contains_the_words_comes_before_a_text_that_does(client: Client) -> None:
    OrganizationFactory(slug="a", name="Zaif", description="Bought by the exchange bank of Osaka.")
    OrganizationFactory(slug="b", name="The exchange of Osaka")
    assert names(client, "exchange") == ["b", "a"]


def test_of_events_that_fit_alike_the_newest_comes_first(client: Client) -> None:
    EventFactory(slug="a", title="First token", date="2018")
    EventFactory(slug="b", title="Later token", date="2021-05")
    EventFactory(slug="c", title="Open token", date="../2020")
    assert names(client, "token") == ["b", "a", "c"]


def test_the_exact_name_comes_before_its_beginnings_and_mentions(client: Client) -> None:
    OrganizationFactory(slug="a", description="A rival of Coincheck.", name="Zaif")
    OrganizationFactory(slug="b", name="Coincheck Group")
    OrganizationFactory(slug="c", name="Coincheck")
    assert names(client, "Coincheck") == ["c", "b", "a"]


def test_more_than_fit_are_counted_and_lead_to_their_list(client: Client) -> None:
    for number in range(12):
        EventFactory(title=f"Token {number}")
    answer = client.get("/search/?q=token")
    (group,) = answer.context["groups"]
    assert (len(group.records), group.count) == (10, 12)
    assert "/timeline/?search=token" in answer.content.decode()


def test_drafts_are_not_found(client: Client) -> None:
    EventFactory(state="draft", title="Token")
    assert names(client, "token") == []


@pytest.mark.parametrize("query", ["", "   ", "!?-", "\x00", "%", "_"])
def test_no_word_finds_nothing_and_says_what_to_search_for(client: Client, query: str) -> None:
    EventFactory(title="100% a_b")
    assert names(client, query) == []


def test_a_query_of_ten_thousand_characters_is_refused_kindly(client: Client) -> None:
    answer = client.get("/search/", {"q": "a" * 10_000})
    assert answer.status_code == 200
    assert str(search.LONGEST_QUERY) in answer.content.decode()
