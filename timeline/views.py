"""Pages of events and incidents, the chronology, and search."""

from typing import Any

from django.forms import BaseForm
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from organizations.models import Jurisdiction
from sources.text import localized
from sources.views import Order, RecordList, RecordPage, page_of
from timeline import search
from timeline.days import layer_words
from timeline.filters import EventFilter, IncidentFilter
from timeline.models import Category, Event, Figure, Incident, Link
from timeline.querysets import CHRONOLOGICAL, LOSSES

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
        active = active_filters(self.request.GET, filterset.form)
        return super().get_context_data(
            **kwargs,
            form=filterset.form,
            active=active,
            picture=picture_words(),
            more_active=any(used["name"] not in filterset.first for used in active),
            clear_url=self.request.path if active else "",
            total=total,
            year=year,
            periods=self.periods(years, year),
            sides=Jurisdiction.objects.published().compared()[:2],
            categories=categories(self.request.GET),
            api_query=filterset.query,
            **self.rows(found, year, years),
        )

    def year(self, years: dict[int, int]) -> int | None:
        """The year asked for, or this one; the nearest that has events."""
        asked = self.request.GET.get("year", "")
        valid = asked.isascii() and asked.isdecimal()
        wanted = int(asked[:4]) if valid else timezone.localdate().year
        return min(years, key=lambda year: abs(year - wanted), default=None)

    def rows(self, found: Any, year: int | None, years: dict[int, int]) -> dict[str, Any]:
        """The events of the page, and the pages before and after it: of the same year, or other years."""
        shown = (found.in_year(year) if year else found.with_year()).for_list()
        page, problem = page_of(shown, CHRONOLOGICAL, self.request.GET, MOST_ROWS)
        before, after = self.neighbours(year, years)
        return {
            "page": page,
            "problem": problem,
            "events": page.items,
            "previous_url": self.address(cursor=page.previous) if page.previous else self.of_year(before),
            "next_url": self.address(cursor=page.next) if page.next else self.of_year(after),
            "previous_label": None if page.previous else before,
            "next_label": None if page.next else after,
        }

    def neighbours(self, year: int | None, years: dict[int, int]) -> tuple[int | None, int | None]:
        before = max((other for other in years if year and other < year), default=None)
        return before, min((other for other in years if year and other > year), default=None)

    def periods(self, years: dict[int, int], current: int | None) -> list[dict[str, Any]]:
        return [
            {"label": year, "url": self.of_year(year), "count": count, "current": year == current}
            for year, count in years.items()
        ]

    def of_year(self, year: int | None) -> str | None:
        return self.address(year=str(year)) if year else None

    def address(self, **changes: str) -> str:
        parameters = without(self.request.GET, "cursor", *changes)
        parameters.update(changes)
        return f"?{parameters.urlencode()}"


def picture_words() -> dict[str, Any]:
    """What the picture is told besides the events: names, words and today."""
    places = list(Jurisdiction.objects.published())
    sides = [place.slug for place in Jurisdiction.objects.published().compared()[:2]]
    return {
        "today": timezone.localdate().isoformat(),
        "filters": list(EventFilter.base_filters),
        "sides": sides,
        **layer_words(),
        "others": [place.slug for place in places if place.slug not in {*sides, "intl"}],
        "places": {place.slug: localized(place, "name") for place in places} | {"intl": _("World")},
        "words": {
            "today": _("today"),
            "law": _("Law"),
            "policy": _("Policy and market"),
            "incident": _("Incidents"),
            "body": _("Bodies"),
            "offering": _("STO cases"),
            "more": _("+%s more"),
            "sources": _("%s sources"),
            "conflicting": _("sources disagree"),
            "loading": _("Loading …"),
            "open": _("Open its page"),
            "window": _("Period in view"),
            "none": _("No event matches these filters."),
            "one": _("1 event"),
            "many": _("%s events"),
            "broken": _("Left out, as it could not be read: %s"),
            "slow": _("The answer takes longer than usual."),
            "again": _("Try again"),
            "trouble": _("The picture could not be brought up to date."),
        },
    }


def without(parameters: QueryDict, *names: str) -> QueryDict:
    """A copy of the parameters without some of them."""
    left = parameters.copy()
    for name in names:
        left.pop(name, None)
    return left


def active_filters(parameters: QueryDict, form: BaseForm) -> list[dict[str, str]]:
    """The filters in use, each with the address of the page without it."""
    return [
        {
            "name": name,
            "label": str(form.fields[name].label or name),
            "value": ", ".join(filter(None, parameters.getlist(name))),
            "without": f"?{without(parameters, name, 'cursor').urlencode()}",
        }
        for name in parameters
        if name in form.fields and any(parameters.getlist(name))
    ]


def categories(parameters: QueryDict) -> list[dict[str, Any]]:
    """Each category with how many events it has under the other filters, and the page with or without it."""
    chosen = set(filter(None, ",".join(parameters.getlist("category")).split(",")))
    others = EventFilter(without(parameters, "category"), queryset=Event.objects.published())
    counts = others.qs.counts_by_category()
    return [
        {
            "category": category,
            "count": counts.get(category.value, 0),
            "chosen": category.value in chosen,
            "url": with_categories(parameters, chosen ^ {category.value}),
        }
        for category in Category
    ]


def with_categories(parameters: QueryDict, chosen: set[str]) -> str:
    left = without(parameters, "category", "cursor", "year")
    if chosen:
        left["category"] = ",".join(name for name in Category.values if name in chosen)
    return f"?{left.urlencode(safe=',')}"


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


def losses_first(figure: Figure) -> tuple[bool, str]:
    return figure.metric not in LOSSES, figure.metric


class IncidentPage(RecordPage):
    model = Incident
    collection = "incidents"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        events = list(self.object.events.published().chronological().for_list().with_readings())
        return super().get_context_data(
            **kwargs,
            events=events,
            disputed=[event for event in events if event.is_conflicting],
            figures=sorted(Figure.objects.around(self.object, events), key=losses_first),
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
