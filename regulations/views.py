"""Pages of laws, amendments and themes."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from regulations.filters import LawFilter
from regulations.models import Amendment, Law, Theme
from sources.asked import Asked
from sources.views import Order, RecordList, RecordPage


class LawList(RecordList):
    model = Law
    collection = "laws"
    filterset_class = LawFilter
    template_name = "regulations/law_list.html"
    orders = {
        "name": Order(_("name"), ("name_sort", "slug")),
        "amendments": Order(_("number of amendments"), ("amendment_count", "slug")),
    }


class LawPage(RecordPage):
    model = Law
    collection = "laws"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        law = self.object
        amendments = law.amendments.published().in_order_of_events()
        return super().get_context_data(
            **kwargs,
            amendments=amendments,
            events=law.events.published().outside(amendments).chronological().for_list(),
            figures=law.figures.about(),
        )


class AmendmentPage(RecordPage):
    model = Amendment
    collection = "amendments"

    def citing_rows(self) -> list[Any]:
        return [self.object, *self.object.measures.for_display()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        amendment = self.object
        return super().get_context_data(
            **kwargs,
            events=amendment.events.published().chronological().for_list(),
            figures=amendment.figures.about(),
            measures=amendment.measures.for_display(),
        )


class ThemeList(Asked, ListView[Theme]):
    """Every question, with the answer of each country."""

    queryset = Theme.objects.published().for_list()
    template_name = "regulations/theme_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, today=timezone.localdate())


class ThemePage(RecordPage):
    model = Theme
    collection = "themes"

    def citing_rows(self) -> list[Any]:
        return list(self.object.measures.published().for_display())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        theme = self.object
        return super().get_context_data(
            **kwargs,
            rows=theme.coverage_rows.for_display().order_by("jurisdiction__name_sort"),
            measures=theme.measures.published().for_display(),
        )
