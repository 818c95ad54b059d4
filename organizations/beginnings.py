"""When an organization was founded and recognised, read from the events that name it.

Such an event also names founders and authorities. Whose beginning it is follows from the affiliations and the
kinds of those named: it is that of the one towards which the others stand. Where they do not tell, it is
nobody's, and stands in the chronologies alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from organizations.models import Affiliation, AffiliationKind, Organization, OrganizationKind

AUTHORITIES = {OrganizationKind.REGULATOR, OrganizationKind.LEGISLATURE}
ASSOCIATIONS = {OrganizationKind.SELF_REGULATORY_BODY, OrganizationKind.INDUSTRY_ASSOCIATION}


@dataclass(frozen=True, slots=True)
class Beginnings:
    """First foundation and all recognitions of an organization; `authorities` are who recognised it."""

    founded: Any
    recognised: list[Any]
    authorities: list[Organization]


def beginnings(
    organization: Organization, events: Iterable[Any], standing: set[tuple[int, int]]
) -> Beginnings:
    """Those of the events, each with its organizations fetched, that are the organization's own."""
    return begun_by([event for event in events if subject_of(event, standing) == organization])


def begun_by(own: Sequence[Any]) -> Beginnings:
    """What an organization's own foundations and recognitions say, in order of time."""
    recognised = [event for event in own if event.kind == "organization-recognised"]
    named = {one.pk: one for event in recognised for one in event.organizations.all()}
    return Beginnings(
        founded=next((event for event in own if event.kind == "organization-founded"), None),
        recognised=recognised,
        authorities=[one for one in named.values() if one.kind in AUTHORITIES],
    )


def subject_of(event: Any, standing: set[tuple[int, int]]) -> Organization | None:
    """The one that was founded or recognised: alone, or the one towards which most of the others stand."""
    named: list[Organization] = list(event.organizations.all())
    if len(named) == 1:
        return named[0]
    towards = founds if event.kind == "organization-founded" else stands_towards
    support = {one: sum(towards(other, one, standing) for other in named) for one in named}
    most = max(support.values(), default=0)
    found = [one for one, count in support.items() if count == most]
    return found[0] if most and len(found) == 1 else None


def stands_towards(other: Organization, one: Organization, standing: set[tuple[int, int]]) -> bool:
    """An authority stands towards everyone that it names, the others as their affiliations say."""
    return other != one and (other.kind in AUTHORITIES or (other.pk, one.pk) in standing)


def founds(other: Organization, one: Organization, standing: set[tuple[int, int]]) -> bool:
    """Also, firms named beside an association founded it: an association founds none."""
    is_association = one.kind in ASSOCIATIONS and other.kind not in ASSOCIATIONS
    return is_association or stands_towards(other, one, standing)


def standing_among(events: Iterable[Any]) -> set[tuple[int, int]]:
    """Pairs of keys of the organizations that the events name: who stands towards whom, as published."""
    named = {one.pk for event in events for one in event.organizations.all()}
    ties = (
        Affiliation.objects.published().among(list(named)).values_list("organization_id", "body_id", "kind")
    )
    parent_stands = AffiliationKind.SUBSIDIARY
    return {(body, one) if kind == parent_stands else (one, body) for one, body, kind in ties}
