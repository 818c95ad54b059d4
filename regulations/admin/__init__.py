"""The admin of themes, laws, amendments and measures."""

from regulations.admin.laws import LawAdmin, ThemeAdmin
from regulations.admin.rules import AmendmentAdmin, MeasureAdmin

__all__ = ["AmendmentAdmin", "LawAdmin", "MeasureAdmin", "ThemeAdmin"]
