"""The trigram indexes that make search quick on PostgreSQL, for every table with searchable text."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import migrations


def tables(apps: Any) -> Iterator[str]:
    for model in apps.get_models():
        if "search_text" in {field.name for field in model._meta.fields}:
            yield model._meta.db_table


def refuse_without_letters(ctype: str) -> None:
    """Where only A to Z are letters, no Japanese or Korean word would be in the index, nor be found."""
    if ctype in {"C", "POSIX"}:
        raise ImproperlyConfigured(
            f"DATABASE_URL names a database with LC_CTYPE {ctype}: name one with C.UTF-8 or that of a language"
        )


def add_indexes(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT datctype FROM pg_database WHERE datname = current_database()")
        refuse_without_letters(cursor.fetchone()[0])
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for table in tables(apps):
        schema_editor.execute(f"CREATE INDEX {table}_search ON {table} USING gin (search_text gin_trgm_ops)")


def drop_indexes(apps: Any, schema_editor: Any) -> None:
    """The extension stays: others may use it."""
    if schema_editor.connection.vendor == "postgresql":
        for table in tables(apps):
            schema_editor.execute(f"DROP INDEX {table}_search")


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("sources", "0001_initial"),
        ("organizations", "0001_initial"),
        ("regulations", "0001_initial"),
        ("offerings", "0001_initial"),
        ("timeline", "0001_initial"),
    ]
    operations = [migrations.RunPython(add_indexes, drop_indexes)]
