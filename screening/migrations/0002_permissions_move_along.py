"""Lets what hangs on the two models move along: the permissions, whoever has them, and the log of the admin all hang on
the content type, which says from now on that the models are this app's.
"""

from django.db import migrations

MODELS = ["blockeddomain", "learnedword"]


def move(apps, schema_editor, *, before, after):
    """Leave a content type alone where the new one is there already."""
    content_types = apps.get_model("contenttypes", "ContentType").objects.using(schema_editor.connection.alias)
    there = content_types.filter(app_label=after, model__in=MODELS).values_list("model", flat=True)
    moving = [model for model in MODELS if model not in set(there)]
    content_types.filter(app_label=before, model__in=moving).update(app_label=after)


def take(apps, schema_editor):
    move(apps, schema_editor, before="submissions", after="screening")


def give_back(apps, schema_editor):
    move(apps, schema_editor, before="screening", after="submissions")


class Migration(migrations.Migration):
    dependencies = [("screening", "0001_initial"), ("contenttypes", "0002_remove_content_type_name")]

    operations = [migrations.RunPython(take, give_back)]
