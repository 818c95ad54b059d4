"""The comparison of two countries, question by question: since when, by which act, who came first."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from organizations.models import Jurisdiction
from regulations.models import Theme
from sources import dates
from sources.asked import Asked
from sources.date_words import in_words
from sources.footnotes import Footnotes
from sources.text import localized
from timeline.as_of import book
from timeline.beside import with_others
from timeline.compare import NOBODY, ONLY, ORDERS, chosen, grouped, rows_of
from timeline.lags import Milestone, lags
from timeline.models import Coverage
from timeline.picture.gaps import gaps
from timeline.standing import importance

PAIR = 2


class CompareForm(forms.Form):
    """What a reader may choose; of `places`, which can be compared, the first two stand side by side."""

    milestone = forms.ChoiceField(label=_("Compare by"), choices=Milestone.choices, required=False)
    first = forms.ChoiceField(label=_("Who came first"), required=False)
    order = forms.ChoiceField(label=_("In order"), choices=list(ORDERS.items()), required=False)
    on = forms.CharField(
        label=_("As on a day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("What came later counts as not yet come."),
    )

    def __init__(self, places: Sequence[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.slug: place for place in places}
        names = [(slug, localized(place, "name")) for slug, place in self.places.items()]
        first: Any = self.fields["first"]
        alone = [(ONLY + slug, _("only %(place)s so far") % {"place": name}) for slug, name in names]
        first.choices = [("", _("All")), *names, *alone, (NOBODY, _("not to be told"))]
        for name, label in (("from", _("From")), ("to", _("To"))):
            field = forms.ChoiceField(label=label, choices=[("", "—"), *names], required=False)
            if len(names) <= PAIR:
                field.widget = field.hidden_widget()
            self.fields[name] = field

    def clean_on(self) -> datetime.date | None:
        text = self.cleaned_data["on"]
        stated = dates.read(text)
        if not text:
            return None
        if stated is None or stated.earliest is None or stated.text != stated.earliest.isoformat():
            raise forms.ValidationError(
                _("“%(value)s” is not a day of the calendar, such as 2021-07-01."), params={"value": text}
            )
        return stated.earliest

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("from") and cleaned["from"] == cleaned.get("to"):
            raise forms.ValidationError(
                _("From and to are both “%(value)s”: choose two that differ."),
                params={"value": cleaned["from"]},
            )
        return cleaned

    def chosen(self, name: str) -> Any:
        """The value chosen; None where nothing is, or nothing that can be read."""
        return self.cleaned_data.get(name) or None

    def pair(self) -> tuple[Any, Any]:
        """The two places to compare, of at least two."""
        origin, target = self.chosen("from"), self.chosen("to")
        if origin == target:
            target = None
        origin = origin or next(slug for slug in self.places if slug != target)
        target = target or next(slug for slug in self.places if slug != origin)
        return self.places[origin], self.places[target]


class ComparePage(Asked, TemplateView):
    """Two countries side by side; what cannot be read is answered 400, with the reason beside it."""

    template_name = "timeline/compare.html"
    parameters = ("milestone", "first", "order", "on", "from", "to")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        places = list(Jurisdiction.objects.published().compared())
        form = CompareForm(places, request.GET)
        valid = form.is_valid()
        context = self.get_context_data(form=form, valid=valid, clear_url=request.path if request.GET else "")
        if len(places) >= PAIR:
            context |= self.comparison(form)
        return self.render_to_response(context, status=200 if valid else 400)

    def comparison(self, form: CompareForm) -> dict[str, Any]:
        today = timezone.localdate()
        on = form.chosen("on")
        day = on or today
        milestone = Milestone(form.chosen("milestone") or Milestone.IN_FORCE)
        pair = form.pair()
        themes = sorted(Theme.objects.published().comparable(), key=importance)
        found = lags(themes, Coverage.objects.for_lags(), pair, milestone, today, on=on)
        if milestone == Milestone.IN_FORCE:
            found = with_others(found, book(pair, with_coverage=False), day)
        rows = rows_of(found)
        left = chosen(rows, form.chosen("first") or "")
        groups = grouped(left, pair, form.chosen("order") or "question")
        return {
            "pair": pair,
            "milestone": milestone,
            "day": day,
            "day_text": in_words(dates.parse(day.isoformat())),
            "on": on,
            "groups": groups,
            "shown": len(left),
            "total": len(rows),
            "picture": gaps([(row.lag, row.brief) for group in groups for row in group.rows], day),
            "footnotes": Footnotes(),
            "json_url": json_url(pair, milestone, on),
        }


def json_url(pair: tuple[Any, Any], milestone: Milestone, on: datetime.date | None) -> str:
    """The same comparison through the API."""
    asked = f"/api/v1/lags/?from={pair[0].slug}&to={pair[1].slug}&milestone={milestone}"
    return f"{asked}&on={on}" if on else asked
