"""Bring the database to where the site can be served: what `script/server` does before serving."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from stoatlas.static_files import collect


class Command(BaseCommand):
    help = (
        "Migrates the database, loads the fixtures where it holds no record, makes the first accounts where "
        "there is none and collects the static files. One process does it all: starting one takes longer "
        "than finding nothing to do."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_migrated():
            call_command("migrate", verbosity=0)
        call_command("load_fixtures", if_empty=True, stdout=self.stdout)
        call_command("first_accounts", stdout=self.stdout)
        collect()


def is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
