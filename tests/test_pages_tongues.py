"""Japanese and Korean pages say of what stands on them in English that it is English."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import translation

pytestmark = pytest.mark.django_db
PAGES = [
    "/",
    "/as-of/2018-01-26/",
    "/as-of/2018-01-26/2021-06-01/",
    "/compare/",
    "/sto-cases/?by=platform",
    "/laws/",
    "/laws/jp-payment-services-act/",
    "/laws/kr-fscma/",
    "/amendments/jp-2016-act-62/",
    "/events/jp-2017-04-01-act62-in-force/",
    "/incidents/coincheck-2018/",
    "/organizations/jvcea/",
    "/jurisdictions/kr/",
    "/themes/custody/",
    "/sources/despread-2023/",
    "/data/quality/",
    "/search/?q=custody",
]
EMPTY = {"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}
UNSPOKEN = {"script", "style", "code", "title"}
OWN = ("STO Atlas", "http", "[", "CSL-JSON")  # names, an address, a title that we translate in brackets
SCRIPT = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


class Speaking(HTMLParser):
    """Gathers the texts that are English by their words and not by their mark."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language, self.around, self.wrong = language, [("", language)], list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in EMPTY:
            self.around.append((tag, dict(attrs).get("lang") or self.around[-1][1]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A shape of a drawing, which holds nothing."""

    def handle_endtag(self, tag: str) -> None:
        while len(self.around) > 1 and self.around.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split()).lstrip("・·, ")
        if self.around[-1][1] != self.language or {tag for tag, _code in self.around} & UNSPOKEN:
            return
        if len(re.findall("[A-Za-z]{3,}", text)) > 1 and not SCRIPT.search(text) and not text.startswith(OWN):
            self.wrong.append(text)


@pytest.mark.parametrize("language", ["ja", "ko"])
def test_no_english_stands_unmarked_on_a_page_of_another_language(
    real_data: None, client: Client, language: str
) -> None:
    unmarked = {}
    for path in PAGES:
        speaking = Speaking(language)
        speaking.feed(client.get(f"/{language}{path}").content.decode())
        unmarked[path] = speaking.wrong
    assert {path: texts for path, texts in unmarked.items() if texts} == {}


@pytest.mark.parametrize(
    ("name", "around", "shown"),
    [
        ("Taipei Times", "", '<span lang="en">Taipei Times</span>'),
        ("日本経済新聞", "", "日本経済新聞"),
        ("매일경제", "", '<span lang="ko">매일경제</span>'),
        ("附則 1条", "en", '<span lang="ja">附則 1条</span>'),
        ("p. 4 & 5", "en", "p. 4 &amp; 5"),
        ("2.1", "", "2.1"),
        ("<b> & co", "", '<span lang="en">&lt;b&gt; &amp; co</span>'),
    ],
)
def test_a_name_says_in_which_language_it_is(name: str, around: str, shown: str) -> None:
    template = Template("{% load records %}{{ name|proper:around }}")
    with translation.override("ja"):
        assert template.render(Context({"name": name, "around": around})) == shown


def test_a_hint_is_given_in_the_language_of_the_page_alone(real_data: None, client: Client) -> None:
    question = "Must a crypto-asset exchange register, and with whom?"
    pages = {prefix: client.get(f"{prefix}/compare/").content.decode() for prefix in ("", "/ja")}
    assert f'title="{question}"' in pages[""]
    assert f'title="{question}"' not in pages["/ja"]
