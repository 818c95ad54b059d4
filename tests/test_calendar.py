"""The calendar of events: valid, days as precise as their sources, and nothing that is not public."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from timeline.feeds_calendar import folded
from timeline.models import Event

from .factories import EventFactory, SourceFactory, cite, korea

pytestmark = pytest.mark.django_db
ADDRESS = "/calendar.ics"
TITLES = [
    "Commas, semicolons; colons: and \\n backslashes \\",
    'Braces {a} "quotes" & <b>',
    "資金決済に関する法律の一部を改正する法律が施行された日であり、折り返しが必要な長さの題名",
    "가상자산이용자보호법 시행",
    "Emoji 👩‍⚖️🇯🇵🇰🇷 and عربي עברית",
]


def parsed(client: Client, query: str = "", prefix: str = "") -> Any:
    answer = client.get(f"{prefix}{ADDRESS}{query}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(answer.content)


def entries(client: Client, query: str = "", prefix: str = "") -> list[Any]:
    return [one for one in parsed(client, query, prefix).subcomponents if one.name in {"VEVENT", "VJOURNAL"}]


def start(title: str = "It starts", **columns: Any) -> Event:
    made: Event = EventFactory(title=title, kind="in-force", **columns)
    return made


@pytest.mark.parametrize("title", TITLES)
def test_a_known_day_is_a_whole_day_under_its_title(client: Client, title: str) -> None:
    event = start(title, date="2027-04-01", slug="starts", summary=f"{title}\nAnd more.", state="draft")
    cite(event, SourceFactory(title=title, publisher="FSA", url="https://fsa.example/1"))
    event.publish()
    (entry,) = entries(client)
    assert entry.name == "VEVENT"
    assert entry["SUMMARY"] == title
    assert entry["DTSTART"].dt == datetime.date(2027, 4, 1)
    assert entry["DTEND"].dt == datetime.date(2027, 4, 2)
    assert entry["STATUS"] == "CONFIRMED"
    assert entry["URL"] == "http://testserver/events/starts/"
    told = str(entry["DESCRIPTION"]).split("\n")
    assert told == ["1 April 2027", f"{title} And more.", "Sources:", f"FSA, {title}: https://fsa.example/1"]


SPANS = {
    "2027-04": ("2027-04-01", "2027-05-01", "April 2027"),
    "2027": ("2027-01-01", "2028-01-01", "2027"),
    "2027-04-01~": ("2027-04-01", "2027-04-02", "about 1 April 2027"),
    "2027-04?": ("2027-04-01", "2027-05-01", "probably April 2027"),
    "2027-01/2027-03": ("2027-01-01", "2027-04-01", "January 2027 to March 2027"),
}


@pytest.mark.parametrize("date", SPANS)
def test_what_is_less_sure_is_a_span_that_says_so(client: Client, date: str) -> None:
    begin, end, words = SPANS[date]
    start(date=date)
    (entry,) = entries(client)
    assert (entry["DTSTART"].dt.isoformat(), entry["DTEND"].dt.isoformat()) == (begin, end)
    assert entry["SUMMARY"] == f"It starts ({words})"
    assert entry["STATUS"] == "TENTATIVE"


@pytest.mark.parametrize("date", ["2027/..", "../2027", "9999"])
def test_what_has_no_end_is_an_entry_without_a_day(client: Client, date: str) -> None:
    start(date=date)
    (entry,) = entries(client)
    assert entry.name == "VJOURNAL"
    assert "DTSTART" not in entry
    assert date.strip("./") in entry["SUMMARY"]


@pytest.mark.parametrize("title", TITLES)
def test_lines_end_and_break_as_calendars_want_them(client: Client, title: str) -> None:
    start(title, summary=f"{title} " * 9)
    content = client.get(ADDRESS).content
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        assert line.decode()
        assert b"\n" not in line
        assert b"\r" not in line


@pytest.mark.parametrize("letter", ["a", "é", "法", "👩"])
@pytest.mark.parametrize("count", [0, 1, 18, 25, 37, 73, 74, 75, 76, 149, 150, 151, 500])
def test_a_folded_line_unfolds_to_itself(letter: str, count: int) -> None:
    line = letter * count
    pieces = folded(line)
    assert pieces.replace("\r\n ", "") == f"{line}\r\n"
    assert all(len(piece.encode()) <= 75 for piece in pieces.split("\r\n"))


def test_without_a_kind_it_holds_the_starts_of_rules_past_and_to_come(client: Client) -> None:
    start("Past", date="2017-04-01")
    start("To come", date="2099-01-01")
    EventFactory(title="Consulted", kind="consultation", date="2018-05")
    EventFactory(title="Stolen", kind="report-published")
    assert [one["SUMMARY"] for one in entries(client)] == ["Past", "To come"]
    assert [one["SUMMARY"] for one in entries(client, "?kind=report-published")] == ["Stolen"]
    assert len(entries(client, "?category=law")) == 3


def test_its_filters_narrow_it(client: Client) -> None:
    start("Here")
    start("There", jurisdiction=korea(), date="2024-07-19")
    assert [one["SUMMARY"] for one in entries(client, "?jurisdiction=kr")] == ["There"]
    assert [one["SUMMARY"] for one in entries(client, "?from=2024")] == ["There"]


def test_an_entry_keeps_its_id_and_counts_its_changes(client: Client) -> None:
    event = start(title_ja="施行")
    (before,) = entries(client)
    event.title = "It starts later"
    event.date = "2027-05-01"
    event.publish()
    (after,) = entries(client)
    (japanese,) = entries(client, prefix="/ja")
    assert before["UID"] == after["UID"] == japanese["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (1, 2)
    assert before["DTSTAMP"].dt <= after["DTSTAMP"].dt == event.updated_at.replace(microsecond=0)
    assert japanese["SUMMARY"] == "施行"


def test_it_is_the_same_until_something_changes(client: Client) -> None:
    event = start()
    first = client.get(ADDRESS)
    assert client.get(ADDRESS).content == first.content
    assert client.get(ADDRESS, headers={"if-none-match": first["ETag"]}).status_code == 304
    event.withdraw("Entered twice.")
    assert client.get(ADDRESS, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_drafts_and_withdrawn_events_are_in_no_calendar(client: Client) -> None:
    for state in ("draft", "in-review", "withdrawn"):
        start("Secret", state=state)
    event = start("Public")
    cite(event, SourceFactory(title="Secret", state="draft"))
    assert [one["SUMMARY"] for one in entries(client)] == ["Public"]
    assert b"Secret" not in client.get(ADDRESS).content


def test_a_calendar_of_nothing_is_a_calendar_still(client: Client) -> None:
    found = parsed(client)
    assert entries(client) == []
    assert [one.name for one in found.subcomponents] == ["VTIMEZONE"]
    assert (found["VERSION"], bool(found["PRODID"])) == ("2.0", True)


def test_each_entry_has_what_every_entry_must_have_once(client: Client) -> None:
    start("One", date="2027-04-01")
    start("Two", date="2027/..")
    for entry in entries(client):
        for name in ("UID", "DTSTAMP", "SUMMARY", "URL"):
            assert name in entry
            assert not isinstance(entry[name], list)
        assert not entry.errors
