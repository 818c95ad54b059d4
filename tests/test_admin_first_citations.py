"""A row's citation says what the row says, until somebody puts it into other words."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.admin_forms import change_address, errors, filled, saved, signed_in, with_row
from tests.factories import AmendmentFactory, OfferingFactory, SourceFactory, ThemeFactory

pytestmark = pytest.mark.django_db
ROW = "Event_offerings-0"


@pytest.fixture
def editor() -> Client:
    return signed_in("editor")


def test_what_a_citation_supports_follows_the_date_and_the_kind(editor: Client) -> None:
    case = OfferingFactory(state="draft")
    stated = {"kind": "offering-opened", "date": "2026-10", "source": SourceFactory().pk, "locator": "p. 1"}
    url = change_address(case)
    case.events.all().delete()
    editor.post(url, with_row(filled(editor, url), "Event_offerings", **stated))
    assert case.events.get().citations.get().supports == "Opened October 2026"

    answer = saved(editor, case, **{f"{ROW}-date": "2026-10-05", f"{ROW}-kind": "offering-closed"})

    assert errors(answer) == ""
    assert case.events.get().citations.get().supports == "Closed 5 October 2026"


def test_words_of_an_editor_stay(editor: Client) -> None:
    case = OfferingFactory(state="draft")
    source = SourceFactory().pk
    case.events.all().delete()
    stated = {
        "kind": "issued",
        "date": "2026",
        "source": source,
        "locator": "p. 1",
        "supports": "Its own words",
    }
    url = change_address(case)
    editor.post(url, with_row(filled(editor, url), "Event_offerings", **stated))

    saved(editor, case, **{f"{ROW}-date": "2026-10-05"})

    assert case.events.get().citations.get().supports == "Its own words"


def test_what_a_citation_of_a_rule_supports_follows_the_rule(editor: Client) -> None:
    act = AmendmentFactory(state="draft")
    rule = {"theme": ThemeFactory().pk, "text": "Custodians are licensed.", "source": SourceFactory().pk}
    url = change_address(act)
    editor.post(url, with_row(filled(editor, url), "measures", **rule, locator="Article 2"))
    assert act.measures.get().citations.get().supports == "Custodians are licensed."

    saved(editor, act, **{"measures-0-text": "Custodians are registered."})

    assert act.measures.get().citations.get().supports == "Custodians are registered."
