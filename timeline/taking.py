"""The timeline taken away: as a spreadsheet, as slides, and as a picture in other sites' pages."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, ClassVar

from csp.decorators import csp_replace
from django.http import StreamingHttpResponse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_exempt
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from sources import parameters
from sources.api import Preflight, first_error
from timeline.filters import EventFilter
from timeline.lanes import PARAMETER, Lanes, lanes_of
from timeline.models import Event
from timeline.takeaway import opening, rows, slide
from timeline.views import TimelinePage

# Spreadsheets take a file for UTF-8 only where it begins with this.
BYTE_ORDER_MARK = "\ufeff"
CHUNK = 500  # events that are fetched and sent together
EMBEDDED_ROWS = 50


class TakingView(Preflight, APIView):
    """The published events under the filters of the API's `events`, in order; a wrong filter is refused.

    Readable from any site, as the API is; the language comes from the address, as for pages. Sent piece by
    piece, so that a list of any length takes no more memory than a page of it.
    """

    ending: ClassVar[str]
    disposition: ClassVar[str] = "attachment"
    content_type: ClassVar[str]
    lanes: Lanes

    @extend_schema(exclude=True)
    def get(self, request: Request) -> StreamingHttpResponse:
        given = request.query_params
        repeatable = {name for name, each in EventFilter.base_filters.items() if each.many}
        parameters.check(given, (*EventFilter.base_filters, PARAMETER), repeatable=repeatable)
        filterset = EventFilter(given, queryset=Event.objects.published())
        if not filterset.is_valid():
            raise first_error(filterset.form)
        self.lanes = lanes_of(given)
        if self.lanes.problem:
            allowed = [place.slug for place in self.lanes.compared]
            raise parameters.wrong(PARAMETER, given[PARAMETER], allowed, "is not two different countries")
        events = filterset.qs.chronological().for_list().iterator(chunk_size=CHUNK)
        return self.sent(self.pieces(events) if request.method == "GET" else ())

    def sent(self, pieces: Iterable[str]) -> StreamingHttpResponse:
        language = translation.get_language() or "en"
        answer = StreamingHttpResponse(spoken(pieces, language), content_type=self.content_type)
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Content-Disposition"] = f'{self.disposition}; filename="{self.name()}"'
        return answer

    def pieces(self, events: Iterator[Any]) -> Iterable[str]:
        """The answer in pieces of any size."""
        raise NotImplementedError

    def name(self) -> str:
        """With the period, where one was asked for."""
        given = self.request.query_params
        period = [given[end] for end in ("from", "to") if end in given]
        plain = ["".join(letter if letter in "0123456789-" else "" for letter in end) for end in period]
        return "_".join(["sto-atlas-timeline", *plain]) + self.ending


def spoken(pieces: Iterable[str], language: str) -> Iterator[str]:
    """The pieces in larger ones, in the language of the address, forgotten when they are asked for."""
    left = iter(pieces)
    while True:
        with translation.override(language):
            together = "".join(islice(left, CHUNK))
        if not together:
            return
        yield together


class SpreadsheetView(TakingView):
    """One row an event."""

    ending = ".csv"
    content_type = "text/csv; charset=utf-8"

    def pieces(self, events: Iterator[Any]) -> Iterator[str]:
        yield BYTE_ORDER_MARK
        for row in rows(events, self.request.build_absolute_uri):
            yield written(row)


def written(row: list[str]) -> str:
    """A row as it stands in the file, with its end of line."""
    line = io.StringIO()
    csv.writer(line).writerow(row)
    return line.getvalue()


class StorylineView(TakingView):
    """What TimelineJS reads."""

    ending = ".json"
    disposition = "inline"
    content_type = "application/json"

    def pieces(self, events: Iterator[Any]) -> Iterator[str]:
        absolute = self.request.build_absolute_uri
        address = absolute(self.request.get_full_path().replace("/export.json", "/", 1))
        head = {"scale": "human", "title": opening(self.lanes.title, address)}
        yield f'{as_json(head)[:-1]}, "events": ['
        for number, event in enumerate(events):
            yield (", " if number else "") + as_json(slide(event, absolute))
        yield "]}"


def as_json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False)


@method_decorator(xframe_options_exempt, name="dispatch")
@method_decorator(csp_replace({"frame-ancestors": ["*"]}), name="dispatch")
class EmbedPage(TimelinePage):
    """The picture without the site around it: the one page that may stand in the frames of others.

    Where it cannot be drawn, the first events of the period in view stand in its place, as a list.
    """

    template_name = "timeline/embed.html"

    def most(self) -> int:
        return EMBEDDED_ROWS

    def year(self, years: dict[int, int]) -> int | None:
        return None
