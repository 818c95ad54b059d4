"""A spot: what the picture knows of an event."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sources.text import localized
from timeline.kinds import EventKind

RECOGNISED, INCIDENT, REST = 0.75, 0.5, 0.25
HEAVY = 2
MOST = 64  # marks that a reader can still tell apart
SIDES = {"jp", "kr"}


@dataclass(frozen=True, slots=True)
class Spot:
    """An event as a mark with a label. `first` and `last` are the bounds of its date, an open end closed by
    the other one; `weight` decides who gets room for a label first."""

    slug: str
    url: str
    category: str
    kind: str
    place: str
    label: str
    title: str
    date: str
    first: datetime.date
    last: datetime.date
    weight: float
    coming: bool

    @property
    def exact(self) -> bool:
        return self.first == self.last

    @property
    def middle(self) -> datetime.date:
        return self.first + (self.last - self.first) / 2

    @property
    def heavy(self) -> bool:
        """It decides two questions or more."""
        return self.weight >= HEAVY

    @property
    def light(self) -> bool:
        """It decides none."""
        return self.weight < 1


def spots_of(events: Iterable[Any], today: datetime.date) -> tuple[Spot, ...]:
    """The weightiest of the events, fetched by `for_picture`; in order of what is drawn of their dates."""
    found = [spot for event in events if (spot := spot_of(event, today))]
    weightiest = sorted(found, key=lambda spot: (-spot.weight, spot.slug))[:MOST]
    return tuple(sorted(weightiest, key=lambda spot: (spot.coming, spot.middle, spot.slug)))


def spot_of(event: Any, today: datetime.date) -> Spot | None:
    first, last = event.earliest or event.latest, event.latest or event.earliest
    if first is None:
        return None
    slug = event.jurisdiction.slug
    return Spot(
        slug=event.slug,
        url=event.get_absolute_url(),
        category=str(event.category),
        kind=event.get_kind_display(),
        place=slug if slug in SIDES else "intl",
        label=label_of(event),
        title=localized(event, "title"),
        date=event.date_text,
        first=first,
        last=last,
        weight=weight_of(event),
        coming=first > today,
    )


def label_of(event: Any) -> str:
    """The name of the incident where the event is the incident itself: shorter; else the title."""
    if event.kind == EventKind.INCIDENT and event.incident and event.incident.is_published:
        return localized(event.incident, "name")
    return localized(event, "title")


def weight_of(event: Any) -> float:
    """How many questions it decides; and of those that decide equally many, recognitions, then incidents."""
    extra = {EventKind.ORGANIZATION_RECOGNISED: RECOGNISED, EventKind.INCIDENT: INCIDENT}
    return float(event.decided_count + extra.get(event.kind, REST))
