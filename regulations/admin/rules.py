"""Amendments with their measures, and the measures on their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from regulations.models import Amendment, AmendmentCitation, Measure, MeasureCitation
from sources.admin.first_citation import FirstCitationForm, FirstCitationInline
from sources.admin.forms import DerivedSlugForm
from sources.admin.parts import citations_of
from sources.admin.records import RecordAdmin, state_badge
from sources.admin.slugs import free_slug
from sources.admin.widgets import choice_of
from sources.models import Record, State

CITED_WORDS = 6


def measure_slug(measure: Measure) -> str:
    """Such as `jp-2016-act-62-custody`, with -2 for the second rule under the theme."""
    return free_slug(Measure, f"{measure.amendment.slug}-{measure.theme.slug}")


class MeasureForm(FirstCitationForm):
    """A row of an amendment: one rule, and the first source that says so."""

    source = choice_of(MeasureCitation, "source", label=gettext_lazy("source"))

    class Meta:
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "cols": 40})}

    def cited_record(self) -> Record | None:
        return self.instance if self.instance.pk else None

    def default_supports(self, row: Mapping[str, Any]) -> str:
        """The rule in its first words."""
        words = row["text"].split()
        text = " ".join(words[:CITED_WORDS])
        return text[:150] + (" …" if len(words) > CITED_WORDS else "")

    def save(self, commit: bool = True) -> Any:
        if not self.instance.slug:
            self.instance.slug = measure_slug(self.instance)
        measure = super().save(commit)
        self.save_citation(measure)
        return measure


class MeasureInline(FirstCitationInline):
    model = Measure
    form = MeasureForm
    fields = ["theme", "text", "source", "locator", "supports"]
    exclude = []
    classes = []
    row_relations = ("theme",)
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("citations__source")

    def cited_record(self, obj: Any) -> Any:
        return obj

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A rule that was public is not deleted."""
        was_public = obj is not None and obj.state in {State.PUBLISHED, State.WITHDRAWN}
        return not was_public and super().has_delete_permission(request, obj)


@admin.register(Amendment)
class AmendmentAdmin(RecordAdmin):
    list_display = ["title", state_badge, "instrument", "number", "jurisdiction", "updated_at"]
    list_filter = ["state", "instrument", ("jurisdiction", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["jurisdiction"]
    prepopulated_fields = {"slug": ["title"]}
    content = (
        "title",
        "title_native",
        "slug",
        "jurisdiction",
        "instrument",
        "number",
        "amends",
        "summary",
    )
    inlines = [MeasureInline, citations_of(AmendmentCitation)]


class MeasurePageForm(DerivedSlugForm):
    def derived_slug(self, cleaned: dict[str, Any]) -> str:
        amendment = cleaned.get("amendment") or self.instance.amendment
        return free_slug(Measure, f"{amendment.slug}-{cleaned['theme'].slug}")


@admin.register(Measure)
class MeasureAdmin(RecordAdmin):
    """A measure is published, withdrawn and remembered with its amendment."""

    form = MeasurePageForm
    stands_alone = False
    actions = ["delete_selected"]
    list_display = ["slug", "text", state_badge, "theme", "amendment"]
    list_filter = ["state", "theme", ("amendment__jurisdiction", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["theme", "amendment"]
    content = ("amendment", "theme", "text", "slug")
    inlines = [citations_of(MeasureCitation)]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, "amendment"] if obj is not None else fixed

    def whole_of(self, record: Any) -> Record:
        amendment: Record = record.amendment
        return amendment
