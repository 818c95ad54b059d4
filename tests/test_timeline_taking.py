"""What readers take away of the timeline: picture, spreadsheet, slides, frame, link and paper."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from jsonschema import Draft202012Validator
from playwright.sync_api import Browser, expect

from timeline import taking
from timeline.models import Event

from .browsing import Watched, browser_at
from .factories import EventFactory, SourceFactory, cite, japan, korea

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


def table(client: Client, query: str = "") -> list[dict[str, str]]:
    text = taken(client, f"export.csv{query}").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def slides(client: Client, query: str = "") -> list[dict[str, Any]]:
    return list(story(client, query)["events"])


def story(client: Client, query: str = "", language: str = "") -> dict[str, Any]:
    document: dict[str, Any] = json.loads(taken(client, f"export.json{query}", language))
    return document


def taken(client: Client, name: str, language: str = "") -> bytes:
    """A whole file, of which a server sends one piece after the other."""
    return client.get(f"{language}/timeline/{name}").getvalue()


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
    for begin in ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"):
        EventFactory(title=f"{begin}HYPERLINK(1)", summary=f"{begin}SUM(1)")
    rows = table(client)
    assert len(rows) == 11
    assert {row["title"][0] + row["summary"][0] for row in rows} == {"''"}


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
    answer = story(client, language="/ja")
    assert answer["events"][0]["text"]["headline"] == "施行"
    assert "http://testserver/ja/timeline/" in answer["title"]["text"]["text"]


def test_a_long_list_is_sent_whole_in_pieces(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    monkeypatch.setattr(taking, "CHUNK", 3)
    for number in range(10):
        cite(EventFactory(date=f"2018-01-{number + 10}", title_ja=f"第{number}"))
    expected = [event.slug for event in Event.objects.chronological()]
    assert [row["id"] for row in table(client)] == expected
    assert [row["unique_id"] for row in slides(client)] == expected
    assert len(list(client.get("/timeline/export.csv"))) > 3
    titles = [slide["text"]["headline"] for slide in story(client, language="/ja")["events"]]
    assert titles == [f"第{number}" for number in range(10)]
    with django_assert_max_num_queries(16):
        table(client)


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_the_head_of_a_file_costs_no_list(
    client: Client, ending: str, django_assert_max_num_queries: Any
) -> None:
    EventFactory()
    with django_assert_max_num_queries(2):
        head = client.head(f"/timeline/export.{ending}?from=2018&to=2019-03")
        assert head.getvalue() == b""
    assert f'filename="sto-atlas-timeline_2018_2019-03.{ending}"' in head["Content-Disposition"]
    assert client.options(f"/timeline/export.{ending}").status_code == 204


def test_the_empty_list_is_a_file_too(client: Client) -> None:
    assert table(client) == []
    assert story(client)["events"] == []


# What TimelineJS 3 documents of its JSON (its page "json-format"), and what its TimelineConfig checks.
STATED = {
    "type": "object",
    "required": ["year"],
    "additionalProperties": False,
    "dependentRequired": {"day": ["month"]},
    "properties": {
        "year": {"type": "integer", "minimum": 1000, "maximum": 2999},
        "month": {"type": "integer", "minimum": 1, "maximum": 12},
        "day": {"type": "integer", "minimum": 1, "maximum": 31},
    },
}
WORDS = {
    "type": "object",
    "required": ["headline", "text"],
    "additionalProperties": False,
    "properties": {"headline": {"type": "string", "minLength": 1}, "text": {"type": "string"}},
}
CREDIT = {
    "type": "object",
    "required": ["title", "publisher", "url"],
    "properties": {"url": {"type": "string", "pattern": "^https?://"}},
}
SLIDE = {
    "type": "object",
    "required": ["start_date", "text", "unique_id", "group", "display_date", "sources"],
    "additionalProperties": False,
    "properties": {
        "start_date": STATED,
        "end_date": STATED,
        "text": WORDS,
        "unique_id": {"type": "string", "pattern": "^[a-z0-9-]+$"},
        "group": {"type": "string", "minLength": 1, "pattern": "^[^<]*$"},
        "display_date": {"type": "string", "minLength": 1, "pattern": "^[^<]*$"},
        "autolink": {"type": "boolean"},
        "sources": {"type": "array", "minItems": 1, "items": CREDIT},
    },
}
STORY = {
    "type": "object",
    "required": ["events", "title"],
    "additionalProperties": False,
    "properties": {
        "scale": {"const": "human"},
        "title": {"type": "object", "required": ["text"], "properties": {"text": WORDS}},
        "events": {"type": "array", "items": SLIDE},
    },
}


@pytest.mark.parametrize("language", ["", "/ja", "/ko"])
def test_the_slides_are_as_timelinejs_documents_them(client: Client, language: str, real_data: None) -> None:
    told = story(client, language=language)
    faults = Draft202012Validator(STORY).iter_errors(told)
    assert [f"{list(fault.path)}: {fault.message}" for fault in faults][:5] == []
    names = [slide["unique_id"] for slide in told["events"]]
    assert len(set(names)) == len(names) == Event.objects.published().count()
    starts = [tuple(slide["start_date"].values()) for slide in told["events"]]
    ends = [tuple(slide.get("end_date", slide["start_date"]).values()) for slide in told["events"]]
    assert [pair for pair in zip(starts, ends, strict=True) if pair[0][:1] > pair[1][:1]] == []
    broken = told | {"events": [told["events"][0] | {"start_date": {"year": "2018"}}]}
    assert list(Draft202012Validator(STORY).iter_errors(broken))


def test_a_spreadsheet_of_the_real_data_has_every_event_whole(client: Client, real_data: None) -> None:
    rows = table(client)
    assert [row["id"] for row in rows] == [event.slug for event in Event.objects.published().chronological()]
    assert all(row["precision"] in {"day", "month", "year", "interval"} for row in rows)
    assert all(row["earliest"] or row["latest"] for row in rows)
    assert all(row["sources"] and row["source_addresses"].startswith("http") for row in rows)


def test_only_the_embedded_picture_may_stand_in_frames(client: Client) -> None:
    event = EventFactory()
    embeds = ["/timeline/embed/", "/ja/timeline/embed/", "/ko/timeline/embed/?jurisdiction=nowhere"]
    for address in embeds:
        embedded = client.get(address)
        assert "frame-ancestors *" in embedded["Content-Security-Policy"]
        assert "X-Frame-Options" not in embedded
        assert "script-src 'self'" in embedded["Content-Security-Policy"]
        assert not embedded.cookies
    plain = [
        reverse(name)
        for name in sorted({str(each.name) for each in flat(get_resolver().url_patterns)})
        if name != "timeline-embed" and is_plain(name)
    ]
    assert len(plain) > 15
    days = ["/timeline/day/2018-01-26/", event.get_absolute_url(), "/nowhere/", "/api/v1/", "/admin/login/"]
    for address in [*plain, *days, "/ja/timeline/"]:
        page = client.get(address)
        assert "frame-ancestors 'none'" in page["Content-Security-Policy"], address
        assert page["X-Frame-Options"] == "DENY", address


def flat(patterns: Any) -> Iterator[URLPattern]:
    """The site's own addresses, without those of the API and the admin, which have name spaces."""
    for each in patterns:
        if isinstance(each, URLPattern):
            yield each
        elif not each.namespace:
            yield from flat(each.url_patterns)


