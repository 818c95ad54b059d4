"""Where a jurisdiction stands on the timeline, and in which colour."""

from django import template

from sources.templatetags.records import place_code
from timeline.lanes import FIRST, Lanes, side_of

register = template.Library()


@register.filter
def side(slug: str, lanes: Lanes | str = "") -> str:
    """`left`, `right` or `world`: `{{ place.slug|side:lanes }}`, or as by default."""
    return side_of(slug, lanes.slugs if isinstance(lanes, Lanes) else FIRST)


@register.filter
def colour(slug: str, lanes: Lanes | str = "") -> str:
    """The class of its colour, without `j-`: its own, that of its lane, or `other`."""
    given = lanes.colours if isinstance(lanes, Lanes) else {}
    return given.get(slug) or place_code(slug)
