"""How each record and source is cited: original source first, in four forms that others' programs read."""

from __future__ import annotations

import json
from typing import Any

import pytest
import rispy
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pybtex.database import parse_string
from rdflib import Graph, URIRef

from .factories import (
    AmendmentFactory,
    EventFactory,
    IncidentFactory,
    LawFactory,
    OfferingFactory,
    OrganizationFactory,
    SourceFactory,
    ThemeFactory,
    cite,
)
from .world import small_world

pytestmark = pytest.mark.django_db
FORMS = {
    "bibtex": ("application/x-bibtex", "bib"),
    "ris": ("application/x-research-info-systems", "ris"),
    "csl": ("application/vnd.citationstyles.csl+json", "json"),
    "jsonld": ("application/ld+json", "jsonld"),
}
PAGES = {
    "Event": "hack",
    "Legislation": "law",
    "Organization": "body",
    "DefinedTerm": "theme",
    "FinancialProduct": "case",
    "AdministrativeArea": "jp",
}
TITLES = [
    "Commas, semicolons; and “quotes” \"straight\" 'single'",
    "Braces { unbalanced and {balanced} } \\ backslash",
    "100% of $5 & more #1 a_b ~ ^ <b>&amp;</b>",
    "資金決済に関する法律の一部を改正する法律（平成二十八年法律第六十二号）",
    "가상자산이용자보호법 시행",
    "Café naïve Zürich Łódź",
    "Emoji 👩‍⚖️ 🇯🇵 and عربي עברית",
]
LATEX = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{letter}": letter for letter in "&%$#_"},
}


def taken(client: Client, page: str, form: str) -> str:
    answer = client.get(f"{page}?format={form}")
    assert answer.status_code == 200, (page, form)
    return answer.content.decode()


def unlatexed(text: str) -> str:
    text = text.removeprefix("{").removesuffix("}")
    for written, meant in LATEX.items():
        text = text.replace(written, meant)
    return text


def bibtex(client: Client, page: str) -> list[dict[str, str]]:
    found = parse_string(taken(client, page, "bibtex"), "bibtex")
    return [
        {"key": key, **entry.fields, "authors": " ".join(map(str, entry.persons.get("author", [])))}
        for key, entry in found.entries.items()
    ]


def ris(client: Client, page: str) -> list[dict[str, Any]]:
    return list(rispy.loads(taken(client, page, "ris")))


def csl(client: Client, page: str) -> list[dict[str, Any]]:
    return list(json.loads(taken(client, page, "csl")))


def graph(client: Client, page: str) -> list[dict[str, Any]]:
    document = json.loads(taken(client, page, "jsonld"))
    assert document["@context"] == "https://schema.org"
    return list(document["@graph"])


def triples(client: Client, page: str) -> Graph:
    """As rdflib reads it, with what schema.org's own context says of the words, but no network."""
    document = json.loads(taken(client, page, "jsonld"))
    ids = {"@type": "@id"}
    document["@context"] = {"@vocab": "https://schema.org/", "citation": ids, "url": ids}
    found = Graph()
    found.parse(data=json.dumps(document), format="json-ld")
    return found


def source_page(**columns: Any) -> str:
    return str(SourceFactory(slug="told", **columns).get_absolute_url())


@pytest.mark.parametrize("title", TITLES)
def test_every_form_gives_the_title_back_letter_by_letter(client: Client, title: str) -> None:
    page = source_page(title=title, publisher=title)
    first = bibtex(client, page)[0]
    assert (unlatexed(first["title"]), unlatexed(first["publisher"])) == (title, title)
    assert (ris(client, page)[0]["title"], ris(client, page)[0]["publisher"]) == (title, title)
    assert (csl(client, page)[0]["title"], csl(client, page)[0]["publisher"]) == (title, title)
    assert graph(client, page)[0]["name"] == title


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")
@pytest.mark.parametrize("title", TITLES)
def test_linked_data_is_read_as_such(client: Client, title: str) -> None:
    found = triples(client, source_page(title=title))
    names = {str(name) for name in found.objects(None, URIRef("https://schema.org/name"))}
    assert title in names


