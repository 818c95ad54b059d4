"""The site's vocabulary of questions about what happened and what was measured."""

from timeline.querysets.coverage import CoverageQuerySet
from timeline.querysets.events import CHRONOLOGICAL, EventQuerySet
from timeline.querysets.figures import AFTERMATH, LOSSES, FigureQuerySet
from timeline.querysets.incidents import IncidentQuerySet
from timeline.querysets.links import LinkQuerySet

__all__ = [
    "AFTERMATH",
    "CHRONOLOGICAL",
    "LOSSES",
    "CoverageQuerySet",
    "EventQuerySet",
    "FigureQuerySet",
    "IncidentQuerySet",
    "LinkQuerySet",
]
