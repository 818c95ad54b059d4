"""The timeline in a browser, for tests: opened, left to come to rest, and asked what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

from .browsing import Watched

# Counts what a page still has to do, so that a test waits for just as long as it takes: timers up to five
# seconds, frames that were asked for, and answers of the server that were not read to their end.
AT_WORK = """
(() => {
    const bound = (one) => one.bind(window);
    const [started, dropped] = [setTimeout, clearTimeout].map(bound);
    const [frame, unframe, ask] = [requestAnimationFrame, cancelAnimationFrame, fetch].map(bound);
    const pending = new Set();
    window.setTimeout = (act, wait = 0, ...rest) => {
        const id = started(() => { pending.delete(`t${id}`); act(...rest); }, wait);
        if (wait <= 5000) pending.add(`t${id}`);
        return id;
    };
    window.clearTimeout = (id) => { pending.delete(`t${id}`); dropped(id); };
    window.requestAnimationFrame = (act) => {
        const id = frame((now) => { pending.delete(`f${id}`); act(now); });
        pending.add(`f${id}`);
        return id;
    };
    window.cancelAnimationFrame = (id) => { pending.delete(`f${id}`); unframe(id); };
    window.fetch = (...asked) => {
        const answer = ask(...asked);
        const done = () => started(() => pending.delete(answer), 0);
        pending.add(answer);
        answer.then((got) => got.clone().arrayBuffer()).then(done, done);
        return answer;
    };
    window.atWork = pending;
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
        console.error(`breach of ${violatedDirective} by ${blockedURI}`);
    });
})();
"""
AT_REST = "() => document.readyState === 'complete' && window.atWork.size === 0"

# The period that the picture shows, by where it drew marks: each tells its day by its place along a
# straight line through two others. Edges are those within which marks are drawn.
DOMAIN = """(days) => {
    const svg = document.querySelector("[data-picture]");
    const clip = svg.querySelector("clipPath rect");
    const left = Number(clip.getAttribute("x")) + 8;
    const edge = Number(svg.getAttribute("width")) - 20;
    const origin = svg.getBoundingClientRect().left;
    const placed = [...svg.querySelectorAll("a.item.mark")].filter(({ dataset }) => days[dataset.id]);
    const marks = placed.map((item) => {
        const box = item.querySelector(".shape").getBoundingClientRect();
        return [days[item.dataset.id], (box.left + box.right) / 2 - origin];
    }).sort((a, b) => a[0] - b[0]);
    if (marks.length < 2 || marks.at(-1)[0] === marks[0][0]) return null;
    const [first, last] = [marks[0], marks.at(-1)];
    const pixel = (last[0] - first[0]) / (last[1] - first[1]);
    return { begin: first[0] - (first[1] - left) * pixel, end: first[0] + (edge - first[1]) * pixel, pixel };
}"""
# Pairs of words, or a word and a mark of another item, that share pixels within the picture.
OVERLAPS = """() => {
    const edge = document.querySelector("#inside rect");
    const home = document.querySelector("[data-picture]").getBoundingClientRect();
    const left = home.left + edge.x.baseVal.value;
    const right = left + edge.width.baseVal.value;
    const seen = (selector) => [...document.querySelectorAll(selector)].map((node) => {
        const { left: a, right: b, top, bottom } = node.getBoundingClientRect();
        const ink = node.matches("text") ? (bottom - top) * 0.22 : 1;
        return { node, a: a + 1, b: b - 1, top: top + ink, bottom: bottom - ink, item: node.closest("a") };
    }).filter(({ a, b, top, bottom }) => b > a && bottom > top && b > left && a < right);
    const labels = seen("a.item .label");
    const others = [...labels, ...seen("a.item .shape, a.item .tail, a.item .stage")];
    const crosses = (one, other, low, high) => one[low] < other[high] && other[low] < one[high];
    const meets = (one, other) => crosses(one, other, "a", "b") && crosses(one, other, "top", "bottom");
    return labels.flatMap((one) => others.filter((other) => other.item !== one.item && meets(one, other))
        .map((other) => `${one.node.textContent} / ${other.node.textContent || other.item.dataset.id}`));
}"""
FOCUS = "() => document.activeElement.dataset.id ?? document.activeElement.tagName.toLowerCase()"
PINNED = """() => Object.fromEntries(
    new URL(document.querySelector("[data-address]").textContent).searchParams)"""
SHOWN = """() => [...document.querySelectorAll("[data-overview], [data-picture]")]
    .map((one) => one.outerHTML).join("")"""
RESTORE = """(query) => {
    history.pushState(null, "", location.pathname + query);
    dispatchEvent(new PopStateEvent("popstate"));
}"""


class Drawn(Watched):
    """A page with the timeline; `faults` also holds breaches of the content security policy."""

    def __init__(self, browser: Browser, base: str, **options: Any) -> None:
        super().__init__(browser, base, **({"viewport": {"width": 1280, "height": 900}} | options))
        self.page.add_init_script(AT_WORK)

    def at(self, query: str = "", path: str = "/timeline/") -> Page:
        """Open a view and let it come to rest."""
        answer: Any = self.page.goto(path + query)
        assert answer.status == 200, f"{path}{query[:200]} answers {answer.status}"
        return self.rest()

    def rest(self) -> Page:
        """The page, once it has nothing more to do."""
        self.page.wait_for_function(AT_REST)
        return self.page

    def back_at(self, query: str = "") -> Page:
        """The view of another address as going back restores it, without loading the page again."""
        self.page.evaluate(RESTORE, query)
        return self.rest()

    def address(self) -> str:
        """The query of the address, once at rest: it follows the view after a while."""
        query: str = self.rest().evaluate("() => location.search")
        return query

    def pinned(self) -> dict[str, str]:
        """The parameters of the permalink beneath the picture: the view with its period."""
        pinned: dict[str, str] = self.rest().evaluate(PINNED)
        return pinned

    def shown(self) -> str:
        """The picture as its source."""
        source: str = self.rest().evaluate(SHOWN)
        return source

    def focused(self) -> str:
        """The item that has the focus, else the name of the element that has it."""
        name: str = self.page.evaluate(FOCUS)
        return name

    def status(self) -> str:
        return self.rest().locator("[data-status]").inner_text()

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.rest()

    def box(self, selector: str) -> dict[str, float]:
        found: Any = self.page.locator(selector).first.bounding_box()
        assert found, f"{selector} is not drawn"
        return dict(found)

    def drags(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move(*end, steps=3)
        mouse.up()
        self.rest()


@contextmanager
def drawn(browser: Browser, base: str, **options: Any) -> Iterator[Drawn]:
    """A page of its own; nothing may have gone wrong in it when it closes."""
    opened = Drawn(browser, base, **options)
    try:
        yield opened
        assert not opened.faults, "\n".join(opened.faults)
    finally:
        opened.page.close()
