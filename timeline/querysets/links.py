"""Words for links between events."""

from collections.abc import Collection
from typing import Any, Self

from django.db.models import Q

from sources.querysets import PUBLISHED, RecordQuerySet, nulls_last


class LinkQuerySet(RecordQuerySet):
    def for_display(self) -> Self:
        """Links between published events, with both and their citations, in the order of the causes."""
        return (
            self.published()
            .filter(from_event__state="published", to_event__state="published")
            .select_related("from_event__jurisdiction", "to_event__jurisdiction")
            .prefetch_related("citations__source")
            .order_by(*nulls_last("from_event__earliest", "to_event__earliest"), "slug")
        )

    def for_api(self, expand: Collection[str] = ()) -> Self:
        """Links between published events."""
        both = {"from_event__state": PUBLISHED, "to_event__state": PUBLISHED}
        return super().for_api({f"{name}_event" for name in expand}).filter(**both)

    def touching(self, *events: str) -> Self:
        return self.filter(Q(from_event__slug__in=events) | Q(to_event__slug__in=events))

    def directed(self) -> Self:
        """Links that lead from a cause to its effect."""
        return self.exclude(kind="contrasts-with")

    def contrasts(self) -> Self:
        return self.filter(kind="contrasts-with")

    def following(self, events: Any) -> Self:
        """Links that lead from some of the events to one outside them."""
        return self.directed().filter(from_event__in=events).exclude(to_event__in=events)
