"""The market as bars: a panel for each country (and currency), a bar for each value, in parts by outcome."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offerings.market import Grouping, Tally, grouped, market
from offerings.models import AssetClass, Status
from organizations.models import Jurisdiction, Organization
from sources.text import is_english, localized

MOST_BARS = 12  # of organizations: as many as a reader compares at a glance
MOST_YEARS = 30  # years without a case are shown too, unless the span is longer
BY = (Grouping.YEAR, Grouping.ASSET_CLASS, Grouping.PLATFORM, Grouping.LEAD_MANAGER, Grouping.TRUSTEE)
COUNT, AMOUNT = "count", "amount"
MEASURES = {COUNT: gettext_lazy("cases"), AMOUNT: gettext_lazy("amount")}
NONE_RECORDED = {
    Grouping.YEAR: gettext_lazy("not dated"),
    Grouping.PLATFORM: gettext_lazy("no platform recorded"),
    Grouping.LEAD_MANAGER: gettext_lazy("no lead manager recorded"),
    Grouping.TRUSTEE: gettext_lazy("no trustee recorded"),
}
Link = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of cases, as the bars tell them apart; `name` is also how a part is drawn."""

    name: str
    label: Promise
    statuses: tuple[str, ...]


OUTCOMES = (
    Outcome("done", gettext_lazy("carried out"), (Status.COMPLETED, Status.REDEEMED)),
    Outcome("announced", gettext_lazy("announced only"), (Status.ANNOUNCED,)),
    Outcome("trial", gettext_lazy("trial"), (Status.TRIAL,)),
    Outcome("cancelled", gettext_lazy("cancelled"), (Status.CANCELLED,)),
)


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a sum that cases of one outcome make up."""

    outcome: Outcome
    value: Decimal


@dataclass(frozen=True, slots=True)
class Piece:
    """A part as it is drawn: where it begins and how wide it is, as shares of the room for bars."""

    part: Part
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A value of what is counted by. `key` is None for the cases that have none: these are not drawn.

    `count` is of all its cases, `stated` of those with an amount in the panel's currency.
    """

    key: str | None
    label: str
    english: bool
    url: str
    count: int
    stated: int
    value: Decimal
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """The bars of one country; of amounts, in one currency (empty where cases are counted).

    `hidden` are the values beyond the most that are drawn, `hidden_cases` the cases they hold.
    """

    place: Jurisdiction
    currency: str
    count: int
    stated: int
    parts: tuple[Part, ...]
    bars: tuple[Bar, ...]
    hidden: int
    hidden_cases: int


@dataclass(frozen=True, slots=True)
class Chart:
    """All that the page draws of the market."""

    by: Grouping
    measure: str
    panels: tuple[Panel, ...]
    outcomes: tuple[Outcome, ...]
    count: int
    stated: int
    has_spans: bool

    @property
    def of_roles(self) -> bool:
        return self.by in {Grouping.LEAD_MANAGER, Grouping.TRUSTEE}


@dataclass(frozen=True, slots=True)
class Named:
    """What a key is called on the page, and whether in English on a page of another language."""

    label: str
    english: bool = False


def chart(found: Any, by: Grouping, measure: str, link: Link) -> Chart:
    """Draw the cases of a queryset. `link` makes the address of the list with other filters.

    Four queries at most, whatever there is to draw.
    """
    tally = market(found, [by])
    names = names_of(by, tally)
    places = Jurisdiction.objects.filter(slug__in={case.jurisdiction for case in tally.cases})
    panels = [
        panel
        for place in places.order_by("name_sort")
        for panel in panels_of(place, tally.within(jurisdiction=place.slug), by, measure)
    ]
    most = max((scale_of(groups, "") for _place, _code, groups in panels), default=Decimal(0))
    years = all_years(tally) if by == Grouping.YEAR else []
    return Chart(
        by=by,
        measure=measure,
        panels=tuple(
            panel_of(place, code, groups, Drawing(by, names, link, most, years))
            for place, code, groups in panels
        ),
        outcomes=tuple(outcome for outcome in OUTCOMES if set(outcome.statuses) & set(tally.statuses)),
        count=tally.count,
        stated=tally.with_amount,
        has_spans=any(case.year and "/" in case.year for case in tally.cases),
    )


Groups = dict[str | None, Tally]


