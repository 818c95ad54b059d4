"""Made-up events for the benchmark: the same number gives the same events, on every machine.

They are like the real ones in what costs time: texts in three languages, sources, the acts and organizations
that they name, and dates as imprecise as real ones.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass

FIRST, LAST = datetime.date(2008, 1, 1), datetime.date(2026, 6, 30)
PLACES = {
    "jp": ("Japan", "日本", "일본"),
    "kr": ("Korea", "韓国", "한국"),
    "intl": ("International", "国際", "국제"),
}
PLACE_WEIGHTS = (48, 48, 4)
TOPICS = (
    ("security token", "セキュリティトークン", "토큰증권"),
    ("crypto-asset exchange", "暗号資産交換業", "가상자산사업자"),
    ("customer custody", "顧客資産の管理", "이용자 자산 보관"),
    ("disclosure duty", "開示義務", "공시의무"),
    ("self-regulation", "自主規制規則", "자율규제"),
    ("stablecoin", "電子決済手段", "스테이블코인"),
    ("fractional investment", "小口化商品", "조각투자"),
    ("leverage cap", "証拠金倍率", "증거금 배율"),
)
KINDS = {
    "policy-statement": 16,
    "guideline-published": 14,
    "report-published": 10,
    "study-group": 6,
    "consultation": 5,
    "enforcement": 5,
    "designation": 4,
    "bill-submitted": 6,
    "bill-passed": 4,
    "promulgated": 4,
    "in-force": 6,
    "incident": 4,
    "insolvency": 1,
    "organization-founded": 3,
    "organization-recognised": 1,
    "market-launch": 4,
    "offering-announced": 3,
    "issued": 3,
    "other": 1,
}
OF_ACTS = {"bill-submitted", "bill-passed", "promulgated", "in-force"}


@dataclass(frozen=True, slots=True)
class Made:
    """One event before it is a row: plain enough for the peers' pages too."""

    number: int
    date: str  # EDTF
    place: str
    kind: str
    topic: tuple[str, str, str]
    sources: tuple[int, ...]
    organizations: tuple[int, ...]
    act: int | None

    @property
    def titles(self) -> tuple[str, str, str]:
        english, japanese, korean = self.topic
        return (
            f"Rules on {english} change ({self.kind}, docket {self.number})",
            f"{japanese}に関する規定の見直し（第{self.number}号）",
            f"{korean} 관련 규정 개정 (제{self.number}호)",
        )


def counts(number: int) -> dict[str, int]:
    """How many sources, organizations and acts so many events rest on and name."""
    return {
        "sources": max(50, number // 20),
        "organizations": max(30, min(2000, number // 50)),
        "acts": max(10, min(300, number // 100)),
    }


def made(number: int, seed: int = 1) -> Iterator[Made]:
    """So many events, in no order of time; later years are denser, as in the real record."""
    chance, most = random.Random(seed), counts(number)
    for each in range(1, number + 1):
        kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
        yield Made(
            number=each,
            date=stated(chance),
            place=chance.choices(list(PLACES), PLACE_WEIGHTS)[0],
            kind=kind,
            topic=chance.choice(TOPICS),
            sources=tuple(chance.sample(range(most["sources"]), chance.randint(1, 3))),
            organizations=tuple(chance.sample(range(most["organizations"]), chance.randint(0, 2))),
            act=chance.randrange(most["acts"]) if kind in OF_ACTS else None,
        )


def stated(chance: random.Random) -> str:
    """A date as sources state them: 78 % days, 12 % months, 4 % years, 6 % intervals; 3 % are about."""
    day = FIRST + datetime.timedelta(int(chance.random() ** 0.7 * (LAST - FIRST).days))
    later = day + datetime.timedelta(chance.randint(30, 400))
    texts = (f"{day}", f"{day:%Y-%m}", f"{day:%Y}", f"{day:%Y-%m}/{later:%Y-%m}")
    text = chance.choices(texts, (78, 12, 4, 6))[0]
    return f"{text}~" if "/" not in text and chance.random() < 0.03 else text
