"""Events and the incidents that group them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from sources.admin.forms import RecordForm
from sources.admin.parts import citations_of, readings_of
from sources.admin.records import RecordAdmin, state_badge
from sources.models import State
from timeline.models import Event, EventCitation, EventReading, Incident


@admin.register(Incident)
class IncidentAdmin(RecordAdmin):
    list_display = ["name", state_badge, "organization", "jurisdiction", "updated_at"]
    list_filter = ["state", ("jurisdiction", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["organization", "jurisdiction"]
    prepopulated_fields = {"slug": ["name"]}
    content = ("name", "slug", "organization", "jurisdiction", "summary", "name_ja", "name_ko")


class EventForm(RecordForm):
    """An event of a single STO case is a milestone: it becomes public with its case, never after it."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cases = list(cleaned.get("offerings") or ())
        if len(cases) == 1 and cases[0].is_published and self.instance.state != State.PUBLISHED:
            self.add_error(
                "offerings",
                _("“%s” is published, and this draft would be its milestone: add it in the form of the case.")
                % cases[0].slug,
            )
        return cleaned


@admin.register(Event)
class EventAdmin(RecordAdmin):
    form = EventForm
    list_display = ["date", "title", state_badge, "kind", "jurisdiction", "incident", "updated_at"]
    list_display_links = ["title"]
    list_filter = ["state", "kind", ("jurisdiction", admin.RelatedOnlyFieldListFilter), "precision"]
    list_select_related = ["jurisdiction", "incident"]
    date_hierarchy = "earliest"
    ordering = ["-earliest", "rank", "slug"]
    prepopulated_fields = {"slug": ["date", "title"]}
    content = (
        "date",
        "kind",
        "jurisdiction",
        "title",
        "slug",
        "summary",
        "organizations",
        "amendments",
        "measures",
        "laws",
        "offerings",
        "incident",
        "themes",
        "title_ja",
        "summary_ja",
        "title_ko",
        "summary_ko",
    )
    inlines = [citations_of(EventCitation), readings_of(EventReading)]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """An STO case that the event leaves, or no longer shares, remembers that too."""
        before = set(form.instance.offerings.all())
        super().save_related(request, form, formsets, change)
        event = form.instance
        if not event.is_published:
            return
        for offering in before | set(event.offerings.all()):
            if offering.is_published:
                offering.remember(author=request.user, note=form.cleaned_data.get("change_note", ""))
