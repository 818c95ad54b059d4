"""Slugs that follow from what a record says, for records whose editors need not think one out."""

from __future__ import annotations

import re

from sources.models import Record

LONGEST = 120
_OTHERS = re.compile(r"[^a-z0-9]+")


def slug_from(*words: object) -> str:
    """The words joined by hyphens, such as `fig-jvcea-members-2018-03`."""
    return _OTHERS.sub("-", "-".join(str(word) for word in words if word).lower()).strip("-")


def free_slug(model: type[Record], wanted: str) -> str:
    """The wanted slug, cut to what fits; with -2, -3, ... where a record has it already."""
    start = wanted[: LONGEST - 4].rstrip("-")
    alike = model._default_manager.filter(slug__startswith=start)
    taken = set(alike.values_list("slug", flat=True))
    slug, number = start, 2
    while slug in taken:
        slug, number = f"{start}-{number}", number + 1
    return slug
