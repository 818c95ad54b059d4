"""An editor's work in a real browser: an STO case from a press release, until it stands on the timeline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import Locator, Page
from pytest_django.live_server_helper import LiveServer

from .browsing import Watched, browser_at
from .factories import OrganizationFactory, SourceFactory, japan

pytestmark = pytest.mark.django_db(transaction=True)
ROWS_TOO_WIDE = """() => [...document.querySelectorAll('.inline-group')]
    .filter(one => one.querySelector('table').scrollWidth > one.getBoundingClientRect().width + 1)
    .map(one => one.id)"""


@pytest.fixture
def watched(browser_path: str, live_server: LiveServer) -> Iterator[Watched]:
    with browser_at(browser_path) as browser:
        yield Watched(browser, live_server.url, viewport={"width": 1280, "height": 900})


def sign_in(page: Page, name: str) -> None:
    out = StringIO()
    call_command("first_accounts", stdout=out)
    passwords = dict(re.findall(r"^  (\w+)  (\S+)$", out.getvalue(), re.MULTILINE))
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(passwords[name])
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")


def choose(page: Page, field: Locator, words: str) -> None:
    """Type into a field with suggestions and take the first."""
    field.locator(".select2-selection").click()
    page.locator(".select2-search__field").fill(words)
    page.locator(".select2-results__option", has_text=words).first.click()


def row(page: Page, prefix: str, number: int) -> Locator:
    """A row of an inline; one more is asked for where it is not there yet."""
    found = page.locator(f"#{prefix}-{number}")
    if not found.count():
        page.locator(f"#{prefix}-group .add-row a").click()
    return found


def cited(page: Page, place: Locator, source: str) -> None:
    choose(page, place.locator(".field-source"), source)
    place.locator("[name$=locator]").fill("p. 1")


def test_a_press_release_becomes_a_case_on_the_timeline(watched: Watched) -> None:
    japan()
    SourceFactory(title="Press release of SBI")
    SourceFactory(title="Article of a newspaper")
    OrganizationFactory(name="Trust Bank")
    OrganizationFactory(name="Ledger Platform")
    page = watched.page
    sign_in(page, "reviewer")
    page.goto("/admin/offerings/offering/add/")
    fill_in_the_case(page)
    page.get_by_role("button", name=re.compile("publish", re.IGNORECASE)).first.click()
    page.wait_for_url("**/admin/offerings/offering/**")
    assert page.locator(".errornote").count() == 0
    assert watched.faults == []
    page.goto("/timeline/")
    for title in ("announced", "issued", "listed"):
        assert page.locator("main").get_by_text(re.compile(f"e-Sports.*{title}")).count(), title
    page.goto("/sto-cases/")
    page.get_by_role("link", name="SBI e-Sports tokenised shares").first.click()
    page.wait_for_url("**/sto-cases/*e-sports*/")
    said = page.locator("main").inner_text()
    assert "50 million yen" in said or "50,000,000" in said
    assert all(part in said for part in ("Trust Bank", "Ledger Platform", "Article of a newspaper"))
    assert watched.faults == []


def test_rows_fit_into_their_form(watched: Watched) -> None:
    page = watched.page
    sign_in(page, "reviewer")
    for address in ("offerings/offering", "regulations/amendment", "timeline/event"):
        watched.opens(f"/admin/{address}/add/", widths=(1280,))
        assert page.evaluate(ROWS_TOO_WIDE) == [], address
    assert watched.faults == []


def fill_in_the_case(page: Page) -> None:
    page.locator("#id_name").fill("SBI e-Sports tokenised shares")
    choose(page, page.locator(".field-jurisdiction"), "Japan")
    page.locator("#id_issuer_name").fill("SBI e-Sports")
    page.locator("#id_asset_class").select_option("equity")
    page.locator("#id_instrument").fill("shares")
    page.locator("#id_amount").fill("50000000")
    page.locator("#id_currency").select_option("JPY")
    page.locator("#id_status").select_option("completed")
    page.locator("#id_description").fill("1,000 shares on a ledger.")
    for number, (organization, role) in enumerate(
        [("Trust Bank", "trustee"), ("Ledger Platform", "platform")]
    ):
        part = row(page, "roles", number)
        choose(page, part.locator(".field-organization"), organization)
        part.locator("[name$=role]").select_option(role)
    life = [("offering-announced", "2020-10-09"), ("issued", "2020-10-30"), ("listed", "2020-11")]
    for number, (kind, date) in enumerate(life):
        milestone = row(page, "Event_offerings", number)
        milestone.locator("[name$=kind]").select_option(kind)
        milestone.locator("[name$=date]").fill(date)
        cited(page, milestone, "Press release of SBI")
    for number, source in enumerate(["Press release of SBI", "Article of a newspaper"]):
        citation = row(page, "citations", number)
        cited(page, citation, source)
        citation.locator("[name$=supports]").fill("What was offered")
