"""Whatever is sent as a form, the admin answers with the form and its complaints, never with a failure."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models
from django.test import Client

from offerings.models import Offering
from sources.models import Record
from tests.admin_forms import address, errors, rows, signed_in
from timeline.models import Event

pytestmark = pytest.mark.django_db
NO_KEYS = ["x", " ", "\x00", "-1", "9" * 30, "9" * 5000, "２０"]


@pytest.fixture
def editor() -> Client:
    return signed_in("editor")


def relations(model: type[Record]) -> list[str]:
    keys = [field.name for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    return [*keys, *(field.name for field in model._meta.many_to_many)]


@pytest.mark.parametrize("model", [Offering, Event])
@pytest.mark.parametrize("nonsense", NO_KEYS)
def test_a_relation_to_no_record_is_refused_at_its_field(model: Any, nonsense: str, editor: Client) -> None:
    sent = dict.fromkeys(relations(model), nonsense)

    response = editor.post(address(model, "add"), sent | no_rows(editor, model))

    assert response.status_code == 200
    refused = response.context["adminform"].form.errors
    assert set(sent) <= set(refused) or not nonsense.strip()


def no_rows(client: Client, model: Any) -> dict[str, Any]:
    """The bookkeeping of a form without any rows."""
    inlines = client.get(address(model, "add")).context["inline_admin_formsets"]
    return {name: value for one in inlines for name, value in rows(one.formset.prefix).items()}


@pytest.mark.parametrize("nonsense", NO_KEYS)
def test_a_row_that_names_no_record_is_refused_at_its_field(nonsense: str, editor: Client) -> None:
    sent = (
        rows("roles", {"organization": nonsense, "role": "trustee"})
        | rows("Event_offerings", {"source": nonsense, "kind": "issued", "date": "2020", "locator": "p. 1"})
        | rows("citations", {"source": nonsense, "locator": "p. 1", "supports": "It"})
    )

    response = editor.post(address(Offering, "add"), sent)

    assert response.status_code == 200
    parts = [inline.formset.errors[0] for inline in response.context["inline_admin_formsets"]]
    assert [set(part) for part in parts] == [{"organization"}, {"source"}, {"source"}]


def test_a_choice_that_is_none_says_what_was_sent(editor: Client) -> None:
    response = editor.post(address(Event, "add"), {"jurisdiction": "atlantis"} | no_rows(editor, Event))

    assert "“atlantis” is no jurisdiction; accepted is one of the list." in errors(response)
