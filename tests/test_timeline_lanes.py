"""Which two countries the timeline sets side by side: those of the data, chosen by the reader."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from timeline.lanes import lanes_of, ranked

from .browsing import Watched, browser_at
from .factories import CoverageFactory, EventFactory, ThemeFactory, japan, korea, place

pytestmark = pytest.mark.django_db
BAD = ("jp", "jp,jp", "jp,zz", "jp,kr,hk", "jp,us", ",", "JP|KR", "%00,jp", "x" * 5000, "jp&lanes=jp")
WORDS = re.compile(r'<script id="timeline-words" type="application/json">(.*?)</script>', re.S)


def hong_kong() -> Any:
    return place("hk", "Hong Kong")


@pytest.fixture
def two() -> None:
    for compared in (korea(), japan()):
        CoverageFactory(theme=ThemeFactory(slug=f"custody-{compared.slug}"), jurisdiction=compared)
        EventFactory(slug=f"in-{compared.slug}", jurisdiction=compared, date="2018")
    EventFactory(slug="in-us", jurisdiction=place("us", "United States"), date="2018")


@pytest.fixture
def three(two: None) -> None:
    CoverageFactory(theme=ThemeFactory(slug="custody-hk"), jurisdiction=hong_kong())
    EventFactory(slug="in-hk", jurisdiction=hong_kong(), date="2018")


def words(client: Client, query: str = "", page: str = "/timeline/") -> dict[str, Any]:
    """What the picture is told."""
    found = WORDS.search(client.get(f"{page}?{query}").content.decode())
    assert found
    told: dict[str, Any] = json.loads(found[1])
    return told


def columns(client: Client, query: str, page: str = "/timeline/") -> dict[str, str]:
    """The class of each event in the list, by slug."""
    text = client.get(f"{page}?{query}").content.decode()
    return {slug: code for code, slug in re.findall(r'<li class="moment ([^"]+)" id="([^"]+)"', text)}


def test_japan_and_korea_come_first_and_others_by_name(three: None) -> None:
    assert [place.slug for place in ranked()] == ["jp", "kr", "hk"]
    assert lanes_of(QueryDict("")).slugs == ("jp", "kr")
    assert lanes_of(QueryDict("")).query == ""


def test_without_coverage_everyone_but_the_world_can_be_compared() -> None:
    japan(), hong_kong(), place("intl", "International")
    assert [place.slug for place in ranked()] == ["jp", "hk"]


def test_with_two_countries_nothing_is_offered(two: None, client: Client) -> None:
    assert 'name="lanes"' not in client.get("/timeline/").content.decode()
    assert (words(client)["sides"], words(client)["others"]) == (["jp", "kr"], ["us"])
    assert words(client)["colours"] == {}
    swapped = client.get("/timeline/?lanes=kr,jp").content.decode()
    assert '<input type="hidden" name="lanes" value="kr,jp">' in swapped


def test_with_three_each_pair_is_offered_the_first_as_default(three: None, client: Client) -> None:
    page = client.get("/timeline/").content.decode()
    field = page[page.index('<select name="lanes"') : page.index("</select>", page.index('name="lanes"'))]
    assert re.findall(r'<option value="([^"]*)"', field) == ["", "jp,hk", "kr,jp", "kr,hk", "hk,jp", "hk,kr"]
    assert re.findall(r'<optgroup label="([^"]*)"', field) == ["Japan", "Korea", "Hong Kong"]
    assert "Japan | Hong Kong" in field
    chosen = client.get("/timeline/?lanes=jp,hk").content.decode()
    assert '<option value="jp,hk" selected>' in chosen
    assert page.index('name="to"') < page.index('name="lanes"') < page.index("More filters")


def test_the_choice_decides_lanes_columns_and_colours(three: None, client: Client) -> None:
    told = words(client, "lanes=hk,jp")
    assert (told["sides"], told["others"]) == (["hk", "jp"], ["kr", "us"])
    assert (told["colours"], told["places"]["hk"]) == ({"hk": "third"}, "Hong Kong")
    for page in ("/timeline/", "/timeline/embed/"):
        assert columns(client, "lanes=hk,jp", page) == {
            "in-hk": "left j-third",
            "in-jp": "right j-jp",
            "in-kr": "world j-kr",
            "in-us": "world j-other",
        }
    assert columns(client, "")["in-hk"] == "world j-other"


def test_two_further_countries_have_two_colours(three: None, client: Client) -> None:
    singapore = place("sg", "Singapore")
    CoverageFactory(theme=ThemeFactory(slug="custody-sg"), jurisdiction=singapore)
    assert words(client, "lanes=sg,hk")["colours"] == {"sg": "third", "hk": "fourth"}


def test_the_choice_stays_in_every_link(three: None, client: Client) -> None:
    page = client.get("/timeline/?lanes=jp,hk&jurisdiction=jp").content.decode()
    for link in re.findall(r'href="(\?[^"]*)"', page):
        assert "lanes=jp" in link, link
    assert 'href="/timeline/export.csv?jurisdiction=jp&amp;lanes=jp,hk"' in page
    assert 'href="/timeline/?lanes=jp,hk">Clear all' in page
    assert 'href="/api/v1/events/?jurisdiction=jp"' in page
    embedded = client.get("/timeline/embed/?lanes=jp,hk").content.decode()
    assert 'href="/timeline/?lanes=jp,hk"' in embedded
    assert "<h1>Japan and Hong Kong: crypto-assets and security tokens</h1>" in embedded
    sent = client.get("/timeline/export.json?lanes=jp,hk")
    story = json.loads(sent.getvalue())["title"]["text"]
    assert story["headline"] == "Japan and Hong Kong: crypto-assets and security tokens"
    assert "/timeline/?lanes=jp,hk" in story["text"]


def test_the_state_of_a_day_has_the_chosen_columns(three: None, client: Client) -> None:
    text = client.get("/timeline/day/2018-01-26/?lanes=hk,kr").content.decode()
    assert re.findall(r'<th scope="col" class="([^"]+)">([^<]+)', text) == [
        ("j-third", "Hong Kong"),
        ("j-kr", "Korea"),
    ]


@pytest.mark.parametrize("value", BAD)
def test_what_names_no_two_countries_falls_back_with_a_line(value: str, three: None, client: Client) -> None:
    for page in ("/timeline/", "/timeline/embed/"):
        answer = client.get(f"{page}?lanes={value}")
        assert answer.status_code == 200
        assert answer.context["lanes"].slugs == ("jp", "kr")
        assert (
            answer.content.decode().count("two different countries of jp, kr, hk. Shown: Japan | Korea.") == 1
        )
    day = client.get(f"/timeline/day/2018-01-26/?lanes={value}")
    assert "two different countries" in day.content.decode()


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_what_is_taken_away_refuses_wrong_lanes_by_name(ending: str, three: None, client: Client) -> None:
    refused = client.get(f"/timeline/export.{ending}?lanes=jp,zz")
    assert (refused.status_code, refused["Content-Type"]) == (400, "application/problem+json")
    assert (refused.json()["parameter"], refused.json()["value"]) == ("lanes", "jp,zz")
    assert refused.json()["allowed"] == ["jp", "kr", "hk"]


def test_the_tokens_of_further_colours_can_be_read() -> None:
    """4.5 : 1 at least, on paper and on their own wash, light and dark."""
    css = (Path(__file__).parent.parent / "static/css/tokens.css").read_text(encoding="utf-8")
    found = dict(re.findall(r"--([a-z-]+): light-dark\(([^)]*)\)", css))
    pairs = {name: value.split(", ") for name, value in found.items()}
    for name in ("japan", "korea", "third", "fourth"):
        for mode in (0, 1):
            for ground in ("paper", f"{name}-wash"):
                assert contrast(pairs[name][mode], pairs[ground][mode]) >= 4.5, (name, mode, ground)


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2 between two colours, `#rrggbb`."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    with browser_at(browser_path) as started:
        yield started


def test_another_choice_draws_another_picture(browser: Browser, live_server: LiveServer, three: None) -> None:
    watched = Watched(browser, live_server.url, viewport={"width": 1280, "height": 900})
    page = watched.page
    page.goto("/timeline/?begin=2016-01-01&end=2024-01-01")
    lanes = page.locator(".back .lane")
    expect(lanes).to_have_text(["Japan", "World", "Korea"])
    page.get_by_label("Side by side").select_option("kr,hk")
    page.wait_for_url("**lanes=kr%2Chk*")
    expect(lanes).to_have_text(["Korea", "World", "Hong Kong"])
    assert "begin=2016-01-01" in page.url
    page.locator("a.item.j-hk").first.wait_for(state="attached")
    fills = lanes.evaluate_all("(all) => all.map((one) => getComputedStyle(one).fill)")
    assert len(set(fills)) == len(fills)
    page.get_by_label("Category").select_option("policy")
    page.wait_for_url("**category=policy*")
    assert "lanes=kr%2Chk" in page.url
    page.get_by_role("button", name="On a day").click()
    expect(page.locator(".day-state thead th")).to_have_text(["Question", "Korea", "Hong Kong"])
    assert watched.faults == []
    page.context.close()
