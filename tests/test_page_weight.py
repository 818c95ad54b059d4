"""What the first view of the timeline costs a reader: requests and bytes as sent, with the real data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import handlers
from django.core.handlers.base import BaseHandler
from django.test import override_settings
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from stoatlas.static_files import collect

from .browsing import browser_at
from .conftest import one_at_a_time

pytestmark = pytest.mark.django_db

KB = 1000
MOST = {"script": 60 * KB, "stylesheet": 15 * KB, "all": 200 * KB}
MOST_REQUESTS = 12
DRAWN = "[data-picture] a.item"
COLLECTED = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "stoatlas.static_files.CollectedFiles"},
}


@dataclass
class Traffic:
    """What a browser asked for: each address, and the bytes that came for it by kind of file."""

    addresses: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)

    def finished(self, request: Any) -> None:
        sizes = request.sizes()
        self.addresses.append(request.url)
        sent = sizes["responseBodySize"] + sizes["responseHeadersSize"]
        for kind in (request.resource_type, "all"):
            self.sizes[kind] = self.sizes.get(kind, 0) + sent


@pytest.fixture(scope="module")
def served(
    real_data: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The site as `script/server` serves it: static files collected, and sent by the site itself."""
    folder: Path = tmp_path_factory.mktemp("static")
    with pytest.MonkeyPatch.context() as patch, override_settings(STATIC_ROOT=folder, STORAGES=COLLECTED):
        collect()
        patch.setattr(BaseHandler, "get_response", one_at_a_time(BaseHandler.get_response))
        patch.setattr(handlers, "StaticFilesHandler", lambda application: application)
        with django_db_blocker.unblock():
            server = LiveServer("localhost")
        yield server.url
        with django_db_blocker.unblock():
            server.stop()


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    with browser_at(browser_path) as started:
        yield started


@pytest.fixture
def first_view(browser: Browser, served: str) -> Iterator[Callable[..., Traffic]]:
    """Opens the timeline with nothing in the cache, until all is drawn and quiet."""
    contexts = []

    def opened(width: int = 1280) -> Traffic:
        contexts.append(browser.new_context(viewport={"width": width, "height": 800}))
        page, traffic = contexts[-1].new_page(), Traffic()
        page.on("requestfinished", traffic.finished)
        page.goto(f"{served}/timeline/", wait_until="networkidle")
        if width > 1000:
            page.locator(DRAWN).first.wait_for()
        return traffic

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_the_first_view_of_the_timeline_is_light(first_view: Any, served: str, width: int) -> None:
    traffic = first_view(width)
    assert len(traffic.addresses) <= MOST_REQUESTS, traffic.addresses
    assert len(traffic.addresses) == len(set(traffic.addresses)), (
        traffic.addresses
    )  # what is preloaded is used
    assert [address for address in traffic.addresses if not address.startswith(served)] == []
    assert {"script", "stylesheet", "document"} <= set(traffic.sizes)
    heavy = {kind: traffic.sizes[kind] for kind, most in MOST.items() if traffic.sizes[kind] > most}
    assert heavy == {}, traffic.sizes


def test_its_files_may_be_kept_for_ever(first_view: Any, served: str, browser: Browser) -> None:
    for address in first_view().addresses:
        if "/static/" in address:
            headers = browser.contexts[-1].request.get(address).headers
            assert "immutable" in headers["cache-control"]
            assert headers.get("content-encoding") == "gzip"
