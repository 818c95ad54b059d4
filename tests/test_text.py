"""Text folded for search and sorting, and names picked by language."""

from __future__ import annotations

import unicodedata
from types import SimpleNamespace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sources.text import fold, localized, script_language, searchable, sort_key, spaceless, terms


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("FIEA", "fiea"),
        ("\uff26\uff29\uff25\uff21", "fiea"),  # full-width letters
        ("\uff77\uff9d", "キン"),  # half-width katakana
        (unicodedata.normalize("NFD", "토큰증권"), "토큰증권"),
        (unicodedata.normalize("NFD", "ガ"), "ガ"),
        ("Straße", "strasse"),
        ("  two \n\t words\u3000", "two words"),
        ("", ""),
    ],
)
def test_widths_case_and_composition_are_folded(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("written", ["토큰 증권", "토큰증권", "토큰-증권", "토큰・증권", "토큰_증권"])
def test_blanks_and_punctuation_do_not_count_in_the_spaceless_form(written: str) -> None:
    assert spaceless(written) == "토큰증권"


def test_search_text_holds_names_a_line_each_then_texts() -> None:
    held = searchable(["Act No. 62", None, "", "자금 결제법", "자금결제법"], ["It governs.", ""])
    assert held == "\nactno62\n자금결제법\n\nitgoverns"


def test_search_text_holds_each_name_of_a_list() -> None:
    assert searchable(["金商法; FIEA"]) == "\n金商法fiea\n金商法\nfiea\n\n"


@given(st.text(min_size=1), st.text(), st.text())
def test_every_word_of_a_text_is_found_in_its_search_text(first: str, second: str, third: str) -> None:
    held = searchable([first, second], [third])
    assert all(word in held for word in terms(f"{first} {second}  {third}"))


@pytest.mark.parametrize(
    ("written", "language"),
    [("특금법", "ko"), ("ㄱ", "ko"), ("特金法", "ja"), ("トークン", "ja"), ("FSCMA", "en"), ("", "en")],
)
def test_the_language_of_a_name_is_told_by_its_script(written: str, language: str) -> None:
    assert script_language(written) == language


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("FIEA  crypto", ["fiea", "crypto"]),
        ("金商法", ["金商法"]),
        ("Mt.Gox", ["mtgox"]),
        ("Act No. 62", ["act", "no", "62"]),
        ("…  - ?", []),
        ("", []),
        ("coin\x00check", ["coin", "check"]),
    ],
)
def test_the_terms_of_a_query(query: str, words: list[str]) -> None:
    assert terms(query) == words


def test_names_sort_without_regard_to_case() -> None:
    assert sorted(["bitFlyer", "Coincheck", "BITPOINT", "Upbit", "coinone"], key=sort_key) == [
        *("bitFlyer", "BITPOINT", "Coincheck", "coinone", "Upbit"),
    ]


def test_a_sort_key_fits_its_column() -> None:
    assert len(sort_key("\ufdfa" * 300)) == 200  # one character that folds into eighteen


AGENCY = SimpleNamespace(name="Financial Services Agency", name_ja="金融庁", name_ko="")


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Financial Services Agency"),
        ("ja", "金融庁"),
        ("ja-jp", "金融庁"),
        ("ko", "Financial Services Agency"),  # not recorded
        ("fr", "Financial Services Agency"),  # no such column
    ],
)
def test_a_name_is_given_in_the_language_or_else_in_english(language: str, name: str) -> None:
    assert localized(AGENCY, "name", language) == name


def test_the_active_language_picks_the_name() -> None:
    with translation.override("ja"):
        assert localized(AGENCY, "name") == "金融庁"
