"""Pages of events and incidents."""

from typing import Any

from sources.views import RecordPage
from timeline.models import Event, Figure, Incident, Link


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
