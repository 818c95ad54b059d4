"""Amendments come with their measures, each with its first citation, in one form."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from regulations.models import Measure
from tests.admin_forms import (
    address,
    change_address,
    citation,
    errors,
    filled,
    latest,
    rows,
    saved,
    signed_in,
    with_row,
)
from tests.factories import (
    AmendmentFactory,
    ThemeFactory,
    the_source,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    return signed_in("editor")


@pytest.fixture
def reviewer() -> Client:
    return signed_in("reviewer")


def measure_row(theme: Any, **changes: Any) -> dict[str, Any]:
    row = {"theme": theme.pk, "text": "Exchanges keep all customer money apart from theirs."}
    return row | {"source": the_source().pk, "locator": "Article 2"} | changes


def test_a_measure_comes_with_its_first_citation(editor: Client) -> None:
    theme = ThemeFactory(slug="custody")
    amendment = AmendmentFactory(state="draft", slug="jp-2016-act-62")
    url = change_address(amendment)

    data = filled(editor, url)
    data = with_row(data, "measures", **measure_row(theme))
    data = with_row(data, "measures", **measure_row(theme, supports="Set apart"))
    assert errors(editor.post(url, data)) == ""

    first, second = amendment.measures.all()
    assert (first.slug, second.slug) == ("jp-2016-act-62-custody", "jp-2016-act-62-custody-2")
    assert (first.position, second.position) == (1, 2)
    assert first.citations.get().supports == "Exchanges keep all customer money apart …"
    assert (second.citations.get().supports, second.citations.get().locator) == ("Set apart", "Article 2")


def test_a_measure_without_source_is_refused(editor: Client) -> None:
    url = change_address(AmendmentFactory(state="draft"))

    data = with_row(filled(editor, url), "measures", **measure_row(ThemeFactory(), source=""))

    assert "This field is required" in errors(editor.post(url, data))
    assert not Measure.objects.exists()


def test_a_measure_added_to_a_published_act_is_published_with_it(reviewer: Client) -> None:
    amendment = AmendmentFactory()
    url = change_address(amendment)

    response = reviewer.post(url, with_row(filled(reviewer, url), "measures", **measure_row(ThemeFactory())))

    assert errors(response) == ""
    assert amendment.measures.get().state == "published"
    assert latest(amendment).number == 2


def test_a_measure_under_a_draft_theme_is_refused_in_a_published_act(reviewer: Client) -> None:
    amendment, theme = AmendmentFactory(), ThemeFactory(state="draft", slug="hidden")
    url = change_address(amendment)

    response = reviewer.post(url, with_row(filled(reviewer, url), "measures", **measure_row(theme)))

    assert "refers to “hidden”, which is not published" in errors(response)
    assert not amendment.measures.exists()


def test_a_measure_changed_on_its_own_page_is_remembered_with_its_act(
    editor: Client, reviewer: Client
) -> None:
    amendment = AmendmentFactory(themes=[ThemeFactory()])
    measure = amendment.measures.get()
    assert editor.post(change_address(measure), {"text": "Mine"}).status_code == 403

    assert errors(saved(reviewer, measure, text="Another rule")) == ""

    assert latest(amendment).document["measures"][0]["text"] == "Another rule"


def test_the_last_citation_of_a_published_measure_stays(reviewer: Client) -> None:
    measure = AmendmentFactory(themes=[ThemeFactory()]).measures.get()

    response = saved(reviewer, measure, **{"citations-0-DELETE": "on", "text": "Another"})

    assert "has no citation" in errors(response)
    measure.refresh_from_db()
    assert (measure.citations.count(), measure.text) == (1, "Exchanges register.")


def test_an_editor_adds_no_measure_to_a_published_act(editor: Client) -> None:
    amendment = AmendmentFactory(slug="act")
    data = {"amendment": amendment.pk, "theme": ThemeFactory().pk, "text": "A rule"}

    response = editor.post(address(Measure, "add"), data | rows("citations", citation(the_source())))

    assert "changed by those who may publish" in errors(response)
    assert not Measure.objects.exists()


def test_a_measure_of_a_draft_act_is_deleted_with_its_row(editor: Client) -> None:
    amendment = AmendmentFactory(state="draft", themes=[ThemeFactory()])

    assert errors(saved(editor, amendment, **{"measures-0-DELETE": "on"})) == ""

    assert not amendment.measures.exists()
