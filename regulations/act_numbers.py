"""The numbers of acts and decrees, which are recorded in English, as Japanese and Korean write them."""

import re
from collections.abc import Mapping

NUMBER = re.compile(r"(Act|Presidential Decree) No\. (\d+)(?: of (\d{4}))?")
MADE_BY: Mapping[str, Mapping[str, str]] = {
    "ja": {"Act": "法律", "Presidential Decree": "大統領令"},
    "ko": {"Act": "법률", "Presidential Decree": "대통령령"},
}
PATTERNS = {
    "ja": ("{made}第{serial}号", "{year}年{made}第{serial}号"),
    "ko": ("{made} 제{serial}호", "{year}년 {made} 제{serial}호"),
}


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
