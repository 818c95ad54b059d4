"""Figures: one number about one subject."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.admin.forms import DerivedSlugForm
from sources.admin.parts import citations_of, readings_of
from sources.admin.records import RecordAdmin, state_badge
from sources.admin.slugs import free_slug, slug_from
from timeline.models import Figure, FigureCitation, FigureReading


class FigureForm(DerivedSlugForm):
    """Refuses a second subject at the field that names it."""

    def clean(self) -> dict[str, Any]:
        chosen = [name for name in Figure.SUBJECTS if self.cleaned_data.get(name)]
        for name in chosen[1:]:
            self.add_error(
                name,
                _("“%(second)s” is a second subject beside “%(first)s”; accepted is exactly one.")
                % {"second": self.cleaned_data[name], "first": self.cleaned_data[chosen[0]]},
            )
        if not chosen and not self.errors:
            self.add_error(
                None, _("A figure has exactly one subject: choose one and leave the others empty.")
            )
        return super().clean()

    def derived_slug(self, cleaned: dict[str, Any]) -> str:
        """Such as `fig-jvcea-members-2018-03`."""
        subject = next(cleaned[name] for name in Figure.SUBJECTS if cleaned[name])
        wanted = slug_from("fig", subject.slug, cleaned["metric"], cleaned["scope"], cleaned["as_of"])
        return free_slug(Figure, wanted)


@admin.register(Figure)
class FigureAdmin(RecordAdmin):
    form = FigureForm
    list_display = ["metric", "scope", "number", "unit", "qualifier", "about", state_badge, "as_of"]
    list_filter = ["state", "unit", "qualifier", "metric"]
    list_select_related = list(Figure.SUBJECTS)
    ordering = ["metric", "as_of_earliest", "slug"]
    content = (
        "metric",
        "scope",
        "qualifier",
        "value",
        "unit",
        "as_of",
        *Figure.SUBJECTS,
        "slug",
    )
    inlines = [citations_of(FigureCitation), readings_of(FigureReading)]

    @admin.display(description=gettext_lazy("value"), ordering="value")
    def number(self, obj: Figure) -> str:
        """Without the zeros that the column keeps."""
        return f"{obj.value.normalize():,f}"

    @admin.display(description=gettext_lazy("subject"))
    def about(self, obj: Figure) -> str:
        return str(obj.subject)
