"""Every page of the real data, reached from the home page by its links alone."""

from __future__ import annotations

import os
import re
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit
from zlib import crc32

import pytest
from django.db import connection
from django.test import Client

from sources.models import Record

from .factories import FACTORIES
from .world import COLLECTIONS, LISTS, address_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_data")]

MANY = re.compile(r"/(sources|events)/[a-z0-9]")
DAY = re.compile(r"/as-of/\d")
SIDE = re.compile(r"/as-of/\d|/@\d+/$")
FILE = re.compile(r"[?&]format=|^/feeds/|^/calendar\.ics")
LINK = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')
ANCHOR = re.compile(r'\sid="([^"]+)"')
LEAK = re.compile(r"\{\{|\{%|&lt;[a-z]+ |>None<|\bNone,|object at 0x|&amp;amp;")
ELSEWHERE = ("/static/", "/admin/", "/api/v1/", "/ja/", "/ko/", "/timeline/export.")
WEIGHT, QUERIES = 120_000, 25
WEIGHT_OF_A_DAY, QUERIES_OF_A_DAY = (
    280_000,
    40,
)  # every country's rules, bodies and figures at once, all cited
ON_CI = os.environ.get("CI") == "true"
CHRONOLOGIES = ("/timeline/", "/ja/timeline/", "/ko/timeline/")


@dataclass
class Tally:
    """Counts queries without keeping them: a capture of so many would cost more than the pages."""

    count: int = 0

    def __call__(self, execute: Any, *query: Any) -> Any:
        self.count += 1
        return execute(*query)


@dataclass
class Walk:
    """Addresses known, pages seen with their anchors, links to anchors, and what was found wrong."""

    known: set[str] = field(default_factory=set)
    anchors: dict[str, set[str]] = field(default_factory=dict)
    wanted: dict[tuple[str, str], str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def lost_anchors(self) -> list[str]:
        return [
            f"{origin} links to {page}#{anchor}, which is not there"
            for (page, anchor), origin in self.wanted.items()
            if anchor not in self.anchors.get(page, {anchor})
        ]


def walk(client: Client, start: str) -> Walk:
    """Follow every link within the site; of a list turned by a query only the pages that follow."""
    found, waiting = Walk(known={start}), deque([start])
    while waiting:
        page = waiting.popleft()
        queries = Tally()
        with connection.execute_wrapper(queries):
            answer = client.get(page)
        found.faults += [f"{page}: {fault}" for fault in faults_of(page, answer, queries.count)]
        text = answer.content.decode()
        found.anchors[page] = set(ANCHOR.findall(text))
        for link, anchor in links_of(page, text):
            if anchor:
                found.wanted.setdefault((link, anchor), page)
            if link not in found.known and (turns_pages(page) or not urlsplit(link).query):
                found.known.add(link)
                waiting.extend([link] if has_its_turn(link) else [])
    return found


def has_its_turn(link: str) -> bool:
    """On CI every page is opened; elsewhere of the two longest collections one in four, always the same."""
    if FILE.search(link):  # no page; the tests of citations, feeds and exports read each back
        return False
    if SIDE.search(link):  # every event leads to its day, every record to its revision: one in eight of them
        return crc32(link.encode()) % 8 == 0
    return ON_CI or not MANY.match(link) or crc32(link.encode()) % 4 == 0


def links_of(page: str, text: str) -> list[tuple[str, str]]:
    whole = [urljoin(page, link.replace("&amp;", "&")) for link in LINK.findall(text)]
    own = [link for link in whole if link.startswith("/") and not link.startswith(ELSEWHERE)]
    return [(link.partition("#")[0], link.partition("#")[2]) for link in own]


def turns_pages(page: str) -> bool:
    """A plain page, or one of a list's next pages; other queries are asked once and not followed further."""
    return set(parse_qs(urlsplit(page).query)) <= {"cursor", "year"}


def faults_of(page: str, answer: Any, queries: int) -> list[str]:
    text = answer.content.decode()
    a_day = "/as-of/" in page
    most = WEIGHT_OF_A_DAY if a_day else WEIGHT
    repeated = [one for one, times in Counter(ANCHOR.findall(text)).items() if times > 1]
    checks = {
        f"answers {answer.status_code}": answer.status_code == 200,
        f"weighs {len(answer.content)} bytes": len(answer.content) <= most or page.startswith(CHRONOLOGIES),
        f"takes {queries} queries": queries <= (QUERIES_OF_A_DAY if a_day else QUERIES),
        "has not one heading": text.count("<h1") == 1,
        "sets a cookie": not answer.cookies,
        "varies by a cookie": "cookie" not in answer.get("Vary", "").lower(),
        f"repeats ids {repeated[:3]}": not repeated,
        f"shows {LEAK.findall(text)[:3]}": not LEAK.search(text),
    }
    return [fault for fault, fine in checks.items() if not fine]


def published_of(model: Any) -> Any:
    return model.objects.published()


def published() -> list[Record]:
    return [record for model in FACTORIES for record in published_of(model)]


def test_every_page_is_reached_answers_and_is_in_order(client: Client) -> None:
    found = walk(client, "/")
    assert found.faults[:40] == []
    assert found.lost_anchors()[:40] == []
    assert {page for page in LISTS if "search" not in page and not DAY.match(page)} <= set(found.anchors)
    assert {address_of(record) for record in published()} - found.known == set()
    assert misplaced(found) == []


def misplaced(found: Walk) -> list[str]:
    """Records without a page of their own whose anchor is missing on the page they belong to."""
    places = [record.get_absolute_url().partition("#") for record in published()]
    return [
        f"{page}#{anchor}"
        for page, _, anchor in places
        if anchor and anchor not in found.anchors.get(page, {anchor})
    ]


@pytest.mark.parametrize(("prefix", "turn"), [("/ja", 0), ("/ko", 1)])
def test_lists_and_records_answer_in_every_language(client: Client, prefix: str, turn: int) -> None:
    """All of them on CI; elsewhere records take turns, which spares a minute."""
    records = sorted({address_of(record) for record in published()})
    faults = []
    for page in [*LISTS, *(records if ON_CI else records[turn::6])]:
        answer = client.get(prefix + page)
        faults += [f"{prefix}{page}: {fault}" for fault in faults_of(prefix + page, answer, 0)]
    assert faults[:40] == []


@pytest.mark.parametrize("collection", COLLECTIONS.values())
def test_the_json_twin_of_every_page_answers(client: Client, collection: str) -> None:
    model = next(one for one in FACTORIES if COLLECTIONS.get(str(one._meta.model_name)) == collection)
    for record in published_of(model)[:3]:
        text = client.get(address_of(record)).content.decode()
        twins = re.findall(r'<link rel="alternate" type="application/json" href="([^"]+)"', text)
        assert len(twins) == 1, address_of(record)
        assert client.get(twins[0].replace("&amp;", "&")).status_code == 200, twins[0]
