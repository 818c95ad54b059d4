"""Events as a calendar (RFC 5545). Pure functions.

A day that is known is a whole day; a month, a year or a span is as long as its source leaves it, and says so
in words. What is open at an end has no place on a calendar's days: it is a journal entry without a date.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from sources.citing import ATLAS, is_plain, plain
from sources.text import localized
from timeline.takeaway import Absolute, address_of, sources_of

OCTETS = 75  # of a line, its end not counted
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,"})
DAY = datetime.timedelta(days=1)
# a calendar holds at least one component
NOTHING = (
    *("BEGIN:VTIMEZONE", "TZID:Etc/UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000"),
    *("TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE"),
)


def calendar(events: Sequence[tuple[Any, str]], name: str, page: str, absolute: Absolute) -> str:
    """The whole calendar of events with their lasting ids."""
    title = escaped(name)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{ATLAS}//Events//EN", "CALSCALE:GREGORIAN"]
    lines += [f"NAME:{title}", f"X-WR-CALNAME:{title}", f"URL:{page}"]
    lines += ["REFRESH-INTERVAL;VALUE=DURATION:P1D", "X-PUBLISHED-TTL:P1D"]
    for event, lasting in events:
        lines += component(event, lasting, absolute)
    lines += [*(() if events else NOTHING), "END:VCALENDAR"]
    return "".join(map(folded, lines))


def component(event: Any, lasting: str, absolute: Absolute) -> Iterator[str]:
    known = is_plain(event.stated_date) and event.precision == "day"
    spans = event.earliest is not None and event.latest not in {None, datetime.date.max}
    title = plain(localized(event, "title"))
    moment = f"{event.updated_at.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"
    kind = "VEVENT" if spans else "VJOURNAL"
    yield from (f"BEGIN:{kind}", f"UID:{lasting}", f"DTSTAMP:{moment}", f"LAST-MODIFIED:{moment}")
    yield f"SEQUENCE:{event.revision}"
    if spans:
        yield f"DTSTART;VALUE=DATE:{written(event.earliest)}"
        yield f"DTEND;VALUE=DATE:{written(event.latest + DAY)}"
        yield from ("TRANSP:TRANSPARENT", f"STATUS:{'CONFIRMED' if known else 'TENTATIVE'}")
    yield f"SUMMARY:{escaped(title if known else f'{title} ({event.date_text})')}"
    yield "DESCRIPTION:" + r"\n".join(escaped(plain(line)) for line in description(event, absolute))
    yield f"URL:{absolute(event.get_absolute_url())}"
    yield f"CATEGORIES:{escaped(event.get_kind_display())},{escaped(localized(event.jurisdiction, 'name'))}"
    yield f"END:{kind}"


def description(event: Any, absolute: Absolute) -> Iterable[str]:
    """When, what, and who says so, a line each."""
    yield event.date_text
    yield localized(event, "summary")
    yield _("Sources") + ":"
    for source in sources_of(event):
        yield f"{source.publisher}, {source.title}: {address_of(source, absolute)}"


def written(day: datetime.date) -> str:
    return day.isoformat().replace("-", "")


def escaped(text: str) -> str:
    return text.translate(ESCAPES)


def folded(line: str) -> str:
    """The line with its end, broken where it grows too long, never within a character."""
    found, room = [], OCTETS
    for letter in line:
        size = len(letter.encode())
        if size > room:
            found.append("\r\n ")
            room = OCTETS - 1
        found.append(letter)
        room -= size
    return "".join([*found, "\r\n"])
