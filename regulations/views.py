"""Pages of laws, amendments and themes."""

from typing import Any

from regulations.models import Amendment, Law, Theme
from sources.views import RecordPage


class LawPage(RecordPage):
    model = Law
    collection = "laws"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        law = self.object
        amendments = law.amendments.published().in_order_of_events()
        return super().get_context_data(
            **kwargs,
            amendments=amendments,
            events=law.events.published().chronological().for_list(),
            figures=law.figures.about(),
        )


class AmendmentPage(RecordPage):
    model = Amendment
    collection = "amendments"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        amendment = self.object
        return super().get_context_data(
            **kwargs,
            events=amendment.events.published().chronological().for_list(),
            figures=amendment.figures.about(),
            measures=amendment.measures.for_display(),
        )


class ThemePage(RecordPage):
    model = Theme
    collection = "themes"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        theme = self.object
        return super().get_context_data(
            **kwargs,
            rows=theme.coverage_rows.for_display().order_by("jurisdiction__name_sort"),
            measures=theme.measures.published().for_display(),
        )
