"""The rules on a day as a page, and two days compared."""

import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from organizations.models import Jurisdiction
from regulations.models import Theme
from sources import dates
from sources.asked import Asked
from sources.date_words import in_words
from sources.filter_fields import SlugsField, refusal
from sources.footnotes import Footnotes
from timeline.as_of import Book, book, compared
from timeline.day_changes import comparison, neighbours
from timeline.day_facts import incident_days, sides
from timeline.days import day_of


class PlacesForm(forms.Form):
    """Which questions and which countries: the same for the pages and the API."""

    theme = SlugsField(models=(Theme,), choose=True, required=False, label=gettext_lazy("Theme"))
    jurisdiction = SlugsField(
        models=(Jurisdiction,), choose=True, required=False, label=gettext_lazy("Jurisdiction")
    )

    def clean_theme(self) -> list[str]:
        themes: list[str] = self.cleaned_data["theme"]
        if "other" in themes:
            raise refusal("other", [], _("“%(value)s” is no question that is compared; name another theme."))
        return themes


class DaysForm(PlacesForm):
    """Also which day, and with which it is compared. It asks; the page's address answers."""

    field_order = ("date", "with", "theme", "jurisdiction")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # `with` is no name for an attribute
        self.fields["date"] = day_field(gettext_lazy("Day"))
        self.fields["with"] = day_field(gettext_lazy("Compare with"))
        self.order_fields(self.field_order)


def day_field(label: Any) -> forms.CharField:
    bounds = {"type": "date", "min": "1000-01-01", "max": "9999-12-31"}
    return forms.CharField(required=False, label=label, widget=forms.DateInput(bounds))


def opened(form: PlacesForm) -> Book:
    """The book that a valid form asks for: all compared countries where it names none."""
    slugs = form.cleaned_data["jurisdiction"]
    places = list(Jurisdiction.objects.published().filter(slug__in=slugs).order_by("name_sort"))
    return book(places or compared(), form.cleaned_data["theme"])


class DayPage(Asked, TemplateView):
    """What every page about days does: the form, its address, and a 404 in words for what is no day."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return self.answer(request)
        except dates.DateError as error:
            return self.none(str(error))

    def answer(self, request: HttpRequest) -> HttpResponse:
        raise NotImplementedError

    def none(self, reason: str) -> HttpResponse:
        """The day asked for is none: say why, and offer the form."""
        context = {"reason": reason, "form": self.form(timezone.localdate()), "view": self}
        return render(self.request, "timeline/as_of_none.html", context, status=404)

    def form(self, day: datetime.date, other: datetime.date | None = None) -> DaysForm:
        given = self.request.GET.copy()
        given["date"] = day.isoformat()
        given["with"] = other.isoformat() if other else ""
        return DaysForm(given)

    def understood(self) -> list[str]:
        """The filters; the days too where the address names none itself."""
        return list(PlacesForm.base_fields if "day" in self.kwargs else DaysForm.field_order)

    def query(self) -> str:
        """The filters in use, as the end of an address."""
        return query_of(self.request.GET)

    def context(self, form: DaysForm, *days: datetime.date) -> dict[str, Any]:
        """What both pages show, whether or not the filters can be read."""
        return {
            "form": form,
            "query": self.query(),
            "clear_url": self.request.path if self.query() else "",
            "footnotes": Footnotes(),
            "days": [
                {
                    "date": day,
                    "text": words(day),
                    "head": words(day).replace(" ", "\u00a0"),
                    "url": address(day),
                }
                for day in days
            ],
            "address": self.request.build_absolute_uri(),
            "json_urls": [json_address(day, self.query()) for day in days],
        }


def words(day: datetime.date) -> str:
    return in_words(dates.parse(day.isoformat()))


def address(*days: datetime.date) -> str:
    """The canonical address of a day, or of two, the earlier first."""
    told = [day.isoformat() for day in sorted(set(days))]
    return reverse("as-of-day" if len(told) == 1 else "as-of-days", args=told)


def json_address(day: datetime.date, query: str) -> str:
    return f"/api/v1/as-of/?date={day.isoformat()}{query.replace('?', '&')}"


def query_of(given: QueryDict) -> str:
    kept = {name: ",".join(filter(None, given.getlist(name))) for name in PlacesForm.base_fields}
    told = urlencode({name: value for name, value in kept.items() if value}, safe=",")
    return f"?{told}" if told else ""


class AsOfPage(DayPage):
    """The rules on a day, side by side; today's where the address names none. The form leads to a day."""

    template_name = "timeline/as_of.html"

    def answer(self, request: HttpRequest) -> HttpResponse:
        if "day" not in self.kwargs and {"date", "with"} & set(request.GET):
            asked = [request.GET[name] for name in ("date", "with") if request.GET.get(name)]
            days = [day_of(text) for text in asked] or [timezone.localdate()]
            if not request.GET.get("date"):
                days.append(timezone.localdate())
            return redirect(address(*days) + self.query())
        day = day_of(self.kwargs["day"]) if "day" in self.kwargs else timezone.localdate()
        return self.render_to_response(self.page(day))

    def page(self, day: datetime.date) -> dict[str, Any]:
        form = self.form(day)
        context = self.get_context_data(**self.context(form, day), day=day, shortcuts=incident_days())
        if not form.is_valid():
            return context
        rules = opened(form)
        rows = rules.on(day)
        before, after = neighbours(rules, day)
        return context | {
            "places": rules.places,
            "rows": rows,
            "sides": sides(rules.places, rows, day),
            "research_ends": min((cell.ends for row in rows for cell in row.cells if cell.ends), default=""),
            "before": before and {"text": words(before), "url": address(before)},
            "after": after and {"text": words(after), "url": address(after)},
        }


class ComparedDaysPage(DayPage):
    """What changed between two days. The earlier one stands first in its address."""

    template_name = "timeline/as_of_two.html"

    def answer(self, request: HttpRequest) -> HttpResponse:
        first, last = day_of(self.kwargs["day"]), day_of(self.kwargs["other"])
        if first >= last:
            return redirect(address(first, last) + self.query())
        return self.render_to_response(self.page(first, last))

    def page(self, first: datetime.date, last: datetime.date) -> dict[str, Any]:
        form = self.form(first, last)
        context = self.get_context_data(**self.context(form, first, last))
        if not form.is_valid():
            return context
        rules = opened(form)
        return context | {"places": rules.places, "compared": comparison(rules, first, last)}
