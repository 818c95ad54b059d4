"""The timeline for everyone: nothing for axe-core to find, no motion, forced colours, and paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser

from .browsing import browser_at
from .drawn import Drawn, drawn

pytestmark = pytest.mark.django_db

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
FOUND = """async () => {
    // without preload: axe would lay the style sheets in the page once more, which the policy forbids
    const { violations } = await axe.run(document, { resultTypes: ["violations"], preload: false });
    const said = ({ any, all, none }) => [...any, ...all, ...none].map(({ message }) => message).join(" ");
    return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) =>
        `${id}: ${node.html.slice(0, 140)} ${said(node).slice(0, 160)}`));
}"""
HACK = "jp-2018-01-26-coincheck-hack"
WIDE = {
    "picture": "/timeline/",
    "panel": f"/timeline/?theme=custody&select={HACK}",
    "table": "/timeline/?as=table&begin=2018-01-01&end=2018-07-01",
    "day": "/timeline/?category=law&day=2018-01-26",
    "zero": "/timeline/?theme=custody&zero=exchange-registration",
    "nothing": "/timeline/?search=zeppelin",
    "embed": "/timeline/embed/?theme=custody",
}
NARROW = {"list": "/timeline/?theme=custody", "embed": "/timeline/embed/?theme=custody"}
MOVING = """() => ({
    running: document.getAnimations().length,
    able: [...document.querySelectorAll("*")].filter((one) => {
        const { transitionDuration, animationName, animationDuration } = getComputedStyle(one);
        const slow = (text) => text.split(",").some((each) => parseFloat(each) > 0.01);
        return slow(transitionDuration) || (animationName !== "none" && slow(animationDuration));
    }).map((one) => one.outerHTML.slice(0, 100)).slice(0, 3),
    scroll: getComputedStyle(document.documentElement).scrollBehavior,
})"""
# How strongly what must be seen stands out from the ground of the page: WCAG's ratio, by selector.
STRENGTH = """(wanted) => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const light = (colour, under) => {
        canvas.fillStyle = under; canvas.fillRect(0, 0, 1, 1);
        canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255)
            .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const probe = Object.assign(document.createElement("i"), { id: "ground" });
    document.body.append(probe);
    probe.style.backgroundColor = "Canvas";
    const ground = getComputedStyle(probe).backgroundColor;
    probe.remove();
    const ratio = (colour) => {
        const [a, b] = [light(colour, ground), light(ground, ground)].sort((one, other) => other - one);
        return (a + 0.05) / (b + 0.05);
    };
    return Object.fromEntries(wanted.map((selector) => {
        const found = document.querySelector(selector);
        if (!found) return [selector, `${selector} is not drawn`];
        const { fill, stroke } = getComputedStyle(found);
        return [selector, Math.max(...[fill, stroke].filter((one) => one !== "none").map(ratio))];
    }));
}"""


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    with browser_at(browser_path) as started:
        yield started


def found(timeline: Drawn, path: str) -> list[str]:
    """What axe-core finds on a page, in light and in dark."""
    page = timeline.at(path=path)
    page.evaluate(AXE)
    breaches = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        breaches += [f"{path} {scheme} {each}" for each in page.evaluate(FOUND)]
    return breaches


@pytest.mark.parametrize("name", WIDE)
def test_axe_finds_nothing_on_a_desk(browser: Browser, real_server: str, name: str) -> None:
    with drawn(browser, real_server) as timeline:
        assert found(timeline, WIDE[name]) == []


def test_axe_finds_nothing_on_a_small_phone(browser: Browser, real_server: str) -> None:
    with drawn(browser, real_server, viewport={"width": 320, "height": 640}) as timeline:
        assert [each for path in NARROW.values() for each in found(timeline, path)] == []


def test_axe_itself_finds_what_is_wrong(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<html lang=en><title>x</title><main><img src=data:,><button></button></main>")
    page.evaluate(AXE)
    assert {each.partition(":")[0] for each in page.evaluate(FOUND)} >= {"image-alt", "button-name"}
    page.close()


def test_nothing_moves_where_a_reader_wants_no_motion(browser: Browser, real_server: str) -> None:
    with drawn(browser, real_server) as timeline:
        page = timeline.at(f"?theme=custody&select={HACK}&day=2018-06-01")
        for key in ("", "+", "ArrowDown", "0"):
            page.locator("[data-picture]").focus()
            if key:
                page.keyboard.press(key)
            assert page.evaluate(MOVING) == {"running": 0, "able": [], "scroll": "auto"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_is_seen_in_forced_colours(browser: Browser, real_server: str, scheme: str) -> None:
    wanted = [
        *("a.item.mark .shape", "a.item.life .tail", "a.item.body .line", "a.item.selected .shape"),
        *(".back .today", ".cursor line", ".cursor .tag", ".axis .tick text", "[data-overview] .window"),
        *("a.item .label", ".back .lane"),
    ]
    with drawn(browser, real_server, forced_colors="active", color_scheme=scheme) as timeline:
        page = timeline.at(f"?select={HACK}&day=2018-06-01&begin=2016-01-01&end=2027-06-01")
        strength = page.evaluate(STRENGTH, wanted)
        weak = {name: ratio for name, ratio in strength.items() if isinstance(ratio, str) or ratio < 3}
        assert weak == {}


def test_paper_lies_across_and_carries_picture_and_credit(browser: Browser, real_server: str) -> None:
    with drawn(browser, real_server) as timeline:
        page = timeline.at("?theme=custody")
        paper = page.pdf(prefer_css_page_size=True)
        sizes = {tuple(map(float, box)) for box in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)}
        assert sizes
        assert all(abs(width - 842) < 2 and abs(height - 595) < 2 for width, height in sizes), sizes
        page.emulate_media(media="print")
        picture: Any = page.locator("[data-picture]").bounding_box()
        credit: Any = page.locator(".take .credit").bounding_box()
        assert picture["y"] + picture["height"] <= credit["y"]
        assert "CC BY 4.0" in page.locator(".take .credit").inner_text()
        assert not page.locator(".tools, .ways, .filters").filter(visible=True).count()
