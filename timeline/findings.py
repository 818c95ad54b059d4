"""What a search found in a record: its label, and the part of it that matched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from sources.marking import Marked, excerpt, holds, marked
from sources.numbers import in_full
from sources.text import listed, localized, script_language
from timeline.models import Coverage, Figure


@dataclass(frozen=True, slots=True)
class Label:
    """What a record is called in a list: the column that says so, if one does, the text and its language."""

    field: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A record, its label with the words marked, and the part that matched best, in which column.

    `shown` says whether the label holds every word already.
    """

    record: Any
    label: Marked
    label_language: str
    field: str
    match: Marked
    match_language: str
    shown: bool


def finding(record: Any, words: Sequence[str]) -> Finding:
    """What the words, which are spaceless, found in a record that `search()` answered."""
    label = label_of(record)
    field, text = part_of(record, label, words)
    # stray words of the label mean nothing where another part holds them all in a row
    elsewhere = holds(text, words) > len(words) >= holds(label.text, words)
    return Finding(
        record=record,
        label=Marked(label.text) if elsewhere else marked(label.text, words),
        label_language=label.language,
        field=field,
        match=excerpt(marked(text, words)),
        match_language=label.language if field == label.field else language_of(record, field, text),
        shown=field == label.field or holds(label.text, words) >= len(words),
    )


def part_of(record: Any, label: Label, words: Sequence[str]) -> tuple[str, str]:
    """The column, and its text, that holds most of the words, best in a row; the first of equals."""
    most, best = 0, (label.field, label.text)
    for field, text in parts_of(record, label):
        held = holds(text, words)
        if held > most:
            most, best = held, (field, text)
        if most > len(words):
            break
    return best


def parts_of(record: Any, label: Label) -> Iterator[tuple[str, str]]:
    """All that is searched of a record, the label first, then names, texts and the slug as `id`."""
    if label.field:
        yield label.field, label.text
    column = record._meta.get_field("search_text")
    for field in (*column.names, *column.texts):
        text = getattr(record, field)
        if field == "abbreviations":
            yield from ((field, name) for name in listed(text))
        if text:
            yield field, text
    yield "id", record.slug


def label_of(record: Any) -> Label:
    """What the record is called, in the active language where it is recorded in it."""
    if isinstance(record, Figure):
        amount = f"{in_full(record.value)} {record.unit}"
        return composed(f"{name_of(record.subject)}: {record.metric_label}, {amount}")
    if isinstance(record, Coverage):
        return composed(f"{name_of(record.theme)}: {name_of(record.jurisdiction)}")
    columns = {field.name for field in record._meta.concrete_fields}
    for field in ("name", "title", "text"):
        if field in columns:
            return named(record, field)
    return composed(f"{name_of(record.from_event)} → {name_of(record.to_event)}")


def composed(text: str) -> Label:
    """A label made of several records' names: in no column, its language that of its script."""
    return Label("", text, script_language(text))


def named(record: Any, field: str) -> Label:
    code = (translation.get_language() or "en")[:2]
    theirs = f"{field}_{code}"
    own = theirs if code != "en" and bool(getattr(record, theirs, None)) else field
    return Label(own, getattr(record, own), language_of(record, own, getattr(record, own)))


def name_of(record: Any) -> str:
    return localized(record, "name" if hasattr(record, "name") else "title")


def language_of(record: Any, field: str, text: str) -> str:
    """The language of a column: as it is called, a source's own, English of texts, of names the script's."""
    if field.endswith(("_ja", "_ko")):
        return field[-2:]
    if field == "title" and hasattr(record, "publisher"):
        return str(record.language)
    written = field in record._meta.get_field("search_text").texts and field != "publisher"
    return "en" if written else script_language(text)
