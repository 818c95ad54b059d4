"""Make a dated, immutable release of the data."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from stoatlas.releases import shelf
from stoatlas.releases.making import ReleaseError, make
from stoatlas.releases.shelf import Release


class Command(BaseCommand):
    help = (
        "Writes what is published as a release: a data package, a SQLite file, checksums, and what changed "
        "since the release before. It never changes; equal data, name and predecessor give equal bytes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="such as 2026-12-01: lower case letters, digits, single hyphens")
        parser.add_argument(
            "--previous", default="", help="the release to compare with (the newest before it)"
        )
        parser.add_argument("--date", default="", help="its date, where the name does not begin with one")
        parser.add_argument("--address", default="", help="of the site, such as https://atlas.example/")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["name"]
        if not shelf.is_name(name):
            raise CommandError(
                f"name “{name}”: take lower case letters, digits and single hyphens, {shelf.LONGEST} at most"
            )
        date = date_of(name, options["date"])
        previous = previous_of(name, date, options["previous"])
        try:
            made = make(name, date, previous, options["address"])
        except ReleaseError as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            self.stdout.write(f"Released {made.records} records as {name}, in {made.folder}.")


def date_of(name: str, stated: str) -> datetime.date:
    """The date of a release; CommandError where neither name nor argument gives one, or they differ."""
    named = shelf.date_in(name)
    try:
        date = datetime.date.fromisoformat(stated) if stated else named
    except ValueError as error:
        raise CommandError(f"date “{stated}”: write a day, such as 2026-12-01") from error
    if date is None:
        raise CommandError(f"name “{name}” begins with no date: give it with --date, such as 2026-12-01")
    if named and named != date:
        raise CommandError(f"date “{stated}”: the name says {named.isoformat()}")
    return date


def previous_of(name: str, date: datetime.date, stated: str) -> Release | None:
    if not stated:
        return shelf.before(date, name)
    found = shelf.release(stated)
    if found is None:
        raise CommandError(f"previous “{stated}”: there is no such release")
    return found
