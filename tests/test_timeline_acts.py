"""Acts in the picture: each has every stage of its own events, and no event of the answer is left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .browsing import browser_at
from .drawn import Drawn, drawn

pytestmark = pytest.mark.django_db

SHARED = "kr-2026-02-03-security-token-law-promulgated"
TOKEN_LAWS = ["kr-2026-fscma-amendment", "kr-2026-electronic-registration-amendment"]
# What each act's bar tells, in order of time.
KINDS = """() => Object.fromEntries([...document.querySelectorAll("a.life")]
    .map(({ dataset, __data__ }) => [dataset.id, __data__.item.events.map(({ kind }) => kind)]))"""


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    with browser_at(browser_path) as started:
        yield started


@pytest.fixture
def timeline(browser: Browser, real_server: str) -> Iterator[Drawn]:
    with drawn(browser, real_server, viewport={"width": 1600, "height": 1000}) as opened:
        yield opened


def kinds(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(KINDS)
    return found


def test_an_event_of_several_acts_is_a_stage_of_each(timeline: Drawn) -> None:
    for decree, theme in (("kr-2021-sfia-decree", ""), ("kr-2024-user-protection-decree", "&theme=custody")):
        page = timeline.at(f"?category=law&begin=2019-01-01&end=2025-01-01{theme}")
        assert "in-force" in kinds(page)[decree]
        expect(page.locator(f'a.life[data-id="{decree}"] .unrecorded')).to_have_count(0)
    page = timeline.at("?category=law&begin=2025-06-01&end=2027-06-01")
    for act in TOKEN_LAWS:
        assert {"bill-passed", "promulgated", "in-force"} <= set(kinds(page)[act])


def test_an_event_of_two_acts_is_chosen_once_and_marks_both(timeline: Drawn) -> None:
    page = timeline.at(f"?category=law&begin=2025-06-01&end=2027-06-01&select={SHARED}")
    chosen = page.locator("a.life.selected").evaluate_all("all => all.map(({ dataset }) => dataset.id)")
    assert sorted(chosen) == sorted(TOKEN_LAWS)
    assert timeline.address().count("select=") == 1
    expect(page.locator("[data-panel]")).to_be_visible()
