"""Static files under names that say what is in them, compressed, so that browsers may keep them for ever.

`make_ready` collects them before the site is served. Where nothing was collected, as in tests and at the
first command, and while DEBUG is on, they are served from where they lie under their plain names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

STAMP = "collected.txt"  # says of which files the collection was made


class CollectedFiles(CompressedManifestStaticFilesStorage):
    """Addresses of collected files by their hashed names, of any other by its plain one."""

    def url(self, name: str | None, force: bool = False) -> str:
        if name and self.clean_name(name) in self.hashed_files:
            return str(super().url(name, force))
        return str(StaticFilesStorage.url(self, name))


def collect() -> None:
    """Collect the files into STATIC_ROOT, unless that was done and none has changed since.

    Earlier files stay, for pages that were sent before and name them.
    """
    stamp = Path(settings.STATIC_ROOT) / STAMP
    found = fingerprint()
    if not (stamp.exists() and stamp.read_text(encoding="ascii") == found):
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(found, encoding="ascii")


def fingerprint() -> str:
    """Changes with every file that is added, taken away or written."""
    return hashlib.sha256("\n".join(sorted(described())).encode()).hexdigest()


def described() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            file = Path(storage.path(name)).stat()
            yield f"{name} {file.st_size} {file.st_mtime_ns}"
