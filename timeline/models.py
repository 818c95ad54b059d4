"""What happened, what was measured, what followed from what, and what was searched."""

from timeline.coverage import Coverage
from timeline.events import Event, EventCitation, EventReading, Incident
from timeline.figures import Figure, FigureCitation, FigureReading
from timeline.kinds import Category, EventKind
from timeline.links import Link, LinkCitation

__all__ = [
    "Category",
    "Coverage",
    "Event",
    "EventCitation",
    "EventKind",
    "EventReading",
    "Figure",
    "FigureCitation",
    "FigureReading",
    "Incident",
    "Link",
    "LinkCitation",
]
