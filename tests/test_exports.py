"""A list of the API taken whole, as CSV, JSON lines or a workbook, holds what its pages hold."""

from __future__ import annotations

import csv
import io
import json
import re
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from sources import exports
from sources.serializers import Answer as Shown
from timeline.serializers import EventSerializer

from .api import LISTS, Answer, answer, ask, problem
from .everything import world
from .factories import EventFactory, OfferingFactory, SourceFactory, cite
from .world import crowd, hidden_around, small_world

pytestmark = pytest.mark.django_db
FORMS = ("csv", "ndjson", "xlsx")


def sent(path: str, **parameters: Any) -> bytes:
    response = ask(path, **parameters)
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def lines(path: str, **parameters: Any) -> list[Answer]:
    return [json.loads(line) for line in sent(path, format="ndjson", **parameters).decode().splitlines()]


def rows(path: str, **parameters: Any) -> list[dict[str, str]]:
    text = sent(path, format="csv", **parameters).decode()
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def book(path: str, **parameters: Any) -> Any:
    return load_workbook(io.BytesIO(sent(path, format="xlsx", **parameters)))


def cells(path: str, **parameters: Any) -> list[dict[str, Any]]:
    head, *others = book(path, **parameters).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in others]


def paged(path: str, **parameters: Any) -> list[Answer]:
    """The records of all pages, by following `next`."""
    page = answer(path, **parameters)
    found = page["results"]
    while page["next"]:
        page = Client().get(page["next"]).json()
        found += page["results"]
    return list(found)


def flat(value: Any, name: str) -> dict[str, Any]:
    """What a field is in columns, by the rules of docs/exports.md."""
    if isinstance(value, dict):
        return {
            column: inner
            for key, each in value.items()
            for column, inner in flat(each, name if key == "edtf" else f"{name}_{key}").items()
        }
    return {name: value}


def split(text: str, sign: str = "|") -> list[str]:
    """The values of a list in one cell."""
    parts = re.split(rf"(?<!\\) {re.escape(sign)} ", text) if text else []
    return [re.sub(r"\\(.)", r"\1", part) for part in parts]


def assert_row_tells(record: Answer, row: dict[str, Any], *, typed: bool) -> None:
    for field, value in record.items():
        if isinstance(value, list):
            assert_list_is_told(field, value, row)
            continue
        for column, inner in flat(value, field).items():
            if inner is None:
                parts = [f"{column}{ending}" for ending in ("", "_earliest", "_precision", "_text")]
                assert not any(row.get(name) for name in parts), column
            elif typed and hasattr(row[column], "isoformat"):
                assert row[column].date().isoformat() == inner, column
            elif typed and isinstance(row[column], int | float) and not isinstance(inner, bool):
                assert Decimal(str(row[column])) == Decimal(inner), column
            elif typed:
                assert row[column] == inner, column
            else:
                plain = str(inner).lower() if isinstance(inner, bool) else str(inner)
                assert row[column].removeprefix("'") == plain.removeprefix("'"), column


def assert_list_is_told(field: str, values: list[Any], row: dict[str, Any]) -> None:
    if not values:
        assert all(not told for name, told in row.items() if name == field), field
    elif not isinstance(values[0], dict):
        assert split(row[field]) == values
    else:
        for key in (key for key, each in values[0].items() if isinstance(each, str)):
            told = split((row[f"{field}_{key}"] or "").removeprefix("'"))
            assert told == [each[key] or "" for each in values] or not any(told), (field, key)


@pytest.mark.parametrize("collection", LISTS)
def test_every_form_holds_the_records_of_the_pages_in_their_order(collection: str, real_data: None) -> None:
    pages = paged(f"{collection}/", page_size=200)
    assert lines(f"{collection}/") == pages
    for table, typed in ((rows(f"{collection}/"), False), (cells(f"{collection}/"), True)):
        assert len(table) == len(pages) > 0
        for record, row in zip(pages, table, strict=True):
            assert_row_tells(record, row, typed=typed)


@pytest.mark.parametrize("form", FORMS)
def test_filters_order_fields_and_language_are_those_of_the_pages(form: str) -> None:
    for slug, date in [("b", "2018"), ("a", "2019-05~"), ("c", "2020-01-02"), ("d", "2017")]:
        EventFactory(slug=slug, date=date, title_ja="流出")
    asked = {"from": "2018", "ordering": "-date", "fields": "id,date,title", "lang": "ja", "search": "event"}
    asked["search"] = "流出"
    read = {"csv": rows, "ndjson": lines, "xlsx": cells}[form]
    found: list[dict[str, Any]] = read("events/", **asked)
    assert [row["id"] for row in found] == ["c", "a", "b"]
    assert {row["title"] for row in found} == {"流出"}
    if form == "ndjson":
        assert found == answer("events/", **asked)["results"]
    else:
        dates = ["date", *(f"date_{part}" for part in ("earliest", "latest", "precision"))]
        dates += [f"date_{part}" for part in ("approximate", "uncertain", "text")]
        assert list(found[0]) == ["id", *dates, "title"]
        assert (found[1]["date"], found[1]["date_text"]) == ("2019-05~", "2019年5月頃")
    assert "id" not in read("events/", omit="id")[0]


