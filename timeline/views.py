"""Pages of events and incidents, the chronology, and search."""

import re
from typing import Any

from django.forms import BaseForm
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from sources.asked import Asked
from sources.parameters import printable
from sources.views import Order, RecordList, RecordPage, page_of
from timeline.chains import chain_of
from timeline.days import layer_words
from timeline.filters import EventFilter, IncidentFilter
from timeline.lanes import PARAMETER, Lanes, lanes_of, words_of
from timeline.models import Category, Event, Figure, Incident, Link
from timeline.period import NAMES, period_of
from timeline.querysets import CHRONOLOGICAL, LOSSES

MOST_ROWS = 200
MOST_OF_YEAR = 100  # half of a page of all years: a crowded year opens as soon as a quiet one


class TimelinePage(Asked, TemplateView):
    """The chronology as two columns around one axis: whole while it is short, else a year at a time."""

    template_name = "timeline/timeline.html"
    # also what the picture alone reads: see static/js/timeline/state.js
    parameters = {"year", "cursor", PARAMETER, "begin", "end", "select", "day", "zero", "as"}

    def understood(self) -> set[str]:
        return {*self.parameters, *EventFilter.base_filters}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filterset = EventFilter(self.request.GET, queryset=Event.objects.published())
        period = period_of(self.request.GET)
        within = filterset.qs.between(period.begin, period.end)
        found = within if filterset.is_valid() else Event.objects.none()
        lanes = lanes_of(self.request.GET)
        years = found.counts_by_year()
        total = sum(years.values())
        year = self.year(years) if total > self.most() else None
        active = active_filters(self.request.GET, filterset.form)
        return super().get_context_data(
            **kwargs,
            **self.chosen_lanes(lanes, filterset),
            view_query=with_lanes("", period.added_to(filterset.query), lanes).removeprefix("?"),
            active=active,
            picture=picture_words(lanes),
            more_active=any(used["name"] not in filterset.first for used in active),
            clear_url=with_lanes(self.request.path, "", lanes) if active else "",
            total=total,
            year=year,
            left_out=self.year_left_out(years, year),
            periods=self.periods(years, year),
            period=period,
            all_years=f"?{without(self.request.GET, 'cursor', 'year', *NAMES).urlencode()}",
            categories=categories(self.request.GET),
            api_query=period.added_to(filterset.query),
            **self.rows(found, year, years, lanes.problem),
        )

    def chosen_lanes(self, lanes: Lanes, filterset: EventFilter) -> dict[str, Any]:
        """The form with the choice of lanes, where there is one, and the lanes for links and columns."""
        form, field = filterset.form, lanes.field()
        if field:
            form.fields[PARAMETER] = field
            form.order_fields([*filterset.first, PARAMETER])
        return {
            "form": form,
            "shown": len(filterset.first) + bool(field),
            "kept": {PARAMETER: lanes.query} if lanes.query and not field else {},
            "lanes": lanes,
            "sides": lanes.sides,
        }

    def most(self) -> int:
        """Rows of a page; of more, it shows a year at a time."""
        return MOST_ROWS

    def year(self, years: dict[int, int]) -> int | None:
        """The year asked for, or this one; the nearest that has events."""
        asked = self.request.GET.get("year", "")
        wanted = int(asked) if is_year(asked) else timezone.localdate().year
        return min(years, key=lambda year: abs(year - wanted), default=None)

    def year_left_out(self, years: dict[int, int], shown: int | None) -> str:
        """Of a year that was asked for in vain, what is shown in its place; empty where nothing is."""
        asked = self.request.GET.get("year", "")
        if not asked or not years or (is_year(asked) and int(asked) in years):
            return ""
        if not is_year(asked):
            return _("“%s” is no year, so it is left out.") % printable(asked[:40])
        if shown is None:
            return _("There is no event in %(asked)s: all years are shown.") % {"asked": asked}
        return _("There is no event in %(asked)s: the nearest year with events is shown, %(year)s.") % {
            "asked": asked,
            "year": shown,
        }

    def rows(self, found: Any, year: int | None, years: dict[int, int], said: str) -> dict[str, Any]:
        """The events of the page, and the pages before and after it: of the same year, or other years."""
        shown = (found.in_year(year) if year else found.with_year()).for_list()
        most = min(self.most(), MOST_OF_YEAR) if year else self.most()
        page, problem = page_of(shown, CHRONOLOGICAL, self.request.GET, most)
        before, after = self.neighbours(year, years)
        return {
            "page": page,
            "problem": said or problem,
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


def is_year(asked: str) -> bool:
    return re.fullmatch("[0-9]{1,4}", asked) is not None


def with_lanes(path: str, query: str, lanes: Lanes) -> str:
    """An address under a query, which keeps the lanes that a reader chose."""
    used = "&".join(filter(None, (query, f"{PARAMETER}={lanes.query}" if lanes.query else "")))
    return f"{path}?{used}" if used else path


def picture_words(lanes: Lanes) -> dict[str, Any]:
    """What the picture is told besides the events: names, words and today."""
    return {
        "today": timezone.localdate().isoformat(),
        "filters": [*EventFilter.base_filters, PARAMETER],
        **layer_words(),
        **words_of(lanes),
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
            "empty": _("No events between {begin} and {end}. Nearest:"),
            "all": _("All years"),
            "listed": _("The list shows {begin} to {end}, like the picture."),
            "listed_all": _("The list shows all years."),
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
        event = self.object
        return super().get_context_data(
            **kwargs,
            chain=chain_of([event]),
            contrasts=Link.objects.for_display().touching(event.slug).contrasts(),
            figures=event.figures.about(),
            decided=event.decided.all(),
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

    def citing_rows(self) -> list[Any]:
        return list(self.object.events.published().chronological().for_rules())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        events = list(self.object.events.published().chronological().for_list().with_readings().with_themes())
        return super().get_context_data(
            **kwargs,
            events=events,
            disputed=[event for event in events if event.is_conflicting],
            figures=sorted(Figure.objects.around(self.object, events), key=losses_first),
            chain=chain_of(events),
        )
