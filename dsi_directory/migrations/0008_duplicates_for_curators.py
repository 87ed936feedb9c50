"""Lets curators see which entries are likely to be one, and tell them apart."""

from django.db import migrations


def let_curators_tell_apart(apps, schema_editor):
    """The permissions are made here under the names that Django would give them, as it makes its own only later."""
    database = schema_editor.connection.alias
    types = apps.get_model("contenttypes", "ContentType").objects.using(database)
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    groups = list(apps.get_model("auth", "Group").objects.using(database).filter(name="Curators"))
    content_type, _created = types.get_or_create(app_label="upkeep", model="likelypair")
    for verb in ("view", "change"):
        permission, _created = permissions.get_or_create(
            content_type=content_type,
            codename=f"{verb}_likelypair",
            defaults={"name": f"Can {verb} likely duplicate"},
        )
        for group in groups:
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("dsi_directory", "0007_mergers_for_curators"), ("upkeep", "0004_likely_pairs")]

    # Going back leaves the permissions: they do no harm, and go with the model.
    operations = [migrations.RunPython(let_curators_tell_apart, migrations.RunPython.noop)]
