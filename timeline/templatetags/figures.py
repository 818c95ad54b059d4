"""How templates set figures."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import template

from timeline.charts import Chart, charts
from timeline.figures import Figure

register = template.Library()


@dataclass(frozen=True, slots=True)
class Set:
    """Figures as a page sets them: those that stand alone, and the tables."""

    alone: list[Figure]
    series: list[list[Figure]]


@register.filter
def by_metric(figures: Iterable[Figure]) -> Set:
    """Figures of one metric and one unit make a table; 58 billion yen and 530 million dollars do not."""
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        groups.setdefault((figure.metric_label, figure.unit), []).append(figure)
    return Set(
        alone=[group[0] for group in groups.values() if len(group) == 1],
        series=[group for group in groups.values() if len(group) > 1],
    )


@register.filter
def charted(figures: Iterable[Figure]) -> list[Chart]:
    """The charts that the figures make: `{% for chart in figures|charted %}`; none for short series."""
    return charts(figures)
