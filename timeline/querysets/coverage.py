"""Words for coverage."""

from collections.abc import Collection
from typing import Self

from django.db.models import Prefetch

from organizations.querysets import InJurisdictionQuerySet
from sources.querysets import PUBLISHED, public


class CoverageQuerySet(InJurisdictionQuerySet):
    def for_api(self, expand: Collection[str] = ()) -> Self:
        """With the measures of the theme everywhere: those of the jurisdiction are the cell's."""
        theme = self.model._meta.get_field("theme").related_model
        measures = theme._meta.get_field("measures").related_model.objects.published().order_by("slug")
        return (
            super()
            .for_api(expand)
            .filter(theme__state=PUBLISHED, jurisdiction__state=PUBLISHED)
            .with_names(expand, "deciding", "events", "sources")
            .prefetch_related(Prefetch("theme__measures", measures.with_keys()))
        )

    def for_display(self) -> Self:
        """With theme, jurisdiction and the published events, deciding ones first in time."""
        model = self.model
        events = model._meta.get_field("events").related_model.objects.published().chronological()
        return (
            self.published()
            .select_related("theme", "jurisdiction")
            .prefetch_related(
                Prefetch("deciding", events.prefetch_related("citations__source")),
                Prefetch("events", events),
                "sources",
            )
        )

    def for_standing(self) -> Self:
        """Of comparable themes: with theme, country and the published deciding events with their acts."""
        event = self.model._meta.get_field("deciding").related_model
        acts = public(event._meta.get_field("amendments").related_model.objects.all())
        deciding = (
            event.objects.published()
            .chronological()
            .prefetch_related(Prefetch("amendments", acts.prefetch_related("measures")))
        )
        return (
            self.published()
            .filter(theme__state="published")
            .exclude(theme__slug="other")
            .select_related("theme", "jurisdiction")
            .prefetch_related(Prefetch("deciding", deciding))
        )
