"""Give every record that was withdrawn before a revision that says so, as withdrawing writes one now."""

from typing import Any

from django.db import migrations


def remember_withdrawals(apps: Any, schema_editor: Any) -> None:
    """The published revision of a withdrawn record gives way to one with reason and successor."""
    alias = schema_editor.connection.alias
    revisions = apps.get_model("sources", "Revision")._base_manager.using(alias)
    for model in apps.get_models():
        names = {field.name for field in model._meta.fields}
        if not {"slug", "state", "withdrawn_reason", "revision"} <= names:
            continue
        for record in model._base_manager.using(alias).filter(state="withdrawn").order_by("updated_at", "pk"):
            mine = revisions.filter(record_type=model._meta.model_name, slug=record.slug)
            if mine.filter(state="published").update(state="superseded"):
                record.revision = max(mine.values_list("number", flat=True)) + 1
                record.save(update_fields=["revision"])
                revisions.create(
                    record_type=model._meta.model_name,
                    slug=record.slug,
                    number=record.revision,
                    state="withdrawn",
                    document={"withdrawn_reason": record.withdrawn_reason, "successor": record.successor},
                    decided_at=record.updated_at,
                )


class Migration(migrations.Migration):
    dependencies = [
        ("stoatlas", "0003_search_index"),
        ("sources", "0004_withdrawals"),
        ("organizations", "0002_names_before_texts"),
        ("regulations", "0002_names_before_texts"),
        ("offerings", "0002_names_before_texts"),
        ("timeline", "0003_counted_events"),
    ]
    # backwards nothing is lost: the published state before stays in the memory, superseded
    operations = [migrations.RunPython(remember_withdrawals, migrations.RunPython.noop)]
