"""The pattern page: every component with sample values, for those who build pages. Debug only."""

from __future__ import annotations

from types import SimpleNamespace as Sample
from typing import Any

from django import forms
from django.views.generic import TemplateView

JAPAN = Sample(slug="jp", name="Japan", name_ja="日本", name_ko="일본", get_absolute_url="#")
KOREA = Sample(
    slug="kr",
    name="Republic of Korea",
    name_ja="韓国",
    name_ko="대한민국",
    get_absolute_url="/jurisdictions/kr/",
)
WORLD = Sample(
    slug="intl", name="International", name_ja="国際", name_ko="국제", get_absolute_url="/jurisdictions/intl/"
)
SINGAPORE = Sample(
    slug="sg",
    name="Singapore",
    name_ja="シンガポール",
    name_ko="싱가포르",
    get_absolute_url="/jurisdictions/sg/",
)

SHOWN_YEAR = 2018
DATES = [
    "2018-01-26",
    "2018-04",
    "2013",
    "2020-04~",
    "2014-02?",
    "2018-01/2018-03",
    "../2022-10-13",
    "2026-02/..",
]
CATEGORIES = ["incident", "law", "policy", "organization", "market", "offering"]
STATES = {
    "in-force": "in force",
    "issued": "issued",
    "coming": "coming",
    "start-not-recorded": "start not recorded",
    "proposed": "proposed",
    "ended": "ended",
    "decided": "decided",
}


def event(date: str, place: Sample, category: str, kind: str, title: str, summary: str) -> Sample:
    return Sample(
        slug=title.lower().replace(" ", "-"),
        date=date,
        jurisdiction=place,
        category=category,
        category_label=category,
        get_kind_display=kind,
        title=title,
        summary=summary,
        get_absolute_url="#",
    )


EVENTS = [
    event(
        "2016-05-25",
        JAPAN,
        "law",
        "bill passed",
        "Diet passes the first crypto-asset amendment of the Payment Services Act",
        "Act No. 62 of 2016 defines virtual currency and makes exchanges register with the FSA.",
    ),
    event(
        "2017-09-29",
        KOREA,
        "policy",
        "policy statement",
        "Korea bans every form of initial coin offering",
        "The joint task force announced the ban; no statute was made for it.",
    ),
    event(
        "2018-01-26",
        JAPAN,
        "incident",
        "incident",
        "Coincheck loses 523 million NEM",
        "The coins were stolen from a hot wallet; customers got about 46 billion yen back in March 2018.",
    ),
    event(
        "2019-06-28",
        WORLD,
        "policy",
        "guideline published",
        "G20 leaders in Osaka endorse the FATF guidance on virtual assets",
        "The leaders reaffirmed that crypto-asset businesses fall under the FATF standards.",
    ),
    event(
        "2020-04-30",
        JAPAN,
        "organization",
        "organization recognised",
        "JSTOA becomes a certified self-regulatory body",
        "The Japan Security Token Offering Association was certified under the FIEA.",
    ),
    event(
        "2020-10",
        JAPAN,
        "offering",
        "issued",
        "SBI e-Sports issues 1,000 shares on ibet",
        "The first private placement of token shares in Japan raised about 50 million yen.",
    ),
    event(
        "2022-01/2022-03",
        KOREA,
        "market",
        "market launch",
        "Fractional platforms open trading of music copyright claims",
        "Dates differ by platform.",
    ),
]


def source(
    title: str, language: str, publisher: str, published: str, kind: tuple[str, bool], title_en: str = ""
) -> Sample:
    """`kind` is its name and whether it is primary."""
    return Sample(
        title=title,
        title_en=title_en,
        language=language,
        publisher=publisher,
        get_kind_display=kind[0],
        is_primary=kind[1],
        published=published,
        url="https://example.org/",
        archive_url="",
        get_absolute_url="#",
    )


