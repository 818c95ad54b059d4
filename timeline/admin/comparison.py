"""Links between events, and coverage of themes."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from sources.admin.forms import DerivedSlugForm
from sources.admin.parts import citations_of
from sources.admin.records import RecordAdmin, state_badge
from timeline.models import Coverage, Link, LinkCitation


class LinkForm(DerivedSlugForm):
    def derived_slug(self, cleaned: dict[str, Any]) -> str:
        return f"{cleaned['from_event'].slug}--{cleaned['to_event'].slug}--{cleaned['kind']}"


@admin.register(Link)
class LinkAdmin(RecordAdmin):
    form = LinkForm
    list_display = ["from_event", "kind", "to_event", state_badge, "note"]
    list_filter = ["state", "kind"]
    list_select_related = ["from_event", "to_event"]
    content = ("from_event", "kind", "to_event", "note", "slug")
    inlines = [citations_of(LinkCitation)]


class CoverageForm(DerivedSlugForm):
    def derived_slug(self, cleaned: dict[str, Any]) -> str:
        return f"{cleaned['theme'].slug}-{cleaned['jurisdiction'].slug}"


@admin.register(Coverage)
class CoverageAdmin(RecordAdmin):
    form = CoverageForm
    list_display = ["theme", "jurisdiction", state_badge, "status", "searched_to"]
    list_filter = ["state", "status", ("jurisdiction", admin.RelatedOnlyFieldListFilter), "theme"]
    list_select_related = ["theme", "jurisdiction"]
    content = (
        "theme",
        "jurisdiction",
        "status",
        "searched_to",
        "deciding",
        "events",
        "note",
        "sources",
        "slug",
    )
