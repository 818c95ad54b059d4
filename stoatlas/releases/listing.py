"""Releases as the data page lists them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext_lazy as _

from stoatlas.holdings import COLLECTIONS
from stoatlas.releases.shelf import Release, releases

MEANINGS = {
    ".zip": _("data package: every table as CSV and JSON, its columns explained, licence and citation"),
    ".sqlite3": _("the same tables as a SQLite database"),
    "CHANGES.md": _("what changed since the release before"),
    "changes.json": _("the same for programs"),
    "README.md": _("what is in it and what each column means"),
    "release.json": _("this description for programs"),
    "SHA256SUMS": _("checksums of all files, for sha256sum --check"),
}


def listed() -> list[dict[str, Any]]:
    """All releases, the newest first, with labels for what they count; their files, the whole data first."""
    return [described(release) for release in releases()]


def described(release: Release) -> dict[str, Any]:
    labels = {each.name: each.label for each in COLLECTIONS}
    return {
        "name": release.name,
        "date": release.date,
        "previous": release.previous,
        "records": release.records,
        "rows": [
            {"label": labels.get(name, name), "count": count}
            for name, count in release.counts.items()
            if count
        ],
        "files": sorted(
            (asdict(file) | {"meaning": MEANINGS[key_of(file.name)]} for file in release.all_files),
            key=lambda file: list(MEANINGS).index(key_of(file["name"])),
        ),
    }


def key_of(name: str) -> str:
    """What a file is known by: its name or, where that holds the release's, its ending."""
    return name if name in MEANINGS else f".{name.rpartition('.')[2]}"
