"""What comes before serving: each step where it is needed, and nothing where nothing is."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder

from stoatlas.management.commands import make_ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the commands that it calls, none of which runs."""
    names: list[str] = []
    monkeypatch.setattr(make_ready, "call_command", lambda name, **_options: names.append(name))
    monkeypatch.setattr(make_ready, "collect", lambda: names.append("collect"))
    return names


def test_a_migrated_database_is_not_migrated_again(called: list[str]) -> None:
    call_command("make_ready")
    assert called == ["load_fixtures", "first_accounts", "collect"]


def test_a_database_that_lacks_a_migration_is_migrated_first(called: list[str]) -> None:
    MigrationRecorder.Migration.objects.filter(app="timeline").delete()
    call_command("make_ready")
    assert called == ["migrate", "load_fixtures", "first_accounts", "collect"]


def test_a_second_time_changes_and_says_nothing(real_data: None) -> None:
    call_command("make_ready", stdout=StringIO())
    second = StringIO()
    call_command("make_ready", stdout=second)
    assert second.getvalue() == ""
