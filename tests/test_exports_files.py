"""What a whole list is as a file: its name, what is refused before it begins, who is in none."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sources import exports
from sources.serializers import Answer as Shown
from timeline.serializers import EventSerializer

from .api import LISTS, ask, problem
from .exported import FORMS, READ, cells, sent
from .factories import EventFactory
from .world import crowd, hidden_around, small_world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_list_is_a_file_all_the_same(form: str) -> None:
    assert READ[form]("events/") == []


def test_csv_of_nothing_names_the_columns() -> None:
    assert sent("themes/", format="csv").decode().split(",")[:3] == ["id", "url", "html_url"]


@pytest.mark.parametrize(("form", "kind"), exports.MEDIA_TYPES.items())
def test_a_file_has_a_telling_name_and_its_type(form: str, kind: str) -> None:
    EventFactory(slug="event")
    whole, narrowed = ask("events/", format=form), ask("events/", format=form, jurisdiction="jp")
    assert whole["Content-Type"] == kind
    name = rf'attachment; filename="sto-atlas-events-\d{{4}}-\d\d-\d\d.{form}"'
    assert re.fullmatch(name, whole["Content-Disposition"])
    assert "sto-atlas-events-selection-" in narrowed["Content-Disposition"]
    assert whole["Access-Control-Allow-Origin"] == "*"
    assert whole["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["page_size", "cursor"])
def test_pages_do_not_go_with_a_whole_list(form: str, name: str) -> None:
    found = problem("events/", 400, format=form, **{name: "5"})
    assert found["parameter"] == name
    assert "holds the whole list" in found["detail"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_table_names_records_by_slug(form: str) -> None:
    assert "json or ndjson" in problem("events/", 400, format=form, expand="incident")["detail"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "foo"),
        ("fields", "nothing"),
        ("ordering", "title"),
        ("lang", "fr"),
        ("search", "a\x00b"),
        ("bom", "2"),
        ("to", "2019-02-29"),
        ("updated_since", "yesterday"),
        ("nothing", "1"),
    ],
)
def test_what_is_wrong_is_told_before_the_file_begins(form: str, name: str, value: str) -> None:
    assert problem("events/", 400, format=form, **{name: value})["parameter"] == name


@pytest.mark.parametrize("form", FORMS)
def test_an_error_of_ours_at_the_beginning_is_a_problem_document(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    EventFactory()

    def fail(*_args: Any) -> Any:
        raise RuntimeError("a secret of ours")

    monkeypatch.setattr("timeline.serializers.EventSerializer.own", fail)
    assert "secret" not in json.dumps(problem("events/", 500, format=form))


def test_one_record_is_json_alone() -> None:
    EventFactory(slug="event")
    assert problem("events/event/", 400, format="csv")["allowed"] == ["json"]


@pytest.mark.parametrize("form", FORMS)
def test_headers_alone_cost_no_list(form: str) -> None:
    EventFactory()
    with CaptureQueriesContext(connection) as asked:
        response: Any = Client().head(f"/api/v1/events/?format={form}")
    assert (response.status_code, b"".join(response.streaming_content)) == (200, b"")
    assert len(asked) == 1


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("state", ["draft", "in-review", "withdrawn"])
def test_what_is_not_public_is_in_no_file(form: str, state: str) -> None:
    made = small_world()
    hidden = {record.slug for record in hidden_around(made, state)}
    for collection in LISTS:
        if form == "xlsx":
            found = {value for row in cells(f"{collection}/") for value in row.values()}
            text = " ".join(map(str, found))
        else:
            text = sent(f"{collection}/", format=form).decode()
        words = set(re.split(r"[^a-z0-9-]+", text))
        assert not words & hidden, collection


@pytest.mark.parametrize("form", FORMS)
def test_a_long_list_asks_as_often_as_a_short_one(form: str) -> None:
    made = small_world()

    def counts() -> dict[str, int]:
        found = {}
        for collection in LISTS:
            with CaptureQueriesContext(connection) as asked:
                sent(f"{collection}/", format=form)
            found[collection] = len(asked)
        return found

    one = counts()
    crowd(made, range(5))
    assert counts() == one


def test_a_reader_who_goes_away_ends_the_reading() -> None:
    for number in range(3):
        EventFactory(slug=f"event-{number}")
    ended: list[bool] = []

    def pieces() -> Any:
        try:
            yield b"one"
            yield b"two"
        finally:
            ended.append(True)

    stream = exports.Stream(pieces())
    assert next(iter(stream)) == b"one"
    stream.close()
    assert ended == [True]


def test_the_cursor_is_closed_before_the_state_that_it_reads_is_let_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended: list[str] = []

    class Records:
        def iterator(self, chunk_size: int) -> Any:
            try:
                yield from [EventFactory()] * chunk_size * 2
            finally:
                ended.append("cursor")

    @contextmanager
    def state() -> Any:
        try:
            yield
        finally:
            ended.append("state")

    monkeypatch.setattr(exports, "snapshot", state)
    monkeypatch.setattr(exports, "CHUNK", 2)
    serializer = EventSerializer(context={"answer": Shown("http://testserver", "en"), "fields": None})
    export = exports.Export(Records(), serializer, "en", "", is_selection=False)
    for pieces in (exports.csv_pieces, exports.ndjson_pieces):
        stream = exports.Stream(exports.of_one_state(pieces(export)))
        reading = iter(stream)
        assert [next(reading), next(reading)]
        stream.close()
        assert ended == ["cursor", "state"]
        ended.clear()


def test_a_list_too_long_for_a_workbook_is_refused_before_it_begins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for number in range(3):
        EventFactory(slug=f"event-{number}")
    monkeypatch.setattr("sources.exports_xlsx.ROWS", 3)
    assert "take csv or ndjson" in problem("events/", 400, format="xlsx")["detail"]
    EventFactory(summary="x" * 40_000)
    monkeypatch.undo()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert "letters" in problem("events/", 400, format="xlsx")["detail"]
    assert not list(tmp_path.iterdir()), "what was begun is cleared away"


@pytest.mark.parametrize("collection", LISTS)
def test_no_two_columns_share_a_name(collection: str) -> None:
    names = sent(f"{collection}/", format="csv").decode().strip().split(",")
    assert len(names) == len(set(names))