@pytest.mark.parametrize("form", FORMS)
def test_the_whole_list_comes_however_long(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (exports,):
        monkeypatch.setattr(module, "CHUNK", 3)
    for number in range(7):
        EventFactory(slug=f"event-{number}")
    read = {"csv": rows, "ndjson": lines, "xlsx": cells}[form]
    assert [row["id"] for row in read("events/")] == [f"event-{number}" for number in range(7)]


def test_ndjson_shows_whole_what_is_expanded() -> None:
    world()
    asked = {"expand": "incident,citations.source"}
    assert lines("events/", **asked) == answer("events/", **asked)["results"]


def test_a_list_in_a_cell_can_be_taken_apart_again() -> None:
    event = EventFactory(slug="event")
    for locator in (r"Article 2 | 3", r"a\b", "plain", "; and"):
        cite(event, locator=locator)
    (row,) = rows("events/")
    assert split(row["citations_locator"]) == ["p. 1", r"Article 2 | 3", r"a\b", "plain", "; and"]
    assert split(row["citations_source"]) == ["gazette"] * 5


def test_a_list_in_a_list_is_told_for_each_of_its_owners() -> None:
    made = world()
    cite(made.measure, made.source, locator="p. 2; p. 3")
    (row,) = rows("amendments/")
    (measure,) = split(row["measures_citations_locator"].replace("\\;", "\\\\;"))
    assert split(measure, ";") == ["p. 1", "p. 2; p. 3"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_no_text_is_a_formula(sign: str) -> None:
    text = f'{sign}HYPERLINK("https://example.org")'
    SourceFactory(slug="source", publisher=text)
    (row,) = rows("sources/")
    assert row["publisher"] == f"'{text}"
    cell = book("sources/").worksheets[0]
    head = [one.value for one in cell[1]]
    written = cell[2][head.index("publisher")]
    assert written.data_type == "s"
    assert unescape(written.value) == text


def test_a_formula_in_a_list_is_none_either() -> None:
    event = EventFactory(slug="event", cited=False, state="draft")
    cite(event, locator="=1+1")
    event.publish()
    assert rows("events/")[0]["citations_locator"] == "'=1+1"


def test_numbers_stay_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    OfferingFactory(slug="case", units=12, amount="1500000000.50", currency="JPY")
    (row,) = rows("sto-cases/")
    assert (row["amount"], row["units"]) == ("1500000000.5", "12")
    (typed,) = cells("sto-cases/")
    assert (typed["amount"], typed["units"]) == (1500000000.5, 12)
    monkeypatch.setattr("sources.exports_xlsx.EXACT_DIGITS", 10)
    assert cells("sto-cases/")[0]["amount"] == "1500000000.5", "text where a spreadsheet would round"


def test_a_workbook_holds_days_as_days_and_the_date_as_stated() -> None:
    EventFactory(slug="event", date="2018-01/2018-03")
    EventFactory(slug="old", date="1872")
    row, old = sorted(cells("events/"), key=lambda one: one["id"])
    assert row["date"] == "2018-01/2018-03"
    days = [row[f"date_{end}"].date().isoformat() for end in ("earliest", "latest")]
    assert days == ["2018-01-01", "2018-03-31"]
    assert old["date_earliest"] == "1872-01-01", "no spreadsheet has so old a day"
    assert row["date_approximate"] is False


def test_a_workbook_says_what_was_asked_and_how_to_cite_it() -> None:
    EventFactory(slug="event")
    sheet = load_workbook(io.BytesIO(sent("events/?jurisdiction=jp&format=xlsx"))).worksheets[1]
    told = dict(sheet.iter_rows(values_only=True))
    assert sheet.title == "about"
    assert told["Query"] == "http://testserver/api/v1/events/?jurisdiction=jp&format=xlsx"
    assert told["Records"] == "events: 1"
    assert "CC BY 4.0" in told["Licence"]
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+09:00$", told["State of the data"])
    assert told["Query"] in told["How to cite"]
    japanese = book("events/", lang="ja").worksheets[1]
    assert japanese["A1"].value != sheet["A1"].value


def test_csv_is_as_the_standard_has_it() -> None:
    title = 'A "title", of\ntwo lines'
    EventFactory(slug="event", title=title)
    response = ask("events/", format="csv", fields="id,title")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode()
    assert text == 'id,title\r\nevent,"A ""title"", of\ntwo lines"\r\n'


def test_a_mark_for_spreadsheets_comes_on_request_alone() -> None:
    EventFactory(slug="event")
    plain, marked = sent("events/", format="csv"), sent("events/", format="csv", bom="1")
    assert marked == b"\xef\xbb\xbf" + plain
    for form in ("json", "ndjson", "xlsx"):
        assert "format=csv" in problem("events/", 400, format=form, bom="1")["detail"]
    assert problem("events/", 400, format="csv", bom="yes")["allowed"] == ["1"]


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_list_is_a_file_all_the_same(form: str) -> None:
    assert {"csv": rows, "ndjson": lines, "xlsx": cells}[form]("events/") == []


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
    if form == "csv":
        monkeypatch.setattr("sources.exports.columns_of", fail)
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
    serializer = EventSerializer(context={"answer": Shown("http://testserver", "en"), "fields": None})
    export = exports.Export(Records(), serializer, "en", "", is_selection=False)
    for pieces in (exports.csv_pieces, exports.ndjson_pieces):
        stream = exports.Stream(exports.of_one_state(pieces(export)))
        reading = iter(stream)
        assert [next(reading), next(reading)]
        stream.close()
        assert ended == ["cursor", "state"]
        ended.clear()


def test_a_list_too_long_for_a_workbook_is_refused_before_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        EventFactory(slug=f"event-{number}")
    monkeypatch.setattr("sources.exports_xlsx.ROWS", 3)
    assert "take csv or ndjson" in problem("events/", 400, format="xlsx")["detail"]
    EventFactory(summary="x" * 40_000)
    monkeypatch.undo()
    assert "letters" in problem("events/", 400, format="xlsx")["detail"]


@pytest.mark.parametrize("collection", LISTS)
def test_no_two_columns_share_a_name(collection: str) -> None:
    names = sent(f"{collection}/", format="csv").decode().strip().split(",")
    assert len(names) == len(set(names))
