"""Makes the group of the curators, with just the permissions that it needs.

Django makes permissions after all migrations have run, so that a fresh database has none yet at this point: they
are made here under the names that Django would give them, and it then leaves them alone.
"""

from django.db import migrations

GROUP = "Curators"
# What was public is withdrawn, never deleted; submissions are decided on, never added or deleted by hand; people are
# managed by superusers.
PERMISSIONS = {
    "taxonomy.theme": "view add change delete",
    "taxonomy.city": "view add change delete",
    "entries.formeraddress": "view",
    "entries.entrytext": "view change delete",
    "entries.merger": "view",
    "organisations.organisation": "view add change",
    "projects.project": "view add change",
    "projects.partnership": "view add change delete",
    "cluster.page": "view add change",
    "cluster.event": "view add change",
    "cluster.publication": "view add change",
    "cluster.fundingopportunity": "view add change",
    "cluster.channel": "view add change delete",
    "cluster.message": "view change delete",
    "screening.blockeddomain": "view add change delete",
    "submissions.submission": "view change",
    "submissions.decision": "view",
    "submissions.intake": "view change",
    "submissions.reply": "view add change delete",
    "submissions.caretaker": "view add delete",
    "submissions.caretakerstep": "view",
    "submissions.invitation": "view add delete",
    "submissions.translator": "view add delete",
    "upkeep.signoflife": "view add change delete",
    "upkeep.linkcheck": "view change",
    "upkeep.contactaddress": "view add change delete",
    "upkeep.question": "view",
    "upkeep.visitorsword": "view change",
    "upkeep.likelypair": "view change",
    "newsletter.issue": "view add change delete",
    "newsletter.subscriber": "view delete",
    "operations.jobstate": "view",
}
# What Django calls a model in the names of its permissions, where that is not the name of its class in small letters.
NOUNS = {
    "formeraddress": "former address",
    "entrytext": "text in another language",
    "fundingopportunity": "funding opportunity",
    "channel": "account to follow",
    "blockeddomain": "blocked domain",
    "caretakerstep": "change of caretakers",
    "issue": "newsletter issue",
    "jobstate": "job",
    "signoflife": "sign of life",
    "linkcheck": "address of others",
    "contactaddress": "contact address",
    "question": "question to those who run an entry",
    "visitorsword": "visitor’s word",
    "likelypair": "likely duplicate",
}


def make_group(apps, schema_editor):
    database = schema_editor.connection.alias
    ContentType = apps.get_model("contenttypes", "ContentType").objects.using(database)
    Permission = apps.get_model("auth", "Permission").objects.using(database)
    group, _created = apps.get_model("auth", "Group").objects.using(database).get_or_create(name=GROUP)
    for name, verbs in PERMISSIONS.items():
        app_label, model = name.split(".")
        content_type, _created = ContentType.get_or_create(app_label=app_label, model=model)
        for verb in verbs.split():
            permission, _created = Permission.get_or_create(
                content_type=content_type,
                codename=f"{verb}_{model}",
                defaults={"name": f"Can {verb} {NOUNS.get(model, model)}"},
            )
            group.permissions.add(permission)


def remove_group(apps, schema_editor):
    """The permissions stay: Django would make them again."""
    apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias).filter(name=GROUP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_group, remove_group)]
