"""Releases of the data: whole, equal for equal data, never changed, and telling what changed."""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import frictionless
import pytest
import time_machine
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from sources.models import DataVersion
from stoatlas.holdings import COLLECTIONS
from stoatlas.releases import making, shelf

from .everything import world
from .factories import EventFactory, LawFactory, OfferingFactory

pytestmark = pytest.mark.django_db
NAME = "2026-12-01"
NAMES = [each.name for each in COLLECTIONS]
OTHERS_NAMES = ["2026-12-01.zip", "../2026-12-01", "2026-12-01/x", "A", "", "-", "a--b", "ä", "a" * 61]


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    """The folder of releases, which is empty."""
    settings.DATA_DIR = tmp_path
    return tmp_path / "releases"


def release(name: str = NAME, **options: Any) -> Path:
    call_command("release", name, verbosity=0, **options)
    return shelf.shelf() / name


def unpacked(made: Path, into: Path) -> Path:
    with zipfile.ZipFile(made / f"sto-atlas-{made.name}.zip") as package:
        package.extractall(into)
    return into / f"sto-atlas-{made.name}"


def documents(made: Path, table: str) -> list[dict[str, Any]]:
    with zipfile.ZipFile(made / f"sto-atlas-{made.name}.zip") as package:
        found: list[dict[str, Any]] = json.loads(package.read(f"sto-atlas-{made.name}/data/{table}.json"))
        return found


def changes(made: Path) -> Any:
    return json.loads((made / "changes.json").read_text(encoding="utf-8"))


def contents(made: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in made.iterdir()}


def test_two_releases_of_the_same_data_are_equal_to_the_byte(folder: Path, tmp_path: Path) -> None:
    world()
    release("2026-11-01")
    EventFactory(slug="later")
    first = contents(release())
    (folder / NAME).rename(tmp_path / "kept")
    with time_machine.travel("2031-05-06 07:08:09", tick=True):
        second = contents(release())
    assert len(first) == 7
    assert first == second


def test_when_the_data_were_loaded_is_not_in_a_release(folder: Path, tmp_path: Path) -> None:
    event = EventFactory(slug="event")
    first = contents(release())
    (folder / NAME).rename(tmp_path / "kept")
    type(event).objects.update(updated_at="2001-01-01T00:00:00Z")
    assert contents(release()) == first


def test_a_name_that_exists_is_refused_and_nothing_changes() -> None:
    world()
    before = contents(release())
    EventFactory(slug="later")
    with pytest.raises(CommandError, match="there is a release “2026-12-01” already"):
        release()
    assert contents(shelf.shelf() / NAME) == before


@pytest.mark.parametrize("name", OTHERS_NAMES)
def test_a_name_that_no_address_can_hold_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(CommandError, match="lower case letters, digits and single hyphens"):
        release(name)
    assert not folder.exists()


def test_the_date_stands_in_the_name_or_beside_it() -> None:
    release("first-edition", date="2026-12-24")
    made = shelf.release("first-edition")
    assert made is not None
    assert made.date.isoformat() == "2026-12-24"
    with pytest.raises(CommandError, match="begins with no date"):
        release("second-edition")
    with pytest.raises(CommandError, match="write a day"):
        release("third-edition", date="soon")
    with pytest.raises(CommandError, match="the name says 2026-12-01"):
        release(NAME, date="2026-12-02")


def test_a_release_that_fails_half_way_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_args: Any) -> None:
        assert shelf.releases() == [], "visible before it is whole"
        raise OSError("No space left on device")

    monkeypatch.setattr(making, "seal", failing)
    with pytest.raises(OSError, match="No space left"):
        release()
    assert list(folder.iterdir()) == []


