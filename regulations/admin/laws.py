"""Themes and laws."""

from __future__ import annotations

from django.contrib import admin

from regulations.models import Law, LawCitation, Theme
from sources.admin.parts import citations_of
from sources.admin.records import RecordAdmin, state_badge


@admin.register(Theme)
class ThemeAdmin(RecordAdmin):
    list_display = ["name", state_badge, "question"]
    list_filter = ["state"]
    prepopulated_fields = {"slug": ["name"]}
    content = ("name", "question", "slug", "name_ja", "name_ko")


@admin.register(Law)
class LawAdmin(RecordAdmin):
    list_display = ["name", state_badge, "short_name", "law_number", "jurisdiction", "updated_at"]
    list_filter = ["state", ("jurisdiction", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["jurisdiction"]
    prepopulated_fields = {"slug": ["name"]}
    content = (
        "name",
        "name_native",
        "short_name",
        "abbreviations",
        "slug",
        "jurisdiction",
        "law_number",
        "law_number_native",
        "official_id",
        "description",
        "name_ja",
        "name_ko",
    )
    inlines = [citations_of(LawCitation)]
