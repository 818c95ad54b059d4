"""The numbers of acts and decrees, recorded in English, as Japanese and Korean write them, and back."""

import re
from collections.abc import Iterator, Mapping
from functools import partial

from sources.text import fold, spaceless, terms

NUMBER = re.compile(r"(Act|Presidential Decree) No\. (\d+)(?: of (\d{4}))?")
MADE_BY: Mapping[str, Mapping[str, str]] = {
    "ja": {"Act": "法律", "Presidential Decree": "大統領令"},
    "ko": {"Act": "법률", "Presidential Decree": "대통령령"},
}
PATTERNS = {
    "ja": ("{made}第{serial}号", "{year}年{made}第{serial}号"),
    "ko": ("{made} 제{serial}호", "{year}년 {made} 제{serial}호"),
}
# the year before the first of an era
ERAS: Mapping[str, int] = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
FIRST_YEAR = 1868  # what is less is no year of the calendar in which an act has a number
KINDS = {written: made for kinds in MADE_BY.values() for made, written in kinds.items()}
DIGITS, TENS = "〇一二三四五六七八九", {"十": 10, "百": 100, "千": 1000}
COUNT = rf"[\d{DIGITS}{''.join(TENS)}]+"
# folded text: 平成 28 年 法律 第 62 号, 법률 제17113호, or of at least three digits the serial alone
WRITTEN = re.compile(
    rf"(?:(?P<era>{'|'.join(ERAS)})?\s*(?P<year>元|{COUNT})\s*[年년]\s*)?"
    rf"(?:(?P<made>{'|'.join(KINDS)})\s*[第제]\s*(?P<serial>{COUNT})(?:\s*[号호]|(?!\S))"
    r"|[第제]\s*(?P<alone>\d{3,})\s*[号호])"
)


def number_in(language: str, number: str) -> str:
    """“Act No. 62 of 2016” as 2016年法律第62号 or 2016년 법률 제62호; empty where nobody knows how.

    The year is that of the calendar: which year of an era it was is not recorded.
    """
    found = NUMBER.fullmatch(number)
    if found is None or language not in PATTERNS:
        return ""
    made, serial, year = found.groups()
    alone, dated = PATTERNS[language]
    return (dated if year else alone).format(made=MADE_BY[language][made], serial=serial, year=year)


def readings(query: str) -> list[list[str]]:
    """The words of a query as typed, then with the numbers of acts in it as they are recorded.

    A serial alone may be that of an act or of a decree. A recorded number is one word: actno62of2016.
    """
    found, folded = [terms(query)], fold(query.replace("\x00", " "))
    if WRITTEN.search(folded):
        for kind in MADE_BY["ja"]:
            found.append(terms(WRITTEN.sub(partial(recorded, kind), folded)))
    return [words for at, words in enumerate(found) if words and words not in found[:at]]


def recorded(kind: str, written: re.Match[str]) -> str:
    """The number as it is recorded, in one word; `kind` is what a serial alone is the number of."""
    made = KINDS.get(written["made"] or "", kind)
    year = year_of(written["era"], written["year"]) if written["year"] else ""
    number = f"{made} No. {counted(written['serial'] or written['alone'])}{year and f' of {year}'}"
    return f" {spaceless(number)} "


def year_of(era: str | None, year: str) -> str:
    """The year of the calendar; empty for a year of an era that is not said."""
    count = 1 if year == "元" else counted(year)
    return str(ERAS[era] + count) if era else str(count) if count >= FIRST_YEAR else ""


def counted(written: str) -> int:
    """62, 六十二 or 六二 as a number."""
    if not set(written) & set(TENS):
        return int("".join(str(digit) for digit in values(written)))
    whole = digit = 0
    for character in written:
        if character in TENS:
            whole, digit = whole + (digit or 1) * TENS[character], 0
        else:
            digit = digit * 10 + next(values(character))
    return whole + digit


def values(written: str) -> Iterator[int]:
    return (DIGITS.index(one) if one in DIGITS else int(one) for one in written)
