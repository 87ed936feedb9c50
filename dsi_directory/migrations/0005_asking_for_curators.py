"""Lets curators keep addresses of those who know about entries, see what became of asking, and settle visitors’ words."""

from django.db import migrations

VERBS = {
    "contactaddress": ("view", "add", "change", "delete"),
    "question": ("view",),
    "visitorsword": ("view", "change"),
}
NAMES = {
    "contactaddress": "contact address",
    "question": "question to those who run an entry",
    "visitorsword": "visitor’s word",
}


def let_curators_ask(apps, schema_editor):
    """The permissions are made here under the names that Django would give them, as it makes its own only later."""
    database = schema_editor.connection.alias
    types = apps.get_model("contenttypes", "ContentType").objects.using(database)
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    groups = list(apps.get_model("auth", "Group").objects.using(database).filter(name="Curators"))
    for model, verbs in VERBS.items():
        content_type, _created = types.get_or_create(app_label="upkeep", model=model)
        for verb in verbs:
            permission, _created = permissions.get_or_create(
                content_type=content_type,
                codename=f"{verb}_{model}",
                defaults={"name": f"Can {verb} {NAMES[model]}"},
            )
            for group in groups:
                group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("dsi_directory", "0004_links_for_curators"), ("upkeep", "0003_asking")]

    # Going back leaves the permissions: they do no harm, and go with the model.
    operations = [migrations.RunPython(let_curators_ask, migrations.RunPython.noop)]
