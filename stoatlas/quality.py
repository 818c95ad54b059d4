"""How good the data are, counted from the data: what was searched, what facts rest on, what is open.

Constant in queries, whatever the size of the data.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.models import Jurisdiction
from regulations.models import Instrument
from sources import dates
from sources.models import Source
from sources.querysets import Evidence
from sources.supported import Relation, citing, references, relations
from timeline.as_of import Book, book
from timeline.coverage import CoverageStatus
from timeline.models import Coverage, Event
from timeline.rule_states import RuleState

OLDEST = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """What was searched for a theme in a country, `row` being None where nobody says, and how many rules of
    it are recorded, those of bills and plans not counted."""

    place: Any
    row: Any
    rules: int

    @property
    def status(self) -> CoverageStatus:
        return CoverageStatus(self.row.status) if self.row else CoverageStatus.NOT_RESEARCHED


@dataclass(frozen=True, slots=True)
class Line:
    theme: Any
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Grid:
    """Themes by countries. `searched_to` is the day up to which every row was searched, empty without any."""

    places: list[Any]
    lines: list[Line]

    @property
    def cells(self) -> list[Cell]:
        return [cell for line in self.lines for cell in line.cells]

    @property
    def tally(self) -> list[tuple[CoverageStatus, int]]:
        """How many cells have each status, all three in order."""
        statuses = [cell.status for cell in self.cells]
        return [(status, statuses.count(status)) for status in CoverageStatus]

    @property
    def searched_to(self) -> str:
        return min((cell.row.searched_to for cell in self.cells if cell.row), default="")


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one type of record: all, those with secondary sources only, with a single one, with none at all."""

    name: str
    label: str | Promise
    total: int
    secondary_only: int
    one_secondary: int
    uncited: int

    @property
    def share(self) -> int:
        """Of a hundred, how many have no primary source."""
        return round(100 * self.secondary_only / self.total) if self.total else 0

    @property
    def lone_share(self) -> int:
        """Of a hundred, how many rest on one secondary source."""
        return round(100 * self.one_secondary / self.total) if self.total else 0


@dataclass(frozen=True, slots=True)
class Open:
    """Records of one type with a reading of which nobody has decided whether to follow it."""

    label: str | Promise
    records: list[Any]


@dataclass(frozen=True, slots=True)
class Reads:
    """When the sources were last read: each stated day with its count, the oldest first."""

    days: list[tuple[str, int]]
    oldest: list[Any]
    undated: int

    @property
    def total(self) -> int:
        return sum(count for _day, count in self.days)


@dataclass(frozen=True, slots=True)
class Inexact:
    """Events whose date is no exact day; `query` asks the timeline for them."""

    label: str | Promise
    query: str
    count: int


@dataclass(frozen=True, slots=True)
class Quality:
    day: datetime.date
    grid: Grid
    facts: list[Facts]
    undecided: list[Open]
    unstarted: list[Any]
    reads: Reads
    inexact: list[Inexact]
    event_count: int

    @property
    def whole(self) -> Facts:
        """All types together."""
        names = ("total", "secondary_only", "one_secondary", "uncited")
        sums = {name: sum(getattr(each, name) for each in self.facts) for name in names}
        return Facts("", _("All together"), **sums)

    @property
    def undecided_count(self) -> int:
        return sum(len(group.records) for group in self.undecided)


def quality(day: datetime.date) -> Quality:
    """The state of the data; `day` decides which rules count as passed without a recorded start."""
    rules = book(list(Jurisdiction.objects.published().compared()), with_coverage=False)
    inexact, event_count = inexact_dates()
    return Quality(
        day=day,
        grid=grid(rules),
        facts=facts(),
        undecided=undecided(),
        unstarted=unstarted(rules, day),
        reads=reads(),
        inexact=inexact,
        event_count=event_count,
    )


def grid(rules: Book) -> Grid:
    rows = Coverage.objects.published().filter(jurisdiction__in=rules.places).select_related("theme")
    held = {(row.theme_id, row.jurisdiction_id): row for row in rows.defer("search_text")}

    def cell(theme: Any, place: Any) -> Cell:
        at = (theme.pk, place.pk)
        acts = [Instrument(measure.amendment.instrument) for measure in rules.measures.get(at, [])]
        return Cell(place, held.get(at), sum(not act.is_proposal for act in acts))

    lines = [Line(theme, [cell(theme, place) for place in rules.places]) for theme in rules.themes]
    return Grid(rules.places, lines)


def facts() -> list[Facts]:
    """Type by type, the one with the most records without a primary source first."""
    found = [facts_of(relation) for relation in citing()]
    return sorted(found, key=lambda each: (-each.secondary_only, each.name))


def facts_of(relation: Relation) -> Facts:
    counts = relation.records().evidence_counts()
    return Facts(
        relation.name,
        relation.model._meta.verbose_name_plural,
        counts["all"],
        counts[Evidence.SECONDARY_ONLY],
        counts[Evidence.ONE_SECONDARY],
        counts["uncited"],
    )


def undecided() -> list[Open]:
    """With their citations and readings, in the order of each type; types without any are not named."""
    found = []
    for relation in relations():
        if relation.sense == "disputes":
            named = [relation.model._meta.get_field(name).name for name in references(relation.model)]
            records = relation.records().undecided().select_related(*named).defer("search_text")
            ordered = records.with_evidence().order_by(*relation.record_columns())
            found.append(Open(relation.model._meta.verbose_name_plural, list(ordered)))
    return [group for group in found if group.records]


def unstarted(rules: Book, day: datetime.date) -> list[Any]:
    """Measures of acts that are passed or promulgated and of which no source tells the start."""
    return [
        measure
        for theme in rules.themes
        for place in rules.places
        for measure in rules.measures.get((theme.pk, place.pk), [])
        if (found := rules.finding(measure, day)) and found.state == RuleState.START_NOT_RECORDED
    ]


def reads() -> Reads:
    sources = Source.objects.published().order_by()
    counted = sources.values_list("accessed").annotate(
        count=Count("pk"), undated=Count("pk", filter=Q(published=""))
    )
    rows = sorted(counted, key=lambda row: dates.earliest(row[0]) or datetime.date.max)
    oldest = sources.defer("search_text").order_by("accessed", "name_sort", "slug")[:OLDEST]
    return Reads(
        days=[(accessed, count) for accessed, count, _undated in rows],
        oldest=list(oldest) if len(rows) > 1 else [],
        undated=sum(undated for _accessed, _count, undated in rows),
    )


def inexact_dates() -> tuple[list[Inexact], int]:
    """Events by what keeps their date from being an exact day, and how many events there are."""
    columns = ("precision", "approximate", "uncertain")
    rows = list(Event.objects.published().order_by().values_list(*columns).annotate(count=Count("pk")))

    def counted(column: int, value: object) -> int:
        return sum(row[3] for row in rows if row[column] == value)

    found = [
        Inexact(_("a month"), "precision=month", counted(0, "month")),
        Inexact(_("a year"), "precision=year", counted(0, "year")),
        Inexact(_("from one day to another"), "precision=interval", counted(0, "interval")),
        Inexact(_("“about”, says the source"), "certainty=approximate", counted(1, True)),
        Inexact(_("the source is not sure"), "certainty=uncertain", counted(2, True)),
    ]
    return found, sum(row[3] for row in rows)
