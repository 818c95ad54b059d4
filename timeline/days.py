"""The rules of a day as a piece of a page, for the picture's cursor, and what its layers are told."""

import datetime
import re
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from sources import dates
from sources.date_words import in_words
from timeline.as_of import as_of
from timeline.lanes import lanes_of

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
LONGEST_TOLD = 40


class DayPart(TemplateView):
    """The countries side by side on one day: what holds, question by question, or that nothing does."""

    template_name = "timeline/_day.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = read_day(self.kwargs["day"])
        lanes = lanes_of(self.request.GET)
        rows = as_of(day, lanes.sides)
        theme = self.request.GET.get("theme", "")
        return super().get_context_data(
            **kwargs,
            date=day,
            day_text=in_words(dates.parse(day.isoformat())),
            places=lanes.sides,
            lanes=lanes,
            rows=[row for row in rows if theme in ("", row.theme.slug)],
        )


def read_day(text: str) -> datetime.date:
    """A day of the calendar, written out; anything else has no page."""
    try:
        return day_of(text)
    except dates.DateError as error:
        raise Http404(str(error)) from None


def day_of(text: str) -> datetime.date:
    """The day of the calendar that is written out so; raise DateError, naming the text, for anything else."""
    told = {"text": text if len(text) <= LONGEST_TOLD else f"{text[:LONGEST_TOLD]}…"}
    if not DAY.fullmatch(text):
        raise dates.DateError(_("“%(text)s” is no day; accepted is a day such as 2018-01-26.") % told)
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        message = _("“%(text)s” is no day of the calendar; accepted is a day such as 2018-01-26.")
        raise dates.DateError(message % told) from None


def layer_words() -> dict[str, Any]:
    """What the layers of the picture are told: where to ask, and words."""
    return {
        "day_path": f"{reverse('timeline')}day/",
        "links": "/api/v1/links/",
        "coverage": "/api/v1/coverage/",
        "layer": {
            "day": _("Day shown beneath"),
            "day_trouble": _("The state of the rules could not be fetched."),
            "causes": _("%s causes"),
            "effects": _("%s effects"),
            "before": _("← %s earlier"),
            "after": _("%s later →"),
            "further": _("One step further"),
            "prompted": _("prompted"),
            "implements": _("is carried out by"),
            "succeeds": _("is followed on by"),
            "contrasts-with": _("contrasts with"),
            "zero": _("day zero"),
            "align": _("Align on …"),
            "on_day": _("On a day"),
            "rules": _("The rules on %s ↓"),
            "no_day": _("Not while aligned: each country then counts its own days."),
            "aligned": _(
                "Aligned on the day from which each has a rule in force: %s."
                " The axis counts days before and after it."
            ),
            "from_here": _("Count days from here"),
            "counted": _("Day zero: %s. The axis counts days before and after it."),
            "world_out": _("World events are left out here: they belong to neither count of days."),
            "no_zero": _(
                "Not every country has a recorded start for this theme, so they cannot be aligned on it."
            ),
        },
    }
