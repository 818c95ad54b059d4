"""Words for jurisdictions and organizations."""

from collections.abc import Collection, Sequence
from typing import Any, Self

from django.db.models import Count, Prefetch, Q

from sources.querysets import RecordQuerySet, public

BEGINNINGS = ("organization-founded", "organization-recognised")
RULINGS = ("guideline-published", "in-force")
MEMBERSHIP = ("founding_members", "members")


def cited(model: Any) -> Prefetch[Any]:
    """Prefetch the citations of this model with their sources, in one query."""
    return Prefetch("citations", model._meta.get_field("citations").related_model.objects.for_display())


def with_named(events: Any) -> Any:
    """The events with their citations and the published organizations that they name."""
    organizations = events.model._meta.get_field("organizations").related_model.objects
    return events.defer("search_text").prefetch_related(
        Prefetch("organizations", public(organizations.all())), cited(events.model)
    )


class JurisdictionQuerySet(RecordQuerySet):
    def for_page(self) -> Self:
        return self.defer("search_text")

    def compared(self) -> Self:
        """Those that the atlas sets side by side: the ones with published coverage, in order of name."""
        return self.filter(coverage_rows__state="published").distinct().order_by("name_sort")

    def for_self_regulation(self) -> Self:
        """With the bodies of each, and what was searched for the theme self-regulation."""
        bodies = self.related("organizations").objects.self_regulatory().published().for_self_regulation()
        rows = self.related("coverage_rows").objects.for_display().filter(theme__slug="self-regulation")
        return self.prefetch_related(Prefetch("organizations", bodies), Prefetch("coverage_rows", rows))

    def measures_under(self, theme: str) -> Any:
        """All published rules under a theme, of whatever jurisdiction."""
        measure = self.related("amendments")._meta.get_field("measures").related_model
        return measure.objects.published().under_theme(theme).for_display()

    def related(self, relation: str) -> Any:
        """The model at the other end of a relation."""
        return self.model._meta.get_field(relation).related_model


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
        """With its citations, and how many events name it."""
        return self.for_list().prefetch_related(cited(self.model))

    def for_self_regulation(self) -> Self:
        """With beginnings and rulings in order of time, figures of membership, and who belongs to it."""
        event, figure, affiliation = (
            self.model._meta.get_field(name).related_model for name in ("events", "figures", "affiliates")
        )
        events = with_named(event.objects.published().of_kind(*BEGINNINGS, *RULINGS).chronological())
        return (
            self.select_related("jurisdiction")
            .defer("search_text")
            .prefetch_related(
                cited(self.model),
                Prefetch("events", events),
                Prefetch("figures", figure.objects.published().of_metric(*MEMBERSHIP).for_display()),
                Prefetch("affiliates", affiliation.objects.for_page()),
            )
            .order_by("name_sort", "slug")
        )

    def for_as_of(self, places: Collection[Any]) -> Self:
        """Regulators, self-regulatory bodies and associations of these jurisdictions, each alone."""
        return (
            self.filter(jurisdiction__in=places)
            .of_kind("regulator", "self-regulatory-body", "industry-association")
            .defer("search_text", "description")
            .order_by("name_sort", "slug")
        )

    def for_api(self, expand: Collection[str] = ()) -> Self:
        """With the affiliations both ways and their citations."""
        affiliations = self.model._meta.get_field("affiliations").related_model.objects.for_page()
        return (
            super()
            .for_api(expand)
            .prefetch_related(Prefetch("affiliations", affiliations), Prefetch("affiliates", affiliations))
        )


class AffiliationQuerySet(RecordQuerySet):
    def for_page(self) -> Self:
        """Affiliations between published organizations, with both and their citations."""
        return (
            self.published()
            .filter(organization__state="published", body__state="published")
            .select_related("organization__jurisdiction", "body__jurisdiction")
            .defer("search_text", "organization__search_text", "body__search_text")
            .prefetch_related(cited(self.model))
            .order_by("kind", "organization__name_sort", "body__name_sort", "slug")
        )

    def touching(self, organization: Any) -> Self:
        """Affiliations on either side of which the organization stands."""
        return self.filter(Q(organization=organization) | Q(body=organization))

    def among(self, organizations: Sequence[Any]) -> Self:
        """Affiliations both sides of which are among the organizations."""
        return self.filter(organization__in=organizations, body__in=organizations)
