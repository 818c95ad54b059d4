"""Filters of jurisdictions and organizations."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from organizations.models import Jurisdiction, Organization, OrganizationKind
from organizations.querysets import InJurisdictionQuerySet
from sources.filters import Choices, RecordFilter, Slugs


class JurisdictionFilter(RecordFilter):
    """Jurisdictions are few: words are enough."""


class InJurisdictionFilter(RecordFilter):
    """Lists of what belongs to a jurisdiction."""

    first: ClassVar[tuple[str, ...]] = ("search", "jurisdiction")

    jurisdiction = Slugs(
        InJurisdictionQuerySet.in_jurisdiction, Jurisdiction, label=_("Jurisdiction"), choose=True
    )


def affiliated_to(found: Any, *bodies: str) -> Any:
    """Organizations with a published affiliation to one of the bodies."""
    return found.filter(
        pk__in=found.model.objects.filter(
            affiliations__state="published", affiliations__body__slug__in=bodies
        ).values("pk")
    )


class OrganizationFilter(InJurisdictionFilter):
    """Organizations by place, kind and the bodies that they belong to."""

    kind = Choices(InJurisdictionQuerySet.of_kind, OrganizationKind.choices, label=_("Kind"))
    body = Slugs(affiliated_to, Organization, label=_("Affiliated to"))
