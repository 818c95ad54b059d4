"""Whether static/built/ is made of the sources as they are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "static"
BUILT = STATIC / "built" / "BUILT.json"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "missing"


def stale(static: Path = STATIC) -> Iterator[str]:
    """A line for each bundle that is not what its list says, and each source changed since it was made."""
    for file, made in json.loads((static / "built" / "BUILT.json").read_text())["bundles"].items():
        if digest(static / file) != made["sha256"]:
            yield f"static/{file} is not the file that script/bundle made: run script/bundle"
        for source, recorded in made["sources"].items():
            if digest(static / source) != recorded:
                yield f"static/{file} is older than static/{source}: run script/bundle"
