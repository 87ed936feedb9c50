"""Lets curators correct texts in further languages, and choose who translates."""

from django.db import migrations

PERMISSIONS = {
    ("entries", "entrytext"): ("text in another language", ("view", "change", "delete")),
    ("submissions", "translator"): ("translator", ("view", "add", "delete")),
}


def let_curators_translate(apps, schema_editor):
    """The permissions are made here under the names that Django would give them, as it makes its own only later."""
    database = schema_editor.connection.alias
    types = apps.get_model("contenttypes", "ContentType").objects.using(database)
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    groups = list(apps.get_model("auth", "Group").objects.using(database).filter(name="Curators"))
    for (app, model), (name, verbs) in PERMISSIONS.items():
        content_type, _created = types.get_or_create(app_label=app, model=model)
        for verb in verbs:
            permission, _created = permissions.get_or_create(
                content_type=content_type, codename=f"{verb}_{model}", defaults={"name": f"Can {verb} {name}"}
            )
            for group in groups:
                group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("dsi_directory", "0005_asking_for_curators"),
        ("entries", "0002_texts_in_languages"),
        ("submissions", "0004_translators"),
    ]

    # Going back leaves the permissions: they do no harm, and go with the model.
    operations = [migrations.RunPython(let_curators_translate, migrations.RunPython.noop)]
