"""What else is known of a day: the bodies that exist, the latest figures, the year's STO cases, the texts."""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from offerings.models import Offering
from organizations.beginnings import begun_by, standing_among, subject_of
from organizations.models import Organization
from regulations.models import Law
from regulations.official_texts import OfficialText, official_text
from timeline.as_of import Row, may_have_come
from timeline.models import Event, EventKind, Figure, Incident
from timeline.rule_states import RuleState

MOST_SHORTCUTS = 24


@dataclass(frozen=True, slots=True)
class Body:
    """A regulator or self-regulatory body by a day.

    `recognised` are the recognitions by then; `certain` is whether what is told has come for sure.
    Without a recorded beginning both are empty, and whether it existed is not known here.
    """

    organization: Any
    founded: Any
    recognised: list[Any]
    certain: bool

    @property
    def state(self) -> str:
        """recognised, founded or not-recorded."""
        if self.recognised:
            return "recognised"
        return "founded" if self.founded else "not-recorded"

    def has_begun(self, day: datetime.date) -> bool:
        """For certain: any recorded beginning is past on the day."""
        return any(has_come(event, day) for event in (self.founded, *self.recognised) if event)


@dataclass(frozen=True, slots=True)
class Cases:
    """How many STO cases can be dated in the year up to the day, and the filters that list them."""

    count: int
    year: int
    query: str


@dataclass(frozen=True, slots=True)
class Side:
    """A country on a day, besides its rules."""

    place: Any
    bodies: list[Body]
    figures: list[Any]
    cases: Cases
    texts: list[OfficialText]

    @property
    def dated_bodies(self) -> list[Body]:
        return [body for body in self.bodies if body.state != "not-recorded"]

    @property
    def undated_bodies(self) -> list[Body]:
        return [body for body in self.bodies if body.state == "not-recorded"]


@dataclass(frozen=True, slots=True)
class Shortcuts:
    """Days of incidents, as events in order of time, each with its incident; `total` is of all incidents."""

    events: list[Any]
    total: int


def sides(places: Collection[Any], rows: Collection[Row], day: datetime.date) -> list[Side]:
    """Each country on the day, in as many queries for many records and countries as for few."""
    bodies, figures, texts = bodies_by(places, day), figures_by(places, day), texts_by(rows, day)
    cases = cases_by(places, day)
    return [
        Side(
            place,
            bodies.get(place.pk, []),
            figures.get(place.pk, []),
            cases[place.pk],
            texts.get(place.pk, []),
        )
        for place in places
    ]


def bodies_by(places: Collection[Any], day: datetime.date) -> dict[int, list[Body]]:
    """By key of the jurisdiction: those that can have begun by the day, in order of foundation."""
    organizations = list(Organization.objects.published().for_as_of(places))
    events = list(Event.objects.published().beginnings_of(organizations))
    standing = standing_among(events)
    own: dict[Any, list[Any]] = {}
    for event in events:
        own.setdefault(subject_of(event, standing), []).append(event)
    found: dict[int, list[Body]] = {}
    for organization in organizations:
        begun = begun_by(own.get(organization, []))
        if body := body_on(organization, begun, day):
            found.setdefault(organization.jurisdiction_id, []).append(body)
    return {key: sorted(bodies, key=order) for key, bodies in found.items()}


def body_on(organization: Any, begun: Any, day: datetime.date) -> Body | None:
    """None for a body of which every recorded beginning lies after the day."""
    told = [event for event in (begun.founded, *begun.recognised) if event]
    come = [event for event in told if may_have_come(event, day)]
    if told and not come:
        return None
    recognised = [event for event in begun.recognised if event in come]
    founded = begun.founded if begun.founded in come else None
    deciding = recognised or ([founded] if founded else [])
    return Body(organization, founded, recognised, any(has_come(event, day) for event in deciding))


def has_come(event: Any, day: datetime.date) -> bool:
    exact = not (event.approximate or event.uncertain)
    return exact and event.latest is not None and event.latest <= day


def order(body: Body) -> tuple[str, str]:
    began = body.founded or next(iter(body.recognised), None)
    return began.date if began else "9999", str(body.organization.name_sort)


def figures_by(places: Collection[Any], day: datetime.date) -> dict[int, list[Any]]:
    """By key of the jurisdiction: the latest figure of each metric and scope by the day, newest first.

    A figure that holds for a span counts once the span is over.
    """
    latest: dict[tuple[int, str, str], int] = {}
    for key, place, metric, scope in Figure.objects.published().held_by(places, day):
        latest[place, metric, scope] = key
    chosen = Figure.objects.filter(pk__in=latest.values()).for_display()
    found: dict[int, list[Any]] = {}
    for figure in sorted(chosen, key=lambda one: one.as_of_latest, reverse=True):
        found.setdefault(figure.jurisdiction_id, []).append(figure)
    return found


def cases_by(places: Collection[Any], day: datetime.date) -> dict[int, Cases]:
    """By key of the jurisdiction: those that the list of STO cases shows for the same country and days."""
    start = day.replace(month=1, day=1)
    dated = Offering.objects.published().filter(jurisdiction__in=places).dated_within(start, day)
    counts = Counter(dated.order_by().values_list("jurisdiction", flat=True))
    days = f"from={start.isoformat()}&to={day.isoformat()}"
    return {
        place.pk: Cases(counts[place.pk], day.year, f"jurisdiction={place.slug}&{days}") for place in places
    }


def texts_by(rows: Iterable[Row], day: datetime.date) -> dict[int, list[OfficialText]]:
    """By key of the jurisdiction: the laws in which the rules of the day stand, as they stood on it."""
    acts = {
        rule.measure.amendment_id
        for row in rows
        for cell in row.cells
        for rule in cell.rules
        if rule.state not in {RuleState.PROPOSED, RuleState.ENDED}
    }
    found: dict[int, list[OfficialText]] = {}
    for law in Law.objects.published().filter(amendments__in=acts).distinct().order_by("name_sort", "slug"):
        found.setdefault(law.jurisdiction_id, []).append(official_text(law, day, timezone.localdate()))
    return found


def incident_days() -> Shortcuts:
    """The incidents of which the day is known; of very many, those of which most is told."""
    exact = Event.objects.published().of_kind(EventKind.INCIDENT).on_one_day()
    dated = exact.filter(incident__state="published").chronological()
    told = Event.objects.published().counts_by_incident()
    weighed = sorted(dated.values_list("pk", "incident"), key=lambda pair: told[pair[1]], reverse=True)
    events = dated.filter(pk__in=[key for key, _incident in weighed[:MOST_SHORTCUTS]]).for_shortcuts()
    return Shortcuts(list(events), Incident.objects.published().count())
