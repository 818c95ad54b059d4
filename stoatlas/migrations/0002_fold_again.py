"""Write every searchable text anew: names stand apart from texts in it now."""

from typing import Any

from django.db import migrations


def fold_again(apps: Any, schema_editor: Any) -> None:
    """Saving computes the column from those that it is derived from."""
    for model in apps.get_models():
        if "search_text" in {field.name for field in model._meta.fields}:
            rows = model._base_manager.using(schema_editor.connection.alias)
            rows.bulk_update(list(rows.all()), ["search_text"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("stoatlas", "0001_initial"),
        ("sources", "0002_names_before_texts"),
        ("organizations", "0002_names_before_texts"),
        ("regulations", "0002_names_before_texts"),
        ("offerings", "0002_names_before_texts"),
        ("timeline", "0002_names_before_texts"),
    ]
    # backwards nothing is lost: the search of before finds its words in the new column too
    operations = [migrations.RunPython(fold_again, migrations.RunPython.noop)]
