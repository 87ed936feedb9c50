"""Gives the curators what reviewing needs. Submissions are decided on, never added or deleted by hand."""

from django.db import migrations

GROUP = "Curators"
PERMISSIONS = {
    "submission": ["view", "change"],
    "decision": ["view"],
    "intake": ["view", "change"],
    "blockeddomain": ["view", "add", "change", "delete"],
    "reply": ["view", "add", "change", "delete"],
    "caretaker": ["view", "add", "delete"],
    "invitation": ["view", "delete"],
}
NOUNS = {"blockeddomain": "blocked domain"}


def grant(apps, schema_editor):
    database = schema_editor.connection.alias
    group, _created = apps.get_model("auth", "Group").objects.using(database).get_or_create(name=GROUP)
    group.permissions.add(*permissions(apps, database))


def revoke(apps, schema_editor):
    database = schema_editor.connection.alias
    for group in apps.get_model("auth", "Group").objects.using(database).filter(name=GROUP):
        group.permissions.remove(*permissions(apps, database))


def permissions(apps, database):
    """Return the permissions, made under Django's names where it has not made them yet."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    found = []
    for model, verbs in PERMISSIONS.items():
        content_type, _created = ContentType.objects.using(database).get_or_create(
            app_label="submissions", model=model
        )
        for verb in verbs:
            permission, _created = Permission.objects.using(database).get_or_create(
                content_type=content_type,
                codename=f"{verb}_{model}",
                defaults={"name": f"Can {verb} {NOUNS.get(model, model)}"},
            )
            found.append(permission)
    return found


class Migration(migrations.Migration):
    dependencies = [("submissions", "0001_initial"), ("accounts", "0002_curators")]

    operations = [migrations.RunPython(grant, revoke)]
