"""Words for coverage."""

from collections.abc import Collection
from typing import Any, Self

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
            .of_published()
            .with_names(expand, "deciding", "events", "sources")
            .prefetch_related(Prefetch("theme__measures", measures.with_keys()))
        )

    def of_published(self) -> Self:
        """Rows of which theme and jurisdiction are published."""
        return self.filter(theme__state=PUBLISHED, jurisdiction__state=PUBLISHED)

    def for_display(self) -> Self:
        """With published theme, jurisdiction and events, deciding ones first in time."""
        model = self.model
        events = model._meta.get_field("events").related_model.objects.published().chronological()
        return (
            self.published()
            .of_published()
            .select_related("theme", "jurisdiction")
            .prefetch_related(
                Prefetch("deciding", events.prefetch_related("citations__source")),
                Prefetch("events", events),
                "sources",
            )
        )

    def for_standing(self) -> Self:
        """Of comparable themes: with theme, country, and published deciding events with acts and rules."""
        event = self.model._meta.get_field("deciding").related_model
        acts = public(event._meta.get_field("amendments").related_model.objects.all())
        deciding = (
            event.objects.published()
            .chronological()
            .prefetch_related("measures", Prefetch("amendments", acts.prefetch_related("measures")))
        )
        return (
            self.published()
            .of_published()
            .exclude(theme__slug="other")
            .select_related("theme", "jurisdiction")
            .prefetch_related(Prefetch("deciding", deciding))
        )

    def for_lags(self) -> Self:
        """As `for_standing`, with citations, named rules, searched sources, and each act's whole life."""
        event = self.model._meta.get_field("deciding").related_model
        events = (
            event.objects.published()
            .chronological()
            .select_related("jurisdiction")
            .defer("search_text")
            .prefetch_related("measures", "citations__source")
        )
        acts = public(event._meta.get_field("amendments").related_model.objects.all())
        whole = acts.prefetch_related("measures", Prefetch("events", events))
        return (
            self.published()
            .of_published()
            .exclude(theme__slug="other")
            .select_related("theme", "jurisdiction")
            .prefetch_related(
                Prefetch("deciding", events.prefetch_related(Prefetch("amendments", whole))),
                searched(self.model),
            )
        )

    def for_as_of(self, places: Collection[Any]) -> Self:
        """Of some countries: with the dates of the deciding events, and the sources that were searched."""
        event = self.model._meta.get_field("deciding").related_model
        deciding = (
            event.objects.published().chronological().only("slug", "kind", "earliest", "latest", "rank")
        )
        return (
            self.published()
            .filter(jurisdiction__in=places)
            .defer("search_text")
            .prefetch_related(Prefetch("deciding", deciding), searched(self.model))
        )


def searched(model: Any) -> Prefetch[Any]:
    """The public sources that were searched, by slug alone."""
    sources = public(model._meta.get_field("sources").related_model.objects.order_by("slug"))
    return Prefetch("sources", sources.only("slug"))
