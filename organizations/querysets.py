"""Words for jurisdictions and organizations."""

from collections.abc import Sequence
from typing import Self

from django.db.models import Count, Q

from sources.querysets import RecordQuerySet


class JurisdictionQuerySet(RecordQuerySet):
    def compared(self) -> Self:
        """Those that the atlas sets side by side: the ones with published coverage, in order of name."""
        return self.filter(coverage_rows__state="published").distinct().order_by("name_sort")


class InJurisdictionQuerySet(RecordQuerySet):
    def in_jurisdiction(self, *slugs: str) -> Self:
        return self.filter(jurisdiction__slug__in=slugs)

    def of_kind(self, *kinds: str) -> Self:
        return self.filter(kind__in=kinds)


class OrganizationQuerySet(InJurisdictionQuerySet):
    def self_regulatory(self) -> Self:
        """Self-regulatory bodies and industry associations, the former first by their kind's name."""
        return self.of_kind("self-regulatory-body", "industry-association")

    def for_list(self) -> Self:
        return (
            self.select_related("jurisdiction")
            .defer("search_text")
            .annotate(event_count=Count("events", filter=Q(events__state="published"), distinct=True))
        )

    def for_page(self) -> Self:
        return self.select_related("jurisdiction").prefetch_related("citations__source")


class AffiliationQuerySet(RecordQuerySet):
    def for_page(self) -> Self:
        """Affiliations between published organizations, with both and their citations."""
        return (
            self.published()
            .filter(organization__state="published", body__state="published")
            .select_related("organization__jurisdiction", "body__jurisdiction")
            .prefetch_related("citations__source")
        )

    def between(self, bodies: Sequence[object]) -> Self:
        return self.filter(body__in=bodies)
