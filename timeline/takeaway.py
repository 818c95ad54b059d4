"""Events as others take them away: rows of a spreadsheet, and slides of TimelineJS. Pure functions."""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sources.models import Source
from sources.text import localized

COLUMNS = (
    *("id", "date", "earliest", "latest", "precision", "kind", "category", "jurisdiction"),
    *("title", "summary", "sources", "source_addresses", "page"),
)
FORMULA = (*"=+-@\t\r\n", *"＝＋－＠")  # East Asian spreadsheets read the wide ones too
NUMBER = re.compile(r"\d+")

Absolute = Callable[[str], str]


def rows(events: Iterable[Any], absolute: Absolute) -> Iterator[list[str]]:
    """The head and a row for each event; `absolute` makes a path into a whole address."""
    yield list(COLUMNS)
    for event in events:
        yield [defused(value) for value in row(event, absolute)]


def row(event: Any, absolute: Absolute) -> list[str]:
    sources = sources_of(event)
    return [
        event.slug,
        event.date,
        iso(event.earliest),
        iso(event.latest),
        event.precision,
        event.kind,
        event.category.value,
        event.jurisdiction.slug,
        localized(event, "title"),
        localized(event, "summary"),
        " | ".join(f"{source.title} ({source.publisher})" for source in sources),
        " | ".join(address_of(source, absolute) for source in sources),
        absolute(event.get_absolute_url()),
    ]


def iso(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""


def defused(cell: str) -> str:
    """A spreadsheet computes what begins like a formula: an apostrophe makes it text."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def sources_of(event: Any) -> list[Source]:
    """The published sources that it cites, each once, in their order."""
    cited = dict.fromkeys(citation.source for citation in event.citations.all())
    return [source for source in cited if source.is_published]


def address_of(source: Source, absolute: Absolute) -> str:
    """Where the source itself stands; for one that is on no network, its page here."""
    return source.url or absolute(source.get_absolute_url())


def opening(title: str, address: str) -> dict[str, Any]:
    """The first slide of TimelineJS: what this is, whose words it rests on, and the way back to `address`."""
    back = format_html('<a href="{}">{}</a>', address, address)
    credit = _("STO Atlas, CC BY 4.0. Credit the original source first, the Atlas second.")
    return {
        "unique_id": "sto-atlas",
        "autolink": False,
        "text": {
            "headline": format_html("{}", title),
            "text": format_html("<p>{}</p><p>{}</p>", credit, back),
        },
    }


def slide(event: Any, absolute: Absolute) -> dict[str, Any]:
    """An event: TimelineJS puts markup into its page, so all that is ours is escaped here."""
    return {
        "unique_id": event.slug,
        "autolink": False,
        "group": localized(event.jurisdiction, "name"),
        "display_date": event.date_text,
        **dates_of(event),
        "text": {"headline": format_html("{}", localized(event, "title")), "text": body(event, absolute)},
        "sources": [
            {
                "title": source.title,
                "publisher": source.publisher,
                "url": address_of(source, absolute),
            }
            for source in sources_of(event)
        ],
    }


def dates_of(event: Any) -> dict[str, Any]:
    """Start and end as far as the source states them: of a month no day, of an open end nothing."""
    stated = [parts(end) for end in event.date.split("/") if NUMBER.search(end)]
    return dict(zip(("start_date", "end_date"), stated, strict=False))


def parts(end: str) -> dict[str, int]:
    return dict(zip(("year", "month", "day"), map(int, NUMBER.findall(end)), strict=False))


def body(event: Any, absolute: Absolute) -> SafeString:
    """The summary, its sources as links, and the event's own page."""
    sources = ((address_of(source, absolute), source.publisher) for source in sources_of(event))
    linked = format_html_join(" · ", '<a href="{}">{}</a>', sources)
    page = format_html('<a href="{}">STO Atlas</a>', absolute(event.get_absolute_url()))
    return format_html("<p>{}</p><p>{}: {} · {}</p>", localized(event, "summary"), _("Sources"), linked, page)
