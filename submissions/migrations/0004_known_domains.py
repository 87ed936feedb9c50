"""Begins the curators' list with well-known domains of throw-away mailboxes and link farms; theirs to change from there."""

import csv
from pathlib import Path

from django.conf import settings
from django.db import migrations

FILE = Path(settings.BASE_DIR, "fixtures", "screen", "blocked-domains.csv")
NOTE = "Shipped with the directory."


def add(apps, schema_editor):
    BlockedDomain = apps.get_model("submissions", "BlockedDomain")
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = [BlockedDomain(note=NOTE, **row) for row in csv.DictReader(file)]
    BlockedDomain.objects.using(schema_editor.connection.alias).bulk_create(rows, ignore_conflicts=True)


def remove(apps, schema_editor):
    BlockedDomain = apps.get_model("submissions", "BlockedDomain")
    BlockedDomain.objects.using(schema_editor.connection.alias).filter(note=NOTE).delete()


class Migration(migrations.Migration):
    dependencies = [("submissions", "0003_learned_words")]

    operations = [migrations.RunPython(add, remove)]
