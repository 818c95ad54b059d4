"""A list of the API taken whole, as CSV, JSON lines or a workbook, holds what its pages hold."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from sources import exports

from .api import LISTS, Answer, answer, ask, problem
from .everything import world
from .exported import FORMS, READ, book, cells, lines, paged, rows, sent, split
from .factories import EventFactory, OfferingFactory, SourceFactory, cite

pytestmark = pytest.mark.django_db


def flat(value: Any, name: str) -> dict[str, Any]:
    """What a field is in columns, by the rules of docs/exports.md."""
    if isinstance(value, dict):
        return {
            column: inner
            for key, each in value.items()
            for column, inner in flat(each, name if key == "edtf" else f"{name}_{key}").items()
        }
    return {name: value}


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
    read = READ[form]
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
    read = READ[form]
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
