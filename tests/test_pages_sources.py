"""What the pages of sources promise."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sources import pages
from sources.models import Source

from .factories import (
    AffiliationFactory,
    AmendmentFactory,
    CoverageFactory,
    EventFactory,
    FigureFactory,
    LawFactory,
    LinkFactory,
    OfferingFactory,
    OrganizationFactory,
    SourceFactory,
    ThemeFactory,
    cite,
    read,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/sources/report/"
MOST_QUERIES = 25
MOST_BYTES = 120_000


@pytest.fixture
def report() -> Source:
    source: Source = SourceFactory(
        slug="report", title="記録", title_en="A record", language="ja", kind="report"
    )
    return source


def page(client: Client, address: str) -> str:
    """The text of a page that answers, blanks squeezed."""
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def cite_everywhere(report: Source) -> list[Any]:
    """A record of every type that cites sources, each citing the report."""
    amendment = AmendmentFactory(title="Named amendment", themes=[ThemeFactory()])
    records = [
        OrganizationFactory(name="Named firm"),
        AffiliationFactory(body=OrganizationFactory(name="Named body")),
        LawFactory(name="Named law"),
        amendment,
        amendment.measures.get(),
        OfferingFactory(name="Named case"),
        EventFactory(title="Named event"),
        FigureFactory(value=4711),
        LinkFactory(to_event=EventFactory(date="2019", title="Named effect")),
    ]
    for record in records:
        cite(record, report, supports=f"point of {record.record_type}")
    return records


def test_a_source_leads_to_every_record_that_it_supports(client: Client, report: Source) -> None:
    records = cite_everywhere(report)
    text = page(client, ADDRESS)
    for record in records:
        assert f'href="{record.get_absolute_url()}"' in text
        assert f"point of {record.record_type}" in text
    assert "4,711 members" in text
    assert "Named effect" in text


def test_a_source_says_where_it_differs_and_whether_it_is_followed(client: Client, report: Source) -> None:
    event = EventFactory(title="Theft")
    read(event, report, says="744,000 BTC stolen", note="An early count.", trusted="no")
    text = page(client, ADDRESS)
    assert "Theft" in text
    assert "Not followed: <span>“744,000 BTC stolen”</span>" in text
    assert "An early count." in text


def test_a_source_says_for_what_it_was_searched(client: Client, report: Source) -> None:
    row = CoverageFactory(theme=ThemeFactory(name="Custody"), sources=[report])
    assert f'href="{row.get_absolute_url()}">Custody</a>' in page(client, ADDRESS)


def test_drafts_and_withdrawn_records_are_on_no_source_page(client: Client, report: Source) -> None:
    cite(EventFactory(title="Secret draft", state="draft"), report)
    gone = EventFactory(title="Secret hoax")
    cite(gone, report)
    cite(FigureFactory(organization=None, event=gone), report)
    cite(LinkFactory(from_event=gone, to_event=EventFactory(date="2019")), report)
    gone.withdraw("A hoax.")
    text = page(client, ADDRESS)
    assert "Secret" not in text
    assert "No public record rests on it yet." in text


def test_a_title_is_marked_with_its_language(client: Client, report: Source) -> None:
    text = page(client, ADDRESS)
    assert '<h1 lang="ja"' in text
    assert '<span class="native" lang="en">A record</span>' in text
    assert "Japanese" in text


def test_more_records_of_a_type_than_fit_are_shown_a_page_at_a_time(
    client: Client, report: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MOST_TIES", 2)
    for number in range(5):
        cite(EventFactory(slug=f"event-no-{number}", date=f"201{number}"), report)
    text = page(client, ADDRESS)
    assert "All 5, a page at a time" in text
    seen: list[str] = []
    address = "?type=event"
    while address:
        text = page(client, ADDRESS + address)
        seen += re.findall(r'href="/events/event-no-(\d)/"', text)
        address = next(iter(re.findall(r'rel="next" href="([^"]+)"', text)), "").replace("&amp;", "&")
    assert seen == list("01234")


@pytest.mark.parametrize("query", ["?type=nonsense", "?type=", "?type=event&cursor=nonsense"])
def test_a_type_that_there_is_not_is_not_found(client: Client, report: Source, query: str) -> None:
    assert client.get(ADDRESS + query).status_code == 404


def test_a_source_asks_the_same_of_the_database_for_few_and_for_many(client: Client, report: Source) -> None:
    counts = []
    for times in (1, 4):
        for _ in range(times):
            cite_everywhere(report)
            read(EventFactory(), report)
            CoverageFactory(sources=[report])
        with CaptureQueriesContext(connection) as captured:
            page(client, ADDRESS)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_a_list_of_sources_narrows_sorts_and_says_when_nothing_is_left(client: Client) -> None:
    SourceFactory(title="Old law", kind="law", published="2009")
    SourceFactory(title="New story", kind="news", published="2020", publisher="Courier")
    assert "Old law" not in page(client, "/sources/?kind=news")
    assert "New story" not in page(client, "/sources/?primary=true")
    assert "Old law" not in page(client, "/sources/?search=courier")
    newest_first = page(client, "/sources/?ordering=-date")
    assert newest_first.index("New story") < newest_first.index("Old law")
    assert "Show all sources" in page(client, "/sources/?search=nothing")


def test_the_heaviest_real_sources_stay_light(client: Client, real_data: None) -> None:
    for slug in ("despread-2023", "fsa-edinet-filing-lists", "fsa-edinet-fund-codes-2026"):
        assert len(client.get(f"/sources/{slug}/").content) <= MOST_BYTES
