"""Readers get bundles; they are made of the sources as they are, and of all of them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.staticfiles import finders
from django.template import Context, Template

from stoatlas.templatetags.bundles import BUNDLES

from .bundles import BUILT, STATIC, stale

MADE = json.loads(BUILT.read_text())


def test_no_bundle_is_older_than_its_sources() -> None:
    assert "\n".join(stale()) == ""


def test_a_changed_source_and_a_changed_bundle_are_both_told(tmp_path: Path) -> None:
    copied = shutil.copytree(STATIC, tmp_path / "static")
    (copied / "js/timeline/main.js").write_text("changed")
    (copied / "built/site.css").write_text("changed")
    assert list(stale(copied)) == [
        "static/built/site.css is not the file that script/bundle made: run script/bundle",
        "static/built/timeline.js is older than static/js/timeline/main.js: run script/bundle",
    ]


def test_every_module_of_the_timeline_is_in_its_bundle() -> None:
    written = {str(path.relative_to(STATIC)) for path in (STATIC / "js/timeline").glob("*.js")}
    assert written - set(MADE["bundles"]["built/timeline.js"]["sources"]) == set()


def test_templates_ask_for_what_is_bundled() -> None:
    assert {made["entry"]: file for file, made in MADE["bundles"].items()} == BUNDLES
    templates = (STATIC.parent / "templates").rglob("*.html")
    asked = {name for path in templates for name in re.findall(r'{% bundled "(.+?)" %}', path.read_text())}
    assert asked == set(BUNDLES)


def test_the_bundler_is_the_one_in_the_lock_file() -> None:
    lock = json.loads((STATIC.parent / "frontend/package-lock.json").read_text())
    assert MADE["esbuild"] == lock["packages"]["node_modules/esbuild"]["version"]


@pytest.mark.parametrize(("debug", "address"), [(True, "js/timeline/main.js"), (False, "built/timeline.js")])
def test_who_works_on_the_site_gets_the_sources(settings: LazySettings, debug: bool, address: str) -> None:
    settings.DEBUG = debug
    page = Template('{% load bundles %}{% bundled "js/timeline/main.js" %}').render(Context())
    assert page == f"/static/{address}"
    assert finders.find(address)
