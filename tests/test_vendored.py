"""What is vendored is what its list says, and nothing else."""

import hashlib
import json
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"


def test_the_bundle_has_the_checksum_that_is_recorded() -> None:
    listed = json.loads((VENDOR / "VENDOR.json").read_text())
    assert hashlib.sha256((VENDOR / listed["file"]).read_bytes()).hexdigest() == listed["sha256"]


def test_the_licence_stands_beside_it() -> None:
    assert "Permission to use, copy, modify" in (VENDOR / "LICENSE-d3.txt").read_text()


def test_every_bundled_package_is_pinned_in_the_lock_file() -> None:
    lock = json.loads((VENDOR.parent.parent / "frontend" / "package-lock.json").read_text())
    bundled = json.loads((VENDOR / "VENDOR.json").read_text())["bundled"]
    locked = {name: lock["packages"][f"node_modules/{name}"]["version"] for name in bundled}
    assert locked == bundled
