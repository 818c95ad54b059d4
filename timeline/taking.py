"""The timeline taken away: as a spreadsheet, as slides, and as a picture in other sites' pages."""

import csv
from typing import Any, ClassVar

from csp.decorators import csp_replace
from django.http import HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_exempt
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from sources import parameters
from sources.api import first_error
from timeline.filters import EventFilter
from timeline.models import Event
from timeline.takeaway import rows, storyline
from timeline.views import TimelinePage

# Spreadsheets take a file for UTF-8 only where it begins with this.
BYTE_ORDER_MARK = "\ufeff"


class TakingView(APIView):
    """The published events under the filters of the API's `events`, in order; a wrong filter is refused.

    Readable from any site, as the API is; the language comes from the address, as for pages.
    """

    ending: ClassVar[str]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        given = request.query_params
        repeatable = {name for name, each in EventFilter.base_filters.items() if each.many}
        parameters.check(given, tuple(EventFilter.base_filters), repeatable=repeatable)
        filterset = EventFilter(given, queryset=Event.objects.published())
        if not filterset.is_valid():
            raise first_error(filterset.form)
        answer = self.answer(filterset.qs.chronological().for_list())
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Content-Disposition"] = f'{self.disposition}; filename="{self.name()}"'
        return answer

    disposition: ClassVar[str] = "attachment"

    def answer(self, events: Any) -> HttpResponse:
        raise NotImplementedError

    def name(self) -> str:
        """With the period, where one was asked for."""
        given = self.request.query_params
        period = [given[end] for end in ("from", "to") if end in given]
        plain = ["".join(letter if letter in "0123456789-" else "" for letter in end) for end in period]
        return "_".join(["sto-atlas-timeline", *plain]) + self.ending


class SpreadsheetView(TakingView):
    """One row an event."""

    ending = ".csv"

    def answer(self, events: Any) -> HttpResponse:
        answer = HttpResponse(BYTE_ORDER_MARK, content_type="text/csv; charset=utf-8")
        csv.writer(answer).writerows(rows(events, self.request.build_absolute_uri))
        return answer


class StorylineView(TakingView):
    """What TimelineJS reads."""

    ending = ".json"
    disposition = "inline"

    def answer(self, events: Any) -> HttpResponse:
        absolute = self.request.build_absolute_uri
        address = absolute(self.request.get_full_path().replace("/export.json", "/", 1))
        return JsonResponse(storyline(events, address, absolute), json_dumps_params={"ensure_ascii": False})


@method_decorator(xframe_options_exempt, name="dispatch")
@method_decorator(csp_replace({"frame-ancestors": ["*"]}), name="dispatch")
class EmbedPage(TimelinePage):
    """The picture without the site around it: the one page that may stand in the frames of others.

    Where it cannot be drawn, the first events of the list stand in its place.
    """

    template_name = "timeline/embed.html"

    def year(self, years: dict[int, int]) -> int | None:
        return None
