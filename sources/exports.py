"""Whole lists of the API as CSV, JSON lines or a workbook, sent piece by piece from one state of the data."""

import csv
import io
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from rest_framework.utils.encoders import JSONEncoder

from sources.exports_flat import Column, Shape, columns_of, plain
from sources.exports_xlsx import Information, written_workbook
from sources.models import Revision
from sources.serializers import Document
from sources.snapshots import snapshot

CHUNK = 250  # records that are fetched, written and sent together
BYTE_ORDER_MARK = "\ufeff"
# what a spreadsheet takes for the beginning of a formula, in their wide forms too
FORMULA = tuple("=+-@\t\r\n＝＋－＠")
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "ndjson": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ENCODER = JSONEncoder(ensure_ascii=False, separators=(",", ":"))
LINE_ENDS = {"\u2028": "\\u2028", "\u2029": "\\u2029"}  # line ends to some readers, though not in JSON


@dataclass(frozen=True, slots=True)
class Export:
    """A list as it was asked for: its records in order, what writes each, and the address."""

    records: Any
    serializer: Any
    language: str
    address: str
    is_selection: bool
    has_mark: bool = False

    @property
    def collection(self) -> str:
        return str(self.serializer.collection)

    def columns(self) -> list[Column]:
        return columns_of(self.serializer, self.serializer.context["fields"])

    def chunks(self) -> Generator[list[Document], None, None]:
        """The documents, so many at a time that memory holds no more of a long list than of a short one."""
        answer = self.serializer.context["answer"]
        with closing(self.records.iterator(chunk_size=CHUNK)) as records:
            while True:
                with translation.override(self.language):
                    documents = [self.serializer.document(one, answer) for one in islice(records, CHUNK)]
                if not documents:
                    return
                yield documents


class Stream:
    """Pieces of an answer. The first is made before the answer begins: an error until then is told as any
    other. Closing it, as the server does when the reader goes away, ends the reading of the database."""

    def __init__(self, pieces: Any) -> None:
        self.pieces = pieces
        self.first: bytes | None = next(pieces, None)

    def __iter__(self) -> Iterator[bytes]:
        if self.first is not None:
            yield self.first
        yield from self.pieces

    def close(self) -> None:
        self.pieces.close()


def answered(export: Export, form: str, *, has_body: bool) -> HttpResponseBase:
    """The export in one of the forms of `MEDIA_TYPES`; without its body for who asks for headers alone."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name_of(export, form)}"',
        "Content-Language": export.language,
    }
    if not has_body:
        return StreamingHttpResponse((), content_type=MEDIA_TYPES[form], headers=headers)
    if form == "xlsx":
        with snapshot(), translation.override(export.language), closing(export.chunks()) as chunks:
            information = Information(export.collection, export.address, Revision.objects.last_decided())
            file = written_workbook(export.columns(), chunks, information)
        return FileResponse(file, content_type=MEDIA_TYPES[form], headers=headers)
    pieces: dict[str, Callable[[Export], Generator[str, None, None]]] = {
        "csv": csv_pieces,
        "ndjson": ndjson_pieces,
    }
    stream = Stream(of_one_state(pieces[form](export)))
    return StreamingHttpResponse(stream, content_type=MEDIA_TYPES[form], headers=headers)


def name_of(export: Export, form: str) -> str:
    """The name of the file: what it holds, and of which day the data are."""
    changed = Revision.objects.last_decided()
    day = [timezone.localdate(changed).isoformat()] if changed else []
    words = ["sto-atlas", export.collection, *(["selection"] if export.is_selection else []), *day]
    return f"{'-'.join(words)}.{form}"


def of_one_state(pieces: Generator[str, None, None]) -> Iterator[bytes]:
    with snapshot(), closing(pieces):
        for piece in pieces:
            yield piece.encode()


def ndjson_pieces(export: Export) -> Generator[str, None, None]:
    """A document a line, the same as in the pages of the list."""
    shown = export.serializer.context["fields"]
    with closing(export.chunks()) as chunks:
        for documents in chunks:
            yield "".join(f"{line_of(document, shown)}\n" for document in documents)


def line_of(document: Document, shown: Iterable[str] | None) -> str:
    if shown is not None:
        document = {name: document[name] for name in document if name in shown}
    line = ENCODER.encode(document)
    for letter, escape in LINE_ENDS.items():
        line = line.replace(letter, escape)
    return line


def csv_pieces(export: Export) -> Generator[str, None, None]:
    """A row a record, as RFC 4180 has it, the names of the columns first."""
    columns = export.columns()
    head = (BYTE_ORDER_MARK if export.has_mark else "") + rows_of([[one.name for one in columns]])
    with closing(export.chunks()) as chunks:
        for documents in chunks:
            yield head + rows_of([cell(column, document) for column in columns] for document in documents)
            head = ""
    if head:
        yield head


def rows_of(rows: Iterable[list[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def cell(column: Column, document: Document) -> Any:
    """The value as it stands in the file; text that would be a formula stands behind an apostrophe."""
    value = column.value(document)
    if value is None or column.shape is Shape.NUMBER:
        return value
    text = plain(value)
    return f"'{text}" if text.startswith(FORMULA) else text
