"""A browser for tests, and a page of it that remembers everything that went wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
OVERFLOW = """() => [...document.querySelectorAll('main *')]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.hidden, svg'))
    .slice(0, 3).map(one => one.outerHTML.slice(0, 120))"""


@contextmanager
def browser_at(path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


class Watched:
    """One page; `faults` holds errors of the console and of loading, and pages that scroll sideways."""

    def __init__(self, browser: Browser, base: str, **options: Any) -> None:
        self.faults: list[str] = []
        self.page: Page = browser.new_page(base_url=base, **({"reduced_motion": "reduce"} | options))
        self.page.set_default_timeout(10_000)
        self.page.on("console", self.heard)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("requestfailed", self.failed)

    def heard(self, message: Any) -> None:
        """Errors and warnings of the console: breaches of the content security policy are among them."""
        missing = self.page.url.endswith("/nowhere/") and "404" in message.text
        if message.type in {"error", "warning"} and not missing:
            self.faults.append(f"{message.type}: {message.text}")

    def failed(self, request: Any) -> None:
        """A request that the page itself called off, as suggestions do at the next letter, is no fault."""
        if "ERR_ABORTED" not in str(request.failure):
            self.faults.append(f"{request.failure}: {request.url}")

    def opens(self, address: str, widths: tuple[int, ...]) -> None:
        """Open an address; it must answer and scroll sideways at no width."""
        answer: Any = self.page.goto(address)
        if answer.status != (404 if address.endswith("/nowhere/") else 200):
            self.faults.append(f"{address} answers {answer.status}")
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": 800})
            if over := self.page.evaluate(SIDEWAYS):
                self.faults.append(f"{address} at {width}: {over} too wide: {self.page.evaluate(OVERFLOW)}")
