"""What readers take away of the timeline: picture, spreadsheet, slides, frame, link and paper."""

from __future__ import annotations

import csv
import io
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect

from timeline.models import Event

from .browsing import Watched, browser_at
from .factories import EventFactory, SourceFactory, cite, japan, korea

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


def table(client: Client, query: str = "") -> list[dict[str, str]]:
    text = client.get(f"/timeline/export.csv{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def slides(client: Client, query: str = "") -> list[dict[str, Any]]:
    return list(client.get(f"/timeline/export.json{query}").json()["events"])


def test_a_spreadsheet_has_a_row_an_event_with_its_sources(client: Client) -> None:
    event = EventFactory(
        slug="theft", date="2018-01", kind="consultation", jurisdiction=japan(), state="draft"
    )
    cite(event, SourceFactory(title="Gazette", publisher="State", url="https://gazette.example/1"))
    cite(event, SourceFactory(slug="book", title="A book", publisher="Press", url=""))
    event.publish()
    (row,) = table(client)
    assert row["id"] == "theft"
    assert (row["date"], row["earliest"], row["latest"]) == ("2018-01", "2018-01-01", "2018-01-31")
    assert (row["precision"], row["kind"], row["jurisdiction"]) == ("month", "consultation", "jp")
    assert row["sources"] == "Gazette (State) | A book (Press)"
    assert row["source_addresses"] == "https://gazette.example/1 | http://testserver/sources/book/"
    assert row["page"] == "http://testserver/events/theft/"


@pytest.mark.parametrize("read", [table, slides])
def test_filters_are_those_of_events_and_drafts_stay_inside(client: Client, read: Any) -> None:
    EventFactory(date="2018", jurisdiction=japan())
    EventFactory(date="2019", jurisdiction=korea())
    EventFactory(date="2019", jurisdiction=korea(), state="draft")
    EventFactory(date="2020", jurisdiction=korea())
    assert len(read(client)) == 3
    assert len(read(client, "?jurisdiction=kr&from=2019-06&to=2019-07")) == 1


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_a_wrong_filter_is_refused_by_name(client: Client, ending: str) -> None:
    for query, name in (("form=2018", "form"), ("from=2018-13", "from"), ("kind=", "kind")):
        answer = client.get(f"/timeline/export.{ending}?{query}")
        assert (answer.status_code, answer.json()["parameter"]) == (400, name)


def test_no_cell_of_a_spreadsheet_is_a_formula(client: Client) -> None:
    EventFactory(title="=HYPERLINK(1)", summary="@SUM(1)")
    (row,) = table(client)
    assert (row["title"], row["summary"]) == ("'=HYPERLINK(1)", "'@SUM(1)")


def test_what_a_withdrawn_source_says_is_not_taken_away(client: Client) -> None:
    event = EventFactory()
    cite(event, SourceFactory(slug="mistake", title="A mistake"))
    event.citations.get(source__slug="mistake").source.withdraw("Entered by mistake.")
    assert "A mistake" not in table(client)[0]["sources"]
    assert [source["title"] for source in slides(client)[0]["sources"]] == ["Gazette"]


@pytest.mark.parametrize(
    ("date", "start", "end"),
    [
        ("2018-01-26", {"year": 2018, "month": 1, "day": 26}, None),
        ("2018-01~", {"year": 2018, "month": 1}, None),
        ("2018?", {"year": 2018}, None),
        ("2018-01/2018-03-04", {"year": 2018, "month": 1}, {"year": 2018, "month": 3, "day": 4}),
        ("../2018-03", {"year": 2018, "month": 3}, None),
        ("2018/..", {"year": 2018}, None),
    ],
)
def test_a_slide_tells_no_day_that_no_source_gives(
    client: Client, date: str, start: dict[str, int], end: dict[str, int] | None
) -> None:
    EventFactory(date=date)
    (slide,) = slides(client)
    assert (slide["start_date"], slide.get("end_date")) == (start, end)


def test_a_slide_s_text_is_no_markup_of_ours(client: Client) -> None:
    EventFactory(title="<b>bold</b>", summary="<script>1</script>")
    (slide,) = slides(client)
    assert slide["text"]["headline"] == "&lt;b&gt;bold&lt;/b&gt;"
    assert "<script" not in slide["text"]["text"]


def test_what_is_taken_away_speaks_the_language_of_its_address(client: Client) -> None:
    EventFactory(title="In force", title_ja="施行", date="2018-01-26")
    answer = client.get("/ja/timeline/export.json").json()
    assert answer["events"][0]["text"]["headline"] == "施行"
    assert "http://testserver/ja/timeline/" in answer["title"]["text"]["text"]


def test_only_the_embedded_picture_may_stand_in_frames(client: Client) -> None:
    EventFactory()
    embedded, page = client.get("/timeline/embed/"), client.get("/timeline/")
    assert "frame-ancestors *" in embedded["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded
    assert "script-src 'self'" in embedded["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"
    assert not embedded.cookies


def test_the_embedded_page_leads_back_under_its_filters(client: Client) -> None:
    EventFactory(jurisdiction=japan())
    text = client.get("/timeline/embed/?jurisdiction=jp").content.decode()
    assert 'href="/timeline/?jurisdiction=jp"' in text
    assert "masthead" not in text


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    with browser_at(browser_path) as started:
        yield started


@pytest.fixture
def watched(browser: Browser, real_server: str) -> Iterator[Watched]:
    found = Watched(browser, real_server, viewport={"width": 1280, "height": 800})
    yield found
    found.page.context.close()


def opened(watched: Watched, query: str) -> Any:
    watched.page.goto(f"/timeline/{query}")
    watched.page.locator("a.item").first.wait_for(state="attached")
    expect(watched.page.locator("[data-follow]").first).to_have_attribute("href", re.compile("from="))
    return watched.page


def saved(page: Any, form: str, folder: Path) -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.click(f"[data-save={form}]")
    target = folder / form
    download.value.save_as(target)
    return download.value.suggested_filename, target.read_bytes()


def test_the_picture_is_saved_with_its_sources_and_address(watched: Watched, tmp_path: Path) -> None:
    page = opened(watched, "?theme=custody&begin=2016-01-01&end=2022-01-01")
    name, content = saved(page, "svg", tmp_path)
    assert name.startswith("sto-atlas-timeline_20")
    root = ElementTree.fromstring(content)
    texts = [text.text or "" for text in root.iter(f"{SVG}text")]
    assert any("sources:" in text for text in texts)
    assert any("/timeline/?theme=custody&begin=20" in text for text in texts)
    assert any(event.title in texts for event in Event.objects.with_theme("custody"))
    assert "serif" in root.attrib["font-family"]
    assert not [each for each in root.iter() if "class" in each.attrib or "style" in each.attrib]
    marks = [each for each in root.iter(f"{SVG}a") if each.attrib["href"].startswith("http")]
    assert marks
    _name, image = saved(page, "png", tmp_path)
    assert struct.unpack(">2I", image[16:24]) == tuple(
        2 * int(root.attrib[side]) for side in ("width", "height")
    )
    assert watched.faults == []


def test_the_data_the_link_and_the_frame_follow_the_view(watched: Watched, client: Client) -> None:
    page = opened(watched, "?jurisdiction=kr&begin=2018-01-01&end=2020-01-01")
    spreadsheet, slides = (link.get_attribute("href") for link in page.locator("[data-follow]").all())
    assert spreadsheet.partition("?")[2] == slides.partition("?")[2]
    rows = table(client, "?" + spreadsheet.partition("?")[2])
    assert {row["jurisdiction"] for row in rows} == {"kr"}
    assert all(row["earliest"] <= "2020-01-03" for row in rows)
    page.click("[data-embed]")
    code = page.locator("[data-code] textarea").input_value()
    assert "/timeline/embed/?jurisdiction=kr&amp;begin=20" in code
    page.click("[data-act=closer]")
    expect(page.locator("[data-follow]").first).not_to_have_attribute("href", spreadsheet)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("[data-copy]")
    page.get_by_text("Link copied.").wait_for()
    assert "jurisdiction=kr&begin=20" in page.evaluate("() => navigator.clipboard.readText()")
    assert watched.faults == []


def test_paper_shows_the_picture_and_its_address_but_no_tools(watched: Watched) -> None:
    page = opened(watched, "")
    page.emulate_media(media="print")
    assert page.locator("[data-picture]").is_visible()
    assert page.locator(".take .credit").is_visible()
    assert "/timeline/?begin=" in page.locator("[data-address]").text_content()
    assert not page.locator(".take .ways, .picture .tools, .filters").filter(visible=True).count()
