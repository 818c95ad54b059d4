"""Load an edition of the data, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from stoatlas.editions.layout import FOLDER
from stoatlas.editions.loading import EditionError, Loaded, is_empty, load
from stoatlas.editions.rows import Problem

MOST_TOLD = 50


class Command(BaseCommand):
    help = (
        "Loads the fixtures in one transaction, after checking every record. New records are added; "
        "where a published record is stated otherwise, a revision is proposed and the record left as it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=FOLDER, help="folder of the files (fixtures/)")
        parser.add_argument("--if-empty", action="store_true", help="do nothing where records exist already")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and not is_empty():
            return
        try:
            loaded = load(options["folder"])
        except EditionError as error:
            raise CommandError(told(error.problems)) from None
        if options["verbosity"] > 0:
            for line in summary(loaded):
                self.stdout.write(line)


def told(problems: list[Problem]) -> str:
    """Every problem on a line, the first fifty of them."""
    first = [str(problem) for problem in problems[:MOST_TOLD]]
    more = len(problems) - len(first)
    rest = [f"... and {more} more"] if more else []
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    return "\n  ".join([f"nothing was loaded, for {count}:", *first, *rest])


def summary(loaded: Loaded) -> list[str]:
    """What was done, a line for each thing worth saying."""
    lines = []
    if loaded.added:
        kinds = (f"{count} {model._meta.verbose_name_plural}" for model, count in loaded.added.items())
        lines.append(f"Loaded {loaded.added.total():,} records: {', '.join(kinds)}.")
    if loaded.known:
        lines.append(f"There already, and left as they were: {loaded.known:,}.")
    if loaded.proposed:
        lines.append(f"Proposed for review ({len(loaded.proposed)}): {', '.join(loaded.proposed)}.")
    if loaded.waiting:
        lines.append(f"Waiting for what is proposed ({len(loaded.waiting)}): {', '.join(loaded.waiting)}.")
    return lines
