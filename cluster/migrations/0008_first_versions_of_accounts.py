"""Gives every account to follow that exists a first version, so that its next edit can be seen and taken back."""

from django.db import migrations
from django.utils import timezone


def fill(apps, schema_editor):
    database = schema_editor.connection.alias
    channels = apps.get_model("cluster", "Channel").objects.using(database)
    Version = apps.get_model("cluster", "HistoricalChannel")
    versions = Version.objects.using(database)
    rows = channels.exclude(pk__in=versions.values("id")).values()
    versions.bulk_create(Version(history_date=timezone.now(), history_type="+", **row) for row in rows)


class Migration(migrations.Migration):
    dependencies = [("cluster", "0007_history_of_accounts")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
