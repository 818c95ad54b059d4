"""The market of STO cases: how many and how much, by year, by asset class, or by who took part.

Amounts of different currencies are never added up nor turned into each other. They are added here, as exact
decimals: one of the two databases adds in binary.
"""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Grouping(models.TextChoices):
    """What cases can be counted by. One without a value is counted apart: its key is None."""

    YEAR = "year", _("year")
    ASSET_CLASS = "asset_class", _("asset class")
    PLATFORM = "platform", _("platform")
    LEAD_MANAGER = "lead_manager", _("lead manager")
    TRUSTEE = "trustee", _("trustee")
    JURISDICTION = "jurisdiction", _("country")
    STATUS = "status", _("status")


# held by a role: a case with two trustees counts under each
ROLES = {Grouping.LEAD_MANAGER: "lead-manager", Grouping.TRUSTEE: "trustee"}
NOBODY: tuple[str | None, ...] = (None,)


@dataclass(frozen=True, slots=True)
class Case:
    """What the market needs to know of an STO case; `parts` holds slugs by grouping."""

    pk: int
    jurisdiction: str
    status: str
    asset_class: str
    platform: str | None
    currency: str
    amount: Decimal | None
    year: str | None
    parts: dict[Grouping, tuple[str, ...]] = field(default_factory=dict)

    def keys(self, grouping: Grouping) -> tuple[str | None, ...]:
        """Under what it counts: one key, or several where several hold the same role."""
        if grouping in ROLES:
            return self.parts.get(grouping) or NOBODY
        return (getattr(self, grouping.value),)


@dataclass(frozen=True, slots=True)
class Amount:
    """What the cases of one currency come to, and how many of them state an amount."""

    currency: str
    count: int
    sum: Decimal


@dataclass(slots=True)
class Tally:
    """Cases that count together."""

    cases: list[Case] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.cases)

    @property
    def statuses(self) -> Counter[str]:
        return Counter(case.status for case in self.cases)

    @property
    def with_amount(self) -> int:
        """How many state an amount, in whatever currency."""
        return sum(case.amount is not None for case in self.cases)

    @property
    def amounts(self) -> list[Amount]:
        """One for each currency in which an amount is stated, in order of its code."""
        found: dict[str, list[Decimal]] = {}
        for case in self.cases:
            if case.amount is not None:
                found.setdefault(case.currency, []).append(case.amount)
        return [Amount(code, len(found[code]), sum(found[code], Decimal(0))) for code in sorted(found)]

    def within(self, **wanted: str) -> "Tally":
        """Those of the cases with these values: `within(jurisdiction="jp", status="trial")`."""
        return Tally([one for one in self.cases if all(getattr(one, k) == v for k, v in wanted.items())])


Key = tuple[str | None, ...]


def market(found: Any, groupings: Iterable[Grouping] = ()) -> Tally:
    """The cases of a queryset, with the parts that the groupings ask for: a query, and one for each role."""
    roles = {grouping: ROLES[grouping] for grouping in groupings if grouping in ROLES}
    holders: dict[int, dict[Grouping, tuple[str, ...]]] = {}
    for grouping, role in roles.items():
        for pk, slug in found.holders_of(role):
            parts = holders.setdefault(pk, {})
            parts[grouping] = (*parts.get(grouping, ()), slug)
    return Tally(
        [
            Case(pk, place, status, kind, ledger, code, amount, year_of(first, last), holders.get(pk, {}))
            for pk, place, status, kind, ledger, code, amount, first, last in found.for_market()
        ]
    )


def year_of(earliest: datetime.date | None, latest: datetime.date | None) -> str | None:
    """The year in which a date lies: `2021`; `2021/2022` or `2021/..` where it may be one of several.

    None for a case without a date.
    """
    if earliest is None and latest is None:
        return None
    first, last = (str(day.year) if day else ".." for day in (earliest, latest))
    return first if first == last else f"{first}/{last}"


def grouped(tally: Tally, groupings: Collection[Grouping]) -> dict[Key, Tally]:
    """The cases by their keys in each grouping, in order of the keys; what has none stands last."""
    groups: dict[Key, Tally] = {}
    for case in tally.cases:
        for key in product(*(case.keys(grouping) for grouping in groupings)):
            groups.setdefault(key, Tally()).cases.append(case)
    return dict(sorted(groups.items(), key=lambda item: order(item[0])))


def order(key: Key) -> list[tuple[bool, str]]:
    """An open start of a span of years, `../2020`, stands at its end."""
    return [(part is None, (part or "").removeprefix("../")) for part in key]
