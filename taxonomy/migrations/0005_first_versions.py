"""Gives every theme and city that exists a first version, so that its next edit can be seen and taken back."""

from django.db import migrations
from django.utils import timezone


def fill(apps, schema_editor):
    database = schema_editor.connection.alias
    for name in ("Theme", "City"):
        tags = apps.get_model("taxonomy", name)._base_manager.using(database)
        Version = apps.get_model("taxonomy", f"Historical{name}")
        kept = set(Version.objects.using(database).values_list("id", flat=True))
        columns = {field.attname for field in Version._meta.concrete_fields}
        common = [field.attname for field in tags.model._meta.concrete_fields if field.attname in columns]
        Version.objects.using(database).bulk_create(
            Version(history_date=timezone.now(), history_type="+", **row)
            for row in tags.values(*common)
            if row["id"] not in kept
        )


class Migration(migrations.Migration):
    dependencies = [("taxonomy", "0004_history_of_tags")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
