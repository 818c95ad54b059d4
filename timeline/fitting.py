"""What fits a picture of some width: events while they fit, counts a period where they do not."""

import datetime
from collections import Counter
from typing import Any

from organizations.beginnings import standing_among, subject_of
from organizations.models import Jurisdiction
from sources.text import localized
from timeline.kinds import EventKind

# periods by the length of an ISO date that names them, from the finest, with the days that one takes
PERIODS = ((10, 1), (7, 30), (4, 365))
NARROWEST = 4  # pixels of a bar
CATEGORY_OF = {kind.value: kind.category.value for kind in EventKind}
HEAVY = {
    EventKind.INCIDENT,
    EventKind.ORGANIZATION_RECOGNISED,
    EventKind.ORGANIZATION_FOUNDED,
    EventKind.IN_FORCE,
}
Window = tuple[datetime.date | None, datetime.date | None]
LIGHT = {EventKind.PROMULGATED, EventKind.BILL_PASSED, EventKind.GUIDELINE_PUBLISHED}


def fitted(events: Any, width: int, window: Window = (None, None)) -> dict[str, Any]:
    """The events with the acts and bodies that they tell of, or counts by period, place and category.

    `window` is the period that the picture shows, where that is known: a single span that reaches far
    beyond it makes the periods no coarser.
    """
    count, extent = events.extent()
    if count > width:
        return {"mode": "bins", "count": count, **binned(events, width, shown_days(extent, window))}
    shown = list(events.for_axis())
    return {
        "mode": "events",
        "count": count,
        "events": [document(event) for event in shown],
        "amendments": acts_of(shown),
        "bodies": bodies_of(shown),
    }


def document(event: Any) -> dict[str, Any]:
    """An event as the picture needs it: what, when, where, how weighty, and of which acts and body."""
    stated = event.stated_date
    return {
        "id": event.slug,
        "path": event.get_absolute_url(),
        "kind": event.kind,
        "kind_label": event.get_kind_display(),
        "category": event.category.value,
        "rank": event.rank,
        "jurisdiction": event.jurisdiction.slug,
        "date": {
            "edtf": event.date,
            "earliest": event.earliest,
            "latest": event.latest,
            "precision": stated.precision,
            "approximate": stated.approximate,
            "uncertain": stated.uncertain,
            "text": event.date_text,
        },
        "title": localized(event, "title"),
        "summary": localized(event, "summary"),
        "weight": weight_of(event),
        "amendments": [amendment.slug for amendment in event.amendments.all()],
        "measures": event.measure_count,
        "organizations": [organization.slug for organization in event.organizations.all()],
        "sources": event.citation_count,
        "conflicting": event.reading_count > 0,
    }


def weight_of(event: Any) -> int:
    """0 to 8: what decides coverage first, then incidents, foundings and starts, then what leads there."""
    kind = EventKind(event.kind)
    return int(3 * min(event.decided_count, 2) + 2 * (kind in HEAVY) + (kind in LIGHT))


def acts_of(events: list[Any]) -> dict[str, dict[str, str]]:
    """The amendments that the events name, by slug: a short label, and the instrument."""
    named = {amendment.slug: amendment for event in events for amendment in event.amendments.all()}
    return {
        slug: {"label": localized(amendment, "label"), "instrument": amendment.instrument}
        for slug, amendment in sorted(named.items())
    }


def bodies_of(events: list[Any]) -> dict[str, dict[str, str]]:
    """The organizations that were founded or recognised in the events, by slug."""
    begun = [event for event in events if event.category == "organization"]
    standing = standing_among(begun)
    subjects = {subject.slug: subject for event in begun if (subject := subject_of(event, standing))}
    return {
        slug: {"label": one.abbreviation or localized(one, "name")} for slug, one in sorted(subjects.items())
    }


def binned(events: Any, width: int, days: int) -> dict[str, Any]:
    """Counts by the finest period of which a bar is still wide enough, by place and category."""
    length = next((length for length, span in PERIODS if days / span * NARROWEST <= width), PERIODS[-1][0])
    places = dict(Jurisdiction.objects.values_list("pk", "slug"))
    bins: Counter[tuple[str, str, str]] = Counter()
    for period, place, kind, count in events.counts_by_period(length):
        bins[period, places[place], CATEGORY_OF[kind]] += count
    return {
        "period": {10: "day", 7: "month", 4: "year"}[length],
        "bins": [
            {"date": period, "jurisdiction": place, "category": category, "count": count}
            for (period, place, category), count in sorted(bins.items())
        ],
    }


def shown_days(extent: tuple[datetime.date, datetime.date], window: Window) -> int:
    """How many days of the events a picture of the window shows, at least one."""
    (first, last), (begin, end) = extent, window
    return max(1, (min(last, end or last) - max(first, begin or first)).days)
