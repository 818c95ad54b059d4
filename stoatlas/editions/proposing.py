"""Where an edition states a published record otherwise than the database does, a proposal to the editors."""

from __future__ import annotations

from typing import Any

from sources.documents import document_of
from sources.models import Revision
from stoatlas.editions.building import Edition
from timeline.kinds import rank_of
from timeline.models import Event

Documents = dict[tuple[str, str], dict[str, Any]]


def propose(records: list[Any], edition: Edition, note: str) -> list[str]:
    """Propose a revision of every record whose document differs; return the slugs of those proposed."""
    current = current_documents() if records else {}
    proposed = []
    for record in records:
        known = current.get((record.record_type, record.slug))
        if known is None or not record.is_published:
            continue
        document = with_milestones_of(known, document_of(record), edition)
        if document != known and is_public(record) and not is_decided(record, document):
            write(record, document, note)
            proposed.append(record.slug)
    return proposed


def current_documents() -> Documents:
    """The published document of every record, by type and slug."""
    published = Revision.objects.filter(state=Revision.State.PUBLISHED)
    return {
        (kind, slug): document
        for kind, slug, document in published.values_list("record_type", "slug", "document")
    }


def with_milestones_of(known: dict[str, Any], stated: dict[str, Any], edition: Edition) -> dict[str, Any]:
    """Keep the milestones that editors added: an edition that does not know an event does not deny it."""
    events = edition.records[Event]
    own = [one for one in known.get("milestones", []) if one["slug"] not in events]
    if not own:
        return stated
    both = [*stated.get("milestones", []), *own]
    return stated | {
        "milestones": sorted(both, key=lambda one: (one["date"], rank_of(one["kind"]), one["slug"]))
    }


def is_public(record: Any) -> bool:
    """Whether the record is published now: drafts and withdrawn records are the editors' own affair."""
    return bool(type(record)._default_manager.published().filter(pk=record.pk).exists())


def is_decided(record: Any, document: dict[str, Any]) -> bool:
    """Whether the same proposal waits already, or has been turned down."""
    states = [Revision.State.PROPOSED, Revision.State.REJECTED]
    earlier = Revision.objects.of(record).filter(state__in=states)
    return document in [revision.document for revision in earlier]


def write(record: Any, document: dict[str, Any], note: str) -> None:
    Revision.objects.create(
        record_type=record.record_type,
        slug=record.slug,
        number=Revision.objects.latest_number(record) + 1,
        state=Revision.State.PROPOSED,
        document=document,
        note=note,
    )
