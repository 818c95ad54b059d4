"""Every fact of the report that the Atlas began with is held, and says where in the report it stands.

`data/report-facts.md` lists 143 facts of DeSpread (2023) with their section and the records that hold them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sources.models import Record
from stoatlas.editions.layout import FILES, OWNERS, all_models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_data")]

REPORT = "despread-2023"
LIST = Path(__file__).parent / "data" / "report-facts.md"
FACT = re.compile(r"- (F\d{3})\. (.+) \[([^\]]+)\] -> (.+)")
REMARK = re.compile(r"\([^)]*\)")

# A source is the evidence itself: it is named by these facts and cites nothing.
SOURCES = {
    "F001": {REPORT},
    "F115": {"kcmi-2021-19"},
    "F137": {REPORT},
    "F138": {"nh-2023-sto-coming"},
    "F139": {"kcmi-2021-19"},
    "F140": {"fsa-2022-landscape"},
    "F141": {"nars-2020-japan"},
    "F142": {"everytreeisblue-sto"},
    "F143": {REPORT, "nh-2023-sto-coming"},
}
# Facts of charts, which the text of the report does not hold.
NOT_RECOVERABLE = {"F046", "F082", "F128"}
# The record holds the fact and rests on other sources for it.
CITES_OTHERS = {("F011", "kr-2023-security-token-guideline"): "it is told by the guideline itself"}
# The record cites the report for the same fact at another of its places.
ANOTHER_PLACE = {
    ("F001", "despread"): "title",
    ("F022", "jp-2019-act-28"): "2.1 2nd Amendment in 2019",
    ("F095", "jp-2020-securities-income-upturn"): "2.2 Performance of Securities Firms",
    ("F099", "sbi-securities"): "2.2 Performance of Securities Firms",
    ("F126", "jp-2020-02-mizuho-bond-trial"): "2.2 Performance of Securities Firms, 2020",
    ("F126", "jp-2020-mizuho-retail-digital-bond-trial"): "2.2 Performance of Securities Firms, 2020",
    ("F127", "jp-2020-mizuho-retail-digital-bond-trial"): "2.2 Performance of Securities Firms, 2020",
    ("F136", "jp-2019-05-31-act28-passed"): "2.1 2nd Amendment in 2019",
}


@dataclass(frozen=True)
class Fact:
    number: str
    section: str
    held_by: str

    @property
    def records(self) -> list[str]:
        """Slugs of the records, without the remarks in brackets and after a semicolon."""
        held = self.held_by.removeprefix("not recoverable from the text").removeprefix("not recoverable;")
        return [name.strip() for name in REMARK.sub("", held).split(",") if name.strip()]


def facts() -> list[Fact]:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    found = (FACT.fullmatch(line) for line in lines)
    return [Fact(one[1], one[3], one[4]) for one in found if one]


@pytest.fixture
def places() -> dict[str, set[str]]:
    """Where in the report each record says that it rests on it; an amendment does so by its measures too."""
    found: dict[str, set[str]] = defaultdict(set)
    for model in (one for one in all_models() if one in OWNERS and not issubclass(one, Record)):
        if "source" in {field.name for field in model._meta.fields}:
            for row in model._default_manager.filter(source__slug=REPORT).select_related(OWNERS[model]):
                note_place(row, OWNERS[model], found)
    return found


def note_place(row: Any, owner: str, found: dict[str, set[str]]) -> None:
    """Note the place for the row's record, and for the amendment of a measure; a reading has none."""
    record, locator = getattr(row, owner), getattr(row, "locator", "")
    found[record.slug].add(locator)
    if type(record) in OWNERS:
        found[getattr(record, OWNERS[type(record)]).slug].add(locator)


def test_the_list_holds_facts_1_to_143() -> None:
    assert [fact.number for fact in facts()] == [f"F{number:03}" for number in range(1, 144)]


def test_every_fact_is_held_by_published_records() -> None:
    known = {
        slug
        for model in FILES.values()
        for slug in model._default_manager.filter(state="published").values_list("slug", flat=True)
    }
    for fact in facts():
        assert set(fact.records) <= known, fact
        assert fact.records or fact.number in NOT_RECOVERABLE, fact


def test_every_record_cites_the_section_of_its_facts(places: dict[str, set[str]]) -> None:
    missing = {
        (fact.number, slug)
        for fact in facts()
        for slug in fact.records
        if fact.section not in places[slug] and slug not in SOURCES.get(fact.number, set())
    }
    assert missing == set(ANOTHER_PLACE) | set(CITES_OTHERS)


def test_the_known_exceptions_are_what_they_say(places: dict[str, set[str]]) -> None:
    for (_, slug), locator in ANOTHER_PLACE.items():
        assert locator in places[slug]
    for _, slug in CITES_OTHERS:
        assert places[slug] == set()
    for slug in set().union(*SOURCES.values()):
        assert FILES["sources"]._default_manager.filter(slug=slug).exists()


def test_the_list_names_no_record_of_charts_alone() -> None:
    assert {fact.number for fact in facts() if "not recoverable" in fact.held_by} == NOT_RECOVERABLE
