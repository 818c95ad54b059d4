"""What the Atlas holds: published records counted by type, and how far the search went."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from offerings.models import Offering
from organizations.models import Jurisdiction, Organization
from regulations.models import Amendment, Law, Measure, Theme
from sources.models import Source
from sources.querysets import nulls_last
from timeline.models import Coverage, Event, Figure, Incident, Link


@dataclass(frozen=True, slots=True)
class Collection:
    """One type of record, as readers and the API know it; `page` names its list's address, if any."""

    name: str
    model: Any
    label: Promise
    meaning: Promise
    page: str = ""

    @property
    def api_url(self) -> str:
        return f"/api/v1/{self.name}/"

    @property
    def url(self) -> str:
        return reverse(self.page) if self.page else ""

    def count(self) -> int:
        """How many of its records are published."""
        return int(self.model.objects.published().count())


COLLECTIONS = (
    Collection("events", Event, _("Events"), _("something that happened on a date"), "timeline"),
    Collection("figures", Figure, _("Figures"), _("something that measured so much")),
    Collection("incidents", Incident, _("Incidents"), _("all that happened around one failure"), "incidents"),
    Collection("laws", Law, _("Laws"), _("standing laws"), "laws"),
    Collection(
        "amendments",
        Amendment,
        _("Amendments"),
        _("acts, decrees, guidelines, policies, bills and plans that change the rules"),
    ),
    Collection("measures", Measure, _("Measures"), _("single rules of an amendment, each under one theme")),
    Collection("themes", Theme, _("Themes"), _("the questions put to every country"), "themes"),
    Collection(
        "coverage",
        Coverage,
        _("Coverage"),
        _("what was searched for a theme in a country, until when, and found or not"),
    ),
    Collection(
        "sto-cases", Offering, _("STO cases"), _("offerings of security tokens, trials included"), "sto-cases"
    ),
    Collection(
        "organizations",
        Organization,
        _("Organizations"),
        _("regulators, self-regulatory bodies, exchanges, platforms, issuers"),
        "organizations",
    ),
    Collection("links", Link, _("Links"), _("which event gave rise to which, and who says so")),
    Collection("sources", Source, _("Sources"), _("the texts that all of this rests on"), "sources"),
    Collection("jurisdictions", Jurisdiction, _("Jurisdictions"), _("countries, and the world beyond them")),
)


def counts() -> dict[str, int]:
    """Published records by collection; `sto_cases` with an underscore, as templates need it."""
    return {each.name.replace("-", "_"): each.count() for each in COLLECTIONS}


def searched_to() -> str:
    """The stated day up to which every cell of the comparison was searched; empty without any coverage."""
    return Coverage.objects.published().aggregate(day=Min("searched_to"))["day"] or ""


def newest_source() -> Source | None:
    """The latest published source of those that give a date."""
    dated = Source.objects.published().filter(published_earliest__isnull=False)
    newest: Source | None = dated.order_by(*nulls_last("-published_earliest"), "slug").first()
    return newest


def evidence() -> dict[str, int]:
    """How the facts are supported: sources that are primary, and facts on which sources disagree."""
    primary = Count("pk", filter=Q(kind__in=Source.Kind.primary()))
    figures = Figure.objects.published().filter(readings__isnull=False).distinct()
    return {
        **Source.objects.published().aggregate(primary=primary),
        "disputed_events": Event.objects.published().conflicting().count(),
        "disputed_figures": figures.count(),
    }
