"""Under which rules an STO case was done: those of its country on its date, as far as the date tells."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sources import dates
from sources.date_words import in_words
from timeline.as_of import Book, Group, book
from timeline.day_facts import Body, bodies_by
from timeline.rule_states import Finding, RuleState

SHOWN = {RuleState.IN_FORCE, RuleState.ISSUED}
SELF_REGULATORY = {"self-regulatory-body", "industry-association"}


@dataclass(frozen=True, slots=True)
class CaseRule:
    """An act's rules on one question; certain when they held on every day that the case's date can mean."""

    group: Group
    certain: bool


@dataclass(frozen=True, slots=True)
class CaseBody:
    body: Body
    certain: bool


@dataclass(frozen=True, slots=True)
class CaseRules:
    """`themes` are the questions with a rule, `last` the last day that the date of the case can mean.

    `exact` says that the date is one day, without doubt.
    """

    last: datetime.date
    exact: bool
    themes: list[tuple[Any, list[CaseRule]]]
    bodies: list[CaseBody]

    @property
    def last_text(self) -> str:
        return in_words(dates.parse(self.last.isoformat()))


def rules_of_case(offering: Any) -> CaseRules | None:
    """None for a case without a date. Of an open span the stated end counts, and nothing is certain."""
    stated = dates.read(offering.date or "")
    if stated is None:
        return None
    first, last = stated.earliest, stated.latest or stated.earliest
    if last is None:
        return None
    sure = first if stated.latest and not (stated.approximate or stated.uncertain) else None
    rules = book([offering.jurisdiction], with_coverage=False)
    return CaseRules(
        last, sure == last, list(themes_of(rules, sure, last)), bodies_of(offering.jurisdiction, sure, last)
    )


def themes_of(
    rules: Book, first: datetime.date | None, last: datetime.date
) -> Iterable[tuple[Any, list[CaseRule]]]:
    for row in rules.on(last):
        groups = [group for group in row.cells[0].groups if group.finding.state in SHOWN]
        if groups:
            yield row.theme, [CaseRule(group, held_since(rules, group, first)) for group in groups]


def held_since(rules: Book, group: Group, first: datetime.date | None) -> bool:
    """Certain on the last day, and in the same state for certain on the first."""
    if first is None or not group.finding.certain:
        return False
    return all(is_same(rules.finding(measure, first), group.finding) for measure in group.measures)


def is_same(found: Finding | None, wanted: Finding) -> bool:
    return found is not None and found.certain and found.state == wanted.state


def bodies_of(place: Any, first: datetime.date | None, last: datetime.date) -> list[CaseBody]:
    """The self-regulatory bodies that can have begun by the last day."""
    found = [
        body
        for body in bodies_by([place], last).get(place.pk, [])
        if body.state != "not-recorded" and body.organization.kind in SELF_REGULATORY
    ]
    return [CaseBody(body, certain=first is not None and body.has_begun(first)) for body in found]