def test_a_line_break_in_a_title_breaks_no_form(client: Client) -> None:
    page = source_page(title="One\r\nER  - \r\nTY  - two\u2028three\x0b}")
    assert len(bibtex(client, page)) == len(ris(client, page)) == len(csl(client, page)) == 2
    assert csl(client, page)[0]["title"] == "One ER  -  TY  - two three }"


def test_the_original_source_comes_first_and_the_atlas_last(client: Client) -> None:
    event = EventFactory(slug="theft", state="draft", title="The theft")
    cite(event, SourceFactory(slug="second", title="B"))
    cite(event, SourceFactory(slug="first", title="A"))
    event.publish()
    keys = ["second", "first", "sto-atlas-event-theft"]
    page = event.get_absolute_url()
    assert [entry["key"] for entry in bibtex(client, page)] == keys
    assert [entry["id"] for entry in ris(client, page)] == keys
    assert [entry["id"] for entry in csl(client, page)] == keys
    assert [node["name"] for node in graph(client, page)] == ["B", "A", "The theft", "The theft"]


def test_the_atlas_is_cited_with_address_revision_and_day(client: Client) -> None:
    event = EventFactory(slug="theft", title="The theft")
    event.title = "The great theft"
    event.publish()
    address = "http://testserver/events/theft/"
    last = csl(client, "/events/theft/")[-1]
    assert (last["title"], last["URL"], last["version"]) == ("The great theft", address, "2")
    assert (last["container-title"], len(last["accessed"]["date-parts"][0])) == ("STO Atlas", 3)
    entry = bibtex(client, "/events/theft/")[-1]
    assert (entry["url"], entry["note"]) == (address, "Revision 2")
    assert len(entry["urldate"]) == 10
    assert ris(client, "/events/theft/")[-1]["urls"] == [address]
    page = graph(client, "/events/theft/")[-1]
    assert (page["@type"], page["@id"], page["version"]) == ("WebPage", address, 2)


DATES = {
    "2018-01-26": ([[2018, 1, 26]], "2018", "1", "2018/01/26/", "2018-01-26"),
    "2018-01": ([[2018, 1]], "2018", "1", "2018/01//", "2018-01"),
    "2018": ([[2018]], "2018", "", "2018///", "2018"),
    "2018-01~": ([[2018, 1]], "", "", "", ""),
    "2018?": ([[2018]], "", "", "", ""),
    "2018-01/2018-03": ([[2018, 1], [2018, 3]], "", "", "", ""),
    "2018/..": (None, "", "", "", ""),
    "": (None, "", "", "", ""),
}
MONTHS = {"January": "1", "": ""}


@pytest.mark.parametrize("edtf", DATES)
def test_no_form_is_more_precise_than_the_source(client: Client, edtf: str) -> None:
    dated, year, month, slashed, iso = DATES[edtf]
    page = source_page(published=edtf)
    issued = csl(client, page)[0].get("issued", {})
    assert issued.get("date-parts") == dated
    assert issued.get("circa", False) == (edtf[-1:] in {"~", "?"})
    assert issued.get("raw") == (edtf if edtf.endswith("..") else None)
    entry = bibtex(client, page)[0]
    assert (entry.get("year", ""), MONTHS[entry.get("month", "")]) == (year, month)
    assert entry.get("date", "") == edtf
    first = ris(client, page)[0]
    assert (first.get("year", ""), first.get("date", "")) == (year, slashed)
    assert graph(client, page)[0].get("datePublished", "") == iso


def test_what_a_form_has_no_field_for_is_said_in_words(client: Client) -> None:
    page = source_page(
        published="2018-01~", title="告示", title_en="Notice", archive_url="https://a.example/1"
    )
    said = ["In English: Notice", "Published: about January 2018", "Archived copy: https://a.example/1"]
    assert csl(client, page)[0]["note"] == ". ".join(said)
    assert ris(client, page)[0]["notes"] == said
    assert unlatexed(bibtex(client, page)[0]["note"]) == ". ".join(said)


