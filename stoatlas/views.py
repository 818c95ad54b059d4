"""Home and the pages about the site."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from regulations.models import Theme
from sources.models import Source
from stoatlas import holdings
from timeline.models import Event


class HomePage(TemplateView):
    template_name = "stoatlas/home.html"


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
            address=self.request.build_absolute_uri("/"),
        )


class ReferencePage(TemplateView):
    template_name = "stoatlas/reference.html"
