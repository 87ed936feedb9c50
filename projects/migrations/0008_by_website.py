from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0007_catalogue_of_organisations"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="project",
            index=models.Index(fields=["website", "publication"], name="projects_by_website"),
        ),
    ]
