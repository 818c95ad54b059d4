"""Search across all records: every word of the query is in the record, the best name first.

An act's number in Japanese or Korean is also read as it is recorded, in English: each reading of a query is a
list of words, and a record has the best rank of any.

Rank: a name, abbreviation or number is the query; one begins with it; the names hold all its words; else its
texts do. Of the same rank the newest comes first.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from offerings.models import Offering
from organizations.models import Jurisdiction, Organization
from regulations.models import Amendment, Law, Measure, Theme
from sources.act_numbers import readings
from sources.marking import holds
from sources.models import Source
from sources.querysets import nulls_last
from timeline.findings import Finding, finding
from timeline.models import Coverage, Event, Figure, Incident, Link

Readings = list[list[str]]

LONGEST_QUERY = 200
# what is about other records has no address of its own, and goes when these are withdrawn
DEPENDENT = {"figures", "links", "coverage"}
# so many matches of a type are fetched and ranked one by one; more than anybody is shown
FEW = 300


@dataclass(frozen=True, slots=True)
class Searched:
    """One type of record: its collection in the API, the page that lists it, what label and address need."""

    collection: str
    label: str | Promise
    model: Any
    page: str = ""
    needs: tuple[str, ...] = ()
    newest: str = "updated_at"

    def matching(self, query: str) -> Any:
        """The public records that hold every word, those of hidden records left out."""
        records = self.model.objects.published()
        return (records.of_published() if self.collection in DEPENDENT else records).search(query)

    def all_of(self, query: str) -> str:
        """Address of the page that shows all that was found of the type."""
        if self.page:
            return f"{reverse(self.page)}?{urlencode({'search': query})}"
        return f"{reverse('search')}?{urlencode({'q': query, 'type': self.collection})}"


# what is searched, in the order in which equals of different types stand
SEARCHED: tuple[Searched, ...] = (
    Searched("laws", _("Laws"), Law, "laws", ("jurisdiction",)),
    Searched("amendments", _("Amendments"), Amendment, "", ("jurisdiction",)),
    Searched("organizations", _("Organizations"), Organization, "organizations", ("jurisdiction",)),
    Searched("incidents", _("Incidents"), Incident, "incidents", ("jurisdiction",)),
    Searched("sto-cases", _("STO cases"), Offering, "sto-cases", ("jurisdiction",)),
    Searched("jurisdictions", _("Jurisdictions"), Jurisdiction),
    Searched("themes", _("Themes"), Theme),
    Searched("events", _("Events"), Event, "timeline", ("jurisdiction",), "earliest"),
    Searched("measures", _("Rules"), Measure, "", ("amendment",)),
    Searched("figures", _("Figures"), Figure, "", Figure.SUBJECTS, "as_of_earliest"),
    Searched("links", _("Causes and effects"), Link, "", ("from_event", "to_event")),
    Searched("coverage", _("Coverage"), Coverage, "", ("theme", "jurisdiction")),
    Searched("sources", _("Sources"), Source, "sources", (), "published_earliest"),
)
TYPES = tuple(each.collection for each in SEARCHED)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Of one type: rank and key of the best, and how many were found in all."""

    searched: Searched
    rows: list[tuple[int, int]]
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one type: the best few, how many in all, and the page that shows them all."""

    collection: str
    label: str | Promise
    findings: list[Finding]
    count: int
    all_url: str


@dataclass(frozen=True, slots=True)
class Best:
    """The best findings of all types together, and how many there are of each type."""

    findings: list[tuple[Searched, Finding]]
    counts: list[tuple[Searched, int]]


def groups(query: str, most: int, types: Collection[str] = TYPES) -> list[Group]:
    """Findings by type, at most so many of each, the type with the best rank first; no empty ones.

    Sources come last: they speak of what was asked for, and are it seldom.
    """
    found = sorted(
        ranked(query, most, types), key=lambda each: (each.searched.model is Source, each.rows[0][0])
    )
    return [
        Group(
            each.searched.collection,
            each.searched.label,
            list(findings(each.searched, [key for _rank, key in each.rows], query)),
            each.count,
            each.searched.all_of(query),
        )
        for each in found
    ]


def best(query: str, most: int, types: Collection[str] = TYPES) -> Best:
    """The best of all types, at most so many; equals in the order of types, then the newest first."""
    found = ranked(query, most, types)
    chosen = sorted(
        ((rank, each.searched, key) for each in found for rank, key in each.rows), key=lambda row: row[0]
    )[:most]
    shown: dict[tuple[str, int], Finding] = {}
    for each in found:
        keys = [key for _rank, searched, key in chosen if searched is each.searched]
        name = each.searched.collection
        shown |= {(name, one.record.pk): one for one in findings(each.searched, keys, query)}
    return Best(
        [(searched, shown[searched.collection, key]) for _rank, searched, key in chosen],
        [(each.searched, each.count) for each in found],
    )


def ranked(query: str, most: int, types: Collection[str]) -> list[Ranked]:
    """The best of each type that has any, and how many there are."""
    read = readings(query)
    found = [rank_one(searched, query, read, most) for searched in SEARCHED if searched.collection in types]
    return [each for each in found if each.rows] if read else []


def rank_one(searched: Searched, query: str, read: Readings, most: int) -> Ranked:
    """Few matches are fetched and ranked here; many are counted by rank, and the best few asked for."""
    matching = searched.matching(query)
    newest = matching.order_by(*nulls_last(f"-{searched.newest}"), "slug")
    rows = with_rank(newest, read)
    if len(rows) <= FEW:
        return Ranked(searched, in_order(rows)[:most], len(rows))
    counts = counts_by_rank(matching, read)
    return Ranked(searched, best_of_many(newest, rows, counts, read, most), sum(counts))


def with_rank(newest: Any, read: Readings) -> list[tuple[int, int]]:
    """Rank and key of the newest records, one more than are few."""
    rows = newest.values_list("pk", "search_text")[: FEW + 1]
    return [(min(rank_of(text, words) for words in read), key) for key, text in rows]


def in_order(rows: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """By rank; equals stay as they are, the newest first."""
    return sorted(rows, key=lambda row: row[0])


def rank_of(text: str, words: list[str]) -> int:
    """0 where a name is the query, 1 where one begins with it, 2 where the names hold every word, else 3.

    A record's searchable text holds each of its names on a line of its own, before the first empty line.
    """
    names, whole = text[: text.index("\n\n") + 1], "".join(words)
    if f"\n{whole}\n" in names:
        return 0
    if f"\n{whole}" in names:
        return 1
    return 2 if all(word in names for word in words) else 3


def conditions(read: Readings) -> list[Q]:
    """Of the ranks 0, 1 and 2: that a match is of this rank or a better one, for the database to say."""
    return [reduce(or_, each) for each in zip(*map(conditions_of, read), strict=True)]


def conditions_of(words: list[str]) -> list[Q]:
    """The same of one reading."""
    whole = "".join(words)
    begins = Q(search_text__in_names=f"\n{whole}")
    # the last of the names ends with the empty line
    exact = Q(search_text__in_names=f"\n{whole}\n") | Q(search_text__contains=f"\n{whole}\n\n")
    return [begins & exact, begins, Q(*(Q(search_text__in_names=word) for word in words))]


def counts_by_rank(matching: Any, read: Readings) -> list[int]:
    """How many of the matches have each rank; the database looks at each of them once."""
    at_least = {f"rank_{rank}": Count("pk", filter=held) for rank, held in enumerate(conditions(read))}
    found = matching.order_by().aggregate(**at_least, whole=Count("*"))
    sums = [0, *(found[name] for name in (*at_least, "whole"))]
    return [more - fewer for fewer, more in pairwise(sums)]


def best_of_many(
    newest: Any, rows: list[tuple[int, int]], counts: list[int], read: Readings, most: int
) -> list[tuple[int, int]]:
    """The best of many matches. The newest are `rows`: only ranks that they do not fill are asked for."""
    best: list[tuple[int, int]] = []
    for rank, count in enumerate(counts):
        wanted = min(count, most - len(best))
        held = [row for row in rows if row[0] == rank][:wanted]
        if len(held) < wanted:
            held = [(rank, key) for key in of_rank(newest, rank, read).values_list("pk", flat=True)[:wanted]]
        best += held
    return best


def of_rank(newest: Any, rank: int, read: Readings) -> Any:
    better = [Q(), *conditions(read), Q()]
    return newest.filter(better[rank + 1]).exclude(better[rank]) if rank else newest.filter(better[1])


def findings(searched: Searched, keys: list[int], query: str) -> Iterable[Finding]:
    """The records of these keys in their order, each with what was found in it."""
    if not keys:
        return []
    records = searched.model.objects.select_related(*searched.needs).defer("search_text").in_bulk(keys)
    read = readings(query)
    return [best_finding(records[key], read) for key in keys]


def best_finding(record: Any, read: Readings) -> Finding:
    """By the reading whose words the record's best part holds most of; the first of equals."""
    found = [finding(record, words) for words in read]
    shares = [holds(one.match.text, words) / (len(words) + 1) for one, words in zip(found, read, strict=True)]
    return found[shares.index(max(shares))]