def test_the_package_is_valid_and_holds_every_table(tmp_path: Path) -> None:
    made = world()
    folder = unpacked(release(), tmp_path / "unpacked")
    package: Any = frictionless.Package(str(folder / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["type", "note"])
    tables = [one.name for one in package.resources if one.format == "csv"]
    assert tables == NAMES
    for name in NAMES:
        rows = package.get_resource(name).read_rows()
        stored = json.loads((folder / "data" / f"{name}.json").read_text(encoding="utf-8"))
        assert [row["id"] for row in rows] == [document["id"] for document in stored]
        assert rows, f"the world has some {name}"
    event = {row["id"]: row for row in package.get_resource("events").read_rows()}[made.event.slug]
    assert event["citations_source"].split(" | ")[-1] == made.source.slug


def test_every_column_says_what_it_means(tmp_path: Path) -> None:
    world()
    folder = unpacked(release(), tmp_path / "unpacked")
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for resource in described["resources"]:
        if resource["format"] != "csv":
            continue
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == [field["name"] for field in resource["schema"]["fields"]]
        for field in resource["schema"]["fields"]:
            assert field["description"] or field["name"] == "id", (resource["name"], field["name"])
            assert f"| `{field['name']}` | {field['type']} |" in readme
    assert {"README.md", "LICENSE.txt", "CITATION.txt", "CHANGES.md"} <= {
        one.name for one in folder.iterdir()
    }
    assert "Credit the original source" in readme
    assert "Release 2026-12-01, Dec. 1, 2026" in readme


def test_sqlite_reads_the_same_records_with_their_types() -> None:
    made = world()
    OfferingFactory(slug="paid", amount="1234.50", currency="JPY")
    base = release() / f"sto-atlas-{NAME}.sqlite3"
    with closing(sqlite3.connect(f"file:{base}?mode=ro", uri=True)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for name in NAMES:
            slugs = [row[0] for row in database.execute(f'SELECT id FROM "{name}" ORDER BY id')]
            assert slugs == [document["id"] for document in documents(base.parent, name)]
        amount = 'SELECT amount, typeof(amount) FROM "sto-cases" WHERE id = ?'
        assert database.execute(amount, ["paid"]).fetchone() == (1234.5, "real")
        cited = (
            "SELECT json_extract(c.value, '$.source') FROM events, json_each(document, '$.citations') c"
            " WHERE events.id = ?"
        )
        assert (made.source.slug,) in database.execute(cited, [made.event.slug]).fetchall()
        explained = 'SELECT count(*) FROM "columns" WHERE "table" = ?'
        columns = len(database.execute('PRAGMA table_info("events")').fetchall())
        assert database.execute(explained, ["events"]).fetchone() == (columns - 1,)
        told = dict(database.execute('SELECT name, value FROM "release"'))
        assert told["date"] == NAME


@pytest.mark.parametrize("state", ["draft", "in-review", "withdrawn"])
def test_what_is_not_public_changes_no_byte_of_the_data(folder: Path, tmp_path: Path, state: str) -> None:
    LawFactory(slug="law")
    first = contents(release())
    (folder / NAME).rename(tmp_path / "kept")
    EventFactory(slug="hidden", title="Hidden from all", state=state)
    assert contents(release()) == first


def test_checksums_are_those_of_the_files() -> None:
    world()
    made = release()
    lines = (made / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    told = {name: checksum for checksum, name in (line.split("  ") for line in lines)}
    files = {path.name: path.read_bytes() for path in made.iterdir() if path.name != "SHA256SUMS"}
    assert told == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert all(path.stat().st_mode & 0o222 == 0 for path in made.iterdir())


def test_the_change_log_tells_what_was_added_changed_and_withdrawn() -> None:
    kept, edited = EventFactory(slug="kept", title="Kept"), EventFactory(slug="edited", title="Before")
    gone = EventFactory(slug="gone", title="Gone")
    first = release("2026-11-01")
    edited.title, edited.date = "After", "2019-03"
    edited.remember()
    gone.withdraw("The same as kept.", successor="kept")
    EventFactory(slug="new", title="New")
    made = release()
    assert changes(first) == {"release": "2026-11-01", "previous": None, "collections": {}}
    told = changes(made)
    assert told["previous"] == "2026-11-01"
    events = told["collections"].pop("events")
    assert events == {
        "added": [{"id": "new", "title": "New"}],
        "changed": [{"id": "edited", "title": "After", "fields": ["date", "title"]}],
        "withdrawn": [{"id": "gone", "title": "Gone", "reason": "The same as kept.", "successor": "kept"}],
        "fields_added": [],
        "fields_dropped": [],
    }
    assert not [each for each in told["collections"].values() if any(each.values())]
    words = (made / "CHANGES.md").read_text(encoding="utf-8")
    assert "1 added, 1 changed, 1 withdrawn." in words
    assert "- `edited` After: date, title" in words
    assert "- `gone` Gone: The same as kept. In its place: `kept`." in words
    assert kept.slug not in [one["id"] for one in events["changed"]]


def test_a_release_is_compared_with_the_newest_before_it_unless_told() -> None:
    for name in ("2026-10-01", "2026-11-01", "2027-01-01"):
        release(name)
    assert changes(release())["previous"] == "2026-11-01"
    assert changes(release("2026-12-02", previous="2026-10-01"))["previous"] == "2026-10-01"
    with pytest.raises(CommandError, match="there is no such release"):
        release("2026-12-03", previous="2026-09-01")


def test_a_release_renews_what_pages_were_kept_for() -> None:
    LawFactory(slug="law")
    before = DataVersion.objects.current()
    release()
    assert DataVersion.objects.current() != before


def test_addresses_are_whole_where_that_of_the_site_is_told() -> None:
    EventFactory(slug="event")
    (document,) = documents(release(address="https://atlas.example/"), "events")
    assert document["html_url"] == "https://atlas.example/events/event/"
    (document,) = documents(release("2026-12-02"), "events")
    assert document["html_url"] == "/events/event/"


def test_the_real_data_make_a_valid_release(real_data: None, tmp_path: Path) -> None:
    folder = unpacked(release(), tmp_path / "unpacked")
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])[:5]
