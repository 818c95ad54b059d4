"""Words for incidents."""

from collections.abc import Collection
from typing import Self

from django.db.models import Case, OuterRef, Prefetch, Subquery, Value, When

from organizations.querysets import InJurisdictionQuerySet
from sources.querysets import nulls_last
from timeline.kinds import EventKind
from timeline.querysets.events import CHRONOLOGICAL
from timeline.querysets.figures import LOSSES


class IncidentQuerySet(InJurisdictionQuerySet):
    def with_date(self) -> Self:
        """Add `date` and `date_earliest` of its first event of kind incident, else of its first event."""
        return self.annotate(date=self.dating("date"), date_earliest=self.dating("earliest"))

    def dating(self, column: str) -> Subquery:
        events = self.model._meta.get_field("events").related_model.objects.published()
        loss_first = Case(When(kind=EventKind.INCIDENT, then=Value(0)), default=Value(1))
        first = events.filter(incident=OuterRef("pk")).order_by(loss_first, *nulls_last(*CHRONOLOGICAL))
        return Subquery(first.values(column)[:1])

    def for_list(self) -> Self:
        """With date, country, organization and what was lost, as figures of its published events."""
        event = self.model._meta.get_field("events").related_model
        figures = event._meta.get_field("figures").related_model.objects
        losses = figures.published().of_metric(*LOSSES).for_display()
        return (
            self.with_date()
            .select_related("jurisdiction", "organization")
            .defer("search_text")
            .prefetch_related(
                Prefetch("events", event.objects.published().chronological()),
                Prefetch("events__figures", losses),
            )
        )

    def for_page(self) -> Self:
        return self.select_related("jurisdiction", "organization").defer("search_text")

    def for_api(self, expand: Collection[str] = ()) -> Self:
        return super().for_api(expand).with_date().with_names(expand, "events")
