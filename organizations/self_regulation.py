"""The bodies by which an industry rules itself, as they are set side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from organizations.beginnings import Beginnings, beginnings, standing_among
from organizations.models import AffiliationKind, Organization, OrganizationKind
from organizations.querysets import BEGINNINGS, RULINGS


@dataclass(frozen=True, slots=True)
class Body:
    """A body with its beginnings, the rules it made, its size over time, and who founded it."""

    organization: Organization
    beginnings: Beginnings
    rulings: list[Any]
    figures: list[Any]
    founders: list[Any]

    @property
    def founding_members(self) -> Any:
        """How many founded it, as a figure; None where no source counts them."""
        return next((figure for figure in self.figures if figure.metric == "founding_members"), None)

    @property
    def members(self) -> Any:
        """The newest count of all its members; None where no source dates one."""
        counts = [
            one for one in self.figures if one.metric == "members" and not one.scope and one.as_of_latest
        ]
        return max(counts, key=lambda figure: figure.as_of_latest, default=None)


@dataclass(frozen=True, slots=True)
class Side:
    """A jurisdiction with what was searched and ruled there, and its bodies.

    Self-regulatory ones stand first, each group in order of foundation.
    """

    jurisdiction: Any
    rows: list[Any]
    measures: list[Any]
    bodies: list[Body]

    @property
    def recognised(self) -> list[Body]:
        return [body for body in self.bodies if body.beginnings.recognised]


def sides(jurisdictions: Iterable[Any], measures: Iterable[Any]) -> list[Side]:
    """The jurisdictions as `for_self_regulation` fetched them, side by side, each with its own measures."""
    fetched, rules = list(jurisdictions), list(measures)
    events = [
        event for place in fetched for one in place.organizations.all() for event in begun(one.events.all())
    ]
    standing = standing_among(events)
    return [
        Side(
            place,
            list(place.coverage_rows.all()),
            [measure for measure in rules if measure.amendment.jurisdiction_id == place.pk],
            sorted((body(one, standing) for one in place.organizations.all()), key=order),
        )
        for place in fetched
    ]


def begun(events: Iterable[Any]) -> list[Any]:
    return [event for event in events if event.kind in BEGINNINGS]


def body(organization: Any, standing: set[tuple[int, int]]) -> Body:
    events = list(organization.events.all())
    return Body(
        organization,
        beginnings(organization, begun(events), standing),
        rulings=[event for event in events if event.kind in RULINGS],
        figures=sorted(organization.figures.all(), key=in_time),
        founders=[one for one in organization.affiliates.all() if one.kind == AffiliationKind.FOUNDER],
    )


def in_time(figure: Any) -> tuple[bool, str, str]:
    """By the date it holds for, those without one last."""
    return not figure.as_of, figure.as_of, figure.scope


def order(body: Body) -> tuple[bool, str, str]:
    """Self-regulatory bodies first; then by foundation, those without a date last."""
    founded = body.beginnings.founded
    is_association = body.organization.kind != OrganizationKind.SELF_REGULATORY_BODY
    return is_association, founded.date if founded else "9999", body.organization.name_sort
