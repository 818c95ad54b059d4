"""Every gesture on the timeline has its twin on the keyboard: both end in the same view."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from .browsing import browser_at
from .drawn import Drawn

pytestmark = pytest.mark.django_db

VIEW = "?begin=2016-01-01&end=2020-01-01"
HACK = "jp-2018-01-26-coincheck-hack"
PICTURE, STRIP, PANEL = "[data-picture]", "[data-overview]", "[data-panel]"
EDGES = """() => {
    const svg = document.querySelector("[data-picture]");
    const [origin, clip] = [svg.getBoundingClientRect().left, svg.querySelector("clipPath rect")];
    return [origin + Number(clip.getAttribute("x")) + 8, origin + Number(svg.getAttribute("width")) - 20];
}"""


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    with browser_at(browser_path) as started:
        yield started


@pytest.fixture(scope="module")
def opened(browser: Browser, real_server: str) -> Iterator[Drawn]:
    shared = Drawn(browser, real_server)
    yield shared
    shared.page.close()


@pytest.fixture
def timeline(opened: Drawn) -> Iterator[Drawn]:
    """One page for all tests here, each beginning in the same view."""
    if opened.page.url == "about:blank":
        opened.at(VIEW)
    restart(opened)
    yield opened
    assert opened.faults == []


def restart(timeline: Drawn, query: str = VIEW) -> None:
    timeline.page.mouse.move(2, 2)
    timeline.page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    timeline.back_at(query)
    timeline.page.locator(PICTURE).scroll_into_view_if_needed()


def after(timeline: Drawn, act: Callable[[], Any], query: str = VIEW) -> dict[str, str]:
    """The parameters of the address after something was done in a view; another view than before."""
    restart(timeline, query)
    act()
    address = timeline.address()
    assert address != query
    parameters: dict[str, str] = timeline.page.evaluate(
        "() => Object.fromEntries(new URLSearchParams(location.search))"
    )
    return parameters


def alike(one: dict[str, str], other: dict[str, str], days: int = 0) -> bool:
    """The same parameters; days of the period may differ by what a gesture cannot tell apart."""
    if one.keys() != other.keys():
        return False
    return all(
        abs((date.fromisoformat(value) - date.fromisoformat(other[name])).days) <= days
        if name in {"begin", "end", "day"}
        else value == other[name]
        for name, value in one.items()
    )


def on_picture(timeline: Drawn, *keys: str) -> Callable[[], None]:
    def press() -> None:
        timeline.page.locator(PICTURE).focus()
        timeline.presses(*keys)

    return press


def middle(timeline: Drawn) -> tuple[float, float]:
    """The middle of the axis, where no item stands."""
    left, right = timeline.page.evaluate(EDGES)
    band = timeline.box(".back .middle")
    return (left + right) / 2, band["y"] + band["height"] / 2


@pytest.mark.parametrize(("act", "key"), [("closer", "+"), ("wider", "-"), ("all", "0")])
def test_buttons_and_keys_zoom_alike(timeline: Drawn, act: str, key: str) -> None:
    button = after(timeline, timeline.page.locator(f"[data-act={act}]").click)
    assert after(timeline, on_picture(timeline, key)) == button


@pytest.mark.parametrize(("key", "sign"), [("+", -1), ("-", 1)])
def test_the_wheel_zooms_as_the_keys_do(timeline: Drawn, key: str, sign: int) -> None:
    def wheel() -> None:
        timeline.page.mouse.move(*middle(timeline))
        timeline.page.keyboard.down("Control")  # without it, the wheel scrolls the page
        for _ in range(2):
            timeline.page.mouse.wheel(0, sign * math.log2(1.6) / 0.02 / 2)
        timeline.page.keyboard.up("Control")

    assert alike(after(timeline, wheel), after(timeline, on_picture(timeline, key)), days=1)


def test_what_is_under_the_pointer_stays_there(timeline: Drawn) -> None:
    left, right = timeline.page.evaluate(EDGES)
    x, y = left + (right - left) / 4, middle(timeline)[1]
    timeline.page.mouse.move(x, y)
    timeline.page.keyboard.down("Control")
    timeline.page.mouse.wheel(0, -100)  # a notch
    timeline.page.keyboard.up("Control")
    period = [date.fromisoformat(timeline.pinned()[end]) for end in ("begin", "end")]
    asked = date(2016, 1, 1), date(2020, 1, 1)
    assert 1.25 < (asked[1] - asked[0]) / (period[1] - period[0]) < 1.5
    still = period[0] + (period[1] - period[0]) / 4
    assert abs(still - (asked[0] + (asked[1] - asked[0]) / 4)) <= timedelta(2)


@pytest.mark.parametrize("clicked", [False, True])
def test_the_plain_wheel_scrolls_the_page(timeline: Drawn, clicked: bool) -> None:
    page = timeline.page
    page.mouse.move(*middle(timeline))
    if clicked:
        page.mouse.click(*middle(timeline))
    before = page.evaluate("() => scrollY")
    page.mouse.wheel(0, 200)
    page.wait_for_function("(before) => scrollY > before", arg=before)
    assert timeline.address().startswith(VIEW)  # a click may have chosen what lies there


def test_the_first_plain_wheel_is_told_how_to_zoom(browser: Browser, real_server: str) -> None:
    timeline = Drawn(browser, real_server)
    timeline.at(VIEW)
    hint = timeline.page.get_by_text("Ctrl + wheel zooms")
    timeline.page.locator(PICTURE).scroll_into_view_if_needed()
    timeline.page.mouse.move(*middle(timeline))
    timeline.page.mouse.wheel(0, 10)
    expect(hint).to_be_visible()
    timeline.rest()
    expect(hint).to_be_hidden()
    timeline.page.close()


@pytest.mark.parametrize(("across", "down", "held"), [(120, 0, None), (0, 120, "Shift")])
def test_the_wheel_sideways_moves_too(timeline: Drawn, across: int, down: int, held: str | None) -> None:
    def wheel() -> None:
        timeline.page.mouse.move(*middle(timeline))
        if held:
            timeline.page.keyboard.down(held)
        timeline.page.mouse.wheel(across, down)
        if held:
            timeline.page.keyboard.up(held)

    assert alike(after(timeline, wheel), after(timeline, on_picture(timeline, "ArrowRight")), days=1)


@pytest.mark.parametrize(("key", "pixels"), [("ArrowRight", -120), ("ArrowLeft", 120)])
def test_dragging_moves_as_the_arrows_do(timeline: Drawn, key: str, pixels: int) -> None:
    def drag() -> None:
        x, y = middle(timeline)
        timeline.drags((x, y), (x + pixels, y))

    assert alike(after(timeline, drag), after(timeline, on_picture(timeline, key)), days=1)


def test_home_and_end_lead_where_dragging_ends(timeline: Drawn) -> None:
    for key, pixels in (("Home", 1100), ("End", -1100)):

        def drag(pixels: int = pixels) -> None:
            x, y = middle(timeline)
            for _ in range(8):
                timeline.drags((x - pixels / 2, y), (x + pixels / 2, y))

        assert alike(after(timeline, drag), after(timeline, on_picture(timeline, key)), days=1)


def on_window(timeline: Drawn, *keys: str) -> Callable[[], None]:
    def press() -> None:
        timeline.page.get_by_role("slider", name="Period in view").focus()
        timeline.presses(*keys)

    return press


@pytest.mark.parametrize(("key", "sign"), [("ArrowRight", 1), ("ArrowLeft", -1)])
def test_the_window_of_the_whole_is_dragged_as_its_arrows_move_it(
    timeline: Drawn, key: str, sign: int
) -> None:
    def drag() -> None:
        box = timeline.box(f"{STRIP} .window")
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        timeline.drags((x, y), (x + sign * box["width"] / 4, y))

    assert alike(after(timeline, drag), after(timeline, on_window(timeline, key)), days=8)


def test_a_window_drawn_anew_is_that_which_plus_leaves(timeline: Drawn) -> None:
    aim = after(timeline, on_window(timeline, "+"))
    narrow = timeline.box(f"{STRIP} .window")
    apart = "?begin=2023-01-01&end=2024-01-01"  # drawn beside the window: within it, the window would move

    def draw() -> None:
        strip = timeline.box(STRIP)
        y = strip["y"] + strip["height"] / 2
        timeline.drags((narrow["x"], y), (narrow["x"] + narrow["width"], y))

    assert alike(after(timeline, draw, apart), aim, days=12)
    on_window(timeline, "-")()
    on_window(timeline, "+")()
    assert alike(timeline.pinned(), aim, days=12)


def view() -> dict[str, str]:
    return dict(each.split("=") for each in VIEW[1:].split("&"))


def test_hovering_and_focusing_show_the_same_card(timeline: Drawn) -> None:
    item, card = timeline.page.locator(f'a.item[data-id="{HACK}"]'), timeline.page.locator("[data-card]")
    item.locator(".shape").hover()
    expect(card).to_be_visible()
    hovered = card.inner_text()
    assert all(word in hovered for word in ("26 January 2018", "Coincheck", "source"))
    timeline.page.mouse.move(2, 2)
    expect(card).to_be_hidden()
    item.focus()
    expect(card).to_be_visible()
    assert card.inner_text() == hovered
    timeline.page.locator(PICTURE).focus()
    expect(card).to_be_hidden()


def test_a_click_and_enter_open_the_same_record(timeline: Drawn) -> None:
    item, panel = timeline.page.locator(f'a.item[data-id="{HACK}"]'), timeline.page.locator(PANEL)

    def enter() -> None:
        item.focus()
        timeline.presses("Enter")

    clicked = after(timeline, item.locator(".shape").click)
    read = panel.inner_text()
    assert clicked == view() | {"select": HACK}
    assert after(timeline, enter) == clicked
    assert panel.inner_text() == read
    assert timeline.focused() == "aside"


def test_the_button_and_escape_close_it_alike(timeline: Drawn) -> None:
    chosen = f"{VIEW}&select={HACK}"
    closed = after(timeline, timeline.page.locator("[data-close]").click, chosen)
    assert closed == view()
    assert after(timeline, lambda: timeline.presses("Escape"), chosen) == closed
    expect(timeline.page.locator(PANEL)).to_be_hidden()
    timeline.page.locator(f'a.item[data-id="{HACK}"]').focus()
    timeline.presses("Enter", "Escape")
    assert timeline.focused() == HACK
    timeline.presses("Escape")
    assert timeline.focused() == "svg"


def test_arrows_lead_to_what_a_click_finds_beside_it(timeline: Drawn) -> None:
    """Right and left within a track in order of time, down and up between tracks; Home, End: the ends."""
    page = timeline.page
    page.locator(f'a.item[data-id="{HACK}"]').focus()
    starts, there = [], timeline.focused()
    timeline.presses("ArrowRight")
    beside = timeline.focused()
    assert beside != there
    timeline.presses("ArrowLeft")
    assert timeline.focused() == there
    timeline.presses("ArrowDown")
    below = timeline.focused()
    place = page.locator(f'a.item[data-id="{below}"]').bounding_box()
    timeline.presses("ArrowUp")
    above = page.locator(f'a.item[data-id="{timeline.focused()}"]').bounding_box()
    assert place
    assert above
    assert above["y"] < place["y"]
    for key in ("Home", "End"):
        timeline.presses(key)
        starts.append(timeline.focused())
        timeline.presses({"Home": "ArrowLeft", "End": "ArrowRight"}[key])
        assert timeline.focused() == starts[-1], "an end is an end"
    assert starts[0] < starts[1]  # slugs of incidents in Japan begin with their day
    assert re.match(r"\d{4}", starts[0].removeprefix("jp-"))


def test_the_day_is_dragged_as_its_keys_move_it(timeline: Drawn) -> None:
    narrow = "?begin=2018-01-01&end=2018-04-11&day=2018-02-01"
    cursor = timeline.page.locator(".cursor")

    def drag() -> None:
        left, right = timeline.page.evaluate(EDGES)
        box = timeline.box(".cursor .tag")
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        timeline.drags((x, y), (x + (right - left) / 100 * 3, y))

    def press() -> None:
        cursor.focus()
        timeline.presses(*["ArrowRight"] * 3)

    dragged = after(timeline, drag, narrow)
    assert dragged["day"] == "2018-02-04"
    assert after(timeline, press, narrow) == dragged
    timeline.presses("Shift+ArrowLeft", "PageUp")
    assert "day=2019-01-04" in timeline.address()


def test_the_day_is_set_and_taken_away_by_pointer_and_key(timeline: Drawn) -> None:
    button = timeline.page.get_by_role("button", name="On a day")

    def press() -> None:
        button.focus()
        timeline.presses("Enter")

    clicked = after(timeline, button.click)
    assert after(timeline, press) == clicked
    assert timeline.page.evaluate("() => document.activeElement.getAttribute('role')") == "slider"
    press()
    assert timeline.address() == VIEW


def test_day_zero_is_chosen_and_left_by_pointer_and_key(timeline: Drawn) -> None:
    choice = timeline.page.get_by_role("combobox", name="Align on")
    label = choice.locator("option[value=exchange-registration]").inner_text()

    def press() -> None:
        choice.focus()
        timeline.page.keyboard.type(label)
        timeline.rest()

    chosen = after(timeline, lambda: choice.select_option("exchange-registration"))
    assert chosen["zero"] == "exchange-registration"
    assert after(timeline, press) == chosen
    expect(timeline.page.locator(".zero-line")).to_be_visible()
    timeline.presses("Home")
    assert timeline.address() == VIEW
    expect(timeline.page.locator(".zero-line")).to_be_hidden()


def test_the_table_is_one_key_or_one_click_away(timeline: Drawn) -> None:
    clicked = after(timeline, timeline.page.locator("[data-table]").click)
    assert after(timeline, lambda: timeline.presses("t")) == clicked == view() | {"as": "table"}
    timeline.presses("t")
    assert timeline.address() == VIEW


def test_filters_are_chosen_by_key_as_by_pointer(timeline: Drawn) -> None:
    page = timeline.page
    category = page.get_by_label("Category")

    def press() -> None:
        category.focus()
        page.keyboard.type("Inci")
        timeline.rest()

    clicked = after(timeline, page.locator(".categories a", has_text="Incident").click)
    assert clicked == view() | {"category": "incident"}
    assert after(timeline, press) == clicked
    restart(timeline)
    field = page.locator("form.filters [name=search]")
    field.focus()
    page.keyboard.type("t?0+ upbit")  # letters that are keys elsewhere
    page.keyboard.press("Enter")
    assert "search=t%3F0%2B+upbit" in timeline.address()
    assert "as=table" not in timeline.address()


def test_two_fingers_zoom_as_the_keys_do(browser: Browser, real_server: str) -> None:
    timeline = Drawn(browser, real_server, has_touch=True)
    timeline.at(VIEW)
    timeline.page.locator(PICTURE).scroll_into_view_if_needed()
    x, y = middle(timeline)
    touch = timeline.page.context.new_cdp_session(timeline.page)

    def fingers(kind: str, apart: float) -> None:
        points = [{"x": x - apart, "y": y, "id": 0}, {"x": x + apart, "y": y, "id": 1}]
        said = {"type": kind, "touchPoints": [] if kind == "touchEnd" else points}
        touch.send("Input.dispatchTouchEvent", said)

    fingers("touchStart", 100)
    for apart in (120, 140, 160):
        fingers("touchMove", apart)
    fingers("touchEnd", 0)
    pinched = timeline.pinned()
    timeline.back_at(VIEW)
    on_picture(timeline, "+")()
    assert alike(pinched, timeline.pinned(), days=2)
    assert timeline.faults == []
    timeline.page.close()
