"""What every test may ask for. Factories and pages' own fixtures stand beside the tests that use them."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Generator, Iterator

import pytest
from django.conf import LazySettings, settings
from django.core.handlers.base import BaseHandler
from django.core.management import call_command
from django.http import HttpRequest, HttpResponseBase
from django.test import override_settings
from hypothesis import settings as hypothesis
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from .bundles import stale

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
Answer = Callable[[BaseHandler, HttpRequest], HttpResponseBase]
ON_CI = os.environ.get("CI") == "true"

# A busy machine is slow now and then, which no property forbids; failures print how to repeat them.
hypothesis.register_profile("house", deadline=None, database=None, print_blob=True)
hypothesis.load_profile("house")


def failed_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    """On CI a skipped test would hide that something is missing there."""
    if ON_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    failed_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    failed_if_skipped(report)
    return report


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on the real data come last: once loaded it stays, and the others begin with an empty database."""
    items.sort(key=lambda item: "real_data" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session", autouse=True)
def _files_as_they_lie() -> Iterator[None]:
    """Static files from where they lie, whatever this machine once collected in order to serve the site."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}):
        yield


@pytest.fixture(scope="session", autouse=True)
def _answers_made_anew() -> Iterator[None]:
    """Tests change rows past the roads of publication, and count the questions that an answer takes."""
    with override_settings(KEEP_ANSWERS=0):
        yield


@pytest.fixture(scope="session")
def real_data(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The whole real data in the test database, loaded once for all tests that ask for it.

    What a test changes is undone as everywhere. A transactional test would empty the database: none may ask.
    """
    with django_db_blocker.unblock():
        call_command("load_fixtures", verbosity=0)


@pytest.fixture(scope="session")
def real_server(real_data: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Address of a server on the real data, for tests (marked django_db) whose browser only reads."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseHandler, "get_response", one_at_a_time(BaseHandler.get_response))
        with django_db_blocker.unblock():
            server = LiveServer("localhost")
        yield server.url
        with django_db_blocker.unblock():
            server.stop()


def one_at_a_time(answer: Answer) -> Answer:
    """The database in memory has one connection: two requests at once would wait for each other for ever."""
    lock = threading.Lock()

    def guarded(handler: BaseHandler, request: HttpRequest) -> HttpResponseBase:
        with lock:
            return answer(handler, request)

    return guarded


@pytest.fixture(autouse=True)
def _quick_passwords(settings: LazySettings) -> None:
    """The real hasher is slow on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def browser_path() -> Iterator[str]:
    """The Chromium of this machine, for Playwright's `executable_path`."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    if faults := "\n".join(stale()):  # the browser would be shown what is no longer written
        pytest.fail(faults)
    with pytest.MonkeyPatch.context() as patch:
        # Playwright keeps an event loop in the test's thread, where Django would not touch the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield found
