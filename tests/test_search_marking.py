"""Where the words of a query stand in a text as it is written, however folding changed its length."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.marking import LONGEST, Folded, Marked, excerpt, holds, marked
from sources.text import spaceless, terms

# letters that fold into more or fewer, and marks that compose with what stands before
AWKWARD = "가각ㄱ\u1100\u1161\u11a8ガｶﾞ\u3099ばﾊﾟßİŉΐ㎏㈱①ﬁ\u0345\u0301e　．-"


def found(text: str, query: str) -> list[str]:
    return [piece for piece, hit in marked(text, terms(query)).pieces if hit]


@pytest.mark.parametrize(
    ("text", "query", "parts"),
    [
        ("The FIEA applies", "fiea", ["FIEA"]),
        ("改正ＦＩＥＡの概要", "FIEA", ["ＦＩＥＡ"]),
        ("토큰 증권 가이드라인", "토큰증권", ["토큰 증권"]),
        ("토큰증권", "토큰 증권", ["토큰증권"]),
        (unicodedata.normalize("NFD", "코인체크 해킹"), "체크", [unicodedata.normalize("NFD", "체크")]),
        ("ｺｲﾝﾁｪｯｸの流出", "チェック", ["ﾁｪｯｸ"]),
        ("ﾋﾞｯﾄ", "ビッ", ["ﾋﾞｯ"]),
        ("㈱コインチェック", "株", ["㈱"]),
        ("Straße", "ss", ["ß"]),
        ("Mt. Gox and Mt.Gox", "MtGox", ["Mt. Gox", "Mt.Gox"]),
        ("Act No. 62 of 2016, no act", "act no. 62", ["Act No. 62"]),
        ("Coincheck is hacked", "hack coincheck", ["Coincheck", "hack"]),
        ("steps are; the PSA", "psa", ["PSA"]),
        ("steps are taken", "psa", ["ps a"]),
        ("aaa", "a", ["aaa"]),
        ("nothing", "else", []),
    ],
)
def test_the_part_that_matched_is_marked_as_it_is_written(text: str, query: str, parts: list[str]) -> None:
    assert found(text, query) == parts


@given(st.text(alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(AWKWARD))))
def test_letter_by_letter_a_text_folds_as_it_does_whole(text: str) -> None:
    assert Folded(text).letters == spaceless(text)


@given(st.text(st.sampled_from(AWKWARD)), st.text(st.sampled_from(AWKWARD)))
def test_the_pieces_of_a_marked_text_are_the_text(text: str, query: str) -> None:
    assert "".join(piece for piece, _hit in marked(text, terms(query)).pieces) == text


@given(st.text(st.sampled_from(AWKWARD)), st.data())
def test_every_word_of_a_text_is_marked_in_it(text: str, data: st.DataObject) -> None:
    words = terms(text)
    if words:
        word = data.draw(st.sampled_from(words))
        hits = [piece for piece, hit in marked(text, [word]).pieces if hit]
        assert any(word in spaceless(hit) for hit in hits)


def test_words_in_a_row_count_for_more() -> None:
    assert [holds(text, ["act", "62"]) for text in ("Act 62", "62 acts", "An act", "Law")] == [3, 2, 1, 0]


def test_a_short_text_is_not_cut() -> None:
    whole = marked("A short text", ["text"])
    assert excerpt(whole) is whole


@pytest.mark.parametrize("at", [0, 5, 200, 395])
def test_a_long_text_is_cut_to_what_surrounds_the_mark(at: int) -> None:
    words = ["word"] * 400
    words[at] = "needle"
    cut = excerpt(marked(" ".join(words), ["needle"]))
    ((start, end),) = cut.spans
    assert cut.text[start:end] == "needle"
    assert len(cut.text) <= LONGEST + 2
    assert (cut.text.startswith("…"), cut.text.endswith("…")) == (at > 50, at < 350)
    assert set(cut.text.strip("…").split()) == {"word", "needle"}


def test_a_long_text_without_blanks_is_cut_too() -> None:
    cut = excerpt(marked("法" * 300 + "金融" + "法" * 300, ["金融"]))
    ((start, end),) = cut.spans
    assert (cut.text[start:end], len(cut.text)) == ("金融", LONGEST + 2)


def test_a_text_without_marks_is_one_piece() -> None:
    assert list(Marked("text").pieces) == [("text", False)]
