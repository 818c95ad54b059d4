"""A stated date in English, Japanese and Korean: as precise as its source and no more."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from sources.date_words import in_words
from sources.dates import parse

NARROW = {0xFF08: "(", 0xFF09: ")", 0xFF5E: "~", 0x301C: "~"}  # either width will do

SPOKEN = [
    ("2018-01-26", "26 January 2018", "2018年1月26日", "2018년 1월 26일"),
    ("2018-01", "January 2018", "2018年1月", "2018년 1월"),
    ("2018", "2018", "2018年", "2018년"),
    ("2018-01-26~", "about 26 January 2018", "2018年1月26日頃", "2018년 1월 26일경"),
    ("2018-01~", "about January 2018", "2018年1月頃", "2018년 1월경"),
    ("2018~", "about 2018", "2018年頃", "2018년경"),
    ("2018-01?", "probably January 2018", "2018年1月(不確か)", "2018년 1월(불확실)"),
    ("2018-01/2018-03", "January 2018 to March 2018", "2018年1月~2018年3月", "2018년 1월~2018년 3월"),
    (
        "2018-01-26/2018-02",
        "26 January 2018 to February 2018",
        "2018年1月26日~2018年2月",
        "2018년 1월 26일~2018년 2월",
    ),
    ("2018~/2019?", "about 2018 to probably 2019", "2018年頃~2019年(不確か)", "2018년경~2019년(불확실)"),
    ("../2018-02", "by February 2018", "2018年2月まで", "2018년 2월까지"),
    ("2018-02/..", "from February 2018", "2018年2月以降", "2018년 2월부터"),
    ("2018-02~/..", "from about February 2018", "2018年2月頃以降", "2018년 2월경부터"),
]
IN_LANGUAGE = [
    (row[0], code, text) for row in SPOKEN for code, text in zip(("en", "ja", "ko"), row[1:], strict=True)
]


@pytest.mark.parametrize(("edtf", "language", "text"), IN_LANGUAGE)
def test_a_date_in_words(edtf: str, language: str, text: str) -> None:
    assert (
        in_words(parse(edtf), language).translate({0xFF08: "(", 0xFF09: ")", 0xFF5E: "~", 0x301C: "~"})
        == text
    )


@pytest.mark.parametrize(("edtf", "language", "text"), IN_LANGUAGE)
def test_the_active_language_is_the_default(edtf: str, language: str, text: str) -> None:
    with translation.override(language):
        assert in_words(parse(edtf)) == in_words(parse(edtf), language)


@pytest.mark.parametrize("language", ["ja-JP", "ko-kr", "en-gb"])
def test_a_regional_code_speaks_its_language(language: str) -> None:
    assert in_words(parse("2018-01"), language) == in_words(parse("2018-01"), language[:2])


def test_an_unknown_language_reads_english() -> None:
    assert in_words(parse("2018-01"), "fr") == "January 2018"


@pytest.mark.parametrize("language", ["en", "ja", "ko"])
def test_a_month_is_never_given_a_day_nor_a_year_a_month(language: str) -> None:
    assert re.findall(r"\d+", in_words(parse("2018"), language)) == ["2018"]
    assert len(re.findall(r"\d+", in_words(parse("2018-11"), language))) == (1 if language == "en" else 2)
