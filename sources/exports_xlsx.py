"""Lists of the API as a workbook: typed cells on one sheet; what was asked and how to cite it on another."""

import datetime
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import IO, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from sources.exports_flat import Column, Shape, plain
from sources.parameters import InvalidParameter
from sources.serializers import Document

ROWS = 1_048_576  # of a sheet, the names of its columns among them
LETTERS = 32_767  # of a cell, in UTF-16
EXACT_DIGITS = 15  # of a number; spreadsheets round what has more
FIRST_YEAR = 1900  # of their calendar
LICENCE = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
NO_WIDER = 60
OPTIONS = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}


@dataclass(frozen=True, slots=True)
class Information:
    """What the second sheet says."""

    collection: str
    address: str
    changed: datetime.datetime | None

    def lines(self, count: int) -> list[tuple[str, str]]:
        of_day = timezone.localtime(self.changed).isoformat(timespec="seconds") if self.changed else "–"
        title = _("STO Atlas: the regulatory history of security tokens in Japan and Korea.")
        credit = _(
            "Use the data for any purpose, also commercially. Credit the original source of a fact first, "
            "which every record names, and the Atlas second. Say what you changed."
        )
        return [
            (_("Data"), title),
            (_("Records"), f"{self.collection}: {count}"),
            (_("Query"), self.address),
            (_("State of the data"), of_day),
            (_("Licence"), LICENCE),
            (_("Use and credit"), credit),
            (_("How to cite"), f"{title} {of_day[:10]}. CC BY 4.0. {self.address}"),
        ]


def written_workbook(
    columns: list[Column], chunks: Iterable[list[Document]], information: Information
) -> IO[bytes]:
    """The workbook as a file at its beginning, written a row at a time; InvalidParameter where a list or a
    text is longer than a workbook can hold."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    try:
        with tempfile.TemporaryDirectory() as parts:  # where rows wait for the whole; none may stay behind
            write_workbook(Workbook(file, OPTIONS | {"tmpdir": parts}), columns, chunks, information)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def write_workbook(
    book: Any, columns: list[Column], chunks: Iterable[list[Document]], information: Information
) -> None:
    sheet = book.add_worksheet(information.collection)
    write_head(book, sheet, columns)
    count = 0
    for document in chain.from_iterable(chunks):
        count += 1
        write_row(sheet, count, columns, document)
    write_information(book, information.lines(count))
    book.close()


def write_head(book: Any, sheet: Any, columns: list[Column]) -> None:
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, max(12, len(column.name) + 2))
        sheet.write_string(0, place, column.name, bold)


def write_row(sheet: Any, row: int, columns: list[Column], document: Document) -> None:
    if row >= ROWS:
        raise too_long(f"more than {ROWS - 1} records")
    for place, column in enumerate(columns):
        value = column.value(document)
        if value is not None and value != "":
            write_cell(sheet, (row, place), column.shape, value)


def write_cell(sheet: Any, place: tuple[int, int], shape: Shape, value: Any) -> None:
    """A number, a day or a truth as such, where the spreadsheet can hold it exactly; else as text."""
    if shape is Shape.NUMBER and len(Decimal(value).normalize().as_tuple().digits) <= EXACT_DIGITS:
        sheet.write_number(*place, float(value))
    elif shape is Shape.TRUTH:
        sheet.write_boolean(*place, value)
    elif shape is Shape.DAY and int(value[:4]) >= FIRST_YEAR:
        sheet.write_datetime(*place, datetime.date.fromisoformat(value))
    elif sheet.write_string(*place, plain(value)) != 0:
        raise too_long(f"a text of more than {LETTERS} letters")


def too_long(what: str) -> InvalidParameter:
    detail = f"format: this list has {what}, which no workbook can hold; take csv or ndjson."
    return InvalidParameter(detail, "format", "xlsx", ["json", "csv", "ndjson"])


def write_information(book: Any, lines: list[tuple[str, str]]) -> None:
    sheet = book.add_worksheet("about")
    bold, wrapped = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, NO_WIDER)
    for row, (name, text) in enumerate(lines):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, text, wrapped)
