#!/usr/bin/env python3
"""Run a management command; a setting or a database that is wrong is told in one line."""

from __future__ import annotations

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError, DataError, IntegrityError


def first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stoatlas.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"error: {first_line(error)}")
    except (DataError, IntegrityError):
        raise  # a fault of the command, not of the database
    except DatabaseError as error:
        sys.exit(f"error: the database cannot be used, set DATABASE_URL to one that can: {first_line(error)}")


if __name__ == "__main__":
    main()
