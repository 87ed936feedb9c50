"""Takes away a latitude without a longitude, or the other way round: it is no position, and the next migration says so."""

from django.db import migrations
from django.db.models import Q


def clear(apps, schema_editor):
    cities = apps.get_model("taxonomy", "City").objects.using(schema_editor.connection.alias)
    half = Q(latitude__isnull=True, longitude__isnull=False) | Q(latitude__isnull=False, longitude__isnull=True)
    cities.filter(half).update(latitude=None, longitude=None)


class Migration(migrations.Migration):
    dependencies = [("taxonomy", "0001_initial")]

    operations = [migrations.RunPython(clear, migrations.RunPython.noop)]