def is_plain(name: str) -> bool:
    """It can be asked for as it stands, without naming a record."""
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True


def test_the_frame_is_small(client: Client, real_data: None) -> None:
    """The list, which stands in for the picture, is short, of the period in view, and says that it is cut."""
    embedded = client.get("/timeline/embed/?begin=2018-01-01&end=2018-06-30").content.decode()
    assert len(embedded.encode()) < 60_000
    assert not [name for name in ("<nav", "<form", "masthead") if name in embedded]
    shown = re.findall(r'<li class="moment [^"]*" id="([^"]+)"', embedded)
    begin, end = datetime.date(2018, 1, 1), datetime.date(2018, 6, 30)
    assert shown == [event.slug for event in Event.objects.published().between(begin, end).chronological()]
    assert f"The first 50 of {Event.objects.published().count()} events." in (
        client.get("/timeline/embed/?begin=2018-99").content.decode()
    )


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
    key = [text for text in texts if text in page.locator(".signs li").all_inner_texts()]
    assert {"adopted, starts after today", "adopted, start not recorded", "date not known to the day"} <= set(
        key
    )
    signs = [each for each in root.iter(f"{SVG}svg") if each is not root]
    assert len(signs) == len(key)
    assert any(path.get("stroke-dasharray", "none") != "none" for sign in signs for path in sign)
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