DESPREAD = source(
    "STO Series Part 1: History and Current Status of Japan's Security Token Market",
    "en",
    "DeSpread Research",
    "2023-02/2023-03",
    ("report", False),
)
NOTICE = source(
    "仮想通貨NEMの不正送金に関するご報告と対応について",
    "ja",
    "Coincheck",
    "2018-03-08",
    ("company", True),
    "Report on the illicit transfer of NEM",
)
PRESS = source(
    "가상통화 관계기관 합동 TF 개최", "ko", "Financial Services Commission", "2017-09-29", ("regulator", True)
)
AP = source(
    "Mt. Gox finds 200,000 bitcoins in old wallet", "en", "Associated Press", "2014-03-21", ("news", False)
)


def citation(cited: Sample, locator: str, supports: str) -> Sample:
    return Sample(source=cited, locator=locator, supports=supports)


def reading(said: Sample, says: str, trusted: str, verdict: str, note: str) -> Sample:
    return Sample(source=said, says=says, trusted=trusted, get_trusted_display=verdict, note=note)


CITATIONS = [
    citation(DESPREAD, "2.1 1st Amendment in 2016", "Coincheck hack led to stricter rules"),
    citation(NOTICE, "2. 経緯", "523 million NEM, 26 January 2018"),
    citation(PRESS, "p. 2", "every form of ICO is banned"),
]
READINGS = [
    reading(
        DESPREAD, "theft of 850,000 bitcoins", "in-part", "followed in part", "The first announced figure."
    ),
    reading(
        AP,
        "200,000 were found again, leaving 650,000 missing",
        "yes",
        "followed",
        "Trusted for the net loss.",
    ),
    reading(NOTICE, "750,000 of customers and 100,000 of its own", "", "undecided", ""),
]


def figure(metric: str, qualifier: str, as_of: str, scope: str = "") -> Sample:
    return Sample(
        slug="",
        metric_label=metric,
        qualifier=qualifier,
        as_of=as_of,
        scope=scope,
    )


class SampleFilters(forms.Form):
    jurisdiction = forms.ChoiceField(choices=[("", "All"), ("jp", "Japan"), ("kr", "Republic of Korea")])
    category = forms.ChoiceField(choices=[("", "All"), ("law", "Law")])
    theme = forms.ChoiceField(choices=[("", "All"), ("custody", "Custody and wallets")])
    since = forms.CharField(label="From", widget=forms.TextInput({"placeholder": "2018 or 2018-01-26"}))
    until = forms.CharField(label="To", widget=forms.TextInput({"placeholder": "2026"}))
    organization = forms.CharField()
    certainty = forms.ChoiceField(choices=[("", "All"), ("exact", "exact")])


class PatternsView(TemplateView):
    template_name = "patterns.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            places=[JAPAN, KOREA, WORLD, SINGAPORE],
            japan=JAPAN,
            korea=KOREA,
            dates=DATES,
            categories=CATEGORIES,
            states=STATES.items(),
            events=EVENTS,
            citations=CITATIONS,
            readings=READINGS,
            loss=figure("crypto-assets lost or stolen", "exact", "2018-01-26"),
            paid=figure("money paid to customers after the incident", "about", "2018-03", "by Coincheck"),
            numbers=[1, 2],
            form=SampleFilters(),
            **CONTROLS,
            **kwargs,
        )


CONTROLS: dict[str, Any] = {
    "trail": [
        {"name": "Home", "url": "/"},
        {"name": "Incidents", "url": "/incidents/"},
        {"name": "Coincheck NEM theft"},
    ],
    "facts": [
        {"label": "Jurisdiction", "value": "Japan", "url": "#"},
        {"label": "Own name", "value": "コインチェック株式会社", "lang": "ja"},
        {"label": "Kind", "value": "exchange"},
    ],
    "options": [
        {"label": "date", "url": "?ordering=date", "current": True, "descending": True},
        {"label": "title", "url": "?ordering=title"},
    ],
    "sections": [
        {"id": "what-happened", "name": "What happened", "count": 12},
        {"id": "figures", "name": "Figures", "count": 9},
        {"id": "sources", "name": "Sources", "count": 31},
    ],
    "periods": [
        {
            "label": str(year),
            "url": f"?from={year}&to={year}",
            "count": (year * 7) % 60,
            "current": year == SHOWN_YEAR,
        }
        for year in range(2007, 2028)
    ],
    "formats": [
        {"name": name, "url": f"?format={name.lower()}"} for name in ("JSON", "CSV", "BibTeX", "RIS")
    ],
}
