"""Begins the curators' replies with the questions and reasons that come up most; theirs to change from there."""

import tomllib
from pathlib import Path

from django.conf import settings
from django.db import migrations

FILE = Path(settings.BASE_DIR, "fixtures", "replies.toml")


def rows():
    for position, row in enumerate(tomllib.loads(FILE.read_text(encoding="utf-8"))["reply"], start=1):
        texts = {f"{field}_{code}": text for field in ("reason", "text") for code, text in row[field].items()}
        yield {"use": row["use"], "position": 10 * position, "reason": row["reason"]["en"], "text": row["text"]["en"]} | texts


def add(apps, schema_editor):
    """Leave a directory alone whose curators have written replies already."""
    replies = apps.get_model("submissions", "Reply").objects.using(schema_editor.connection.alias)
    if not replies.exists():
        replies.bulk_create([replies.model(**row) for row in rows()])


def remove(apps, schema_editor):
    """Remove those that no decision names."""
    database = schema_editor.connection.alias
    used = apps.get_model("submissions", "Decision").objects.using(database).filter(reply__isnull=False).values("reply")
    apps.get_model("submissions", "Reply").objects.using(database).filter(
        reason_en__in=[row["reason_en"] for row in rows()]
    ).exclude(pk__in=used).delete()


class Migration(migrations.Migration):
    dependencies = [("submissions", "0004_known_domains")]

    operations = [migrations.RunPython(add, remove)]
