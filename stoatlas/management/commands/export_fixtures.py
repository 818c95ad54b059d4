"""Write the published records as an edition of the data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from stoatlas.editions.layout import FOLDER
from stoatlas.editions.writing import stale_files, write


class Command(BaseCommand):
    help = (
        "Writes the published records to the fixtures, in canonical form; only files that differ are written."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=FOLDER, help="folder of the files (fixtures/)")
        parser.add_argument("--check", action="store_true", help="write nothing; fail where a file differs")

    def handle(self, *args: Any, **options: Any) -> None:
        folder, verbose = options["folder"], options["verbosity"] > 0
        if options["check"]:
            stale = stale_files(folder)
            if stale:
                raise CommandError(f"the database holds other records than {', '.join(stale)} in {folder}")
        else:
            stale = write(folder)
        if verbose:
            self.stdout.write(
                f"Wrote {', '.join(stale)}." if stale else "Every file is as the database has it."
            )
