"""Lets the curators take a message out of the spam."""

from django.db import migrations

GROUP = "Curators"


def grant(apps, schema_editor):
    database = schema_editor.connection.alias
    group, _created = apps.get_model("auth", "Group").objects.using(database).get_or_create(name=GROUP)
    group.permissions.add(permission(apps, database))


def revoke(apps, schema_editor):
    database = schema_editor.connection.alias
    for group in apps.get_model("auth", "Group").objects.using(database).filter(name=GROUP):
        group.permissions.remove(permission(apps, database))


def permission(apps, database):
    """Return the permission, made under Django's name where it has not made it yet."""
    content_type, _created = (
        apps.get_model("contenttypes", "ContentType")
        .objects.using(database)
        .get_or_create(app_label="cluster", model="message")
    )
    found, _created = (
        apps.get_model("auth", "Permission")
        .objects.using(database)
        .get_or_create(
            content_type=content_type, codename="change_message", defaults={"name": "Can change message"}
        )
    )
    return found


class Migration(migrations.Migration):
    dependencies = [("cluster", "0005_screened_messages"), ("accounts", "0002_curators")]

    operations = [migrations.RunPython(grant, revoke)]
