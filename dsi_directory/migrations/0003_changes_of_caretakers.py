"""Lets curators see who came to look after an entry, and who stopped."""

from django.db import migrations


def let_curators_see(apps, schema_editor):
    """The permission is made here under the name that Django would give it, as it makes its own only later."""
    database = schema_editor.connection.alias
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.using(database).get_or_create(
        app_label="submissions", model="caretakerstep"
    )
    permission, _created = apps.get_model("auth", "Permission").objects.using(database).get_or_create(
        content_type=content_type,
        codename="view_caretakerstep",
        defaults={"name": "Can view change of caretakers"},
    )
    for group in apps.get_model("auth", "Group").objects.using(database).filter(name="Curators"):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("dsi_directory", "0002_sort_keys")]

    # Going back leaves the permission: it does no harm, and goes with the model.
    operations = [migrations.RunPython(let_curators_see, migrations.RunPython.noop)]
