"""Words for laws, amendments and measures."""

from collections.abc import Collection
from typing import Any, Self

from django.db.models import Count, Min, Prefetch, Q

from organizations.querysets import InJurisdictionQuerySet
from sources.querysets import RecordQuerySet, nulls_last


class ThemeQuerySet(RecordQuerySet):
    def for_list(self) -> Self:
        """With the coverage of each country, as far as it is published."""
        rows = self.model._meta.get_field("coverage_rows").related_model.objects.for_display()
        return (
            self.comparable()
            .defer("search_text")
            .prefetch_related(Prefetch("coverage_rows", rows.order_by("jurisdiction__name_sort")))
        )

    def for_page(self) -> Self:
        return self.defer("search_text")

    def for_rows(self) -> Self:
        """Comparable themes, each alone."""
        return self.comparable().defer("search_text")

    def comparable(self) -> Self:
        """Themes that can be compared between jurisdictions: all but `other`."""
        return self.exclude(slug="other")


class LawQuerySet(InJurisdictionQuerySet):
    def for_list(self) -> Self:
        return (
            self.select_related("jurisdiction")
            .defer("search_text")
            .annotate(
                amendment_count=Count("amendments", filter=Q(amendments__state="published"), distinct=True),
            )
        )

    def for_page(self) -> Self:
        return self.select_related("jurisdiction").prefetch_related("citations__source")

    def for_api(self, expand: Collection[str] = ()) -> Self:
        return super().for_api(expand).with_names(expand, "amendments")


class AmendmentQuerySet(InJurisdictionQuerySet):
    def of_instrument(self, *instruments: str) -> Self:
        return self.filter(instrument__in=instruments)

    def amending(self, *laws: str) -> Self:
        return self.filter(amends__slug__in=laws).distinct()

    def for_list(self) -> Self:
        return self.select_related("jurisdiction").defer("search_text")

    def for_page(self) -> Self:
        laws = self.model._meta.get_field("amends").related_model.objects.published()
        return self.for_list().prefetch_related("citations__source", Prefetch("amends", laws))

    def for_api(self, expand: Collection[str] = ()) -> Self:
        """With its laws and its measures whole."""
        measures = self.model._meta.get_field("measures").related_model.objects
        whole = measures.select_related("theme").with_evidence().order_by("position", "pk")
        return (
            super().for_api(expand).with_names(expand, "amends").prefetch_related(Prefetch("measures", whole))
        )

    def in_order_of_events(self) -> Self:
        """By the first day of their life, with citations and their life's events in order."""
        events = self.model._meta.get_field("events").related_model.objects.published()
        life = events.chronological().select_related("jurisdiction").prefetch_related("citations__source")
        began = Min("events__earliest", filter=Q(events__state="published"))
        return (
            self.for_page()
            .prefetch_related(Prefetch("events", life))
            .annotate(began=began)
            .order_by(*nulls_last("began"), "slug")
        )


class MeasureQuerySet(RecordQuerySet):
    """A measure is public when its amendment is."""

    def published(self) -> Self:
        return self.filter(amendment__state="published")

    def under_theme(self, *themes: str) -> Self:
        return self.filter(theme__slug__in=themes)

    def in_jurisdiction(self, *slugs: str) -> Self:
        return self.filter(amendment__jurisdiction__slug__in=slugs)

    def with_keys(self, expand: Collection[str] = ()) -> Self:
        """With theme, amendment and its jurisdiction, which is the measure's."""
        return super().with_keys({*expand, "amendment"})

    def for_display(self) -> Self:
        return self.select_related("theme", "amendment__jurisdiction").prefetch_related("citations__source")

    def for_as_of(self, places: Collection[Any]) -> Self:
        """Published measures of comparable themes, with their amendments."""
        return (
            self.published()
            .filter(amendment__jurisdiction__in=places, theme__state="published")
            .exclude(theme__slug="other")
            .select_related("amendment")
            .defer("search_text", "amendment__search_text", "amendment__summary")
            .order_by("slug")
        )
