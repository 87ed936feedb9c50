from django.db import migrations, models

TABLE = "search_posting"


def sort_by_code_points(apps, schema_editor):
    """What begins with some letters is then one stretch of the index, whatever the collation of the database."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f'ALTER TABLE {TABLE} ALTER COLUMN term TYPE varchar(120) COLLATE "C"')


class Migration(migrations.Migration):
    dependencies = [("search", "0002_full_text_indexes")]

    operations = [
        migrations.AddField(model_name="searchdocument", name="facets", field=models.JSONField(null=True)),
        migrations.AddField(model_name="searchdocument", name="orders", field=models.JSONField(null=True)),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("field", models.CharField(max_length=30)),
                ("term", models.CharField(max_length=120)),
                ("entries", models.BinaryField()),
                ("changed", models.PositiveBigIntegerField(db_index=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "field", "term"), name="search_posting_once_a_term")
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderBlock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("order", models.CharField(max_length=20)),
                ("first", models.TextField()),
                ("keys", models.TextField()),
                ("members", models.BinaryField()),
                ("changed", models.PositiveBigIntegerField(db_index=True)),
            ],
            options={"indexes": [models.Index(fields=["kind", "order"], name="search_block_order")]},
        ),
        migrations.CreateModel(
            name="IndexNumber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(default=1)),
                ("rebuilt", models.PositiveBigIntegerField(default=1)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="search_one_index_number")
                ],
            },
        ),
        migrations.RunPython(sort_by_code_points, migrations.RunPython.noop),
    ]
