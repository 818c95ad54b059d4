"""The indexes by which search reads the newest first and stops when it has enough of a common word.

On SQLite the text itself is in the index, so that the table is not read at all. They are no indexes of the
models: in PostgreSQL, which has the trigrams for rare words, such an index could not hold a long text.
"""

from collections.abc import Iterator
from typing import Any

from django.db import migrations

# by which a type's newest stand first, where that is not the moment of the last change
NEWEST = {"event": "earliest", "source": "published_earliest", "figure": "as_of_earliest"}


def tables(apps: Any) -> Iterator[tuple[str, str]]:
    for model in apps.get_models():
        if "search_text" in {field.name for field in model._meta.fields}:
            yield model._meta.db_table, NEWEST.get(model._meta.model_name, "updated_at")


def add_indexes(apps: Any, schema_editor: Any) -> None:
    sqlite = schema_editor.connection.vendor == "sqlite"
    for table, newest in tables(apps):
        if sqlite:
            columns = f"state, {newest} DESC, slug, search_text"
            schema_editor.execute(f"CREATE INDEX {table}_search ON {table} ({columns})")
        else:
            columns = f"state, {newest} DESC NULLS LAST, slug"
            schema_editor.execute(f"CREATE INDEX {table}_newest ON {table} ({columns})")


def drop_indexes(apps: Any, schema_editor: Any) -> None:
    name = "search" if schema_editor.connection.vendor == "sqlite" else "newest"
    for table, _newest in tables(apps):
        schema_editor.execute(f"DROP INDEX {table}_{name}")


class Migration(migrations.Migration):
    dependencies = [("stoatlas", "0002_fold_again")]
    operations = [migrations.RunPython(add_indexes, drop_indexes)]
