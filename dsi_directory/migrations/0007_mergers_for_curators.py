"""Lets curators see which entries were merged, and undo it."""

from django.db import migrations


def let_curators_undo(apps, schema_editor):
    """The permission is made here under the name that Django would give it, as it makes its own only later."""
    database = schema_editor.connection.alias
    types = apps.get_model("contenttypes", "ContentType").objects.using(database)
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    content_type, _created = types.get_or_create(app_label="entries", model="merger")
    permission, _created = permissions.get_or_create(
        content_type=content_type, codename="view_merger", defaults={"name": "Can view merger"}
    )
    for group in apps.get_model("auth", "Group").objects.using(database).filter(name="Curators"):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("dsi_directory", "0006_texts_for_curators"),
        ("entries", "0003_mergers"),
    ]

    # Going back leaves the permission: it does no harm, and goes with the model.
    operations = [migrations.RunPython(let_curators_undo, migrations.RunPython.noop)]
