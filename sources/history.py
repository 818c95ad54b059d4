"""What the public saw of one record, state by state."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from sources.models import Revision, State
from sources.serializers import Document, moment

CHRONOLOGICAL = ("decided_at", "number")
CREATED, UPDATED, WITHDRAWN = CHANGES = ("created", "updated", "withdrawn")


class Past:
    """The past of a record that is or was public; a record that is remembered within another has its own."""

    def __init__(self, record: Any) -> None:
        self.record = record

    def revisions(self) -> Any:
        return Revision.objects.for_history().of(self.record)

    def document(self, revision: Revision) -> Document:
        """The record's own fields as they were then; none where it was withdrawn."""
        return {} if revision.is_withdrawal else revision.document

    def before(self, revision: Revision) -> Revision | None:
        """The state before a state."""
        if revision.decided_at is None:
            return None
        earlier = self.revisions().filter(decided_at__lt=revision.decided_at)
        found: Revision | None = earlier.order_by("-decided_at", "-number").first()
        return found

    def entries(self, revisions: list[Revision]) -> Iterator[Document]:
        """What each of successive states changed; of a record withdrawn since, without its values."""
        before = self.before(revisions[0]) if revisions else None
        is_shown = self.record.state == State.PUBLISHED
        for revision in revisions:
            document = self.document(revision)
            known = self.document(before) if before else {}
            gone = revision.is_withdrawal
            yield {
                "revision": revision.number,
                "change": WITHDRAWN if gone else UPDATED if known else CREATED,
                "at": moment(revision.decided_at) if revision.decided_at else None,
                "changed": [] if gone else differing(known, document),
                "document": document if is_shown and not gone else None,
                "reason": revision.document["withdrawn_reason"] if gone else None,
                "successor": revision.document.get("successor") or None if gone else None,
            }
            before = revision


def differing(one: Document, other: Document) -> list[str]:
    """Names of the fields in which two documents differ."""
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


class RevisionSerializer(serializers.Serializer[Any]):
    """One state of a record that the public saw."""

    revision = serializers.IntegerField(
        help_text=_("Its number; numbers that are missing were never public.")
    )
    change = serializers.ChoiceField(list(CHANGES), help_text=_("What happened to the record."))
    at = serializers.DateTimeField(allow_null=True, help_text=_("When the public saw it first."))
    changed = serializers.ListField(
        child=serializers.CharField(), help_text=_("Names of the fields that differ from the state before.")
    )
    document = serializers.DictField(
        allow_null=True, help_text=_("The record's own fields; null once the record is withdrawn.")
    )
    reason = serializers.CharField(allow_null=True, help_text=_("Why it was withdrawn."))
    successor = serializers.CharField(
        allow_null=True, help_text=_("Slug of the record that took its place, if any.")
    )


class HistorySerializer(serializers.Serializer[Any]):
    """All states of a record that the public saw, the oldest first."""

    count = serializers.IntegerField(help_text=_("States of the whole history."))
    next = serializers.URLField(allow_null=True, help_text=_("Address of the next page."))
    previous = serializers.URLField(allow_null=True, help_text=_("Address of the page before."))
    results = RevisionSerializer(many=True, help_text=_("The states of this page."))


def fields_of(rows: Iterable[Document], slug: str) -> Document:
    """Among the rows of a part those of the record with this slug; empty where it is not among them."""
    return next((row for row in rows if row.get("slug") == slug), {})
