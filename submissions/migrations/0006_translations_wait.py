from django.db import migrations, models

import taxonomy.fields


class Migration(migrations.Migration):
    dependencies = [
        ("submissions", "0005_left_out"),
    ]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="into",
            field=taxonomy.fields.LanguageCodeField(
                blank=True, default="", max_length=3, verbose_name="translated into"
            ),
        ),
        migrations.AlterField(
            model_name="submission",
            name="kind",
            field=models.CharField(
                choices=[
                    ("project", "new project"),
                    ("organisation", "new organisation"),
                    ("change", "change"),
                    ("report", "report of a mistake"),
                    ("claim", "request to look after an entry"),
                    ("translation", "translation"),
                ],
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "translation"), models.Q(("into", ""), _negated=True)),
                    models.Q(models.Q(("kind", "translation"), _negated=True), ("into", "")),
                    _connector="OR",
                ),
                name="submissions_translation_has_a_language",
            ),
        ),
        # Those who translate already were asked as people whose texts need no second look.
        migrations.AddField(
            model_name="translator",
            name="is_trusted",
            field=models.BooleanField(
                default=True,
                help_text="What they write is public at once. Otherwise a curator looks at it first.",
                verbose_name="trusted",
            ),
        ),
        migrations.AlterField(
            model_name="translator",
            name="is_trusted",
            field=models.BooleanField(
                default=False,
                help_text="What they write is public at once. Otherwise a curator looks at it first.",
                verbose_name="trusted",
            ),
        ),
    ]