def panels_of(
    place: Jurisdiction, tally: Tally, by: Grouping, measure: str
) -> list[tuple[Jurisdiction, str, Groups]]:
    """The cases of a country, once; for amounts, once for each currency in which one is stated."""
    groups = {key: each for (key,), each in grouped(tally, [by]).items()}
    if measure == COUNT:
        return [(place, "", groups)]
    return [(place, each.currency, groups) for each in tally.amounts]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What all bars share; `most` is what fills the room for them."""

    by: Grouping
    names: dict[str, Named]
    link: Link
    most: Decimal
    years: list[str]


def scale_of(groups: Groups, code: str) -> Decimal:
    """The longest bar: that of all panels for counts, which are drawn alike; each currency has its own."""
    return max((value(tally, code) for key, tally in groups.items() if key is not None), default=Decimal(0))


def value(tally: Tally, code: str) -> Decimal:
    """What a bar measures: cases, or what they come to in a currency."""
    if not code:
        return Decimal(tally.count)
    return sum((each.sum for each in tally.amounts if each.currency == code), Decimal(0))


def stated(tally: Tally, code: str) -> int:
    if not code:
        return tally.with_amount
    return sum(each.count for each in tally.amounts if each.currency == code)


def parts_of(tally: Tally, code: str) -> tuple[Part, ...]:
    """What the cases of each outcome come to; none that comes to nothing."""
    found = (
        Part(outcome, value(Tally([one for one in tally.cases if one.status in outcome.statuses]), code))
        for outcome in OUTCOMES
    )
    return tuple(part for part in found if part.value)


def panel_of(place: Jurisdiction, code: str, groups: Groups, drawing: Drawing) -> Panel:
    # a case of two trustees stands in two groups, and once in the whole
    whole = Tally(list({case.pk: case for tally in groups.values() for case in tally.cases}.values()))
    shown, rest = ordered(groups, code, drawing)
    if code:
        drawing = replace(drawing, most=scale_of(groups, code))
    return Panel(
        place=place,
        currency=code,
        count=whole.count,
        stated=stated(whole, code),
        parts=parts_of(whole, code),
        bars=tuple(bar(place, code, key, tally, drawing) for key, tally in shown),
        hidden=len(rest),
        hidden_cases=len({case.pk for _key, tally in rest for case in tally.cases}),
    )


def ordered(groups: Groups, code: str, drawing: Drawing) -> tuple[Any, Any]:
    """Years in their order, all else by how much it is; cases without a value last. And what is too many."""
    none = [(None, groups[None])] if None in groups else []
    some = [(key, tally) for key, tally in groups.items() if key is not None]
    if drawing.by == Grouping.YEAR:
        empty = [(year, Tally()) for year in drawing.years if year not in groups]
        return [*sorted([*some, *empty], key=lambda each: each[0].removeprefix("../")), *none], []
    some.sort(key=lambda each: (-value(each[1], code), -each[1].count, drawing.names[each[0]].label))
    return [*some[:MOST_BARS], *none], some[MOST_BARS:]


def bar(place: Jurisdiction, code: str, key: str | None, tally: Tally, drawing: Drawing) -> Bar:
    named = drawing.names.get(key) if key else None
    return Bar(
        key=key,
        label=named.label if named else year_label(key) or str(NONE_RECORDED.get(drawing.by, "")),
        english=bool(named and named.english),
        url=address(place, key, drawing) if tally.count else "",
        count=tally.count,
        stated=stated(tally, code),
        value=value(tally, code),
        pieces=() if key is None else tuple(pieces(parts_of(tally, code), drawing.most)),
    )


def address(place: Jurisdiction, key: str | None, drawing: Drawing) -> str:
    """The list of these cases; empty where no filter says the same (no value, or one of several years)."""
    if key is None or "/" in key:
        return ""
    return drawing.link(jurisdiction=place.slug, **{drawing.by.value: key})


def pieces(parts: Iterable[Part], most: Decimal) -> Iterable[Piece]:
    x = Decimal(0)
    for part in parts:
        width = part.value / most * 100
        yield Piece(part, f"{x:.2f}%", f"{width:.2f}%")
        x += width


def all_years(tally: Tally) -> list[str]:
    """Every year between the first and the last, so that an empty one is seen."""
    known = sorted(int(case.year) for case in tally.cases if case.year and case.year.isdecimal())
    if not known or known[-1] - known[0] > MOST_YEARS:
        return []
    return [str(year) for year in range(known[0], known[-1] + 1)]


def year_label(key: str | None) -> str:
    """A span of years in words; a year as it is."""
    first, slash, last = (key or "").partition("/")
    if not slash:
        return first
    if first == "..":
        return _("to %(year)s") % {"year": last}
    if last == "..":
        return _("from %(year)s") % {"year": first}
    return f"{first}–{last}"


def names_of(by: Grouping, tally: Tally) -> dict[str, Named]:
    """What the keys are called in the language of the page; nothing for years."""
    if by == Grouping.ASSET_CLASS:
        return {each.value: Named(str(each.label).capitalize()) for each in AssetClass}
    if by == Grouping.YEAR:
        return {}
    slugs = {key for case in tally.cases for key in case.keys(by) if key}
    found = Organization.objects.filter(slug__in=slugs).only(
        "slug", "abbreviation", "name", "name_ja", "name_ko"
    )
    return {
        one.slug: Named(one.abbreviation or localized(one, "name"), english=is_english(one, "name"))
        for one in found
    }
