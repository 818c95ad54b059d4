from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0003_data_version"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="revision",
            name="state",
            field=models.CharField(
                choices=[
                    ("proposed", "proposed"),
                    ("published", "published"),
                    ("superseded", "superseded"),
                    ("rejected", "rejected"),
                    ("withdrawn", "withdrawn"),
                ],
                default="published",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["decided_at", "id"], name="sources_revision_decided"),
        ),
    ]
