"""Filters of events, incidents, figures, links and coverage."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from offerings.models import Offering
from organizations.filters import InJurisdictionFilter
from organizations.models import Organization
from organizations.querysets import InJurisdictionQuerySet
from regulations.models import Amendment, Law, Measure, Theme
from sources.filters import (
    Bound,
    Choices,
    PeriodFilter,
    RecordFilter,
    Slugs,
    YesOrNo,
    column,
    earliest,
    latest,
)
from sources.models import Source
from timeline import metrics
from timeline.coverage import CoverageStatus
from timeline.figures import SUBJECTS
from timeline.kinds import Category, EventKind
from timeline.links import LinkKind
from timeline.metrics import Unit
from timeline.models import Event, Figure, Incident
from timeline.querysets import EventQuerySet, FigureQuerySet, LinkQuerySet

PRECISIONS = [("day", _("day")), ("month", _("month")), ("year", _("year")), ("interval", _("interval"))]
CERTAINTIES = [("exact", _("exact")), ("approximate", _("approximate")), ("uncertain", _("uncertain"))]
SUBJECT_MODELS = [Figure._meta.get_field(name).related_model for name in SUBJECTS]


def naming(relation: str) -> Callable[..., Any]:
    """Events that name one of the records by this relation."""
    return lambda found, *slugs: found.naming(relation, *slugs)


class EventFilter(InJurisdictionFilter, PeriodFilter):
    """Events by everything that they name, when, and how certainly."""

    first = ("search", "jurisdiction", "category", "theme", "from", "to")

    kind = Choices(InJurisdictionQuerySet.of_kind, EventKind.choices, label=_("Kind"))
    category = Choices(EventQuerySet.of_category, Category.choices, label=_("Category"))
    theme = Slugs(EventQuerySet.with_theme, Theme, label=_("Theme"), choose=True)
    law = Slugs(EventQuerySet.on_law, Law, label=_("Law"), choose=True)
    amendment = Slugs(naming("amendments"), Amendment, label=_("Amendment"))
    measure = Slugs(naming("measures"), Measure, label=_("Measure"))
    sto_case = Slugs(naming("offerings"), Offering, label=_("STO case"))
    incident = Slugs(column("incident__slug"), Incident, label=_("Incident"), choose=True)
    organization = Slugs(naming("organizations"), Organization, label=_("Organization"))
    source = Slugs(EventQuerySet.resting_on, Source, label=_("Source"))
    precision = Choices(column("precision"), PRECISIONS, label=_("Precision"))
    certainty = Choices(EventQuerySet.with_certainty, CERTAINTIES, label=_("Certainty"))
    conflicting = YesOrNo(lambda found, wanted: found.conflicting(wanted=wanted), label=_("Sources disagree"))


class IncidentFilter(InJurisdictionFilter):
    """Incidents by place and by whose failure they are."""

    organization = Slugs(column("organization__slug"), Organization, label=_("Organization"))


class FigureFilter(RecordFilter):
    """Figures by what was measured, of what, in which unit, and when."""

    metric = Choices(FigureQuerySet.of_metric, metrics.choices(), label=_("Metric"))
    subject = Slugs(FigureQuerySet.about_slug, *SUBJECT_MODELS, label=_("Subject"))
    unit = Choices(column("unit"), Unit.choices, label=_("Unit"))
    as_of_from = Bound(lambda found, day: found.as_of_between(day, None), earliest, label=_("As of, from"))
    as_of_to = Bound(lambda found, day: found.as_of_between(None, day), latest, label=_("As of, to"))


class LinkFilter(RecordFilter):
    """Links by what joins the events, and by these."""

    kind = Choices(column("kind"), LinkKind.choices, label=_("Kind"))
    event = Slugs(LinkQuerySet.touching, Event, label=_("Event"))
    from_ = Slugs(column("from_event__slug"), Event, label=_("From event"))
    to = Slugs(column("to_event__slug"), Event, label=_("To event"))


class CoverageFilter(InJurisdictionFilter):
    """Coverage by place, theme and what was found."""

    theme = Slugs(column("theme__slug"), Theme, label=_("Theme"), choose=True)
    status = Choices(column("status"), CoverageStatus.choices, label=_("Status"))
