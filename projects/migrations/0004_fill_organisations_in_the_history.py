"""Writes the organisations of every project into its row and into the versions of its history, which knew none.

An earlier version gets those that the project has now: there is no other record, and going back to it keeps them.
"""

from django.db import migrations


def fill(apps, schema_editor):
    database = schema_editor.connection.alias
    Project = apps.get_model("projects", "Project").objects.using(database)
    Version = apps.get_model("projects", "HistoricalProject").objects.using(database)
    Partnership = apps.get_model("projects", "Partnership").objects.using(database)
    keys = {}
    for project, role, organisation in Partnership.values_list("project_id", "role", "organisation_id"):
        keys.setdefault(project, []).append(f"{role}:{organisation}")
    for project, theirs in keys.items():
        Project.filter(pk=project).update(organisation_keys=theirs)
        Version.filter(id=project).update(organisation_keys=theirs)


class Migration(migrations.Migration):
    dependencies = [("projects", "0003_organisations_in_the_history")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
