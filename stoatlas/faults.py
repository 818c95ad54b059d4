"""The rules of the data that no column can say by itself, asked of one record with all its relations.

The loader asks them of records that are not yet in the database, the audit of those that are: a rule reads
what was fetched or held before (`for_document`, `hold`) and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from offerings.models import Offering
from regulations.models import Amendment
from sources.models import Record
from timeline.models import Coverage, Event, EventKind, Incident, Link

MOST_WORDS = 10


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a record: in which field, with which value; a warning leaves a choice open."""

    check: str
    field: str
    text: str
    value: Any = ""
    is_warning: bool = False


def faults_of(record: Any) -> Iterator[Fault]:
    """Everything wrong with a published record, errors and warnings."""
    yield from refused(record)
    yield from uncited(record)
    yield from dead_references(record)
    yield from wordy(record)
    yield from undecided(record)
    yield from OF_MODEL.get(type(record), nothing)(record)


def nothing(_record: Any) -> Iterable[Fault]:
    return ()


def refused(record: Any) -> Iterator[Fault]:
    """What the model's own `clean` refuses, such as an amount without a currency or a link backwards."""
    try:
        record.clean()
    except ValidationError as error:
        for field, texts in error.message_dict.items():
            name = "" if field == "__all__" else field
            yield from (Fault("rule", name, text, given(record, name)) for text in texts)


def given(record: Any, field: str) -> Any:
    value = getattr(record, field, "") if field else ""
    return value.slug if isinstance(value, Record) else value


def uncited(record: Any) -> Iterator[Fault]:
    if record.cited and not record.citations.all():
        yield Fault("uncited", "citations", record.uncited_message())


def dead_references(record: Any) -> Iterator[Fault]:
    """Records that this one or a part of it names, and that the public cannot see."""
    for field, other in references(record):
        if not other.is_published:
            yield Fault(
                "dead-reference", field, "it is not published; accepted is a published record", other.slug
            )


def references(record: Any) -> Iterator[tuple[str, Any]]:
    """Field and record for every record that this one names, its parts' references included."""
    for field in record._meta.concrete_fields:
        if field.is_relation and isinstance(other := getattr(record, field.name), Record):
            yield field.name, other
    for field in record._meta.many_to_many:
        yield from ((field.name, other) for other in getattr(record, field.name).all())
    for part in getattr(record, "parts", ()):
        for row in getattr(record, part).all():
            yield from ((f"{part}.{name}", other) for name, other in references(row) if other is not record)


def wordy(record: Any) -> Iterator[Fault]:
    for citation in citations(record):
        if len(citation.supports.split()) > MOST_WORDS:
            yield Fault("wordy", "supports", f"accepted are at most {MOST_WORDS} words", citation.supports)


def citations(record: Any) -> Iterator[Any]:
    """The citations of a record and of its measures."""
    for part in getattr(record, "parts", ()):
        rows = getattr(record, part).all()
        if part == "citations":
            yield from rows
        for row in rows:
            yield from citations(row)


def undecided(record: Any) -> Iterator[Fault]:
    """Readings of which nobody has said yet which to follow."""
    readings = record.readings.all() if "readings" in record.parts else ()
    if readings and not any(reading.trusted for reading in readings):
        yield Fault(
            "undecided", "readings", "sources disagree and no reading is followed or refused", is_warning=True
        )


def faults_of_amendment(amendment: Amendment) -> Iterator[Fault]:
    for measure in amendment.measures.all():
        if not measure.citations.all():
            yield Fault("uncited", "measures", measure.uncited_message(), measure.slug)


def faults_of_event(event: Event) -> Iterator[Fault]:
    for text in event.contradictions():
        yield Fault("contradiction", "", text)
    if event.kind == EventKind.ENDED and not event.amendments.all():
        yield Fault("contradiction", "amendments", "an event of kind ended names what it ends")


def faults_of_incident(incident: Incident) -> Iterator[Fault]:
    if not any(event.is_published for event in incident.events.all()):
        yield Fault("uncited", "events", "an incident is cited by its events, and has none")


def faults_of_offering(offering: Offering) -> Iterator[Fault]:
    if not any(event.is_published for event in offering.events.all()):
        yield Fault("undated", "events", "an STO case is dated by its events, and has none")


def faults_of_link(link: Link) -> Iterator[Fault]:
    expected = f"{link.from_event.slug}--{link.to_event.slug}--{link.kind}"
    if link.slug != expected:
        yield Fault("contradiction", "slug", f"accepted is “{expected}”: its events and kind", link.slug)


def faults_of_coverage(row: Coverage) -> Iterator[Fault]:
    deciding, events = row.deciding.all(), row.events.all()
    wanted = row.status == Coverage.Status.FOUND and row.theme.slug != "other"
    if wanted != bool(deciding):
        rule = "a row found names the events that decide, and only such a row; theme other has none"
        yield Fault("contradiction", "deciding", rule, ", ".join(event.slug for event in deciding))
    for event in deciding:
        if event not in events:
            yield Fault("contradiction", "deciding", "a deciding event is one of its events", event.slug)


OF_MODEL: dict[type[Record], Callable[[Any], Iterable[Fault]]] = {
    Amendment: faults_of_amendment,
    Event: faults_of_event,
    Incident: faults_of_incident,
    Offering: faults_of_offering,
    Link: faults_of_link,
    Coverage: faults_of_coverage,
}
