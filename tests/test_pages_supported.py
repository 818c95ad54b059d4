"""Every record stands on the page of each source that supports or disputes it; weak evidence is found."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sources.models import Source
from sources.supported import ALL, Narrowed, citing, counts, relations

from .api import answer, problem
from .factories import (
    AffiliationFactory,
    AmendmentFactory,
    EventFactory,
    FigureFactory,
    LinkFactory,
    OrganizationFactory,
    SourceFactory,
    ThemeFactory,
    cite,
    japan,
    korea,
    read,
)

pytestmark = pytest.mark.django_db
MANY = 10_000


def text_of(client: Client, address: str) -> str:
    answered = client.get(address)
    assert (address, answered.status_code) == (address, 200)
    return re.sub(r"\s+", " ", answered.content.decode())


def listed(client: Client, address: str) -> list[str]:
    """The sources that a list names, by slug."""
    return re.findall(r'<th scope="row"><a href="/sources/([a-z0-9-]+)/"', text_of(client, address))


# Complete


def test_every_citation_reading_and_search_is_found_from_its_source(real_data: None) -> None:
    missing = []
    for relation in relations():
        shown: set[object] = set()
        for source in sources_of(relation):
            group = relation.group(source, MANY)
            ties = [tie.points or [tie.record] for tie in group.ties]
            shown |= {row.pk if tie_has_source(row) else (source.pk, row.pk) for tie in ties for row in tie}
        missing += [row for row in rows_of(relation) if row not in shown]
    assert missing == []


def tie_has_source(row: Any) -> bool:
    return hasattr(row, "source_id")


def sources_of(relation: Any) -> Any:
    """The sources that have any row of a relation."""
    return Source.objects.filter(**{f"{relation.accessor}__isnull": False}).distinct()


def rows_of(relation: Any) -> list[Any]:
    """Keys of all rows of a relation; pairs of source and record where sources are only listed."""
    if relation.owner:
        part = {"supports": "citations", "disputes": "readings"}[relation.sense]
        rows = relation.model._meta.get_field(part).related_model.objects
        return list(rows.values_list("pk", flat=True))
    return list(relation.model.objects.filter(sources__isnull=False).values_list("sources", "pk"))


def test_all_tables_of_evidence_are_asked(real_data: None) -> None:
    assert {relation.name for relation in relations()} == {
        *("organization", "affiliation", "law", "amendment", "measure", "offering", "event", "figure"),
        *("link", "event-reading", "figure-reading", "coverage"),
    }
    assert sum(len(rows_of(relation)) for relation in relations()) > 2000


@pytest.mark.parametrize("slug", ["despread-2023", "fsa-edinet-filing-lists"])
def test_the_page_shows_what_each_real_citation_supports(client: Client, slug: str, real_data: None) -> None:
    source = Source.objects.get(slug=slug)
    for relation in relations():
        rows = list(relation.rows(source))
        pages = text_of(client, f"/sources/{slug}/?type={relation.name}") if rows else ""
        first = rows[: len(re.findall('class="data"', pages))]
        records = {getattr(row, relation.owner) if relation.owner else row for row in first}
        assert [one for one in records if f'href="{one.get_absolute_url()}"' not in pages] == []


# What rests on little


def evidence_of(record: Any, *kinds: str) -> list[Source]:
    """Have the record rest on new sources of these kinds alone."""
    record.citations.all().delete()
    sources: list[Source] = [SourceFactory(kind=kind) for kind in kinds]
    for source in sources:
        cite(record, source)
    return sources


def test_sources_are_found_on_which_alone_a_record_rests(client: Client) -> None:
    (alone,) = evidence_of(EventFactory(), "news")
    two = evidence_of(EventFactory(), "news", "report")
    evidence_of(EventFactory(), "news", "law")
    evidence_of(EventFactory(), "law")
    both = {alone.slug, *(source.slug for source in two)}
    assert listed(client, "/sources/?evidence=one-secondary") == [alone.slug]
    assert set(listed(client, "/sources/?evidence=secondary-only")) == both
    found = answer("sources/", evidence="one-secondary")["results"]
    assert [each["id"] for each in found] == [alone.slug]
    assert {each["id"] for each in answer("sources/", evidence="secondary-only")["results"]} == both


def test_two_places_in_one_source_are_one_source(client: Client) -> None:
    event = EventFactory()
    (alone,) = evidence_of(event, "news")
    cite(event, alone, locator="p. 2")
    assert listed(client, "/sources/?evidence=one-secondary") == [alone.slug]


def test_what_a_source_reads_otherwise_is_no_support(client: Client) -> None:
    event = EventFactory()
    (alone,) = evidence_of(event, "news")
    read(event, SourceFactory(kind="law"))
    assert listed(client, "/sources/?evidence=one-secondary") == [alone.slug]


def test_evidence_and_place_are_asked_of_the_same_record(client: Client) -> None:
    (here,) = evidence_of(EventFactory(jurisdiction=japan()), "news")
    cite(EventFactory(jurisdiction=korea()), here)  # with the gazette, which is primary
    assert listed(client, "/sources/?evidence=one-secondary&jurisdiction=jp") == [here.slug]
    assert listed(client, "/sources/?evidence=one-secondary&jurisdiction=kr") == []
    assert here.slug in listed(client, "/sources/?jurisdiction=kr")


def test_a_record_without_a_place_has_that_of_what_it_names(client: Client) -> None:
    body = OrganizationFactory(jurisdiction=korea())
    amendment = AmendmentFactory(jurisdiction=korea(), themes=[ThemeFactory()])
    there = EventFactory(jurisdiction=korea(), date="2019")
    records = [
        FigureFactory(organization=body),
        AffiliationFactory(organization=body, body=OrganizationFactory(jurisdiction=korea())),
        amendment.measures.get(),
        LinkFactory(from_event=EventFactory(jurisdiction=japan(), date="2018"), to_event=there),
    ]
    for record in records:
        (source,) = evidence_of(record, "news")
        assert source.slug in listed(client, "/sources/?evidence=one-secondary&jurisdiction=kr")
        only_link = record is records[-1]
        assert (
            source.slug in listed(client, "/sources/?evidence=one-secondary&jurisdiction=jp")
        ) == only_link


def test_publishers_narrow_by_their_whole_name(client: Client) -> None:
    kept = SourceFactory(publisher="Anderson, Mori & Tomotsune")
    SourceFactory(publisher="Anderson")
    assert listed(client, "/sources/?publisher=Anderson%2C+Mori+%26+Tomotsune") == [kept.slug]
    text = text_of(client, "/sources/?publisher=Andersen")
    assert "“Andersen” is not accepted here" in text
    refused = problem("sources/", 400, publisher="Andersen")
    assert (refused["parameter"], refused["value"]) == ("publisher", "Andersen")
    assert refused["allowed"] == ["Anderson", "Anderson, Mori & Tomotsune"]


@pytest.mark.parametrize(
    ("name", "allowed"), [("evidence", ["one-secondary", "secondary-only"]), ("jurisdiction", ["jp"])]
)
def test_a_value_that_there_is_not_is_refused_by_name(name: str, allowed: list[str]) -> None:
    japan()
    refused = problem("sources/", 400, **{name: "nonsense"})
    assert (refused["parameter"], refused["value"], refused["allowed"]) == (name, "nonsense", allowed)


def test_a_list_counts_what_rests_so_and_leads_to_it(client: Client) -> None:
    event = EventFactory(title="Told by one")
    (alone,) = evidence_of(event, "news")
    cite(EventFactory(title="Told by two"), alone)
    text = text_of(client, "/sources/?evidence=one-secondary")
    assert f'<a href="/sources/{alone.slug}/?evidence=one-secondary">1</a>' in text
    page = text_of(client, f"/sources/{alone.slug}/?evidence=one-secondary")
    assert "Told by one" in page
    assert "Told by two" not in page
    whole = text_of(client, f"/sources/{alone.slug}/")
    assert "Told by two" in whole
    assert "1 record that it supports rests on one secondary source only" in whole


def test_narrowed_pages_turn_within_what_they_are_narrowed_to(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sources.pages.MOST_TIES", 2)
    source = SourceFactory(slug="story", kind="news")
    for number in range(7):
        event = EventFactory(slug=f"event-no-{number}", date=f"201{number}")
        if number % 2:
            cite(event, source)
        else:
            event.citations.all().delete()
            cite(event, source)
    seen: list[str] = []
    address = "?type=event&evidence=one-secondary"
    while address:
        text = text_of(client, f"/sources/story/{address}")
        seen += re.findall(r'href="/events/event-no-(\d)/"', text)
        address = next(iter(re.findall(r'rel="next" href="([^"]+)"', text)), "").replace("&amp;", "&")
    assert seen == list("0246")


@pytest.mark.parametrize("query", ["evidence=nonsense", "jurisdiction=nonsense", "jurisdiction=\x00"])
def test_a_page_narrowed_by_nonsense_is_not_found(client: Client, query: str) -> None:
    SourceFactory(slug="story")
    assert client.get(f"/sources/story/?{query}").status_code == 404


def test_counts_are_those_of_the_pages(real_data: None) -> None:
    narrowed = Narrowed(("one-secondary",), ("kr",))
    sources = list(Source.objects.published().order_by("slug")[:40])
    found = counts(sources, narrowed)
    by_page = {
        source.pk: sum(len(each.group(source, MANY, narrowed).ties) for each in citing())
        for source in sources
    }
    assert found == by_page
    assert sum(found.values()) > 0
    assert counts([], ALL) == {}


def test_a_narrowed_list_asks_as_often_for_many_as_for_few(client: Client) -> None:
    asked = []
    for times in (1, 6):
        for _ in range(times):
            evidence_of(EventFactory(), "news")
        with CaptureQueriesContext(connection) as queries:
            text_of(client, "/sources/?evidence=one-secondary&jurisdiction=jp")
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 10
