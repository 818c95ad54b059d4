"""The page that says how good the data are counts what there is, whatever that is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sources.models import Source
from timeline.models import Coverage, Event

from .api import answer, problem
from .factories import (
    AmendmentFactory,
    CoverageFactory,
    EventFactory,
    FigureFactory,
    SourceFactory,
    ThemeFactory,
    cite,
    japan,
    korea,
    read,
)
from .test_api_schema import schema, undescribed, validator
from .world import crowd, small_world

pytestmark = pytest.mark.django_db
ADDRESS, FACTS = "/data/quality/", "/data/quality/facts/"
MOST_QUERIES, MOST_BYTES = 25, 120_000


def page(client: Client, address: str = ADDRESS, status: int = 200) -> str:
    """The text of a page, blanks squeezed."""
    answered = client.get(address)
    assert (address, answered.status_code) == (address, status)
    return re.sub(r"\s+", " ", answered.content.decode())


def section(text: str, name: str) -> str:
    (found,) = re.findall(rf'<section class="section" id="{name}">(.*?)</section>', text)
    return str(found)


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def rests_on(record: Any, *kinds: str) -> Any:
    record.citations.all().delete()
    for kind in kinds:
        cite(record, SourceFactory(kind=kind))
    return record


def facts(name: str) -> dict[str, Any]:
    (found,) = [each for each in answer("quality/")["facts"] if each["type"] == name]
    return dict(found)


# What was searched


def test_the_grid_tells_found_from_none_found_from_not_researched(client: Client) -> None:
    first, second = ThemeFactory(slug="custody", name="Custody"), ThemeFactory(slug="ico", name="Offerings")
    CoverageFactory(theme=first, jurisdiction=japan(), status="found", searched_to="2026-11-22")
    CoverageFactory(theme=first, jurisdiction=korea(), status="none-found", searched_to="2026-10-01")
    CoverageFactory(theme=second, jurisdiction=japan(), status="found", searched_to="2026-11-22")
    text = words(section(page(client), "searched"))
    assert "Found 2 Searched, none found 1 Not researched 1" in text
    assert (
        "Custody found searched to 22 November 2026 searched, none found searched to 1 October 2026" in text
    )
    assert "Offerings found searched to 22 November 2026 not researched" in text
    told = {(each["theme"], each["jurisdiction"]): each for each in answer("quality/")["searched"]}
    assert told["custody", "kr"]["status"] == "none-found"
    assert told["custody", "kr"]["searched_to"] == "2026-10-01"
    assert (told["ico", "kr"]["status"], told["ico", "kr"]["searched_to"]) == ("not-researched", None)


def test_rules_are_counted_without_bills(client: Client) -> None:
    theme = ThemeFactory(slug="custody", name="Custody")
    CoverageFactory(theme=theme, jurisdiction=japan())
    AmendmentFactory(jurisdiction=japan(), themes=[theme])
    AmendmentFactory(jurisdiction=japan(), themes=[theme], instrument="bill")
    assert answer("quality/")["searched"][0]["rules"] == 1
    assert "found 1 rule" in words(section(page(client), "searched"))


def test_an_empty_atlas_says_so(client: Client) -> None:
    text = page(client)
    assert "Nothing is compared yet." in text
    assert "Every reading is decided." in text
    assert "Every rule that was passed has a recorded start." in text
    assert "No source is recorded." in text


# What facts rest on


def test_facts_are_counted_by_what_they_rest_on(client: Client) -> None:
    rests_on(EventFactory(), "news")
    rests_on(EventFactory(), "news", "report")
    rests_on(EventFactory(), "news", "law")
    expected = {"count": 3, "secondary_only": 2, "one_secondary": 1, "uncited": 0}
    assert facts("event").items() >= expected.items()
    row = next(each for each in section(page(client), "facts").split("<tr>") if ">Events<" in each)
    assert re.findall(r">(\d+)<", row) == ["3", "2", "1"]
    assert "67 %" in row


def test_a_fact_without_any_source_would_be_seen() -> None:
    EventFactory().citations.all().delete()
    assert facts("event")["uncited"] == 1


def test_drafts_are_not_counted() -> None:
    rests_on(EventFactory(state="draft", cited=True), "news")
    assert facts("event")["count"] == 0


def test_each_number_leads_to_the_list_that_it_counts(client: Client, real_data: None) -> None:
    text = section(page(client), "facts")
    links = re.findall(r'<a href="(/data/quality/facts/[^"]+)">([\d,]+)</a>', text)
    assert len(links) == 18
    for address, number in links:
        listed = words(page(client, address.replace("&amp;", "&")))
        assert f"{number} " in listed.partition("Clear all")[2][:10], address


def test_the_real_numbers_are_those_of_a_count_by_hand(real_data: None) -> None:
    primary = set(Source.objects.primary().values_list("pk", flat=True))
    resting = [
        {citation.source_id for citation in event.citations.all()}
        for event in Event.objects.prefetch_related("citations")
    ]
    weak = [sources for sources in resting if not sources & primary]
    assert facts("event") | {"name": ""} == {
        "type": "event",
        "name": "",
        "uncited": 0,
        "count": len(resting),
        "secondary_only": len(weak),
        "one_secondary": sum(len(sources) == 1 for sources in weak),
    }


def test_the_list_of_facts_narrows_by_type_evidence_and_place(client: Client) -> None:
    rests_on(EventFactory(title="Japanese story", jurisdiction=japan()), "news")
    rests_on(EventFactory(title="Korean story", jurisdiction=korea()), "news", "report")
    rests_on(FigureFactory(value=4711), "news")
    everything = page(client, FACTS)
    assert "Japanese story" in everything
    assert "Korean story" in everything
    assert "Korean story" not in page(client, f"{FACTS}?evidence=one-secondary")
    assert "Japanese story" not in page(client, f"{FACTS}?jurisdiction=kr")
    assert "4,711 members" in page(client, f"{FACTS}?type=figure")
    assert "No fact of this type and place rests on so little." in page(client, f"{FACTS}?type=law")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("type=nonsense", "“nonsense” is not accepted here; accepted: organization, affiliation, law,"),
        ("evidence=hearsay", "“hearsay” is not accepted here; accepted: one-secondary, secondary-only."),
        ("jurisdiction=xx", "“xx” is not accepted here; accepted: jp."),
    ],
)
def test_a_strange_value_is_named_with_what_is_accepted(client: Client, query: str, told: str) -> None:
    japan()
    assert told in page(client, f"{FACTS}?{query}", status=400)


def test_a_long_list_of_facts_is_turned_page_by_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stoatlas.quality_page.PAGE_SIZE", 2)
    for number in range(5):
        rests_on(EventFactory(slug=f"event-no-{number}", date=f"201{number}"), "news")
    seen: list[str] = []
    address = "?type=event"
    while address:
        text = page(client, FACTS + address)
        seen += re.findall(r'href="/events/event-no-(\d)/"', text)
        address = next(iter(re.findall(r'rel="next" href="([^"]+)"', text)), "").replace("&amp;", "&")
    assert seen == list("01234")


# What is open


def test_undecided_readings_show_both_sides(client: Client) -> None:
    event = EventFactory(title="Theft")
    cite(event, supports="523 million NEM stolen")
    read(event, says="500 million NEM stolen")
    read(EventFactory(title="Settled"), trusted="no")
    text = words(section(page(client), "undecided"))
    assert "Theft" in text
    assert "523 million NEM stolen" in text
    assert "Undecided: “500 million NEM stolen”" in text
    assert "Settled" not in text
    says = ["500 million NEM stolen"]
    assert answer("quality/")["undecided"] == [{"type": "event", "id": event.slug, "says": says}]


def test_a_rule_that_was_passed_without_a_start_is_listed(client: Client) -> None:
    theme = ThemeFactory()
    CoverageFactory(theme=theme, jurisdiction=japan())
    passed, begun = (AmendmentFactory(jurisdiction=japan(), themes=[theme]) for _ in range(2))
    for amendment in (passed, begun):
        EventFactory(kind="promulgated", date="2019-06-07", amendments=[amendment])
    EventFactory(kind="in-force", date="2020-05-01", amendments=[begun])
    slugs = [measure.slug for measure in passed.measures.all()]
    assert answer("quality/")["start_not_recorded"] == slugs
    text = section(page(client), "unstarted")
    assert f'href="{passed.measures.get().get_absolute_url()}"' in text
    assert f'href="{begun.measures.get().get_absolute_url()}"' not in text


def test_dates_that_are_no_day_are_counted_and_lead_to_the_timeline(client: Client) -> None:
    for date in ("2018-01-26", "2018-01", "2018-02", "2018", "2018-01-01/2018-03-01", "2018-05-05~", "2018?"):
        EventFactory(date=date)
    counts = {each["query"]: each["count"] for each in answer("quality/")["inexact"]}
    assert counts == {
        "precision=month": 2,
        "precision=year": 2,
        "precision=interval": 1,
        "certainty=approximate": 1,
        "certainty=uncertain": 1,
    }
    for query, count in counts.items():
        assert answer(f"events/?{query}")["count"] == count
        assert f'href="/timeline/?{query}">{count}<' in section(page(client), "dates")


def test_the_sources_read_longest_ago_come_first(client: Client) -> None:
    SourceFactory(title="Fresh", accessed="2026-11-22", published="2020")
    SourceFactory(title="Stale", accessed="2025-01-03")
    text = words(section(page(client), "reads"))
    assert text.index("3 January 2025 1 22 November 2026 1") < text.index("Stale") < text.index("Fresh")
    assert "1 source bears no date of its own." in text
    days = [{"date": "2025-01-03", "count": 1}, {"date": "2026-11-22", "count": 1}]
    assert answer("quality/")["last_read"] == days


# The whole


def test_the_page_asks_as_often_for_many_records_as_for_few(client: Client) -> None:
    world, asked = small_world(), []
    read(world["force"])
    for numbers in (range(1), range(1, 20)):
        crowd(world, numbers)
        for address in (ADDRESS, "/api/v1/quality/", FACTS):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            asked.append(len(queries))
    assert asked[:3] == asked[3:]
    assert max(asked) <= MOST_QUERIES


@pytest.mark.parametrize("prefix", ["", "/ja", "/ko"])
def test_the_real_page_is_light_in_every_language(client: Client, prefix: str, real_data: None) -> None:
    for address in (ADDRESS, FACTS, f"{FACTS}?type=link"):
        assert len(client.get(prefix + address).content) <= MOST_BYTES


def test_the_answer_is_as_described_and_refuses_the_unknown(real_data: None) -> None:
    document = answer("quality/")
    assert list(validator(schema("quality/")).iter_errors(document)) == []
    assert undescribed(document, schema("quality/")) == []
    assert problem("quality/", 400, theme="custody")["parameter"] == "theme"
    assert problem("quality/", 400, lang="xx")["allowed"] == ["en", "ja", "ko"]
    assert answer("quality/", lang="ja")["facts"] != document["facts"]


def test_every_cell_of_the_real_grid_is_told(real_data: None) -> None:
    told = {(each["theme"], each["jurisdiction"]) for each in answer("quality/")["searched"]}
    rows = Coverage.objects.exclude(theme__slug="other").values_list("theme__slug", "jurisdiction__slug")
    assert told == set(rows)
