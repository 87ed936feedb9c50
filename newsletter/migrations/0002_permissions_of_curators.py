"""Gives the curators what the newsletter needs. Drafts can be deleted, and subscribers who ask for it."""

from django.db import migrations

GROUP = "Curators"
PERMISSIONS = {
    "issue": ["view", "add", "change", "delete"],
    "subscriber": ["view", "delete"],
}
NOUNS = {"issue": "newsletter issue"}


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
        content_type, _created = ContentType.objects.using(database).get_or_create(app_label="newsletter", model=model)
        for verb in verbs:
            permission, _created = Permission.objects.using(database).get_or_create(
                content_type=content_type,
                codename=f"{verb}_{model}",
                defaults={"name": f"Can {verb} {NOUNS.get(model, model)}"},
            )
            found.append(permission)
    return found


class Migration(migrations.Migration):
    dependencies = [("newsletter", "0001_newsletter"), ("accounts", "0002_curators")]

    operations = [migrations.RunPython(grant, revoke)]
