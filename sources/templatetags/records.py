"""What templates say of any record: its dates in words, its names in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template

from sources import dates
from sources.date_words import in_words
from sources.text import localized

register = template.Library()

DRAWN = frozenset({"jp", "kr", "intl"})


@dataclass(frozen=True, slots=True)
class DateShown:
    """A stated date as a page shows it; `datetime` is what `<time>` may hold, empty for an interval."""

    edtf: str
    text: str
    datetime: str
    precision: str
    approximate: bool
    uncertain: bool


@register.filter
def stated(text: str) -> DateShown | None:
    """EDTF text ready to show; None for no text or no date."""
    date = dates.read(text)
    if date is None:
        return None
    machine = "" if date.precision == "interval" else text.rstrip("~?")
    return DateShown(text, in_words(date), machine, date.precision, date.approximate, date.uncertain)


@register.filter
def local(record: Any, field: str) -> str:
    """A name, title or summary of a record in the active language, else in English."""
    return localized(record, field) if record else ""


@register.filter
def place_code(jurisdiction: str) -> str:
    """The jurisdictions that have a side and a colour of their own; all others share one look."""
    return jurisdiction if jurisdiction in DRAWN else "other"
