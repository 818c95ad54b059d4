"""Numbers of acts as the language of a page writes them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from regulations.models import Amendment, Law
from sources.act_numbers import number_in, readings
from sources.text import localized, spaceless, terms
from timeline import search

from .factories import AmendmentFactory, CoverageFactory, EventFactory, LawFactory, ThemeFactory, japan


@pytest.mark.parametrize(
    ("number", "japanese", "korean"),
    [
        ("Act No. 62 of 2016", "2016年法律第62号", "2016년 법률 제62호"),
        ("Act No. 16425", "法律第16425号", "법률 제16425호"),
        ("Presidential Decree No. 31554", "大統領令第31554号", "대통령령 제31554호"),
    ],
)
def test_a_number_is_written_as_the_language_writes_it(number: str, japanese: str, korean: str) -> None:
    assert (number_in("ja", number), number_in("ko", number)) == (japanese, korean)


# what a reader may type or copy, and the number as it is recorded
WRITTEN = {
    "2016年法律第62号": "Act No. 62 of 2016",
    "平成28年法律第62号": "Act No. 62 of 2016",
    "平成二十八年法律第六十二号": "Act No. 62 of 2016",
    "２０１６年　法律　第６２号": "Act No. 62 of 2016",
    "(平成 28 年 法律 第 62 号)": "Act No. 62 of 2016",
    "二〇一六年法律第六二号": "Act No. 62 of 2016",
    "28年法律第62号": "Act No. 62",
    "令和元年法律第28号": "Act No. 28 of 2019",
    "昭和二十三年法律第二十五号": "Act No. 25 of 1948",
    "昭和二三年法律第一〇五号": "Act No. 105 of 1948",
    "大正11年法律第70号": "Act No. 70 of 1922",
    "明治32年法律第48号": "Act No. 48 of 1899",
    "2016년 법률 제62호": "Act No. 62 of 2016",
    "법률 제17113호": "Act No. 17113",
    "법률제 １７１１３ 호": "Act No. 17113",
    "法律第17113号": "Act No. 17113",
    "法律第千二百号": "Act No. 1200",
    "법률 제17113": "Act No. 17113",
    "제17113호": "Act No. 17113",
    "대통령령 제34658호": "Presidential Decree No. 34658",
    "大統領令第34658号": "Presidential Decree No. 34658",
    "제34658호": "Presidential Decree No. 34658",
}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_number_is_read_as_it_is_recorded(written: str) -> None:
    assert [spaceless(WRITTEN[written])] in readings(written)
    assert readings(written)[0] == terms(written)


@given(
    st.integers(1, 99999),
    st.none() | st.integers(1868, 2099),
    st.sampled_from(["Act", "Presidential Decree"]),
)
def test_every_number_is_read_as_it_was_written(serial: int, year: int | None, made: str) -> None:
    number = f"{made} No. {serial}{(year and f' of {year}') or ''}"
    assert [readings(number_in(language, number))[1] for language in ("ja", "ko")] == [
        [spaceless(number)]
    ] * 2


@pytest.mark.parametrize(
    "query",
    ["", "第2条", "第二種金融商品取引業", "法律第2条", "제1호", "2016年", "Act No. 62 of 2016", "token 62"],
)
def test_what_is_no_number_of_an_act_is_read_as_it_is_typed(query: str) -> None:
    assert readings(query) == [terms(query)] * bool(query)


def test_the_other_words_of_the_query_stay() -> None:
    assert readings("暗号資産 令和元年法律第28号 改正")[1:] == [["暗号資産", "actno28of2019", "改正"]]


@pytest.mark.django_db
@pytest.mark.parametrize("written", WRITTEN)
def test_an_act_is_found_by_its_number_on_page_in_api_and_in_lists(client: Client, written: str) -> None:
    AmendmentFactory(slug="act", number=WRITTEN[written])
    AmendmentFactory(slug="other", number="Act No. 3", summary=f"Speaks of {WRITTEN[written]}.")
    answer = client.get("/api/v1/search/", {"q": written}).json()
    assert [result["id"] for result in answer["results"]] == ["act", "other"]
    match = answer["results"][0]["match"]
    assert match["text"][match["start"] : match["end"]] == WRITTEN[written]
    assert client.get("/api/v1/amendments/", {"search": written}).json()["count"] == 2
    page = client.get("/ja/search/", {"q": written}).content.decode()
    assert f"<mark>{WRITTEN[written]}</mark>" in page


@pytest.mark.django_db
def test_many_matches_of_a_number_are_ranked_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    for at, number in enumerate(
        ["Act No. 171130", "Act No. 17113", "Presidential Decree No. 17113", "Act No. 1"] * 3
    ):
        AmendmentFactory(slug=f"act-{at}", number=number, summary="By Act No. 17113, 제17113호.")
    few = search.best("제17113호", 9)
    monkeypatch.setattr(search, "FEW", 2)
    many = search.best("제17113호", 9)
    assert [one.record.slug for _type, one in many.findings] == [
        one.record.slug for _type, one in few.findings
    ]
    assert {one.record.number[-5:] for _type, one in few.findings[:6]} == {"17113"}
    assert many.counts == few.counts


@pytest.mark.parametrize(
    "number", ["", "Act No. 62 and 63 of 2016", "Notice 2023-5", "act no. 1", "Act No. 1 of 19"]
)
def test_what_is_of_no_known_form_stays_as_it_is_recorded(number: str) -> None:
    assert [number_in(language, number) for language in ("en", "ja", "ko", "fr")] == ["", "", "", ""]
    with translation.override("ja"):
        assert localized(Law(law_number=number), "law_number") == number
        assert localized(Amendment(number=number, title="The act"), "label") == (number or "The act")


@pytest.mark.django_db
def test_every_number_of_the_data_is_of_a_known_form(real_data: None) -> None:
    numbers = {
        *Law.objects.exclude(law_number="").values_list("law_number", flat=True),
        *Amendment.objects.exclude(number="").values_list("number", flat=True),
    }
    assert len(numbers) > 20
    assert [number for number in numbers if not number_in("ja", number) or not number_in("ko", number)] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("prefix", "written"),
    [("", "Act No. 28 of 2019"), ("/ja", "2019年法律第28号"), ("/ko", "2019년 법률 제28호")],
)
def test_pages_write_numbers_in_their_language(client: Client, prefix: str, written: str) -> None:
    theme = ThemeFactory(slug="custody")
    law = LawFactory(law_number="Act No. 28 of 2019")
    act = AmendmentFactory(slug="act", number="Act No. 28 of 2019", themes=[theme], amends=[law])
    event = EventFactory(kind="in-force", date="2020-05-01", amendments=[act])
    CoverageFactory(theme=theme, jurisdiction=japan(), deciding=[event])
    for path in ("/", "/as-of/2021-01-01/", "/laws/", law.get_absolute_url(), act.get_absolute_url()):
        page = client.get(prefix + path).content.decode()
        assert (path, f">{written}<" in page) == (path, True)
        assert prefix == "" or f'lang="en">{written}' not in page


@pytest.mark.django_db
def test_an_act_without_a_number_is_called_by_its_title_in_english(client: Client) -> None:
    AmendmentFactory(slug="plan", number="", title="The plan")
    page = client.get("/ja/amendments/plan/").content.decode()
    assert '<span aria-current="page" lang="en">The plan</span>' in page
