"""A record's page at an earlier revision: what was published then, marked as superseded."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sources.models import Revision
from stoatlas.earlier_page import PAGES

from .everything import world
from .factories import EventFactory, LawFactory, SourceFactory, cite

pytestmark = pytest.mark.django_db


def page(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def edited() -> Any:
    """An event that was published twice, first with another title, date and source."""
    event = EventFactory(slug="event", title="Coins are stolen", date="2018-01")
    cite(event, SourceFactory(slug="first-paper", title="The first paper"), locator="p. 7")
    event.remember()
    event.citations.filter(source__slug="first-paper").delete()
    event.title, event.date = "Coins were taken", "2018-01-26"
    event.remember()
    return event


def test_an_earlier_revision_shows_what_was_published_and_cited_then(client: Client, edited: Any) -> None:
    html = page(client, "/events/event/@2/")
    assert "Coins are stolen" in html
    assert "Coins were taken" not in html
    assert re.search(r'<time [^>]*datetime="2018-01"[^>]*>January 2018</time>', html)
    assert '<a href="/sources/first-paper/">The first paper</a>' in html
    assert "p. 7" in html


def test_an_earlier_revision_says_that_it_is_superseded_and_where_the_record_is(
    client: Client, edited: Any
) -> None:
    html = page(client, "/events/event/@2/")
    assert "Superseded: this is revision 2, not the record of now." in html
    assert '<a href="/events/event/">The record of now, revision 3</a>' in html
    assert '<a href="/events/event/@3/">revision 3</a>' in html
    assert '<link rel="canonical" href="http://testserver/events/event/">' in html
    assert '<meta name="robots" content="noindex">' in html


def test_the_revision_of_now_says_that_it_is(client: Client, edited: Any) -> None:
    html = page(client, "/events/event/@3/")
    assert "This is revision 3, the current one." in html
    assert "uperseded" not in html
    assert "Coins were taken" in html


def test_an_unknown_revision_is_not_found_and_says_which_there_are(client: Client, edited: Any) -> None:
    html = page(client, "/events/event/@4/", 404)
    assert "There is no revision 4" in html
    for number in (1, 2, 3):
        assert f'href="/events/event/@{number}/"' in html
    page(client, "/events/event/@0/", 404)
    page(client, f"/events/event/@{10**30}/", 404)
    page(client, "/events/none/@1/", 404)
    page(client, "/laws/event/@1/", 404)
    page(client, "/nothing/event/@1/", 404)
    page(client, "/events/event/@x/", 404)


def test_nobody_sees_what_was_proposed_or_rejected(client: Client, edited: Any) -> None:
    document = {"title": "A secret proposal"}
    for number, state in ((4, "proposed"), (5, "rejected")):
        Revision.objects.create(
            record_type="event", slug="event", number=number, state=state, document=document
        )
        html = page(client, f"/events/event/@{number}/", 404)
        assert "secret" not in html
        assert f"@{number}/" not in html.partition("Published revisions")[2].partition("</p>")[0]


@pytest.mark.parametrize("state", ["draft", "in-review"])
def test_a_draft_has_no_revision(client: Client, state: str) -> None:
    EventFactory(slug="hidden", state=state)
    Revision.objects.create(
        record_type="event", slug="hidden", number=1, state="proposed", document={"title": "Hidden"}
    )
    assert "Hidden" not in page(client, "/events/hidden/@1/", 404)


def test_a_withdrawn_record_is_gone_at_every_revision(client: Client, edited: Any) -> None:
    EventFactory(slug="other", title="The other")
    edited.withdraw("The same as the other.", successor="other")
    for number in (1, 2, 3, 4, 9):
        html = page(client, f"/events/event/@{number}/", 410)
        assert "The same as the other." in html
        assert 'href="/events/other/"' in html
        assert "Coins are stolen" not in html


def test_a_reference_that_was_withdrawn_since_is_named_without_its_words(client: Client) -> None:
    law = LawFactory(slug="old-law", name="The old law")
    event = EventFactory(slug="event", laws=[law])
    event.laws.clear()
    event.remember()
    law.withdraw("Never was.")
    html = page(client, "/events/event/@1/")
    assert "<code>old-law</code>" in html
    assert "The old law" not in html


def test_every_record_page_has_its_revisions_and_names_the_one_of_now(client: Client) -> None:
    made = world()
    for name, record in vars(made).items():
        if type(record) not in PAGES.values():
            continue
        record.refresh_from_db()
        address = record.get_absolute_url()
        html = page(client, f"{address}@{record.revision}/")
        assert "the current one" in html, name
        assert f'href="http://testserver{address}@{record.revision}/"' in page(client, address), name
    assert {type(record) for record in vars(made).values()} >= set(PAGES.values()) - {PAGES["jurisdictions"]}


@pytest.mark.parametrize("language", ["ja", "ko"])
def test_it_speaks_the_language_of_its_address(client: Client, edited: Any, language: str) -> None:
    html = page(client, f"/{language}/events/event/@2/")
    assert f'href="/{language}/events/event/"' in html
    assert "Superseded" not in html
    assert "As it was published" not in html
    assert "There is no revision" not in page(client, f"/{language}/events/event/@9/", 404)


def test_what_a_record_names_costs_a_question_for_each_type(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    laws = [LawFactory(slug=f"law-{number}") for number in range(30)]
    event = EventFactory(slug="event", laws=laws)
    for law in laws:
        cite(event, SourceFactory(slug=f"paper-on-{law.slug}"))
    event.remember()
    with django_assert_max_num_queries(15):
        page(client, f"/events/event/@{event.revision}/")


def test_every_record_of_the_real_data_can_be_seen_as_it_was(real_data: None, client: Client) -> None:
    for path, model in PAGES.items():
        for record in model.objects.published().order_by("slug")[:25]:
            page(client, f"/{path}/{record.slug}/@{record.revision}/")
