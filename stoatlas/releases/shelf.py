"""Where releases lie, how they are named, and what there is."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

# lower case letters and digits between single hyphens: what an address, a file and a citation can all hold
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST = 60
DESCRIPTION = "release.json"
CHECKSUMS = "SHA256SUMS"
MEDIA_TYPES = {
    ".zip": "application/zip",
    ".sqlite3": "application/vnd.sqlite3",
    ".md": "text/markdown; charset=utf-8",
    ".json": "application/json",
    "": "text/plain; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file of a release: its length in bytes and its SHA-256 in hexadecimal digits."""

    name: str
    size: int
    sha256: str

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[Path(self.name).suffix]


@dataclass(frozen=True, slots=True)
class Release:
    """A release as it describes itself; `previous` is empty for the first, `counts` by collection."""

    name: str
    date: datetime.date
    previous: str
    counts: dict[str, int]
    files: tuple[File, ...]

    @property
    def folder(self) -> Path:
        return shelf() / self.name

    @property
    def records(self) -> int:
        return sum(self.counts.values())

    @property
    def package(self) -> File:
        return next(file for file in self.files if file.name.endswith(".zip"))

    @property
    def all_files(self) -> tuple[File, ...]:
        """Those whose checksums it knows, then its description and the checksums, which are of all others."""
        return *self.files, *(measured(self.folder / name) for name in (DESCRIPTION, CHECKSUMS))

    def file(self, name: str) -> File | None:
        return next((file for file in self.all_files if file.name == name), None)


def measured(path: Path) -> File:
    with path.open("rb") as file:
        return File(path.name, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def shelf() -> Path:
    """The folder of all releases."""
    return Path(settings.DATA_DIR) / "releases"


def is_name(name: str) -> bool:
    return len(name) <= LONGEST and NAME.fullmatch(name) is not None


def date_in(name: str) -> datetime.date | None:
    """The date that a name begins with, such as `2026-11-24` or `2026-11-24-corrected`."""
    try:
        return datetime.date.fromisoformat(name[:10]) if name[10:11] in {"", "-"} else None
    except ValueError:
        return None


def release(name: str) -> Release | None:
    """The release of this name; None where there is none."""
    if not is_name(name):
        return None
    try:
        told = json.loads((shelf() / name / DESCRIPTION).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return read(told)


def read(told: dict[str, Any]) -> Release:
    return Release(
        name=told["name"],
        date=datetime.date.fromisoformat(told["date"]),
        previous=told["previous"] or "",
        counts=told["counts"],
        files=tuple(File(**file) for file in told["files"]),
    )


def releases() -> list[Release]:
    """All releases, the newest first. What is being written has no name yet, and is not among them."""
    names = [path.name for path in shelf().iterdir()] if shelf().is_dir() else []
    found = [each for name in names if (each := release(name))]
    return sorted(found, key=lambda each: (each.date, each.name), reverse=True)


def before(date: datetime.date, name: str) -> Release | None:
    """The newest release that is older than one of this date and name."""
    return next((each for each in releases() if (each.date, each.name) < (date, name)), None)
