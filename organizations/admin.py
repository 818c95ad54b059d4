"""The admin of jurisdictions, organizations and affiliations."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from organizations.models import (
    Affiliation,
    AffiliationCitation,
    Jurisdiction,
    Organization,
    OrganizationCitation,
)
from sources.admin.forms import DerivedSlugForm
from sources.admin.parts import citations_of
from sources.admin.records import RecordAdmin, state_badge
from sources.admin.slugs import slug_from


@admin.register(Jurisdiction)
class JurisdictionAdmin(RecordAdmin):
    list_display = ["name", state_badge, "slug", "name_ja", "name_ko"]
    list_filter = ["state"]
    content = ("name", "name_ja", "name_ko", "slug")


@admin.register(Organization)
class OrganizationAdmin(RecordAdmin):
    list_display = ["name", state_badge, "abbreviation", "kind", "jurisdiction", "updated_at"]
    list_filter = ["state", "kind", ("jurisdiction", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["jurisdiction"]
    prepopulated_fields = {"slug": ["name"]}
    content = (
        "name",
        "name_native",
        "abbreviation",
        "slug",
        "jurisdiction",
        "kind",
        "url",
        "description",
        "name_ja",
        "name_ko",
    )
    inlines = [citations_of(OrganizationCitation)]


class AffiliationForm(DerivedSlugForm):
    def derived_slug(self, cleaned: dict[str, Any]) -> str:
        parts = (cleaned["organization"].slug, cleaned["body"].slug, cleaned["kind"])
        return "--".join(slug_from(part) for part in parts)


@admin.register(Affiliation)
class AffiliationAdmin(RecordAdmin):
    form = AffiliationForm
    list_display = ["organization", "kind", "body", state_badge, "note"]
    list_filter = ["state", "kind", ("body", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["organization", "body"]
    content = ("organization", "kind", "body", "note", "slug")
    inlines = [citations_of(AffiliationCitation)]
