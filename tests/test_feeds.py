"""The feed of events: valid, lasting, with the filters of the page, and nothing that is not public."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from timeline import feeds
from timeline.models import Event

from .factories import EventFactory, SourceFactory, cite, japan, korea

pytestmark = pytest.mark.django_db
FEED = "/feeds/events.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
TITLES = [
    'Commas, <b>marks</b> & "quotes" {braces}',
    "資金決済法の改正が施行",
    "가상자산이용자보호법 시행",
    "Emoji 👩‍⚖️ and عربي",
]
QUERIES = [
    "",
    "?jurisdiction=jp",
    "?kind=in-force,consultation",
    "?from=2019&to=2020",
    "?precision=month",
    "?certainty=approximate",
    "?search=first",
]


def read(client: Client, address: str = FEED) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, address
    found = feedparser.parse(answer.content, response_headers={"content-type": answer["Content-Type"]})
    assert not found.bozo, found.bozo_exception
    assert found.version == "atom10"
    return found


def ids(client: Client, query: str = "") -> list[str]:
    return [one.link.rstrip("/").rpartition("/")[2] for one in read(client, f"{FEED}{query}").entries]


def some_events() -> None:
    EventFactory(slug="first", title="The first", date="2019-04-01", kind="in-force")
    EventFactory(slug="second", date="2020-05", kind="consultation", jurisdiction=korea())
    EventFactory(slug="third", date="2021~", jurisdiction=japan())


@pytest.mark.parametrize("title", TITLES)
def test_an_entry_says_what_happened_when_and_by_whose_word(client: Client, title: str) -> None:
    event = EventFactory(slug="told", title=title, summary=f"{title}.", date="2019-04", state="draft")
    cite(event, SourceFactory(publisher=title, url="https://fsa.example/?a=1&b=2"))
    event.publish()
    (entry,) = read(client).entries
    assert ElementTree.fromstring(client.get(FEED).content).findtext(f"{ATOM}entry/{ATOM}title") == title
    assert entry.link == "http://testserver/events/told/"
    assert "April 2019 · Japan" in entry.summary
    assert 'href="https://fsa.example/?a=1&amp;b=2"' in entry.summary
    assert entry.updated_parsed[:6] == event.updated_at.utctimetuple()[:6]


def test_it_has_all_that_a_feed_must_have(client: Client) -> None:
    some_events()
    root = ElementTree.fromstring(client.get(FEED).content)
    assert [root.tag, root.findtext(f"{ATOM}author/{ATOM}name")] == [f"{ATOM}feed", "STO Atlas"]
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
            assert element.findtext(f"{ATOM}{name}")
        assert (element.findtext(f"{ATOM}id") or "").startswith("urn:uuid:")
    selves = [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert selves == [f"http://testserver{FEED}"]
    named = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(set(named)) == len(named) == 4


def test_an_entry_keeps_its_id_in_every_language_under_every_filter_and_after_changes(client: Client) -> None:
    event = EventFactory(slug="first", title_ja="最初")
    before = read(client).entries[0]
    event.title = "The very first"
    event.publish()
    after = read(client).entries[0]
    assert before.id == after.id == read(client, f"/ja{FEED}?jurisdiction=jp").entries[0].id
    assert before.updated_parsed <= after.updated_parsed
    assert (after.title, read(client, f"/ja{FEED}").entries[0].title) == ("The very first", "最初")


def test_ids_have_not_moved_since_the_first_release() -> None:
    assert feeds.lasting_id("event", "jp-2017-04-01-act62-in-force").urn == (
        "urn:uuid:81cdd893-c2fc-58d0-ada0-cc7c1715072f"
    )


def test_feeds_under_different_filters_or_languages_are_different_feeds(client: Client) -> None:
    some_events()
    addresses = [FEED, f"{FEED}?jurisdiction=jp", f"/ja{FEED}", f"/ko{FEED}"]
    assert len({read(client, address).feed.id for address in addresses}) == len(addresses)


def test_it_is_dated_by_its_newest_entry_and_the_same_until_something_changes(client: Client) -> None:
    some_events()
    first = client.get(FEED)
    newest = max(event.updated_at for event in Event.objects.published())
    assert read(client).feed.updated_parsed[:6] == newest.utctimetuple()[:6]
    assert client.get(FEED).content == first.content
    again = client.get(FEED, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Event.objects.get(slug="second").withdraw("Entered twice.")
    assert client.get(FEED, headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("query", QUERIES)
def test_its_filters_are_those_of_the_api(client: Client, query: str) -> None:
    some_events()
    api = client.get(f"/api/v1/events/{query}").json()["results"]
    assert sorted(ids(client, query)) == sorted(one["id"] for one in api)


def test_what_changed_last_comes_first(client: Client) -> None:
    some_events()
    first = Event.objects.get(slug="first")
    first.title = "The very first"
    first.publish()
    assert ids(client)[0] == "first"


def test_more_entries_follow_on_further_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "ENTRIES", 2)
    for number in range(5):
        EventFactory(slug=f"event-{number}", jurisdiction=korea())
    EventFactory(slug="elsewhere", jurisdiction=japan())
    found, address = [], f"http://testserver{FEED}?jurisdiction=kr"
    while address:
        feed = read(client, address)
        found += [one.link.rstrip("/").rpartition("/")[2] for one in feed.entries]
        relations = {link.rel: link.href for link in feed.feed.links}
        assert relations["first"] == f"http://testserver{FEED}?jurisdiction=kr"
        address = relations.get("next", "")
    assert found == [f"event-{number}" for number in range(4, -1, -1)]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("?colour=red", "colour"),
        ("?jurisdiction=xx", "jurisdiction"),
        ("?from=yesterday", "from"),
        ("?from=2020&to=2019", "to"),
        ("?kind=", "kind"),
        ("?cursor=none", "cursor"),
        ("?search=%00", "search"),
        ("?page_size=5", "page_size"),
    ],
)
@pytest.mark.parametrize("address", [FEED, "/calendar.ics", "/ja/calendar.ics"])
def test_what_it_does_not_know_is_refused_by_name(
    client: Client, address: str, query: str, parameter: str
) -> None:
    answer = client.get(f"{address}{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["parameter"] == parameter


def test_drafts_and_withdrawn_events_are_in_no_feed(client: Client) -> None:
    EventFactory(slug="draft", state="draft")
    EventFactory(slug="reviewed", state="in-review")
    EventFactory(slug="gone", state="withdrawn")
    event = EventFactory(slug="public")
    cite(event, SourceFactory(publisher="Secret", state="draft"))
    assert ids(client) == ["public"]
    assert "Secret" not in client.get(FEED).content.decode()


def test_nothing_found_is_still_a_feed(client: Client) -> None:
    assert read(client).entries == []
    assert read(client).feed.updated == "1970-01-01T00:00:00+00:00"


@pytest.mark.parametrize("accepted", ["application/atom+xml", "text/calendar", "*/*", "text/html"])
def test_programs_that_accept_one_thing_only_get_it(client: Client, accepted: str) -> None:
    for address in (FEED, "/calendar.ics"):
        answer = client.get(address, headers={"accept": accepted})
        assert answer.status_code == 200
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert client.head(address).status_code == 200


@pytest.mark.parametrize("address", [FEED, "/calendar.ics?kind=in-force,consultation"])
def test_many_events_take_as_many_questions_as_one(client: Client, address: str) -> None:
    def grow(numbers: range) -> None:
        for number in numbers:
            event = EventFactory(kind="in-force", slug=f"event-{number}")
            cite(event, SourceFactory(slug=f"source-of-{number}"))

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    grow(range(1))
    few = cost()
    grow(range(1, 12))
    assert cost() == few <= 8


@pytest.mark.parametrize("prefix", ["", "/ja", "/ko"])
def test_the_list_of_events_leads_to_its_feed_and_calendar_under_its_filters(
    client: Client, prefix: str
) -> None:
    some_events()
    text = client.get(f"{prefix}/timeline/?jurisdiction=jp&begin=2019-01-01&end=2020-01-01").content.decode()
    for name, media_type in ((FEED, "application/atom+xml"), ("/calendar.ics", "text/calendar")):
        found = re.findall(f'href="({prefix}{re.escape(name)}[^"]*)"', text)
        assert len(found) == 2, "in the head and on the page"
        assert f'type="{media_type}"' in text
        for address in found:
            plain = address.replace("&amp;", "&")
            assert "jurisdiction=jp" in plain
            assert client.get(plain).status_code == 200
    assert ids(client, "?jurisdiction=jp") == ["third", "first"]


def test_the_whole_list_leads_to_the_whole_feed(client: Client) -> None:
    text = client.get("/timeline/").content.decode()
    assert f'href="{FEED}"' in text
    assert 'href="/calendar.ics"' in text
