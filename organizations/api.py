"""The collections of jurisdictions and organizations."""

from organizations.filters import JurisdictionFilter, OrganizationFilter
from organizations.models import Jurisdiction, Organization
from organizations.serializers import JurisdictionSerializer, OrganizationSerializer
from sources.api import BY_SLUG, BY_UPDATE, RecordViewSet


class JurisdictionViewSet(RecordViewSet):
    """Jurisdictions: countries, and the international level."""

    model = Jurisdiction
    serializer_class = JurisdictionSerializer
    filterset_class = JurisdictionFilter
    orderings = {"name": ("name_sort", "slug"), "updated_at": BY_UPDATE, "id": BY_SLUG}


class OrganizationViewSet(RecordViewSet):
    """Organizations: regulators, self-regulatory bodies, exchanges, platforms, issuers and others."""

    model = Organization
    serializer_class = OrganizationSerializer
    filterset_class = OrganizationFilter
    orderings = {
        "name": ("name_sort", "slug"),
        "kind": ("kind", "name_sort", "slug"),
        "updated_at": BY_UPDATE,
        "id": BY_SLUG,
    }
