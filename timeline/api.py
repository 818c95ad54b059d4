"""The collections of events, incidents, figures, links and coverage."""

from django.http import QueryDict
from django.utils import translation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from sources import parameters
from sources.api import BY_SLUG, BY_UPDATE, Preflight, RecordViewSet, first_error
from timeline.filters import CoverageFilter, EventFilter, FigureFilter, IncidentFilter, LinkFilter
from timeline.fitting import fitted
from timeline.fitting_schema import WIDE, WIDEST, FittingSchema
from timeline.models import Coverage, Event, Figure, Incident, Link
from timeline.querysets import CHRONOLOGICAL
from timeline.serializers import (
    CoverageSerializer,
    EventSerializer,
    FigureSerializer,
    IncidentSerializer,
    LinkSerializer,
)


class FittingView(Preflight, APIView):
    """What fits a picture so wide: events while they fit, counts a period where they do not."""

    filterset_class = EventFilter
    schema = FittingSchema()

    def get(self, request: Request) -> Response:
        given = request.query_params
        filters = self.filterset_class.base_filters
        repeatable = {name for name, each in filters.items() if each.many}
        parameters.check(given, ("width", "lang", "format", *filters), repeatable=repeatable)
        width = self.width(given)
        language = parameters.choice(given, "lang", parameters.LANGUAGES, default="en")
        filterset = self.filterset_class(given, queryset=Event.objects.published())
        if not filterset.is_valid():
            raise first_error(filterset.form)
        window = filterset.form.cleaned_data["from"], filterset.form.cleaned_data["to"]
        with translation.override(language):
            answer = {"width": width, **fitted(filterset.qs, width, window)}
        return Response(answer, headers={"Content-Language": language})

    def width(self, given: QueryDict) -> int:
        """The width asked for, in pixels; refused where it is no whole number of the range."""
        text = given.get("width", str(WIDE))
        valid = text.isascii() and text.isdecimal() and len(text) <= len(str(WIDEST))
        if not valid or not 1 <= int(text) <= WIDEST:
            raise parameters.wrong("width", text, [f"a whole number of pixels from 1 to {WIDEST}"])
        return int(text)


class EventViewSet(RecordViewSet):
    """Events: what happened, when, and who says so."""

    model = Event
    serializer_class = EventSerializer
    filterset_class = EventFilter
    orderings = {
        "date": CHRONOLOGICAL,
        "jurisdiction": ("jurisdiction__name_sort", *CHRONOLOGICAL),
        "updated_at": BY_UPDATE,
        "id": BY_SLUG,
    }


class IncidentViewSet(RecordViewSet):
    """Incidents: each groups the events around one failure."""

    model = Incident
    serializer_class = IncidentSerializer
    filterset_class = IncidentFilter
    orderings = {
        "date": ("date_earliest", "slug"),
        "name": ("name_sort", "slug"),
        "updated_at": BY_UPDATE,
        "id": BY_SLUG,
    }


class FigureViewSet(RecordViewSet):
    """Figures: numbers that sources state, each about one subject."""

    model = Figure
    serializer_class = FigureSerializer
    filterset_class = FigureFilter
    orderings = {
        "metric": ("metric", "as_of_earliest", "slug"),
        "as_of": ("as_of_earliest", "metric", "slug"),
        "value": ("unit", "value", "slug"),
        "updated_at": BY_UPDATE,
        "id": BY_SLUG,
    }


class LinkViewSet(RecordViewSet):
    """Links: which event prompted, was carried out by, or was followed on by which."""

    model = Link
    serializer_class = LinkSerializer
    filterset_class = LinkFilter
    orderings = {
        "date": ("from_event__earliest", "to_event__earliest", "slug"),
        "updated_at": BY_UPDATE,
        "id": BY_SLUG,
    }


class CoverageViewSet(RecordViewSet):
    """Coverage: what was searched for each theme in each jurisdiction, and what was found."""

    model = Coverage
    serializer_class = CoverageSerializer
    filterset_class = CoverageFilter
    orderings = {"id": BY_SLUG, "status": ("status", "slug"), "updated_at": BY_UPDATE}
