"""The strip of the whole history: its years, and a window that stays within it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from .browsing import browser_at
from .drawn import Drawn, drawn

pytestmark = pytest.mark.django_db

VIEW = "?begin=2016-01-01&end=2020-01-01"
STRIP, WINDOW = "[data-overview]", "[data-overview] .window"
EDGES = """() => {
    const bars = [...document.querySelectorAll("[data-overview] path")]
        .map((one) => one.getBoundingClientRect());
    const { left, right } = document.querySelector("[data-overview] .window").getBoundingClientRect();
    return [left, right, Math.min(...bars.map((one) => one.left)), Math.max(...bars.map((one) => one.right))];
}"""
TWICE = """(keys) => {
    const window = document.querySelector("[data-overview] .window");
    for (const key of keys) window.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
}"""


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    with browser_at(browser_path) as started:
        yield started


@pytest.fixture
def timeline(browser: Browser, real_server: str) -> Iterator[Drawn]:
    with drawn(browser, real_server) as opened:
        yield opened


@pytest.mark.parametrize("width", [834, 1280, 1920])
def test_years_stand_beneath_the_strip_and_apart(timeline: Drawn, width: int) -> None:
    timeline.page.set_viewport_size({"width": width, "height": 900})
    page = timeline.at()
    boxes: list[Any] = [one.bounding_box() for one in page.locator(".years text").all()]
    assert len(boxes) > 3
    assert all(one["x"] + one["width"] < other["x"] for one, other in pairwise(boxes))
    strip, window = timeline.box(STRIP), timeline.box(WINDOW)
    for box in boxes:
        assert box["y"] >= window["y"] + window["height"] - 4
        assert box["y"] + box["height"] <= strip["y"] + strip["height"] + 3
        assert box["x"] + box["width"] <= strip["x"] + strip["width"]


@pytest.mark.parametrize("pixels", [-3000, 3000])
def test_the_window_is_dragged_no_further_than_the_strip(timeline: Drawn, pixels: int) -> None:
    timeline.at(VIEW)
    before = timeline.box(WINDOW)
    x, y = before["x"] + before["width"] / 2, before["y"] + before["height"] / 2
    timeline.drags((x, y), (x + pixels, y))
    after = timeline.box(WINDOW)
    left, right, first, last = timeline.page.evaluate(EDGES)
    assert abs(after["width"] - before["width"]) < 1
    assert left >= first - 60
    assert right <= last + 60
    assert left != before["x"]
    timeline.drags((left + 5, y), (left + 5, y))
    on_the_end = timeline.pinned()
    timeline.page.locator(WINDOW).focus()
    timeline.presses("ArrowLeft" if pixels < 0 else "ArrowRight")
    assert timeline.pinned() == on_the_end


def test_two_keys_within_one_frame_both_count(timeline: Drawn) -> None:
    timeline.at(VIEW)
    timeline.page.locator(WINDOW).focus()
    timeline.presses("ArrowRight", "ArrowRight", "-")
    one_by_one = timeline.pinned()
    timeline.back_at(VIEW)
    timeline.page.evaluate(TWICE, ["ArrowRight", "ArrowRight", "-"])
    assert timeline.pinned() == one_by_one


def test_a_view_restored_from_beyond_the_strip_makes_it_longer(timeline: Drawn) -> None:
    timeline.at()
    timeline.back_at("?begin=1990-01-01&end=1995-01-01")
    pinned = timeline.pinned()
    assert (pinned["begin"], pinned["end"]) == ("1990-01-01", "1995-01-01")
    expect(timeline.page.locator(".years text").first).to_contain_text("199")
