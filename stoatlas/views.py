"""Home and the pages about the site."""

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from offerings.models import Offering
from regulations.models import Theme
from sources.models import Source
from stoatlas import holdings
from stoatlas.reference import reference
from stoatlas.releases.listing import listed
from timeline.models import Coverage, Event
from timeline.picture import spots_of, tall, wide
from timeline.standing import standing


class HomePage(TemplateView):
    """What this is, and where Japan and Korea stand today: the weightiest events drawn, then a table."""

    template_name = "stoatlas/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        spots = spots_of(Event.objects.published().weightiest().for_picture(), today)
        return super().get_context_data(
            **kwargs,
            today=today,
            shown=len(spots),
            wide=wide(spots, today),
            tall=tall(spots, today),
            standing=standing(Coverage.objects.for_standing(), today),
            counts={
                "events": Event.objects.published().count(),
                "cases": Offering.objects.published().count(),
                "sources": Source.objects.published().count(),
            },
        )


class AboutPage(TemplateView):
    """How the Atlas is made and to be read: a section each, with the live counts."""

    template_name = "stoatlas/about.html"
    sections = (
        ("facts", _("What a fact is")),
        ("dates", _("Dates")),
        ("sources", _("Sources")),
        ("readings", _("When sources disagree")),
        ("absence", _("When nothing was found")),
        ("limits", _("What the Atlas does not do")),
        ("citing", _("How to cite")),
        ("licence", _("Licence")),
        ("origin", _("Where it began")),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        origin = Source.objects.published().filter(slug="despread-2023").first()
        return super().get_context_data(
            **kwargs,
            sections=[
                {"id": name, "name": title, "template": f"stoatlas/about/_{name}.html"}
                for name, title in self.sections
            ],
            held=holdings.counts(),
            theme_count=Theme.objects.published().comparable().count(),
            evidence=holdings.evidence(),
            searched_to=holdings.searched_to(),
            address=self.request.build_absolute_uri("/"),
            origin=origin,
            origin_count=Event.objects.published().resting_on("despread-2023").count(),
        )


class DataPage(TemplateView):
    """What is in the data, how far it reaches, and how to get it."""

    template_name = "stoatlas/data.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            collections=[{"of": each, "count": each.count()} for each in holdings.COLLECTIONS],
            searched_to=holdings.searched_to(),
            newest=holdings.newest_source(),
            releases=listed(),
            address=self.request.build_absolute_uri("/"),
        )


class ReferencePage(TemplateView):
    """Every collection of the API with its parameters and fields."""

    template_name = "stoatlas/reference.html"
    sections = (
        ("answers", _("What comes back")),
        ("lists", _("What every list understands")),
        ("errors", _("Errors")),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = reference(get_language() or "en")
        return super().get_context_data(
            **kwargs,
            reference=found,
            sections=[
                *({"id": name, "name": title} for name, title in self.sections),
                *({"id": entry.id, "name": entry.name} for entry in found.entries),
                *({"id": each.question.name, "name": each.question.label} for each in found.questions),
                {"id": "parts", "name": _("Parts of records")},
            ],
            address=self.request.build_absolute_uri("/"),
        )
