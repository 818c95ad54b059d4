"""How templates tell distances in time."""

from django import template

from timeline.compare import in_days
from timeline.lags import Days

register = template.Library()


@register.filter
def days_text(days: Days) -> str:
    """“1,454 days”, “1,514 to 1,574 days”."""
    return in_days(days)


@register.filter
def none_apart(days: Days) -> bool:
    """Surely on one day."""
    return days == Days(0, 0)
