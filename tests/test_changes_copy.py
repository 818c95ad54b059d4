"""The sample client in docs keeps a copy in step with the data, whatever editors do in between.

By default a hundred edits; `EDITS=1000 script/test tests/test_changes_copy.py` makes more.
"""

from __future__ import annotations

import json
import os
import random
import runpy
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from regulations.models import Measure
from sources.documents import document_of
from sources.models import Record

from .factories import (
    AffiliationFactory,
    AmendmentFactory,
    EventFactory,
    FigureFactory,
    LawFactory,
    OfferingFactory,
    OrganizationFactory,
    SourceFactory,
    ThemeFactory,
    cite,
)

pytestmark = pytest.mark.django_db
CLIENT = Path(__file__).parent.parent / "docs" / "sync_client.py"
EDITS = int(os.environ.get("EDITS", "100"))
MADE = (
    *(EventFactory, LawFactory, OrganizationFactory, ThemeFactory, SourceFactory, OfferingFactory),
    *(AmendmentFactory, FigureFactory, AffiliationFactory),
)
TEXTS = ("summary", "description", "note", "publisher", "question")


def ask(address: str) -> Any:
    """As the client fetches, in pages of three."""
    assert "page_size=200" in address or "page_size=3" in address
    response = Client().get(address.replace("page_size=200", "page_size=3"))
    assert response.status_code == 200, response.content
    return response.json()


def published() -> dict[str, Any]:
    """The documents of all that is public now, as a whole."""
    models = [model for model in apps.get_models() if issubclass(model, Record) and model is not Measure]
    records = [record for model in models for record in model._default_manager.filter(state="published")]
    names = {"offering": "sto-case"}
    return {
        f"{names.get(record.record_type, record.record_type)}/{record.slug}": document_of(record)
        for record in records
    }


def edit(chance: random.Random, records: list[Any]) -> None:
    """One thing that an editor may do, to a new record or to one that is there."""
    what = chance.choice(
        ("make", "draft", "change", "change", "change", "cite", "save", "measure", "withdraw")
    )
    if what in {"make", "draft"} or not records:
        factory = chance.choice(MADE)
        made = factory(state="draft" if what == "draft" else "published")
        records.append(type(made).objects.get(pk=made.pk))
        return
    record = chance.choice(records)
    record.refresh_from_db()
    if what == "withdraw" and record.is_published:
        record.withdraw("By chance.", successor=chance.choice(["", "another"]))
    elif what == "measure" and record.record_type == "amendment":
        record.measures.create(
            slug=f"m{chance.random():.9f}".replace(".", "-"), theme=ThemeFactory(), text="One."
        )
        cite(record.measures.order_by("-pk")[0])
    elif what == "cite" and hasattr(record, "citations"):
        cite(record, locator=f"p. {chance.random()}")
    elif what == "change":
        name = next((text for text in TEXTS if hasattr(record, text)), "")
        setattr(record, name, f"Text {chance.random()}")
    if record.is_published:
        record.remember()
    else:
        record.save()


def test_the_copy_is_in_step_after_any_edits(tmp_path: Path) -> None:
    sync, copy = runpy.run_path(str(CLIENT))["sync"], tmp_path / "copy.json"
    chance = random.Random(5)
    records: list[Any] = []
    for number in range(EDITS):
        edit(chance, records)
        if chance.random() < 0.1 or number == EDITS - 1:
            sync("http://testserver", copy, ask)
    kept = json.loads(copy.read_text(encoding="utf-8"))["records"]
    assert kept == published()
    assert len(kept) > EDITS / 10


def test_the_client_is_short_and_needs_nothing() -> None:
    text = CLIENT.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 40
    imported = {
        line.split()[1].partition(".")[0]
        for line in text.splitlines()
        if line.startswith(("from ", "import "))
    }
    assert imported <= {"json", "sys", "collections", "pathlib", "typing", "urllib"}
