"""Search across all records: every word of the query is in the record, the best name first."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Value, When
from django.db.models.functions import StrIndex, Substr
from django.db.models.lookups import Contains
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from offerings.models import Offering
from organizations.models import Organization
from regulations.models import Amendment, Law, Measure, Theme
from sources.models import Source
from sources.querysets import nulls_last
from sources.text import fold
from timeline.models import Event, Incident

LONGEST_QUERY = 200

# what is searched, in the order of the groups, each with the url name of the list that has them all
SEARCHED: tuple[tuple[str | Promise, Any, str], ...] = (
    (_("Laws"), Law.objects, "laws"),
    (_("Amendments"), Amendment.objects, ""),
    (_("Rules"), Measure.objects.select_related("amendment"), ""),
    (_("Organizations"), Organization.objects, "organizations"),
    (_("Incidents"), Incident.objects, "incidents"),
    (_("STO cases"), Offering.objects, "sto-cases"),
    (_("Themes"), Theme.objects, ""),
    (_("Events"), Event.objects, "timeline"),
    (_("Sources"), Source.objects, "sources"),
)

# the day by which a type's newest stand first; of all others, the moment of their last change
DATED: dict[Any, str] = {Event: "earliest", Source: "published_earliest"}


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one type: the best few, how many in all, and the list that shows them all."""

    label: str | Promise
    records: list[Any]
    count: int
    list_name: str


def groups(query: str, most: int) -> list[Group]:
    """Found records by type, at most so many of each; empty types are left out."""
    found = []
    for label, records, list_name in SEARCHED:
        matching = records.published().search(query)
        newest = nulls_last(f"-{DATED.get(records.model, 'updated_at')}")
        best = list(matching.annotate(place=place(query)).order_by("place", *newest, "slug")[: most + 1])
        count = matching.count() if len(best) > most else len(best)
        if best:
            found.append(Group(label, best[:most], count, list_name))
    return found


def place(query: str) -> Case:
    """0 where a name is the query, 1 where one begins with it, 2 where the name contains it, 3 elsewhere.

    A record's searchable text holds each of its names on a line of its own, the first name first.
    """
    folded = fold(query)
    name = Substr("search_text", 1, StrIndex("search_text", Value("\n")))
    return Case(
        When(search_text__startswith=f"{folded}\n", then=Value(0)),
        When(search_text__contains=f"\n{folded}\n", then=Value(0)),
        When(search_text__startswith=folded, then=Value(1)),
        When(search_text__contains=f"\n{folded}", then=Value(1)),
        When(Contains(name, folded), then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
