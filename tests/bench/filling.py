"""Writes the made-up events into a database, through the site's own models.

Django must be set up: `manage.py shell -c "from tests.bench.filling import fill; fill(300)"`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection, transaction

from organizations.models import Jurisdiction, Organization
from regulations.models import Amendment, Theme
from sources.models import Source
from timeline.models import Coverage, Event, EventCitation, Incident

from .synthetic import PLACES, TOPICS, Made, counts, made

CHUNK = 5000
PUBLIC: dict[str, Any] = {"state": "published", "revision": 1}
SUMMARY = (
    "It sets out the duties of registered firms and the date from which they apply. Comments of the industry "
    "were received before the final version, and a transition period is granted to firms already at work."
)


@transaction.atomic
def fill(number: int) -> None:
    """Write the events, and all that they name, published; beside the site's own data where it is loaded."""
    most = counts(number)
    places = {
        slug: known(Jurisdiction, slug, name=names[0], name_ja=names[1], name_ko=names[2])
        for slug, names in PLACES.items()
    }
    theme = known(Theme, "custody", name="Custody", question="Who keeps the assets?")
    both = [places["jp"], places["kr"]]
    for one in both:
        researched = Coverage.Status.NOT_RESEARCHED
        known(Coverage, f"custody-{one.slug}", theme=theme, jurisdiction=one, status=researched)
    incident = known(Incident, "incident", name="An incident", summary=SUMMARY, jurisdiction=places["jp"])
    sources = write(Source, (a_source(at) for at in range(most["sources"])))
    organizations = write(
        Organization, (an_organization(at, both[at % 2]) for at in range(most["organizations"]))
    )
    acts = write(Amendment, (an_act(at, both[at % 2]) for at in range(most["acts"])))
    write_events(made(number), World(places, incident, sources, organizations, acts))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # which PostgreSQL does by itself, but later


def known(model: Any, slug: str, **columns: Any) -> Any:
    """The record of that slug, written where there is none."""
    return model.objects.filter(slug=slug).first() or write(model, [model(slug=slug, **columns, **PUBLIC)])[0]


@dataclass(frozen=True, slots=True)
class World:
    """What events name."""

    places: dict[str, Any]
    incident: Any
    sources: list[Any]
    organizations: list[Any]
    acts: list[Any]


def a_source(at: int) -> Any:
    return Source(
        slug=f"source-{at:06d}",
        title=f"{TOPICS[at % len(TOPICS)][at % 3]}: paper {at}",
        publisher=f"Publisher {at % 97}",
        kind=("regulator", "news", "law-firm", "company")[at % 4],
        language=("en", "ja", "ko")[at % 3],
        published=f"{2008 + at % 18}-0{1 + at % 9}",
        accessed="2026-11-22",
        url=f"https://source.example/{at}",
        **PUBLIC,
    )


def an_organization(at: int, place: Any) -> Any:
    return Organization(
        slug=f"organization-{at:04d}",
        name=f"Organization {at}",
        name_ja=f"機構{at}",
        name_ko=f"기관 {at}",
        abbreviation=f"O{at}",
        kind="regulator" if at % 50 == 0 else ("exchange", "platform", "trust-bank")[at % 3],
        jurisdiction=place,
        description=SUMMARY,
        **PUBLIC,
    )


def an_act(at: int, place: Any) -> Any:
    return Amendment(
        slug=f"act-{at:03d}",
        title=f"Act {at} on {TOPICS[at % len(TOPICS)][0]}",
        number=f"Act No. {at}",
        instrument="act",
        jurisdiction=place,
        summary=SUMMARY,
        **PUBLIC,
    )


def write_events(events: Iterator[Made], world: World) -> None:
    while chunk := list(islice(events, CHUNK)):
        rows = write(Event, (a_row(one, world) for one in chunk))
        pairs = list(zip(chunk, rows, strict=True))
        write(
            EventCitation,
            (
                EventCitation(
                    event=row, source=world.sources[at], locator="p. 1", supports=one.kind, position=place
                )
                for one, row in pairs
                for place, at in enumerate(one.sources, 1)
            ),
        )
        named, amending = Event.organizations.through, Event.amendments.through
        write(
            named,
            (
                named(event=row, organization=world.organizations[at])
                for one, row in pairs
                for at in one.organizations
            ),
        )
        write(
            amending,
            (amending(event=row, amendment=world.acts[one.act]) for one, row in pairs if one.act is not None),
        )


def a_row(one: Made, world: World) -> Any:
    english, japanese, korean = one.titles
    return Event(
        slug=f"event-{one.number:06d}",
        date=one.date,
        kind=one.kind,
        jurisdiction=world.places[one.place],
        title=english,
        title_ja=japanese,
        title_ko=korean,
        summary=f"{SUMMARY} It concerns {one.topic[0]}.",
        summary_ja=f"{one.topic[1]}に関する監督指針の改正案を公表し、意見を募集した。",
        summary_ko=f"{one.topic[2]} 관련 가이드라인 개정안을 공개하고 의견을 수렴하였다.",
        incident=world.incident if one.kind == "incident" else None,
        **PUBLIC,
    )


def write(model: Any, rows: Iterable[Any]) -> list[Any]:
    return list(model.objects.bulk_create(rows, batch_size=CHUNK))
