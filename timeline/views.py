"""Pages of events and incidents, the chronology, and search."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from sources import paging
from sources.views import Order, RecordList, RecordPage
from timeline import search
from timeline.filters import EventFilter, IncidentFilter
from timeline.models import Event, Figure, Incident, Link
from timeline.querysets import CHRONOLOGICAL

MOST_ROWS = 200


class TimelinePage(TemplateView):
    """The chronology as two columns around one axis: whole while it is short, else a year at a time."""

    template_name = "timeline/timeline.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filterset = EventFilter(self.request.GET, queryset=Event.objects.published())
        found = filterset.qs if filterset.is_valid() else Event.objects.none()
        years = found.counts_by_year()
        total = sum(years.values())
        year = self.year(years) if total > MOST_ROWS else None
        shown = found.in_year(year) if year else found
        page = paging.page(shown.for_list(), CHRONOLOGICAL, self.request.GET.get("cursor", ""), MOST_ROWS)
        return super().get_context_data(
            **kwargs,
            form=filterset.form,
            years=years,
            year=year,
            total=total,
            page=page,
            events=page.items,
            active=filterset.active(),
        )

    def year(self, years: dict[int, int]) -> int | None:
        """The year asked for, or this one; the nearest that has events."""
        asked = self.request.GET.get("year", "")
        valid = asked.isascii() and asked.isdecimal()
        wanted = int(asked[:4]) if valid else timezone.localdate().year
        return min(years, key=lambda year: abs(year - wanted), default=None)


class EventPage(RecordPage):
    model = Event
    collection = "events"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        links = Link.objects.for_display()
        event = self.object
        return super().get_context_data(
            **kwargs,
            causes=links.filter(to_event=event).directed(),
            effects=links.filter(from_event=event).directed(),
            contrasts=links.touching(event.slug).contrasts(),
            figures=event.figures.about(),
            decided=[row for row in event.decided.all() if row.is_published],
        )


class IncidentList(RecordList):
    model = Incident
    collection = "incidents"
    filterset_class = IncidentFilter
    template_name = "timeline/incident_list.html"
    orders = {
        "date": Order(gettext_lazy("date"), ("date_earliest", "slug")),
        "name": Order(gettext_lazy("name"), ("name_sort", "slug")),
    }


class IncidentPage(RecordPage):
    model = Incident
    collection = "incidents"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        events = list(self.object.events.published().chronological().for_list().with_readings())
        return super().get_context_data(
            **kwargs,
            events=events,
            disputed=[event for event in events if event.is_conflicting],
            figures=Figure.objects.about(event__in=events),
            followed=Link.objects.for_display().following(events),
        )


class SearchPage(TemplateView):
    """Everything that contains the words of the query, by type."""

    template_name = "timeline/search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET.get("q", "").replace("\x00", "").strip()
        too_long = len(query) > search.LONGEST_QUERY
        groups = [] if too_long else search.groups(query, most=10)
        return super().get_context_data(
            **kwargs,
            query=query[: search.LONGEST_QUERY],
            too_long=too_long,
            groups=groups,
            total=sum(group.count for group in groups),
        )
