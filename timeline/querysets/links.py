"""Words for links between events."""

from collections.abc import Collection
from typing import Any, Self

from django.db.models import Prefetch, Q

from sources.querysets import PUBLISHED, RecordQuerySet, nulls_last


class LinkQuerySet(RecordQuerySet):
    def for_display(self) -> Self:
        """Links between published events, with both and their citations, in the order of the causes."""
        return (
            self.published()
            .of_published()
            .select_related("from_event__jurisdiction", "to_event__jurisdiction")
            .prefetch_related(
                Prefetch(
                    "citations", self.model._meta.get_field("citations").related_model.objects.for_display()
                )
            )
            .order_by(*nulls_last("from_event__earliest", "to_event__earliest"), "slug")
        )

    def for_api(self, expand: Collection[str] = ()) -> Self:
        return super().for_api({f"{name}_event" for name in expand}).of_published()

    def of_published(self) -> Self:
        """Links between published events."""
        return self.filter(from_event__state=PUBLISHED, to_event__state=PUBLISHED)

    def touching(self, *events: str) -> Self:
        return self.filter(Q(from_event__slug__in=events) | Q(to_event__slug__in=events))

    def directed(self) -> Self:
        """Links that lead from a cause to its effect."""
        return self.exclude(kind="contrasts-with")

    def contrasts(self) -> Self:
        return self.filter(kind="contrasts-with")

    def edges(self) -> Any:
        """(link, cause, effect) by key: every published link with a direction between published events."""
        found = self.published().directed().of_published().order_by("slug")
        return found.values_list("pk", "from_event", "to_event")
