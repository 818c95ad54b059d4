"""Which two jurisdictions the timeline sets against each other; all the others share the middle."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.models import Jurisdiction
from sources.text import localized

PARAMETER = "lanes"
WORLD = "intl"
FIRST = ("jp", "kr")  # whom the Atlas compares unless a reader chooses; they have colours of their own
FURTHER = ("third", "fourth")  # the colours of whoever else stands in a lane


@dataclass(frozen=True, slots=True)
class Lanes:
    """`sides` are the upper and the lower lane, on a list the left and the right column.

    `compared` are all that a reader can choose of, the default pair first. `problem` says in one line what
    was asked for in vain.
    """

    sides: tuple[Jurisdiction, ...]
    compared: tuple[Jurisdiction, ...]
    problem: str = ""

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(place.slug for place in self.sides)

    @property
    def query(self) -> str:
        """The value of the parameter; empty where these are the lanes that are shown anyway."""
        return "" if self.sides == self.compared[:2] else ",".join(self.slugs)

    @property
    def colours(self) -> dict[str, str]:
        """The colour of each side that has none of its own, by slug."""
        others = (slug for slug in self.slugs if slug not in FIRST)
        return dict(zip(others, FURTHER, strict=False))

    @property
    def title(self) -> str:
        if len(self.sides) < len(FIRST) or set(self.slugs) == set(FIRST):
            return _("Japan and Korea: crypto-assets and security tokens")
        upper, lower = (localized(place, "name") for place in self.sides)
        return _("%(upper)s and %(lower)s: crypto-assets and security tokens") % {
            "upper": upper,
            "lower": lower,
        }

    def field(self) -> forms.Field | None:
        """The choice of the lanes, grouped by the upper one; none where there is nothing to choose."""
        if len(self.compared) <= len(FIRST):
            return None
        choices: dict[str, list[tuple[str, str]]] = {}
        for pair in permutations(self.compared, 2):
            upper, lower = (localized(place, "name") for place in pair)
            value = Lanes(pair, self.compared).query
            choices.setdefault(upper, []).append((value, f"{upper} | {lower}"))
        return forms.ChoiceField(
            choices=list(choices.items()), required=False, label=gettext_lazy("Side by side")
        )


def lanes_of(given: QueryDict) -> Lanes:
    """The lanes that an address asks for; what it asks wrongly gives way to the first two, with a line."""
    compared = ranked()
    asked = ",".join(filter(None, given.getlist(PARAMETER)))
    if not asked:
        return Lanes(compared[:2], compared)
    slugs = [slug.strip().lower() for slug in asked.split(",")]
    places = {place.slug: place for place in compared}
    sides = tuple(places[slug] for slug in slugs if slug in places)
    if len(sides) == len(slugs) == len(set(slugs)) == len(FIRST):
        return Lanes(sides, compared)
    return Lanes(compared[:2], compared, refusal(asked, compared))


def refusal(asked: str, compared: Sequence[Jurisdiction]) -> str:
    shown = " | ".join(localized(place, "name") for place in compared[:2])
    return _("lanes: “%(value)s” is not two different countries of %(accepted)s. Shown: %(shown)s.") % {
        "value": asked[:60].replace("\x00", ""),
        "accepted": ", ".join(place.slug for place in compared),
        "shown": shown,
    }


def ranked() -> tuple[Jurisdiction, ...]:
    """Who can be compared, the default pair first, the others by name.

    Where coverage compares fewer than two, everyone but the world.
    """
    places = Jurisdiction.objects.published()
    found = list(places.compared())
    if len(found) < len(FIRST):
        found = list(places.exclude(slug=WORLD).order_by("name_sort"))
    return tuple(sorted(found, key=place_in_order))


def place_in_order(place: Jurisdiction) -> int:
    return FIRST.index(place.slug) if place.slug in FIRST else len(FIRST)


def side_of(slug: str, slugs: Sequence[str]) -> str:
    """The column of a jurisdiction: left, right or, beneath both, world."""
    return dict(zip(slugs, ("left", "right"), strict=False)).get(slug, "world")


def words_of(lanes: Lanes) -> dict[str, Any]:
    """What the picture is told of its lanes: slugs from top to bottom, names, colours."""
    places = list(Jurisdiction.objects.published())
    return {
        "sides": lanes.slugs,
        "others": [place.slug for place in places if place.slug not in {*lanes.slugs, WORLD}],
        "colours": lanes.colours,
        "places": {place.slug: localized(place, "name") for place in places} | {WORLD: _("World")},
    }
