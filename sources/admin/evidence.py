"""Sources and revisions."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from sources.admin.lists import ListAdmin
from sources.admin.records import RecordAdmin, state_badge
from sources.models import Revision, Source


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    list_display = ["title", state_badge, "publisher", "kind", "language", "published", "accessed"]
    list_filter = ["state", "kind", "language"]
    prepopulated_fields = {"slug": ["publisher", "published"]}
    content = (
        "title",
        "title_en",
        "publisher",
        "kind",
        "language",
        "published",
        "url",
        "archive_url",
        "accessed",
        "slug",
    )


@admin.register(Revision)
class RevisionAdmin(ListAdmin):
    """Memory is read, never edited."""

    list_display = ["record_type", "slug", "number", "state", "author", "note", "created_at"]
    list_display_links = ["slug"]
    list_filter = ["record_type", "state", "created_at"]
    list_select_related = ["author"]
    search_fields = ["slug", "note"]
    fields = [
        "record_type",
        "slug",
        "number",
        "state",
        "author",
        "reviewer",
        "note",
        "created_at",
        "decided_at",
        "whole_document",
    ]
    readonly_fields = ["whole_document"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("document")

    @admin.display(description=gettext_lazy("document"))
    def whole_document(self, obj: Revision) -> SafeString:
        return format_html("<pre>{}</pre>", json.dumps(obj.document, ensure_ascii=False, indent=2))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