@pytest.mark.parametrize(
    ("date", "start", "end", "words"),
    [
        ("2018-01-26", "2018-01-26", "2018-01-26", None),
        ("2018-01", "2018-01", "2018-01", None),
        ("2018/..", "2018", None, None),
        ("2018~", None, None, "about 2018"),
    ],
)
def test_an_event_has_the_days_that_its_sources_are_sure_of(
    client: Client, date: str, start: str | None, end: str | None, words: str | None
) -> None:
    event = EventFactory(date=date)
    node = graph(client, event.get_absolute_url())[-2]
    assert (node.get("startDate"), node.get("endDate")) == (start, end)
    assert node.get("disambiguatingDescription") == words


@pytest.mark.parametrize("kind", PAGES)
def test_each_record_is_what_schema_org_calls_it(client: Client, kind: str) -> None:
    page = small_world()[PAGES[kind]].get_absolute_url()
    assert graph(client, page)[-2]["@type"] == kind


@pytest.mark.parametrize(
    ("name", "word"),
    [("hack", "location"), ("body", "location"), ("law", "legislationJurisdiction"), ("case", "areaServed")],
)
def test_each_record_has_its_place(client: Client, name: str, word: str) -> None:
    node = graph(client, small_world()[name].get_absolute_url())[-2]
    assert (node[word]["name"], node[word]["identifier"]) == ("Japan", "jp")


def test_who_speaks_is_the_author_and_who_tells_only_publishes(client: Client) -> None:
    law = LawFactory(slug="law", state="draft")
    cite(law, SourceFactory(slug="theirs", publisher="Financial Services Agency", kind="regulator"))
    cite(law, SourceFactory(slug="told", publisher="The Daily", kind="news"))
    cite(law, SourceFactory(slug="firm", publisher="Coincheck, Inc.", kind="company"))
    law.publish()
    first, second, third, _atlas = bibtex(client, "/laws/law/")
    assert [entry["authors"] for entry in (first, second)] == ["{Financial Services Agency}", ""]
    assert third["authors"] == "{Coincheck, Inc.}"
    assert [one.get("authors") for one in ris(client, "/laws/law/")][:3] == [
        ["Financial Services Agency"],
        None,
        None,
    ]
    assert csl(client, "/laws/law/")[2]["author"] == [{"literal": "Coincheck, Inc."}]


