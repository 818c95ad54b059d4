"""Each page in a real browser: nothing breaks, nothing scrolls sideways, the keyboard and the dark work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from .browsing import Watched, browser_at

pytestmark = pytest.mark.django_db

PAGES = [
    *(
        "/",
        "/timeline/",
        "/laws/",
        "/laws/jp-payment-services-act/",
        "/amendments/jp-2016-act-62/",
        "/themes/",
    ),
    *("/themes/custody/", "/organizations/", "/organizations/jstoa/", "/self-regulation/"),
    *("/jurisdictions/jp/", "/jurisdictions/kr/", "/incidents/", "/incidents/coincheck-2018/"),
    *("/events/jp-2018-01-26-coincheck-hack/", "/sto-cases/", "/sto-cases/jp-2020-sbi-e-sports-shares/"),
    *("/sources/", "/sources/despread-2023/", "/search/?q=coincheck", "/search/", "/data/", "/api/"),
    *("/about/", "/nowhere/"),
]
COLOURS = """() => [getComputedStyle(document.body).color, getComputedStyle(document.documentElement)
    .backgroundColor, getComputedStyle(document.body).backgroundColor]"""
FOCUSED = """() => { const one = document.activeElement;
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    return { text: one.textContent.trim(), href: one.getAttribute('href'),
             ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0,
             seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.right > 0 }; }"""


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    with browser_at(browser_path) as started:
        yield started


@pytest.fixture
def visit(browser: Browser, real_server: str) -> Iterator[Any]:
    opened: list[Watched] = []

    def open_page(width: int = 1280, **options: Any) -> Watched:
        opened.append(Watched(browser, real_server, viewport={"width": width, "height": 800}, **options))
        return opened[-1]

    yield open_page
    for watched in opened:
        watched.page.close()


@pytest.mark.parametrize(("prefix", "widths"), [("", (1280, 360, 320)), ("/ja", (320,)), ("/ko", (320,))])
def test_no_page_scrolls_sideways_or_complains(visit: Any, prefix: str, widths: tuple[int, ...]) -> None:
    watched = visit()
    for address in PAGES:
        watched.opens(prefix + address, widths)
    assert "\n".join(watched.faults) == ""


def luminance(colour: str) -> float:
    """How light a colour of the form rgb(r, g, b) is, 0 to 1; roughly, without gamma."""
    red, green, blue = (float(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3])
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_the_page_is_as_dark_as_the_reader_likes(visit: Any, scheme: str, dark: bool) -> None:
    watched = visit(color_scheme=scheme)
    watched.page.goto("/")
    text, *grounds = watched.page.evaluate(COLOURS)
    ground = next(colour for colour in grounds if colour != "rgba(0, 0, 0, 0)")
    assert (luminance(ground) < luminance(text)) is dark
    assert abs(luminance(ground) - luminance(text)) > 0.6
    assert watched.faults == []


def test_the_first_key_leads_past_the_navigation(visit: Any) -> None:
    page = visit().page
    for address in ("/", "/timeline/", "/laws/jp-payment-services-act/"):
        page.goto(address)
        page.keyboard.press("Tab")
        skip = page.evaluate(FOCUSED)
        assert (skip["href"], skip["seen"]) == ("#main", True)
        page.keyboard.press("Enter")
        assert page.evaluate("() => document.activeElement.id || location.hash") in {"main", "#main"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_keyboard_s_place_is_always_seen(visit: Any, scheme: str) -> None:
    page = visit(color_scheme=scheme).page
    for address in ("/", "/timeline/", "/sto-cases/", "/incidents/coincheck-2018/"):
        page.goto(address)
        for _ in range(25):
            page.keyboard.press("Tab")
            focused = page.evaluate(FOCUSED)
            assert focused["ring"], (address, focused)
            assert focused["seen"], (address, focused)


def test_the_menu_of_a_phone_opens_and_leads_on(visit: Any) -> None:
    page = visit(360).page
    page.goto("/")
    page.locator("details.menu summary").click()
    page.locator("details.menu").get_by_role("link", name="STO cases").first.click()
    page.wait_for_url("**/sto-cases/")
    assert page.locator("h1").is_visible()


def test_a_reader_changes_the_language_and_stays_on_the_page(visit: Any) -> None:
    page = visit().page
    page.goto("/laws/jp-payment-services-act/")
    page.get_by_role("link", name="한국어").first.click()
    page.wait_for_url("**/ko/laws/jp-payment-services-act/")
    assert page.evaluate("() => document.documentElement.lang") == "ko"


def test_the_site_works_whole_without_scripts(visit: Any) -> None:
    page = visit(java_script_enabled=False).page
    page.goto("/")
    page.get_by_role("searchbox").first.fill("金融商品取引法")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    page.get_by_role("link", name="Financial Instruments and Exchange Act").first.click()
    page.wait_for_url("**/laws/jp-fiea/")
    assert page.locator("h1").is_visible()


def test_a_page_prints_without_its_navigation(visit: Any) -> None:
    page = visit().page
    page.goto("/incidents/coincheck-2018/")
    page.emulate_media(media="print")
    assert not page.locator("nav.rooms").is_visible()
    assert page.locator("h1").is_visible()
