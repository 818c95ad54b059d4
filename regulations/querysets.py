"""Words for laws, amendments and measures."""

from typing import Self

from django.db.models import Count, Q

from organizations.querysets import InJurisdictionQuerySet
from sources.querysets import RecordQuerySet


class ThemeQuerySet(RecordQuerySet):
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


class AmendmentQuerySet(InJurisdictionQuerySet):
    def of_instrument(self, *instruments: str) -> Self:
        return self.filter(instrument__in=instruments)

    def amending(self, *laws: str) -> Self:
        return self.filter(amends__slug__in=laws).distinct()

    def for_list(self) -> Self:
        return self.select_related("jurisdiction").defer("search_text")


class MeasureQuerySet(RecordQuerySet):
    """A measure is public when its amendment is."""

    def published(self) -> Self:
        return self.filter(amendment__state="published")

    def under_theme(self, *themes: str) -> Self:
        return self.filter(theme__slug__in=themes)

    def in_jurisdiction(self, *slugs: str) -> Self:
        return self.filter(amendment__jurisdiction__slug__in=slugs)

    def for_display(self) -> Self:
        return self.select_related("theme", "amendment__jurisdiction").prefetch_related("citations__source")
