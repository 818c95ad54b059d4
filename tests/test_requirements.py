"""The exact versions in requirements*.txt fit the ranges in pyproject.toml, whole and hashed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = PROJECT["project"]["dependencies"]
TEST, DEV = PROJECT["dependency-groups"]["test"], PROJECT["dependency-groups"]["dev"]
FILES = {
    "requirements.txt": RUNTIME,
    "requirements-test.txt": RUNTIME + TEST,
    "requirements-dev.txt": RUNTIME + TEST + DEV,
}
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)")


def pins(name: str) -> dict[str, str]:
    found = map(PIN.match, (ROOT / name).read_text(encoding="utf-8").splitlines())
    return {canonicalize_name(match[1]): match[2] for match in found if match}


@pytest.mark.parametrize("name", FILES)
def test_every_range_has_a_version_that_fits(name: str) -> None:
    pinned = pins(name)
    for wanted in map(Requirement, FILES[name]):
        assert wanted.specifier.contains(pinned[canonicalize_name(wanted.name)]), f"{wanted}: run script/lock"


def test_a_larger_set_holds_the_smaller_in_the_same_versions() -> None:
    runtime, test, dev = map(pins, FILES)
    assert runtime.items() <= test.items() <= dev.items()


@pytest.mark.parametrize("name", FILES)
def test_every_version_has_hashes(name: str) -> None:
    for block in re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip()):
        assert "--hash=sha256:" in block, block


@pytest.mark.parametrize("name", FILES)
def test_no_package_comes_from_a_named_place(name: str) -> None:
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")
