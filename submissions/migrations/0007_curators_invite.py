"""Lets curators ask somebody to look after an entry: whoever proved to them, in another way, that it is theirs."""

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
        .get_or_create(app_label="submissions", model="invitation")
    )
    permission, _created = (
        apps.get_model("auth", "Permission")
        .objects.using(database)
        .get_or_create(
            content_type=content_type, codename="add_invitation", defaults={"name": "Can add invitation"}
        )
    )
    return permission


class Migration(migrations.Migration):
    dependencies = [
        ("submissions", "0006_screen_in_an_app_of_its_own"),
        ("accounts", "0002_curators"),
    ]

    operations = [migrations.RunPython(grant, revoke)]
