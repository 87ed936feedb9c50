"""Lets curators see what became of the addresses that the directory leads to, and decide about them."""

from django.db import migrations


def let_curators_decide(apps, schema_editor):
    """The permissions are made here under the names that Django would give them, as it makes its own only later."""
    database = schema_editor.connection.alias
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.using(database).get_or_create(
        app_label="upkeep", model="linkcheck"
    )
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    groups = apps.get_model("auth", "Group").objects.using(database).filter(name="Curators")
    for verb in ("view", "change"):
        permission, _created = permissions.get_or_create(
            content_type=content_type,
            codename=f"{verb}_linkcheck",
            defaults={"name": f"Can {verb} address of others"},
        )
        for group in groups:
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("dsi_directory", "0003_changes_of_caretakers"), ("upkeep", "0002_links")]

    # Going back leaves the permissions: they do no harm, and go with the model.
    operations = [migrations.RunPython(let_curators_decide, migrations.RunPython.noop)]
