"""Makes the group of the curators with just the permissions that it needs.

Django makes permissions after all migrations have run, so that a fresh database has none yet at this point: they
are made here under the names that Django would give them, and it then leaves them alone.
"""

from django.db import migrations

GROUP = "Curators"
# Entries are withdrawn, never deleted; people are managed by superusers.
PERMISSIONS = {
    ("projects", "project"): ["view", "add", "change"],
    ("projects", "partnership"): ["view", "add", "change", "delete"],
    ("organisations", "organisation"): ["view", "add", "change"],
    ("taxonomy", "theme"): ["view", "add", "change", "delete"],
    ("taxonomy", "city"): ["view", "add", "change", "delete"],
    ("entries", "formeraddress"): ["view"],
}


def make_group(apps, schema_editor):
    database = schema_editor.connection.alias
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    group, _created = Group.objects.using(database).get_or_create(name=GROUP)
    for (app_label, model), verbs in PERMISSIONS.items():
        content_type, _created = ContentType.objects.using(database).get_or_create(app_label=app_label, model=model)
        for verb in verbs:
            noun = "former address" if model == "formeraddress" else model
            permission, _created = Permission.objects.using(database).get_or_create(
                content_type=content_type,
                codename=f"{verb}_{model}",
                defaults={"name": f"Can {verb} {noun}"},
            )
            group.permissions.add(permission)


def remove_group(apps, schema_editor):
    """The permissions stay: Django would make them again."""
    apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias).filter(name=GROUP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_group, remove_group)]
