"""`changes/`: what was published, changed or withdrawn since, in order: enough to keep a copy in step."""

import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from sources import paging, parameters
from sources.api import Preflight
from sources.api_schema import FORMAT, PROBLEM, ProblemSerializer, page_size_of, parameter
from sources.history import CHANGES, CREATED, UPDATED, WITHDRAWN
from sources.models import Revision
from sources.serializers import Document, moment
from stoatlas.holdings import COLLECTIONS

Position = tuple[datetime.datetime, int]
BEGINNING: Position = (datetime.datetime.min.replace(tzinfo=datetime.UTC), 0)
DIGEST = paging.digest_of("changes")
PATHS = {each.model._meta.model_name: each.api_url for each in COLLECTIONS}
# how the public names types of record
TYPES = {"offering": "sto-case"}
ACCEPTED = ["2026-11-22T09:30:00Z", "2026-11-22T18:30:00%2B09:00", "the cursor of an earlier answer"]
SINCE = parameter(
    "since",
    {"type": "string"},
    "A moment (RFC 3339) from which on, or the cursor of an earlier answer, after which to go on.",
)


class ChangeSerializer(serializers.Serializer[Any]):
    """What last happened to a record."""

    type = serializers.CharField(help_text=_("Type of record, such as event or sto-case."))
    id = serializers.SlugField(help_text=_("Its slug."))
    url = serializers.URLField(
        allow_null=True,
        help_text=_("Address of its document; null for affiliations, shown in organizations."),
    )
    change = serializers.ChoiceField(list(CHANGES), help_text=_("What happened to the record."))
    at = serializers.DateTimeField(help_text=_("When it did."))
    revision = serializers.IntegerField(help_text=_("Number of the revision that it made."))
    document = serializers.DictField(
        allow_null=True, help_text=_("The record's own fields; null where it was withdrawn.")
    )
    reason = serializers.CharField(allow_null=True, help_text=_("Why it was withdrawn."))
    successor = serializers.CharField(
        allow_null=True, help_text=_("Slug of the record that took its place, if any.")
    )


class ChangesSerializer(serializers.Serializer[Any]):
    """The last change of every record that changed since, the oldest first."""

    count = serializers.IntegerField(help_text=_("Records that changed since."))
    next = serializers.URLField(allow_null=True, help_text=_("Address of the next page."))
    cursor = serializers.CharField(help_text=_("For since: asks what came after the last of these."))
    results = ChangeSerializer(many=True, help_text=_("The changes of this page."))


class ChangesView(Preflight, APIView):
    """The last change of every record that changed since a moment or an earlier answer."""

    @extend_schema(
        operation_id="changes",
        tags=["changes"],
        parameters=[SINCE, page_size_of(), FORMAT],
        responses={200: ChangesSerializer, (400, PROBLEM): ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        given = request.query_params
        parameters.check(given, ("since", "page_size", "format"), repeatable=())
        size, position = parameters.page_size(given), since(given.get("since"))
        found = after(position)
        rows = list(found[: size + 1])
        more, rows = len(rows) > size, rows[:size]
        cursor = cursor_of(place_of(rows[-1]) if rows else position)
        root = request.build_absolute_uri("/").rstrip("/")
        return Response(
            {
                "count": found.count(),
                "next": f"{root}{request.path}?since={cursor}&page_size={size}" if more else None,
                "cursor": cursor,
                "results": [document(row, root) for row in rows],
            }
        )


def since(text: str | None) -> Position:
    """Where to begin; InvalidParameter for what is neither a cursor nor a moment, or is to come."""
    if text is None:
        return BEGINNING
    try:
        stated, key = paging.decoded(text, DIGEST).values
    except paging.CursorError:
        return from_moment(text), 0
    return datetime.datetime.fromisoformat(stated), key


def from_moment(text: str) -> datetime.datetime:
    try:
        found = parameters.parsed_moment(text).astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        why = "is neither a moment (RFC 3339) nor a cursor that was given out here"
        raise parameters.wrong("since", text, ACCEPTED, why) from None
    if found > timezone.now():
        raise parameters.wrong("since", text, (), "is yet to come")
    return found


def after(position: Position) -> Any:
    """Changes later than that of a position, or at its moment with a higher key."""
    at, key = position
    later = Q(decided_at__gt=at) | Q(decided_at=at, pk__gt=key)
    return Revision.objects.for_changes().filter(later)


def place_of(row: Any) -> Position:
    return row.decided_at, row.pk


def cursor_of(position: Position) -> str:
    at, key = position
    return paging.encoded(paging.Place(backward=False, values=[at.isoformat(), key], count=0), DIGEST)


def document(row: Any, root: str) -> Document:
    gone, path = row.is_withdrawal, PATHS.get(row.record_type)
    return {
        "type": TYPES.get(row.record_type, row.record_type),
        "id": row.slug,
        "url": f"{root}{path}{row.slug}/" if path else None,
        "change": WITHDRAWN if gone else CREATED if row.is_first else UPDATED,
        "at": moment(row.decided_at),
        "revision": row.number,
        "document": None if gone else row.document,
        "reason": row.document["withdrawn_reason"] if gone else None,
        "successor": row.document.get("successor") or None if gone else None,
    }
