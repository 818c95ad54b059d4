"""Search: every word of the query, in any of the three languages, the best name first."""

import pytest
from django.test import Client

from tests.factories import (
    AmendmentFactory,
    CoverageFactory,
    EventFactory,
    FigureFactory,
    LawFactory,
    LinkFactory,
    OrganizationFactory,
    SourceFactory,
    ThemeFactory,
)
from timeline import search

pytestmark = pytest.mark.django_db


def names(client: Client, query: str) -> list[str]:
    groups = client.get("/search/", {"q": query}).context["groups"]
    return [finding.record.slug for group in groups for finding in group.findings]


def page(client: Client, prefix: str = "", **query: str) -> str:
    return client.get(f"{prefix}/search/", query).content.decode()


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
    assert (len(group.findings), group.count) == (5, 12)
    assert "/timeline/?search=token" in answer.content.decode()


def test_drafts_are_not_found(client: Client) -> None:
    EventFactory(state="draft", title="Token")
    assert names(client, "token") == []


def test_what_is_about_a_withdrawn_record_is_not_found(client: Client) -> None:
    event, theme = EventFactory(title="Gone"), ThemeFactory()
    LinkFactory(from_event=event, note="A token.")
    FigureFactory(organization=None, event=event, metric="value_lost", unit="JPY", scope="token")
    CoverageFactory(theme=theme, note="No token.")
    assert len(names(client, "token")) == 3
    event.withdraw("A duplicate.")
    theme.withdraw("A duplicate.")
    assert names(client, "token") == []
    assert search.best("token", 9).counts == []


@pytest.mark.parametrize("query", ["", "   ", "!?-", "\x00", "%", "_"])
def test_no_word_finds_nothing_and_says_what_to_search_for(client: Client, query: str) -> None:
    EventFactory(title="100% a_b")
    assert names(client, query) == []


def test_a_query_of_ten_thousand_characters_is_refused_kindly(client: Client) -> None:
    answer = client.get("/search/", {"q": "a" * 10_000})
    assert answer.status_code == 200
    assert str(search.LONGEST_QUERY) in answer.content.decode()


def test_what_matched_is_marked_and_shown_where_the_label_shows_it_not(client: Client) -> None:
    LawFactory(slug="jp-fiea", name="Exchange Act", abbreviations="金商法", description="A <b>law</b>.")
    assert '<p class="part" lang="ja"><mark>金商法</mark></p>' in page(client, q="金商法")
    assert "A &lt;b&gt;<mark>law</mark>&lt;/b&gt;." in page(client, q="law")
    assert 'lang="en"><mark>Exchange</mark> Act</a>' in page(client, "/ja", q="ＥＸＣＨＡＮＧＥ")


def test_groups_stand_by_their_best_rank_and_sources_last(client: Client) -> None:
    SourceFactory(title="Coincheck")
    LawFactory(name="A law", description="After Coincheck.")
    OrganizationFactory(name="Coincheck")
    groups = client.get("/search/", {"q": "coincheck"}).context["groups"]
    assert [group.collection for group in groups] == ["organizations", "laws", "sources"]


def test_a_type_without_a_list_shows_all_of_it_by_search(client: Client) -> None:
    for number in range(7):
        AmendmentFactory(title=f"Token {number}")
    EventFactory(title="Token")
    assert 'href="/search/?q=token&amp;type=amendments"' in page(client, q="token")
    (group,) = client.get("/search/", {"q": "token", "type": "amendments"}).context["groups"]
    assert len(group.findings) == group.count == 7
    assert 'href="/search/?q=token"' in page(client, q="token", type="amendments")


def test_an_empty_answer_says_what_was_searched_and_leads_on(client: Client) -> None:
    told = page(client, q="zzz")
    assert "Nothing contains all of these words." in told
    assert "Laws, Amendments, Organizations" in told
    assert 'href="?q=FIEA"' in told


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"q": "…  - ?"}, "has no letter and no digit"),
        ({"q": "token", "type": "law"}, "“law” is no type of record, so all are shown. Types: laws, amend"),
    ],
)
def test_what_cannot_be_searched_is_said_in_words(client: Client, given: dict[str, str], told: str) -> None:
    EventFactory(title="Token")
    assert told in page(client, **given)


def test_half_a_surrogate_pair_is_no_fault(client: Client) -> None:
    assert client.get("/search/?q=%ED%A0%80").status_code == 200


def test_the_law_page_says_what_a_law_is_also_called(client: Client) -> None:
    LawFactory(slug="law", abbreviations="特金法; 특금법")
    told = client.get("/laws/law/").content.decode()
    assert '<span lang="ja">特金法</span>, <span lang="ko">특금법</span>' in told
