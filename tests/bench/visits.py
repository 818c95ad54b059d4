"""One visit of a page in a fresh browser: what it cost to open, how it moves, how fast it answers."""

from __future__ import annotations

import json
import math
import os
import signal
import statistics
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Error, Page, Playwright
from playwright.sync_api import TimeoutError as Overdue

from . import measures

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
GESTURE = 2.0  # seconds of each
KB = 1000


@dataclass(frozen=True, slots=True)
class Subject:
    """A page to be measured: where the mouse works, what a mark is, and when all can be used."""

    name: str
    address: str
    area: str
    mark: str
    ready: str
    is_ours: bool = False
    zooms: tuple[str, str] | None = None  # JavaScript in and out, where the wheel does not zoom


def visit(playwright: Playwright, subject: Subject, patience: int) -> dict[str, Any]:
    """What was measured, by name; `{"note": ...}` where the page was not ready in so many seconds."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, args=FLAGS, viewport={"width": 1280, "height": 800}
        )
        try:
            return measured(context, subject, patience, profile)
        except Error as error:
            return {"note": str(error).splitlines()[0][:100]}
        finally:
            with suppress(Error):
                context.close()


def measured(context: BrowserContext, subject: Subject, patience: int, profile: str) -> dict[str, Any]:
    page = context.pages[0]
    page.set_default_timeout(patience * 1000)
    sent = Sent(page)
    page.add_init_script(measures.WATCH % {"mark": json.dumps(subject.mark), "ready": subject.ready})
    try:
        with page.expect_console_message(lambda said: said.text == "bench: calm", timeout=patience * 1000):
            page.goto(subject.address, wait_until="commit")
    except Overdue:
        end(profile)
        return {"note": f"not ready in {patience} s"}
    page.wait_for_load_state("networkidle")
    found = page.evaluate("bench") | sent.summary(subject.address)
    result = {name: found[name] for name in ("first", "ready", "calm", *Sent.NAMES)}
    result |= {"fcp": page.evaluate(measures.PAINTED), "lcp": found.get("paint"), "cls": found["shift"]}
    result |= moved(page, subject)
    return result | (answers(page) if subject.is_ours else {})


def end(profile: str) -> None:
    """End the browser of this profile: one whose page is busy would not close."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"--user-data-dir={profile}" in (process / "cmdline").read_text().split("\0"):
                os.kill(int(process.name), signal.SIGKILL)
        except OSError:
            continue


class Sent:
    """What came over the wire, by kind of file."""

    NAMES = ("requests", "js", "css", "all", "foreign")

    def __init__(self, page: Page) -> None:
        self.kinds: dict[str, str] = {}
        self.sizes: dict[str, float] = {}
        self.addresses: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self.asked)
        session.on("Network.loadingFinished", self.came)

    def asked(self, event: dict[str, Any]) -> None:
        self.addresses[event["requestId"]] = event["request"]["url"]
        self.kinds[event["requestId"]] = event.get("type", "")

    def came(self, event: dict[str, Any]) -> None:
        self.sizes[event["requestId"]] = event["encodedDataLength"]

    def summary(self, address: str) -> dict[str, Any]:
        asked = {key: url for key, url in self.addresses.items() if url.startswith("http")}
        weights = {key: self.sizes.get(key, 0) / KB for key in asked}
        hosts = {urlsplit(url).netloc for url in asked.values()} - {urlsplit(address).netloc}
        return {
            "requests": len(asked),
            "js": sum(weight for key, weight in weights.items() if self.kinds[key] == "Script"),
            "css": sum(weight for key, weight in weights.items() if self.kinds[key] == "Stylesheet"),
            "all": sum(weights.values()),
            "foreign": sorted(hosts),
        }


def moved(page: Page, subject: Subject) -> dict[str, Any]:
    """Gaps between frames in ms, during a drag to and fro and during zooming in and out."""
    box = page.locator(subject.area).first.bounding_box()
    if box is None:
        return {}
    x, y = box["x"] + box["width"] / 2, box["y"] + min(box["height"], 500) / 2
    return gaps(page, "drag", lambda: drag(page, x, y)) | gaps(
        page, "zoom", lambda: zoom(page, x, y, subject)
    )


def gaps(page: Page, name: str, gesture: Any) -> dict[str, float]:
    page.evaluate(measures.START_FRAMES)
    gesture()
    found = sorted(page.evaluate(measures.STOP_FRAMES)) or [math.nan]
    at = found[min(len(found) - 1, int(len(found) * 0.95))]
    return {f"{name}_p50": statistics.median(found), f"{name}_p95": at, f"{name}_max": found[-1]}


def drag(page: Page, x: float, y: float) -> None:
    began = time.monotonic()
    page.mouse.move(x, y)
    page.mouse.down()
    while (passed := time.monotonic() - began) < GESTURE:
        page.mouse.move(x + 300 * math.sin(passed / GESTURE * 2 * math.pi), y)
        time.sleep(0.012)
    page.mouse.up()


def zoom(page: Page, x: float, y: float, subject: Subject) -> None:
    began = time.monotonic()
    page.mouse.move(x, y)
    while (passed := time.monotonic() - began) < GESTURE:
        inwards = passed < GESTURE / 2
        if subject.zooms:
            page.evaluate(subject.zooms[0 if inwards else 1])
            time.sleep(0.25)
        else:
            page.mouse.wheel(0, -60 if inwards else 60)
            time.sleep(0.03)


def answers(page: Page) -> dict[str, float]:
    """Our page's answers, ms: each from the input to the next paint, the filter's also to its outcome."""
    result = {"step": interaction(page, lambda: page.locator("[data-act=closer]").click())}
    page.wait_for_timeout(800)
    mark = page.locator("[data-picture] a.item").first
    if mark.count():
        result["select"] = interaction(page, lambda: mark.click(position={"x": 3, "y": 3}, force=True))
        page.wait_for_timeout(500)
        page.keyboard.press("Escape")
    result["filtered"] = page.evaluate(measures.FILTERED, ["jurisdiction", "jp"])
    result["filter"] = interaction(
        page, lambda: page.locator("form.filters [name=search]").press_sequentially("s")
    )
    return result


def interaction(page: Page, act: Any) -> float:
    page.evaluate(measures.FORGET_EVENTS)
    act()
    return float(page.evaluate(measures.SLOWEST_EVENT))