@pytest.mark.parametrize("form", FORMS)
def test_each_form_has_its_type_and_its_file_name(client: Client, form: str) -> None:
    EventFactory(slug="theft")
    answer = client.get("/events/theft/", {"format": form})
    media_type, ending = FORMS[form]
    assert answer["Content-Type"].split(";")[0] == media_type
    assert answer["Content-Disposition"] == f'attachment; filename="theft.{ending}"'
    assert answer["Access-Control-Allow-Origin"] == "*"
    again = client.get("/events/theft/", {"format": form}, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("prefix", ["", "/ja", "/ko"])
@pytest.mark.parametrize(
    "query", ["format=", "format=pdf", "format=bibtex&format=ris", "format=ris&x=1", "format=%00%ff"]
)
def test_an_unknown_form_is_refused_with_those_that_there_are(
    client: Client, prefix: str, query: str
) -> None:
    EventFactory(slug="theft")
    answer = client.get(f"{prefix}/events/theft/?{query}")
    assert answer.status_code == 400
    for form in FORMS:
        assert f'href="?format={form}"' in answer.content.decode()


def test_what_trackers_add_to_an_address_changes_nothing(client: Client) -> None:
    EventFactory(slug="theft")
    assert client.get("/events/theft/?format=ris&utm_source=x").status_code == 200


@pytest.mark.parametrize("form", FORMS)
def test_drafts_are_cited_nowhere_and_withdrawn_records_say_why(client: Client, form: str) -> None:
    EventFactory(slug="draft", state="draft")
    EventFactory(slug="gone", state="withdrawn")
    law = LawFactory(slug="law")
    cite(law, SourceFactory(slug="secret", title="Secret", state="draft"))
    assert client.get("/events/draft/", {"format": form}).status_code == 404
    assert client.get("/events/gone/", {"format": form}).status_code == 410
    assert "ecret" not in taken(client, "/laws/law/", form)
    assert "Secret" not in client.get("/laws/law/").content.decode().partition('class="cite"')[2]


def test_an_act_an_incident_and_a_case_credit_what_their_parts_rest_on(client: Client) -> None:
    theme = ThemeFactory(slug="custody")
    act = AmendmentFactory(slug="act", themes=[theme])
    cite(act.measures.get(), SourceFactory(slug="of-measure"))
    incident = IncidentFactory(slug="theft")
    cite(EventFactory(kind="incident", incident=incident), SourceFactory(slug="of-event"))
    case = OfferingFactory(slug="case")
    cite(case.events.get(), SourceFactory(slug="of-milestone"))
    for page, source in (
        ("/amendments/act/", "of-measure"),
        ("/themes/custody/", "of-measure"),
        ("/incidents/theft/", "of-event"),
        ("/sto-cases/case/", "of-milestone"),
    ):
        assert source in [item["id"] for item in csl(client, page)], page


@pytest.mark.parametrize("form", FORMS)
def test_a_citation_costs_the_same_for_many_sources_as_for_one(client: Client, form: str) -> None:
    incident = IncidentFactory(slug="theft")
    theme = ThemeFactory(slug="custody")
    pages = ["/incidents/theft/", "/themes/custody/"]

    def cost() -> list[int]:
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                taken(client, page, form)
            found.append(len(queries))
        return found

    def grow(numbers: range) -> None:
        for number in numbers:
            event = EventFactory(kind="incident", incident=incident)
            cite(event, SourceFactory(slug=f"source-of-{number}"))
            act = AmendmentFactory(themes=[theme])
            cite(act.measures.get(), SourceFactory(slug=f"source-to-{number}"))

    grow(range(1))
    few = cost()
    grow(range(1, 8))
    assert cost() == few
    assert max(few) <= 6


@pytest.mark.parametrize("prefix", ["", "/ja", "/ko"])
def test_the_fold_at_the_foot_credits_the_source_and_offers_each_form(client: Client, prefix: str) -> None:
    event = EventFactory(slug="theft", state="draft")
    for number in range(7):
        cite(event, SourceFactory(slug=f"told-{number}", title=f"Told {number}"))
    event.publish()
    text = client.get(f"{prefix}/events/theft/").content.decode()
    fold = text.partition('class="cite"')[2]
    assert fold.index("Told 0") < fold.index("STO Atlas")
    assert "Told 4" in fold
    assert "Told 5" not in fold
    for form, (media_type, _ending) in FORMS.items():
        assert f'href="?format={form}"' in fold
        assert f'<link rel="alternate" type="{media_type}"' in text


def test_reference_managers_find_the_source_on_its_page_and_the_record_on_its_own(client: Client) -> None:
    page = source_page(
        title='A "title" & more', published="2018-01", url="https://fsa.example/1", kind="regulator"
    )
    text = client.get(page).content.decode()
    assert '<meta name="DC.title" content="A &quot;title&quot; &amp; more">' in text
    assert '<meta name="DC.date" content="2018-01">' in text
    assert '<meta name="DC.creator" content="Financial Services Agency">' in text
    assert '<meta name="citation_public_url" content="https://fsa.example/1">' in text
    OrganizationFactory(slug="body", name="The body")
    text = client.get("/organizations/body/").content.decode()
    assert '<meta name="DC.title" content="The body">' in text
    assert '<meta name="DC.publisher" content="STO Atlas">' in text
    assert '<meta name="citation_public_url" content="http://testserver/organizations/body/">' in text
