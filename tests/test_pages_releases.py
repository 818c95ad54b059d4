"""The list of releases and their downloads."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.test import Client

from stoatlas.releases import shelf

from .factories import EventFactory

pytestmark = pytest.mark.django_db
NAME = "2026-12-01"
ROOT = f"/data/releases/{NAME}/"
TYPES = {
    f"sto-atlas-{NAME}.zip": "application/zip",
    f"sto-atlas-{NAME}.sqlite3": "application/vnd.sqlite3",
    "CHANGES.md": "text/markdown; charset=utf-8",
    "README.md": "text/markdown; charset=utf-8",
    "changes.json": "application/json",
    "release.json": "application/json",
    "SHA256SUMS": "text/plain; charset=utf-8",
}


@pytest.fixture(autouse=True)
def made(settings: LazySettings, tmp_path: Path) -> shelf.Release:
    settings.DATA_DIR = tmp_path
    EventFactory(slug="event")
    call_command("release", NAME, verbosity=0)
    release = shelf.release(NAME)
    assert release is not None
    return release


def test_the_data_page_lists_releases_with_what_they_hold(client: Client, made: shelf.Release) -> None:
    call_command("release", "2026-12-24", verbosity=0)
    html = client.get("/data/").content.decode()
    assert html.index('id="release-2026-12-24"') < html.index(f'id="release-{NAME}"'), "newest first"
    for file in made.all_files:
        assert f'href="{ROOT}{file.name}"' in html
        assert file.sha256 in html
    assert '<time datetime="2026-12-01">' in html
    assert f"Release {NAME}, Dec. 1, 2026." in html
    assert f"http://testserver/data/#release-{NAME}" in html


def test_the_data_page_says_that_there_is_no_release(
    client: Client, settings: LazySettings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path / "empty"
    assert "No release has been made yet" in client.get("/data/").content.decode()


@pytest.mark.parametrize("language", ["ja", "ko"])
def test_releases_are_listed_in_other_languages(client: Client, language: str) -> None:
    html = client.get(f"/{language}/data/").content.decode()
    assert f'href="{ROOT}release.json"' in html
    assert "What it is" not in html


@pytest.mark.parametrize("name", TYPES)
def test_each_file_comes_as_it_was_written(client: Client, made: shelf.Release, name: str) -> None:
    response = client.get(f"{ROOT}{name}", headers={"Accept-Encoding": "gzip"})
    body = response.getvalue()
    file = made.file(name)
    assert file is not None
    assert response.status_code == 200
    assert response.streaming
    assert response["Content-Type"] == TYPES[name]
    assert hashlib.sha256(body).hexdigest() == file.sha256
    assert int(response["Content-Length"]) == len(body)
    assert "Content-Encoding" not in response
    assert "immutable" in response["Cache-Control"]
    assert NAME in response["Content-Disposition"]
    assert not response.cookies


def test_who_has_a_file_is_told_so(client: Client) -> None:
    first = client.get(f"{ROOT}release.json")
    first.close()
    again = client.get(f"{ROOT}release.json", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    head = client.head(f"{ROOT}release.json")
    assert (head.status_code, head.content if not head.streaming else head.getvalue()) == (200, b"")
    assert client.post(f"{ROOT}release.json").status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "2026-12-02/release.json",
        f"{NAME}/db.sqlite3",
        f"{NAME}/%2e%2e",
        f"{NAME}/..%2f..%2fsecret_key",
        "..%2f/secret_key",
        ".making-x/release.json",
        "-/release.json",
        f"{NAME}_/release.json",
        f"{NAME}/%00",
        f"{'a' * 300}/release.json",
    ],
)
def test_what_is_no_file_of_a_release_is_not_found(client: Client, path: str, made: shelf.Release) -> None:
    (shelf.shelf().parent / "secret_key").write_text("secret", encoding="utf-8")
    (shelf.shelf() / ".making-x").mkdir()
    response = client.get(f"/data/releases/{path}")
    assert response.status_code == 404
    assert b"There is no page here" in response.content
