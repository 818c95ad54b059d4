"""The admin of events, figures, links and coverage, and of STO cases, whose form holds milestones."""

from timeline.admin.comparison import CoverageAdmin, LinkAdmin
from timeline.admin.events import EventAdmin, IncidentAdmin
from timeline.admin.figures import FigureAdmin
from timeline.admin.offerings import OfferingAdmin

__all__ = ["CoverageAdmin", "EventAdmin", "FigureAdmin", "IncidentAdmin", "LinkAdmin", "OfferingAdmin"]
